//! Coding in a workbench: commands, undo, and files that others write meanwhile.

use std::fs;

use fastrand::Rng;
use serde_json::{Value, json};
use stancegraph::edit::TextFile;
use stancegraph::format::Reader;
use stancegraph::workbench::{Command, Done, Plan, Refusal, Why, Workbench};
use tempfile::TempDir;

const MAP: &str = "# a map\n[actors.ann]\nname = \"Ann\"\n\n[actors.bob]\n\n[issues.tunnel]\n\n[sources.press]\ntext = \"press.txt\"\n\n\
                   # the first\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\" # firmly\nissue = \"tunnel\"\n\n\
                   [[stances]]\nactor = \"bob\"\nlabel = \"supports\"\nissue = \"tunnel\"\nstatus = \"draft\"\nrule = \"r1\"\n\n\
                   [[stances]]\nactor = \"bob\"\nlabel = \"welcomes\"\nissue = \"tunnel\"\nstatus = \"draft\"\n\n# the end\n";

/// A map whose only file is in memory, as a disk would have it.
struct Disk {
    bench: Workbench,
    path: &'static str,
    text: String,
}

impl Disk {
    fn of(path: &'static str, text: &str) -> Self {
        let bench = Workbench::open(vec![TextFile::new(path, text)]).expect("it opens");
        Self { bench, path, text: text.to_owned() }
    }

    fn refresh(&mut self) {
        let files = vec![TextFile::new(self.path, self.text.clone())];
        self.bench.refresh(files).expect("it can be read");
    }

    /// Writes a plan, if the file is what it was; whether it was.
    fn write(&mut self, plan: Plan) -> Option<Done> {
        if plan.files().iter().any(|file| file.old != self.text) {
            return None;
        }
        plan.files().iter().for_each(|file| self.text.clone_from(&file.new));
        Some(self.bench.carried_out(plan))
    }

    fn act(&mut self, seen: &str, command: &Value) -> Result<Done, Refusal> {
        self.refresh();
        let plan = self.bench.plan(seen, &said(command))?;
        Ok(self.write(plan).expect("nobody else writes"))
    }

    /// Carries out a command for a front end that has seen the latest version.
    fn now(&mut self, command: &Value) -> Result<Done, Refusal> {
        self.refresh();
        let seen = self.bench.version().to_owned();
        self.act(&seen, command)
    }

    fn done(&mut self, command: &Value) -> Done {
        self.now(command).unwrap_or_else(|refusal| panic!("{command}: {refusal}"))
    }

    fn undo(&mut self) -> Result<Done, Refusal> {
        self.refresh();
        let plan = self.bench.undo()?;
        Ok(self.write(plan).expect("nobody else writes"))
    }

    fn redo(&mut self) -> Result<Done, Refusal> {
        self.refresh();
        let plan = self.bench.redo()?;
        Ok(self.write(plan).expect("nobody else writes"))
    }

    /// The ids of the stances with a label.
    fn ids(&self, label: &str) -> Vec<String> {
        let cards = self.bench.cards().into_iter().filter(|card| card.label == label);
        cards.map(|card| card.id).collect()
    }
}

fn said(command: &Value) -> Command {
    Command::from_json(&command.to_string()).expect("a command")
}

#[test]
fn every_command_is_one_step_back_and_forth() {
    let mut disk = Disk::of("map.toml", MAP);
    let (draft, other) = (disk.ids("supports").remove(0), disk.ids("welcomes").remove(0));
    let opposes = disk.ids("opposes").remove(0);
    let commands = [
        json!({"add": {"actor": "Cem", "label": "opposes", "issue": "Ferry", "create": true}}),
        json!({"change": {"id": opposes, "note": "again", "label": "rejects"}}),
        json!({"remove": {"ids": [opposes]}}),
        json!({"accept": {"ids": [draft, other]}}),
        json!({"reject": {"ids": [other]}}),
        json!({"recode": {"field": "label", "from": "opposes", "to": "rejects"}}),
        json!({"recode": {"field": "issue", "from": "tunnel", "to": "Ferry", "create": true}}),
        json!({"source": {"title": "News of today", "text": "Ann said no.\r\n", "date": "3 May 2024"}}),
        json!({"declare": {"actors": [{"name": "Dan"}], "issues": [{"id": "dam", "name": "Lake dam"}]}}),
        json!({"merge": {"keep": "ann", "others": ["bob"], "kind": "actor"}}),
    ];
    for command in commands {
        disk.done(&command);
        let after = disk.text.clone();
        assert_ne!(after, MAP, "{command}");
        disk.undo().expect("it can be undone");
        assert_eq!(disk.text, MAP, "{command}");
        disk.redo().expect("it can be made again");
        assert_eq!(disk.text, after, "{command}");
        disk.undo().expect("it can be undone");
    }
    assert_eq!(disk.undo().expect_err("nothing is left").why, Why::Missing);
}

