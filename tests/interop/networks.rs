//! Signed networks of other programs, both ways.

use std::io::Cursor;

use crate::shared::program;
use crate::shared::real;
use proptest::prelude::*;
use stancegraph::answer::{self, Envelope};
use stancegraph::bloc::{BlocCount, Search};
use stancegraph::format::{Mapping, Reader};
use stancegraph::model::{Actor, ActorId, Issue, IssueId, Position, Stance, StanceId, Strength};
use stancegraph::{Error, Format, StanceGraph, Undeclared};

fn read(name: &str, text: &str) -> Result<StanceGraph, Error> {
    Reader::new().stream(name, Cursor::new(text.to_owned())).read()
}

fn written(format: Format, graph: &StanceGraph) -> String {
    let mut bytes = Vec::new();
    format.write(graph, &mut bytes).expect("memory takes everything");
    String::from_utf8(bytes).expect("text")
}

fn faults(name: &str, text: &str) -> String {
    match read(name, text) {
        Err(Error::Faults(faults)) => faults.to_string(),
        other => panic!("{text} has to have a fault: {other:?}"),
    }
}

/// `a -> b +0.5 "label" 1872..1904`, sorted.
fn ties(graph: &StanceGraph) -> Vec<String> {
    let tie = |stance: stancegraph::graph::StanceRef| {
        let when = [stance.date(), stance.until()].map(|date| date.map(|date| date.to_string()));
        let when = match when {
            [None, None] => String::new(),
            [date, until] => {
                format!(" {}..{}", date.unwrap_or_default(), until.unwrap_or_default())
            }
        };
        let to = if stance.target().is_actor() { "->" } else { "on" };
        let (from, target) = (&stance.actor().id, stance.target().id());
        format!("{from} {to} {target} {:+} \"{}\"{when}", stance.signed(), stance.label())
    };
    let mut ties = graph.stances().map(tie).collect::<Vec<_>>();
    ties.sort();
    ties
}

fn left_out(graph: &StanceGraph) -> Vec<String> {
    graph.left_out().iter().map(ToString::to_string).collect()
}

fn data(name: &str) -> String {
    let path = crate::shared::repository::root().join("tests/data/networks").join(name);
    std::fs::read_to_string(path).expect("it is there")
}

/// A graph with everything that can go wrong in a plain text.
fn example() -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create).title("A \"test\"");
    let mut ann = Actor::new(ActorId::new("ann").expect("an id"));
    ann.name = Some("Ann \"the\\\" Cat".into());
    builder.actor(ann);
    let mut bridge = Issue::new(IssueId::new("bridge").expect("an id"));
    bridge.name = Some("The\nbridge &#38; it".into());
    builder.issue(bridge).issue(Issue::new(IssueId::new("cem").expect("an id")));
    let mut add = |mut stance: Stance, id: &str, strength: f64| {
        stance.id = Some(StanceId::new(id).expect("an id"));
        stance.strength = Some(Strength::new(strength).expect("a strength"));
        builder.stance(&stance);
    };
    let toward = |a, label, b| Stance::toward_actor(a, label, b).expect("ids");
    let on = |a, label, b| Stance::on_issue(a, label, b).expect("ids");
    add(toward("ann", "supports", "bob"), "1", 1.0);
    add(toward("ann", "supports", "bob"), "2 [b]", 0.25);
    let mut parts = on("bob", "sees \"[both]\" sides of", "bridge");
    parts.position = Some(Position::Neutral);
    add(parts, "3", 1.0);
    add(on("cem", "opposes", "cem"), "4", 0.7);
    add(on("zoë", "opposes", "bridge"), "5", 1.0);
    builder.build().expect("no faults")
}

const EXAMPLE_TIES: [&str; 5] = [
    "Ann \"the\\\" Cat -> bob +0.25 \"supports\"",
    "Ann \"the\\\" Cat -> bob +1 \"supports\"",
    "bob on The bridge &#38; it +0 \"sees \"[both]\" sides of\"",
    "cem (actor) on cem (issue) -0.7 \"opposes\"",
    "zoë on The bridge &#38; it -1 \"opposes\"",
];

mod pajek {
    use super::*;

    #[test]
    fn ties_come_back_with_their_labels_and_ids() {
        let graph = example();
        let text = written(Format::Pajek, &graph);
        let back = read("x.net", &text).expect("what we write has no faults");
        assert_eq!(ties(&back), EXAMPLE_TIES);
        let ids = |graph: &StanceGraph| {
            let mut ids = graph.stances().map(|stance| stance.id().to_string()).collect::<Vec<_>>();
            ids.sort();
            ids
        };
        assert_eq!(ids(&back), ids(&graph));
        assert_eq!(back.title(), graph.title());
        assert_eq!(written(Format::Pajek, &back), text);
        assert_eq!(back.issues().len(), 2);
    }

    #[test]
    fn this_is_how_it_is_written() {
        assert_eq!(written(Format::Pajek, &example()), data("written.net"));
    }

    #[test]
    fn what_it_cannot_hold_is_counted() {
        let losses = Format::Pajek.losses(&example());
        let losses = losses.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(losses, ["1 ids of actors with a name", "1 ids of issues with a name"]);
    }

    /// Relations, comments, edges and arcs, lists, parameters, times, vertices that are not listed.
    #[test]
    fn files_of_others_are_understood() {
        let graph = read("court.net", &data("court.net")).expect("no faults");
        assert_eq!(
            ties(&graph),
            [
                "4 -> Ann -0.5 \"dislikes\" 1904..",
                "Ann -> Bob \"the cat\" +1 \"likes\"",
                "Ann -> Cem +0.5 \"likes\" 1872..1880",
                "Ann -> Cem +0.5 \"likes\" 1885..1885",
                "Cem -> Bob \"the cat\" -1 \"dislikes\"",
            ]
        );
        assert_eq!(graph.title(), Some("The court of love"));
        let names = graph.actors().iter().map(|actor| actor.id.as_str()).collect::<Vec<_>>();
        assert_eq!(names, ["4", "5", "Ann", "Bob \"the cat\"", "Cem"]);
        assert_eq!(
            left_out(&graph),
            [
                "court.net: 1 places, shapes, colours and times of vertices: Ann",
                "court.net: 2 widths, colours and other parameters of ties: w, c",
                "court.net: 1 partitions and vectors of another number of vertices: friends",
            ]
        );
    }

    #[test]
    fn lists_have_the_sign_of_their_relation() {
        let text = "*Vertices 3\n1 a\n2 b\n3 c\n*Arcslist :1 \"supports\"\n1 2 3\n\
                    *Edgeslist :2 \"opposes\"\n2 3\n";
        let graph = read("x.net", text).expect("no faults");
        let wanted = ["a -> b +1 \"supports\"", "a -> c +1 \"supports\"", "b -> c -1 \"opposes\""];
        assert_eq!(ties(&graph), wanted);
    }

    #[test]
    fn a_matrix_has_arcs_and_one_that_is_symmetric_has_edges() {
        let arcs = "*vertices 3\n1 a\n2 b\n3 c\n*matrix\n0 2 0\n-1 0 0\n0 0 1\n";
        let wanted =
            ["a -> b +1 \"supports\"", "b -> a -0.5 \"opposes\"", "c -> c +0.5 \"supports\""];
        assert_eq!(ties(&read("x.net", arcs).expect("no faults")), wanted);
        let edges = "*vertices 3\n1 a\n2 b\n3 c\n*matrix\n0 1 0\n1 0 -1\n0 -1 0\n";
        let wanted = ["a -> b +1 \"supports\"", "b -> c -1 \"opposes\""];
        assert_eq!(ties(&read("x.net", edges).expect("no faults")), wanted);
    }

