//! What faults cost: as much wherever they stand, and however many there are.

use std::io::Cursor;

use stancegraph::error::MAX_FAULTS;
use stancegraph::format::Reader;
use stancegraph::{Error, Faults};

fn faults(name: &str, text: String) -> Faults {
    match Reader::new().stream(name, Cursor::new(text)).read() {
        Err(Error::Faults(faults)) => faults,
        other => panic!("{name} has faults: {other:?}"),
    }
}

/// A file with so many faults, all on one line where the format has no lines.
fn faulty(name: &str, count: usize) -> String {
    let all = |one: &dyn Fn(usize) -> String, between: &str| {
        (0..count).map(one).collect::<Vec<_>>().join(between)
    };
    let json =
        |end: &str| format!("{{\"actor\": \"a{end}\", \"label\": \"opposes\", \"issue\": \"b\"}}");
    match name {
        "actors.json" => {
            let stances = all(&|number| json(&number.to_string()), ",");
            format!(
                "{{\"actors\": {{\"ann\": {{}}}}, \"issues\": {{\"b\": {{}}}}, \"stances\": [{stances}]}}"
            )
        }
        "fields.json" => {
            let stances = all(&|_| format!("{{\"acter\": 1, {}", &json("")[1..]), ",");
            format!(
                "{{\"actors\": {{\"a\": {{}}}}, \"issues\": {{\"b\": {{}}}}, \"stances\": [{stances}]}}"
            )
        }
        "lines.jsonl" => all(&|_| format!("{{\"acter\": 1, {}\n", &json("")[1..]), ""),
        "stances.toml" => {
            all(&|_| "[[stances]]\nactor = \"a\"\nissue = \"b\"\nfoo = 1\n".into(), "")
        }
        "broken.toml" => all(&|_| "a = = 1\n".into(), ""),
        "columns.csv" => format!("actor,{}\n", all(&|number| format!("x{number}"), ",")),
        "cells.csv" => {
            format!("actor,issue,position,date\n{}", all(&|_| "a,b,support,16\n".into(), ""))
        }
        "labels.csv" => {
            format!("actor,issue,label\n{}", all(&|number| format!("a,b,zz{number}\n"), ""))
        }
        "ragged.csv" => format!("actor,issue,position\n{}", all(&|_| "a,b\n".into(), "")),
        "signs.csv" => format!("source,target,sign\n{}", all(&|_| "a,b,x\n".into(), "")),
        "map.graphml" => {
            let edges = all(&|number| format!("<edge source=\"a{number}\" target=\"b\"/>"), "");
            format!(
                "<graphml><graph edgedefault=\"directed\"><node id=\"ann\"/>{edges}</graph></graphml>"
            )
        }
        "map.cyjs" => {
            let edges = all(
                &|number| format!("{{\"data\":{{\"source\":\"a{number}\",\"target\":\"b\"}}}}"),
                ",",
            );
            format!(
                "{{\"elements\":{{\"nodes\":[{{\"data\":{{\"id\":\"ann\"}}}}],\"edges\":[{edges}]}}}}"
            )
        }
        _ => format!("*Vertices 2\n*Arcs\n{}", all(&|number| format!("1 {} x\n", number + 3), "")),
    }
}

const NAMES: [&str; 13] = [
    "actors.json",
    "fields.json",
    "lines.jsonl",
    "stances.toml",
    "broken.toml",
    "columns.csv",
    "cells.csv",
    "labels.csv",
    "ragged.csv",
    "signs.csv",
    "map.graphml",
    "map.cyjs",
    "map.net",
];

#[test]
fn a_hundred_faults_are_listed_and_the_others_counted() {
    for name in NAMES {
        let found = faults(name, faulty(name, 250));
        assert!(found.iter().len() <= MAX_FAULTS, "{name}");
        let all = found.iter().len() + found.omitted();
        // A network of which no sign is one is one fault.
        assert!(all == 1 || all >= 249, "{name}: {all}: {found}");
        for fault in &found {
            let place = fault.place.expect("every fault has its place");
            let excerpt = found.files().excerpt(place);
            let excerpt = excerpt.unwrap_or_else(|| panic!("{name} {place:?} has no line"));
            assert!(excerpt.text().chars().count() <= 1_000, "{name}");
            let end = excerpt.skipped() as usize + excerpt.text().chars().count();
            assert!(place.column as usize <= end + 1, "{name} {place:?}");
            assert!(place.column == 0 || place.column > excerpt.skipped(), "{name} {place:?}");
        }
    }
}