#[test]
fn accepting_touches_the_drafts_alone() {
    let mut disk = Disk::of("map.toml", MAP);
    let drafts = [disk.ids("supports"), disk.ids("welcomes")].concat();
    let done = disk.done(&json!({"accept": {"ids": drafts}}));
    assert_eq!(disk.text, MAP.replace("status = \"draft\"\n", ""));
    assert_eq!(done.changed.len(), 2);
    assert_eq!(done.changed, drafts, "their ids stay");
    let refused = disk.now(&json!({"reject": {"ids": drafts}})).expect_err("they are confirmed");
    assert_eq!(refused.why, Why::Conflict);
    let refused = disk.now(&json!({"accept": {"ids": ["nix"]}})).expect_err("there is none");
    assert_eq!(refused.why, Why::Missing);
}

#[test]
fn an_unknown_name_is_refused_with_what_looks_like_it() {
    let mut disk = Disk::of("map.toml", MAP);
    let refused =
        disk.now(&json!({"add": {"actor": "Anne", "label": "opposes", "issue": "tunnel"}}));
    let refused = refused.expect_err("nobody has the name");
    assert_eq!((refused.why, refused.field.as_deref()), (Why::Senseless, Some("actor")));
    assert!(refused.alike.iter().any(|alike| alike.id == "ann"), "{refused:?}");
    let done = disk.done(
        &json!({"add": {"actor": "Anne", "speaker": "Anne", "label": "opposes", "issue": "tunnel", "create": true}}),
    );
    assert_eq!(done.created.actors, ["anne"]);
}

#[test]
fn what_is_said_has_to_make_sense() {
    let mut disk = Disk::of("map.toml", MAP);
    let cases = [
        (json!({"add": {"label": "opposes", "issue": "tunnel"}}), "actor"),
        (json!({"add": {"actor": "ann", "label": "opposes"}}), "issue"),
        (json!({"add": {"actor": "ann", "issue": "tunnel"}}), "label"),
        (json!({"add": {"actor": "ann", "label": "muses about", "issue": "tunnel"}}), "position"),
        (
            json!({"add": {"actor": "ann", "label": "x", "position": "perhaps", "issue": "tunnel"}}),
            "position",
        ),
        (
            json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "date": "3/4/2024"}}),
            "date",
        ),
        (
            json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "until": "soon"}}),
            "until",
        ),
        (
            json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "source": "nix"}}),
            "source",
        ),
        (
            json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "strength": 7}}),
            "strength",
        ),
        (
            json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "start": 3, "end": 9}}),
            "quote",
        ),
        (json!({"add": {"actor": 3, "label": "opposes", "issue": "tunnel"}}), "actor"),
        (
            json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "colour": "red"}}),
            "colour",
        ),
    ];
    for (command, field) in cases {
        let refused = disk.now(&command).expect_err("it makes no sense");
        assert_eq!(refused.field.as_deref(), Some(field), "{command}: {refused}");
        assert_eq!(disk.text, MAP);
    }
}

