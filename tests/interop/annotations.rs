//! Annotations of texts: brat, REFI-QDA, Doccano, Label Studio, W3C.

use std::io::{Cursor, Write as _};

use crate::shared::program::{answer, file, folder, run, text};
use stancegraph::format::{CodeMapping, Limits, Reader, brat_documents, check_quotes};
use stancegraph::model::{Position, Status};
use stancegraph::{Error, Format, StanceGraph, StanceRef};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TEXT: &str = "Hafen 😀 heute.\r\nThe Greens reject the harbour toll. The Mayor backs it.\r\n";

const MAP: &str = "[actors.greens]\nname = \"Greens\"\n[actors.mayor]\nname = \"Mayor\"\n\
                   [issues.toll]\nname = \"harbour toll\"\n";

/// The characters of words of the text.
fn span(words: &str) -> (usize, usize) {
    let start = TEXT.find(words).expect("it is there");
    let start = TEXT[..start].chars().count();
    (start, start + words.chars().count())
}

fn reader(name: &str, content: impl Into<Vec<u8>>) -> Reader {
    Reader::new().stream(name, Cursor::new(content.into()))
}

fn read(reader: Reader) -> StanceGraph {
    reader.read().unwrap_or_else(|error| panic!("{error}"))
}

fn faults(reader: Reader) -> String {
    match reader.read() {
        Err(Error::Faults(faults)) => faults.to_string(),
        other => panic!("there have to be faults: {other:?}"),
    }
}

/// Each stance with drafts: its words, whether it is a draft, and its quote.
fn stances(graph: &StanceGraph) -> Vec<(String, bool, String)> {
    let stances = graph.with_drafts().stances().map(|stance| {
        let is_draft = stance.status() == Status::Draft;
        (stance.to_string(), is_draft, stance.quote().unwrap_or_default().to_owned())
    });
    stances.collect()
}

/// Checks that the characters of every stance are those of its quote.
fn characters_fit(graph: &StanceGraph, text: &str) {
    for stance in graph.with_drafts().stances() {
        let at = stance.characters().unwrap_or_else(|| panic!("{stance} is somewhere"));
        assert_eq!(at.in_text(text), stance.quote(), "{stance}");
    }
}

fn left_out(graph: &StanceGraph) -> Vec<String> {
    graph.left_out().iter().map(ToString::to_string).collect()
}

mod brat {
    use super::*;

    fn annotations() -> String {
        let at = |words: &str| {
            let (start, end) = span(words);
            format!("{start} {end}\t{words}")
        };
        format!(
            "T1\tParty {}\nT2\tTopic {}\nT3\tOpposition {}\nR1\trejects Arg1:T1 Arg2:T2\n\
             T4\tPerson {}\nE1\tStance:T5 Actor:T4 Issue:T2\nT5\tVerb {}\nA1\tPosition E1 Support\n\
             #1\tAnnotatorNotes E1\tin the second sentence\n*\tEquiv T1 T4\n",
            at("Greens"),
            at("harbour toll"),
            at("reject"),
            at("Mayor"),
            at("backs"),
        )
    }

    fn read_pair(annotations: &str, text: &str, more: Option<&str>) -> StanceGraph {
        let folder = folder();
        file(&folder, "report.txt", text);
        let path = file(&folder, "report.ann", annotations);
        let map = more.map(|more| file(&folder, "map.toml", more));
        let reader = Reader::new().path(path);
        let reader = map.into_iter().fold(reader, Reader::path);
        let graph = read(reader);
        assert_eq!(check_quotes(graph.with_drafts()).len(), 0, "{:?}", check_quotes(&graph));
        graph
    }

    #[test]
    fn relations_and_events_are_drafts() {
        let graph = read_pair(&annotations(), TEXT, None);
        let quote = |from: &str, to: &str| {
            let start = TEXT.find(from).expect("it is there");
            TEXT[start..TEXT.find(to).expect("it is there") + to.len()].to_owned()
        };
        assert_eq!(graph.stance_count(), 0, "nobody has confirmed anything");
        assert_eq!(
            stances(&graph),
            [
                ("Greens rejects harbour toll".into(), true, quote("Greens", "toll")),
                ("Mayor backs harbour toll".into(), true, quote("harbour", "backs")),
            ]
        );
        characters_fit(&graph, TEXT);
        let drafts = graph.with_drafts();
        let event = drafts.stances().nth(1).expect("it is there");
        assert_eq!(event.note(), Some("in the second sentence"));
        assert_eq!(event.source().map(|source| source.id.as_str()), Some("report"));
        assert_eq!(event.proposed_by(), Some("brat"));
        assert_eq!(
            left_out(&graph)[0].split(": ").skip(1).collect::<Vec<_>>().join(": "),
            "1 coded passages whose codes name no actor (what codes mean, Reader::codes says): \
             Opposition"
        );
    }

