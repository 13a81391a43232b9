"use strict";
// The front end asks and shows; every picture, table and number comes from the WebAssembly.
(async () => {
const $ = (id) => document.getElementById(id);
const VIEWS = [...document.querySelectorAll("[role=tab]")].map((tab) => tab.dataset.view);
// The views in which actors are compared, or grouped.
const COMPARING = ["diagram", "alignment", "blocs"];
// The views that have room for what is no longer in force.
const HISTORIES = ["diagram", "matrix", "table"];
// So many ids of open evidence fit into a link.
const MOST_IN_LINK = 12;
// How small a picture may become.
const LEAST_SCALE = 0.7;

// Texts only ever become text.
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...content.filter((part) => part !== null && part !== undefined));
  return element;
}

function complain(text) {
  $("alert").textContent = text;
  $("alert").hidden = !text;
}

// ---- the engine -----------------------------------------------------------------------------

// The bytes of a text in base 85, with the letters from ( to ~ without < and \; a text that ends early goes on with ~.
function bytesOf(text) {
  const bytes = new Uint8Array(Math.floor(text.length * 4 / 5));
  for (let at = 0, to = 0; at < text.length; at += 5) {
    let number = 0;
    for (let next = at; next < at + 5; next += 1) {
      const code = next < text.length ? text.charCodeAt(next) : 126;
      number = number * 85 + code - 40 - (code > 60) - (code > 92);
    }
    for (let shift = 24; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = (number >>> shift) & 255;
  }
  return bytes;
}

async function start() {
  const packed = bytesOf($("stancegraph-engine").textContent.trim());
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  const bytes = await new Response(stream).arrayBuffer();
  return (await WebAssembly.instantiate(bytes, {})).instance.exports;
}

const coder = { to: new TextEncoder(), from: new TextDecoder() };
let engine;

function call(name, text) {
  const bytes = coder.to.encode(text);
  const room = engine.room(bytes.length);
  new Uint8Array(engine.memory.buffer, room, bytes.length).set(bytes);
  const answer = engine[name](room, bytes.length) >>> 0;
  const length = new DataView(engine.memory.buffer).getUint32(answer, true);
  const said = coder.from.decode(new Uint8Array(engine.memory.buffer, answer + 4, length));
  engine.done(answer);
  return JSON.parse(said);
}

function ask(question) {
  let answer;
  try {
    answer = call("ask", JSON.stringify(question));
  } catch (error) {
    answer = { error: `This has no answer (${error.message}). Choose another view or filter.` };
  }
  complain(answer.error ?? "");
  return answer.error === undefined ? answer : null;
}

function loadFonts() {
  [["400", 0], ["700", 1]].forEach(([weight, number]) => {
    const start = engine.font(number) >>> 0;
    const bytes = engine.memory.buffer.slice(start, start + engine.font_length(number));
    document.fonts.add(new FontFace("DejaVu Sans", bytes, { weight }));
  });
}

// ---- the state, which is the fragment of the address ------------------------------------------

let graph;
let state;
// The lists of the filter, each with its name in links and on the command line.
let lists;

const unfiltered = () => ({ ...Object.fromEntries(Object.keys(lists).map((list) => [list, []])), text: "" });
const choicesOf = (list) => graph.filters.find(({ field }) => field === list)?.choices ?? [];

function fresh() {
  return { view: graph.view, ...unfiltered(), mode: "latest", at: null, from: null, until: null, minShared: 1, history: false, table: false, stances: [], why: [] };
}

// How actors are compared and grouped: the options --min-shared, --k and --direct of the program.
function grouped() {
  return { min_shared: state.minShared, k: state.k ?? "2", direct: state.tiedBy === "words" };
}

function fromFragment() {
  const read = fresh();
  const parts = new URLSearchParams(location.hash.slice(1));
  const isOffered = [...$("k").options].some((option) => option.value === parts.get("k"));
  read.k = isOffered ? parts.get("k") : "2";
  read.tiedBy = parts.has("direct") ? "words" : "closeness";
  if (VIEWS.includes(parts.get("view"))) read.view = parts.get("view");
  for (const [list, name] of Object.entries(lists)) read[list] = parts.getAll(name);
  read.text = parts.get("text") ?? "";
  read.at = parts.get("at");
  read.from = parts.get("from");
  read.until = parts.get("until");
  read.mode = parts.has("ever") ? "ever" : read.at ? "at" : read.from || read.until ? "window" : "latest";
  read.minShared = leastShared(parts.get("min-shared"));
  read.history = parts.has("history");
  read.table = parts.has("table");
  read.stances = parts.getAll("stance");
  read.why = parts.getAll("why").slice(0, 2);
  return read;
}

// How many targets two actors have to share, as a text says: 1 where it says nothing sensible.
function leastShared(text) {
  const number = Number.parseInt(text, 10);
  return number > 1 ? Math.min(number, 999) : 1;
}

function fragment() {
  const parts = new URLSearchParams();
  if (state.view !== graph.view) parts.append("view", state.view);
  for (const [list, name] of Object.entries(lists)) state[list].forEach((id) => parts.append(name, id));
  if (state.text) parts.append("text", state.text);
  const time = timeOf(state);
  for (const name of ["at", "from", "until"]) if (time[name]) parts.append(name, time[name]);
  if (time.ever) parts.append("ever", "");
  if (state.minShared > 1) parts.append("min-shared", state.minShared);
  if (state.history) parts.append("history", "");
  if (grouped().k !== "2") parts.append("k", state.k);
  if (grouped().direct) parts.append("direct", "");
  if (state.table) parts.append("table", "");
  if (state.stances.length <= MOST_IN_LINK) state.stances.forEach((id) => parts.append("stance", id));
  if (state.why.length === 2) state.why.forEach((id) => parts.append("why", id));
  return "#" + parts.toString().replace(/=(?=&|$)/g, "");
}

function timeOf({ mode, at, from, until }) {
  if (mode === "at") return { at };
  if (mode === "window") return from || until ? { from, until } : { ever: true };
  return mode === "ever" ? { ever: true } : {};
}

// What the questions about views have in common.
function seen() {
  const filter = Object.fromEntries(Object.keys(lists).map((list) => [list, state[list]]));
  const text = state.text.trim() ? state.text : null;
  return { query: { filter: { ...filter, text }, time: timeOf(state) }, history: state.history };
}

function note() {
  if (fragment() !== (location.hash || "#")) history.replaceState(null, "", fragment());
}

function change(changes) {
  Object.assign(state, changes);
  show();
}

// ---- filters and time --------------------------------------------------------------------------

function offer({ field: list, choices }) {
  const box = make("fieldset", {}, make("legend", {}, list[0].toUpperCase() + list.slice(1)));
  const pick = make("details", { class: "pick", id: list }, make("summary"), box);
  if (["actors", "issues"].includes(list)) $("positions").before(pick);
  else $("text").before(pick);
  for (const choice of choices) {
    const input = make("input", { type: "checkbox", value: choice.id });
    box.append(make("label", {}, input, make("span", {}, choice.name), make("small", {}, String(choice.stances))));
  }
  pick.addEventListener("change", () => change({ [list]: checked(list) }));
}

const checked = (list) => [...$(list).querySelectorAll("input:checked")].map((input) => input.value);

function showFilters() {
  for (const list of Object.keys(lists)) {
    for (const input of $(list).querySelectorAll("input")) input.checked = state[list].includes(input.value);
    const summary = $(list).querySelector("summary");
    if (!summary) continue;
    const names = choicesOf(list).filter((choice) => state[list].includes(choice.id)).map((choice) => choice.name);
    const few = names.length <= 2 ? names.join(", ") : `${names.length} ${list}`;
    summary.textContent = names.length ? few : `All ${list}`;
    $(list).classList.toggle("is-set", names.length > 0);
  }
  if ($("text").value !== state.text) $("text").value = state.text;
  const isSet = state.text || Object.keys(lists).some((list) => state[list].length);
  $("clear").hidden = !isSet;
}

// The number of the last day that is not after a date.
function dayNumber(date) {
  let number = graph.days.length - 1;
  while (number > 0 && graph.days[number] > date) number -= 1;
  return number;
}

function showTime() {
  const last = graph.days.length - 1;
  $("time").hidden = last < 0;
  if (last < 0) return;
  $("mode").value = state.mode;
  $("history").checked = state.history;
  $("history-label").hidden = !(["latest", "at"].includes(state.mode) && HISTORIES.includes(state.view));
  const isWindow = state.mode === "window";
  for (const id of ["day-label", "play"]) $(id).hidden = last < 1;
  $("from-label").hidden = !isWindow;
  $("day-name").textContent = isWindow ? "Before" : "Day";
  $("from").max = last;
  $("from").value = state.from ? dayNumber(state.from) : 0;
  $("from-day").textContent = state.from ?? "the beginning";
  $("day").max = isWindow ? last + 1 : last;
  const shown = isWindow ? state.until : state.mode === "at" ? state.at : null;
  const latest = graph.period?.[1];
  $("day").value = shown ? dayNumber(shown) : latest && state.mode === "latest" ? dayNumber(latest) : $("day").max;
  $("day-day").textContent = shown ?? (isWindow ? "the end" : state.mode === "ever" ? "all days" : latest ?? graph.days[last]);
  for (const id of ["from", "day"]) $(id).setAttribute("aria-valuetext", $(id + "-day").textContent);
}

function slide() {
  const day = graph.days[Number($("day").value)] ?? null;
  if (state.mode === "window") change({ until: day });
  else change({ mode: "at", at: day });
}

let playing = null;

function play(wanted) {
  clearInterval(playing);
  playing = null;
  $("play").setAttribute("aria-pressed", String(wanted));
  $("play").textContent = wanted ? "❚❚ Pause" : "▶ Play";
  if (!wanted) return;
  if (state.mode !== "at" || Number($("day").value) >= Number($("day").max)) change({ mode: "at", at: graph.days[0] });
  playing = setInterval(() => {
    const next = Number($("day").value) + 1;
    if (next > Number($("day").max)) return play(false);
    $("day").value = next;
    slide();
  }, 1100);
}

// ---- pictures and tables -----------------------------------------------------------------------

let isPrinting = false;
const dark = matchMedia("(prefers-color-scheme: dark)");
const theme = () => (isPrinting ? "print" : dark.matches ? "dark" : "light");

// The ids of a mark: in each, white space and % are written as in an address.
const idsOf = (mark) => mark.dataset.stances.split(" ").filter(Boolean).map(decodeURIComponent);

// The ids of the two actors of a mark, which names them by kind and id.
const pairOf = (mark) => mark.dataset.pair.split(" ").map((name) => decodeURIComponent(name).replace(/^actor:/, ""));

function picture(text) {
  const read = new DOMParser().parseFromString(text, "image/svg+xml");
  if (read.querySelector("parsererror")) return make("p", { class: "alert" }, "The picture cannot be read.");
  const svg = document.importNode(read.documentElement, true);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", svg.querySelector("desc")?.textContent.slice(0, 400) ?? "picture");
  const marks = [...svg.querySelectorAll("[data-stances], [data-pair], [data-node]")].filter((mark) => mark.dataset.stances !== "");
  for (const mark of marks) {
    const title = mark.querySelector(":scope > title")?.textContent ?? "";
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-label", title.split("\n").filter(Boolean).slice(0, 2).join(", ") || "stances");
  }
  rove(svg, marks);
  // No smaller than that it can be read; then its box is scrolled, and not the page.
  const least = LEAST_SCALE * svg.width.baseVal.value;
  svg.style.minWidth = `${Math.round(least)}px`;
  const isWide = least > $("view").clientWidth;
  return make("div", { class: isWide ? "picture is-wide" : "picture" }, svg);
}

// One of the marks can be reached by Tab, the others from it by arrow keys.
function rove(box, marks) {
  marks.forEach((mark, index) => mark.setAttribute("tabindex", index === 0 ? "0" : "-1"));
  box.addEventListener("focusin", ({ target }) => {
    if (!marks.includes(target)) return;
    marks.forEach((mark) => mark.setAttribute("tabindex", mark === target ? "0" : "-1"));
  });
  box.addEventListener("keydown", (event) => {
    const at = marks.indexOf(event.target);
    if (at < 0) return;
    if ((event.key === "Enter" || event.key === " ") && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      return event.target.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    }
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: marks.length - 1,
      ArrowDown: beside(marks, at, 1), ArrowUp: beside(marks, at, -1) }[event.key];
    if (to === undefined || !marks[to]) return;
    event.preventDefault();
    marks[to].focus();
  });
}