#[test]
fn what_an_editor_wrote_meanwhile_is_merged_or_stands() {
    let mut disk = Disk::of("map.toml", MAP);
    let seen = disk.bench.version().to_owned();
    let id = disk.ids("opposes").remove(0);
    disk.text = disk.text.replace("firmly\n", "firmly\nnote = \"by hand\"\n");
    // Another field of the same stance.
    disk.act(&seen, &json!({"change": {"id": id, "grade": "B"}})).expect("both stay");
    assert!(disk.text.contains("note = \"by hand\"") && disk.text.contains("grade = \"B\""));
    // The same field.
    let refused =
        disk.act(&seen, &json!({"change": {"id": id, "note": "mine"}})).expect_err("a conflict");
    assert_eq!((refused.why, refused.field.as_deref()), (Why::Conflict, Some("note")));
    let refused = disk.act(&seen, &json!({"remove": {"ids": [id]}})).expect_err("a conflict");
    assert_eq!(refused.why, Why::Conflict);
    // A stance that is another one now.
    disk.text = disk.text.replace("\"opposes\" # firmly", "\"rejects\" # firmly");
    let refused =
        disk.act(&seen, &json!({"change": {"id": id, "grade": "C"}})).expect_err("it is gone");
    assert_eq!(refused.why, Why::Conflict);
    // Undo takes back the grade, and leaves what was written by hand.
    disk.undo().expect("nothing else changed there");
    assert!(!disk.text.contains("grade = \"B\"") && disk.text.contains("\"rejects\" # firmly"));
    assert!(disk.text.contains("note = \"by hand\""));
}

#[test]
fn an_undo_of_what_somebody_else_changed_is_refused() {
    let mut disk = Disk::of("map.toml", MAP);
    disk.done(
        &json!({"add": {"actor": "ann", "label": "supports", "issue": "tunnel", "note": "mine"}}),
    );
    disk.text = disk.text.replace("\"mine\"", "\"theirs\"");
    let text = disk.text.clone();
    assert_eq!(disk.undo().expect_err("a conflict").why, Why::Conflict);
    assert_eq!(disk.text, text);
}

#[test]
fn nothing_is_written_into_files_with_faults() {
    let mut disk = Disk::of("map.toml", MAP);
    disk.text = disk.text.replace("issue = \"tunnel\"\n\n", "issue = \"bridge\"\n\n");
    let add = json!({"add": {"actor": "ann", "label": "supports", "issue": "tunnel"}});
    assert_eq!(disk.now(&add).expect_err("there are faults").why, Why::Conflict);
    assert!(disk.bench.state().faults.iter().any(|fault| fault.contains("bridge")));
    assert_eq!(disk.bench.cards().len(), 3, "what was last sound is shown");
    disk.text = MAP.to_owned();
    disk.done(&add);
}

#[test]
fn a_new_stance_stands_where_those_of_its_source_and_coder_stand() {
    let stance = |actor: &str, coder: &str, source: &str| {
        format!(
            "[[stances]]\nactor = \"{actor}\"\nlabel = \"opposes\"\nissue = \"tunnel\"\ncoder = \"{coder}\"\nsource = \"{source}\"\n"
        )
    };
    let names = "undeclared = \"create\"\n[sources.a]\n[sources.b]\n";
    let files = vec![
        TextFile::new("one.toml", format!("{names}{}", stance("ann", "x", "a"))),
        TextFile::new("two.toml", format!("undeclared = \"create\"\n{}", stance("bob", "y", "a"))),
        TextFile::new("three.csv", "actor,label,issue,coder,source\ncem,opposes,tunnel,x,b\n"),
    ];
    let home = |coder: &str, source: &str| {
        let bench =
            Workbench::open(files.clone()).expect("it opens").with_coder(Some(coder.into()));
        let add = json!({"add": {"actor": "ann", "label": "supports", "issue": "tunnel", "source": source}});
        let plan = bench.plan(bench.version(), &said(&add)).expect("it can be added");
        assert_eq!(plan.files().len(), 1);
        plan.files()[0].path.display().to_string()
    };
    assert_eq!(home("x", "a"), "one.toml");
    assert_eq!(home("y", "a"), "two.toml");
    assert_eq!(home("z", "a"), "two.toml");
    assert_eq!(home("z", "b"), "three.csv");
}