    #[test]
    fn the_second_mode_are_issues() {
        let text = "*Vertices 4 2\n1 \"ann\"\n2 \"bob\"\n3 \"bridge\"\n4 \"tunnel\"\n*Edges\n1 3 1\n4 2 -1\n";
        let graph = read("x.net", text).expect("no faults");
        assert_eq!(ties(&graph), ["ann on bridge +1 \"supports\"", "bob on tunnel -1 \"opposes\""]);
        let text =
            "*Vertices 4 2\n1 \"ann\"\n2 \"bob\"\n3 \"bridge\"\n4 \"tunnel\"\n*Matrix\n1 0\n0 -1\n";
        let graph = read("x.net", text).expect("no faults");
        assert_eq!(ties(&graph), ["ann on bridge +1 \"supports\"", "bob on tunnel -1 \"opposes\""]);
    }

    #[test]
    fn numbers_that_are_never_negative_count_where_they_are_named() {
        let text = "*Vertices 2\n1 a\n2 b\n*Arcs\n1 2 4\n2 1 1\n";
        assert_eq!(
            faults("x.net", text),
            "x.net:5: error: which attribute of the edges is their sign?; name it with Reader::sign; \
             they have weight; numbers that are never negative count only where they are named"
        );
        let stream = Cursor::new(text.to_owned());
        let graph = Reader::new().sign("Weight").stream("x.net", stream).read().expect("a sign");
        assert_eq!(ties(&graph), ["a -> b +1 \"supports\"", "b -> a +0.25 \"supports\""]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, wanted) in [
            ("", "x.net:1: error: there is no *Vertices"),
            ("1 2\n", "x.net:1: error: a network begins with *Vertices and their number"),
            ("*Vertices\n", "x.net:1: error: *Vertices needs the number of vertices"),
            ("*Vertices 2 3\n", "x.net:1: error: *Vertices needs the number of vertices"),
            (
                "*Vertices 99999999\n",
                "x.net:1: error: the number of vertices is larger than 100000 for a file of this size",
            ),
            ("*Arcs\n", "x.net:1: error: *Vertices and their number have to stand before this"),
            (
                "*Vertices 2\n1 a\n3 b\n",
                "x.net:3:1: error: \"3\" is no number of a vertex, from 1 to 2",
            ),
            (
                "*Vertices 1\n1 a\n1 b\n",
                "x.net:3:1: error: the vertex 1 stands here for the second time",
            ),
            ("*Vertices 1\n*Arcs\n1\n", "x.net:3: error: a tie needs two vertices"),
            (
                "*Vertices 1\n*Arcs\n1 x -1\n",
                "x.net:3:3: error: \"x\" is no number of a vertex, from 1 to 1",
            ),
            ("*Vertices 1\n*Arcs\n1 1 nan\n", "x.net:3:5: error: \"nan\" is no number"),
            (
                "*Vertices 2\n*Matrix\n1 0\n-1\n",
                "x.net:2: error: the matrix has 3 numbers, and not 2 in each of 2 rows",
            ),
            (
                "*Vertices 1\n*Vertices 1\n",
                "x.net:2: error: a second network begins here; keep one in a file",
            ),
            (
                "*Vertices 2 1\n*Arcs\n2 1 -1\n",
                "x.net:3: error: the issue \"2\" takes a position; turn the edge, so that it leads from the \
                 actor to the issue",
            ),
        ] {
            assert_eq!(faults("x.net", text), wanted, "{text}");
        }
    }
}

mod pajek_projects {
    use super::*;

    #[test]
    fn partitions_and_vectors_are_attributes() {
        let text = "\u{feff}made by a tool\n*Network camps\n*Vertices 2\n1 \"a\"\n2 \"b\"\n*Arcs\n1 2 -1\n\n\
                    *Partition side.clu\n*Vertices 2\n1\n2\n*Vector size.vec\n*Vertices 2\n0.5\n1.5\n\
                    *Vector other\n*Vertices 3\n1\n2\n3\n*Network second\n*Vertices 1\n1 \"z\"\n*Arcs\n1 1 1\n";
        let graph = read("x.paj", text).expect("no faults");
        assert_eq!(ties(&graph), ["a -> b -1 \"opposes\""]);
        assert_eq!(graph.title(), Some("camps"));
        let attributes = graph
            .actors()
            .iter()
            .map(|actor| format!("{} {}", actor.attributes["side"], actor.attributes["size"]));
        assert_eq!(attributes.collect::<Vec<_>>(), ["1 0.5", "2 1.5"]);
        assert_eq!(
            left_out(&graph),
            [
                "x.paj: 1 lines above the network: made by a tool",
                "x.paj: 1 networks after the first: second",
                "x.paj: 1 partitions and vectors of another number of vertices: other",
            ]
        );
    }

    #[test]
    fn other_sections_and_second_values_are_left_out_and_counted() {
        let network = "*Network a\n*Vertices 2\n1 \"A\"\n2 \"B\"\n*Arcs\n1 2 -1\n";
        for section in ["Permutation", "Cluster", "Hierarchy", "PERMUTATION"] {
            let after = format!("{network}*{section} q\n*Vertices 2\n2\n1\n");
            let before = format!("*{section} q\n*Vertices 2\n2\n1\n{network}");
            for text in [after, before] {
                let graph = read("x.paj", &text).expect("no faults");
                assert_eq!(ties(&graph), ["A -> B -1 \"opposes\""], "{text}");
                let name = section.to_ascii_lowercase();
                let wanted = format!("x.paj: 1 sections that are not read: *{name}");
                assert_eq!(left_out(&graph), [wanted], "{text}");
            }
            let two =
                format!("{network}*{section} q\n*Vertices 2\n2\n1\n*Vertices 1\n*Arcs\n1 1 1\n");
            assert!(faults("x.paj", &two).contains("a second network begins here"), "{two}");
        }
        let side = |numbers: &str| format!("*Partition side\n*Vertices 2\n{numbers}\n");
        let text = format!("{network}{}{}", side("1\n2"), side("3\n4"));
        let graph = read("x.paj", &text).expect("no faults");
        assert_eq!(graph.actors()[0].attributes["side"].to_string(), "1");
        let wanted = "x.paj: 1 partitions and vectors that are called like one before: side";
        assert_eq!(left_out(&graph), [wanted]);
        let said = faults("x.net", "*Partition side\n*Vertices 3\n1\n2\n3\n");
        assert!(said.contains("values of vertices without their network"), "{said}");
    }
}

mod matrix_market {
    use super::*;

    fn read_mtx(text: &str) -> Vec<String> {
        ties(&read("x.mtx", text).unwrap_or_else(|error| panic!("{text}: {error}")))
    }