// The mark below or above: in a table of the same column, in a picture the next.
function beside(marks, at, step) {
  const columnOf = (mark) => mark.closest("td, th")?.cellIndex;
  const column = columnOf(marks[at]);
  let to = at + step;
  while (column !== undefined && marks[to] && columnOf(marks[to]) !== column) to += step;
  return to;
}

// A table of the library's answers: text, what it leads to, and the kind of each column.
function sheet(table) {
  const notes = table.notes.map((text) => make("p", { class: "hint" }, text));
  if (!table.rows.length) return [make("p", {}, table.title), ...notes];
  const head = table.columns.map((column) => make("th", { scope: "col", class: looksOf(column) }, column.name));
  const rows = table.rows.map((cells) => make("tr", {}, ...cells.map((cell, index) => entry(cell, index, table.columns[index]))));
  const element = make("table", {}, make("caption", {}, table.title), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
  rove(element, [...element.querySelectorAll("button")]);
  const box = make("div", { class: "sheet", tabindex: "0", role: "group", "aria-label": table.title }, element);
  return [box, ...notes];
}

const looksOf = ({ kind, is_number }) => (is_number ? "number" : kind);

function entry(cell, index, column) {
  const name = index === 0 ? "th" : "td";
  return make(name, { scope: index === 0 && "row", class: looksOf(column) }, inside(cell));
}

function inside(cell) {
  if (!cell.stances && !cell.pair) return cell.side ? make("span", { class: cell.side }, cell.text) : cell.text;
  const button = make("button", { type: "button", class: cell.side, "aria-label": cell.about, title: cell.about }, cell.text || "…");
  button.addEventListener("click", () => {
    if (cell.pair) return explain(cell.pair, button);
    open(cell.stances, cell.about ?? "", button);
  });
  return button;
}

let lastDrawn = "";

function draw() {
  const question = { ask: "draw", view: state.view, theme: theme(), as_table: state.table, grouping: grouped(), ...seen() };
  if (JSON.stringify(question) === lastDrawn) return;
  lastDrawn = JSON.stringify(question);
  const answer = ask(question);
  $("save").hidden = true;
  if (!answer) return $("view").replaceChildren();
  $("summary").textContent = answer.summary;
  const hasPicture = answer.pictures.length > 0;
  const parts = answer.is_empty
    ? [make("p", { class: "empty" }, "No stance is in view. Clear a filter, or choose another day.")]
    : hasPicture ? answer.pictures.map(picture) : answer.tables.flatMap(sheet);
  $("view").replaceChildren(...parts);
  $("save").hidden = !hasPicture;
}

function showTabs() {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const isOn = tab.dataset.view === state.view;
    tab.setAttribute("aria-selected", String(isOn));
    tab.tabIndex = isOn ? 0 : -1;
  }
  $("view").setAttribute("aria-labelledby", "tab-" + state.view);
  $("as-table").setAttribute("aria-pressed", String(state.table));
  $("as-table").hidden = state.view === "table";
  $("min-shared-label").hidden = !COMPARING.includes(state.view);
  if (leastShared($("min-shared").value) !== state.minShared) $("min-shared").value = state.minShared;
  $("grouping").hidden = !COMPARING.includes(state.view);
  $("k").value = grouped().k;
  $("tied-by").value = grouped().direct ? "words" : "closeness";
}

