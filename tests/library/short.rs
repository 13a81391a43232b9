//! The short forms of TOML: what all stances of a file share, one-liners, names that nobody declares.

use stancegraph::export::format_text;
use stancegraph::format::Reader;
use stancegraph::{Format, Undeclared};

const LONG: &str = "\
[actors.ordo]
[actors.vale]
[issues.toll]
[sources.gazette]

[[stances]]
actor = \"ordo\"
label = \"opposes\"
issue = \"toll\"
date = 2021-04-03
source = \"gazette\"
coder = \"ann\"

[[stances]]
actor = \"vale\"
label = \"supports\"
toward = \"ordo\"
date = 2020-01-01
source = \"gazette\"
coder = \"ann\"
";

const SHORT: &str = "\
stances = [
  { actor = \"vale\", label = \"supports\", toward = \"ordo\", date = 2020-01-01 },
  # a comment
  { actor = \"ordo\", label = \"opposes\" }, # beside it
]

[defaults]
issue = \"toll\"
date = 2021-04-03
source = \"gazette\"
coder = \"ann\"

[actors.ordo]

[actors.vale]

[issues.toll]

[sources.gazette]
";

fn read(text: &str) -> Result<stancegraph::StanceGraph, stancegraph::Error> {
    Format::Toml.read(text.as_bytes())
}

#[test]
fn a_short_file_says_what_a_long_one_says() {
    assert_eq!(read(SHORT).unwrap().document(), read(LONG).unwrap().document());
    let json = r#"{"defaults": {"issue": "toll", "source": "gazette"}, "undeclared": "create",
                   "stances": [{"actor": "ordo", "label": "opposes"}]}"#;
    let graph = Format::Json.read(json.as_bytes()).unwrap();
    assert_eq!(graph.stances().next().unwrap().to_string(), "ordo opposes toll");
}

#[test]
fn the_canonical_form_of_a_short_file_is_short() {
    let canonical = format_text(Format::Toml, "map.toml", SHORT).unwrap();
    assert_eq!(canonical, SHORT);
    let untidy = SHORT.replace("  {", "{").replace("date = 2021", "date    = 2021");
    assert_eq!(format_text(Format::Toml, "map.toml", &untidy).unwrap(), SHORT);
    let tables = LONG.replace("coder = \"ann\"\n", "") + "\n[defaults]\ncoder = \"ann\"\n";
    let canonical = format_text(Format::Toml, "map.toml", &tables).unwrap();
    assert!(canonical.starts_with("[defaults]\ncoder = \"ann\"\n"), "{canonical}");
    assert_eq!(canonical.matches("ann").count(), 1);
    assert_eq!(read(&canonical).unwrap().document(), read(LONG).unwrap().document());
    assert_eq!(format_text(Format::Toml, "map.toml", &canonical).unwrap(), canonical);
}

#[test]
fn an_issue_beside_an_addressee_is_written_even_if_all_share_it() {
    let text = "[actors.ordo]\n[actors.vale]\n[issues.toll]\n[defaults]\nissue = \"toll\"\n\
                [[stances]]\nactor = \"ordo\"\nlabel = \"opposes\"\nissue = \"toll\"\ntoward = \"vale\"\n";
    let canonical = format_text(Format::Toml, "map.toml", text).unwrap();
    assert_eq!(read(&canonical).unwrap().document(), read(text).unwrap().document());
    assert_eq!(canonical.matches("issue = \"toll\"").count(), 2);
}

#[test]
fn a_stance_takes_few_letters() {
    let stance = "  { actor = \"iran\", label = \"supports\", issue = \"jcpoa\" },";
    assert!(stance.len() <= 75);
    let text = format!(
        "undeclared = \"create\"\nstances = [\n{stance}\n]\n[defaults]\ndate = 2015-07-14\n"
    );
    assert_eq!(read(&text).unwrap().stance_count(), 1);
}

#[test]
fn speakers_and_sources_need_no_declaration_and_one_warning_lists_them() {
    let text =
        LONG.replace("[sources.gazette]\n", "").replace("coder = \"ann\"", "speaker = \"ann\"");
    let graph = read(&text).unwrap();
    let fault = graph.created().unwrap();
    assert_eq!(
        fault.cause.to_string(),
        "nobody declares the source \"gazette\" and the speaker \"ann\""
    );
    assert_eq!(fault.place.map(|place| place.line), Some(10));
    assert_eq!(graph.suspicions(None).iter().filter(|other| *other == fault).count(), 1);
    let misspelt = LONG.replace("source = \"gazette\"", "source = \"gazete\"");
    let wanted = "nobody declares the source \"gazete\" (did you mean \"gazette\"?)";
    assert_eq!(read(&misspelt).unwrap().created().unwrap().cause.to_string(), wanted);
    assert!(read(LONG).unwrap().created().is_none());
    let table = "actor,issue,label,source\nordo,toll,opposes,press\n";
    assert!(Format::Csv.read(table.as_bytes()).unwrap().created().is_none());
}

#[test]
fn actors_and_issues_are_created_where_that_is_asked_for() {
    let text = LONG.replace("[actors.vale]\n[issues.toll]\n", "");
    let faults = read(&text).unwrap_err().to_string();
    assert!(
        faults.contains("unknown actor \"vale\"") && faults.contains("unknown issue \"toll\""),
        "{faults}"
    );
    let wanted = "nobody declares the actor \"vale\" and the issue \"toll\"";
    let asked = format!("undeclared = \"create\"\n{text}");
    assert_eq!(read(&asked).unwrap().created().unwrap().cause.to_string(), wanted);
    let canonical = format_text(Format::Toml, "map.toml", &asked).unwrap();
    assert!(canonical.starts_with("undeclared = \"create\"\n"), "{canonical}");
    let reader =
        Reader::new().undeclared(Undeclared::Create).stream("map.toml", std::io::Cursor::new(text));
    assert_eq!(reader.read().unwrap().created().unwrap().cause.to_string(), wanted);
    let faults = read("undeclared = \"yes\"\n").unwrap_err().to_string();
    assert!(faults.contains("\"undeclared\" has to be \"create\", not \"yes\""), "{faults}");
}

#[test]
fn what_all_stances_share_is_checked_as_they_are() {
    for (defaults, wanted) in [
        ("label = \"opposes\"", "unknown field \"label\""),
        ("date = \"soon\"", "\"soon\" is not a date"),
        ("source = 3", "source"),
        ("actor = \"vael\"", "unknown actor \"vael\""),
    ] {
        let text = LONG.replace("actor = \"vale\"\n", "") + &format!("[defaults]\n{defaults}\n");
        let faults = read(&text).unwrap_err().to_string();
        assert!(faults.contains(wanted), "{defaults}: {faults}");
    }
}
