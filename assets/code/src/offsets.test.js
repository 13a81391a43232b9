import assert from "node:assert/strict";
import { test } from "node:test";

import { Offsets } from "./offsets.js";
import { documentOf, pieces, quoteOf, trimmed } from "./text.js";
import { moved } from "./moves.js";

/** The same numbers on every machine. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const SIGNS = ["a", "B", " ", ".", "\r\n", "\n", "é", "e\u0301", "😀", "👩‍👩‍👧", "🏳️‍🌈", "🇩🇪", "ق", "ال", "ש", "\u202e", "\u2067", "中", "𝔘", "\u0000", "<b>"];

const textOf = (next, length) => Array.from({ length }, () => SIGNS[next(SIGNS.length)]).join("");

test("10,000 random spans keep their place on the way to the server and back", () => {
  const next = random(13);
  for (let round = 0; round < 100; round += 1) {
    const text = textOf(next, 1 + next(400));
    const scalars = Array.from(text);
    const offsets = new Offsets(text);
    assert.equal(offsets.scalars, scalars.length);
    for (let span = 0; span < 100; span += 1) {
      const [one, other] = [next(scalars.length + 1), next(scalars.length + 1)];
      const [start, end] = [Math.min(one, other), Math.max(one, other)];
      const units = [offsets.toUnit(start), offsets.toUnit(end)];
      assert.equal(text.slice(...units), scalars.slice(start, end).join(""));
      assert.deepEqual(units.map((unit) => offsets.toScalar(unit)), [start, end]);
    }
  }
});

test("10,000 random selections never cut a character, and their offsets give their words", () => {
  const next = random(4);
  for (let round = 0; round < 100; round += 1) {
    const text = textOf(next, 1 + next(200));
    const doc = documentOf({ id: "t", text, stances: [] });
    const scalars = Array.from(text);
    for (let span = 0; span < 100; span += 1) {
      const [one, other] = [next(text.length + 1), next(text.length + 1)];
      const passage = trimmed(doc, { start: Math.min(one, other), end: Math.max(one, other) });
      if (!passage) continue;
      const quote = quoteOf(doc, passage);
      assert.ok(quote.isWellFormed(), JSON.stringify(quote));
      assert.equal(quote, quote.trim());
      const [start, end] = [doc.offsets.toScalar(passage.start), doc.offsets.toScalar(passage.end)];
      assert.equal(scalars.slice(start, end).join(""), quote);
    }
  }
});

test("pieces give the paragraph again, whatever overlaps", () => {
  const next = random(7);
  for (let round = 0; round < 300; round += 1) {
    const text = textOf(next, 60);
    const doc = documentOf({ id: "t", text, stances: [] });
    const span = () => {
      const [one, other] = [next(text.length + 1), next(text.length + 1)];
      return { start: Math.min(one, other), end: Math.max(one, other) };
    };
    const stances = Array.from({ length: next(6) }, (_, id) => ({ id: String(id), ...span() }));
    const found = pieces({ start: 0, end: text.length }, stances, span());
    assert.equal(found.map((piece) => quoteOf(doc, piece)).join(""), text);
    for (const piece of found) {
      const wanted = stances.filter((stance) => stance.start <= piece.start && stance.end >= piece.end && stance.start < stance.end);
      assert.deepEqual(piece.stances, wanted);
    }
  }
});

test("arrow keys go through sentences and words, to the end and back", () => {
  const text = "Ann backs the dam. Bob, 😀 asked, does not!\r\n\r\nقال الوزير نعم. Last one.";
  const doc = documentOf({ id: "t", text, stances: [], paragraphs: [{ start: 0, end: 42 }, { start: 46, end: 71 }] });
  const walk = (kind, forward) => {
    const seen = [];
    for (let passage = moved(doc, null, { kind, forward }); passage; passage = moved(doc, passage, { kind, forward })) {
      seen.push(quoteOf(doc, passage));
      assert.ok(seen.length < 50);
    }
    return seen;
  };
  const sentences = ["Ann backs the dam.", "Bob, 😀 asked, does not!", "قال الوزير نعم.", "Last one."];
  assert.deepEqual(walk("sentence", true), sentences);
  assert.deepEqual(walk("sentence", false), sentences.toReversed());
  assert.deepEqual(walk("word", true).slice(0, 6), ["Ann", "backs", "the", "dam", "Bob", "asked"]);
  const two = moved(doc, { start: 0, end: 18 }, { kind: "sentence", forward: true, extend: true });
  assert.equal(quoteOf(doc, two), "Ann backs the dam. Bob, 😀 asked, does not!");
  const less = moved(doc, { start: 0, end: 18 }, { kind: "word", forward: false, extend: true });
  assert.equal(quoteOf(doc, less), "Ann backs the dam");
  const later = moved(doc, { start: 0, end: 18 }, { kind: "word", forward: true, isStart: true });
  assert.equal(quoteOf(doc, later), "backs the dam.");
});

test("a headline is one sentence, and an initial ends none", () => {
  const text = "N. Port back ferry\n\nThe U.N. Council met. Dr. Ann Berg spoke.";
  const paragraphs = [{ start: 0, end: 18, locator: "headline" }, { start: 20, end: 61, locator: "paragraph 1" }];
  const doc = documentOf({ id: "t", text, stances: [], paragraphs });
  let passage = null;
  const seen = [];
  while ((passage = moved(doc, passage, { kind: "sentence", forward: true }))) seen.push(quoteOf(doc, passage));
  assert.deepEqual(seen, ["N. Port back ferry", "The U.N. Council met.", "Dr. Ann Berg spoke."]);
});
