//! Single stances that are added, changed and removed in files that people wrote.

use stancegraph::edit::TextFile;
use stancegraph::edit::revise::{Declared, Revised, Revision, read, revise};
use stancegraph::model::{Actor, ActorId, Position, Source, SourceId, Stance, date};
use stancegraph::{Error, StanceGraph};

const MAP: &str = "# the map
title = \"T\"

[actors.us] # the state
name = \"United States\"

[actors.kerry]

[issues.deal]

# read twice
[[stances]]
# first
actor = \"United States\" # who
label = \"supports\"
issue = \"deal\" # what

[[stances]]
actor = \"kerry\"
label = \"opposes\"
issue = \"deal\"
date = 2015-07-14
quote = \"\"\"
No.
Never.\"\"\"

# the end
";

fn files(path: &str, text: &str) -> [TextFile; 1] {
    [TextFile::new(path, text)]
}

fn graph(files: &[TextFile]) -> StanceGraph {
    read(files).expect("the files have no faults")
}

fn revised(path: &str, text: &str, revisions: &[Revision]) -> Revised {
    let files = files(path, text);
    revise(&files, &graph(&files), revisions).expect("it can be revised")
}

fn new(path: &str, text: &str, revisions: &[Revision]) -> String {
    revised(path, text, revisions).texts[0].text.clone().expect("it is a text")
}

fn stance(path: &str, text: &str, line: u32) -> Stance {
    let graph = graph(&files(path, text));
    let found = graph.stances().find(|stance| stance.place().expect("a place").line == line);
    found.expect("a stance").to_stance()
}

fn add(stance: Stance) -> Revision {
    Revision::Add { file: 0, stance: Box::new(stance) }
}

fn change(line: u32, stance: Stance) -> Revision {
    Revision::Change { file: 0, line, stance: Box::new(stance) }
}

fn remove(line: u32) -> Revision {
    Revision::Remove { file: 0, line }
}

fn on_deal(actor: &str, label: &str) -> Stance {
    Stance::on_issue(actor, label, "deal").expect("ids")
}

#[test]
fn a_new_stance_stands_behind_the_others() {
    let wanted = on_deal("us", "opposes").with_date(date(2016, 1, 2)).with_note("a \"b\"");
    let block = "\n[[stances]]\nactor = \"us\"\nlabel = \"opposes\"\nissue = \"deal\"\ndate = 2016-01-02\n\
                 note = 'a \"b\"'\n";
    assert_eq!(new("map.toml", MAP, &[add(wanted.clone())]), format!("{MAP}{block}"));
    let bare = MAP.split("\n# the end").next().expect("text").trim_end();
    assert_eq!(new("map.toml", bare, &[add(wanted)]), format!("{bare}\n{block}"));
}

#[test]
fn what_follows_the_stances_stays_behind_them() {
    let map = format!("{MAP}[labels]\nfor = \"support\"\n");
    let text = new("map.toml", &map, &[add(on_deal("us", "opposes"))]);
    let (before, behind) = text.split_once("\n\n[[stances]]\nactor = \"us\"").expect("it is new");
    assert!(before.ends_with("Never.\"\"\"") && behind.contains("# the end\n[labels]"), "{text}");
}

#[test]
fn a_changed_field_is_its_line_alone() {
    let said = stance("map.toml", MAP, 1).with_note("twice");
    let text = new("map.toml", MAP, &[change(1, said)]);
    let expected = MAP.replace("\"deal\" # what\n", "\"deal\" # what\nnote = \"twice\"\n");
    assert_eq!(text, expected);
    let mut said = stance("map.toml", MAP, 2).with_label("supports").with_quote("Yes.");
    said.date = None;
    let expected = MAP
        .replace("label = \"opposes\"", "label = \"supports\"")
        .replace("date = 2015-07-14\n", "")
        .replace("\"\"\"\nNo.\nNever.\"\"\"", "\"Yes.\"");
    assert_eq!(new("map.toml", MAP, &[change(2, said)]), expected);
}

#[test]
fn a_position_that_the_label_implied_goes_with_it() {
    let map = MAP.replace("label = \"opposes\"", "label = \"opposes\"\nposition = \"oppose\"");
    let said = stance("map.toml", &map, 2).with_label("supports");
    let revised = revised("map.toml", &map, &[change(2, said)]);
    assert!(revised.graph.stances().all(|stance| stance.position() == Position::Support));
}

#[test]
fn a_removed_stance_leaves_the_rest() {
    let start = MAP.find("\n[[stances]]\nactor = \"kerry\"").expect("it is there");
    let end = MAP.find("\n# the end").expect("it is there");
    let expected = format!("{}{}", &MAP[..start], &MAP[end..]);
    assert_eq!(new("map.toml", MAP, &[remove(2)]), expected);
    let none = new("map.toml", MAP, &[remove(1), remove(2)]);
    assert!(!none.contains("[[stances]]") && none.contains("# the end"), "{none}");
}

