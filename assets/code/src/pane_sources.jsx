// The sources, and how far each is coded.

import { useState } from "preact/hooks";

import { Name } from "./stance.jsx";
import { folded, percent, plural } from "./words.js";

export function SourcesPane({ bench, state }) {
  const { map, doc } = state;
  const [words, setWords] = useState("");
  const wanted = folded(words);
  const found = map.sources.filter((source) => !wanted || folded(`${source.title} ${source.publisher ?? ""} ${source.id}`).includes(wanted));
  return (
    <section class="pane sources-pane" aria-labelledby="sources-title">
      <div class="pane-head">
        <h2 id="sources-title">Sources <small>{map.sources.length}</small></h2>
        <button onClick={() => bench.set({ dialog: { kind: "text" } })}>Add text</button>
      </div>
      {map.sources.length > 8 && (
        <input type="search" placeholder="Find a source" aria-label="Find a source" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      )}
      <ul class="sources">
        {found.map((source) => (
          <li key={source.id}>
            <button aria-current={source.id === doc?.id ? "true" : undefined} onClick={() => bench.open(source.id, { pane: "text" })}>
              <span class="title"><Name>{source.title ?? source.id}</Name></span>
              <span class="soft">
                {[source.publisher, source.date].filter(Boolean).map((part, index) => <span key={part}>{index ? " · " : ""}<Name>{part}</Name></span>)}
              </span>
              {source.has_text && (
                <progress max="100" value={percent(source.covered, source.characters)} aria-label={`Share of the text that is coded`} />
              )}
              <span class="soft">
                {source.has_text ? `${percent(source.covered, source.characters)} % coded · ` : "no text · "}
                {plural(source.stances, "stance")}
                {source.drafts > 0 && <b class="drafts">{plural(source.drafts, "draft")}</b>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!found.length && <p class="hint">{map.sources.length ? "No source has these words." : "Paste or drop an article, or press Add text."}</p>}
    </section>
  );
}