function show() {
  showFilters();
  showTime();
  showTabs();
  draw();
  mark();
  note();
}

// ---- evidence ----------------------------------------------------------------------------------

let opener = null;

// Shows what is open in the picture too.
function mark() {
  const ids = state.stances.join(" ");
  for (const element of $("view").querySelectorAll("[data-stances]")) {
    element.classList.toggle("is-open", ids !== "" && idsOf(element).join(" ") === ids);
  }
}

function open(ids, title, from) {
  const answer = ask({ ask: "evidence", stances: ids });
  if (!answer) return;
  const count = answer.stances.length;
  panel(title || `${count} ${count === 1 ? "stance" : "stances"}`, answer.stances.map(article), from);
  change({ stances: ids, why: [] });
}

function panel(title, content, from) {
  opener = from ?? opener;
  $("evidence-title").textContent = title;
  $("evidence-body").replaceChildren(...content);
  $("evidence").hidden = false;
  if (from) {
    $("evidence-title").focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
    $("evidence").scrollTop = 0;
  }
}

function close() {
  if ($("evidence").hidden) return;
  $("evidence").hidden = true;
  change({ stances: [], why: [] });
  const back = opener?.isConnected ? opener : $("view").querySelector("[tabindex='0']");
  back?.focus();
  opener = null;
}

