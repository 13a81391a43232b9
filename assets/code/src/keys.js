// The keys, and what the help says of them.

export const HELP = [
  ["In the text", [
    ["↓ ↑", "Next or previous sentence"],
    ["→ ←", "Next or previous word"],
    ["Shift + → ←", "Longer or shorter by a word"],
    ["Shift + ↓ ↑", "Longer or shorter by a sentence"],
    ["Alt + → ←", "Begin a word later or earlier"],
    ["Enter", "Code the selected words"],
  ]],
  ["In the form", [
    ["Tab", "Take the suggestion, go to the next field"],
    ["↓ ↑", "Choose from the list"],
    ["Enter", "Take the suggestion; again: save"],
    ["Ctrl + Enter", "Save from any field"],
    ["Esc", "Close"],
  ]],
  ["Stances and drafts", [
    ["A", "Accept the draft, go to the next"],
    ["R", "Reject the draft, go to the next"],
    ["C", "Change the stance or draft"],
    ["D", "Next draft"],
    ["N  P", "Next or previous stance"],
    ["Del", "Remove the stance"],
  ]],
  ["Everywhere", [
    ["U  or  Ctrl + Z", "Undo"],
    ["Shift + U  or  Ctrl + Y", "Redo"],
    ["]  [", "Next or previous source"],
    ["/", "Search in all texts"],
    ["F", "Review: filter and accept"],
    ["T", "Add a text"],
    ["?", "These keys"],
  ]],
];

const LETTERS_OFF = "stancegraph-no-letters";

export const hasLetters = () => {
  try {
    return localStorage.getItem(LETTERS_OFF) == null;
  } catch {
    return true;
  }
};

export const setLetters = (isOn) => {
  try {
    if (isOn) localStorage.removeItem(LETTERS_OFF);
    else localStorage.setItem(LETTERS_OFF, "1");
  } catch {
    // A browser may refuse to store anything; then letters stay on.
  }
};

const isTyping = (target) => target.closest?.("input:not([type=radio],[type=checkbox]), textarea, select, [contenteditable]");

/** Handles a key of the whole page. */
export function keys(event, bench) {
  const { state } = bench;
  if (event.defaultPrevented || event.isComposing || state.dialog || !state.map || isTyping(event.target)) return;
  const isCommand = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = isCommand ? COMMANDS[`${event.shiftKey ? "shift " : ""}${key}`] : event.altKey ? null : actionOf(event, key, state);
  if (!action) return;
  event.preventDefault();
  // Held down, a key decides nothing that was not seen.
  if (!event.repeat || action.mayRepeat) action(bench);
}

const COMMANDS = {
  z: (bench) => bench.undo(),
  y: (bench) => bench.redo(),
  "shift z": (bench) => bench.redo(),
};

function actionOf(event, key, state) {
  const isCoding = state.view === "code";
  if (key === "Enter" && isCoding && !event.target.closest("button, a, summary, input")) return state.doc?.hasText ? (bench) => bench.code() : null;
  if (key === "Escape" && state.form) return (bench) => bench.close();
  if (!hasLetters()) return null;
  if (isCoding && key in CODING && !(state.form && "arcd".includes(key))) return CODING[key];
  return EVERYWHERE[event.shiftKey && key === "u" ? "shift u" : key] ?? null;
}

const withCurrent = (action) => (bench) => {
  const { doc, current } = bench.state;
  const stance = doc?.stances.find(({ id }) => id === current);
  if (stance) return action(bench, stance);
  const next = doc && bench.nextDraft();
  if (next) return bench.focus(next);
  return bench.say("Choose a stance first: N goes to the next.");
};

const ofDraft = (what) => withCurrent((bench, stance) =>
  stance.status === "draft" ? bench[what]([stance.id]) : bench.say("This stance is confirmed already. D goes to the next draft."));

const go = (step, isDraft) => {
  const action = (bench) => bench.go(step, isDraft);
  action.mayRepeat = true;
  return action;
};

const CODING = {
  a: ofDraft("accept"),
  r: ofDraft("reject"),
  c: withCurrent((bench, stance) => bench.change(stance.id)),
  Delete: withCurrent((bench, stance) => (stance.status === "draft" ? bench.reject([stance.id]) : bench.remove([stance.id]))),
  d: go(1, true),
  n: go(1),
  p: go(-1),
  "]": (bench) => bench.goSource(1),
  "[": (bench) => bench.goSource(-1),
};

const EVERYWHERE = {
  u: (bench) => bench.undo(),
  "shift u": (bench) => bench.redo(),
  "/": (bench) => bench.set({ dialog: { kind: "search" } }),
  f: (bench) => bench.set({ view: "review" }),
  t: (bench) => bench.set({ dialog: { kind: "text" } }),
  "?": (bench) => bench.set({ dialog: { kind: "help" } }),
};
