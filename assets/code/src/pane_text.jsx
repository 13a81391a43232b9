// The text with its coded passages, and selecting in it.

import { memo } from "preact/compat";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";

import { moved } from "./moves.js";
import { byParagraph, locatorOf, overlaps, paragraphAt, pieces, quoteOf, trimmed, visible } from "./text.js";
import { GLYPHS, SIDES, plural } from "./words.js";

export function TextPane({ bench, state }) {
  const { doc, map } = state;
  const source = map.sources.find(({ id }) => id === doc?.id);
  return (
    <section class="pane text-pane" aria-labelledby="text-title">
      {source ? <Head bench={bench} state={state} source={source} /> : <h2 id="text-title">No text yet</h2>}
      {doc?.hasText ? <Body bench={bench} state={state} /> : <NoText bench={bench} source={source} />}
    </section>
  );
}

function Head({ bench, state, source }) {
  const { doc, passage, form } = state;
  const drafts = doc.stances.filter(({ status }) => status === "draft").length;
  return (
    <div class="text-head">
      <div>
        <h2 id="text-title" dir="auto">{visible(source.title ?? source.id)}</h2>
        <p class="soft">
          {[source.publisher, source.date].filter(Boolean).map((part) => <span key={part}><bdi>{visible(part)}</bdi> · </span>)}
          {plural(doc.stances.length - drafts, "stance")}{drafts ? `, ${plural(drafts, "draft")}` : ""}
        </p>
      </div>
      <div class="text-bar">
        <button class="primary" disabled={!doc.hasText || (!passage && !form)} onClick={() => bench.code()} title="New stance on the selected words">
          Code selection <kbd>Enter</kbd>
        </button>
        <button onClick={() => bench.go(-1)} title="Previous stance (P)" aria-label="Previous stance">↑</button>
        <button onClick={() => bench.go(1)} title="Next stance (N)" aria-label="Next stance">↓</button>
        {drafts > 0 && <button onClick={() => bench.go(1, true)} title="Next draft (D)">Next draft <kbd>D</kbd></button>}
      </div>
    </div>
  );
}

function NoText({ bench, source }) {
  return (
    <div class="empty">
      <p>{source ? "This source has no text here. Its stances are on the right." : "Paste or drop an article to begin."}</p>
      <button class="primary" onClick={() => bench.set({ dialog: { kind: "text", source: source?.id ?? null, title: source?.title ?? "" } })}>
        {source ? "Add its text" : "Add a text"}
      </button>
    </div>
  );
}

function Body({ bench, state }) {
  const { doc, passage, current, form, shown } = state;
  const box = useRef(null);
  const marks = useMemo(() => byParagraph(doc), [doc]);
  const pending = form?.passage ?? null;

  // The browser's own selection shows what is selected, as long as the text has the focus.
  useLayoutEffect(() => {
    if (passage && document.activeElement === box.current) selectIn(box.current, doc, passage);
  }, [passage, doc, current, form]);

  useEffect(() => {
    if (passage && shown && box.current) scrollTo(box.current, doc, passage);
  }, [shown]);

  useEffect(() => {
    let timer;
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => selected(bench, box.current), 60);
    };
    document.addEventListener("selectionchange", changed);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("selectionchange", changed);
    };
  }, []);

  return (
    <div
      id="text"
      class="text"
      ref={box}
      tabIndex={0}
      role="region"
      aria-label="Text. Arrow keys select sentences and words, Enter codes them."
      onKeyDown={(event) => keys(event, bench)}
      onClick={(event) => clicked(event, bench)}
      onFocus={() => passage && selectIn(box.current, doc, passage)}
    >
      <Paragraphs doc={doc} marks={marks} current={current} pending={pending} />
    </div>
  );
}

const Paragraphs = memo(function Paragraphs({ doc, marks, current, pending }) {
  return doc.paragraphs.map((paragraph, index) => {
    const stances = marks.get(index) ?? NONE;
    const isHere = stances.some(({ id }) => id === current);
    return (
      <Paragraph
        key={index}
        doc={doc}
        index={index}
        stances={stances}
        current={isHere ? current : null}
        pending={pending && overlaps(pending, paragraph) ? pending : null}
      />
    );
  });
});

const NONE = [];

const Paragraph = memo(function Paragraph({ doc, index, stances, current, pending }) {
  const paragraph = doc.paragraphs[index];
  const number = /\d+$/.exec(paragraph.locator ?? "")?.[0] ?? "";
  return (
    <p dir="auto" data-number={number} class={paragraph.locator === "headline" ? "headline" : undefined}>
      {pieces(paragraph, stances, pending).map((piece) => <Piece key={piece.start} doc={doc} piece={piece} current={current} />)}
    </p>
  );
});