const GLYPHS = { support: "▲", oppose: "▼", neutral: "○", mixed: "◆" };
const joined = (parts, between = ", ") => parts.filter(Boolean).join(between);

function article(stance) {
  const side = make("span", { class: "side " + stance.side, title: stance.side }, GLYPHS[stance.side]);
  const head = make("h3", {}, `${stance.actor} `, side, ` ${stance.label} ${stance.target}`, stance.toward && `, toward ${stance.toward}`);
  const until = stance.until && `until ${stance.until}`;
  const said = joined([stance.date ?? "undated", until, stance.speaker && `said by ${stance.speaker}`], " · ");
  const strength = stance.strength !== null && `strength ${stance.strength}`;
  const about = joined([stance.side, strength, stance.coder && `coded by ${stance.coder}`,
    stance.grade && `grade ${stance.grade}`, stance.id], " · ");
  return make("article", {}, head,
    make("p", { class: "soft" }, said),
    stance.quote && make("blockquote", {}, `“${stance.quote}”`),
    stance.note && make("p", {}, `Note: ${stance.note}`),
    (stance.source || stance.locator) && place(stance),
    make("p", { class: "soft" }, about));
}

function place({ source, locator }) {
  const line = make("p", {});
  if (source) {
    const details = joined([source.publisher, source.date]);
    line.append(source.url ? address(source.url, source.title) : source.title, details ? ` (${details})` : "");
  }
  if (locator) line.append(source ? `, ${locator}` : locator);
  if (source?.archived) line.append(" · ", address(source.archived, "archived copy"));
  return line;
}

