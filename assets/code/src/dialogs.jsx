// What opens over the workbench: a new text, recoding, search, the keys.

import { useEffect, useRef, useState } from "preact/hooks";

import { get } from "./api.js";
import { Combobox } from "./combobox.jsx";
import { focusText } from "./bench.js";
import { HELP, hasLetters, setLetters } from "./keys.js";
import { Name } from "./stance.jsx";
import { visible } from "./text.js";
import { plural, sentence } from "./words.js";

export function Dialogs({ bench, state }) {
  switch (state.dialog?.kind) {
    case "text":
      return <NewText bench={bench} state={state} />;
    case "recode":
      return <Recode bench={bench} state={state} />;
    case "search":
      return <Search bench={bench} state={state} />;
    case "help":
      return <Help bench={bench} />;
    default:
      return null;
  }
}

function Dialog({ bench, title, children, isWide }) {
  const box = useRef(null);
  useEffect(() => {
    box.current.showModal();
    box.current.querySelector("[data-first]")?.focus();
  }, []);
  return (
    <dialog
      ref={box}
      class={isWide ? "is-wide" : undefined}
      aria-labelledby="dialog-title"
      onClose={() => {
        bench.set({ dialog: null });
        focusText();
      }}
    >
      <div class="pane-head">
        <h2 id="dialog-title">{title}</h2>
        <button onClick={() => box.current.close()}>Close <kbd>Esc</kbd></button>
      </div>
      {children}
    </dialog>
  );
}

const close = (event) => event.currentTarget.closest("dialog")?.close();

function Help({ bench }) {
  const [isOn, setOn] = useState(hasLetters());
  return (
    <Dialog bench={bench} title="Keys" isWide>
      <div class="help">
        {HELP.map(([title, keys]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>{key.split(/ {2}/).map((each) => (each === "or" ? " or " : <kbd key={each}>{each}</kbd>))}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => {
            setLetters(event.currentTarget.checked);
            setOn(event.currentTarget.checked);
          }}
        />{" "}
        <span>Single letters are keys. Turn this off if you dictate.</span>
      </label>
    </Dialog>
  );
}

const TEXT_FILES = /\.(txt|md|text)$/i;
/** The largest file that is taken. */
const MOST_BYTES = 8_000_000;

function NewText({ bench, state }) {
  const given = state.dialog;
  const [fields, setFields] = useState({ title: given.title ?? "", publisher: "", date: "", url: "", text: given.text ?? "" });
  const [file, setFile] = useState(null);
  const [draft, setDraft] = useState(true);
  const [fault, setFault] = useState(null);
  const [isBusy, setBusy] = useState(false);
  const set = (patch) => setFields((before) => ({ ...before, ...patch }));
  const take = async (taken) => {
    setFault(null);
    try {
      const read = await readFile(taken);
      setFile(read.file ? { ...read.file } : null);
      set({ ...(read.text != null ? { text: read.text } : { text: "" }), ...(read.title && !fields.title ? { title: read.title } : {}) });
    } catch (error) {
      setFault(sentence(error.message));
    }
  };
  useEffect(() => {
    if (given.file) take(given.file);
  }, []);
  const save = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (!fields.text.trim() && !file) return setFault("Paste the text, or choose a file.");
    const title = fields.title.trim() || firstLine(fields.text) || file?.name;
    const more = Object.entries({ publisher: fields.publisher, date: fields.date, url: fields.url }).filter(([, value]) => value.trim());
    const wish = { title, ...Object.fromEntries(more), ...(file ? { file } : { text: fields.text }), ...(given.source ? { id: given.source } : {}), draft };
    setBusy(true);
    const known = new Set(state.map.sources.map(({ id }) => id));
    const answer = await bench.queue(() => bench.write({ source: wish }));
    setBusy(false);
    if (answer.refused) return setFault([sentence(answer.refused.message), answer.refused.fix].filter(Boolean).join(" "));
    const id = given.source ?? bench.state.map.sources.find((source) => !known.has(source.id))?.id;
    form.closest("dialog").close();
    if (id) await bench.open(id, { pane: "text" });
    const drafts = bench.state.doc?.stances.filter(({ status }) => status === "draft").length ?? 0;
    bench.say(`Added: ${title}. ${draft ? (drafts ? `${plural(drafts, "draft")} proposed.` : "No stance was found in it.") : ""}`.trim());
    focusText();
  };
  const plain = (name, label, more = {}) => (
    <label class="field">
      <span>{label}</span>
      <input type="text" name={name} dir="auto" autocomplete="off" value={fields[name]} onInput={(event) => set({ [name]: event.currentTarget.value })} {...more} />
    </label>
  );
  return (
    <Dialog bench={bench} title={given.source ? "Add the text of this source" : "Add a text"} isWide>
      <form
        class="new-text"
        onSubmit={save}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
        }}
      >
        {file ? (
          <p class="file"><Name>{file.name}</Name> <button type="button" onClick={() => setFile(null)}>Take it out</button></p>
        ) : (
          <label class="field">
            <span>Text: paste it here, or drop a file</span>
            <textarea name="text" dir="auto" rows="10" data-first value={fields.text} onInput={(event) => set({ text: event.currentTarget.value })} />
          </label>
        )}
        <label class="field">
          <span>From a file</span>
          <input type="file" accept=".txt,.md,.html,.htm,.docx,.eml" onChange={(event) => event.currentTarget.files[0] && take(event.currentTarget.files[0])} />
        </label>
        <div class="two">
          {plain("title", "Title", { placeholder: firstLine(fields.text) })}
          {plain("publisher", "Publisher")}
          {plain("date", "Date", { placeholder: "2016-04-29" })}
          {plain("url", "Web address", { inputMode: "url" })}
        </div>
        <label class="check"><input type="checkbox" name="draft" checked={draft} onChange={(event) => setDraft(event.currentTarget.checked)} /> <span>Propose drafts (English news texts)</span></label>
        {fault && <p class="fault" role="alert">{fault}</p>}
        <div class="actions">
          <button class="primary" disabled={isBusy}>{isBusy ? "Adding…" : "Add text"} <kbd>Ctrl Enter</kbd></button>
          <button type="button" onClick={close}>Cancel</button>
        </div>
      </form>
    </Dialog>
  );
}

