// Selecting by keyboard: whole sentences and words.

import { paragraphAt } from "./text.js";

const segmenters = {
  sentence: new Intl.Segmenter("en", { granularity: "sentence" }),
  word: new Intl.Segmenter("en", { granularity: "word" }),
};
/** What is looked at of a paragraph without end. */
const WINDOW = 20_000;

/** The sentences or words of a paragraph around an offset, in order. */
function units(doc, index, kind, at) {
  const paragraph = doc.paragraphs[index];
  if (!paragraph) return [];
  const from = Math.max(paragraph.start, at - WINDOW);
  const words = doc.text.slice(from, Math.min(paragraph.end, at + WINDOW));
  const found = [];
  for (const { index: start, segment, isWordLike } of segmenters[kind].segment(words)) {
    if (kind === "word" ? !isWordLike : !segment.trim()) continue;
    const left = segment.length - segment.trimStart().length;
    found.push({ start: from + start + left, end: from + start + segment.trimEnd().length });
  }
  return found;
}

/** The next unit that begins at or after an offset. */
function after(doc, kind, at) {
  for (let index = paragraphAt(doc.paragraphs, at); index >= 0 && index < doc.paragraphs.length; index += 1) {
    const found = units(doc, index, kind, Math.max(at, doc.paragraphs[index].start)).find(({ start }) => start >= at);
    if (found) return found;
  }
  return null;
}

/** The last unit that ends at or before an offset. */
function before(doc, kind, at) {
  for (let index = paragraphAt(doc.paragraphs, at); index >= 0; index -= 1) {
    const here = units(doc, index, kind, Math.min(at, doc.paragraphs[index].end));
    const found = here.findLast(({ end }) => end <= at);
    if (found) return found;
  }
  return null;
}

/** The unit around an offset, or the next one. */
function around(doc, kind, at) {
  const index = paragraphAt(doc.paragraphs, at);
  return units(doc, index, kind, at).find(({ end }) => end > at) ?? after(doc, kind, at);
}

/** The passage after a key, or null if there is no more text in that direction. */
export function moved(doc, passage, { kind, forward, extend, isStart }) {
  if (!doc.paragraphs.length) return null;
  if (!passage) return around(doc, kind, forward ? 0 : doc.text.length) ?? before(doc, kind, doc.text.length);
  if (isStart) return movedStart(doc, passage, kind, forward);
  if (extend) return extended(doc, passage, kind, forward);
  if (kind === "word") {
    // From a sentence, an arrow goes to its first or last word; from a word, to the next.
    const first = around(doc, kind, passage.start);
    if (first && first.end < passage.end) return forward ? first : before(doc, kind, passage.end);
  }
  return forward ? after(doc, kind, passage.end) : before(doc, kind, passage.start);
}

function extended(doc, passage, kind, forward) {
  if (forward) {
    const next = after(doc, kind, passage.end);
    return next && { start: passage.start, end: next.end };
  }
  const last = before(doc, kind, passage.end - 1);
  return last && last.end > passage.start ? { start: passage.start, end: last.end } : null;
}

function movedStart(doc, passage, kind, forward) {
  const unit = forward ? after(doc, kind, passage.start + 1) : before(doc, kind, passage.start);
  return unit && unit.start < passage.end ? { start: unit.start, end: passage.end } : null;
}
