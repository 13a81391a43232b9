// How things are said.

export const plural = (count, word, many = `${word}s`) => `${count.toLocaleString("en")} ${count === 1 ? word : many}`;

/** A message of the program as a sentence. */
export const sentence = (text) => {
  const first = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
};

export const GLYPHS = { support: "▲", oppose: "▼", neutral: "○", mixed: "◆" };
export const SIDES = { support: "support", oppose: "oppose", neutral: "neutral", mixed: "several positions" };

export const percent = (part, whole) => (whole ? Math.round((100 * part) / whole) : 0);

/** A text for comparing names: without case, marks and doubled blanks. */
export const folded = (text) =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
