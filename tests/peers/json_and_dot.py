"""NetworkX and Graphviz read what `convert` writes, and what they write again says the same."""

import json
import pathlib
import shutil
import subprocess
import sys

import networkx as nx
import polars as pl

program = sys.argv[1]
root = pathlib.Path(__file__).resolve().parents[2]


def run(*words):
    done = subprocess.run([program, *map(str, words)], check=True, capture_output=True, text=True)
    return done.stdout, done.stderr


def toml(path, *words):
    text, said = run("convert", path, "--to", "toml", *words)
    assert not said, said
    return text


def load(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def save(path, data):
    pathlib.Path(path).write_text(json.dumps(data), encoding="utf-8")


HOSTILE = ["", " ", '"', "\\", "\\N \\", "a\nb\r\n", "\u0000\u0001\u001b[31m\u007f", "<b>&amp;</b>", "_x0041_",
           "\u202eabc\u202c", "\U0001f469\u200d\U0001f467", "\u2028", "010", "NA", "{ }", "a]; b [", "long " * 20000]

# A map of texts that break careless writers, some of them with an id of their own.
hostile = {
    "title": HOSTILE[5],
    "actors": {
        f"a{number}{text}".replace("\n", "").replace("\r", "").strip()[:200]: {"name": f"{number} {text}", "attributes": {
            text: text, "label": number, "number": number / 7, "flag": number % 2 == 0, "id": text}}
        for number, text in enumerate(HOSTILE) if "\x00" not in text},
    "issues": {"i": {"description": HOSTILE[6]}},
    "sources": {"s": {"title": HOSTILE[7]}},
    "labels": {"mumbles about": {"position": "oppose", "strength": 0.25}},
}
hostile["stances"] = [
    {"actor": actor, "label": label, "issue": "i", "source": "s", "quote": text, "note": text, **own}
    for actor, text in zip(hostile["actors"], HOSTILE)
    for label, own in [("opposes", {}), ("mumbles about", {"id": f"own {actor}"[:50]}), ("supports", {"date": "2016-04"})]]
save("hostile.json", hostile)
shutil.copy(root / "examples/data/northeast-asia-2016.toml", "map.toml")

for source in ["map.toml", "hostile.json"]:
    wanted = toml(source)
    model = json.loads(run("convert", source, "--to", "json")[0])
    stances = len(model["stances"])

    # Node-link.
    run("convert", source, "-o", "node-link.json", "--to", "node-link")
    graph = nx.node_link_graph(load("node-link.json"), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert len(graph) == len(model["actors"]) + len(model["issues"])
    assert graph.number_of_edges() == stances
    parallel = max(graph.number_of_edges(a, b) for a, b in graph.edges())
    assert parallel > 1, parallel
    for *_, key, data in graph.edges(keys=True, data=True):
        assert isinstance(key, str) and data["label"], (key, data)
        assert data["sign"] == {"support": 1, "neutral": 0, "oppose": -1}[data["position"]] * data["strength"]
    quotes = sorted(stance["quote"] for stance in model["stances"] if stance.get("quote"))
    assert sorted(d["quote"] for *_, d in graph.edges(data=True) if d.get("quote")) == quotes
    assert graph.graph.get("title") == model.get("title")
    assert graph.graph["sources"] == model["sources"]
    for edges in ["edges", "links"]:
        save("again.json", nx.node_link_data(graph, edges=edges))
        assert toml("again.json") == wanted

    # Cytoscape.
    run("convert", source, "-o", "map.cyjs")
    graph = nx.cytoscape_graph(load("map.cyjs"))
    assert isinstance(graph, nx.MultiDiGraph) and graph.number_of_edges() == stances
    save("again.cyjs", nx.cytoscape_data(graph))
    assert toml("again.cyjs") == wanted
    shutil.copy("again.cyjs", "cytoscape.json")
    assert toml("cytoscape.json") == wanted

    # JSON Lines.
    run("convert", source, "-o", "map.jsonl")
    lines = [json.loads(line) for line in pathlib.Path("map.jsonl").read_text(encoding="utf-8").split("\n") if line]
    assert sum("record" not in line for line in lines) == stances
    frame = pl.read_ndjson("map.jsonl", infer_schema_length=None)
    assert frame.filter(pl.col("record").is_null()).height == stances
    assert toml("map.jsonl") == wanted

    # DOT, if Graphviz is there.
    run("convert", source, "-o", "map.dot")
    if shutil.which("dot"):
        svg = subprocess.run(["dot", "-Tsvg", "map.dot"], check=True, capture_output=True, text=True)
        assert "syntax" not in svg.stderr and "rror" not in svg.stderr, svg.stderr
        assert svg.stdout.count('class="edge') == stances, svg.stdout.count('class="edge')
        for form in ["canon", "dot"]:
            again = subprocess.run(["dot", f"-T{form}", "map.dot"], check=True, capture_output=True)
            pathlib.Path("again.dot").write_bytes(again.stdout)
            if source == "map.toml":
                assert toml("again.dot") == wanted, form
    else:
        print("no dot: skipped")

# What NetworkX finds out of nodes comes back as attributes of actors and issues; what stances cannot hold is counted.
run("convert", "map.toml", "-o", "node-link.json", "--to", "node-link")
graph = nx.node_link_graph(load("node-link.json"), edges="edges")
nx.set_node_attributes(graph, nx.degree_centrality(graph), "centrality")
nx.set_edge_attributes(graph, nx.edge_betweenness_centrality(graph), "betweenness")
save("again.json", nx.node_link_data(graph, edges="edges"))
text, said = run("convert", "again.json", "--to", "toml")
assert text.count("centrality = ") == len(graph), text
assert f"{graph.number_of_edges()} values of edges in attributes that stances do not have: betweenness" in said, said

# A signed network that was never ours.
signed = nx.Graph(name="a karate club")
signed.add_edge("ann", "bob", sign=1)
signed.add_edge("bob", 3, sign=-1)
for name, data in [("signed.json", nx.node_link_data(signed, edges="edges")), ("signed.cyjs", nx.cytoscape_data(signed))]:
    save(name, data)
    model = json.loads(run("convert", name, "--to", "json")[0])
    positions = sorted((stance["actor"], stance["label"]) for stance in model["stances"])
    assert positions == [("ann", "supports"), ("bob", "opposes")], positions
print("node-link, Cytoscape, JSON Lines, DOT: the same stances")
