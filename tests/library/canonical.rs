//! The canonical form says the same as the text, and loses no comment.

use proptest::prelude::*;
use stancegraph::Format;
use stancegraph::export::format_text;

/// Writes one small file in as many ways as TOML has.
struct Scribe {
    choices: Vec<u8>,
    next: usize,
    comments: usize,
    text: String,
}

impl Scribe {
    fn choose(&mut self, among: usize) -> usize {
        let choice = self.choices[self.next % self.choices.len()];
        self.next += 1;
        usize::from(choice) % among
    }

    fn comment(&mut self) -> String {
        self.comments += 1;
        format!("# comment {}.", self.comments)
    }

    /// Comments and empty lines, or neither, above whatever follows.
    fn above(&mut self) {
        for _ in 0..self.choose(3) {
            let line = match self.choose(3) {
                0 => String::new(),
                1 => self.comment(),
                _ => format!("  {}", self.comment()),
            };
            self.text += &line;
            self.text += "\n";
        }
    }

    /// Ends a line, with a comment beside it or not.
    fn end(&mut self) {
        if self.choose(4) == 0 {
            let comment = self.comment();
            self.text += &format!("   {comment}");
        }
        let end = if self.choose(8) == 0 { "\r\n" } else { "\n" };
        self.text += end;
    }

    fn line(&mut self, line: &str) {
        self.above();
        self.text += line;
        self.end();
    }

    /// A list or an inline table, on one line or on several with comments.
    fn enclosed(&mut self, brackets: [&str; 2], items: &[String]) {
        self.text += brackets[0];
        let on_lines = self.choose(2) == 0;
        for (index, item) in items.iter().enumerate() {
            if on_lines {
                self.end();
                self.above();
            }
            self.text += item;
            if index + 1 < items.len() || on_lines && self.choose(2) == 0 {
                self.text += ",";
            }
        }
        if on_lines {
            self.end();
            self.above();
        }
        self.text += brackets[1];
    }

    fn shuffled(&mut self, items: &[&str]) -> Vec<String> {
        let mut items = items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>();
        for end in (1..items.len()).rev() {
            let other = self.choose(end + 1);
            items.swap(other, end);
        }
        items
    }

    fn table(&mut self, header: &str, fields: &[&str]) {
        self.line(header);
        for field in self.shuffled(fields) {
            self.line(&field);
        }
    }

    fn top(&mut self, inline_stances: bool, dotted: bool) {
        self.line("title = \"Tunnel\"");
        if dotted {
            for (id, fields) in ACTORS {
                for field in self.shuffled(fields) {
                    self.line(&format!("actors.{id}.{field}"));
                }
            }
        }
        if inline_stances {
            let stances = STANCES.iter().map(|fields| {
                let fields = self.shuffled(fields);
                format!("{{ {} }}", fields.join(", "))
            });
            let stances = stances.collect::<Vec<_>>();
            self.above();
            self.text += "stances = ";
            self.enclosed(["[", "]"], &stances);
            self.end();
        }
    }

    fn actors(&mut self) {
        if self.choose(2) == 0 {
            self.line("[actors]");
            for (id, fields) in ACTORS {
                self.above();
                self.text += &format!("{id} = ");
                let fields = self.shuffled(fields);
                self.enclosed(["{", "}"], &fields);
                self.end();
            }
        } else {
            for (id, fields) in ACTORS.iter().rev() {
                self.table(&format!("[actors.{id}]"), fields);
            }
        }
    }

    fn file(mut self) -> (String, usize) {
        let (inline_stances, dotted) = (self.choose(3) == 0, self.choose(3) == 0);
        self.top(inline_stances, dotted);
        for section in self.shuffled(&["actors", "issues", "sources", "labels", "stances"]) {
            match section.as_str() {
                "actors" if !dotted => self.actors(),
                "issues" => self.table("[issues.tunnel]", ISSUE),
                "sources" => self.table("[sources.\"the gazette\"]", SOURCE),
                "labels" => self.table("[labels]", LABELS),
                "stances" if !inline_stances => {
                    for fields in STANCES {
                        self.table("[[stances]]", fields);
                    }
                }
                _ => {}
            }
        }
        self.above();
        (self.text, self.comments)
    }
}

type Fields = &'static [&'static str];

const ACTORS: [(&str, Fields); 3] = [
    ("zoe", &["name = \"Zoë\"", "part-of = \"council\"", "aliases = [ \"Z\", \"the mayor\" ]"]),
    ("council", &["kind = 'party'", "attributes.seats = 3", "attributes.\"in office\" = true"]),
    ("\"Ann #1\"", &["name = \"\"\"\nAnn\"\"\"", "attributes = { born = 1970-01-31 }"]),
];
const ISSUE: Fields = &["name = \"Tunnel\"", "description = \"It is built.\""];
const SOURCE: Fields = &["title = \"News # 1\"", "date = \"2016-04\""];
const LABELS: Fields =
    &["\"muses about\" = \"neutral\"", "wants = { strength = 0.50, position = \"support\" }"];
