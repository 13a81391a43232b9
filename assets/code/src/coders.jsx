// Two coders side by side, and how far they agree.

import { useEffect, useMemo, useState } from "preact/hooks";

import { get } from "./api.js";
import { Name, Stance } from "./stance.jsx";
import { plural } from "./words.js";

export function Coders({ bench, state }) {
  const { map, all } = state;
  const [answer, setAnswer] = useState(null);
  const [pair, setPair] = useState(null);
  const [source, setSource] = useState("");
  useEffect(() => {
    if (!all) bench.loadAll();
    get("coders").then(setAnswer).catch((error) => bench.fault(error));
  }, [map.version]);
  const found = useMemo(() => [...new Set((all ?? []).map(({ coder }) => coder ?? "").concat(map.coder ?? []))].sort(), [all]);
  const coders = found.length === 1 ? [...found, ""] : found;
  const [one, other] = pair ?? firstTwo(coders, map.coder);
  const rows = useMemo(() => sideBySide(all ?? [], one, other, source), [all, one, other, source]);
  const titles = new Map(map.sources.map(({ id, title }) => [id, title ?? id]));
  if (!all) return <p class="empty" role="status">Reading the stances…</p>;
  if (found.filter(Boolean).length < 2) {
    return (
      <main class="wide">
        <p class="empty">
          {found.filter(Boolean).length ? `Only ${found.filter(Boolean)[0]} has coded so far.` : "No stance says who coded it."} When a second coder’s stances are in the map, they are shown
          here beside the first’s, with their agreement for each issue.
        </p>
      </main>
    );
  }
  const choose = (label, value, set) => (
    <label>
      <span>{label}</span>
      <select value={value} onChange={(event) => set(event.currentTarget.value)}>
        {coders.map((coder) => <option key={coder} value={coder}>{coder || "(no coder)"}</option>)}
      </select>
    </label>
  );
  return (
    <main class="wide">
      <form class="filters" aria-label="Coders" onSubmit={(event) => event.preventDefault()}>
        {choose("First coder", one, (coder) => setPair([coder, other]))}
        {choose("Second coder", other, (coder) => setPair([one, coder]))}
        <label>
          <span>Source</span>
          <select value={source} onChange={(event) => setSource(event.currentTarget.value)}>
            <option value="">All</option>
            {map.sources.map(({ id, title }) => <option key={id} value={id}>{title ?? id}</option>)}
          </select>
        </label>
      </form>
      {answer && <Agreement answer={answer} />}
      <div class="sheet" tabIndex={0}>
        <table class="beside">
          <caption>Stances side by side: {plural(rows.length, "place")}, {plural(rows.filter(({ isSame }) => !isSame).length, "difference")}</caption>
          <thead><tr><th scope="col">Place</th><th scope="col"><Name>{one || "(no coder)"}</Name></th><th scope="col"><Name>{other || "(no coder)"}</Name></th></tr></thead>
          <tbody>
            {rows.slice(0, 500).map((row) => (
              <tr key={row.key} class={row.isSame ? "" : "differs"}>
                <th scope="row">
                  <Name>{[titles.get(row.source) ?? row.source, row.locator].filter(Boolean).join(", ") || "No source"}</Name>
                  <span class="verdict">{row.isSame ? "= same" : "≠ differs"}</span>
                </th>
                {[row.one, row.other].map((stances, index) => (
                  <td key={index}>
                    {stances.length ? (
                      <ul class="stances">
                        {stances.map((stance) => (
                          <Stance key={stance.id} bench={bench} stance={stance} isCompact onOpen={() => bench.open(stance.source, { current: stance.id })} />
                        ))}
                      </ul>
                    ) : <span class="soft">nothing coded</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > 500 && <p class="hint">The first 500 places are shown: choose a source to see its own.</p>}
    </main>
  );
}

function firstTwo(coders, own) {
  const named = coders.filter(Boolean);
  const first = named.includes(own) ? own : named[0];
  return [first ?? "", named.find((coder) => coder !== first) ?? ""];
}

/** The stances of two coders by source and place; the same if they name the same actors, targets and sides. */
function sideBySide(all, one, other, source) {
  const rows = new Map();
  for (const stance of all) {
    const coder = stance.coder ?? "";
    if (stance.status === "draft" || (coder !== one && coder !== other) || (source && stance.source !== source)) continue;
    const key = `${stance.source ?? ""} ${stance.locator ?? ""}`;
    if (!rows.has(key)) rows.set(key, { key, source: stance.source, locator: stance.locator, one: [], other: [] });
    rows.get(key)[coder === one ? "one" : "other"].push(stance);
  }
  const code = ({ actor, issue, toward, side }) => JSON.stringify([actor, issue ?? null, toward ?? null, side]);
  const codes = (stances) => [...new Set(stances.map(code))].sort().join();
  const natural = new Intl.Collator("en", { numeric: true });
  return [...rows.values()]
    .map((row) => ({ ...row, isSame: codes(row.one) === codes(row.other) }))
    .sort((a, b) => natural.compare(a.key, b.key));
}

const number = (value) => (value == null ? "–" : value.toFixed(2));

function Agreement({ answer }) {
  return (
    <section class="agreement" aria-labelledby="agreement-title">
      <h2 id="agreement-title">
        Agreement of coders: {answer.alpha == null ? "nothing to compare yet" : `Krippendorff’s alpha ${number(answer.alpha)}`}
      </h2>
      <p class="hint">
        {plural(answer.units, "statement")} coded by several coders, {answer.single.toLocaleString("en")} by one
        {answer.uncoded ? `; ${plural(answer.uncoded, "stance")} without a coder` : ""}. 1 is perfect agreement, 0 what chance would give.
      </p>
      {answer.targets.length > 0 && (
        <div class="sheet" tabIndex={0}>
          <table>
            <thead><tr><th scope="col">Issue or actor</th><th scope="col" class="number">Alpha</th><th scope="col" class="number">Coded by several</th><th scope="col" class="number">Disputed</th></tr></thead>
            <tbody>
              {answer.targets.map(({ target, alpha, units, disputed }) => (
                <tr key={`${target.kind} ${target.id}`}>
                  <th scope="row"><Name>{target.name}</Name></th>
                  <td class="number">{number(alpha)}</td>
                  <td class="number">{units}</td>
                  <td class="number">{disputed}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