    #[test]
    fn all_forms_are_understood() {
        let wanted = ["1 -> 2 +1 \"supports\"", "1 -> 3 -0.5 \"opposes\""];
        for text in [
            "%%MatrixMarket matrix coordinate real general\n% made up\n3 3 2\n1 2 2\n1 3 -1.0\n",
            "%%matrixmarket MATRIX Coordinate Integer General\n\n3 3 3\n1 2 2\n1 3 -1\n3 3 0\n",
            "%%MatrixMarket matrix array real general\n3 3\n0\n0\n0\n2\n0\n0\n-1\n0\n0\n",
            "%%MatrixMarket matrix coordinate real general\n3 3 4\n1 2 2\n2 1 2\n1 3 -1\n3 1 -1\n",
        ] {
            assert_eq!(read_mtx(text), wanted, "{text}");
        }
        let wanted = ["2 -> 1 +1 \"supports\"", "3 -> 1 -0.5 \"opposes\""];
        for text in [
            "%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n2 1 2\n3 1 -1\n",
            "%%MatrixMarket matrix array integer symmetric\n3 3\n0\n2\n-1\n0\n0\n0\n",
        ] {
            assert_eq!(read_mtx(text), wanted, "{text}");
        }
        let skew = "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 1 1\n";
        assert_eq!(read_mtx(skew), ["1 -> 2 -1 \"opposes\"", "2 -> 1 +1 \"supports\""]);
        let modes = "%%MatrixMarket matrix coordinate integer general\n2 3 2\n1 1 1\n2 3 -1\n";
        assert_eq!(read_mtx(modes), ["1 on 1 +1 \"supports\"", "2 on 3 -1 \"opposes\""]);
        let graph = read("x.mtx", modes).expect("no faults");
        assert_eq!((graph.actors().len(), graph.issues().len()), (2, 3));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let real = "%%MatrixMarket matrix coordinate real general\n";
        let begin = "x.mtx:1: error: the file does not begin with %%MatrixMarket matrix coordinate real general";
        for (text, wanted) in [
            (String::new(), begin),
            ("3 3 1\n1 2 1\n".into(), begin),
            (
                "%%MatrixMarket matrix coordinate complex general\n".into(),
                "x.mtx:1:34: error: \"complex\" is not read; real, integer and pattern are",
            ),
            (format!("{real}% nothing\n"), "x.mtx:1: error: the matrix has no size"),
            (
                format!("{real}3 3\n"),
                "x.mtx:2: error: the size is the numbers of rows, columns and entries",
            ),
            (
                format!("{real}2 2 2\n1 2 -1\n"),
                "x.mtx:2: error: the matrix has 1 entries, and not 2",
            ),
            (
                format!("{real}2 2 1\n0 2 -1\n"),
                "x.mtx:3:1: error: \"0\" is no number of a row, from 1 to 2",
            ),
            (format!("{real}2 2 1\n1 2 x\n"), "x.mtx:3:5: error: \"x\" is no number"),
            (
                format!("{real}2 2 1\n1 2\n"),
                "x.mtx:3: error: an entry is a row, a column and a number",
            ),
            (
                format!("{real}999999999 2 0\n"),
                "x.mtx:2: error: the number of rows or columns is larger than 100000 for a file of this size",
            ),
            (
                "%%MatrixMarket matrix array real symmetric\n2 3\n".into(),
                "x.mtx:2: error: a symmetric matrix has as many rows as columns",
            ),
            (
                "%%MatrixMarket matrix coordinate pattern general\n2 2 1\n1 2\n".into(),
                "x.mtx:3: error: this is a directed network without signs: nothing says which edges are for and \
                 which against; give the edges an attribute or a column \"sign\" with 1 and -1, or a \"label\" \
                 with words such as supports and opposes",
            ),
        ] {
            assert_eq!(faults("x.mtx", &text), wanted, "{text}");
        }
    }

    proptest! {
        /// A matrix says the same in coordinates and as an array, and as one of UCINET.
        #[test]
        fn coordinates_and_arrays_are_one(cells in prop::collection::vec(-3..=3_i32, 16)) {
            prop_assume!(cells.iter().any(|cell| *cell < 0));
            let at = |row: usize, column: usize| cells[row * 4 + column];
            let mut coordinates = String::new();
            let mut array = "%%MatrixMarket matrix array integer general\n4 4\n".to_owned();
            let mut count = 0;
            for column in 0..4 {
                for row in 0..4 {
                    array += &format!("{}\n", at(row, column));
                    if at(row, column) != 0 {
                        coordinates += &format!("{} {} {}\n", row + 1, column + 1, at(row, column));
                        count += 1;
                    }
                }
            }
            let coordinates =
                format!("%%MatrixMarket matrix coordinate integer general\n4 4 {count}\n{coordinates}");
            let numbers = cells.iter().map(std::string::ToString::to_string).collect::<Vec<_>>();
            let ucinet = format!("dl n=4\ndata:\n{}\n", numbers.join(" "));
            prop_assert_eq!(read_mtx(&coordinates), read_mtx(&array));
            prop_assert_eq!(read_mtx(&array), ties(&read("x.dl", &ucinet).expect("no faults")));
        }
    }
}

mod ucinet {
    use super::*;

    #[test]
    fn ties_come_back() {
        let text = written(Format::Ucinet, &example());
        let back = read("x.dl", &text).expect("what we write has no faults");
        let wanted = [
            "Ann 'the\\' Cat -> bob +0.625 \"supports\"",
            "cem (actor) -> cem (issue) -0.7 \"opposes\"",
            "zoë -> The bridge &#38; it -1 \"opposes\"",
        ];
        assert_eq!(ties(&back), wanted);
    }

    #[test]
    fn this_is_how_it_is_written() {
        assert_eq!(written(Format::Ucinet, &example()), data("written.dl"));
    }

    #[test]
    fn what_it_cannot_hold_is_counted() {
        let losses = Format::Ucinet.losses(&example());
        let losses = losses.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(
            losses,
            [
                "5 ids of stances",
                "1 stances beside another of the same two",
                "1 neutral stances",
                "2 issues beside stances on actors, except as nodes like all",
                "1 title of the whole",
                "1 labels",
                "1 ids of actors with a name",
                "1 ids of issues with a name",
            ]
        );
    }

    #[test]
    fn issues_are_the_second_mode_and_support_alone_is_no_lack_of_a_sign() {
        let graph = read("x.csv", "actor,label,issue\nann,supports,bridge\nbob,supports,tunnel\n");
        let graph = graph.expect("no faults");
        let text = written(Format::Ucinet, &graph);
        assert_eq!(
            text,
            "dl nr=2, nc=2\nformat = edgelist2\nrow labels:\nann\nbob\ncolumn labels:\nbridge\ntunnel\n\
             matrix labels:\nsigned\ndata:\n1 1 1\n2 2 1\n"
        );
        assert_eq!(ties(&read("x.dl", &text).expect("no faults")), ties(&graph));
    }

    /// Each form says the same.
    #[test]
    fn all_forms_are_understood() {
        let wanted = ["ann -> bob +1 \"supports\"", "ann -> cem -1 \"opposes\""];
        for text in [
            "dl n=3\nformat = fullmatrix\nlabels:\nann,bob,cem\ndata:\n0 1 -1\n0 0 0\n0 0 0\n",
            "DL N = 3 LABELS: ann bob cem DATA: 0 1 -1 0 0 0 0 0 0",
            "dl n=3 diagonal=absent\nlabels:\nann\nbob\ncem\ndata:\n1 -1\n0 0\n0 0\n",
            "dl n=3\nlabels embedded\ndata:\n    ann bob cem\nann 0 1 -1\nbob 0 0 0\ncem 0 0 0\n",
            "dl n=3 format=upperhalf\nlabels:\n\"ann\", \"bob\", \"cem\"\ndata:\n0 1 -1\n0 NA\n0\n",
            "dl n=3 format=upperhalf diagonal=absent\nlabels:\nann,bob,cem\ndata:\n1 -1\n0\n",
            "dl n=3 format=edgelist1\nlabels:\nann,bob,cem\ndata:\n1 2\n1 3 -1\n",
            "dl n=3 format=edgelist1\nlabels embedded:\ndata:\nann bob 1\n\nann cem -1\n",
            "dl n=3, nm=2, format=nodelist1\nlabels:\nann,bob,cem\nmatrix labels:\npos neg\ndata:\n1 2\n!\n1 3\n",
            "dl n=3, nm=2, format=nodelist1b\nlabels:\nann,bob,cem\nmatrix labels:\npos neg\n\
             data:\n1 2\n0\n0\n1 3\n0\n0\n",
            "dl n=3, nm=2\nlabels:\nann,bob,cem\nlevel labels: positive, negative\ndata:\n\
             0 1 0\n0 0 0\n0 0 0\n\n0 0 1\n0 0 0\n0 0 0\n",
        ] {
            let graph = read("x.dl", text).unwrap_or_else(|error| panic!("{text}: {error}"));
            let found = graph.stances().map(|stance| {
                let (from, to) = (&stance.actor().id, stance.target().id());
                format!("{from} -> {to} {:+}", stance.signed())
            });
            let wanted = wanted.map(|tie| tie.rsplit_once(" \"").expect("a label").0.to_owned());
            assert_eq!(found.collect::<Vec<_>>(), wanted, "{text}");
            assert_eq!(graph.actors().len(), 3, "{text}");
        }
    }