#[test]
fn tables_and_json_are_coded_as_well() {
    let csv = "actor,label,issue\nann,opposes,tunnel\n";
    let json_map = "{\n  \"actors\": {\"ann\": {}},\n  \"issues\": {\"tunnel\": {}},\n  \"stances\": [\n    {\"actor\": \"ann\", \"label\": \"opposes\", \"issue\": \"tunnel\"}\n  ]\n}\n";
    for (path, map) in [("map.csv", csv), ("map.json", json_map)] {
        let mut disk = Disk::of(path, map);
        let done = disk.done(
            &json!({"add": {"actor": "Bob", "label": "supports", "issue": "Dam", "status": "draft", "create": true}}),
        );
        assert_eq!(disk.bench.state().actors.len(), 2, "{}", disk.text);
        let done = disk.done(&json!({"accept": {"ids": done.changed}}));
        disk.done(&json!({"change": {"id": done.changed[0], "note": "n, \"m\""}}));
        let cards = disk.bench.cards();
        let card = cards.iter().find(|card| card.label == "supports").expect("it is there");
        assert_eq!((card.status, card.note.as_deref()), ("confirmed", Some("n, \"m\"")));
        disk.done(&json!({"remove": {"ids": disk.ids("opposes")}}));
        disk.done(&json!({"source": {"title": "Report", "text": "Words."}}));
        assert_eq!(disk.bench.state().sources[0].title, "Report");
        for _ in 0..5 {
            disk.undo().expect("it can be undone");
        }
        assert_eq!(disk.text, map);
    }
}

/// What an editor does to a file: it adds a stance, notes something in one, or writes a comment.
fn edited(text: &str, token: &str, random: &mut Rng) -> String {
    let blocks = text.match_indices("[[stances]]\n").map(|(at, _)| at).collect::<Vec<_>>();
    let at = blocks[random.usize(..blocks.len())];
    match random.u8(..4) {
        0 => format!(
            "{text}\n[[stances]]\nactor = \"bob\"\nlabel = \"supports\"\nissue = \"tunnel\"\nlocator = \"{token}\"\n"
        ),
        1 => format!("{}# {token}\n{}", &text[..at], &text[at..]),
        2 => {
            let end = at + "[[stances]]\n".len();
            format!("{}# {token}\n{}", &text[..end], &text[end..])
        }
        _ => format!(
            "{}[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tunnel\"\nlocator = \"{token}\"\n\n{}",
            &text[..at],
            &text[at..]
        ),
    }
}

/// The last word of each side on everything that it wrote.
#[derive(Default)]
struct Kept {
    /// What has to be in the file.
    tokens: Vec<String>,
    /// The steps of the front end that can be undone: the token that each brought.
    steps: Vec<String>,
}

#[test]
fn of_a_thousand_edits_from_both_sides_none_is_lost() {
    let mut random = Rng::with_seed(13);
    let mut disk = Disk::of("map.toml", MAP);
    let mut kept = Kept::default();
    let (mut refused, mut undone, mut raced) = (0, 0, 0);
    for number in 0..1000 {
        let token = format!("t{number}t");
        if random.bool() {
            disk.text = edited(&disk.text, &token, &mut random);
            kept.tokens.push(token);
            continue;
        }
        // What the front end shows may be older than the file.
        let seen = disk.bench.version().to_owned();
        if random.u8(..3) > 0 {
            disk.refresh();
        }
        let cards = disk.bench.cards();
        let card = &cards[random.usize(..cards.len())];
        let command = match random.u8(..6) {
            0 | 1 => {
                json!({"add": {"actor": "ann", "label": "supports", "issue": "tunnel", "locator": token}})
            }
            2 | 3 => json!({"change": {"id": card.id, "grade": token}}),
            4 => json!({"change": {"id": card.id, "quote": format!("{token} \"q\"\nnext")}}),
            _ => {
                undone += usize::from(match disk.undo() {
                    Ok(_) => {
                        let gone = kept.steps.pop().expect("there was a step");
                        kept.tokens.retain(|token| *token != gone);
                        true
                    }
                    Err(refusal) => {
                        assert!(matches!(refusal.why, Why::Conflict | Why::Missing), "{refusal}");
                        false
                    }
                });
                continue;
            }
        };
        // What a change puts in the place of: that goes with it.
        let replaced = match command["change"].as_object() {
            Some(change) if change.contains_key("grade") => card.grade.clone(),
            Some(_) => card.quote.clone(),
            None => None,
        };
        disk.refresh();
        let Ok(plan) = disk.bench.plan(&seen, &said(&command)) else {
            refused += 1;
            continue;
        };
        if random.u8(..4) == 0 {
            // The editor writes between the plan and the file.
            let meanwhile = format!("m{number}m");
            disk.text = edited(&disk.text, &meanwhile, &mut random);
            kept.tokens.push(meanwhile);
            raced += 1;
        }
        let done = match disk.write(plan) {
            Some(done) => Ok(done),
            None => disk.act(&seen, &command),
        };
        match done {
            Ok(_) => {
                if let Some(replaced) = replaced {
                    kept.tokens.retain(|token| !replaced.starts_with(token.as_str()));
                }
                kept.tokens.push(token.clone());
                kept.steps.push(token);
            }
            Err(_) => refused += 1,
        }
    }
    let lost = kept.tokens.iter().filter(|token| !disk.text.contains(token.as_str()));
    let lost = lost.collect::<Vec<_>>();
    assert!(lost.is_empty(), "{} of {} are lost: {lost:?}", lost.len(), kept.tokens.len());
    assert!(
        disk.text.contains("# a map")
            && disk.text.contains("# firmly")
            && disk.text.contains("# the end")
    );
    Reader::new().text("map.toml", disk.text.as_str()).read().expect("the file is sound");
    println!(
        "{} kept, {refused} refused, {undone} undone, {raced} at the same moment",
        kept.tokens.len()
    );
    assert!(undone > 20 && raced > 40 && kept.tokens.len() > 500);
}