/// How long this thread has worked, in nanoseconds; what others do meanwhile does not count.
#[cfg(target_os = "linux")]
fn worked() -> u64 {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    times.split(' ').next().and_then(|time| time.parse().ok()).unwrap_or(0)
}

/// Sixteen times as many faults take sixteen times as long, and not 256 times.
#[test]
#[cfg(target_os = "linux")]
fn faults_cost_the_same_wherever_they_stand() {
    for name in NAMES {
        let cost = |count: usize| {
            let text = faulty(name, count);
            let begin = worked();
            drop(faults(name, text).to_string());
            worked() - begin
        };
        let [few, some, many] = [500, 2_000, 8_000].map(cost);
        println!("{name}: {few} {some} {many}");
        // What a hundred faults cost in full is in all three.
        assert!(many < 64 * few.max(1_000_000), "{name}: {few} {some} {many}");
    }
}

#[test]
fn a_place_on_a_long_line_is_shown_with_what_stands_around_it() {
    let stance = "{\"actor\":\"ann\",\"label\":\"opposes\",\"issue\":\"b\"},".repeat(10_000);
    let text = format!(
        "{{\"actors\":{{\"ann\":{{}}}},\"issues\":{{\"b\":{{}}}},\"stances\":[{stance}{{\"actor\":\"anne\",\
         \"label\":\"opposes\",\"issue\":\"b\"}}]}}"
    );
    let wanted =
        text.chars().count() - "\"anne\",\"label\":\"opposes\",\"issue\":\"b\"}]}".len() + 1;
    let found = faults("long.json", text);
    assert_eq!(
        found.to_string(),
        format!("long.json:1:{wanted}: error: unknown actor \"anne\"; did you mean \"ann\"?")
    );
    let place = found.iter().next().and_then(|fault| fault.place).expect("it has a place");
    let excerpt = found.files().excerpt(place).expect("its line is known");
    let before = place.column - 1 - excerpt.skipped();
    assert!(
        excerpt.text().chars().skip(before as usize).collect::<String>().starts_with("\"anne\"")
    );
}

/// Five hundred stances with one label that nobody knows, and one with another.
#[test]
fn an_unknown_label_is_one_fault_however_many_stances_have_it() {
    let stance = |number: usize| match number {
        500 => ("b", "zaps"),
        _ => (["a", "b"][number % 2], "frobs"),
    };
    let all = |one: &dyn Fn(&str, &str) -> String, between: &str| {
        let stances = (0..=500).map(|number| {
            let (actor, label) = stance(number);
            one(actor, label)
        });
        stances.collect::<Vec<_>>().join(between)
    };
    let json = |actor: &str, label: &str| {
        format!("{{\"actor\": \"{actor}\", \"label\": \"{label}\", \"issue\": \"i\"}}")
    };
    let toml = |actor: &str, label: &str| {
        format!("[[stances]]\nactor = \"{actor}\"\nlabel = \"{label}\"\nissue = \"i\"\n")
    };
    let declared = "\"actors\": {\"a\": {}, \"b\": {}}, \"issues\": {\"i\": {}}";
    for (name, text, first, line) in [
        (
            "map.csv",
            format!("actor,label,issue\n{}", all(&|a, l| format!("{a},{l},i\n"), "")),
            "2:3",
            "\"frobs\" = \"oppose\"",
        ),
        ("map.jsonl", all(&json, "\n"), "1:25", "\"label\":\"frobs\""),
        (
            "map.json",
            format!("{{{declared}, \"stances\": [\n{}]}}", all(&json, ",\n")),
            "2:25",
            "\"frobs\": \"oppose\"",
        ),
        (
            "map.toml",
            format!("[actors.a]\n[actors.b]\n[issues.i]\n{}", all(&toml, "")),
            "6:9",
            "\"frobs\" = \"oppose\"",
        ),
    ] {
        let faults = faults(name, text);
        let said = faults.to_string();
        assert_eq!((faults.iter().count(), faults.omitted()), (2, 0), "{said}");
        let wanted = format!(
            "{name}:{first}: error: the label \"frobs\" of 500 stances does not say a position"
        );
        assert!(said.starts_with(&wanted), "{said}");
        assert!(said.contains("the label \"zaps\" does not say a position"), "{said}");
        let fix = faults.iter().next().and_then(stancegraph::Fault::help).expect("there is a fix");
        assert!(fix.contains(line) && fix.contains("each of"), "{fix}");
    }
}