    #[test]
    fn names_of_the_map_are_known_whatever_the_order_of_files() {
        let graph = read_pair(&annotations(), TEXT, Some(MAP));
        let ids = graph
            .with_drafts()
            .stances()
            .map(|stance| (stance.actor().id.to_string(), stance.target().id().to_owned()));
        let wanted = [("greens", "toll"), ("mayor", "toll")];
        assert_eq!(ids.collect::<Vec<_>>(), wanted.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }

    #[test]
    fn wrong_offsets_are_corrected_by_the_words_and_said() {
        // Counted in UTF-16, and with line breaks of one character.
        let shift = |by: i64| {
            let line = |line: &str| {
                let mut cells = line.split('\t').map(str::to_owned).collect::<Vec<_>>();
                if line.starts_with('T') {
                    let mut words = cells[1].split(' ').map(str::to_owned).collect::<Vec<_>>();
                    for word in &mut words[1..] {
                        let number = word.parse::<i64>().expect("an offset") + by;
                        *word = number.to_string();
                    }
                    cells[1] = words.join(" ");
                }
                cells.join("\t") + "\n"
            };
            annotations().lines().map(line).collect::<String>()
        };
        let right = stances(&read_pair(&annotations(), TEXT, None));
        for by in [1, -1, 7] {
            let graph = read_pair(&shift(by), TEXT, None);
            assert_eq!(stances(&graph), right, "{by}");
            characters_fit(&graph, TEXT);
            let said = left_out(&graph).join("\n");
            assert!(said.contains("5 wrong offsets, which the words"), "{by}: {said}");
        }
    }

    #[test]
    fn what_no_text_has_is_said_and_nothing_is_invented() {
        let graph = read_pair("T1\tGreens_oppose_toll 900 906\tferret\n", TEXT, None);
        assert_eq!(stances(&graph), []);
        let said = left_out(&graph).join("\n");
        assert!(said.contains("1 offsets of words that are not in the text"), "{said}");
        let graph = read(reader("lonely.ann", annotations()));
        assert_eq!(stances(&graph).len(), 2);
        let said = left_out(&graph).join("\n");
        assert!(
            said.contains("texts beside the annotations, which cannot be read: lonely.txt"),
            "{said}"
        );
    }

    #[test]
    fn a_negated_relation_and_one_of_nothing_are_left_out() {
        let more = "A2\tNegation R1\nR2\tsupports Arg1:T1 Arg2:T9\n";
        let graph = read_pair(&(annotations() + more), TEXT, None);
        assert_eq!(stances(&graph).len(), 1);
        let said = left_out(&graph).join("\n");
        assert!(said.contains("1 relations that are negated or uncertain: R1 rejects"), "{said}");
        assert!(said.contains("relations of annotations that are not there"), "{said}");
    }

    #[test]
    fn a_line_that_is_none_has_its_place() {
        let said = faults(reader("a.ann", "T1\tParty 0 5\tHafen\nT2 Party 0 5 Hafen\n"));
        assert!(said.starts_with("a.ann:2:1: error: not a line of brat annotations"), "{said}");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = folder();
        file(&folder, "herald.txt", TEXT);
        let map = file(
            &folder,
            "map.toml",
            &format!(
                "{MAP}[sources.herald]\ntext = \"herald.txt\"\n[[stances]]\nactor = \"greens\"\n\
                 label = \"rejects\"\nissue = \"toll\"\ntoward = \"mayor\"\nsource = \"herald\"\n\
                 quote = \"reject the harbour toll\"\nnote = \"twice\"\n[[stances]]\n\
                 actor = \"mayor\"\nspeaker = \"greens\"\nlabel = \"backs\"\nissue = \"toll\"\n\
                 source = \"herald\"\nquote = \"The Mayor backs it\"\nstatus = \"draft\"\n"
            ),
        );
        let graph = read(Reader::new().path(&map));
        let documents = brat_documents(&graph);
        assert_eq!((documents.len(), documents[0].text.as_str()), (1, TEXT));
        let out = folder.path().join("out.ann");
        answer(&["convert", &map, "-o", out.to_str().expect("a plain path")]);
        assert_eq!(std::fs::read_to_string(&out).expect("it is there"), documents[0].annotations);
        let again = read(Reader::new().path(&out).path(&map));
        let placed = again
            .with_drafts()
            .stances()
            .filter_map(|stance| Some(stance.characters()?.in_text(TEXT) == stance.quote()));
        assert_eq!(placed.collect::<Vec<_>>(), [true, true]);
        let mut found = stances(&again);
        found.sort();
        let mut wanted = stances(&graph);
        wanted.extend(wanted.clone());
        wanted.sort();
        assert_eq!(found, wanted);
        let spoken = again.with_drafts().stances().filter(|stance| stance.speaker().is_some());
        assert_eq!(spoken.count(), 2);
        let addressed = again.stances().filter(|stance| stance.toward().is_some()).count();
        assert_eq!(addressed, 2);
    }
}

mod web {
    use super::*;

