// Neo4j's own checker for its editors reads the script: no mistake, and nothing that it warns of.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { lintCypherQuery } from '@neo4j-cypher/language-support';

const program = process.argv[2];
const hostile = ["'", '"', '\\', '\\u0041 \\', "\\'; MATCH (n) DETACH DELETE n; //", 'two\nlines', '\u0000\u0001\u001b', '`a`', '$p', '{a: 1}',
  '*/ /*', '// no comment', '\u2028', '\ufeff', '👩‍👩‍👧', 'Zoe\u0308', '\u202ereversed'];
const actors = Object.fromEntries(hostile.map((name, number) =>
  [`a${number}`, { name, attributes: { [name]: name, 'eu-member': true, population: 1.5e300, id: 'other' } }]));
const stances = hostile.map((quote, number) =>
  ({ actor: `a${number}`, label: quote || 'x', position: 'oppose', issue: 'tunnel', quote, date: '2026-04', strength: 0.5 }));
fs.writeFileSync('graph.json', JSON.stringify({ title: hostile.join(), actors, issues: { tunnel: {} }, stances }));
execFileSync(program, ['convert', 'graph.json', '-o', 'graph.cypher'], { stdio: 'pipe' });
const script = fs.readFileSync('graph.cypher', 'utf8');
assert.deepEqual(lintCypherQuery(script, {}).diagnostics, []);
assert.notDeepEqual(lintCypherQuery(script.replace('MERGE', 'MERGED'), {}).diagnostics, []);
console.log('cypher: Neo4j has nothing to say against the script');