    #[test]
    fn lower_halves_are_edges() {
        let text = "dl n=3 format=lowerhalf\nlabels:\na,b,c\ndata:\n0\n1 0\n-1 0 0\n";
        let wanted = ["b -> a +1 \"supports\"", "c -> a -1 \"opposes\""];
        assert_eq!(ties(&read("x.dl", text).expect("no faults")), wanted);
    }

    #[test]
    fn two_modes_are_actors_and_issues() {
        let wanted = ["ann on bridge +1 \"supports\"", "bob on tunnel -1 \"opposes\""];
        for text in [
            "dl nr=2, nc=2\nrow labels:\nann\nbob\ncolumn labels:\nbridge\ntunnel\ndata:\n1 0\n0 -1\n",
            "dl nr=2, nc=2\nrow labels embedded\ncol labels embedded\ndata:\nbridge tunnel\nann 1 0\nbob 0 -1\n",
            "dl nr=2, nc=2 format=edgelist2\nlabels embedded\ndata:\nann bridge\nbob tunnel -1\n",
            "dl nr=2, nc=2 format=edgelist2\nrow labels: ann bob\ncolumn labels: bridge tunnel\ndata:\n1 1\n2 2 -1\n",
        ] {
            let graph = read("x.dl", text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(ties(&graph), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, wanted) in [
            ("", "x.dl:1: error: the file does not begin with DL"),
            ("dl n=2\n", "x.dl:1: error: there is no \"data:\""),
            ("dl n=x\n", "x.dl:1: error: \"n\" needs a number: n=5"),
            ("dl\ndata:\n", "x.dl:2: error: DL needs the number of nodes: n=5, or nr=5 and nc=3"),
            (
                "dl n=2\nformat = blockmatrix\ndata:\n",
                "x.dl:2: error: the form \"blockmatrix\" is not read; fullmatrix, upperhalf, lowerhalf, \
                 edgelist1, edgelist2, nodelist1, nodelist1b and nodelist2 are",
            ),
            ("dl n=2\nlabels:\na\ndata:\n", "x.dl:4: error: there are 1 labels, and not 2"),
            ("dl n=2\nlable:\n", "x.dl:2:1: error: \"lable:\" is no word of DL"),
            (
                "dl n=2\ndata:\n0 1\n",
                "x.dl:1: error: there are fewer numbers than the matrix has cells",
            ),
            (
                "dl n=2\ndata:\n0 1 1 0 1\n",
                "x.dl:3:9: error: there are more numbers than the matrix has cells",
            ),
            ("dl n=2\ndata:\n0 1 x 0\n", "x.dl:3:5: error: \"x\" is no number"),
            (
                "dl n=2 format=el1\ndata:\n1 3\n",
                "x.dl:3:3: error: \"3\" is no number of a node, from 1 to 2",
            ),
            (
                "dl n=1 format=el1 labels embedded\ndata:\na b\n",
                "x.dl:3:3: error: \"b\" is one label more than the 1 of the header",
            ),
            (
                "dl n=100000 format=lowerhalf diagonal=absent\ndata:\n1\n",
                "x.dl:1: error: there are fewer numbers than the matrix has cells",
            ),
            ("dl n=2 format=el1\ndata:\n1\n", "x.dl:3: error: an edge needs two nodes"),
            (
                "dl n=2 format=el1\ndata:\n1 2 1 1\n",
                "x.dl:3:7: error: an edge has two nodes and a number",
            ),
            (
                "dl n=2 format=nl1b\ndata:\n2 1\n",
                "x.dl:3: error: a line has the number of nodes that follow, and then these",
            ),
            (
                "dl n=123456789\ndata:\n",
                "x.dl:1: error: the file announces more nodes than 100000, the most for its size",
            ),
        ] {
            assert_eq!(faults("x.dl", text), wanted, "{text}");
        }
    }
}

/// What a network of others says of its nodes.
#[test]
fn labels_that_two_vertices_have_are_numbered() {
    let text = "*Vertices 3\n1 \"a\"\n2 \"a\"\n3 \"\"\n*Arcs\n1 2 -1\n2 3 1\n";
    let graph = read("x.net", text).expect("no faults");
    assert_eq!(ties(&graph), ["a -> a-2 -1 \"opposes\"", "a-2 -> node +1 \"supports\""]);
    assert_eq!(graph.actors()[1].title(), "a");
}

/// Reads with a sign and with what values mean.
fn read_by(name: &str, text: &str, sign: &str, values: &str) -> Result<Vec<String>, String> {
    let mut reader = Reader::new();
    if !sign.is_empty() {
        reader = reader.sign(sign);
    }
    if !values.is_empty() {
        reader = reader.mapping(Mapping::default().with_values(values).expect("values"));
    }
    let graph = reader.stream(name, Cursor::new(text.to_owned())).read();
    graph.map(|graph| ties(&graph)).map_err(|error| error.to_string())
}

mod labels {
    use super::*;

    const PAJEK: &str = "*Vertices 3\n1 a\n2 b\n3 c\n*Arcs :1 \"adores\"\n1 2 1\n*Arcs :2 \"abhors\"\n1 3 1\n2 3 1\n";
    const UCINET: &str = "dl n=3 nm=2 format=edgelist1\nlabels: a b c\nmatrix labels: adores abhors\ndata:\n1 2 1\n!\n1 3 1\n2 3 1\n";
    const CSV: &str = "From,To,Type,Weight\na,b,adores,1\na,c,abhors,1\nb,c,abhors,1\n";
    const GEXF: &str = r#"<gexf version="1.3"><graph defaultedgetype="directed">
        <nodes><node id="a"/><node id="b"/><node id="c"/></nodes><edges>
        <edge source="a" target="b" label="adores" weight="1"/>
        <edge source="a" target="c" label="abhors" weight="1"/>
        <edge source="b" target="c" label="abhors" weight="1"/></edges></graph></gexf>"#;
    const FILES: [(&str, &str); 4] =
        [("x.net", PAJEK), ("x.dl", UCINET), ("x.csv", CSV), ("x.gexf", GEXF)];

    /// Whatever is said of numbers that are never negative, who abhors does not support.
    #[test]
    fn what_ties_are_called_may_be_their_sign_and_is_asked_for() {
        for (name, text) in FILES {
            for sign in ["", "weight"] {
                let said = read_by(name, text, sign, "").expect_err("nobody knows what they mean");
                assert!(
                    said.contains("the labels \"adores\", \"abhors\" say no position"),
                    "{said}"
                );
                assert!(
                    said.contains("Mapping::with_values(\"adores=…,abhors=…\"), or [labels]"),
                    "{said}"
                );
            }
        }
    }

    #[test]
    fn what_labels_mean_can_be_said_in_three_ways() {
        let wanted = ["a -> b +1 \"adores\"", "a -> c -1 \"abhors\"", "b -> c -1 \"abhors\""];
        let labels = "[labels]\nadores = \"support\"\nabhors = \"oppose\"\n";
        for (name, text) in FILES {
            for sign in ["", "weight"] {
                let said = read_by(name, text, sign, "adores=support,abhors=oppose");
                assert_eq!(said.as_deref(), Ok(&wanted.map(str::to_owned)[..]), "{name} {sign}");
            }
            // Files count in any order.
            let network = || Cursor::new(text.to_owned());
            let before = Reader::new().stream("l.toml", labels.as_bytes()).stream(name, network());
            let behind = Reader::new().stream(name, network()).stream("l.toml", labels.as_bytes());
            let readers = if name == "x.csv" { vec![before] } else { vec![before, behind] };
            for reader in readers {
                assert_eq!(ties(&reader.read().expect("no faults")), wanted, "{name}");
            }
        }
        let opposes = PAJEK.replace("adores", "supports").replace("abhors", "opposes");
        let wanted =
            wanted.map(|tie| tie.replace("adores", "supports").replace("abhors", "opposes"));
        for sign in ["", "weight"] {
            assert_eq!(read_by("x.net", &opposes, sign, "").as_deref(), Ok(&wanted[..]));
        }
    }

    const AGAINST: [(&str, &str, &str); 7] = [
        ("x.net", "*Vertices 2\n1 a\n2 b\n*Arcs :1 \"opposes\"\n1 2 1\n2 1 -1\n", "relation"),
        (
            "x.net",
            "*Vertices 2\n1 a\n2 b\n*Arcs\n1 2 2 l \"opposes\"\n2 1 -1 l \"opposes\"\n",
            "label",
        ),
        (
            "x.dl",
            "dl n=3 nm=2\nlabels: a b c\nmatrix labels: likes dislikes\ndata:\n0 1 0\n0 0 1\n0 0 0\n\n0 0 -1\n1 0 0\n0 0 0\n",
            "relation",
        ),
        ("x.csv", "source,target,label,weight\na,b,opposes,3\nb,c,supports,-2\n", "label"),
        (
            "x.json",
            r#"{"nodes":[{"id":"a"},{"id":"b"}],"links":[{"source":"a","target":"b","relation":"supports","weight":-1}]}"#,
            "relation",
        ),
        (
            "x.cyjs",
            r#"{"elements":{"nodes":[{"data":{"id":"a"}},{"data":{"id":"b"}}],"edges":[
            {"data":{"source":"b","target":"a","interaction":"supports","weight":-2}}]}}"#,
            "interaction",
        ),
        (
            "x.gexf",
            r#"<gexf version="1.3"><graph><nodes><node id="a"/><node id="b"/></nodes><edges>
            <edge source="a" target="b" label="supports" weight="-1"/></edges></graph></gexf>"#,
            "label",
        ),
    ];

    /// Numbers below 0 are signs; a word that says the other side and its number do not fit, wherever it stands.
    #[test]
    fn a_word_that_contradicts_its_number_is_refused() {
        for (name, text, called) in AGAINST {
            let said = faults(name, text);
            assert!(
                said.contains(" says oppose, and the weight")
                    || said.contains(" says support, and the weight"),
                "{said}"
            );
            assert!(
                said.contains(&format!(
                    "Mapping::with_ignored(\"{called}\") reads the number alone, Mapping::with_ignored(\"weight\") the label"
                )),
                "{said}"
            );
            for ignored in [called, "weight"] {
                let mapping = Mapping::default().with_ignored(ignored).expect("a column");
                let reader = Reader::new().mapping(mapping).stream(name, Cursor::new(text));
                let graph = reader
                    .read()
                    .unwrap_or_else(|error| panic!("{name} without {ignored}: {error}"));
                assert!(graph.stance_count() > 0);
                assert!(graph.label_conflicts().is_empty(), "{name} without {ignored}");
            }
        }
    }

    /// Where all numbers beside a word that is against are above 0, it is opposition, however many others are below.
    #[test]
    fn numbers_beside_a_word_that_is_against_say_how_strong() {
        let war = "*Vertices 3\n1 A\n2 B\n3 C\n*Arcs :1 \"trade\"\n1 2 -1\n*Arcs :2 \"war\"\n2 3 1\n1 3 2\n";
        let wanted = ["A -> B -0.5 \"trade\"", "A -> C -1 \"war\"", "B -> C -0.5 \"war\""];
        for sign in ["", "weight"] {
            assert_eq!(
                read_by("x.net", war, sign, "").as_deref(),
                Ok(&wanted.map(str::to_owned)[..])
            );
        }
        let words = "source,target,type,weight\na,b,opposes,4\nb,c,positive,2\nc,a,negative,-1\n";
        let wanted =
            ["a -> b -1 \"opposes\"", "b -> c +0.5 \"positive\"", "c -> a -0.25 \"negative\""];
        assert_eq!(read_by("x.csv", words, "", "").as_deref(), Ok(&wanted.map(str::to_owned)[..]));
    }

    /// One negative number does not say what the other sorts of ties are.
    #[test]
    fn sorts_that_nobody_knows_are_asked_for_beside_negative_numbers() {
        let text = PAJEK.replace("1 3 1", "1 3 -1");
        for sign in ["", "weight"] {
            let said = read_by("x.net", &text, sign, "").expect_err("nobody knows what they mean");
            assert!(said.contains("x.net:6: error: the labels \"abhors\", \"adores\" say no position that is known"), "{said}");
            assert!(
                said.contains("Mapping::with_values(\"abhors=…,adores=…\"), or [labels]"),
                "{said}"
            );
            assert!(
                said.contains("Mapping::with_ignored(\"relation\") leaves the labels out"),
                "{said}"
            );
            let said = read_by("x.net", &text, sign, "adores=support,abhors=oppose");
            assert!(said.expect_err("they do not fit").contains("the weight 1 says support"));
            let fits = text.replace("2 3 1", "2 3 -2");
            let wanted =
                ["a -> b +0.5 \"adores\"", "a -> c -0.5 \"abhors\"", "b -> c -1 \"abhors\""];
            let said = read_by("x.net", &fits, sign, "adores=support,abhors=oppose");
            assert_eq!(said.as_deref(), Ok(&wanted.map(str::to_owned)[..]));
            let said = read_by("x.net", &text, sign, "adores=support,abhors=skip");
            assert_eq!(said.map(|ties| ties.len()), Ok(1));
        }
        // Sorts that all have negative numbers, or one sort alone, leave nothing to ask.
        for text in [
            "source,target,relation,weight\na,b,trade,-1\nb,c,trade,2\nc,a,aid,-1\n",
            "source,target,relation,weight\na,b,trade,1\nb,c,trade,-2\n",
        ] {
            assert!(read("x.csv", text).is_ok(), "{text}");
        }
    }

    /// A sign that is called one counts; a label that says the other side is suspicious.
    #[test]
    fn a_label_that_contradicts_its_sign_is_a_warning() {
        let text = r#"{"nodes":[{"id":"a"},{"id":"b"}],"links":[
            {"source":"a","target":"b","relation":"opposes","sign":1},{"source":"b","target":"a","relation":"opposes","sign":-1}]}"#;
        let graph = read("x.json", text).expect("a warning is no error");
        let said = graph.suspicions(None);
        let said = said.iter().map(|fault| fault.cause.to_string()).collect::<Vec<_>>();
        assert_eq!(said, ["the label \"opposes\" says oppose, and the stance support"]);
        let graph = read(
            "x.csv",
            "actor,label,issue,position\na,supports,x,oppose\nb,supports,x,neutral\n",
        );
        assert_eq!(graph.expect("no faults").suspicions(None).len(), 1);
    }

    #[test]
    fn a_value_that_is_no_sign_is_said_once() {
        let text = "source,target,sign,weight\na,b,friend,1\nb,c,friend,1\nc,a,foe,1\n";
        let said = read_by("x.csv", text, "", "").expect_err("nobody knows them");
        assert_eq!(said.lines().count(), 2, "{said}");
        assert!(
            said.contains("Mapping::with_values(\"friend=…\"): support, neutral, oppose or skip"),
            "{said}"
        );
        let said = read_by("x.csv", text, "", "friend=support,foe=skip");
        assert_eq!(
            said,
            Ok(vec!["a -> b +1 \"supports\"".into(), "b -> c +1 \"supports\"".into()])
        );
    }

    #[test]
    fn a_network_without_signs_is_said_for_what_it_is() {
        for (text, network) in [
            ("Source,Target,Type\na,b,Directed\n", "a directed network"),
            ("Source,Target,Type\na,b,Undirected\n", "an undirected network"),
            ("0 1\n1 2\n", "an undirected network"),
        ] {
            let said = read_by("x.csv", text, "", "").expect_err("it has no signs");
            assert!(said.contains(&format!("this is {network} without signs")), "{said}");
            assert!(said.contains("a column \"sign\" with 1 and -1"), "{said}");
        }
    }
}