    fn annotation(selector: &str, tags: &[&str]) -> String {
        let bodies = tags.iter().map(|tag| {
            format!("{{\"type\": \"TextualBody\", \"purpose\": \"tagging\", \"value\": \"{tag}\"}}")
        });
        let bodies = bodies.collect::<Vec<_>>().join(", ");
        format!(
            "{{\"@context\": \"http://www.w3.org/ns/anno.jsonld\", \"type\": \"Annotation\",
            \"creator\": {{\"name\": \"Eve\"}}, \"body\": [{bodies}, {{\"type\": \"TextualBody\",
            \"purpose\": \"commenting\", \"value\": \"see above\"}}],
            \"target\": {{\"source\": \"https://example.org/news/harbour\", \"selector\": {selector}}}}}"
        )
    }

    #[test]
    fn tags_of_a_passage_are_a_draft() {
        let quote = "{\"type\": \"TextQuoteSelector\", \"exact\": \"reject the toll\"}";
        for (name, text) in [
            ("a.jsonld", annotation(quote, &["Greens oppose harbour toll"])),
            (
                "a.json",
                format!(
                    "[{}]",
                    annotation(
                        &format!("[{quote}]"),
                        &["actor: Greens", "issue: harbour toll", "against"]
                    )
                ),
            ),
            (
                "a.json",
                format!(
                    "{{\"type\": \"AnnotationPage\", \"items\": [{}]}}",
                    annotation(quote, &["Greens opposes harbour toll"])
                ),
            ),
        ] {
            let graph = read(reader(name, text));
            assert_eq!(graph.stance_count(), 0);
            let drafts = graph.with_drafts();
            let stance = drafts.stances().next().expect("there is one");
            assert_eq!(
                (stance.actor().id.as_str(), stance.target().id()),
                ("Greens", "harbour toll")
            );
            assert_eq!((stance.position(), stance.coder()), (Position::Oppose, Some("Eve")));
            assert_eq!(
                (stance.quote(), stance.note()),
                (Some("reject the toll"), Some("see above"))
            );
            let source = stance.source().expect("it has one");
            assert_eq!(source.url.as_deref(), Some("https://example.org/news/harbour"));
            assert_eq!(left_out(&graph), [""; 0]);
        }
    }

    #[test]
    fn what_has_no_tag_or_target_is_said() {
        let graph = read(reader(
            "a.jsonld",
            "[{\"type\": \"Annotation\", \"body\": {\"type\": \"TextualBody\", \"value\": \"hm\"}, \
             \"target\": \"x:y\"}, {\"type\": \"Annotation\", \"motivation\": \"tagging\", \
             \"bodyValue\": \"Zed opposes tolls\"}, 7]",
        ));
        assert_eq!(
            left_out(&graph),
            [
                "a.jsonld: 1 annotations without a tag: hm",
                "a.jsonld: 1 annotations without a target",
                "a.jsonld: 1 parts that are no annotations",
            ]
        );
        let said = faults(reader("a.jsonld", "{\"type\": "));
        assert!(said.starts_with("a.jsonld:1:"), "{said}");
    }
}

mod refi {
    use super::*;

    fn archive(files: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            archive.start_file(*name, SimpleFileOptions::default()).expect("memory");
            archive.write_all(content.as_bytes()).expect("memory");
        }
        archive.finish().expect("memory").into_inner()
    }