function Piece({ doc, piece, current }) {
  const text = visible(quoteOf(doc, piece));
  const { stances, begins } = piece;
  if (!stances.length) {
    return piece.isPending
      ? <mark data-at={piece.start} class="pending">{text}</mark>
      : <span data-at={piece.start}>{text}</span>;
  }
  const confirmed = stances.filter(({ status }) => status !== "draft");
  const sides = new Set((confirmed.length ? confirmed : stances).map(({ side }) => side));
  const side = sides.size === 1 ? [...sides][0] : "mixed";
  const classes = [side, confirmed.length ? "confirmed" : "draft"];
  if (piece.isPending) classes.push("pending");
  if (stances.some(({ id }) => id === current)) classes.push("current");
  return (
    <mark
      data-at={piece.start}
      class={classes.join(" ")}
      data-signs={signs(begins)}
      title={stances.map(told).join("\n")}
    >
      {text}
    </mark>
  );
}

/** The signs before a passage: one for each side, with its number if there are several. */
function signs(begins) {
  const counts = new Map();
  for (const { side } of begins) counts.set(side, (counts.get(side) ?? 0) + 1);
  return [...counts].map(([side, count]) => `${GLYPHS[side] ?? "?"}${count > 1 ? count : ""}`).join(" ") || undefined;
}

const told = (stance) =>
  `${stance.status === "draft" ? "Draft: " : ""}${visible(stance.actor_name ?? stance.actor)} ${visible(stance.label ?? "")} ${visible(stance.issue_name ?? stance.toward_name ?? "")} (${SIDES[stance.side] ?? "?"})`;

// Selections

/** The offset of a place in the page; null if it is outside the text. */
function offsetOf(box, doc, node, offset) {
  if (!box.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const at = node.parentElement.closest("[data-at]")?.dataset.at;
    return at == null ? null : Number(at) + offset;
  }
  if (node.dataset?.at != null) return Number(node.dataset.at) + (offset > 0 ? node.textContent.length : 0);
  const next = node.childNodes[offset];
  const piece = next && (next.matches("[data-at]") ? next : next.querySelector("[data-at]"));
  if (piece) return Number(piece.dataset.at);
  const last = [...node.querySelectorAll("[data-at]")].at(-1);
  return last ? Number(last.dataset.at) + last.textContent.length : null;
}

/** Takes over what the reader has selected by mouse, by touch, or with the browser's own keys. */
function selected(bench, box) {
  const selection = document.getSelection();
  const { doc, passage } = bench.state;
  if (!box || !doc || !selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const start = offsetOf(box, doc, range.startContainer, range.startOffset);
  const end = offsetOf(box, doc, range.endContainer, range.endOffset);
  if (start == null || end == null) return;
  const found = trimmed(doc, { start, end });
  if (!found || (passage && found.start === passage.start && found.end === passage.end)) return;
  bench.select(found);
}

function placeOf(box, doc, at) {
  const index = paragraphAt(doc.paragraphs, at);
  const paragraph = box.children[index];
  if (!paragraph) return null;
  const piece = [...paragraph.children].findLast((each) => Number(each.dataset.at) <= at) ?? paragraph.firstElementChild;
  const text = piece?.firstChild;
  return text ? [text, Math.min(Math.max(at - Number(piece.dataset.at), 0), text.length)] : null;
}

function selectIn(box, doc, passage) {
  const [start, end] = [placeOf(box, doc, passage.start), placeOf(box, doc, passage.end)];
  if (start && end) document.getSelection().setBaseAndExtent(...start, ...end);
}

function scrollTo(box, doc, passage) {
  const paragraph = box.children[paragraphAt(doc.paragraphs, passage.start)];
  if (!paragraph) return;
  const piece = [...paragraph.children].findLast((each) => Number(each.dataset.at) <= passage.start);
  const target = piece ?? paragraph;
  const [inner, outer] = [target.getBoundingClientRect(), box.getBoundingClientRect()];
  // What is in sight stays where it is.
  if (inner.top < outer.top + 24 || inner.bottom > outer.bottom - 24) target.scrollIntoView({ block: "center" });
}

function clicked(event, bench) {
  if (!document.getSelection().isCollapsed) return;
  const at = event.target.closest?.("mark[data-at]")?.dataset.at;
  const { doc, current, form } = bench.state;
  if (form) return;
  if (at == null) return bench.select(null);
  const here = doc.stances.filter(({ start, end }) => start != null && start <= Number(at) && Number(at) < end);
  // Another click goes on to the next of several on the same words.
  const next = here[(here.findIndex(({ id }) => id === current) + 1) % here.length];
  if (next) bench.focus(next.id);
}

const ARROWS = {
  ArrowUp: { kind: "sentence", forward: false },
  ArrowDown: { kind: "sentence", forward: true },
  ArrowLeft: { kind: "word", forward: false },
  ArrowRight: { kind: "word", forward: true },
};

function keys(event, bench) {
  const arrow = ARROWS[event.key];
  if (!arrow || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { doc, passage } = bench.state;
  const isStart = event.altKey;
  const next = moved(doc, passage, { ...arrow, extend: event.shiftKey, isStart });
  if (!next) return;
  bench.select(next, null, { spoken: `${locatorOf(doc, next)}: ${quoteOf(doc, next)}` });
}
