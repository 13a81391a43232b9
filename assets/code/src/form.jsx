// The form for a new stance, for a change, and for a draft that is not quite right.

import { useEffect, useRef, useState } from "preact/hooks";

import { get } from "./api.js";
import { Combobox } from "./combobox.jsx";
import { isActor, meaning, missing, named, resolved } from "./form.js";
import { visible } from "./text.js";
import { GLYPHS, SIDES, plural } from "./words.js";

const names = (list, kind) =>
  list.map(({ id, name, aliases, stances }) => ({ id, name, aliases, kind, uses: stances, detail: stances ? plural(stances, "stance") : "" }));

export function StanceForm({ bench, state }) {
  const { form, map } = state;
  const [meant, setMeant] = useState(null);
  /** Names that look like others: `{field: [{id, name, why}]}`. */
  const [alike, setAlike] = useState({});
  /** Names that are new although they look like others. */
  const isNew = useRef(new Set());
  const [held, setHeld] = useState(null);
  const inputs = { actor: useRef(null), speaker: useRef(null), label: useRef(null), about: useRef(null) };
  const positions = useRef(null);
  const alikeRef = useRef(null);

  useEffect(() => inputs.actor.current?.focus(), [form.id]);
  useEffect(() => alikeRef.current?.querySelector("button")?.focus(), [held]);

  const on = isActor(form.about, map) ? "actor" : "issue";
  useEffect(() => {
    const known = meaning(form.label, on, map.labels);
    if (known !== undefined) return setMeant(known);
    let isLate = false;
    const timer = setTimeout(async () => {
      const found = await get("label", { text: form.label.trim(), on }).catch(() => null);
      if (!isLate) setMeant(found);
    }, 120);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [form.label, on, map.labels]);

  const actors = names(map.actors, "actor");
  const targets = [...names(map.issues, "issue"), ...actors.map((actor) => ({ ...actor, detail: "actor", uses: 0 }))];
  const labels = map.labels.filter(({ uses }) => uses > 0).concat(map.labels.filter(({ uses }) => !uses))
    .map(({ label, uses, on_issues, on_actors }) => {
      const said = (on === "actor" ? on_actors : on_issues)?.position;
      return { name: label, uses, kind: "label", detail: said ? `${GLYPHS[said]} ${said}` : "" };
    });

  /** What is typed by now; a field is left before the form is drawn again. */
  const typed = (field) => bench.state.form?.[field] ?? { text: "", id: null };
  const isToward = () => Boolean(bench.state.form) && isActor(bench.state.form.about, map);
  const listOf = (field) => (field === "about" && !isToward() ? map.issues : map.actors);
  const isUnknown = (field) => Boolean(typed(field).text.trim()) && !resolved(typed(field), listOf(field));

  /** What a new name looks like; empty if it is known, or clearly new. */
  const likenesses = async (field) => {
    if (!isUnknown(field)) return [];
    const same = named(typed(field).text, listOf(field));
    if (same.length) return same.map(({ id, name }) => ({ id, name, why: `id ${id}` }));
    const kind = field === "about" ? "issue" : "actor";
    const found = await get("alike", { kind, name: typed(field).text.trim() }).catch(() => null);
    if (!found) return [];
    if (found.exact) {
      const known = listOf(field).find(({ id }) => id === found.exact);
      bench.edit({ [field]: { ...typed(field), id: found.exact, text: known?.name ?? typed(field).text } });
      return [];
    }
    return found.alike ?? [];
  };
  const look = async (field) => {
    const found = await likenesses(field);
    setAlike((before) => ({ ...before, [field]: found }));
    return found;
  };

  const leave = (field) => {
    look(field);
    if (field !== "actor" || !bench.state.form || bench.state.form.isSpeakerTyped) return;
    const speaker = bench.speakerOf(typed("actor"));
    bench.edit({ speaker: speaker ?? { text: "", id: null } });
  };

  const save = async () => {
    const empty = missing(bench.state.form);
    if (empty) return inputs[empty].current.focus();
    for (const field of ["actor", "speaker", "about"]) {
      const key = `${field} ${typed(field).text}`;
      if (isNew.current.has(key)) continue;
      if ((await look(field)).length) return setHeld(field);
    }
    const said = bench.state.form.position || meant?.position || (await get("label", { text: form.label.trim(), on }).catch(() => null))?.position;
    if (!said) {
      bench.edit({ error: { field: "position", text: `What “${form.label.trim()}” means is not known: choose a position.` } });
      return positions.current?.querySelector("input:not([value=''])")?.focus();
    }
    const field = await bench.save();
    const target = { issue: "about", toward: "about" }[field] ?? field;
    inputs[target]?.current?.focus();
  };

  const use = (field, choice) => {
    bench.edit({ [field]: { ...typed(field), text: choice.name, id: choice.id } });
    setAlike((before) => ({ ...before, [field]: [] }));
    settle(field);
  };
  const keepNew = (field) => {
    isNew.current.add(`${field} ${typed(field).text}`);
    setAlike((before) => ({ ...before, [field]: [] }));
    settle(field);
  };
  /** Goes on where a likeness had held up saving. */
  const settle = (field) => {
    if (held !== field) return inputs[field].current.focus();
    setHeld(null);
    inputs[field].current.focus();
    setGoing((count) => count + 1);
  };
  const [going, setGoing] = useState(0);
  useEffect(() => {
    if (going) save();
  }, [going]);

  const nameField = (field, label, choices, more = {}) => (
    <>
      <Combobox
        name={field}
        label={label}
        value={form[field].text}
        choices={choices}
        isEager
        inputRef={inputs[field]}
        fault={faultOf(form, field)}
        hint={isUnknown(field) && !alike[field]?.length ? `New ${field === "about" ? on : "actor"}: saving adds it.` : null}
        onType={(text) => bench.edit({ [field]: { ...form[field], text, id: null, ...(field === "about" ? { kind: "issue" } : {}) }, error: null, ...(field === "speaker" ? { isSpeakerTyped: true } : {}) })}
        onPick={({ id, name, kind }) => bench.edit({ [field]: { text: name, id, ...(field === "about" ? { kind } : {}) }, error: null })}
        onEnter={save}
        onLeave={() => leave(field)}
        {...more}
      />
      {alike[field]?.length > 0 && isUnknown(field) && (
        <div class="alike" role="group" aria-label={`Names like “${form[field].text}”`} ref={held === field ? alikeRef : null}>
          <span>Is it one of these?</span>
          {alike[field].slice(0, 4).map((choice) => (
            <button type="button" key={choice.id} tabIndex={held === field ? 0 : -1} title={choice.why} onClick={() => use(field, choice)}>
              <bdi>{choice.name}</bdi>
            </button>
          ))}
          <button type="button" class="quiet" tabIndex={held === field ? 0 : -1} onClick={() => keepNew(field)}>
            No, it is new
          </button>
        </div>
      )}
    </>
  );

  const said = form.position || meant?.position;
  const isDraft = form.status === "draft";
  const title = form.id ? (isDraft ? "Change and accept draft" : "Change stance") : "New stance";
  return (
    <form
      class="stance-form"
      aria-labelledby="form-title"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) {
          event.preventDefault();
          bench.close();
        }
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          save();
        }
      }}
    >
      <h2 id="form-title">{title}</h2>
      <Quote form={form} />
      {nameField("actor", "Who", actors, { isRequired: true })}
      {nameField("speaker", "Speaker, if a person speaks for it", actors)}
      <Combobox
        name="label"
        label="What they say or do"
        value={form.label}
        choices={labels}
        isRequired
        inputRef={inputs.label}
        fault={faultOf(form, "label")}
        onType={(label) => bench.edit({ label, error: null })}
        onPick={({ name }) => bench.edit({ label: name, error: null })}
        onEnter={save}
      />
      {nameField("about", "About which issue or actor", targets, { isRequired: true })}
      <fieldset class="position" ref={positions} aria-describedby="position-hint">
        <legend>Position</legend>
        <div class="choices">
          {[["", "From label"], ["support", "▲ support"], ["neutral", "○ neutral"], ["oppose", "▼ oppose"]].map(([value, words]) => (
            <label key={value} class={value || "auto"}>
              <input
                type="radio"
                name="position"
                value={value}
                checked={form.position === value}
                onChange={() => bench.edit({ position: value, error: null })}
                onKeyDown={(event) => {
                  if (event.key !== "Enter") return;
                  event.preventDefault();
                  // Enter on a position chooses it, too.
                  if (value) bench.edit({ position: value, error: null });
                  save();
                }}
              />
              <span>{words}</span>
            </label>
          ))}
        </div>
        <p id="position-hint" class={faultOf(form, "position") ? "fault" : "hint"}>
          {faultOf(form, "position") ?? positionHint(form, meant, said)}
        </p>
      </fieldset>
      <details open={Boolean(form.date || form.until || form.grade || form.note)}>
        <summary>Date, note and grade</summary>
        <DateField bench={bench} form={form} name="date" label="Date, if not that of the text" onEnter={save} />
        <DateField bench={bench} form={form} name="until" label="In force until" onEnter={save} />
        <Plain bench={bench} form={form} name="grade" label="Evidence grade" onEnter={save} />
        <Plain bench={bench} form={form} name="note" label="Note" onEnter={save} />
      </details>
      {form.error && !FIELDS.has(form.error.field) && (
        <p class="fault" role="alert">{form.error.text} {form.error.fix}</p>
      )}
      <div class="actions">
        <button class="primary">{isDraft ? "Save and accept" : "Save"} <kbd>Enter</kbd></button>
        <button type="button" onClick={() => bench.close()}>Cancel <kbd>Esc</kbd></button>
      </div>
    </form>
  );
}

