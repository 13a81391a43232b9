// Selecting by keyboard: whole sentences and words.

import { paragraphAt } from "./text.js";

const segmenters = {
  sentence: new Intl.Segmenter("en", { granularity: "sentence" }),
  word: new Intl.Segmenter("en", { granularity: "word" }),
};

/** What ends with a full stop without ending a sentence: an initial, a title. */
const SHORT = /(?:^|[\s(."“])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Gen|Sen|Rep|Gov|St|No|vs)\.\s*$/u;

/** The sentences or words of a paragraph, in order. */
function units(doc, index, kind) {
  const paragraph = doc.paragraphs[index];
  if (!paragraph) return [];
  if (kind === "sentence" && paragraph.locator === "headline") return [{ start: paragraph.start, end: paragraph.end }];
  const words = doc.text.slice(paragraph.start, paragraph.end);
  const found = [];
  let isShort = false;
  for (const { index: at, segment, isWordLike } of segmenters[kind].segment(words)) {
    if (kind === "word" ? !isWordLike : !segment.trim()) continue;
    const start = paragraph.start + at + segment.length - segment.trimStart().length;
    const end = paragraph.start + at + segment.trimEnd().length;
    if (isShort) found.at(-1).end = end;
    else found.push({ start, end });
    isShort = kind === "sentence" && SHORT.test(segment);
  }
  return found;
}

/** The next unit that begins at or after an offset. */
function after(doc, kind, at) {
  for (let index = paragraphAt(doc.paragraphs, at); index >= 0 && index < doc.paragraphs.length; index += 1) {
    const found = units(doc, index, kind).find(({ start }) => start >= at);
    if (found) return found;
  }
  return null;
}

/** The last unit that ends at or before an offset. */
function before(doc, kind, at) {
  for (let index = paragraphAt(doc.paragraphs, at); index >= 0; index -= 1) {
    const here = units(doc, index, kind);
    const found = here.findLast(({ end }) => end <= at);
    if (found) return found;
  }
  return null;
}

/** The unit around an offset, or the next one. */
function around(doc, kind, at) {
  const index = paragraphAt(doc.paragraphs, at);
  return units(doc, index, kind).find(({ end }) => end > at) ?? after(doc, kind, at);
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
