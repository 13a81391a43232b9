// One stance, as every list shows it.

import { GLYPHS, SIDES } from "./words.js";
import { visible } from "./text.js";

/** A name: text that cannot turn around what stands beside it. */
export const Name = ({ children }) => <bdi>{visible(String(children ?? ""))}</bdi>;

export function Stance({ bench, stance, isCurrent, onOpen, from, isCompact }) {
  const isDraft = stance.status === "draft";
  const target = stance.issue_name ?? stance.issue ?? stance.toward_name ?? stance.toward;
  return (
    <li
      class={`stance ${stance.side ?? ""} ${isDraft ? "draft" : "confirmed"} ${isCurrent ? "current" : ""}`}
      data-id={stance.id}
      aria-current={isCurrent ? "true" : undefined}
    >
      <button class="said" onClick={onOpen} title="Show in the text">
        <span class="side" role="img" aria-label={SIDES[stance.side] ?? "no position"}>{GLYPHS[stance.side] ?? "?"}</span>
        <span>
          <b><Name>{stance.actor_name ?? stance.actor}</Name></b>
          {stance.speaker && <span class="soft"> (<Name>{stance.speaker_name ?? stance.speaker}</Name>)</span>}{" "}
          <Name>{stance.label}</Name>{" "}
          <span class="target">{stance.toward ? "toward " : ""}<Name>{target}</Name></span>
        </span>
      </button>
      {!isCompact && stance.quote && <blockquote dir="auto">{visible(stance.quote)}</blockquote>}
      {!isCompact && (
        <p class="soft facts">
          {facts(stance, from).map((fact, index) => <span key={index}><Name>{fact}</Name></span>)}
        </p>
      )}
      {!isCompact && stance.note && <p class="soft" dir="auto">{visible(stance.note)}</p>}
      <div class="actions">
        {isDraft ? (
          <>
            <button class="accept" onClick={() => bench.accept([stance.id])}>Accept{isCurrent && <> <kbd>A</kbd></>}</button>
            <button onClick={() => changeIn(bench, stance)}>Change{isCurrent && <> <kbd>C</kbd></>}</button>
            <button onClick={() => bench.reject([stance.id])}>Reject{isCurrent && <> <kbd>R</kbd></>}</button>
          </>
        ) : (
          <>
            <button class="quiet" onClick={() => changeIn(bench, stance)}>Change{isCurrent && <> <kbd>C</kbd></>}</button>
            <button class="quiet" onClick={() => bench.remove([stance.id])}>Remove{isCurrent && <> <kbd>Del</kbd></>}</button>
          </>
        )}
      </div>
    </li>
  );
}

function facts(stance, from) {
  const found = [from, stance.locator, stance.date].filter(Boolean);
  if (stance.status === "draft") {
    found.unshift("Draft");
    if (stance.confidence != null) found.push(`confidence ${stance.confidence.toFixed(2)}`);
    if (stance.rule) found.push(stance.rule);
    if (stance.proposed_by && stance.proposed_by !== "stancegraph") found.push(`by ${stance.proposed_by}`);
  }
  if (stance.coder) found.push(`coded by ${stance.coder}`);
  if (stance.grade) found.push(`grade ${stance.grade}`);
  if (stance.quote && stance.found === false) found.push("quote not found in the text");
  return found;
}

/** Opens the form, with the text that the stance is from. */
async function changeIn(bench, stance) {
  if (bench.state.view !== "code" || bench.state.doc?.id !== stance.source) {
    if (!stance.source) return bench.say("This stance has no source: change it in the file.", { isFault: true });
    await bench.open(stance.source, { current: stance.id });
  }
  bench.change(stance.id);
}
