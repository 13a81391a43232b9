//! GraphML and GEXF: those of ours, and those that other tools write.

use std::fs;

use crate::shared::damage;
use crate::shared::real::real;
use proptest::prelude::*;
use stancegraph::format::{Mapping, Reader};
use stancegraph::graph::StanceRef;
use stancegraph::model::{Attribute, Position};
use stancegraph::{Error, Format, StanceGraph};

const XML: [Format; 2] = [Format::Graphml, Format::Gexf];

fn data(name: &str) -> String {
    crate::shared::repository::root().join("tests/data/networks").join(name).display().to_string()
}

fn read(name: &str) -> StanceGraph {
    match Reader::new().path(data(name)).read() {
        Ok(graph) => graph,
        Err(error) => panic!("{error}"),
    }
}

fn written(format: Format, graph: &StanceGraph) -> String {
    let mut bytes = Vec::new();
    format.write(graph, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("writers write text")
}

fn faults(format: Format, text: &str) -> String {
    let error = format.read(text.as_bytes()).expect_err("there are faults");
    assert!(matches!(error, Error::Faults(_)), "{error}");
    error.to_string()
}

fn left_out(graph: &StanceGraph) -> Vec<String> {
    graph.left_out().iter().map(|left| format!("{} {}", left.count, left.what)).collect()
}

/// Who says what of whom: a line for each stance.
fn lines(graph: &StanceGraph) -> Vec<String> {
    let lines = graph.stances().map(|stance| {
        let date =
            |date: Option<stancegraph::model::Date>| date.map_or("-".into(), |d| d.to_string());
        format!(
            "{} {} {} {} {} {}..{}",
            stance.actor().title(),
            stance.label(),
            stance.target().title(),
            stance.position(),
            stance.strength().get(),
            date(stance.date()),
            date(stance.until()),
        )
    });
    lines.collect()
}

#[test]
fn graphml_of_networkx_is_read_with_parallel_edges_and_their_attributes() {
    let graph = read("networkx.graphml");
    assert_eq!(graph.title(), Some("Three towns"));
    let mut said = lines(&graph);
    said.sort();
    assert_eq!(
        said,
        [
            "Aune & Sons opposes Birk oppose 1 -..-",
            "Aune & Sons supports Birk support 0.5 -..-",
            "Birk supports calder support 1 -..-",
        ]
    );
    let quotes = graph.stances().filter_map(StanceRef::quote).collect::<Vec<_>>();
    assert_eq!(quotes, ["not <one> more\nline"]);
    let size = graph.actors().iter().find_map(|actor| actor.attributes.get("size"));
    assert_eq!(size, Some(&Attribute::Number(3.0)));
    assert!(graph.left_out().is_empty(), "{:?}", left_out(&graph));
}

#[test]
fn graphml_of_igraph_is_read_with_its_names() {
    let graph = read("igraph.graphml");
    assert_eq!(lines(&graph), ["Aune opposes Birk oppose 0.5 -..-"]);
    let faction = graph.actors().iter().find_map(|actor| actor.attributes.get("faction"));
    assert_eq!(faction, Some(&Attribute::Number(2.0)));
}

#[test]
fn graphml_of_yed_is_read_with_the_labels_in_its_pictures() {
    let graph = read("yed.graphml");
    let mut said = lines(&graph);
    said.sort();
    assert_eq!(
        said,
        ["Aune quarrels with Birk oppose 1 -..-", "Shore supports Aune support 1 -..-"]
    );
    let url = graph.actors().iter().find_map(|actor| actor.attributes.get("url"));
    assert_eq!(url, Some(&Attribute::Text("https://example.org/a?b&c".into())));
    assert_eq!(left_out(&graph), ["1 nestings of a graph in a node", "1 ports", "1 hyperedges"]);
}

#[test]
fn gexf_of_gephi_is_read_with_every_spell_of_each_edge() {
    let graph = read("gephi.gexf");
    assert_eq!(graph.description(), Some("Towns on a river"));
    let mut said = lines(&graph);
    said.sort();
    assert_eq!(
        said,
        [
            "Aune scolds Birk oppose 0.5 2016-04-29..2016-05-31",
            "Aune supports Birk support 1 2016-05-01..2016-05-02",
            "Aune supports Birk support 1 2016-06-01..-",
            "Dale supports Calder support 0.25 2015-07-01..-",
        ]
    );
    let class = graph.actors().iter().map(|actor| actor.attributes["Modularity Class"].clone());
    assert_eq!(class.collect::<Vec<_>>(), [4.0, 0.0, 0.0, 0.0].map(Attribute::Number));
    let left_out = left_out(&graph);
    for wanted in [
        "1 lifetimes of nodes",
        "1 nestings of nodes in a node",
        "1 earlier values of attributes that change",
    ] {
        assert!(left_out.iter().any(|what| what == wanted), "{wanted}: {left_out:?}");
    }
}

#[test]
fn gexf_of_networkx_is_read_with_negative_weights() {
    let graph = read("networkx.gexf");
    let mut said = lines(&graph);
    said.sort();
    assert_eq!(
        said,
        ["Aune opposes Birk oppose 0.5 2016-04-29..-", "Aune supports Birk support 1 -..-",]
    );
}

fn example() -> StanceGraph {
    let path = crate::shared::repository::root().join("examples/data/lindhaven-crossing.toml");
    Reader::new().path(path).read().expect("an example has no faults")
}

/// What is in the file is what other tools look for.
#[test]
fn what_others_look_for_is_there() {
    let graph = example();
    let stance = graph.stances().find(|stance| stance.date().is_some()).expect("one has a date");
    let id = format!("id=\"{}\"", stance.id());
    for format in XML {
        let text = written(format, &graph);
        assert_eq!(text.matches("<edge ").count(), graph.stances().len(), "{format}");
        assert_eq!(text.matches("<node ").count(), graph.actors().len() + graph.issues().len());
        assert!(text.contains(&id), "{format}");
    }
    let graphml = written(Format::Graphml, &graph);
    assert!(graphml.contains("edgedefault=\"directed\""));
    assert!(graphml.contains("attr.name=\"label\" attr.type=\"string\""));
    assert!(graphml.contains("attr.name=\"sign\" attr.type=\"double\""));
    let gexf = written(Format::Gexf, &graph);
    assert!(gexf.contains("mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\""));
    let day = stance.date().expect("it has one").first_day();
    assert!(gexf.contains(&format!("start=\"{day}\"")));
    for (position, colour) in [
        (Position::Support, "r=\"0\" g=\"114\" b=\"178\""),
        (Position::Oppose, "r=\"213\" g=\"94\" b=\"0\""),
    ] {
        assert!(gexf.contains(&format!("kind=\"{position}\"")));
        assert!(gexf.contains(colour), "{position}");
    }
}

/// All faults of a document that is XML come at once, each with its place.
#[test]
fn everything_that_is_wrong_is_said() {
    let said = faults(
        Format::Graphml,
        r#"<graphml>
  <key id="s" for="edge" attr.name="sign" attr.type="double"/>
  <key id="s" for="edge" attr.name="sign" attr.type="double"/>
  <key for="node" attr.name="x"/>
  <graph edgedefault="directed">
    <node id="a"/>
    <node id="a"/>
    <node/>
    <edge source="a" target="b"><data key="s">1</data></edge>
    <edge source="a"><data key="s">1</data></edge>
    <edge source="a" target="a"><data key="s">much</data></edge>
  </graph>
</graphml>"#,
    );
    for wanted in [
        "input:3:3: error: the key \"s\" is declared twice",
        "input:4:3: error: the key has no attribute \"id\"",
        "input:7:5: error: the node \"a\" is declared twice",
        "input:8:5: error: the node has no attribute \"id\"",
        "input:10:5: error: the edge has no attribute \"target\"",
        "input:11:47: error: \"sign\" has to be a number, not a text",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert_eq!(said.lines().count(), 6, "{said}");
    let said = faults(
        Format::Gexf,
        r#"<gexf version="1.3">
  <graph>
    <attributes class="edge"><attribute id="0" title="sign" type="integer"/></attributes>
    <nodes><node id="a"/></nodes>
    <edges>
      <edge source="a" target="a"><attvalues><attvalue for="0" value="-"/></attvalues></edge>
      <edge source="a" target="a" weight="heavy"><attvalues><attvalue for="1" value="1"/></attvalues></edge>
      <edge source="a" target="a"><attvalues><attvalue for="0"/></attvalues></edge>
      <edge target="z"/>
    </edges>
  </graph>
</gexf>"#,
    );
    for wanted in [
        "input:6:46: error: \"sign\" has to be a number, not a text",
        "input:7:43: error: \"weight\" has to be a number, not a text",
        "input:8:46: error: the value has no attribute \"value\"",
        "input:9:7: error: the edge has no attribute \"source\"",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

#[test]
fn what_is_no_xml_is_said_where_it_breaks() {
    for (text, wanted) in [
        ("", "input:1:1: error: not XML: there is no element in the document"),
        (
            "<graphml>\n <graph>\n</graphml>",
            "input:3:1: error: not XML: expected 'graph' tag, not 'graphml'",
        ),
        (
            "<graphml>\n<graph>",
            "input:2:8: error: not XML: the document ends before its elements do",
        ),
        ("<graphml a='1'\n a='2'/>", "input:2:2: error: not XML: attribute 'a' is already defined"),
        (
            "<graphml>&nbsp;</graphml>",
            "input:1:10: error: not XML: unknown entity reference 'nbsp'",
        ),
        ("<svg/>", "input:1:1: error: the document is no <graphml>, but a <svg>"),
        ("<graphml/>", "input:1:1: error: the file has no element \"graph\""),
    ] {
        let said = faults(Format::Graphml, text);
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

fn numbered(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// Documents that are small and ask for much are refused at once.
#[test]
fn what_would_explode_is_refused() {
    let laughs = "<!DOCTYPE graphml [\n<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">\n]>\n<graphml>&b;</graphml>";
    let said = faults(Format::Graphml, laughs);
    assert!(said.contains("input:1:1: error: the document declares entities"), "{said}");
    assert!(said.contains("delete what is between [ and ]"), "{said}");

    let deep = "<graphml>".repeat(100_000);
    assert!(faults(Format::Graphml, &deep).contains("the depth of the document is larger than 64"));

    let attributes = numbered(100_000, |number| format!(" a{number}='1'"));
    let many = format!("<gexf{attributes}/>");
    assert!(faults(Format::Gexf, &many).contains("the tag is larger than 64 attributes"));

    let spaces = numbered(60, |number| format!(" xmlns:n{number}='{number}'"));
    let many = format!("<gexf{spaces}><a{spaces}/></gexf>");
    assert!(faults(Format::Gexf, &many).contains("the list of namespaces is larger than 64"));

    let keys = (0..10_000)
        .map(|number| format!("<key id='k{number}' for='node'><default>1</default></key>"));
    let nodes = (0..10_000).map(|number| format!("<node id='{number}'/>"));
    let many = keys.chain(["<graph>".into()]).chain(nodes).collect::<String>();
    let said = faults(Format::Graphml, &format!("<graphml>{many}</graph></graphml>"));
    assert!(said.contains("all that comes from defaults is larger than 4000000 values"), "{said}");
}

/// A document type without declarations of its own is harmless.
#[test]
fn a_document_type_alone_is_read() {
    let text = "<?xml version='1.0'?>\n<!DOCTYPE graphml SYSTEM \"graphml.dtd\">\n\
        <graphml><key id='s' for='edge' attr.name='sign' attr.type='int'/>\
        <graph edgedefault='directed'><node id='a'/><node id='b'/>\
        <edge source='a' target='b'><data key='s'> -1 </data></edge></graph></graphml>";
    let graph = Format::Graphml.read(text.as_bytes()).expect("it has no faults");
    assert_eq!(lines(&graph), ["a opposes b oppose 1 -..-"]);
}

#[test]
fn real_stances_come_back() {
    let Some(path) = real("irps_nuclear/irps_nuclear_edges.csv") else { return };
    let columns = "actor=source,issue=target,date=time,position=increment";
    let mapping = Mapping::parse(columns, "1=support,-1=oppose").expect("a mapping");
    let graph = Reader::new().mapping(mapping).path(path).read().expect("it has no faults");
    for format in XML {
        let text = written(format, &graph);
        let again = format.read(text.as_bytes()).expect("what we write has no faults");
        assert_eq!(again.document(), graph.document(), "{format}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done to a document, it is read or its faults are said, each at a place that exists.
    #[test]
    fn a_damaged_document_is_refused_and_breaks_nothing(
        file in prop::sample::select(vec![
            "networkx.graphml", "yed.graphml", "igraph.graphml", "gephi.gexf", "networkx.gexf", "",
        ]),
        format in prop::sample::select(XML.to_vec()),
        cuts in prop::collection::vec(
            (
                any::<prop::sample::Index>(),
                0..30_usize,
                prop::sample::select(vec![
                    "", "\"", "<", ">", "/>", "&#0;", "\u{1}", "é\u{2028}", "</node>", " id=\"a\"", "\r\n",
                    "<!--", "]]>", "xmlns:y=''",
                ]),
            ),
            1..4,
        ),
    ) {
        let (format, text) = match file {
            "" => (format, written(format, &example())),
            file => (
                Format::of_name(file).expect("its extension says it"),
                fs::read_to_string(data(file)).expect("it is there"),
            ),
        };
        let mut bytes = text.into_bytes();
        damage::cut(&mut bytes, &cuts);
        damage::is_read_or_refused(format, &bytes)?;
    }
}

/// Gephi and Graphology read keys wherever they are declared, values of those that are not, and nodes that only edges
/// name.
#[test]
fn graphml_that_others_read_is_read_and_what_it_does_not_declare_is_said() {
    let text = r#"<graphml><graph edgedefault="directed">
        <key id="s" for="edge" attr.name="sign" attr.type="int"/>
        <node id="a"><data key="colour">red</data></node>
        <edge source="a" target="b"><data key="s">-1</data></edge></graph></graphml>"#;
    let graph = Format::Graphml.read(text.as_bytes()).expect("no faults");
    assert_eq!(lines(&graph), ["a opposes b oppose 1 -..-"]);
    assert_eq!(graph.actors()[0].attributes["colour"], Attribute::from("red"));
    assert_eq!(
        left_out(&graph),
        [
            "1 declarations of keys, whose values are texts",
            "1 declarations of nodes, to which edges lead all the same",
        ]
    );
}

#[test]
fn of_two_keys_of_one_name_the_first_counts_and_the_other_is_said() {
    let text = r#"<graphml><key id="0" for="node" attr.name="seats" attr.type="double"/>
        <key id="1" for="node" attr.name="seats" attr.type="string"/>
        <key id="2" for="edge" attr.name="sign" attr.type="int"/>
        <graph edgedefault="directed"><node id="a"><data key="0">3</data><data key="1">three</data></node>
        <node id="b"><data key="1">many</data></node>
        <edge source="a" target="b"><data key="2">1</data></edge></graph></graphml>"#;
    let graph = Format::Graphml.read(text.as_bytes()).expect("no faults");
    let seats = graph.actors().iter().map(|actor| actor.attributes["seats"].to_string());
    assert_eq!(seats.collect::<Vec<_>>(), ["3", "many"]);
    assert_eq!(left_out(&graph), ["1 values beside another of the same attribute"]);
}

/// Codes of Discourse Network Analyzer are no weights: 2 is disagreement.
#[test]
fn codes_of_combinations_are_no_support_without_a_word() {
    let text = r#"<graphml><key id="w" for="edge" attr.name="weight" attr.type="double"/>
        <key id="v" for="node" attr.name="variable" attr.type="string"/>
        <graph edgedefault="undirected"><node id="a"><data key="v">organization</data></node>
        <node id="c"><data key="v">concept</data></node><node id="d"><data key="v">concept</data></node>
        <edge source="a" target="c"><data key="w">2.0</data></edge>
        <edge source="d" target="a"><data key="w">1.0</data></edge></graph></graphml>"#;
    let reader = || Reader::new().stream("dna.graphml", text.as_bytes());
    for reader in [reader(), reader().sign("weight")] {
        let said = reader.read().expect_err("it may be codes").to_string();
        assert!(said.contains("a code of what they agree with"), "{said}");
        assert!(said.contains("Mapping::with_values(\"1=support,2=oppose,3=skip\")"), "{said}");
    }
    let values = Mapping::default().with_values("1=support,2=oppose,3=skip").expect("values");
    let graph = reader().mapping(values).read().expect("no faults");
    assert_eq!(graph.issues().len(), 2);
    assert_eq!(lines(&graph), ["a opposes c oppose 1 -..-", "a supports d support 1 -..-"]);
}

#[test]
fn a_weight_of_gexf_that_is_left_out_is_one() {
    let text = r#"<gexf version="1.3"><graph defaultedgetype="undirected">
        <nodes><node id="a"/><node id="b"/><node id="c"/></nodes>
        <edges><edge source="a" target="b"/><edge source="b" target="c" weight="-2"/></edges></graph></gexf>"#;
    let graph = Format::Gexf.read(text.as_bytes()).expect("no faults");
    assert_eq!(lines(&graph), ["a supports b support 0.5 -..-", "b opposes c oppose 1 -..-"]);
}

#[test]
fn a_sign_that_changes_is_a_stance_for_each_time() {
    let text = r#"<gexf version="1.2"><graph defaultedgetype="directed" mode="dynamic" timeformat="date">
        <attributes class="edge" mode="dynamic"><attribute id="0" title="sign" type="integer"/></attributes>
        <nodes><node id="a"/><node id="b"/></nodes><edges><edge id="7" source="a" target="b"><attvalues>
        <attvalue for="0" value="1" end="2009-12-31"/>
        <attvalue for="0" value="-1" start="2010-01-01"/></attvalues></edge></edges></graph></gexf>"#;
    let graph = Format::Gexf.read(text.as_bytes()).expect("no faults");
    assert_eq!(
        lines(&graph),
        ["a supports b support 1 -..2009-12-31", "a opposes b oppose 1 2010-01-01..-",]
    );
    assert_eq!(left_out(&graph), [""; 0]);
}

/// An edge in a graph, each with attributes of its tag, whose values are `name value [bounds]`, one in a line.
fn edge_in_time(graph: &str, edge: &str, values: &str) -> String {
    let values = values.lines().map(|line| {
        let mut words = line.split_whitespace();
        let (name, value) = (words.next().expect("a name"), words.next().expect("a value"));
        let bounds = words.collect::<Vec<_>>().join(" ");
        format!("<attvalue for=\"{name}\" value=\"{value}\" {bounds}/>")
    });
    let values = values.collect::<String>();
    format!(
        r#"<gexf version="1.3"><graph defaultedgetype="directed" mode="dynamic" {graph}>
        <attributes class="edge" mode="dynamic"><attribute id="s" title="sign" type="integer"/>
        <attribute id="q" title="quote" type="string"/><attribute id="l" title="label" type="string"/>
        <attribute id="w" title="Weight" type="float"/></attributes>
        <nodes><node id="a"/><node id="b"/></nodes><edges><edge source="a" target="b" {edge}>
        <attvalues>{values}</attvalues></edge></edges></graph></gexf>"#
    )
}

/// Of all attributes that change, each time has the values of that time; and no value holds beyond its edge.
#[test]
fn each_time_of_an_edge_has_the_values_of_that_time() {
    let two = "s 1 start=\"2000\" end=\"2010\"\ns -1 start=\"2011\"";
    for (graph, edge, values, wanted) in [
        (
            "",
            "",
            "s 1 start=\"2000\" end=\"2010\"\ns -1 start=\"2011\"\nq yes start=\"2000\" end=\"2010\"\nq no start=\"2011\"",
            "supports 2000..2010 yes; opposes 2011..- no",
        ),
        // Where the times of two attributes differ, all bounds cut.
        (
            "",
            "",
            "s 1 start=\"2000\" end=\"2010\"\ns -1 start=\"2011\" end=\"2020\"\nq yes start=\"2005\" end=\"2015\"",
            "supports 2000..2004-12-31 -; supports 2005..2010 yes; opposes 2011..2015 yes; opposes 2016-01-01..2020 -",
        ),
        (
            "",
            "",
            "l supports start=\"2000\" end=\"2010\"\nl opposes start=\"2011\"",
            "supports 2000..2010 -; opposes 2011..- -",
        ),
        (
            "",
            "start=\"2000-01-01\" end=\"2020-01-01\"",
            "s 1 end=\"2009-12-31\"\ns -1 start=\"2010-01-01\"",
            "supports 2000-01-01..2009-12-31 -; opposes 2010-01-01..2020-01-01 -",
        ),
        (
            "start=\"2000\" end=\"2020\"",
            "",
            "s 1 end=\"2009\"\ns -1 start=\"2010\"",
            "supports 2000..2009 -; opposes 2010..2020 -",
        ),
        ("", "start=\"2010\" end=\"2012\"", two, "supports 2010..2010 -; opposes 2011..2012 -"),
        ("", "start=\"2013\" end=\"2014\"", two, "opposes 2013..2014 -"),
        // What the program says of its edge does not stand beside what changes.
        (
            "",
            "weight=\"1\"",
            "w 1 start=\"2009\" end=\"2009\"\nw -1 start=\"2010\"",
            "supports 2009..2009 -; opposes 2010..- -",
        ),
        // Without an end, a value holds until the next one; the value without a time holds at all others.
        (
            "",
            "",
            "s 1 timestamp=\"2000\"\ns -1 timestamp=\"2005\"",
            "supports 2000..2004-12-31 -; opposes 2005..- -",
        ),
        (
            "",
            "",
            "s 1\ns -1 start=\"2005\" end=\"2006\"",
            "supports -..2004-12-31 -; opposes 2005..2006 -; supports 2007-01-01..- -",
        ),
        (
            "timeformat=\"double\"",
            "",
            "s 1 start=\"1262304000000\" end=\"1293839999000\"\ns -1 start=\"1.293840E12\"",
            "supports 2010-01-01..2010-12-31 -; opposes 2011-01-01..- -",
        ),
    ] {
        let text = edge_in_time(graph, edge, values);
        let graph =
            Format::Gexf.read(text.as_bytes()).unwrap_or_else(|error| panic!("{values}: {error}"));
        let date = |date: Option<stancegraph::model::Date>| {
            date.map_or("-".into(), |date| date.to_string())
        };
        let said = graph.stances().map(|stance| {
            let (date, until) = (date(stance.date()), date(stance.until()));
            format!("{} {date}..{until} {}", stance.label(), stance.quote().unwrap_or("-"))
        });
        assert_eq!(said.collect::<Vec<_>>().join("; "), wanted, "{values}");
    }
}

/// Steps of time are no dates, and two undated stances of both sides would be a contradiction that nobody uttered.
#[test]
fn values_at_times_that_are_no_dates_are_refused() {
    let said =
        faults(Format::Gexf, &edge_in_time("", "", "s 1 start=\"1\" end=\"2\"\ns -1 start=\"3\""));
    assert!(
        said.contains("\"time of sign\": \"2\" is not a date; write 2016, 2016-04 or 2016-04-29"),
        "{said}"
    );
    let said = faults(Format::Gexf, &edge_in_time("", "", "s 1 start=\"2010\" end=\"2009\""));
    assert!(said.contains("until 2009 is before the date 2010"), "{said}");
    let text = edge_in_time("", "start=\"2030\"", "s 1 start=\"2010\" end=\"2011\"");
    let graph = Format::Gexf.read(text.as_bytes()).expect("no faults");
    assert_eq!(graph.stances().len(), 0);
    assert_eq!(left_out(&graph), ["1 edges that have no value at any of their times"]);
    let text = edge_in_time("", "start=\"2000\" end=\"2020\"", "s 1 start=\"2010\" end=\"2011\"");
    let graph = Format::Gexf.read(text.as_bytes()).expect("no faults");
    assert_eq!(left_out(&graph), ["2 times of edges at which nothing says their sign"]);
}
