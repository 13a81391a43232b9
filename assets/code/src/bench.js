// What the workbench shows, and what it does.

import { follow, get, post } from "./api.js";
import { documentOf, inOrder, locatorOf, overlaps, quoteOf } from "./text.js";
import { changesOf, draftOf, emptyForm, formOf, resolved } from "./form.js";
import { plural, sentence } from "./words.js";

const start = {
  /** What `api/state` says. */
  map: null,
  /** The open source with its text; see `documentOf`. */
  doc: null,
  /** All stances, for the lists; null until they are asked for. */
  all: null,
  /** The selected words, `{start, end}`, and how they were selected. */
  passage: null,
  /** The id of the stance in focus. */
  current: null,
  form: null,
  view: "code",
  /** The area that a phone shows. */
  pane: "text",
  dialog: null,
  /** The last thing that happened: `{text, fix, isFault, count}`. */
  notice: null,
  isLost: false,
};

/** What is kept of a form, so that nothing typed is lost when the page is loaded again. */
const KEPT = "stancegraph-form";

export class Bench {
  constructor() {
    this.state = start;
    this.listeners = new Set();
    /** What was last coded, by source: the defaults of the next form. */
    this.last = new Map();
    this.writing = Promise.resolve();
  }

  set(patch) {
    this.state = { ...this.state, ...patch };
    for (const tell of this.listeners) tell();
    if ("form" in patch) keep(this.state);
  }

  say(text, more = {}) {
    this.set({ notice: { text, fix: null, isFault: false, count: (this.state.notice?.count ?? 0) + 1, ...more } });
  }

  fault(error) {
    this.say(sentence(error.message), { fix: error.fix ? sentence(error.fix) : null, isFault: true });
  }

  // Reading