    const CODES: &str = "<Code guid=\"{AA000000-0000-0000-0000-000000000001}\" name=\"Actors\" isCodable=\"false\">\
        <Code guid=\"aa000000-0000-0000-0000-000000000002\" name=\"Greens\" color=\"rgb(1,2,3)\" isCodable=\"true\"/>\
        </Code><Code guid=\"aa000000-0000-0000-0000-000000000003\" name=\"Topics\"><Code \
        guid=\"aa000000-0000-0000-0000-000000000004\" name=\"harbour toll\" color=\"#ff0000\"/></Code>\
        <Code guid=\"aa000000-0000-0000-0000-000000000005\" name=\"against\"/><Code name=\"without\"/>\
        <Code guid=\"aa000000-0000-0000-0000-000000000005\" name=\"twice\"/>";

    fn selection(start: i64, end: i64, name: &str, codes: &[u32]) -> String {
        let coding = |code: &u32| {
            let digit = format!("{code:012}");
            format!(
                "<Coding guid=\"bb000000-0000-0000-0000-{digit}\"><CodeRef \
                 targetGUID=\"AA000000-0000-0000-0000-{digit}\"/></Coding>"
            )
        };
        format!(
            "<PlainTextSelection guid=\"cc000000-0000-0000-0000-000000000001\" name=\"{name}\" \
             startPosition=\"{start}\" endPosition=\"{end}\" creatingUser=\"dd000000-0000-0000-0000-000000000001\">{}\
             </PlainTextSelection>",
            codes.iter().map(coding).collect::<String>()
        )
    }

    fn project(selections: &str) -> String {
        format!(
            "\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?><Project xmlns=\"urn:QDA-XML:project:1.0\" \
             name=\"p\" origin=\"Some Tool 3\"><Users><User guid=\"DD000000-0000-0000-0000-000000000001\" \
             name=\"Eve\"/></Users><CodeBook><Codes>{CODES}</Codes></CodeBook><Sources><TextSource \
             guid=\"ee000000-0000-0000-0000-000000000001\" name=\"Herald\" \
             plainTextPath=\"internal://ee.txt\">{selections}</TextSource></Sources></Project>"
        )
    }

    fn packed(selections: &str) -> Vec<u8> {
        archive(&[("project.qde", &project(selections)), ("sources/EE.txt", TEXT)])
    }

    fn number(number: usize) -> i64 {
        i64::try_from(number).expect("it is small")
    }

    #[test]
    fn codes_of_a_passage_are_a_draft_wherever_each_program_puts_them() {
        let (start, end) = span("reject the harbour toll");
        let (start, end) = (number(start), number(end));
        let one = selection(start, end, "", &[2, 4, 5]);
        // One selection for each code, as some programs have it.
        let each =
            [2, 4, 5].map(|code| selection(start, end, "reject the har...", &[code])).concat();
        for selections in [one, each] {
            let graph = read(reader("coded.qdpx", packed(&selections)));
            assert_eq!(
                stances(&graph),
                [("Greens opposes harbour toll".into(), true, "reject the harbour toll".into())]
            );
            characters_fit(&graph, TEXT);
            let drafts = graph.with_drafts();
            let stance = drafts.stances().next().expect("there is one");
            assert_eq!((stance.coder(), stance.proposed_by()), (Some("Eve"), Some("Some Tool 3")));
            assert_eq!(stance.source().map(|source| source.id.as_str()), Some("Herald"));
            assert_eq!(
                left_out(&graph),
                [
                    "coded.qdpx: 1 codes whose GUID another code has: twice",
                    "coded.qdpx: 1 codes without a GUID, which no passage can have: without",
                    "coded.qdpx: 1 colours that are not of the form #rrggbb: rgb(1,2,3) of Greens",
                ]
            );
        }
    }

