// The workbench: texts, what was said in them, and the form to code it.

import { render } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Bench } from "./bench.js";
import { Coders } from "./coders.jsx";
import { Dialogs } from "./dialogs.jsx";
import { keys } from "./keys.js";
import { Names } from "./names.jsx";
import { Review } from "./review.jsx";
import { SourcesPane } from "./pane_sources.jsx";
import { StancesPane } from "./pane_stances.jsx";
import { TextPane } from "./pane_text.jsx";
import { Name } from "./stance.jsx";
import { plural } from "./words.js";

const VIEWS = [
  ["code", "Code"],
  ["review", "Review"],
  ["names", "Names"],
  ["coders", "Coders"],
  ["results", "Results"],
];
const PANES = [
  ["sources", "Sources"],
  ["text", "Text"],
  ["stances", "Stances"],
];

function Workbench({ bench }) {
  const [state, setState] = useState(bench.state);
  useEffect(() => {
    const tell = () => setState(bench.state);
    bench.listeners.add(tell);
    tell();
    return () => bench.listeners.delete(tell);
  }, []);
  if (!state.map) return <Notice bench={bench} state={state} />;
  return (
    <>
      <Top bench={bench} state={state} />
      <View bench={bench} state={state} />
      <Notice bench={bench} state={state} />
      <p class="hidden" role="status">{state.spoken}</p>
      <Dialogs bench={bench} state={state} />
    </>
  );
}

function Top({ bench, state }) {
  const { map, view } = state;
  const drafts = map.sources.reduce((sum, source) => sum + source.drafts, 0);
  return (
    <header class="top">
      <h1 title={map.file}><Name>{map.title ?? map.file}</Name></h1>
      <Tabs
        label="Views"
        tabs={VIEWS.map(([id, label]) => [id, label, id === "review" && drafts ? drafts : null])}
        value={view}
        onChoose={(id) => bench.set({ view: id })}
      />
      <div class="tools">
        {map.coder && <span class="soft coder" title="What you code carries this name">Coding as <Name>{map.coder}</Name></span>}
        <button onClick={() => bench.set({ dialog: { kind: "search" } })} title="Search in all texts (/)">Search <kbd>/</kbd></button>
        <button disabled={!map.undo} onClick={() => bench.undo()} title={map.undo ? `Undo: ${map.undo} (U)` : "Nothing to undo"}>Undo</button>
        <button disabled={!map.redo} onClick={() => bench.redo()} title={map.redo ? `Redo: ${map.redo} (Shift U)` : "Nothing to redo"}>Redo</button>
        <button onClick={() => bench.set({ dialog: { kind: "help" } })} title="Keys (?)" aria-label="Keys">?</button>
      </div>
      {map.faults?.length > 0 && <Faults faults={map.faults} />}
      {state.isLost && <p class="fault banner" role="alert">The program does not answer. What you type stays here; start it again to save.</p>}
    </header>
  );
}

function Faults({ faults }) {
  return (
    <details class="fault banner">
      <summary>{plural(faults.length, "problem")} in the file</summary>
      <ul>{faults.map((fault, index) => <li key={index} dir="auto">{typeof fault === "string" ? fault : (fault.error ?? fault.message ?? JSON.stringify(fault))}</li>)}</ul>
    </details>
  );
}

/** Tabs as a list: arrow keys go from one to the next. */
function Tabs({ label, tabs, value, onChoose, isPanes }) {
  const step = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = tabs.findIndex(([id]) => id === value);
    const [next] = tabs[(at + by + tabs.length) % tabs.length];
    onChoose(next);
    event.currentTarget.querySelector(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <div class={isPanes ? "tabs panes" : "tabs"} role="tablist" aria-label={label} onKeyDown={step}>
      {tabs.map(([id, words, count]) => (
        <button
          key={id}
          role="tab"
          data-tab={id}
          aria-selected={id === value}
          tabIndex={id === value ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {words}{count != null && <span class="count" aria-label={plural(count, "draft")}>{count.toLocaleString("en")}</span>}
        </button>
      ))}
    </div>
  );
}

function View({ bench, state }) {
  switch (state.view) {
    case "review":
      return <Review bench={bench} state={state} />;
    case "names":
      return <Names bench={bench} state={state} />;
    case "coders":
      return <Coders bench={bench} state={state} />;
    case "results":
      return <main class="results"><iframe src="page" title="Results: diagram, matrix, blocs and more" /></main>;
    default:
      return <Code bench={bench} state={state} />;
  }
}

function Code({ bench, state }) {
  const { pane } = state;
  return (
    <main class="code" data-pane={pane}>
      <Tabs isPanes label="Areas" tabs={PANES} value={pane} onChoose={(id) => bench.set({ pane: id })} />
      <SourcesPane bench={bench} state={state} />
      <TextPane bench={bench} state={state} />
      <StancesPane bench={bench} state={state} />
    </main>
  );
}

function Notice({ bench, state }) {
  const { notice, map } = state;
  return (
    <div class={`notice ${notice?.isFault ? "is-fault" : ""}`} hidden={!notice}>
      <p role="status">{notice && !notice.isFault ? <span key={notice.count}>{notice.text}</span> : null}</p>
      <p role="alert" id="alert">{notice?.isFault ? <span key={notice.count}>{notice.text} {notice.fix}</span> : null}</p>
      {notice && !notice.isFault && map?.undo && <button onClick={() => bench.undo()}>Undo</button>}
      <button onClick={() => bench.set({ notice: null })} aria-label="Dismiss this message">×</button>
    </div>
  );
}

const bench = new Bench();
render(<Workbench bench={bench} />, document.getElementById("workbench"));
bench.begin();

document.addEventListener("keydown", (event) => keys(event, bench));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer.files;
  if (file && bench.state.map && !bench.state.dialog) bench.set({ dialog: { kind: "text", file } });
});
document.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  const isTyping = event.target.closest?.("input, textarea");
  if (!isTyping && text.trim() && bench.state.map && !bench.state.dialog) bench.set({ dialog: { kind: "text", text } });
});