const FIELDS = new Set(["actor", "speaker", "label", "issue", "toward", "position", "date", "until"]);

function faultOf(form, field) {
  const { error } = form;
  if (!error) return null;
  const isHere = error.field === field || (field === "about" && ["issue", "toward"].includes(error.field));
  return isHere ? [error.text, error.fix].filter(Boolean).join(" ") : null;
}

function positionHint(form, meant, said) {
  if (form.position) return `${GLYPHS[form.position]} ${SIDES[form.position]}, chosen here.`;
  if (said) {
    const strength = meant?.strength != null && meant.strength < 1 && said !== "neutral" ? `, strength ${meant.strength}` : "";
    return `${GLYPHS[said]} ${said}${strength}, from the label.`;
  }
  return form.label.trim() ? "This label is new: choose a position." : "The label gives it; choose one to override.";
}

/** What may need scrolling, and so the focus. */
const LONG_QUOTE = 240;

function Quote({ form }) {
  if (!form.quote) return <p class="hint">No words are selected. Select some in the text to add them as the quote.</p>;
  return (
    <figure class="quote">
      <blockquote dir="auto" tabIndex={form.quote.length > LONG_QUOTE ? 0 : undefined}>{visible(form.quote)}</blockquote>
      <figcaption>
        {form.locator}{form.passage ? "" : " · not found in the text"} <span class="hint">Select other words to change it.</span>
      </figcaption>
    </figure>
  );
}

