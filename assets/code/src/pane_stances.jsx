// The stances of the selected words and of the text, and the form.

import { useEffect, useRef } from "preact/hooks";

import { parted } from "./bench.js";
import { StanceForm } from "./form.jsx";
import { Stance } from "./stance.jsx";
import { plural } from "./words.js";

export function StancesPane({ bench, state }) {
  const { doc, passage, current, form } = state;
  const box = useRef(null);
  useEffect(() => {
    box.current?.querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }, [current]);
  const [here, others] = doc ? parted(doc, passage, current) : [[], []];
  const list = (stances) => (
    <ul class="stances">
      {stances.map((stance) => (
        <Stance key={stance.id} bench={bench} stance={stance} isCurrent={stance.id === current} onOpen={() => bench.focus(stance.id)} />
      ))}
    </ul>
  );
  return (
    <section class="pane stances-pane" aria-label="Stances" ref={box}>
      {form && <StanceForm key={form.id ?? "new"} bench={bench} state={state} />}
      {here.length > 0 && (
        <>
          <h2>On the selected words <small>{here.length}</small></h2>
          {list(here)}
        </>
      )}
      {passage && !here.length && !form && <p class="hint">The selected words are not coded yet. Press <kbd>Enter</kbd> to code them.</p>}
      {others.length > 0 && (
        <>
          <h2>{here.length ? "Elsewhere in this text" : "In this text"} <small>{others.length}</small></h2>
          {list(others)}
        </>
      )}
      {doc && !doc.stances.length && !form && !passage && (
        <div class="empty">
          <p>Nothing is coded in this text yet.</p>
          <p class="hint">Select words, by mouse or with the arrow keys, and press <kbd>Enter</kbd>.</p>
          {doc.hasText && <button onClick={() => propose(bench, doc.id)}>Propose drafts</button>}
        </div>
      )}
    </section>
  );
}

async function propose(bench, source) {
  const answer = await bench.queue(() => bench.write({ propose: { source } }));
  if (answer.refused) return;
  bench.say(answer.changed?.length ? `${plural(answer.changed.length, "draft")} proposed: accept, change or reject each.` : "No stance was found in this text.");
  if (answer.changed?.length) bench.goOn(bench.nextDraft());
}