    #[test]
    fn offsets_of_other_countings_are_told_by_words_or_by_where_words_begin() {
        let whole = "reject the harbour toll";
        let (start, end) = span(whole);
        let (start, end) = (number(start), number(end));
        // Line breaks of one character; UTF-16 before the break makes up for it, so count again.
        for by in [-1, 1, 5] {
            let named = selection(start + by, end + by, whole, &[2, 4, 5]);
            let graph = read(reader("coded.qdpx", packed(&named)));
            assert_eq!(stances(&graph).len(), 1);
            characters_fit(&graph, TEXT);
            assert_eq!(stances(&graph)[0].2, whole, "{by}");
            let said = left_out(&graph).join("\n");
            assert!(said.contains("1 wrong offsets, which the words"), "{said}");
        }
        // Without names, several passages tell it.
        let shifted = ["reject", "Greens", "Mayor", "backs"].map(|word| {
            let (start, end) = span(word);
            selection(number(start) - 1, number(end) - 1, "", &[2, 4, 5])
        });
        let graph = read(reader("coded.qdpx", packed(&shifted.concat())));
        let quotes = stances(&graph).into_iter().map(|(_, _, quote)| quote);
        let mut quotes = quotes.collect::<Vec<_>>();
        quotes.sort();
        assert_eq!(quotes, ["Greens", "Mayor", "backs", "reject"]);
    }

    #[test]
    fn what_is_broken_in_a_project_is_left_out_and_said() {
        let text = packed(&(selection(5000, 5010, "", &[2, 4, 5]) + &selection(1, 3, "", &[9])));
        let graph = read(reader("coded.qdpx", text));
        let said = left_out(&graph).join("\n");
        assert!(said.contains("1 offsets that are not within the text"), "{said}");
        assert!(said.contains("1 codings whose code is not in the codebook"), "{said}");
        assert_eq!(stances(&graph).len(), 1, "the codes are right");
        let without = archive(&[("project.qde", &project(&selection(0, 5, "", &[2, 4, 5])))]);
        let said = left_out(&read(reader("coded.qdpx", without))).join("\n");
        assert!(
            said.contains("texts that cannot be read: ee.txt (it is not in the project)"),
            "{said}"
        );
    }

    #[test]
    fn no_project_is_a_fault_and_no_bomb_goes_off() {
        let said = faults(reader("a.qdpx", "no archive"));
        assert!(said.contains("a.qdpx") && said.contains("not a REFI-QDA project"), "{said}");
        let said = faults(reader("a.qdpx", archive(&[("readme.txt", "hello")])));
        assert!(said.contains("it has no project.qde"), "{said}");
        let said = faults(reader("a.qdpx", archive(&[("project.qde", "<Project><Sources>")])));
        assert!(said.starts_with("a.qdpx/project.qde:1:"), "{said}");
        let bomb = format!("<!DOCTYPE p [<!ENTITY a \"{}\">]><Project/>", "a".repeat(99));
        let said = faults(reader("a.qdpx", archive(&[("project.qde", &bomb)])));
        assert!(said.contains("error:"), "{said}");
        let large = " ".repeat(40 << 20);
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["project.qde", "Sources/ee.txt"] {
            archive.start_file(name, SimpleFileOptions::default()).expect("memory");
            let content = if name == "project.qde" { project("") } else { large.clone() };
            archive.write_all(content.as_bytes()).expect("memory");
        }
        let bytes = archive.finish().expect("memory").into_inner();
        let said = faults(reader("a.qdpx", bytes));
        assert!(said.contains("the project is larger than"), "{said}");
        let limits = Limits::default().with_binary(100);
        let said = faults(reader("a.qdpx", packed("")).limits(limits));
        assert!(said.contains("larger than 100 bytes"), "{said}");
    }

    #[test]
    fn what_is_written_is_read_again() {
        let folder = folder();
        file(&folder, "herald.txt", TEXT);
        let map = file(
            &folder,
            "map.toml",
            "[actors.Greens]\n[actors.Mayor]\n[issues.\"the <toll>\"]\n[sources.herald]\n\
             text = \"herald.txt\"\n[[stances]]\nactor = \"Greens\"\nlabel = \"rejects\"\n\
             issue = \"the <toll>\"\ntoward = \"Mayor\"\nsource = \"herald\"\ncoder = \"Eve\"\n\
             quote = \"reject the harbour toll\"\nnote = \"twice & more\"\n[[stances]]\n\
             actor = \"Mayor\"\nlabel = \"backs\"\ntoward = \"Greens\"\nsource = \"herald\"\n\
             quote = \"reject the harbour toll\"\nstatus = \"draft\"\n[[stances]]\nactor = \"Mayor\"\n\
             label = \"backs\"\nissue = \"the <toll>\"\n",
        );
        let graph = read(Reader::new().path(&map));
        let mut bytes = Vec::new();
        Format::Refi.write(&graph, &mut bytes).expect("memory takes everything");
        let mut second = Vec::new();
        Format::Refi.write(&graph, &mut second).expect("memory takes everything");
        assert!(bytes == second, "a project is the same each time");
        let again = read(reader("map.qdpx", bytes));
        assert_eq!(left_out(&again), [""; 0]);
        assert_eq!(stances(&again), stances(&graph)[..2].to_vec(), "but for what has no quote");
        characters_fit(&again, &TEXT.replace("\r\n", "\n"));
        let stance = again.stances().next().expect("there is one");
        assert_eq!((stance.coder(), stance.note()), (Some("Eve"), Some("twice & more")));
        assert_eq!(stance.toward().map(|actor| actor.id.as_str()), Some("Mayor"));
        let losses =
            Format::Refi.losses(&graph).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(losses, ["1 stance without a quote"]);
    }
}