const firstLine = (text) => text.trim().split("\n", 1)[0].trim().slice(0, 120);

async function readFile(file) {
  if (file.size > MOST_BYTES) throw new Error(`“${file.name}” is larger than 8 MB`);
  if (TEXT_FILES.test(file.name) || (file.type === "text/plain" && !/\.(html?|eml)$/i.test(file.name))) {
    const bytes = await file.arrayBuffer();
    try {
      return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), title: null };
    } catch {
      throw new Error(`“${file.name}” is not UTF-8 text: save it as UTF-8`);
    }
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return { file: { name: file.name, base64: btoa(binary) }, title: file.name.replace(/\.[^.]+$/, "") };
}

function Recode({ bench, state }) {
  const { map } = state;
  const [field, setField] = useState("label");
  const [from, setFrom] = useState("");
  const [to, setTo] = useState({ text: "", id: null });
  const [fault, setFault] = useState(null);
  const lists = {
    label: map.labels.filter(({ uses }) => uses).map(({ label, uses }) => ({ id: label, name: label, uses })),
    issue: map.issues.map(({ id, name, stances }) => ({ id, name, uses: stances })),
    actor: map.actors.map(({ id, name, stances }) => ({ id, name, uses: stances })),
  };
  const list = lists[field].filter(({ uses }) => uses);
  const count = list.find(({ id }) => id === from)?.uses ?? 0;
  const target = to.id ?? lists[field].find(({ name }) => name === to.text.trim())?.id ?? to.text.trim();
  const save = async (event) => {
    event?.preventDefault();
    if (!from || !target) return setFault("Choose what to recode, and what it becomes.");
    if (from === target) return setFault("Both are the same.");
    const dialog = document.querySelector("dialog");
    const answer = await bench.queue(() => bench.write({ recode: { field, from, to: target, create: true } }));
    if (answer.refused) return setFault([sentence(answer.refused.message), answer.refused.fix].filter(Boolean).join(" "));
    bench.say(`Recoded ${plural(answer.changed?.length ?? count, "stance")}: ${list.find(({ id }) => id === from)?.name} is now ${to.text}.`);
    dialog?.close();
  };
  return (
    <Dialog bench={bench} title="Recode stances">
      <form class="recode" onSubmit={save}>
        <fieldset class="choices">
          <legend>All stances with one</legend>
          {["label", "issue", "actor"].map((each) => (
            <label key={each}>
              <input type="radio" name="field" data-first={each === "label" || undefined} checked={field === each} onChange={() => { setField(each); setFrom(""); setTo({ text: "", id: null }); }} />
              <span>{each}</span>
            </label>
          ))}
        </fieldset>
        <label class="field">
          <span>That now have</span>
          <select name="from" value={from} onChange={(event) => { setFrom(event.currentTarget.value); setFault(null); }}>
            <option value="">Choose</option>
            {list.map(({ id, name, uses }) => <option key={id} value={id}>{`${name} (${uses})`}</option>)}
          </select>
        </label>
        <Combobox
          name="to"
          label="Get instead"
          value={to.text}
          choices={lists[field]}
          isEager={field !== "label"}
          onType={(text) => { setTo({ text, id: null }); setFault(null); }}
          onPick={({ id, name }) => setTo({ text: name, id })}
          onEnter={() => save()}
        />
        {fault && <p class="fault" role="alert">{fault}</p>}
        <div class="actions">
          <button class="primary" disabled={!from || !target}>{count ? `Recode ${plural(count, "stance")}` : "Recode"}</button>
          <button type="button" onClick={close}>Cancel</button>
        </div>
      </form>
    </Dialog>
  );
}