const entering = (onEnter) => (event) => {
  if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    onEnter();
  }
};

function Plain({ bench, form, name, label, onEnter, onLeave, hint }) {
  const fault = faultOf(form, name);
  return (
    <div class="field">
      <label>
        <span>{label}</span>
        <input
          type="text"
          name={name}
          dir="auto"
          autocomplete="off"
          value={form[name]}
          aria-invalid={Boolean(fault)}
          onInput={(event) => bench.edit({ [name]: event.currentTarget.value, error: null })}
          onKeyDown={entering(onEnter)}
          onBlur={onLeave}
        />
      </label>
      {fault ? <p class="fault">{fault}</p> : hint && <p class="hint">{hint}</p>}
    </div>
  );
}

const unread = (text, either) =>
  either.length
    ? { text: `“${text}” may be ${either.join(" or ")}.`, fix: "Write it with the year first." }
    : { text: `“${text}” is not a date.`, fix: "Write it like 2016-04-29." };

function DateField({ bench, form, name, label, onEnter }) {
  const [hint, setHint] = useState(null);
  const look = async () => {
    const text = form[name].trim();
    if (!text) return setHint(null);
    try {
      const { date, either = [] } = await get("date", { text });
      setHint(date && date !== text ? `Read as ${date}.` : null);
      if (!date) bench.edit({ error: { field: name, ...unread(text, either) } });
    } catch (error) {
      bench.edit({ error: { field: name, text: error.message, fix: error.fix } });
    }
  };
  return <Plain bench={bench} form={form} name={name} label={label} onEnter={onEnter} onLeave={look} hint={hint} />;
}