// A link where it leads to the web; anything else is text.
function address({ text, is_link }, title) {
  const isWeb = is_link && URL.canParse(text) && ["http:", "https:"].includes(new URL(text).protocol);
  if (!isWeb) return `${title} [${text}]`;
  return make("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, title);
}

function explain([a, b], from) {
  const answer = ask({ ask: "why", a, b, query: seen().query });
  if (!answer) return;
  $("why-a").value = a;
  $("why-b").value = b;
  panel(answer.title, answer.tables.flatMap(sheet), from);
  change({ stances: [], why: [a, b] });
}

function showNode(mark) {
  const answer = ask({ ask: "node", node: mark.dataset.node, ...seen(), ...(state.view === "timeline" && { history: true }) });
  if (answer) open(answer.stances, answer.title, mark);
}

// ---- all together --------------------------------------------------------------------------------

function restore() {
  state = fromFragment();
  lastDrawn = "";
  const { stances, why } = state;
  $("evidence").hidden = true;
  show();
  if (why.length === 2) explain(why, null);
  else if (stances.length) open(stances, "", null);
}

function listen() {
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    $("view").focus();
  });
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    change(unfiltered());
    $("text").focus();
  });
  $("positions").addEventListener("change", () => change({ positions: checked("positions") }));
  let typing;
  $("text").addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(() => change({ text: $("text").value }), 150);
  });
  $("time").addEventListener("submit", (event) => event.preventDefault());
  $("mode").addEventListener("change", () => {
    play(false);
    const last = graph.days[graph.days.length - 1];
    change({ mode: $("mode").value, at: state.at ?? last, from: $("mode").value === "window" ? graph.days[0] : null, until: null });
  });
  $("history").addEventListener("change", () => change({ history: $("history").checked }));
  $("day").addEventListener("input", slide);
  $("from").addEventListener("input", () => change({ from: graph.days[Number($("from").value)] }));
  $("play").addEventListener("click", () => play(playing === null));
  $("tabs").addEventListener("click", ({ target }) => target.dataset.view && change({ view: target.dataset.view }));
  $("tabs").addEventListener("keydown", (event) => {
    const at = VIEWS.indexOf(state.view);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: VIEWS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    change({ view: VIEWS[(to + VIEWS.length) % VIEWS.length] });
    $("tab-" + state.view).focus();
  });
  $("min-shared").addEventListener("input", () => change({ minShared: leastShared($("min-shared").value) }));
  $("as-table").addEventListener("click", () => change({ table: !state.table }));
  $("grouping").addEventListener("submit", (event) => event.preventDefault());
  $("k").addEventListener("change", () => change({ k: $("k").value }));
  $("tied-by").addEventListener("change", () => change({ tiedBy: $("tied-by").value }));
  $("save").addEventListener("click", save);
  $("view").addEventListener("click", ({ target }) => {
    const mark = target.closest("svg [role=button]");
    if (!mark) return;
    if (mark.dataset.pair) return explain(pairOf(mark), mark);
    if (mark.dataset.stances === undefined) return showNode(mark);
    open(idsOf(mark), mark.getAttribute("aria-label"), mark);
  });
  $("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const list = document.activeElement?.closest("details.pick[open]") ?? document.querySelector("details.pick[open]");
    if (!list) return close();
    list.open = false;
    list.querySelector("summary").focus();
  });
  document.addEventListener("click", ({ target }) => {
    for (const list of document.querySelectorAll("details.pick[open]")) if (!list.contains(target)) list.open = false;
  });
  $("why").addEventListener("submit", (event) => {
    event.preventDefault();
    explain([$("why-a").value, $("why-b").value], event.submitter);
  });
  addEventListener("hashchange", restore);
  dark.addEventListener("change", draw);
  addEventListener("beforeprint", () => { isPrinting = true; draw(); });
  addEventListener("afterprint", () => { isPrinting = false; draw(); });
}

