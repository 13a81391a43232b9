// Mermaid itself parses the charts: every line is there, and no text means anything to it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { JSDOM } from 'jsdom';

const { window } = new JSDOM('<!doctype html><body></body>');
globalThis.window = window;
globalThis.document = window.document;
const mermaid = (await import('mermaid')).default;
mermaid.initialize({ startOnLoad: false });

const program = process.argv[2];

async function chart(graph) {
  fs.writeFileSync('graph.json', JSON.stringify(graph));
  execFileSync(program, ['convert', 'graph.json', '-o', 'graph.mmd'], { stdio: 'pipe' });
  const text = fs.readFileSync('graph.mmd', 'utf8');
  assert.equal((await mermaid.parse(text)).diagramType, 'flowchart-v2');
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  return { text, nodes: [...db.getVertices().values()], lines: db.getEdges(), db };
}

// What Mermaid makes of its escapes before it draws.
const drawn = (text) => text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(code));
const onOneLine = (text) => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ').replace(/\s+/g, ' ').trim();

const stance = (actor, label, issue, position, more = {}) => ({ actor, label, issue, position, ...more });

// Parallel stances are lines of their own, and more than three are one.
{
  const stances = [
    stance('ann', 'backs', 'tunnel', 'support', { date: '2026-01-01' }),
    stance('ann', 'opposes', 'tunnel', 'oppose', { date: '2026-02-01' }),
    ...[1, 2, 3, 4].map((day) => stance('bob', 'opposes', 'tunnel', day < 4 ? 'oppose' : 'support', { date: `2026-01-0${day}` })),
  ];
  const graph = { title: 'Parallel "lines" %%{init: {}}%%', actors: { ann: {}, bob: {} }, issues: { tunnel: {} }, stances };
  const { nodes, lines, text, db } = await chart(graph);
  assert.equal(nodes.length, 3);
  assert.deepEqual(lines.map((line) => [drawn(line.text), line.type, line.stroke]), [
    ['▲ backs', 'arrow_point', 'normal'],
    ['▼ opposes', 'arrow_cross', 'normal'],
    ['4 stances: 1 ▲ 3 ▼', 'double_arrow_point', 'thick'],
  ]);
  assert.match(lines[1].style.join(), /stroke:#d55e00/);
  assert.equal(text.match(/^ {2}%% stance /gm).length, stances.length);
  assert.match(db.getAccDescription(), /stances 6, actors 2, targets 1, support 2, oppose 4/);
}

// Texts that break careless writers come out as they went in.
{
  const hostile = [
    'end', 'graph TD', 'subgraph', 'click a1 "javascript:alert(1)"', '"quoted" #quot; #35;', '<b>&amp;</b><script>',
    '`code` **bold** _em_ ~~del~~', '1. first', '- item', '+ item', '2) item', 'www.example.org', 'https://example.org/a?b=c#d',
    'a@example.org', '%% comment', '%%{init: {"theme":"dark"}}%%', 'two\nlines', 'tab\there', '|pipe| [box] {brace}',
    'style x fill:#f00;', 'classDef a:b#c;', '$$x^2$$', 'back\\slash \\n', 'fa:fa-car', 'x --> y', '---', '\u202ereversed',
    '👩‍👩‍👧 🇰🇵', 'Zoe\u0308', "it's", '::: class', '@{ shape: circle }', 'ﬂ and °',
  ];
  const actors = {};
  const stances = hostile.map((text, number) => {
    actors[`n${number}`] = { name: text };
    return { ...stance(`n${number}`, text, 'tunnel', 'neutral'), id: `${text.replace(/\s/g, ' ')} ${number}` };
  });
  const { nodes, lines, text } = await chart({ actors, issues: { tunnel: {} }, stances });
  assert.equal(nodes.length, hostile.length + 1);
  assert.equal(lines.length, hostile.length);
  assert.deepEqual(nodes.map((node) => drawn(node.text)).sort(), [...hostile.map(onOneLine), 'tunnel'].sort());
  assert.deepEqual(lines.map((line) => drawn(line.text)).sort(), hostile.map((text) => `○ ${onOneLine(text)}`).sort());
  assert.ok(nodes.every((node) => node.classes.length === 1 && node.link === undefined));
  assert.ok(!/javascript:|%%\{|<|`/.test(text));
}
console.log('mermaid: charts are parsed, texts come out as they went in');