const STANCES: [Fields; 4] = [
    &["actor = \"the mayor\"", "label = \"wants\"", "issue = \"tunnel\"", "date = 2016-04-30"],
    &[
        "actor = \"Ann #1\"",
        "label = \"opposes\"",
        "issue = \"tunnel\"",
        "date = \"2016-04-29\"",
        "locator = \"page 10\"",
        "source = \"the gazette\"",
        "note = '\"#\"'",
    ],
    &[
        "actor = \"Ann #1\"",
        "label = \"opposes\"",
        "issue = \"tunnel\"",
        "date = 2016-04-29",
        "locator = \"page 9\"",
        "source = \"the gazette\"",
        "strength = 1.0",
    ],
    &["actor = \"zoe\"", "position = \"oppose\"", "toward = \"Ann #1\"", "date = 2016"],
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_canonical_form_says_the_same_and_keeps_every_comment(
        choices in prop::collection::vec(any::<u8>(), 1..200),
    ) {
        let scribe = Scribe { choices, next: 0, comments: 0, text: String::new() };
        let (text, comments) = scribe.file();
        let graph = Format::Toml.read(text.as_bytes()).expect(&text);
        let canonical = format_text(Format::Toml, "map.toml", &text).expect(&text);
        let again = Format::Toml.read(canonical.as_bytes()).expect(&canonical);
        prop_assert_eq!(again.document(), graph.document(), "{}\n---\n{}", text, canonical);
        for comment in 1..=comments {
            let comment = format!("# comment {comment}.");
            let count = canonical.matches(&comment).count();
            prop_assert_eq!(count, 1, "{}\n{}\n---\n{}", comment, text, canonical);
        }
        let twice = format_text(Format::Toml, "map.toml", &canonical).expect(&canonical);
        prop_assert_eq!(&twice, &canonical, "{}\n---\n{}", text, canonical);
    }
}

fn formatted(text: &str) -> String {
    let canonical = format_text(Format::Toml, "map.toml", text).expect(text);
    assert_eq!(format_text(Format::Toml, "map.toml", &canonical).expect(&canonical), canonical);
    canonical
}

#[test]
fn comments_find_a_place_where_their_item_has_none() {
    for text in [
        "# 1\n[actors] # 2\n# 3\n[actors.ann] # 4\n# 5\naliases = [ # 6\n] # 7\n# 8\n",
        "# 1\nstances = [] # 2\n",
        "# 1\n[labels]\n# 2\n\" wants \" = \"support\" # 3\n# 4\n",
        "# 1\n[labels.wants] # 2\n# 3\nposition = \"support\" # 4\n",
        "# 1\n[actors.\" ann \"] # 2\n# 3\nname = \"Ann\" # 4\n",
        "# 1\n[issues] # 2\n# 3\n",
        "# 1\n\n# 2",
        "#:schema ./stancegraph.schema.json\n# 1\n\n# 2\ntitle = 'x' # 3\n[actors.ann.attributes] # 4\nx = 1 # 5\n",
        "\u{feff}# 1\r\n\r\n[actors.ann]\r\n",
    ] {
        let canonical = formatted(text);
        for number in 1..=text.matches("# ").count() {
            let comment = format!("# {number}");
            assert_eq!(
                canonical.matches(&comment).count(),
                1,
                "{comment}\n{text}\n---\n{canonical}"
            );
        }
    }
}

#[test]
fn the_line_for_editors_stays_the_first() {
    let text = "#:schema ./stancegraph.schema.json\n[issues.b]\n\n[issues.a]\n";
    assert_eq!(formatted(text), "#:schema ./stancegraph.schema.json\n\n[issues.a]\n\n[issues.b]\n");
}

#[test]
fn the_example_is_canonical_but_for_its_order() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/northeast-asia-2016.toml");
    let text = std::fs::read_to_string(path).expect("the example is there");
    let canonical = formatted(&text);
    let mut lines = [text.lines().collect::<Vec<_>>(), canonical.lines().collect::<Vec<_>>()];
    lines.iter_mut().for_each(|lines| lines.sort_unstable());
    let [before, after] = lines;
    assert_eq!(before, after);
}

#[test]
fn what_has_faults_is_not_touched() {
    for text in ["title = 1", "title = \"a\ntitle = \"b\"", "[[stances]]\nlabel = \"opposes\"\n"] {
        let refused = format_text(Format::Toml, "map.toml", text);
        let Err(stancegraph::Error::Faults(faults)) = refused else { panic!("{text} is faulty") };
        assert!(faults.to_string().starts_with("map.toml:"), "{faults}");
    }
}
