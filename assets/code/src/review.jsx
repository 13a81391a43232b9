// All stances: filter them, accept what is shown, recode.

import { useEffect, useMemo, useState } from "preact/hooks";

import { Stance } from "./stance.jsx";
import { folded, plural } from "./words.js";

const NONE = { status: "draft", source: "", actor: "", issue: "", rule: "", coder: "", proposed: "", confidence: "0", words: "" };
const STEP = 100;

export function Review({ bench, state }) {
  const { map, all } = state;
  const [filter, setFilter] = useState(() => ({ ...NONE, status: map.sources.some(({ drafts }) => drafts) ? "draft" : "" }));
  const [most, setMost] = useState(STEP);
  useEffect(() => {
    if (!all) bench.loadAll();
  }, [all]);
  const shown = useMemo(() => (all ?? []).filter(fits(filter)), [all, filter]);
  if (!all) return <p class="empty" role="status">Reading the stances…</p>;

  const drafts = shown.filter(({ status }) => status === "draft").map(({ id }) => id);
  const titles = new Map(map.sources.map(({ id, title }) => [id, title ?? id]));
  const set = (patch) => {
    setFilter({ ...filter, ...patch });
    setMost(STEP);
  };
  const choice = (name, label, choices) => choices.length > 0 && (
    <label>
      <span>{label}</span>
      <select name={name} value={filter[name]} onChange={(event) => set({ [name]: event.currentTarget.value })}>
        <option value="">All</option>
        {choices.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
      </select>
    </label>
  );
  const used = (field, name) => {
    const found = new Map(all.filter((stance) => stance[field]).map((stance) => [stance[field], stance[name] ?? stance[field]]));
    return [...found].sort(([, a], [, b]) => (a < b ? -1 : 1));
  };
  return (
    <main class="wide">
      <form class="filters" role="search" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
        {choice("status", "Status", [["draft", "Drafts"], ["confirmed", "Confirmed"]])}
        {choice("source", "Source", map.sources.filter(({ stances, drafts: open }) => stances + open).map(({ id, title }) => [id, title ?? id]))}
        {choice("actor", "Actor", used("actor", "actor_name"))}
        {choice("issue", "Issue", used("issue", "issue_name"))}
        {choice("rule", "Rule", used("rule"))}
        {choice("coder", "Coder", used("coder"))}
        {choice("proposed", "Proposed by", used("proposed_by"))}
        <label>
          <span>Confidence from</span>
          <select name="confidence" value={filter.confidence} onChange={(event) => set({ confidence: event.currentTarget.value })}>
            {["0", "0.5", "0.6", "0.7", "0.8", "0.9"].map((least) => <option key={least} value={least}>{least === "0" ? "any" : least}</option>)}
          </select>
        </label>
        <label>
          <span>Words</span>
          <input type="search" name="words" value={filter.words} onInput={(event) => set({ words: event.currentTarget.value })} />
        </label>
        <button type="button" onClick={() => set(NONE_SET)}>Clear</button>
      </form>
      <div class="bar">
        <h2><span role="status">{plural(shown.length, "stance")} shown{drafts.length && drafts.length !== shown.length ? `, of which ${plural(drafts.length, "draft")}` : ""}</span></h2>
        {drafts.length > 0 && (
          <>
            <button class="primary" onClick={() => bench.accept(drafts)}>Accept all {drafts.length.toLocaleString("en")} drafts shown</button>
            <button onClick={() => bench.reject(drafts)}>Reject all {drafts.length.toLocaleString("en")}</button>
          </>
        )}
        <button onClick={() => bench.set({ dialog: { kind: "recode" } })}>Recode…</button>
      </div>
      <ul class="stances columns">
        {shown.slice(0, most).map((stance) => (
          <Stance
            key={stance.id}
            bench={bench}
            stance={stance}
            from={titles.get(stance.source) ?? stance.source}
            onOpen={() => stance.source && bench.open(stance.source, { current: stance.id, pane: "text" })}
          />
        ))}
      </ul>
      {!shown.length && <p class="empty">{all.length ? "No stance fits this filter." : "There is no stance yet."}</p>}
      {shown.length > most && <button onClick={() => setMost(most + 5 * STEP)}>Show more</button>}
    </main>
  );
}

const NONE_SET = { ...NONE, status: "" };

function fits(filter) {
  const words = folded(filter.words);
  const least = Number(filter.confidence);
  return (stance) =>
    (!filter.status || (stance.status ?? "confirmed") === filter.status) &&
    (!filter.source || stance.source === filter.source) &&
    (!filter.actor || stance.actor === filter.actor) &&
    (!filter.issue || stance.issue === filter.issue) &&
    (!filter.rule || stance.rule === filter.rule) &&
    (!filter.coder || stance.coder === filter.coder) &&
    (!filter.proposed || stance.proposed_by === filter.proposed) &&
    (!least || (stance.confidence ?? 0) >= least) &&
    (!words || folded([stance.actor_name, stance.speaker_name, stance.label, stance.issue_name, stance.toward_name, stance.quote, stance.note].filter(Boolean).join(" ")).includes(words));
}
