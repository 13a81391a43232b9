"""rdflib reads the triples, and SPARQL finds a stance with its evidence."""

import json
import subprocess
import sys

from rdflib import RDF, XSD, Graph, Literal, Namespace, URIRef

program = sys.argv[1]
SG = Namespace("urn:stancegraph:term:")
PROV = Namespace("http://www.w3.org/ns/prov#")
hostile = ["'", '"', '"""', "\\", "\\u0041 \\", "two\nlines", "tab\t", "<iri>", "@en", "^^xsd:date", " . # no comment", "\u2028", "👩‍👩‍👧",
           "Zoe\u0308", "\u202ereversed", "\x01\x1b", "עברית", "a b%20c", "\x7f\x85"]
actors = {f"a{n} {text if text.isprintable() else ''}": {"name": text, "attributes": {text: text, "n": 0.1, "whole": 7, "yes": True}}
          for n, text in enumerate(hostile)}
ids = list(actors)
actors[ids[1]]["part-of"] = ids[0]
stances = [
    {"id": f"s{n}", "actor": ids[n], "label": text, "position": "oppose", "strength": 0.5, "issue": "tunnel", "date": "2026-04",
     "source": "press", "quote": text, "note": text, "coder": text, "grade": text, "locator": text}
    for n, text in enumerate(hostile)
] + [
    {"id": "t1", "actor": ids[0], "label": "backs", "toward": ids[1], "position": "support", "date": "2026-04-01", "speaker": ids[2]},
    {"id": "t2", "actor": ids[0], "label": "backs", "toward": ids[1], "position": "support", "date": "2026", "until": "2027"},
]
graph = {"title": "a\n'b", "actors": actors, "issues": {"tunnel": {"description": "deep"}}, "labels": {"mumbles": {"position": "neutral"}},
         "sources": {"press": {"title": '"News"', "url": "https://example.org/?a=<b> c", "date": "2026-04-01"}}, "stances": stances}
with open("graph.json", "w", encoding="utf-8") as file:
    json.dump(graph, file)
subprocess.run([program, "convert", "graph.json", "-o", "graph.ttl"], check=True)
found = Graph().parse("graph.ttl", format="turtle")


def count(kind):
    return len(set(found.subjects(RDF.type, kind)))


assert (count(SG.Actor), count(SG.Issue), count(SG.Source)) == (len(actors), 1, 1)
assert count(SG.Stance) == count(RDF.Statement) == len(stances)
assert len(list(found.triples((None, SG.opposes, None)))) == len(hostile)
assert len(list(found.triples((None, SG.supports, None)))) == 1, "two stances say it"
assert all(literal.ill_typed is not True for literal in found.objects() if isinstance(literal, Literal))

for number, text in enumerate(hostile):
    stance = URIRef(f"urn:stancegraph:stance:s{number}")
    for name in [SG.quote, SG.grade, SG.locator]:
        assert found.value(stance, name) == Literal(text), (name, text)
    coder = found.value(stance, PROV.wasAttributedTo)
    assert (coder, RDF.type, PROV.Agent) in found
    assert found.value(stance, URIRef("http://purl.org/dc/terms/date")) == Literal("2026-04", datatype=XSD.gYearMonth)

answer = found.query("""
    PREFIX sg: <urn:stancegraph:term:>
    PREFIX prov: <http://www.w3.org/ns/prov#>
    PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT ?id ?name ?quote ?title ?url ?strength WHERE {
      ?stance a sg:Stance ; dcterms:identifier ?id ; rdf:subject/rdfs:label ?name ; rdf:predicate sg:opposes ;
        rdf:object/dcterms:identifier "tunnel" ; sg:quote ?quote ; sg:strength ?strength ; prov:hadPrimarySource ?source ;
        prov:wasQuotedFrom ?source .
      ?source dcterms:title ?title ; sg:url ?url .
    }""")
rows = {str(row.id): row for row in answer}
assert len(rows) == len(hostile)
row = rows["s1"]
assert (str(row.name), str(row.quote), str(row.title), str(row.url)) == ('"', '"', '"News"', "https://example.org/?a=<b> c")
assert float(row.strength) == 0.5
print(f"turtle: {len(found)} triples, {len(stances)} stances, found by SPARQL with their evidence")
