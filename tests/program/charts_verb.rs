//! The charts of `draw` on the command line: flags arrive, and what is missing is asked for.

use crate::shared::program::{self, EXAMPLE, answer, refusal};

const CROSSING: &str = "examples/data/lindhaven-crossing.toml";

#[test]
fn every_chart_is_drawn_from_the_command_line() {
    for (words, wanted) in [
        (vec!["--view", "issues"], "one segment is one actor"),
        (vec!["--view", "issues", "--theme", "print"], "unknown, not neutral"),
        (vec!["--view", "timeline", "--actor", "city"], "a lane for each target of Lindhaven City"),
        (vec!["--view", "timeline", "--issue", "tunnel"], "a lane for each actor on Road tunnel"),
        (vec!["--view", "timeline"], "a lane for all that an actor said"),
        (vec!["--view", "balance"], "algebraic conflict"),
        (vec!["--view", "balance", "--min-shared", "3"], "at least 3 targets"),
        (vec!["--view", "change", "--since", "2024"], "changed since 2024-01-01: "),
        (vec!["--since", "2024", "--at", "2024-12-31"], "changed since 2024-01-01: "),
        (vec!["--view", "flow", "--window", "1y"], "3 windows of 1y"),
        (vec!["--window", "1y", "--step", "6m"], "windows of 1y, 6m apart"),
    ] {
        let picture = answer(&[&["draw", CROSSING], &words[..]].concat());
        assert!(picture.starts_with("<svg"), "{words:?}");
        // Lines are broken where they are full.
        let text = picture.replace("</text>\n", " ");
        let text = text.split('<').map(|part| part.rsplit('>').next().unwrap_or_default());
        let text = text.collect::<Vec<_>>().join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(wanted), "{words:?}: {wanted} is not in {text}");
    }
}

#[test]
fn what_is_missing_is_asked_for() {
    for (words, way_out) in [
        (vec!["--view", "change"], "--since DATE"),
        (vec!["--view", "change", "--since", "2024", "--ever"], "--since DATE --at DATE"),
        (vec!["--view", "flow"], "--window 3m"),
        (vec!["--view", "issues", "--since", "2024"], "--since belongs to --view change"),
        (vec!["--view", "stances", "--window", "1y"], "--window belongs to --view flow"),
        (vec!["--step", "1y"], "--window"),
        (vec!["--view", "flow", "--window", "1d", "--from", "1900", "--until", "2000"], "window"),
        (vec!["--view", "balance", "-o", "map.dot"], "write it as .svg"),
    ] {
        let said = refusal(&[&["draw", CROSSING], &words[..]].concat());
        assert!(said.contains(way_out), "{words:?}: {said}");
    }
}

#[test]
fn a_change_after_its_second_day_is_refused() {
    let words = ["draw", EXAMPLE, "--view", "change", "--since", "2017", "--at", "2016-04-29"];
    let said = refusal(&words);
    assert!(said.contains("2017") && said.contains("2016-04-29"), "{said}");
}

/// Nobody can follow so many lines, and placing them takes minutes.
#[test]
fn more_lines_than_can_be_read_are_refused_with_their_number() {
    let folder = program::folder();
    let rows = (0..2_001).map(|actor| format!("actor {actor},supports,issue {}\n", actor % 90));
    let table = format!("actor,label,issue\n{}", rows.collect::<String>());
    let file = program::file(&folder, "many.csv", &table);
    let said = refusal(&["draw", &file, "--view", "stances"]);
    assert!(said.contains("a diagram of 2001 lines is more than can be read"), "{said}");
    assert!(said.contains("at most 2000; --view matrix shows them all"), "{said}");
}