mod edge_lists {
    use super::*;

    /// The forms in which public collections have signed networks.
    #[test]
    fn lists_without_a_header_are_seen() {
        let wanted = ["0 -> 1 -1 \"opposes\"", "1 -> 2 +1 \"supports\"", "2 -> 0 -1 \"opposes\""];
        for text in [
            "# FromNodeId\tToNodeId\tSign\n0\t1\t-1\n1\t2\t1\n2\t0\t-1\n",
            "% asym signed\n% 3 3 3\n0 1 -1\n1 2 1\n2 0 -1\n",
            "0,1,-1\n1,2,1\n2,0,-1\n",
            "0;1;-1\r\n1;2;+1\r\n2;0;-1\r\n",
            "  0   1  -1 \n\n1\t2  1\n2 0 -1",
            "\u{feff}0\t1\t-\n1\t2\t+\n# a word between\n2\t0\t-\n",
            "source target sign\n0 1 -1\n1 2 1\n2 0 -1\n",
            "# made by hand\nsource,target,sign\n0,1,-1\n1,2,1\n2,0,-1\n",
        ] {
            let graph = read("x.csv", text).unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(ties(&graph), wanted, "{text}");
        }
    }

    /// As of the markets that trade bitcoins: trust from -10 to 10, and the second.
    #[test]
    fn how_large_a_sign_is_says_how_strong_and_a_fourth_column_when() {
        let text = "7188,1,10,1407470400\n430,1,-2,1376539200.5\n1,430,1,1376539200\n";
        assert_eq!(
            ties(&read("x.csv", text).expect("no faults")),
            [
                "1 -> 430 +0.1 \"supports\" 2013-08-15..",
                "430 -> 1 -0.2 \"opposes\" 2013-08-15..",
                "7188 -> 1 +1 \"supports\" 2014-08-08..",
            ]
        );
        let text = "source,target,sign\na,b,10\na,c,-2\na,d,0\na,e,+\n";
        let wanted = [
            "a -> b +1 \"supports\"",
            "a -> c -0.2 \"opposes\"",
            "a -> d +0 \"is neutral on\"",
            "a -> e +1 \"supports\"",
        ];
        let found = ties(&read("x.csv", text).expect("no faults"));
        assert_eq!(found.len(), 4, "{found:?}");
        for (found, wanted) in found.iter().zip(wanted) {
            assert_eq!(found.split('"').next(), wanted.split('"').next());
        }
    }