mod lines {
    use super::*;

    fn escaped() -> String {
        serde_json::to_string(TEXT).expect("it is a text")
    }

    #[test]
    fn labels_at_one_place_and_relations_of_doccano_are_drafts() {
        let (start, end) = span("reject the harbour toll");
        let labels = ["issue: harbour toll", "actor: Greens", "against"];
        let labels = labels.map(|label| format!("[{start}, {end}, \"{label}\"]")).join(", ");
        let ends = |words: &str| {
            let (start, end) = span(words);
            format!("\"start_offset\": {start}, \"end_offset\": {end}")
        };
        let text = format!(
            "{{\"id\": 4, \"text\": {}, \"label\": [{labels}], \"meta\": {{\"title\": \"Herald\"}}}}\n\
             {{\"id\": 5, \"text\": {}, \"entities\": [{{\"id\": 1, \"label\": \"Person\", {}}}, \
             {{\"id\": 2, \"label\": \"Topic\", {}}}], \"relations\": [{{\"id\": 1, \"from_id\": 1, \
             \"to_id\": 2, \"type\": \"backs\"}}]}}\n",
            escaped(),
            escaped(),
            ends("Mayor"),
            ends("harbour toll"),
        );
        let graph = read(reader("coded.jsonl", text));
        let found = stances(&graph);
        assert_eq!(found.len(), 2, "{found:?} {:?}", left_out(&graph));
        assert_eq!(
            found[0],
            ("Greens opposes harbour toll".into(), true, "reject the harbour toll".into())
        );
        assert_eq!(found[1].0, "Mayor backs harbour toll");
        characters_fit(&graph, TEXT);
        let sources = graph.sources().iter().map(|source| source.id.to_string());
        assert_eq!(sources.collect::<Vec<_>>(), ["Herald", "coded 5"]);
        assert_eq!(left_out(&graph), [""; 0]);
    }

    #[test]
    fn regions_choices_and_relations_of_label_studio_are_drafts() {
        let (start, end) = span("reject the harbour toll");
        // Offsets of an older version: UTF-16.
        let (start, end) = (start + 1, end + 1);
        let region = |id: &str, control: &str, kind: &str, label: &str| {
            format!(
                "{{\"id\": \"{id}\", \"from_name\": \"{control}\", \"to_name\": \"text\", \"type\": \
                 \"{kind}\", \"value\": {{\"start\": {start}, \"end\": {end}, \"text\": \
                 \"reject the harbour toll\", \"{kind}\": [\"{label}\"]}}}}"
            )
        };
        let results = [
            region("a", "actor", "labels", "Greens"),
            region("b", "topic", "labels", "harbour toll"),
            region("b", "position", "choices", "against"),
        ]
        .join(", ");
        let task = format!(
            "[{{\"id\": 9, \"data\": {{\"text\": {}}}, \"annotations\": [{{\"completed_by\": \
             {{\"email\": \"eve@example.org\"}}, \"result\": [{results}]}}, {{\"was_cancelled\": true, \
             \"result\": []}}], \"predictions\": [{{\"result\": []}}]}}]",
            escaped()
        );
        let graph = read(reader("tasks.json", task));
        assert_eq!(
            stances(&graph),
            [("Greens opposes harbour toll".into(), true, "reject the harbour toll".into())]
        );
        characters_fit(&graph, TEXT);
        let drafts = graph.with_drafts();
        assert_eq!(drafts.stances().next().and_then(StanceRef::coder), Some("eve@example.org"));
        let said = left_out(&graph);
        assert_eq!(said.len(), 3, "{said:?}");
        assert!(said[2].contains("2 wrong offsets"), "{said:?}");
    }

