// A text with its paragraphs and coded passages; every offset in here counts code units.

import { Offsets, lowest } from "./offsets.js";

/** What the server knows of a source, with offsets for JavaScript. */
export function documentOf(answer) {
  const text = answer.text ?? "";
  const offsets = new Offsets(text);
  const unit = (scalar) => (scalar == null ? null : offsets.toUnit(scalar));
  const inUnits = (range) => ({ ...range, start: unit(range.start), end: unit(range.end) });
  const given = (answer.paragraphs ?? []).map(inUnits);
  const all = given.length || !text.trim() ? given : [{ start: 0, end: text.length, locator: "paragraph 1" }];
  return {
    id: answer.id,
    text,
    hasText: answer.text != null,
    offsets,
    paragraphs: all.flatMap((paragraph) => parts(text, paragraph)),
    stances: answer.stances.map(inUnits).sort(inOrder),
  };
}

/** The longest paragraph that a browser lays out in no time. */
const LONGEST = 8_000;

/** A paragraph, or its parts if it is very long; each ends after a blank, or where there is none between characters. */
function parts(text, paragraph) {
  const found = [];
  let { start } = paragraph;
  while (paragraph.end - start > LONGEST) {
    const blank = text.lastIndexOf(" ", start + LONGEST - 1);
    const end = blank > start ? blank + 1 : whole(text, start + LONGEST, 1);
    found.push({ ...paragraph, start, end });
    start = end;
  }
  found.push({ ...paragraph, start });
  return found;
}

/** By place in the text; those without a place come last. */
export function inOrder(a, b) {
  const place = (stance) => stance.start ?? Number.MAX_SAFE_INTEGER;
  return place(a) - place(b) || (a.end ?? 0) - (b.end ?? 0) || (a.id < b.id ? -1 : 1);
}

/** The index of the paragraph at an offset: the one that holds it, or the next one. */
export const paragraphAt = (paragraphs, at) =>
  Math.min(lowest(paragraphs.length, (index) => paragraphs[index].end >= at), paragraphs.length - 1);

/** What the library calls the place of a passage. */
export const locatorOf = (doc, passage) => doc.paragraphs[paragraphAt(doc.paragraphs, passage.start)]?.locator ?? null;

export const quoteOf = (doc, passage) => doc.text.slice(passage.start, passage.end);

export const overlaps = (stance, passage) =>
  stance.start != null && stance.start < passage.end && passage.start < stance.end;

/** A passage without blanks at its ends, and without half a character; null if nothing is left. */
export function trimmed(doc, { start, end }) {
  const [from, to] = [whole(doc.text, start, -1), whole(doc.text, end, 1)];
  const words = doc.text.slice(from, to);
  const left = words.length - words.trimStart().length;
  const right = words.length - words.trimEnd().length;
  return left === words.length ? null : { start: from + left, end: to - right };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const REACH = 64;

/** The nearest end of a visible character, in this direction. */
function whole(text, at, direction) {
  if (at <= 0 || at >= text.length) return Math.min(Math.max(at, 0), text.length);
  // An ordinary letter beside another is an end; most offsets are.
  if (/[ -~\n]/.test(text[at]) && /[ -~]/.test(text[at - 1])) return at;
  let from = Math.max(0, at - REACH);
  if (/[\uDC00-\uDFFF]/.test(text[from])) from -= 1;
  const here = graphemes.segment(text.slice(from, at + REACH)).containing(at - from);
  if (!here || from + here.index === at) return at;
  return direction < 0 ? from + here.index : from + here.index + here.segment.length;
}

/**
 * A paragraph in pieces: each has its stances, and none of them begins or ends inside a piece.
 *
 * `pending` is the passage of the form.
 */
export function pieces(paragraph, stances, pending) {
  const here = stances.filter((stance) => overlaps(stance, paragraph));
  const ranges = pending && overlaps(pending, paragraph) ? [...here, pending] : here;
  const inside = (at) => at > paragraph.start && at < paragraph.end;
  const cuts = ranges.flatMap(({ start, end }) => [start, end]).filter(inside);
  const ends = [...new Set([paragraph.start, ...cuts, paragraph.end])].sort((a, b) => a - b);
  return ends.slice(0, -1).map((start, index) => {
    const piece = { start, end: ends[index + 1] };
    return {
      ...piece,
      stances: here.filter((stance) => overlaps(stance, piece)),
      begins: here.filter((stance) => stance.start === start),
      isPending: Boolean(pending) && overlaps(pending, piece),
    };
  });
}

/** The stances of each paragraph that has any, by its index. */
export function byParagraph(doc) {
  const found = new Map();
  for (const stance of doc.stances) {
    if (stance.start == null || !doc.paragraphs.length) continue;
    for (let index = paragraphAt(doc.paragraphs, stance.start + 1); index < doc.paragraphs.length; index += 1) {
      if (doc.paragraphs[index].start >= stance.end) break;
      if (!found.has(index)) found.set(index, []);
      found.get(index).push(stance);
    }
  }
  return found;
}

/** What of a text is shown: what would hide or turn around other characters has a sign of the same length. */
export const visible = (text) =>
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202d\u202e]/g, (sign) =>
    sign < " " ? String.fromCharCode(0x2400 + sign.charCodeAt(0)) : "\ufffd");