    /// Few rows that are wrong do not make a list something else.
    #[test]
    fn faults_of_lists_have_their_places() {
        let text = "0\t1\t-1\n1\t2\t1\n2\t0\tmaybe\n2\t1\t1\n3\t1\t1\t\n2\t3\t-1\n";
        let said = faults("x.csv", text);
        assert!(said.contains("x.csv:3:5: error: the sign \"maybe\" is neither"), "{said}");
        assert!(said.contains("x.csv:5: error: the row has 4 fields, the header has 3"), "{said}");
    }

    #[test]
    fn bipartite_lists_lead_to_issues() {
        let text = "% bip signed\n1 1 1\n2 1 -1\n";
        let wanted = ["1 on 1 +1 \"supports\"", "2 on 1 -1 \"opposes\""];
        assert_eq!(ties(&read("x.csv", text).expect("no faults")), wanted);
    }

    /// Numbers that are never negative may count meetings, and a square of numbers may be a matrix.
    #[test]
    fn what_may_be_something_else_is_no_list_of_signs() {
        let said = faults("x.csv", "0 1 3\n1 2 5\n");
        assert!(said.contains("which attribute of the edges is their sign?"), "{said}");
        let said = read_by("x.csv", "0 1 3\n1 2 5\n", "sign", "");
        assert_eq!(said.map(|ties| ties.len()), Ok(2));
        let said = faults("x.csv", "0,1,-1\n1,0,1\n-1,1,0\n");
        assert!(said.contains("unknown column"), "{said}");
    }

    #[test]
    fn words_without_a_header_are_read_where_somebody_says_so() {
        let text = "a,b,opposes\nb,c,trusts\n";
        let reader = |mapping| Reader::new().mapping(mapping).stream("x.csv", text.as_bytes());
        let graph = reader(Mapping::default().without_header()).read().expect("no faults");
        assert_eq!(ties(&graph), ["a -> b -1 \"opposes\"", "b -> c +1 \"trusts\""]);
        assert!(reader(Mapping::default()).read().is_err());
    }

    /// What Gephi writes: capitals, a type, numbers of its own, weights.
    #[test]
    fn weights_with_a_sign_are_signs() {
        let text = "Source,Target,Type,Id,Label,timeset,Weight\nann,bob,Directed,0,,,2\n\
                    bob,cem,Undirected,1,blames,,-4.0\n";
        let graph = read("x.csv", text).expect("no faults");
        assert_eq!(ties(&graph), ["ann -> bob +0.5 \"supports\"", "bob -> cem -1 \"blames\""]);
        let ids = graph.stances().map(|stance| stance.id().to_string());
        assert_eq!(ids.collect::<Vec<_>>(), ["0", "1"]);
    }

    #[test]
    fn ends_are_from_and_to_as_well() {
        let text = "from\tto\tsign\tbegin\tend\tcolour\nGBR\tFRA\t-\t1872\t1904\tred\n\
                    FRA\tRUS\tpositive\t1894\t\tred\n";
        let graph = read("x.tsv", text).expect("no faults");
        let wanted = ["FRA -> RUS +1 \"supports\" 1894..", "GBR -> FRA -1 \"opposes\" 1872..1904"];
        assert_eq!(ties(&graph), wanted);
        let wanted = ["x.tsv: 2 values of edges in attributes that stances do not have: colour, …"];
        assert_eq!(left_out(&graph), wanted);
    }