    #[test]
    fn a_mapping_makes_stances_and_is_found_beside_the_file() {
        let (start, end) = span("The Mayor backs it");
        let line =
            format!("{{\"text\": {}, \"label\": [[{start}, {end}, \"Hafen/dafür\"]]}}", escaped());
        let mapping = "[codes]\n\"Hafen/dafür\" = { actor = \"mayor\", position = \"support\", issue = \"toll\" }\n";
        let folder = folder();
        let coded = file(&folder, "coded.jsonl", &line);
        let map = file(&folder, "map.toml", MAP);
        let codes = file(&folder, "codes.toml", mapping);
        let out = folder.path().join("out.toml").to_str().expect("a plain path").to_owned();
        let words = ["convert", &coded, &map, "--codes", &codes, "--texts", "texts", "-o", &out];
        answer(&words);
        let graph = read(Reader::new().path(&out));
        assert_eq!(
            stances(&graph),
            [("Mayor supports harbour toll".into(), false, "The Mayor backs it".into())]
        );
        characters_fit(&graph, TEXT);
        assert_eq!(check_quotes(&graph).len(), 0);
        let text = folder.path().join("texts/1.txt");
        assert_eq!(std::fs::read_to_string(text).expect("it is there"), TEXT);
        std::fs::rename(&codes, format!("{coded}.mapping.toml")).expect("it can be renamed");
        assert_eq!(read(Reader::new().path(&coded).path(&map)).stance_count(), 1);
        let drafts =
            CodeMapping::from_toml(&format!("status = \"draft\"\n{mapping}")).expect("it is right");
        let graph = read(Reader::new().path(&coded).path(&map).codes(drafts));
        assert_eq!((graph.stance_count(), stances(&graph).len()), (0, 1));
    }

    #[test]
    fn broken_lines_are_faults_with_their_places_and_flags_are_checked() {
        let said = faults(reader(
            "a.jsonl",
            "{\"text\": \"a\", \"label\": [[0, 1, \"x\"]]}\n{\"text\": \n",
        ));
        assert!(said.starts_with("a.jsonl:2:"), "{said}");
        let output = run(&["check", "examples/data/northeast-asia-2016.toml", "--codes", "x.toml"]);
        let said = text(&output.stderr);
        assert!(said.contains("--codes is for annotations"), "{said}");
    }
}

mod damaged {
    use super::*;
    use crate::shared::damage;
    use crate::shared::repository::root;
    use proptest::prelude::*;

    const SEEDS: [(Format, &str); 6] = [
        (Format::Brat, "brat/all-kinds"),
        (Format::WebAnnotation, "web_annotation/page"),
        (Format::Doccano, "doccano/spans-and-relations"),
        (Format::LabelStudio, "label_studio/task"),
        (Format::Refi, "refi/stored"),
        (Format::Refi, "refi/deflated"),
    ];

    fn seed(name: &str) -> Vec<u8> {
        std::fs::read(root().join("fuzz/seeds").join(name)).expect("it is there")
    }

    #[test]
    fn the_seeds_are_read_and_what_is_written_of_them_too() {
        for (format, name) in SEEDS {
            let graph = format.read(seed(name).as_slice()).expect("nothing is wrong with it");
            assert!(!stances(&graph).is_empty(), "{name}: {:?}", left_out(&graph));
            for to in [Format::Brat, Format::Refi, Format::WebAnnotation] {
                let mut bytes = Vec::new();
                to.write(&graph, &mut bytes).expect("memory takes everything");
                let again = to.read(bytes.as_slice()).expect("what we write has no faults");
                let place = |graph: &StanceGraph| {
                    let mut all = stances(graph);
                    all.retain(|(_, _, quote)| !quote.is_empty());
                    all.sort();
                    all
                };
                assert_eq!(place(&again), place(&graph), "{name} {to}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn whatever_is_done_to_annotations_they_are_read_or_refused(
            seed_number in 0..SEEDS.len(),
            cuts in prop::collection::vec(
                (
                    any::<prop::sample::Index>(),
                    0..20_usize,
                    prop::sample::select(vec![
                        "", "\t", "\n", " ", "\"", "{", "[", "<", "99999999999999999999", "-1", "T1", "😀", "&x;", ":",
                    ]),
                ),
                1..4,
            ),
        ) {
            let (format, name) = SEEDS[seed_number];
            let mut bytes = seed(name);
            damage::cut(&mut bytes, &cuts);
            damage::is_read_or_refused(format, &bytes)?;
        }
    }
}
