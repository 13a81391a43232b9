// The names of actors and issues, and making several one.

import { useEffect, useState } from "preact/hooks";

import { get } from "./api.js";
import { Name } from "./stance.jsx";
import { folded, plural } from "./words.js";

export function Names({ bench, state }) {
  const [kind, setKind] = useState("actor");
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState([]);
  const [keep, setKeep] = useState(null);
  const [alike, setAlike] = useState([]);
  const list = kind === "actor" ? state.map.actors : state.map.issues;
  const names = new Map(list.map((each) => [each.id, each]));
  const picked = chosen.filter((id) => names.has(id));
  const kept = picked.includes(keep) ? keep : mostUsed(picked, names);

  useEffect(() => {
    let isLate = false;
    const [first] = picked;
    if (!first) setAlike([]);
    else {
      get("alike", { kind, name: names.get(first).name })
        .then((found) => !isLate && setAlike(found.alike ?? []))
        .catch(() => setAlike([]));
    }
    return () => (isLate = true);
  }, [picked.join(" "), kind]);

  const toggle = (id) => setChosen(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  const merge = async () => {
    const others = picked.filter((id) => id !== kept);
    const answer = await bench.queue(() => bench.write({ merge: { keep: kept, others, kind } }));
    if (answer.refused) return;
    setChosen([]);
    bench.say(`Merged ${plural(others.length + 1, "name")} into ${names.get(kept).name}. The others are now its aliases.`);
  };
  const wanted = folded(words);
  const shown = list.filter(({ name, id, aliases = [] }) => !wanted || folded([name, id, ...aliases].join(" ")).includes(wanted));
  const suggested = alike.filter(({ id }) => names.has(id) && !picked.includes(id));
  return (
    <main class="wide">
      <div class="bar">
        <fieldset class="choices">
          <legend class="hidden">Names of</legend>
          {[["actor", "Actors"], ["issue", "Issues"]].map(([value, label]) => (
            <label key={value}>
              <input type="radio" name="kind" checked={kind === value} onChange={() => { setKind(value); setChosen([]); }} />
              <span>{label}</span>
            </label>
          ))}
        </fieldset>
        <input type="search" placeholder="Find a name" aria-label="Find a name" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
        <p class="hint">Choose the names that mean the same, then the one to keep.</p>
      </div>
      {picked.length > 0 && (
        <section class="merge" aria-label="Merge names">
          <h2>Keep</h2>
          <div class="choices">
            {picked.map((id) => (
              <label key={id}>
                <input type="radio" name="keep" checked={id === kept} onChange={() => setKeep(id)} />
                <span><Name>{names.get(id).name}</Name></span>
              </label>
            ))}
          </div>
          {suggested.length > 0 && (
            <p class="alike">
              <span>Similar:</span>
              {suggested.slice(0, 5).map(({ id, name, why }) => <button key={id} title={why} onClick={() => toggle(id)}>Add <Name>{name}</Name></button>)}
            </p>
          )}
          <button class="primary" disabled={picked.length < 2} onClick={merge}>
            {picked.length < 2 ? "Choose another name to merge" : `Merge ${picked.length} names`}
          </button>
        </section>
      )}
      <div class="sheet" tabIndex={0} role="region" aria-label="Names">
        <table>
          <thead><tr><th scope="col">Name</th><th scope="col">Aliases</th><th scope="col" class="number">Stances</th></tr></thead>
          <tbody>
            {shown.map(({ id, name, aliases = [], stances }) => (
              <tr key={id}>
                <td>
                  <label class="check"><input type="checkbox" checked={picked.includes(id)} onChange={() => toggle(id)} /> <span><Name>{name}</Name></span></label>
                </td>
                <td class="soft">{aliases.map((alias, index) => <span key={alias}>{index ? ", " : ""}<Name>{alias}</Name></span>)}</td>
                <td class="number">{stances}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!shown.length && <p class="empty">{list.length ? "No name has these words." : "There is no name yet."}</p>}
    </main>
  );
}

const mostUsed = (ids, names) => ids.toSorted((a, b) => names.get(b).stances - names.get(a).stances)[0] ?? null;
