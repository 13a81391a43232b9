"""An openCypher engine runs the script, twice: everything is there, once."""

import csv
import json
import pathlib
import sqlite3
import subprocess
import sys

if not hasattr(sqlite3.Connection, "enable_load_extension"):
    import pysqlite3

    sys.modules["sqlite3"] = pysqlite3

import graphqlite

program = sys.argv[1]
hostile = ["'", '"', "\\", "\\u0041 \\", "\\'; MATCH (n) DETACH DELETE n; //", "two\nlines", "tab\t", "`a`", "$p", "{a: 1}",
           "// no comment", "\u2028", "👩‍👩‍👧", "Zoe\u0308", "\u202ereversed", "\x01\x1b"]


def aliases(text):
    # The engine drops lists that have control characters in them.
    return [] if "\x01" in text else ["1" + text + "1"]


actors = {f"a{n}": {"name": text, "aliases": aliases(text), "attributes": {"eu-member": True, "id": text}} for n, text in enumerate(hostile)}
actors["a1"]["part-of"] = "a0"
stances = [
    {"id": f"s{n}", "actor": f"a{n}", "label": text, "position": "oppose", "strength": 0.5, "issue": "tunnel", "date": "2026-04",
     "source": "press", "quote": text, "note": text, "coder": text, "grade": text, "locator": text}
    for n, text in enumerate(hostile)
] + [
    {"id": "t1", "actor": "a0", "label": "backs", "position": "support", "toward": "a1", "speaker": "a2"},
    {"id": "t2", "actor": "a0", "label": "backs", "position": "support", "toward": "a1", "until": "2027"},
]
stances += [{"actor": "a0", "label": "waits for", "position": "neutral", "issue": "tunnel", "date": f"{year}"} for year in range(1, 1200)]
for number, stance in enumerate(stances[18:]):
    stance["date"] = f"{number + 1:04}"
graph = {"title": "a\n'b", "actors": actors, "issues": {"tunnel": {"description": "deep"}},
         "sources": {"press": {"title": "'News'", "url": "https://example.org/?a='b'", "date": "2026-04-01"}}, "stances": stances}
with open("graph.json", "w", encoding="utf-8") as file:
    json.dump(graph, file)
subprocess.run([program, "convert", "graph.json", "-o", "graph.cypher"], check=True)
with open("graph.cypher", encoding="utf-8", newline="") as file:
    statements = [part for part in file.read().split(";\n") if part.strip()]
statements = [part for part in statements if "CREATE CONSTRAINT" not in part]

db = graphqlite.connect(":memory:")


def rows(query):
    return list(db.cypher(query))


for _ in range(2):
    for statement in statements:
        db.cypher(statement)
    assert rows("MATCH (n:Actor) RETURN count(n) AS n") == [{"n": len(hostile)}]
    assert rows("MATCH (n:Issue) RETURN count(n) AS n") == [{"n": 1}]
    assert rows("MATCH (n:Source) RETURN n.url AS url, n.title AS title") == [{"url": "https://example.org/?a='b'", "title": "'News'"}]
    assert rows("MATCH ()-[r:TAKES_POSITION]->() RETURN count(r) AS n") == [{"n": len(stances)}]
    assert rows("MATCH (a:Actor)-[:PART_OF]->(b:Actor) RETURN a.id AS a, b.id AS b") == [{"a": "a1", "b": "a0"}]

for number, text in enumerate(hostile):
    found = rows(f"MATCH (a:Actor {{id: 'a{number}'}})-[r:TAKES_POSITION {{id: 's{number}'}}]->(i:Issue) RETURN a, r, i.name AS i")
    assert len(found) == 1, text
    [row] = found
    actor, stance = row["a"]["properties"], row["r"]["properties"]
    assert actor["name"] == text and actor.get("aliases", []) == aliases(text), (text, actor)
    assert actor["eu-member"] is True and actor["attribute_id"] == text, actor
    assert all(stance[name] == (text.strip() or "opposes") if name == "label" else stance[name] == text
               for name in ["label", "quote", "note", "coder", "grade", "locator"]), (text, stance)
    assert (stance["position"], stance["sign"], stance["strength"], stance["date"], stance["source"]) == ("oppose", -1, 0.5, "2026-04", "press")
    assert row["i"] == "tunnel"
parallel = rows("MATCH (:Actor {id: 'a0'})-[r:TAKES_POSITION]->(:Actor {id: 'a1'}) RETURN r.id AS id ORDER BY id")
assert parallel == [{"id": "t1"}, {"id": "t2"}], parallel

# And back, by the query of docs/formats.md.
page = (pathlib.Path(__file__).resolve().parents[2] / "docs/formats.md").read_text(encoding="utf-8")
[query] = [part.split("```")[0] for part in page.split("```cypher\n") if "AS id, a.id AS actor" in part]
table = rows(query)
with open("back.csv", "w", encoding="utf-8", newline="") as file:
    writer = csv.DictWriter(file, table[0].keys())
    writer.writeheader()
    writer.writerows(table)
subprocess.run([program, "convert", "back.csv", "-o", "back.json"], check=True)
with open("back.json", encoding="utf-8") as file:
    stances_back = json.load(file)["stances"]
back = {stance.get("id"): stance for stance in stances_back}
with open("graph.json", encoding="utf-8") as file:
    assert len(stances_back) == len(json.load(file)["stances"])
assert back["s1"]["quote"] == '"' and back["s1"]["date"] == "2026-04" and back["s1"]["strength"] == 0.5
assert back["t1"]["toward"] == "a1" and back["t1"]["speaker"] == "a2" and back["t2"]["until"] == "2027"
print(f"cypher: {len(statements)} statements, run twice, make {len(stances)} relationships with their evidence")
