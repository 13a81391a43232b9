// graphology, with which Gephi Lite reads and writes: all stances, parallel ones too, there and back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { MultiDirectedGraph } = require('graphology');
const graphml = require('graphology-graphml');
const gexf = require('graphology-gexf');

const program = process.argv[2];
const run = (...words) => execFileSync(program, words, { stdio: 'pipe' }).toString();
const stances = (file) => JSON.parse(run('convert', file, '--to', 'json')).stances;

const stance = (label, position, more = {}) => ({ actor: 'ann <&> co', label, issue: 'tunnel é', position, ...more });
const map = {
  title: 'Hard & <fast>',
  actors: { 'ann <&> co': { name: 'Ann "&" Co', attributes: { size: 3, open: true } }, bob: {} },
  issues: { 'tunnel é': { name: 'Tunnel' } },
  sources: { press: { title: 'A "title"', url: 'https://example.org/?a=1&b=2' } },
  stances: [
    stance('opposes', 'oppose', { id: 'first one', date: '2016-04-29', until: '2016-05', source: 'press', quote: '1 < 2\n& "so"\tit is' }),
    stance('opposes', 'oppose', { date: '2016', strength: 0.5, source: 'press' }),
    stance('backs', 'support'),
    { actor: 'bob', label: 'warns', position: 'oppose', toward: 'ann <&> co' },
  ],
};
fs.writeFileSync('map.json', JSON.stringify(map));

for (const [name, { parse }] of Object.entries({ graphml, gexf })) {
  run('convert', 'map.json', '-o', `map.${name}`);
  const graph = parse(MultiDirectedGraph, fs.readFileSync(`map.${name}`, 'utf8'));
  assert.equal(graph.order, 3);
  assert.equal(graph.size, 4);
  const [ann, tunnel] = ['Ann "&" Co', 'Tunnel'].map((label) => graph.findNode((_, node) => node.label === label));
  assert.equal(graph.edges(ann, tunnel).length, 3);
  const quoted = graph.findEdge((_, edge) => edge.quote);
  const said = graph.getEdgeAttributes(quoted);
  assert.deepEqual(
    [said.label, said.position, said.sign, said.quote, said['source-id']],
    ['opposes', 'oppose', -1, '1 < 2\n& "so"\tit is', 'press'],
  );
  if (name === 'gexf') {
    assert.equal(said.kind, 'oppose');
    assert.equal(said.color, 'rgb(213,94,0)');
    for (const version of ['1.2', '1.3']) {
      fs.writeFileSync(`again-${version}.gexf`, gexf.write(graph, { version }));
      assert.deepEqual(stances(`again-${version}.gexf`), stances('map.json'), version);
    }
  }
}
console.log('graphology: reads all stances, and what it saves says the same');