/// A text of letters of many kinds, in lines of both kinds.
fn letters(random: &mut Rng) -> String {
    const PARTS: [&str; 16] = [
        "a",
        " ",
        "word ",
        "\r\n",
        "\n",
        "😀",
        "👩‍👩‍👧 ",
        "שלום ",
        "مرحبا",
        "e\u{301}",
        "\u{202e}",
        "“",
        "”",
        "— ",
        "𝕏",
        "語",
    ];
    (0..random.usize(20..120)).map(|_| PARTS[random.usize(..PARTS.len())]).collect()
}

#[test]
fn ten_thousand_spans_are_where_they_are_said_to_be() {
    let folder = TempDir::new().expect("space");
    let path = folder.path().join("map.toml");
    let map = "[actors.ann]\n[issues.tunnel]\n[sources.press]\ntext = \"press.txt\"\n";
    let mut random = Rng::with_seed(7);
    let mut spans = 0;
    while spans < 10_000 {
        let text = letters(&mut random);
        let mark = if random.bool() { "\u{feff}" } else { "" };
        fs::write(folder.path().join("press.txt"), format!("{mark}{text}")).expect("space");
        let mut bench = Workbench::open(vec![TextFile::new(&path, map)]).expect("it opens");
        let shown = bench.source_text("press").expect("it is there").text.expect("a text");
        assert_eq!(shown, text, "a byte-order mark is no character");
        let all = text.chars().collect::<Vec<_>>();
        for _ in 0..100 {
            let start = random.usize(..all.len());
            let end = random.usize(start + 1..=all.len());
            spans += 1;
            let quote = all[start..end].iter().collect::<String>();
            let add = json!({"add": {
                "actor": "ann", "label": "opposes", "issue": "tunnel", "source": "press", "start": start, "end": end
            }});
            let plan = bench.plan(bench.version(), &said(&add));
            if quote.trim().is_empty() {
                assert_eq!(plan.expect_err("only blanks").field.as_deref(), Some("quote"));
                continue;
            }
            let plan = plan.expect("it can be added");
            let new = &plan.files()[0].new;
            assert!(new.contains(&format!("characters = \"{start}-{end}\"")), "{new}");
            if random.u8(..10) == 0 {
                bench.carried_out(plan);
                let card = bench.cards().pop().expect("it is there");
                let at = [card.start, card.end].map(|at| at.map(|at| at as usize));
                assert_eq!((at, card.quote), ([Some(start), Some(end)], Some(quote)));
                bench.refresh(vec![TextFile::new(&path, map)]).expect("it can be read");
            } else {
                let graph = Reader::new().text(&path, new.as_str()).read().expect("it is sound");
                let stance = graph.stances().next().expect("it is there");
                assert_eq!(stance.quote(), Some(quote.as_str()));
            }
        }
    }
}

