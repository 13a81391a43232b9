"""Signed networks: NetworkX and igraph read ours, and we read theirs."""

import csv
import pathlib
import subprocess
import sys

import igraph
import networkx

program = sys.argv[1]


def convert(source, target, *more):
    done = subprocess.run([program, "convert", source, "-o", target, *more], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def ties(path, *more):
    """From, to and signed strength of each stance, sorted."""
    convert(path, "back.csv", *more)
    signs = {"support": 1, "neutral": 0, "oppose": -1}
    with open("back.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.get("record") in (None, "", "stance")]
    to = lambda row: row.get("issue") or row["toward"]
    size = lambda row: float(row.get("weight") or row.get("strength") or 1)
    return sorted((row["actor"], to(row), signs[row["position"]] * size(row)) for row in rows)


# Ours: parallel arcs, strengths, names with quotes, backslashes and blanks, an issue.
pathlib.Path("map.csv").write_text(
    "id,actor,label,toward,issue,position,strength\n"
    "s1,Ann Lee,praises,bob,,support,0.5\n"
    "s2,Ann Lee,criticises,bob,,oppose,\n"
    's3,bob,says nothing of,"Zo\u00eb ""the cat"" \\ Co",,neutral,\n'
    "s4,bob,opposes,,bridge,,\n",
    encoding="utf-8",
)
wanted = ties("map.csv")
names = {"Ann Lee", "bob", "bridge", "Zo\u00eb &#34;the cat&#34; &#92; Co"}
arcs = [
    ("Ann Lee", "bob", -1.0, "criticises [s2]"),
    ("Ann Lee", "bob", 0.5, "praises [s1]"),
    ("bob", "Zo\u00eb &#34;the cat&#34; &#92; Co", 0.0, "says nothing of [s3]"),
    ("bob", "bridge", -1.0, "opposes [s4]"),
]

convert("map.csv", "map.net")
graph = networkx.read_pajek("map.net")
assert graph.is_multigraph() and graph.is_directed()
assert set(graph) == names, set(graph)
found = sorted((a, b, data["weight"], data["l"]) for a, b, data in graph.edges(data=True))
assert found == sorted(arcs), found

graph = igraph.Graph.Read_Pajek("map.net")
assert graph.is_directed() and set(graph.vs["name"]) == names
assert [v["name"] for v in graph.vs if v["shape"] == "box"] == ["bridge"]
name = lambda number: graph.vs[number]["name"]
found = sorted((name(e.source), name(e.target), e["weight"], e["label"]) for e in graph.es)
assert found == sorted(arcs), found
assert ties("map.net") == wanted

# igraph knows no quotes in labels of UCINET's.
pathlib.Path("plain.csv").write_text("source,target,sign\nann,bob,1\nbob,zo\u00eb,-1\nann,cem,1\n", encoding="utf-8")
convert("plain.csv", "plain.dl")
graph = igraph.Graph.Read_DL("plain.dl")
assert graph.vs["name"] == ["ann", "bob", "cem", "zo\u00eb"]
assert sorted((name(e.source), name(e.target), e["weight"]) for e in graph.es) == ties("plain.dl") == ties("plain.csv")

# Theirs.
theirs = networkx.MultiDiGraph()
theirs.add_edge("Ann Lee", "bob", weight=2.0)
theirs.add_edge("Ann Lee", "bob", weight=-1.0)
theirs.add_edge("bob", "cem", weight=-2.0)
networkx.write_pajek(theirs, "networkx.net")
signed = [("Ann Lee", "bob", -1), ("Ann Lee", "bob", 2), ("bob", "cem", -2)]
assert ties("networkx.net") == signed, ties("networkx.net")
undirected = networkx.MultiGraph(theirs)
networkx.write_pajek(undirected, "undirected.net")
assert ties("undirected.net") == signed, ties("undirected.net")

theirs = igraph.Graph([(0, 1), (0, 1), (1, 2)], directed=True)
theirs.vs["name"] = theirs.vs["id"] = ["Ann Lee", "bob", "cem"]
theirs.es["weight"] = [2, -1, -2]
theirs.write_pajek("igraph.net")
assert ties("igraph.net") == signed, pathlib.Path("igraph.net").read_text()

print("networks: read back by networkx", networkx.__version__, "and igraph", igraph.__version__)