    #[test]
    fn a_column_is_the_sign_where_it_is_named() {
        let text = "source,target,score\na,b,3\nb,c,1.5\n";
        let stream = Cursor::new(text.to_owned());
        let graph = Reader::new().sign("score").stream("x.csv", stream).read().expect("a sign");
        assert_eq!(ties(&graph), ["a -> b +1 \"supports\"", "b -> c +0.5 \"supports\""]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, wanted) in [
            (
                "Source,Target,Weight\na,b,1\n",
                "x.csv:2: error: which attribute of the edges is their sign?; name it with Reader::sign; \
                 they have Weight; numbers that are never negative count only where they are named",
            ),
            ("from,to,weight\na,,-1\n", "x.csv:2: error: the edge has no cell \"target\""),
            (
                "from,to,weight\na,b\n",
                "x.csv:2: error: the row has 2 fields, the header has 3; quote fields that have a comma, and \
                 fill missing ones with nothing",
            ),
            (
                "from,to,weight\na,b,-1\na,b,x\n",
                "x.csv:3: error: the \"weight\" of the edge, \"x\", is no sign; write a number, + or -, \
                 positive or negative; say what it means with Mapping::with_values(\"x=…\"): support, neutral, oppose or \
                 skip; or name another with Reader::sign",
            ),
        ] {
            assert_eq!(faults("x.csv", text), wanted, "{text}");
        }
    }
}

/// Matrices of any measure, for spreadsheets and for UCINET.
#[test]
fn matrices_are_written_for_spreadsheets_and_ucinet() {
    let folder = program::folder();
    let map = program::file(
        &folder,
        "map.csv",
        "actor,label,issue\nann,supports,bridge\nann,opposes,tunnel\nbob,opposes,bridge\n\"Cem, Ltd\",supports,tunnel\n",
    );
    let standings = program::answer(&["matrix", "standings", &map]);
    assert_eq!(standings, "actor,bridge,tunnel\n\"Cem, Ltd\",,1\nann,1,-1\nbob,-1,\n");
    let conflict = program::answer(&["matrix", "alignments", &map, "--measure", "conflict"]);
    assert_eq!(conflict, "actor,\"Cem, Ltd\",ann,bob\n\"Cem, Ltd\",,1,\nann,1,,1\nbob,,1,\n");
    let path = folder.path().join("standings.dl");
    let path = path.to_str().expect("a plain path");
    program::answer(&["matrix", "standings", &map, "-o", path]);
    assert_eq!(
        std::fs::read_to_string(path).expect("it is there"),
        "dl nr=3, nc=2\nformat = fullmatrix\nrow labels:\n\"Cem, Ltd\"\nann\nbob\ncolumn labels:\nbridge\ntunnel\n\
         matrix labels:\nstandings\ndata:\nNA 1\n1 -1\n-1 NA\n"
    );
    let back = Reader::new().path(path).read().expect("what we write has no faults");
    assert_eq!(back.stance_count(), 4);
    let path = folder.path().join("standings.json");
    let path = path.to_str().expect("a plain path");
    program::answer(&["matrix", "standings", &map, "-o", path]);
    let text = std::fs::read_to_string(path).expect("it is there");
    let read: Envelope<answer::Matrix> = serde_json::from_str(&text).expect("the schema's form");
    let answer::Matrix::Standings(sides) = read.answer else { panic!("standings are asked for") };
    assert_eq!((sides.actors.len(), sides.targets.len()), (3, 2));
    let values = sides.cells.iter().flatten().map(|cell| cell.as_ref().map(|cell| cell.value));
    let wanted = [None, Some(1.0), Some(1.0), Some(-1.0), Some(-1.0), None];
    assert_eq!(values.collect::<Vec<_>>(), wanted);
    let said = program::refusal(&["matrix", "standings", &map, "-o", "x.docx"]);
    assert!(said.contains("known are .csv, .dl and .json"), "{said}");
}

/// The networks of the literature, there and back: the same ties, and the same frustration.
#[test]
fn real_networks_come_back_with_their_frustration() {
    let networks =
        ["tribes", "countries"].map(|name| real::real(&format!("signed/{name}_edges.csv")));
    let [Some(tribes), Some(countries)] = networks else { return };
    let [tribes, countries] =
        [tribes, countries].map(|path| std::fs::read_to_string(path).expect("it is there"));
    for (net, text, wanted) in [
        ("", tribes, 7.0),
        ("46-49,", countries.clone(), 17.0),
        ("55-58,", countries.clone(), 35.0),
        ("96-99,", countries, 45.0),
    ] {
        let header = text.lines().take(1);
        let lines = header.chain(text.lines().skip(1).filter(|line| line.starts_with(net)));
        let graph = read("x.csv", &lines.collect::<Vec<_>>().join("\n")).expect("no faults");
        for format in [Format::Pajek, Format::Ucinet] {
            let back = format.read(written(format, &graph).as_bytes()).expect("no faults");
            assert_eq!(ties(&back), ties(&graph), "{net} {format}");
            let view = back.view();
            let found = Search::new(BlocCount::Two).partition(view.direct_graph(false).signed());
            assert_eq!((found.value, found.proved), (wanted, true), "{net} {format}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever becomes of a file on its way: no panic, and faults with a place.
    #[test]
    fn damaged_files_have_faults_with_a_place(
        format in prop::sample::select(vec![Format::Pajek, Format::Ucinet]),
        damages in prop::collection::vec((any::<prop::sample::Index>(), "[ *\"0-9a-z\n,:=\\-]{0,3}", 0..8_usize), 1..4),
    ) {
        let mut text = written(format, &example());
        for (place, new, length) in damages {
            let start = text.floor_char_boundary(place.index(text.len()));
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, &new);
        }
        match format.read(text.as_bytes()) {
            Err(Error::Faults(faults)) => {
                prop_assert!(faults.iter().all(|fault| fault.place.is_some()), "{faults}");
            }
            Err(error) => panic!("{error}"),
            Ok(graph) => {
                format.read(written(format, &graph).as_bytes()).expect("what we write has no faults");
            }
        }
    }
}

/// Pajek and UCINET come from Windows, and XML says itself how it is encoded.
#[test]
fn other_encodings_are_read_where_somebody_or_the_file_says_so() {
    let pajek = b"*Vertices 2\n1 \"Zo\xeb\"\n2 \"b\"\n*Arcs\n1 2 -1\n";
    let said = Reader::new().stream("a.net", Cursor::new(pajek)).read();
    let said = said.expect_err("it is no UTF-8").to_string();
    assert!(said.starts_with("a.net:2: error: not UTF-8 text"), "{said}");
    let latin1 = || Mapping::default().with_encoding("latin1").expect("a label");
    let graph = Reader::new().mapping(latin1()).stream("a.net", Cursor::new(pajek)).read();
    assert_eq!(ties(&graph.expect("no faults")), ["Zo\u{eb} -> b -1 \"opposes\""]);

    let xml = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\
             <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\
             <key id=\"s\" for=\"edge\" attr.name=\"sign\" attr.type=\"int\"/>\
             <graph edgedefault=\"directed\"><node id=\"Zo\u{eb}\"/><node id=\"b\"/>\
             <edge source=\"Zo\u{eb}\" target=\"b\"><data key=\"s\">-1</data></edge></graph></graphml>"
        )
    };
    let one_byte = |text: String| text.chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
    let two_bytes = |text: String| {
        let marked = format!("\u{feff}{text}");
        marked.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    };
    let files: [Vec<u8>; 2] = [one_byte(xml("ISO-8859-1")), two_bytes(xml("UTF-16"))];
    for bytes in files {
        let graph = Reader::new().stream("a.graphml", Cursor::new(bytes)).read();
        assert_eq!(ties(&graph.expect("no faults")), ["Zo\u{eb} -> b -1 \"opposes\""]);
    }
}