#[test]
fn one_liners_stay_one_liners() {
    let map = "undeclared = \"create\"\nstances = [\n  { actor = \"ann\", label = \"supports\" }, # a\n  \
               # b\n  { actor = \"bob\", label = \"opposes\" },\n]\n\n[defaults]\nissue = \"deal\"\n";
    let text = new("map.toml", map, &[add(on_deal("cem", "opposes"))]);
    let bob = "{ actor = \"bob\", label = \"opposes\" },\n";
    let expected =
        map.replace(bob, &format!("{bob}  {{ actor = \"cem\", label = \"opposes\" }},\n"));
    assert_eq!(text, expected);
    let expected = map.replace(bob, "").replace("  # b\n  ", "  # b\n");
    assert_eq!(new("map.toml", map, &[remove(2)]), expected);
    let said = stance("map.toml", map, 1).with_label("opposes").with_note("n");
    let text = new("map.toml", map, &[change(1, said)]);
    assert!(text.contains("{ actor = \"ann\", label = \"opposes\", note = \"n\" }, # a"), "{text}");
}

#[test]
fn json_keeps_its_form() {
    let map = "{\n  \"actors\": {\"us\": {}},\n  \"issues\": {\n    \"deal\": {}\n  },\n  \"stances\": [\n    \
               {\n      \"actor\": \"us\",\n      \"label\": \"supports\",\n      \"issue\": \"deal\"\n    }\n  ]\n}\n";
    let text = new("map.json", map, &[add(on_deal("us", "opposes"))]);
    let one = "    {\n      \"actor\": \"us\",\n      \"label\": \"supports\",\n      \"issue\": \"deal\"\n    }";
    let two = one.replace("supports", "opposes");
    assert_eq!(text, map.replace(one, &format!("{one},\n{two}")));
    assert_eq!(new("map.json", &text, &[remove(1)]), map.replace("supports", "opposes"));
    assert_eq!(new("map.json", &text, &[remove(2)]), map);
    let kim = Declared::Actor(Actor::new(ActorId::new("kim").expect("an id")));
    let text = new("map.json", map, &[Revision::Declare { file: 0, declared: kim }]);
    assert!(text.contains("{\"us\": {}, \"kim\": {}}"), "{text}");
    let empty = new(
        "map.json",
        "{\"actors\": {\"us\": {}}, \"issues\": {\"deal\": {}}}",
        &[add(on_deal("us", "opposes"))],
    );
    assert!(empty.contains("\"stances\": ["), "{empty}");
}

#[test]
fn tables_are_changed_cell_by_cell() {
    let csv = "id,actor,label,issue\r\na,us,supports,deal\r\nb,\"kerry\",opposes,deal\r\n";
    let text =
        new("map.csv", csv, &[add(on_deal("us", "opposes, too").with_position(Position::Oppose))]);
    let expected = "id,actor,label,issue,position\r\na,us,supports,deal,\r\n";
    assert!(text.starts_with(expected), "{text}");
    assert!(text.ends_with("\r\n,us,\"opposes, too\",deal,oppose\r\n"), "{text}");
    let said = stance("map.csv", csv, 2).with_label("opposes");
    assert_eq!(new("map.csv", csv, &[change(2, said)]), csv.replace("supports", "opposes"));
    assert_eq!(new("map.csv", csv, &[remove(2)]), csv.replace("a,us,supports,deal\r\n", ""));
    let press = Source::new(SourceId::new("press").expect("an id")).with_text("press.txt");
    let text =
        new("map.csv", csv, &[Revision::Declare { file: 0, declared: Declared::Source(press) }]);
    assert!(text.ends_with("press,,,,source,press.txt\r\n"), "{text}");
}

#[test]
fn declarations_stand_with_their_kind() {
    let declare = |declared| [Revision::Declare { file: 0, declared }];
    let kim = || Declared::Actor(Actor::new(ActorId::new("kim").expect("an id")).with_name("Kim"));
    let text = new("map.toml", MAP, &declare(kim()));
    let expected =
        MAP.replace("[actors.kerry]\n", "[actors.kerry]\n\n[actors.kim]\nname = \"Kim\"\n");
    assert_eq!(text, expected);
    let press = Source::new(SourceId::new("press 1").expect("an id")).with_date(date(2016, 1, 2));
    let text = new("map.toml", MAP, &declare(Declared::Source(press)));
    let block = "[sources.\"press 1\"]\ndate = 2016-01-02\n\n# read twice\n[[stances]]";
    assert_eq!(text, MAP.replacen("# read twice\n[[stances]]", block, 1));
    let text = new("map.toml", "", &declare(kim()));
    assert_eq!(text, "[actors.kim]\nname = \"Kim\"\n");
    let text = new("map.toml", "[actors]\nus = {}\n[issues]\ndeal = {}\n", &declare(kim()));
    assert_eq!(text, "[actors]\nus = {}\nkim = { name = \"Kim\" }\n[issues]\ndeal = {}\n");
}

#[test]
fn what_a_file_cannot_say_is_refused() {
    let map = "undeclared = \"create\"\n[defaults]\nspeaker = \"kim\"\n[[stances]]\nactor = \"us\"\n\
               label = \"supports\"\nissue = \"deal\"\n";
    let files = files("map.toml", map);
    let refused = revise(&files, &graph(&files), &[add(on_deal("us", "opposes"))]);
    assert!(
        matches!(&refused, Err(Error::NotEdited(what)) if what.contains("speaker")),
        "{refused:?}"
    );
    let files = [TextFile { path: "map.xlsx".into(), text: None }];
    let empty = StanceGraph::builder().build().expect("nothing is a graph");
    let refused = revise(&files, &empty, &[add(on_deal("us", "opposes"))]);
    assert!(
        matches!(&refused, Err(Error::NotEdited(what)) if what.contains("convert")),
        "{refused:?}"
    );
}
