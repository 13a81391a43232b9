//! Tables: ours in both directions, and those of others through a mapping.

use std::io::Cursor;

use proptest::prelude::*;
use stancegraph::format::{Limits, Mapping, Reader};
use stancegraph::model::{
    Actor, ActorId, Attribute, Date, Issue, IssueId, LabelMeaning, Position, Source, SourceId,
    Stance, StanceId, Strength,
};
use stancegraph::{Builder, Error, Format, StanceGraph, Undeclared};

use crate::shared::real::real;

fn read(text: impl Into<Vec<u8>>) -> Result<StanceGraph, Error> {
    Reader::new().stream("table.csv", Cursor::new(text.into())).read()
}

fn read_mapped(text: &str, map: &str, values: &str) -> Result<StanceGraph, Error> {
    let mapping = Mapping::parse(map, values).expect("the mapping is fine");
    Reader::new().mapping(mapping).stream("table.csv", Cursor::new(text.to_owned())).read()
}

fn written(graph: &StanceGraph) -> String {
    let mut out = Vec::new();
    Format::Csv.write(graph, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("tables are text")
}

fn sentences(graph: &StanceGraph) -> Vec<String> {
    graph.stances().map(|stance| stance.to_string()).collect()
}

fn message(result: Result<StanceGraph, Error>) -> String {
    result.expect_err("there is a fault").to_string()
}

// Hostile texts, and graphs full of them.

/// Texts that break tables, spreadsheets and careless readers.
fn text() -> impl Strategy<Value = String> {
    let hostile = vec![
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "NA",
        "010",
        "1e3",
        "\"",
        "\"\"",
        "a\"b",
        "a,b",
        ";",
        "\\",
        "\\;",
        "a;b",
        "two\nlines",
        "two\r\nlines",
        "\r",
        " padded ",
        "\u{feff}bom",
        "#hash",
        "'",
        "null",
        "true",
        "\u{202e}rtl",
        "zoë",
        "zoe\u{308}",
        "🦀",
        "\u{a0}",
        "\t",
        "\0",
        "record",
        "stance",
        "-",
        "2016",
        "{\"a\":1}",
        "\u{2028}",
    ];
    prop_oneof![
        3 => prop::sample::select(hostile).prop_map(str::to_owned),
        1 => "\\PC{1,12}",
        1 => "(?s).{1,6}",
    ]
}

/// Texts that are ids.
fn id() -> impl Strategy<Value = String> {
    let tame = text().prop_map(|text| text.replace(char::is_control, "~").trim().to_owned());
    tame.prop_filter("an id is not empty", |id| !id.is_empty())
}

fn dates() -> impl Strategy<Value = Option<Date>> {
    let texts = vec!["0001", "2016", "2016-04", "2016-04-29", "9999-12-31"];
    prop::option::of(prop::sample::select(texts))
        .prop_map(|text| text.map(|text| text.parse().expect("a date")))
}

fn strengths() -> impl Strategy<Value = Option<Strength>> {
    let numbers = vec![1.0, 0.5, 0.7, 0.1, 1e-7, f64::from(1.0_f32 / 3.0)];
    prop::option::of(prop::sample::select(numbers))
        .prop_map(|number| number.map(|number| Strength::new(number).expect("a strength")))
}

fn attribute() -> impl Strategy<Value = Attribute> {
    prop_oneof![
        any::<bool>().prop_map(Attribute::Flag),
        prop::num::f64::NORMAL.prop_map(Attribute::Number),
        text().prop_map(Attribute::Text),
    ]
}

prop_compose! {
    fn stance()(
        ids in (id(), id(), prop::option::of(id()), prop::option::of(id()), prop::option::of(id())),
        on_actor in any::<bool>(),
        label in prop::option::of(text()),
        position in prop::sample::select(Position::ALL.to_vec()),
        strength in strengths(),
        date in dates(),
        texts in prop::collection::vec(prop::option::of(text()), 5),
    ) -> Stance {
        let (actor, target, speaker, toward, source) = ids;
        let mut stance = match on_actor {
            true => Stance::toward_actor(actor, "-", target).expect("ids"),
            false => Stance::on_issue(actor, "-", target).expect("ids"),
        };
        if !on_actor {
            stance.toward = toward.map(|id| ActorId::new(id).expect("an id"));
        }
        let [locator, quote, note, coder, grade] = texts.try_into().expect("five texts");
        stance.label = label;
        (stance.locator, stance.quote, stance.note) = (locator, quote, note);
        (stance.coder, stance.grade) = (coder, grade);
        stance
            .with_position(position)
            .with_strength(strength)
            .with_date(date)
            .with_until(date)
            .with_speaker(speaker.map(|id| ActorId::new(id).expect("an id")))
            .with_source(source.map(|id| SourceId::new(id).expect("an id")))
    }
}

prop_compose! {
    fn actor()(
        id in id(), name in prop::option::of(text()), kind in prop::option::of(text()),
        alias in prop::option::of(text()),
        attributes in prop::collection::btree_map(text(), attribute(), 0..3),
    ) -> Actor {
        let mut actor = Actor::new(ActorId::new(id).expect("an id"));
        // An alias is of use where it is nobody's name.
        let aliases = alias.map(|alias| format!("{alias} alias of {}", actor.id));
        (actor.name, actor.kind) = (name, kind);
        actor.with_aliases(aliases).with_attributes(attributes)
    }
}

prop_compose! {
    fn issue()(
        id in id(), name in prop::option::of(text()), description in prop::option::of(text()),
        attributes in prop::collection::btree_map(text(), attribute(), 0..3),
    ) -> Issue {
        let mut issue = Issue::new(IssueId::new(id).expect("an id"));
        (issue.name, issue.description) = (name, description);
        issue.with_attributes(attributes)
    }
}

prop_compose! {
    fn source()(
        id in id(), date in dates(), texts in prop::collection::vec(prop::option::of(text()), 5),
    ) -> Source {
        let mut source = Source::new(SourceId::new(id).expect("an id")).with_date(date);
        [source.title, source.publisher, source.url, source.archived, source.text] =
            texts.try_into().expect("five texts");
        source
    }
}

prop_compose! {
    fn builder()(
        title in prop::option::of(text()), description in prop::option::of(text()),
        actors in prop::collection::vec(actor(), 0..4),
        issues in prop::collection::vec(issue(), 0..4),
        sources in prop::collection::vec(source(), 0..4),
        labels in prop::collection::vec((text(), prop::sample::select(Position::ALL.to_vec()), strengths()), 0..3),
        stances in prop::collection::vec(stance(), 0..6),
        own_ids in any::<bool>(),
    ) -> Ingredients {
        Ingredients { title, description, actors, issues, sources, labels, stances, own_ids }
    }
}

#[derive(Clone, Debug)]
struct Ingredients {
    title: Option<String>,
    description: Option<String>,
    actors: Vec<Actor>,
    issues: Vec<Issue>,
    sources: Vec<Source>,
    labels: Vec<(String, Position, Option<Strength>)>,
    stances: Vec<Stance>,
    own_ids: bool,
}

impl Ingredients {
    /// The graph; `None` where two things happen to have one name.
    fn graph(&self) -> Option<StanceGraph> {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        self.title.iter().for_each(|title| drop(builder.title(title)));
        self.description.iter().for_each(|text| drop(builder.description(text)));
        self.actors.iter().for_each(|actor| drop(builder.actor(actor.clone())));
        self.issues.iter().for_each(|issue| drop(builder.issue(issue.clone())));
        self.sources.iter().for_each(|source| drop(builder.source(source.clone())));
        for (label, position, strength) in &self.labels {
            let meaning = LabelMeaning::from(*position);
            builder.label(label, meaning.with_strength(strength.unwrap_or_default()));
        }
        for (number, stance) in self.stances.iter().enumerate() {
            let id = StanceId::new(format!("={number}")).expect("an id");
            builder.stance(&stance.clone().with_id(self.own_ids.then_some(id)));
        }
        builder.build().ok()
    }
}

fn drop(_: &mut Builder) {}

proptest! {
    #[test]
    fn what_is_written_is_read_again(ingredients in builder()) {
        let graph = ingredients.graph();
        prop_assume!(graph.is_some());
        let graph = graph.expect("assumed");
        let table = written(&graph);
        let again = read(table.clone());
        prop_assert!(again.is_ok(), "{}\n{table}", again.unwrap_err());
        let again = again.expect("asserted");
        prop_assert_eq!(again.document(), graph.document(), "{}", table);
        prop_assert_eq!(written(&again), table);
    }

    #[test]
    fn the_order_of_rows_never_matters(
        (table, shuffled) in prop::collection::vec(stance(), 1..8).prop_flat_map(|stances| {
            let plain = stances.into_iter().map(|mut stance| {
                stance.note = None;
                stance
            });
            (Just(plain.clone().collect::<Vec<_>>()), Just(plain.collect::<Vec<_>>()).prop_shuffle())
        })
    ) {
        let graph = |stances: &[Stance]| {
            let mut builder = StanceGraph::builder();
            builder.undeclared(Undeclared::Create);
            for stance in stances {
                builder.stance(stance);
            }
            builder.build()
        };
        prop_assert_eq!(written(&graph(&table)?), written(&graph(&shuffled)?));
    }

    #[test]
    fn no_bytes_whatever_make_the_reader_panic(
        header in prop::sample::select(vec![
            "actor,label,issue\n", "record,id,aliases,attributes,actor,label,issue,date\n", "", "\u{feff}",
        ]),
        rest in prop::collection::vec(
            prop_oneof![
                prop::sample::select(b"\",;\n\r\\aA1=-{}\xff\xc3\0".to_vec()),
                any::<u8>(),
            ],
            0..120,
        ),
    ) {
        let bytes = [header.as_bytes(), &rest].concat();
        if let Err(Error::Faults(faults)) = read(bytes) {
            prop_assert!(!faults.is_empty() && !faults.to_string().is_empty());
        }
    }
}

// Our own tables.

#[test]
fn columns_come_in_any_order_and_cells_are_trimmed() {
    let graph = read("issue , date,label,actor\n tunnel ,2016-04, opposes ,  ann  \n").unwrap();
    assert_eq!(sentences(&graph), ["ann opposes tunnel"]);
    assert_eq!(graph.stances().next().unwrap().date().unwrap().to_string(), "2016-04");
}

#[test]
fn na_and_leading_zeros_are_texts_like_any_other() {
    let graph = read("actor,label,issue\nNA,opposes,010\nNA,opposes,10\n").unwrap();
    assert_eq!(sentences(&graph), ["NA opposes 010", "NA opposes 10"]);
}

#[test]
fn an_empty_cell_is_not_given_and_a_table_may_have_no_rows() {
    let graph = read("actor,label,issue,quote,date\nann,opposes,tunnel,,\n").unwrap();
    let stance = graph.stances().next().unwrap();
    assert_eq!((stance.quote(), stance.date()), (None, None));
    assert_eq!(read("actor,label,issue\n").unwrap().stance_count(), 0);
    assert_eq!(read("actor,label,issue").unwrap().stance_count(), 0);
}

#[test]
fn line_ends_of_windows_quoted_line_breaks_and_a_byte_order_mark_are_fine() {
    let plain = "actor,label,issue,note\nann,opposes,tunnel,\"one\ntwo\"\n";
    let wanted = read(plain).unwrap().document();
    let marked = format!("\u{feff}{plain}");
    let quoted = "\u{feff}\"actor\",\"label\",\"issue\",\"note\"\nann,opposes,tunnel,\"one\ntwo\"";
    let windows = "actor,label,issue,note\r\nann,opposes,tunnel,\"one\ntwo\"\r\n\r\n";
    for table in [marked.as_str(), quoted, windows] {
        assert_eq!(read(table).unwrap().document(), wanted, "{table:?}");
    }
}

#[test]
fn rows_of_nothing_are_skipped_as_spreadsheets_leave_them_at_the_end() {
    let graph = read("actor,label,issue\nann,opposes,tunnel\n,,\n , ,\n").unwrap();
    assert_eq!(sentences(&graph), ["ann opposes tunnel"]);
}

#[test]
fn a_table_of_stances_alone_has_no_more_columns_than_it_needs() {
    let table = "actor,label,issue,position\nann,opposes,tunnel,oppose\n";
    assert_eq!(written(&read(table).unwrap()), table);
}

#[test]
fn formulas_are_texts_and_stay_as_they_are() {
    let table = "actor,label,issue,position,quote\n@ann,opposes,-1,oppose,=1+1\n";
    assert_eq!(written(&read(table).unwrap()), table);
}

#[test]
fn one_table_carries_the_whole_model() {
    let table = r#"record,id,actor,label,issue,position,source,name,kind,aliases,part-of,description,attributes,title
graph,,,,,,,,,,,Who stands where,,The tunnel
actor,ann,,,,,,Ann,person,Annie; A\;B,city,,"{""born"":1970,""elected"":true}",
actor,city,,,,,,City,,,,,,
issue,tunnel,,,,,,Tunnel,,Tube,,Build it,,
source,press,,,,,,,,,,,,Paper
label,,,warns against,,oppose,,,,,,,,
,,Annie,warns against,Tube,,press,,,,,,,
"#;
    let document = read(table).unwrap().document();
    let ann = &document.actors[&ActorId::new("ann").unwrap()];
    assert_eq!(ann.aliases, ["Annie", "A;B"]);
    assert_eq!(ann.part_of.as_ref().map(AsRef::as_ref), Some("city"));
    assert_eq!(ann.attributes["elected"], Attribute::Flag(true));
    assert_eq!(ann.attributes["born"], Attribute::Number(1970.0));
    assert_eq!(document.title.as_deref(), Some("The tunnel"));
    assert_eq!(document.labels["warns against"].position, Position::Oppose);
    let stance = &document.stances[0];
    assert_eq!((stance.actor.as_str(), stance.position), ("ann", None));
    assert_eq!(stance.issue.as_ref().map(AsRef::as_ref), Some("tunnel"));
}

#[test]
fn rows_are_written_in_the_order_of_a_report() {
    let table = "actor,label,issue,date,source,locator\n\
                 zoe,opposes,tunnel,2016-04-29,press,paragraph 11\n\
                 ann,opposes,tunnel,2016-04-29,press,paragraph 7\n\
                 bob,opposes,tunnel,2016-04-28,press,paragraph 9\n\
                 ann,opposes,ferry,2016-04-29,press,paragraph 11\n";
    let table = written(&read(table).unwrap());
    let rows = table.lines().skip(1).map(|row| row.split(',').next().unwrap());
    assert_eq!(rows.collect::<Vec<_>>(), ["bob", "ann", "ann", "zoe"]);
}

#[test]
fn all_faults_are_reported_at_once_and_the_rest_is_counted() {
    let mut table = "actor,label,issue,date,strength\n".to_owned();
    table += "ann,opposes,tunnel,16,2\n,opposes,tunnel,,\nbob,opposes,,,\nbob,opposes\n";
    let faults = message(read(table.clone()));
    let lines = faults.lines().map(|line| line.split(": error").next().unwrap());
    let lines = lines.collect::<Vec<_>>();
    assert_eq!(lines.len(), 5, "{faults}");
    for (line, wanted) in lines.iter().zip(["2:20", "2:23", "3", "4", "5"]) {
        assert_eq!(line.trim_end_matches(':'), format!("table.csv:{wanted}"), "{faults}");
    }
    for _ in 0..2_000 {
        table += "ann,opposes,tunnel,16,\n";
    }
    let faults = message(read(table));
    assert_eq!(faults.lines().count(), 101);
    assert!(faults.ends_with("\nand 1,905 more"), "{}", faults.lines().last().unwrap());
}

proptest! {
    /// One bad date among good rows of any shape, and where it stands by counting.
    #[test]
    fn a_fault_is_where_one_finds_it_by_counting(
        rows in prop::collection::vec(prop::sample::select(vec!["", "x", "\"x, y\"", "\"x\ny\"", "\"\"\"ü\"\"\"", "äöü"]), 1..30),
        bad in any::<prop::sample::Index>(),
        end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        blank in any::<prop::sample::Index>(),
        mark in any::<bool>(),
    ) {
        let (bad, blank) = (bad.index(rows.len()), blank.index(rows.len()));
        let mut table = if mark { "\u{feff}" } else { "" }.to_owned();
        table += &format!("actor,note,date,label,issue{end}");
        let mut wanted = (0, 0);
        for (number, note) in rows.iter().enumerate() {
            let gap = if number == blank { end } else { "" };
            table += &format!("{gap}ann,{note},");
            if number == bad {
                let counted = table.replace("\r\n", "\n").replace('\r', "\n");
                let (above, line) = counted.rsplit_once('\n').expect("there is a header");
                wanted = (above.matches('\n').count() + 2, line.chars().count() + 1);
            }
            let date = if number == bad { "16" } else { "2016" };
            table += &format!("{date},opposes,tunnel{end}");
        }
        let Err(Error::Faults(faults)) = read(table.clone()) else { panic!("a date is bad") };
        let fault = faults.iter().next().expect("there is one");
        let place = fault.place.expect("it is in a table");
        prop_assert_eq!((place.line as usize, place.column as usize, place.length), (wanted.0, wanted.1, 2), "{}", table);
        let line = faults.files().excerpt(place).expect("its line is kept").text();
        prop_assert_eq!(line.chars().skip(wanted.1 - 1).take(2).collect::<String>(), "16");
    }
}

#[test]
fn what_is_too_long_is_refused_even_without_an_end() {
    let limits = Limits::default().with_field_length(100);
    let row = format!("actor,label,issue,note\nann,opposes,tunnel,{}\n", "x".repeat(101));
    let read = Reader::new().limits(limits).stream("table.csv", Cursor::new(row)).read();
    assert_eq!(message(read), "table.csv:2:20: error: a cell is larger than 100 bytes");

    let open = std::io::Read::chain(&b"actor,label,issue\n\""[..], std::io::repeat(b'x'));
    let limits = Limits::default().with_table(1 << 20);
    let read = Reader::new().limits(limits).stream("table.csv", open).read();
    assert!(message(read).contains("is larger than"));
}

#[test]
fn a_table_in_gzip_is_read_like_the_table() {
    let table = "actor,label,issue\nann,opposes,tunnel\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, table.as_bytes()).unwrap();
    let gzip = gzip.finish().unwrap();
    assert_eq!(sentences(&read(gzip.clone()).unwrap()), ["ann opposes tunnel"]);
    let torn = read(&gzip[..gzip.len() - 9]);
    assert!(matches!(torn, Err(Error::Io { .. })), "{torn:?}");
}

// Tables of others.

#[test]
fn a_mapping_renames_columns_and_values_and_ignores_the_rest() {
    let table = "country,rcid,vote,comment\nNA,1,yes,?\nFR,1,no,?\nDE,1,absent,?\nIT,1,abstain,?\n";
    let map = "actor=country,issue=rcid,position=vote";
    let values = "yes=support,no=oppose,abstain=neutral,absent=skip";
    let graph = read_mapped(table, map, values).unwrap();
    assert_eq!(sentences(&graph), ["FR opposes 1", "IT is neutral on 1", "NA supports 1"]);
}

#[test]
fn a_column_can_be_two_fields_and_a_field_can_be_a_constant() {
    let table = "country,rcid,vote\nFR,1,yes\n";
    let map = "actor=country,issue=rcid,position=vote,label=vote,source:=\"UN, New York\"";
    let graph = read_mapped(table, map, "yes=support").unwrap();
    let stance = graph.stances().next().unwrap();
    assert_eq!((stance.label(), stance.position()), ("yes", Position::Support));
    assert_eq!(stance.source().unwrap().id.as_str(), "UN, New York");
}

#[test]
fn what_is_missing_is_what_the_mapping_says() {
    let table = "country,issue,vote\nNA,a,1\nFR,NA,-1\n";
    let map = "actor=country,issue=issue,position=vote";
    let values = "1=support,-1=oppose";
    let graph = read_mapped(table, map, values).unwrap();
    assert_eq!(sentences(&graph), ["FR opposes NA", "NA supports a"]);
    let mapping = Mapping::parse(map, values).unwrap().with_missing("NA,-").unwrap();
    let read = Reader::new().mapping(mapping).stream("table.csv", Cursor::new(table)).read();
    let faults = message(read);
    assert_eq!(faults.lines().count(), 2, "{faults}");
    assert!(faults.starts_with("table.csv:2"), "{faults}");
}

#[test]
fn an_empty_position_is_skipped_where_the_mapping_says_so() {
    let table = "country,issue,vote\nFR,a,yes\nDE,a,\n";
    let map = "actor=country,issue=issue,position=vote";
    let faults = message(read_mapped(table, map, "yes=support"));
    assert!(faults.starts_with("table.csv:3") && faults.contains("position"), "{faults}");
    let graph = read_mapped(table, map, "yes=support,=skip").unwrap();
    assert_eq!(sentences(&graph), ["FR supports a"]);
}

#[test]
fn a_value_that_nobody_maps_is_said_with_the_way_out() {
    let map = "actor=country,issue=rcid,position=vote";
    let faults = message(read_mapped("rcid,country,vote\n1,FR,yea\n", map, "yes=support"));
    assert_eq!(
        faults,
        "table.csv:2:6: error: the value \"yea\" of column \"vote\" is not mapped to a position; \
         say what it means with Mapping::with_values(\"yea=…\"): support, neutral, oppose or skip"
    );
}

#[test]
fn an_empty_cell_that_would_have_to_be_a_position_is_said_with_the_way_out() {
    let map = "actor=country,issue=issue,position=vote";
    assert_eq!(
        message(read_mapped("country,issue,vote\nFR,a,\n", map, "yes=support")),
        "table.csv:2:6: error: the value \"\" of column \"vote\" is not mapped to a position; \
         say what it means with Mapping::with_values(\"=…\"): support, neutral, oppose or skip"
    );
}

#[test]
fn a_column_that_is_mapped_stands_once() {
    let map = "actor=country,issue=issue,position=vote";
    let faults =
        message(read_mapped("country,issue,vote,country\nFR,a,yes,DE\n", map, "yes=support"));
    assert_eq!(
        faults,
        "table.csv:1:20: error: \"country\" stands here for the second time; keep one of the two"
    );
}

#[test]
fn columns_without_a_name_may_be_empty() {
    let graph = read("actor,label,issue,,\nann,opposes,tunnel,, \n").unwrap();
    assert_eq!(sentences(&graph), ["ann opposes tunnel"]);
}

#[test]
fn a_column_that_is_not_there_is_looked_for() {
    let map = "actor=contry,issue=rcid,position=vote";
    let faults = message(read_mapped("rcid,country,vote\n", map, ""));
    assert_eq!(
        faults,
        "table.csv:1: error: unknown column \"contry\" in the table; did you mean \"country\"?; \
         known are rcid, country, vote"
    );
}

// The real tables, where they are at hand.

#[test]
fn the_votes_of_the_united_nations_are_read_as_they_are() {
    let Some(path) = real("unvotes/un_votes.csv.gz") else { return };
    let mapping = Mapping::parse(
        "actor=country,issue=rcid,position=vote",
        "yes=support,no=oppose,abstain=neutral",
    );
    let graph = Reader::new().mapping(mapping.unwrap()).path(path).read().unwrap();
    assert_eq!((graph.stance_count(), graph.actors().len()), (870_109, 200));
    assert!(graph.find_actor("Namibia").is_ok());
    let view = graph.view();
    assert_eq!(view.standings().len(), 870_109, "no state voted twice in a roll call");
    let count = |position| view.stances().filter(|s| s.position() == position).count();
    assert_eq!(Position::ALL.map(count), [65_548, 110_897, 693_664]);
}

#[test]
fn the_debate_on_nuclear_power_is_read_as_it_is() {
    let Some(path) = real("irps_nuclear/irps_nuclear_edges.csv") else { return };
    let mapping = Mapping::parse(
        "actor=source,issue=target,date=time,position=increment",
        "1=support,-1=oppose",
    );
    let graph = Reader::new().mapping(mapping.unwrap()).path(path).read().unwrap();
    assert_eq!(graph.stance_count(), 1_164);
    assert_eq!((graph.actors().len(), graph.issues().len()), (337, 54));
    let (first, last) = graph.period().unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2011-03-11".into(), "2011-06-30".into()));
    let again = read(written(&graph)).unwrap();
    assert_eq!(again.document(), graph.document());
}
