// The form of a stance: what is typed, and what of it goes to the server.

import { folded } from "./words.js";

const nobody = { text: "", id: null };

export const emptyForm = () => ({
  /** The stance that is changed; null for a new one. */
  id: null,
  /** The fields as they were when the form was opened; only what differs is sent. */
  opened: null,
  status: "confirmed",
  passage: null,
  quote: null,
  locator: null,
  actor: nobody,
  speaker: nobody,
  label: "",
  about: { ...nobody, kind: "issue" },
  /** Empty: as the label says. */
  position: "",
  date: "",
  until: "",
  grade: "",
  note: "",
  isSpeakerTyped: false,
  error: null,
});

export function formOf(stance, map) {
  const isToward = stance.toward != null;
  const form = {
    ...emptyForm(),
    id: stance.id,
    status: stance.status,
    passage: stance.start == null ? null : { start: stance.start, end: stance.end },
    quote: stance.quote ?? null,
    locator: stance.locator ?? null,
    actor: { text: stance.actor_name ?? stance.actor, id: stance.actor },
    speaker: stance.speaker ? { text: stance.speaker_name ?? stance.speaker, id: stance.speaker } : nobody,
    label: stance.label ?? "",
    about: isToward
      ? { text: stance.toward_name ?? stance.toward, id: stance.toward, kind: "actor" }
      : { text: stance.issue_name ?? stance.issue ?? "", id: stance.issue, kind: "issue" },
    position: stance.position ?? "",
    date: stance.date ?? "",
    until: stance.until ?? "",
    grade: stance.grade ?? "",
    note: stance.note ?? "",
    isSpeakerTyped: true,
  };
  return { ...form, opened: fieldsOf(form, map) };
}

/** All whose id, name or alias is what was typed: names before aliases. */
export function named(text, names) {
  const words = folded(text);
  if (!words) return [];
  const exact = names.filter((each) => each.id === text.trim() || folded(each.name) === words);
  return exact.length ? exact : names.filter(({ aliases = [] }) => aliases.some((alias) => folded(alias) === words));
}

/** The id of what was typed or chosen; null if the map has no such name, or several. */
export function resolved({ text, id }, names) {
  if (id) return id;
  const found = named(text, names);
  return found.length === 1 ? found[0].id : null;
}

/** What a field sends: an id, a new name, or null. */
const sent = (field, names) => resolved(field, names) ?? (field.text.trim() || null);

const orNull = (text) => text.trim() || null;

/** Whether what is typed as the target is an actor: it was chosen, or only an actor has the name. */
export function isActor(about, map) {
  if (about.id) return about.kind === "actor";
  if (resolved(about, map.issues)) return false;
  return about.kind === "actor" || resolved(about, map.actors) != null;
}

function fieldsOf(form, map) {
  const toward = isActor(form.about, map);
  return {
    actor: sent(form.actor, map.actors),
    speaker: sent(form.speaker, map.actors),
    label: orNull(form.label),
    issue: toward ? null : sent(form.about, map.issues),
    toward: toward ? sent(form.about, map.actors) : null,
    position: form.position || null,
    date: orNull(form.date),
    until: orNull(form.until),
    grade: orNull(form.grade),
    note: orNull(form.note),
    quote: form.quote,
    locator: form.locator,
    start: form.passage?.start ?? null,
    end: form.passage?.end ?? null,
  };
}

/** Offsets as the server counts them. */
const onTheWire = (fields, doc) => {
  const found = { ...fields };
  for (const end of ["start", "end"]) if (found[end] != null) found[end] = doc.offsets.toScalar(found[end]);
  return found;
};

/** A new stance, as the server takes it. */
export function draftOf(form, map, doc) {
  const fields = Object.entries(fieldsOf(form, map)).filter(([, value]) => value != null);
  return onTheWire({ source: doc.id, ...Object.fromEntries(fields) }, doc);
}

/** The fields that differ from those that the form was opened with; null takes one away. */
export function changesOf(form, map, doc) {
  const fields = fieldsOf(form, map);
  const differs = Object.keys(fields).filter((name) => fields[name] !== form.opened[name]);
  // Both ends of a passage belong together.
  if (differs.includes("start") !== differs.includes("end")) differs.push("start", "end");
  return onTheWire(Object.fromEntries(differs.map((name) => [name, fields[name]])), doc);
}

/** The first field that is missing, or null. */
export function missing(form) {
  if (!form.actor.text.trim()) return "actor";
  if (!form.label.trim()) return "label";
  return form.about.text.trim() ? null : "about";
}

/** What a label means, as far as the map has it; undefined if the server must be asked. */
export function meaning(label, on, labels) {
  const words = folded(label);
  if (!words) return null;
  const known = labels.find((each) => folded(each.label) === words);
  const found = known && (on === "actor" ? known.on_actors : known.on_issues);
  return found ? { ...found, known: true } : undefined;
}