function save() {
  const answer = ask({ ask: "draw", view: state.view, theme: "light", grouping: grouped(), ...seen() });
  if (!answer?.pictures.length) return;
  answer.pictures.forEach((picture, number) => {
    const name = state.view + (number ? `-${number + 1}` : "") + ".svg";
    const link = make("a", { href: URL.createObjectURL(new Blob([picture], { type: "image/svg+xml" })), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

try {
  engine = await start();
  graph = call("open", $("stancegraph-data").textContent);
  if (graph.error !== undefined) throw new Error(graph.error);
  ask({ ask: "keep", layout: JSON.parse($("stancegraph-layout").textContent) });
  loadFonts();
  $("description").textContent = graph.description ?? "";
  $("description").hidden = !graph.description;
  lists = Object.fromEntries([...graph.filters.map(({ field, name }) => [field, name]), ["positions", "position"]]);
  graph.filters.forEach(offer);
  const actors = choicesOf("actors");
  for (const id of ["why-a", "why-b"]) $(id).append(...actors.map((actor) => make("option", { value: actor.id }, actor.name)));
  if (actors.length > 1) $("why-b").value = actors[1].id;
  $("why").hidden = actors.length < 2;
  listen();
  $("page").hidden = false;
  restore();
  document.documentElement.dataset.ready = "true";
} catch (error) {
  complain(`This page cannot be shown: ${error.message ?? error}`);
}
})();