#[test]
fn a_source_knows_how_far_it_is_coded() {
    let folder = TempDir::new().expect("space");
    let path = folder.path().join("map.toml");
    fs::write(folder.path().join("press.txt"), "Ann opposes the tunnel.\n\nBob is for it.\n")
        .expect("space");
    let mut bench = Workbench::open(vec![TextFile::new(&path, MAP)]).expect("it opens");
    let mut add = |quote: &str, status: &str| {
        let add = json!({"add": {"actor": "ann", "label": "opposes", "issue": "tunnel", "source": "press", "quote": quote, "status": status}});
        let plan = bench.plan(bench.version(), &said(&add)).expect("it can be added");
        bench.carried_out(plan);
        let state = bench.state();
        (state.sources[0].covered, state.sources[0].stances, state.sources[0].drafts)
    };
    assert_eq!(add("opposes the tunnel", "confirmed"), (18, 1, 0));
    assert_eq!(add("the tunnel. Bob", "confirmed"), (24, 2, 0));
    assert_eq!(add("for it", "draft"), (24, 2, 1));
    assert_eq!(bench.search("THE  tunnel").total, 1);
    let text = bench.source_text("press").expect("it is there");
    assert_eq!(text.paragraphs.len(), 2);
    assert_eq!(bench.source_text("nix").expect_err("there is none").why, Why::Missing);
}

#[test]
fn texts_outside_the_folder_are_not_shown() {
    let folder = TempDir::new().expect("space");
    fs::create_dir(folder.path().join("map")).expect("space");
    fs::write(folder.path().join("secret.txt"), "secret").expect("space");
    let path = folder.path().join("map/map.toml");
    for text in ["../secret.txt", "/etc/passwd", "./../secret.txt", "..\\secret.txt", ""] {
        let map = format!("[sources.press]\ntext = '{text}'\n");
        let bench = Workbench::open(vec![TextFile::new(&path, map)]).expect("it opens");
        assert_eq!(bench.source_text("press").expect("it is declared").text, None, "{text}");
    }
    let bench = Workbench::open(vec![TextFile::new(&path, "")]).expect("it opens");
    let new = json!({"source": {"title": "../../secret", "text": "x", "id": "../../etc/passwd"}});
    let plan = bench.plan(bench.version(), &said(&new)).expect("it is a name like others");
    assert_eq!(plan.new_texts()[0].path, folder.path().join("map/etc-passwd.txt"));
    let new = json!({"source": {"text": "x", "id": "../"}});
    let plan = bench.plan(bench.version(), &said(&new)).expect("it is a name like others");
    assert_eq!(plan.new_texts()[0].path, folder.path().join("map/text.txt"));
}

#[test]
fn a_source_gets_a_text_later_or_out_of_a_file() {
    let mut disk = Disk::of("map.toml", MAP);
    let refused = disk.now(&json!({"source": {"title": "x", "text": " "}})).expect_err("no text");
    assert_eq!(refused.field.as_deref(), Some("text"));
    // The text that MAP declares is not there; a source without any gets one.
    let map = MAP.replace("text = \"press.txt\"", "title = \"Press\" # here");
    let mut disk = Disk::of("map.toml", &map);
    let plan = disk
        .bench
        .plan(disk.bench.version(), &said(&json!({"source": {"id": "press", "text": "Words."}})));
    let plan = plan.expect("it can have one");
    assert_eq!(plan.new_texts()[0].path.to_str(), Some("press.txt"));
    let new = map.replace("# here\n", "# here\ntext = \"press.txt\"\n");
    assert_eq!(plan.files()[0].new, new);
    let page = "PGh0bWw+PGhlYWQ+PHRpdGxlPk5ld3M8L3RpdGxlPjwvaGVhZD48Ym9keT48cD5Bbm4gc2FpZCBuby48L3A+PC9ib2R5PjwvaHRtbD4=";
    let plan = disk.bench.plan(
        disk.bench.version(),
        &said(&json!({"source": {"file": {"name": "news.html", "base64": page}}})),
    );
    let plan = plan.expect("it has a text");
    assert!(plan.new_texts()[0].text.contains("Ann said no."), "{:?}", plan.new_texts());
    for (name, bytes) in [("x.docx", "AAAA"), ("x.html", "%%%"), ("x.pdf", "JVBERi0xLjQ=")] {
        let refused = disk.now(&json!({"source": {"file": {"name": name, "base64": bytes}}}));
        assert_eq!(refused.expect_err("no article").field.as_deref(), Some("file"), "{name}");
    }
}