function Search({ bench, state }) {
  const [words, setWords] = useState(state.dialog.words ?? "");
  const [found, setFound] = useState(null);
  useEffect(() => {
    const wanted = words.trim();
    if (wanted.length < 2) return setFound(null);
    let isLate = false;
    const timer = setTimeout(() => {
      get("search", { q: wanted })
        .then((answer) => !isLate && setFound(answer))
        .catch((error) => !isLate && bench.fault(error));
    }, 150);
    return () => {
      isLate = true;
      clearTimeout(timer);
    };
  }, [words]);
  const titles = new Map(state.map.sources.map(({ id, title }) => [id, title ?? id]));
  const open = ({ source, start, end }, event) => {
    event.currentTarget.closest("dialog").close();
    bench.open(source, { passage: { start, end }, pane: "text" }).then(focusText);
  };
  return (
    <Dialog bench={bench} title="Search in all texts" isWide>
      <input
        type="search"
        data-first
        aria-label="Words to search for"
        value={words}
        onInput={(event) => setWords(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            // Otherwise the browser only empties the field.
            event.preventDefault();
            event.currentTarget.closest("dialog").close();
          }
          if ((event.key === "Enter" || event.key === "ArrowDown") && found?.hits.length) {
            event.preventDefault();
            event.currentTarget.closest("dialog").querySelector(".hits button")?.focus();
          }
        }}
      />
      <p class="hint" role="status">
        {found ? `${plural(found.total, "place")}${found.total > found.hits.length ? `, the first ${found.hits.length} of them` : ""}` : "Type two letters or more."}
      </p>
      {found && (
        <ul class="hits">
          {found.hits.map((hit) => (
            <li key={`${hit.source} ${hit.start}`}>
              <button onClick={(event) => open(hit, event)} onKeyDown={steps}>
                <span dir="auto">…{visible(hit.before)}<mark>{visible(hit.match)}</mark>{visible(hit.after)}…</span>
                <small class="soft"><Name>{titles.get(hit.source) ?? hit.source}</Name></small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

/** Arrow keys go through a list of buttons. */
function steps(event) {
  const item = event.currentTarget.closest("li");
  const next = { ArrowDown: item.nextElementSibling, ArrowUp: item.previousElementSibling }[event.key];
  if (next === undefined) return;
  event.preventDefault();
  next?.querySelector("button")?.focus();
}