/// A weight beside a sign says how strong the tie is, as it does in other formats; what is said of the
/// values of a table is said of words.
#[test]
fn a_weight_beside_the_sign_is_the_strength() {
    let table = "source,target,sign,weight\na,b,positive,4\nb,c,-1,1\n";
    let graph = read("a.csv", table).expect("no faults");
    assert_eq!(ties(&graph), ["a -> b +1 \"supports\"", "b -> c -0.25 \"opposes\""]);
    assert!(left_out(&graph).is_empty(), "{:?}", left_out(&graph));
    let mapping = Mapping::default().with_missing("NA").expect("a mapping");
    let graph = Reader::new().mapping(mapping).stream("a.csv", Cursor::new(table)).read();
    assert_eq!(ties(&graph.expect("no faults")).len(), 2);
}

/// Signs in words: two that are known, and no others beside them.
#[test]
fn a_column_of_two_known_words_is_the_sign() {
    let wanted = ["a -> b +1 \"supports\"", "b -> c -1 \"opposes\""];
    for [support, oppose] in [
        ["pos", "neg"],
        ["P", "N"],
        ["true", "false"],
        ["TRUE", "FALSE"],
        ["yes", "no"],
        ["+", "-"],
        ["positive", "Negative"],
    ] {
        for header in ["source,target,sign", "From,To,Sign", "from,to,polarity"] {
            let table = format!("{header}\na,b,{support}\nb,c,{oppose}\n");
            let graph = read("a.csv", &table).unwrap_or_else(|error| panic!("{table}{error}"));
            assert_eq!(ties(&graph), wanted, "{table}");
        }
    }
    for values in [["yes", "maybe"], ["true", "no"], ["N", "N"], ["P", "neg"]] {
        let said =
            faults("a.csv", &format!("source,target,sign\na,b,{}\nb,c,{}\n", values[0], values[1]));
        assert!(said.contains("=…\"): support, neutral, oppose or skip"), "{said}");
    }
    let mapping = Mapping::default().with_values("yes=oppose,no=support").expect("values");
    let table = "source,target,sign\nb,c,yes\na,b,no\n";
    let graph = Reader::new().mapping(mapping).stream("a.csv", Cursor::new(table)).read();
    assert_eq!(ties(&graph.expect("no faults")), wanted);
}

#[test]
fn times_since_1970_are_their_day_with_a_header_and_without() {
    let wanted = ["a -> b -1 \"opposes\" 2011-03-13..", "b -> c +1 \"supports\" 2011-03-13.."];
    let moments = [
        ["1300000000", "1300000001"],
        ["1300000000000", "1300000001000"],
        ["1300000000.5", "1300000001.5"],
    ];
    for [first, second] in moments {
        let rows = format!("a,b,-1,{first}\nb,c,1,{second}\n");
        let headers = ["date", "time", "timestamp", "begin", "start"];
        let headers = headers.map(|name| format!("source,target,sign,{name}\n"));
        for header in headers.iter().map(String::as_str).chain([""]) {
            let graph = read("a.csv", &format!("{header}{rows}")).expect("no faults");
            assert_eq!(ties(&graph), wanted, "{header}{rows}");
            let said = left_out(&graph).join("\n");
            assert!(
                said.contains(&format!(
                    "2 times, of which only the day is kept: {first} is 2011-03-13"
                )),
                "{said}"
            );
        }
    }
    let spans = "source,target,sign,start,end\na,b,-1,2001,2003\nb,c,1,2004,\n";
    let graph = read("a.csv", spans).expect("no faults");
    assert_eq!(ties(&graph), ["a -> b -1 \"opposes\" 2001..2003", "b -> c +1 \"supports\" 2004.."]);
    assert!(left_out(&graph).is_empty());
    // It may be noon, or a second of the year 2033.
    let said = faults("a.csv", "source,target,sign,date\na,b,-1,2016042912\n");
    assert!(said.contains("2016042912"), "{said}");
    let graph = read("a.csv", "source,target,sign,time\na,b,-1,3\n").expect("no faults");
    assert_eq!(left_out(&graph), ["a.csv: 1 dates of edges that are none: 3"]);
}

#[test]
fn an_edge_of_a_name_with_a_mark_is_never_a_silent_comment() {
    for (list, line) in [
        ("a,b,-1\n#metoo,b,1\nb,c,1\n", "line 2: #metoo,b,1"),
        ("a b -1\n%x b 1\nb c 1\n", "line 2: %x b 1"),
        ("#metoo,b,1\na,b,-1\nb,c,1\n", "line 1: #metoo,b,1"),
    ] {
        let graph = read("a.csv", list).expect("no faults");
        assert_eq!(graph.stance_count(), 2);
        assert!(left_out(&graph).concat().ends_with(line), "{:?}", left_out(&graph));
    }
    let comments = "# nodes: 3\n# FromNodeId ToNodeId Sign\n1 2 -1\n2 3 1\n";
    let graph = read("a.txt.csv", comments).expect("no faults");
    assert!(left_out(&graph).is_empty(), "comments above are what they are");
    assert_eq!(graph.lost().map(|lost| lost.count).sum::<usize>(), 2);
    let graph = read("a.csv", "source,target,sign\na,b,-1\n#metoo,b,1\n").expect("no faults");
    assert_eq!(graph.stance_count(), 2, "below a header all are edges");
}

/// What stands in tables is what stands in networks: a date that may be two days is one only where somebody says which.
#[test]
fn dates_of_edges_that_may_be_two_are_refused_as_those_of_tables() {
    let json = |dates: [&str; 2]| {
        let edges =
            dates.map(|date| format!(r#"{{"source":"a","target":"b","sign":-1,"date":"{date}"}}"#));
        format!(r#"{{"nodes":[{{"id":"a"}},{{"id":"b"}}],"links":[{}]}}"#, edges.join(",\n"))
    };
    let said = faults("x.json", &json(["03/04/2021", "2021-04-03"]));
    let wanted = "x.json:1:43: error: \"date\": \"03/04/2021\" may be 2021-04-03 or 2021-03-04; say how all dates are \
                  written with Mapping::with_dates(\"dmy\") or Mapping::with_dates(\"mdy\"), or write 2016-04-29";
    assert_eq!(said, wanted);
    let ties_of = |text: String, dates: Option<&str>| {
        let mapping = Mapping::default();
        let mapping = match dates {
            Some(dates) => mapping.with_dates(dates).expect("a form"),
            None => mapping,
        };
        ties(
            &Reader::new()
                .mapping(mapping)
                .stream("x.json", Cursor::new(text))
                .read()
                .expect("no faults"),
        )
    };
    let proven = ties_of(json(["03/04/2021", "25/04/2021"]), None);
    assert_eq!(
        proven,
        ["a -> b -1 \"opposes\" 2021-04-03..", "a -> b -1 \"opposes\" 2021-04-25.."]
    );
    let said = ties_of(json(["03/04/2021", "03/05/2021"]), Some("mdy"));
    assert_eq!(said, ["a -> b -1 \"opposes\" 2021-03-04..", "a -> b -1 \"opposes\" 2021-03-05.."]);
}