#[test]
fn every_stance_of_the_example_is_changed_and_removed_and_comes_back() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/northeast-asia-2016.toml");
    let map = fs::read_to_string(path).expect("it is there");
    for map in [map.clone(), map.replace('\n', "\r\n"), format!("\u{feff}{map}")] {
        let mut disk = Disk::of("map.toml", &map);
        for card in disk.bench.cards() {
            let commands = [
                json!({"change": {"id": card.id, "note": "a \"b\"\nc", "grade": "B", "quote": null, "locator": null}}),
                json!({"remove": {"ids": [card.id]}}),
            ];
            for command in commands {
                disk.done(&command);
                let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
                let (old, new) = (lines(&map), lines(&disk.text));
                let front = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
                let back = old
                    .iter()
                    .rev()
                    .zip(new.iter().rev())
                    .take_while(|(old, new)| old == new)
                    .count();
                // A diff of that stance alone: no longer than its lines.
                assert!(old.len().saturating_sub(front + back) <= 14, "{command}");
                disk.undo().expect("it can be undone");
                assert_eq!(disk.text, map, "{command}");
            }
        }
    }
}

#[test]
fn drafts_are_proposed_for_a_text() {
    let folder = TempDir::new().expect("space");
    let path = folder.path().join("map.toml");
    let map = "[actors.peru]\nname = \"Peru\"\n\n[issues.ban]\nname = \"Fishing ban\"\n";
    let text = "LIMA, 3 May 2024 (Post) - Peru on Thursday called for an end to the fishing ban.\r\n\r\nNorway opposes the fishing ban.\r\n";
    let mut bench = Workbench::open(vec![TextFile::new(&path, map)]).expect("it opens");
    let new = json!({"source": {"title": "A report", "text": text, "draft": true}});
    let plan = bench.plan(bench.version(), &said(&new)).expect("it can be added");
    for new in plan.new_texts() {
        fs::write(&new.path, &new.text).expect("space");
    }
    let done = bench.carried_out(plan);
    assert_eq!(done.created.actors, ["norway"], "{done:?}");
    let cards = bench.cards();
    assert!(
        cards.len() == 2 && cards.iter().all(|card| card.status == "draft" && card.found),
        "{cards:?}"
    );
    assert!(cards.iter().all(|card| card.proposed_by.is_some() && card.confidence.is_some()));
    assert!(!bench.state().rules.is_empty());
    // Once more, nothing is new.
    let again = said(&json!({"propose": {"source": "a-report"}}));
    let refused = bench.plan(bench.version(), &again).expect_err("all are known");
    assert_eq!(refused.why, Why::Senseless);
    // One that was rejected is proposed again.
    let plan = bench
        .plan(bench.version(), &said(&json!({"reject": {"ids": [cards[0].id]}})))
        .expect("a draft");
    bench.carried_out(plan);
    let plan = bench.plan(bench.version(), &again).expect("one is new");
    assert_eq!(bench.carried_out(plan).changed.len(), 1);
}

#[test]
fn the_agreement_of_coders_is_that_of_their_stances_and_not_of_drafts() {
    let stance = |coder: &str, label: &str, status: &str| {
        format!(
            "[[stances]]\nactor = \"ann\"\nlabel = \"{label}\"\nissue = \"tunnel\"\ncoder = \"{coder}\"\n{status}\n"
        )
    };
    let confirmed = stance("eve", "opposes", "") + &stance("max", "opposes", "");
    let draft = stance("max", "supports", "status = \"draft\"\nlocator = \"2\"\n");
    let agreement = |stances: &str| {
        Disk::of("map.toml", &format!("[actors.ann]\n[issues.tunnel]\n{stances}")).bench.agreement()
    };
    let without = agreement(&confirmed);
    assert!(without.to_string().contains("max"), "{without}");
    assert_eq!(agreement(&(confirmed + &draft)), without);
}

#[test]
fn what_coders_agree_on_has_no_draft_in_the_graph_either() {
    let disk = Disk::of("map.toml", MAP);
    let graph = disk.bench.graph();
    assert_eq!((graph.stance_count(), graph.draft_count()), (1, 2));
    assert_eq!(disk.bench.cards().len(), 3);
}