  async begin() {
    try {
      const map = await get("state");
      this.set({ map });
      const wanted = decodeURIComponent(location.hash.replace(/^#source=/, ""));
      const kept = keptForm();
      const first = [kept?.source, wanted].find((id) => map.sources.some((source) => source.id === id));
      const source = first ?? (map.sources.find(({ has_text }) => has_text) ?? map.sources[0])?.id;
      if (source) await this.open(source);
      if (kept && kept.source === source) this.set({ form: kept.form, passage: kept.form.passage, pane: "stances" });
      if (!source) this.set({ pane: "sources" });
    } catch (error) {
      this.fault(error);
    }
    document.documentElement.dataset.ready = "true";
    follow(() => this.state.map?.version, () => this.changedElsewhere(), (isLost) => {
      if (isLost !== this.state.isLost) this.set({ isLost });
    });
  }

  /** Opens a source, at a passage or stance. */
  async open(id, at = {}) {
    try {
      const doc = documentOf(await get(`source/${encodeURIComponent(id)}`));
      const first = doc.stances.find(({ status }) => status === "draft");
      const current = at.current ?? (at.passage ? null : (first?.id ?? null));
      const stance = doc.stances.find((each) => each.id === current);
      const passage = at.passage ? unitsOf(doc, at.passage) : passageOf(stance);
      this.set({ doc, passage, current, view: "code", form: null, ...(at.pane ? { pane: at.pane } : {}) });
      history.replaceState(null, "", `#source=${encodeURIComponent(id)}`);
      this.show();
    } catch (error) {
      this.fault(error);
    }
  }

  /** Reads again what is shown; what is typed or selected stays. */
  async refresh() {
    const map = await get("state");
    const { doc, all } = this.state;
    const isThere = doc && map.sources.some(({ id }) => id === doc.id);
    const fresh = isThere ? documentOf(await get(`source/${encodeURIComponent(doc.id)}`)) : null;
    const stances = all && (await get("stances")).stances;
    const isSameText = fresh && doc && fresh.text === doc.text;
    const patch = { map, doc: fresh, all: stances };
    if (!isSameText && this.state.form) patch.form = replaced(this.state.form, fresh);
    if (!isSameText) patch.passage = patch.form?.passage ?? null;
    this.set(patch);
    const { form, current } = this.state;
    if (current && fresh && !fresh.stances.some(({ id }) => id === current)) this.set({ current: null });
    if (form?.id && fresh && !fresh.stances.some(({ id }) => id === form.id)) {
      this.set({ form: { ...form, id: null, opened: null } });
      this.say("This stance was removed elsewhere. Saving adds it anew.", { isFault: true });
    }
  }

  async changedElsewhere() {
    // Our own writes come back as a new version, too.
    await this.writing;
    const known = this.state.map?.version;
    const map = await get("state");
    if (map.version === known) return;
    await this.refresh();
    this.say("The map was changed elsewhere, and is shown as it is now.");
  }

  async loadAll() {
    try {
      this.set({ all: (await get("stances")).stances });
    } catch (error) {
      this.fault(error);
    }
  }

  // Writing

  /** Does one thing after another; each with the version that the last one left. */
  queue(task) {
    const run = this.writing.then(task);
    this.writing = run.catch(() => {});
    return run;
  }

  /** Sends a change, and reads again what it changed; null if it was refused. */
  async write(wish, path = "do") {
    const send = () => post(path, { version: this.state.map.version, ...(wish ? { do: wish } : {}) });
    try {
      let answer;
      try {
        answer = await send();
      } catch (error) {
        if (error.status !== 409) throw error;
        await this.refresh();
        // What is only added or ticked off loses nobody's work.
        if (!wish || !("add" in wish || "accept" in wish || "source" in wish)) throw error;
        answer = await send();
      }
      this.set({ map: { ...this.state.map, version: answer.version } });
      await this.refresh();
      return answer;
    } catch (error) {
      this.fault(error);
      return { refused: error };
    }
  }

  undo() {
    return this.queue(() => this.step("undo"));
  }

  redo() {
    return this.queue(() => this.step("redo"));
  }

  async step(which) {
    const what = this.state.map[which];
    if (!what) return this.say(which === "undo" ? "There is nothing to undo." : "There is nothing to redo.");
    const answer = await this.write(null, which);
    if (answer.refused) return;
    this.say(`${which === "undo" ? "Undone" : "Done again"}: ${what}`);
    const touched = answer.changed?.find((id) => this.state.doc?.stances.some((stance) => stance.id === id));
    if (touched && this.state.view === "code") this.focus(touched);
  }

  /** Accepts drafts; of one that is in focus, goes on to the next. */
  accept(ids) {
    return this.decide("accept", ids, (count) => `Accepted ${plural(count, "draft")}.`);
  }

  reject(ids) {
    return this.decide("reject", ids, (count) => `Rejected ${plural(count, "draft")}.`);
  }

  decide(what, ids, words) {
    return this.queue(async () => {
      const next = ids.includes(this.state.current) ? this.nextDraft(ids) : undefined;
      const answer = await this.write({ [what]: { ids } });
      if (answer.refused) return;
      this.say(words(ids.length));
      if (next !== undefined && this.state.view === "code") await this.goOn(next);
    });
  }

  /** The draft after the one in focus in this text, the first of it, or null. */
  nextDraft(without = []) {
    const { doc, current } = this.state;
    const at = doc.stances.findIndex(({ id }) => id === current);
    const isOpen = ({ id, status }) => status === "draft" && !without.includes(id);
    return (doc.stances.slice(at + 1).find(isOpen) ?? doc.stances.find(isOpen))?.id ?? null;
  }

  /** Goes to a draft of this text, or to the next text that has drafts. */
  async goOn(id) {
    if (id) return this.focus(id);
    const { map, doc } = this.state;
    const at = map.sources.findIndex((source) => source.id === doc?.id);
    const order = [...map.sources.slice(at + 1), ...map.sources.slice(0, at)];
    const next = order.find(({ drafts }) => drafts > 0);
    if (next) {
      await this.open(next.id);
      return this.say(`${this.state.notice?.text ?? ""} Next text: ${next.title ?? next.id}`.trim());
    }
    return this.say(`${this.state.notice?.text ?? ""} No draft is left.`.trim());
  }

  remove(ids) {
    return this.queue(async () => {
      const answer = await this.write({ remove: { ids } });
      if (!answer.refused) this.say(`Removed ${plural(ids.length, "stance")}.`);
    });
  }

  // Moving

  /** Selects words; `spoken` is what a screen reader says when keys did it, and then the text scrolls there. */
  select(passage, current = null, { spoken } = {}) {
    const { form, doc, shown = 0 } = this.state;
    const more = spoken ? { spoken, shown: shown + 1 } : {};
    if (form && passage) this.set({ ...more, passage, form: { ...form, passage, ...passageFields(doc, passage) } });
    else this.set({ ...more, passage, current });
  }

  focus(id) {
    const stance = this.state.doc?.stances.find((each) => each.id === id);
    if (!stance) return;
    this.set({ current: id, passage: passageOf(stance) });
    this.show();
  }

  /** Goes to the next or previous stance of the text, or only to drafts. */
  go(step, isDraft = false) {
    const { doc, current, passage } = this.state;
    if (!doc) return;
    const all = doc.stances.filter(({ status, id }) => !isDraft || status === "draft" || id === current);
    let at = all.findIndex(({ id }) => id === current);
    if (at < 0) {
      const after = all.findIndex(({ start }) => start != null && start >= (passage?.start ?? 0));
      at = step > 0 ? (after < 0 ? -1 : after - 1) : after < 0 ? all.length : after;
    }
    const next = all[at + step];
    if (next) this.focus(next.id);
    else if (isDraft) this.queue(() => this.goOn(this.nextDraft()));
    else this.say(step > 0 ? "This is the last stance of the text." : "This is the first stance of the text.");
  }

  goSource(step) {
    const { map, doc } = this.state;
    const at = map.sources.findIndex(({ id }) => id === doc?.id);
    const next = map.sources[at + step];
    if (next) this.open(next.id);
  }

  /** Scrolls to the passage; the text listens. */
  show() {
    this.set({ shown: (this.state.shown ?? 0) + 1 });
  }

  // The form

  /** Opens the form for a new stance on the selected words. */
  code() {
    const { doc, passage, map } = this.state;
    if (!doc) return;
    const last = this.last.get(doc.id) ?? {};
    const form = { ...emptyForm(), ...defaults(last, map), passage, ...passageFields(doc, passage) };
    this.set({ form, pane: "stances", current: null });
  }

  change(id) {
    const { doc, map } = this.state;
    const stance = doc?.stances.find((each) => each.id === id);
    if (!stance) return;
    const form = formOf(stance, map);
    this.set({ form, current: id, passage: passageOf(stance), pane: "stances" });
  }

  edit(patch) {
    // A field that loses the focus because the form closes has nothing to say any more.
    if (this.state.form) this.set({ form: { ...this.state.form, ...patch } });
  }

  close() {
    this.set({ form: null, pane: "text" });
    focusText();
  }

  /** Saves the form; returns the field that it still needs, or null. */
  save() {
    return this.queue(async () => {
      const { form, doc, map } = this.state;
      const isDraft = form.status === "draft";
      const wish = form.id
        ? { change: { id: form.id, ...changesOf(form, map, doc), create: true, ...(isDraft ? { status: "confirmed" } : {}) } }
        : { add: { ...draftOf(form, map, doc), create: true } };
      const next = isDraft ? this.nextDraft([form.id]) : undefined;
      const answer = await this.write(wish);
      if (answer.refused) {
        this.edit({ error: problem(answer.refused) });
        return answer.refused.field ?? "actor";
      }
      this.remember(form, doc.id);
      const words = `${form.actor.text} ${form.label} ${form.about.text}`;
      const made = [...(answer.created?.actors ?? []), ...(answer.created?.issues ?? [])].length;
      this.set({ form: null, pane: "text", current: form.id ?? answer.changed?.[0] ?? null });
      this.say([`Saved: ${words}.`, made ? `${plural(made, "new name")}.` : "", ...(answer.warnings ?? []).map(sentence)].filter(Boolean).join(" "));
      if (next !== undefined) await this.goOn(next);
      focusText();
      return null;
    });
  }

  remember(form, source) {
    const { speakers = new Map() } = this.last.get(source) ?? {};
    const actor = resolved(form.actor, this.state.map.actors);
    speakers.set(actor ?? form.actor.text, form.speaker);
    this.last.set(source, { actor: form.actor, about: form.about, speakers });
  }

  /** Who spoke last for this actor in this text. */
  speakerOf(actor) {
    const speakers = this.last.get(this.state.doc?.id)?.speakers;
    return speakers?.get(resolved(actor, this.state.map.actors) ?? actor.text) ?? null;
  }
}

const problem = (error) => ({ text: sentence(error.message), fix: error.fix ? sentence(error.fix) : null, field: error.field });

const passageOf = (stance) => (stance?.start == null ? null : { start: stance.start, end: stance.end });

const unitsOf = (doc, { start, end }) => ({ start: doc.offsets.toUnit(start), end: doc.offsets.toUnit(end) });

const passageFields = (doc, passage) =>
  passage ? { quote: quoteOf(doc, passage), locator: locatorOf(doc, passage) } : { quote: null, locator: null };

function defaults(last, map) {
  const named = (field, names) => {
    const id = field && resolved(field, names);
    const found = id && names.find((each) => each.id === id);
    return found ? { text: found.name, id } : { text: "", id: null };
  };
  const actor = named(last.actor, map.actors);
  const about = named(last.about, last.about?.kind === "actor" ? map.actors : map.issues);
  const speaker = (actor.id && last.speakers?.get(actor.id)) || { text: "", id: null };
  return { actor, about: { ...about, kind: last.about?.kind ?? "issue" }, speaker };
}

/** A form whose text was changed elsewhere: its quote is looked for in the new one. */
function replaced(form, doc) {
  const at = doc && form.quote ? doc.text.indexOf(form.quote) : -1;
  if (at < 0) return { ...form, passage: null };
  return { ...form, passage: { start: at, end: at + form.quote.length } };
}

function keep({ form, doc }) {
  try {
    if (form) sessionStorage.setItem(KEPT, JSON.stringify({ form, source: doc.id }));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // A browser may refuse to store anything; the form works without.
  }
}

function keptForm() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

export const focusText = () => requestAnimationFrame(() => document.getElementById("text")?.focus({ preventScroll: true }));

/** The stances that a passage touches, and the others. */
export function parted(doc, passage, current) {
  const isHere = (stance) => (passage ? overlaps(stance, passage) : stance.id === current);
  return [doc.stances.filter(isHere), doc.stances.filter((stance) => !isHere(stance))];
}

export { inOrder };
