//! What is written can be read, and says the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::shared::damage;
use proptest::prelude::*;
use stancegraph::export::format_text;
use stancegraph::model::{
    Actor, ActorId, Attribute, Attributes, Characters, Confidence, Date, Document, Issue, IssueId,
    LabelMeaning, Position, PositionRange, Source, SourceId, Stance, StanceId, Status, Strength,
    Weight,
};
use stancegraph::{Format, StanceGraph, StanceRef};

use crate::shared::built::graph_of;

/// Texts that break careless writers.
const HOSTILE: &[&str] = &[
    "",
    " ",
    "\"",
    "'''",
    "\"\"\"",
    "a\\nb \\u0041 \\",
    "two\nlines",
    "\n",
    "\r\n and \r alone",
    "\ttab",
    "\u{0}\u{1}\u{8}\u{b}\u{c}\u{1b}[31m\u{7f}\u{85}\u{9f}",
    "<b>&amp;&lt;</b>",
    "\u{202e}reversed\u{202c} \u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f1f0}\u{1f1f5}",
    "Zoe\u{308} \u{301}",
    "# no comment",
    "[[stances]]",
    "x = 1 # y",
    "true",
    "2016-04-29",
    "010",
    "NA",
    "{ }",
    "a.b.\"c\"",
    "=,;|",
    "\u{feff}bom",
    "\u{2028}\u{2029}",
    "\u{2028}a\u{a0}\u{85}\u{3000}",
    // What is like an escape of XML is none, beside what it would become.
    "k_x0041_",
    "kA",
    "_x005F_x0041_",
    "k_x2028_",
    "k\u{2028}",
    "\u{fffd}\u{10ffff}",
];

fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        3 => any::<String>(),
        2 => "[a-z ]{1,12}",
        1 => "[a-z\"\\\\\n]{1,3}".prop_map(|text| text.repeat(3000)),
    ]
}

/// A hostile text that can be an id.
fn id_text() -> impl Strategy<Value = String> {
    let tame = |text: String| {
        let id = text.chars().filter(|c| !c.is_control()).take(200).collect::<String>();
        let id = id.trim().to_owned();
        if id.is_empty() { "x".into() } else { id }
    };
    prop_oneof![2 => "[a-z-]{1,6}", 1 => hostile().prop_map(tame)]
}

fn date() -> impl Strategy<Value = Date> {
    let day =
        (1..=9999_i16, 1..=12_i8, 1..=28_i8, 0..3).prop_map(|(year, month, day, precision)| {
            match precision {
                0 => format!("{year:04}"),
                1 => format!("{year:04}-{month:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}"),
            }
        });
    day.prop_map(|text| text.parse().expect("a date"))
}

fn strength() -> impl Strategy<Value = Strength> {
    prop_oneof![Just(1.0), Just(0.7), Just(1e-30), 0.000_001..1.0_f64]
        .prop_map(|number| Strength::new(number).expect("more than 0, at most 1"))
}

fn weight() -> impl Strategy<Value = Weight> {
    prop_oneof![Just(12.0), Just(0.1), Just(1e-30), Just(49.0), 0.000_001..1000.0_f64]
        .prop_map(|number| Weight::new(number).expect("more than 0"))
}

fn coded_range() -> impl Strategy<Value = PositionRange> {
    let ends = prop::sample::select(vec![(0.0, 3.0), (-1.5, 1.5), (-1e99, 1e-7), (2.0, 2.0)]);
    ends.prop_map(|(low, high)| PositionRange::new(low, high).expect("in order"))
}

fn attributes() -> impl Strategy<Value = Attributes> {
    let number = prop_oneof![
        any::<f64>().prop_filter("finite", |number| number.is_finite()),
        any::<i32>().prop_map(f64::from),
        prop::sample::select(vec![-0.0, 1e300, 9_007_199_254_740_992.0, 1e16, 5e-324, 0.1]),
    ];
    let value = prop_oneof![
        hostile().prop_map(Attribute::Text),
        any::<bool>().prop_map(Attribute::Flag),
        number.prop_map(Attribute::Number),
    ];
    prop::collection::btree_map(hostile(), value, 0..3)
}

fn some<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
) -> impl Strategy<Value = Option<T>> {
    prop::option::of(strategy)
}

fn aliases() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(hostile(), 0..2)
}

type Provenance = (Status, Option<Characters>, Option<String>, Option<String>, Option<Confidence>);

/// Whether a stance is a draft, and who proposed it.
fn provenance() -> impl Strategy<Value = Provenance> {
    let characters = (0..u32::MAX - 50, 1..50_u32);
    let characters = characters
        .prop_map(|(start, length)| Characters::new(start, start + length).expect("some"));
    let confidence = prop_oneof![Just(0.0), Just(1.0), 0.0..=1.0];
    let confidence = confidence.prop_map(|number| Confidence::new(number).expect("within"));
    let status = prop::sample::select(vec![Status::Confirmed, Status::Draft]);
    (status, some(characters), some(hostile()), some(hostile()), some(confidence))
}

prop_compose! {
    fn stance(actors: Vec<ActorId>, issues: Vec<IssueId>, sources: Vec<SourceId>)(
        who in (any::<prop::sample::Index>(), some(any::<prop::sample::Index>())),
        what in (any::<prop::sample::Index>(), some(any::<prop::sample::Index>()), any::<bool>()),
        source in some(any::<prop::sample::Index>()),
        label in some(prop_oneof![Just("opposes".to_owned()), hostile()]),
        id in prop::option::weighted(0.2, id_text()),
        said in (prop::sample::select(Position::ALL.to_vec()), some(strength())),
        weight in prop::option::weighted(0.3, weight()),
        when in (some(date()), some(date())),
        texts in (some(hostile()), some(hostile()), some(hostile()), some(hostile()), some(hostile())),
        provenance in prop::option::weighted(0.4, provenance()),
    ) -> Stance {
        let on_actor = issues.is_empty() || what.2;
        let toward = what.1.or(on_actor.then_some(what.0)).map(|index| index.get(&actors).clone());
        let issue = (!on_actor).then(|| what.0.get(&issues).clone());
        let mut stance = Stance::on_issue("x", "supports", "y").expect("ids");
        let (date, until) = when;
        let holds = |until: &Date| date.is_none_or(|date| date.first_day() <= until.last_day());
        stance.id = id.map(|id| StanceId::new(id).expect("an id"));
        stance.actor = who.0.get(&actors).clone();
        stance.speaker = who.1.map(|index| index.get(&actors).clone());
        stance.label = label;
        stance.issue = issue;
        stance.toward = toward;
        stance.position = Some(said.0);
        stance.strength = said.1.filter(|_| weight.is_none());
        stance.weight = weight;
        stance.date = date;
        stance.until = until.filter(holds);
        stance.source = source.filter(|_| !sources.is_empty()).map(|index| index.get(&sources).clone());
        (stance.locator, stance.quote, stance.note, stance.coder, stance.grade) = texts;
        if let Some((status, characters, proposed_by, rule, confidence)) = provenance {
            (stance.status, stance.characters) = (status, characters);
            (stance.proposed_by, stance.rule, stance.confidence) = (proposed_by, rule, confidence);
        }
        stance
    }
}

prop_compose! {
    fn actor()(
        name in some(hostile()), kind in some(hostile()), aliases in aliases(),
        attributes in attributes(),
    ) -> Actor {
        let mut actor = Actor::new(ActorId::new("-").expect("an id"));
        (actor.name, actor.kind) = (name, kind);
        actor.with_aliases(aliases).with_attributes(attributes)
    }
}

prop_compose! {
    fn issue()(
        name in some(hostile()), description in some(hostile()), aliases in aliases(),
        attributes in attributes(),
    ) -> Issue {
        let mut issue = Issue::new(IssueId::new("-").expect("an id"));
        (issue.name, issue.description) = (name, description);
        issue.with_aliases(aliases).with_attributes(attributes)
    }
}

prop_compose! {
    fn source()(
        title in some(hostile()), publisher in some(hostile()), date in some(date()),
        url in some(hostile()), archived in some(hostile()), text in some(hostile()),
    ) -> Source {
        let mut source = Source::new(SourceId::new("-").expect("an id")).with_date(date);
        (source.title, source.publisher) = (title, publisher);
        (source.url, source.archived, source.text) = (url, archived, text);
        source
    }
}

prop_compose! {
    fn declarations()(
        title in some(hostile()), description in some(hostile()), coded_range in some(coded_range()),
        actors in prop::collection::btree_map(id_text(), actor(), 1..4),
        issues in prop::collection::btree_map(id_text(), issue(), 0..3),
        sources in prop::collection::btree_map(id_text(), source(), 0..3),
        labels in prop::collection::btree_map(
            hostile(), (prop::sample::select(Position::ALL.to_vec()), strength()), 0..3),
        part in some((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) -> Document {
        let actors = actors.into_iter().map(|(id, mut actor)| {
            actor.id = ActorId::new(id).expect("an id");
            (actor.id.clone(), actor)
        });
        let mut actors = actors.collect::<BTreeMap<_, _>>();
        let ids = actors.keys().cloned().collect::<Vec<_>>();
        if let Some((part, whole)) = part {
            let (part, whole) = (part.get(&ids), whole.get(&ids));
            let whole = (part != whole).then(|| whole.clone());
            actors.get_mut(part).expect("its own id").part_of = whole;
        }
        let issues = issues.into_iter().map(|(id, mut issue)| {
            issue.id = IssueId::new(id).expect("an id");
            (issue.id.clone(), issue)
        });
        let sources = sources.into_iter().map(|(id, mut source)| {
            source.id = SourceId::new(id).expect("an id");
            (source.id.clone(), source)
        });
        let meaning =
            |(position, strength)| LabelMeaning::from(position).with_strength(strength);
        let labels = labels.into_iter().filter(|(label, _)| !label.trim().is_empty());
        let mut document = Document::default();
        (document.title, document.description) = (title, description);
        document
            .with_coded_range(coded_range)
            .with_actors(actors)
            .with_issues(issues.collect())
            .with_sources(sources.collect())
            .with_labels(labels.map(|(label, said)| (label, meaning(said))).collect())
    }
}

fn document() -> impl Strategy<Value = Document> {
    declarations().prop_flat_map(|document| {
        let actors = document.actors.keys().cloned().collect();
        let issues = document.issues.keys().cloned().collect();
        let sources = document.sources.keys().cloned().collect();
        let stances = prop::collection::vec(stance(actors, issues, sources), 0..6);
        stances.prop_map(move |stances| document.clone().with_stances(stances))
    })
}

/// The same with all stances confirmed.
fn confirmed(mut document: Document) -> Document {
    document.stances.iter_mut().for_each(|stance| stance.status = Status::Confirmed);
    document
}

/// The graph, unless chance gave one name to two things.
fn graph(document: &Document) -> Option<StanceGraph> {
    let mut builder = StanceGraph::builder();
    builder.document(document);
    builder.build().ok()
}

fn bytes(format: Format, graph: &StanceGraph) -> Vec<u8> {
    let mut bytes = Vec::new();
    format.write(graph, &mut bytes).expect("memory takes everything");
    bytes
}

fn written(format: Format, graph: &StanceGraph) -> String {
    String::from_utf8(bytes(format, graph)).expect("writers write text")
}

fn read(format: Format, bytes: &[u8]) -> StanceGraph {
    match format.read(bytes) {
        Ok(graph) => graph,
        Err(error) => panic!("{format}: {error}\n{}", String::from_utf8_lossy(bytes)),
    }
}

/// The number of passages in brat annotations that refer to an issue and to an addressee.
fn addressed(annotations: &str) -> usize {
    let of = |base: &str| {
        let lines = annotations.lines().filter_map(|line| {
            let (_, said) = line.split_once("\tReference ")?;
            let (passage, entry) = said.split_once(' ')?;
            entry.starts_with(base).then_some(passage)
        });
        lines.collect::<std::collections::BTreeSet<_>>()
    };
    of("issue:").intersection(&of("toward:")).count()
}

/// The formats that carry the whole model, as far as the library is built with them.
fn lossless() -> impl Iterator<Item = Format> {
    let is_built = |format: &Format| match format {
        Format::Html => cfg!(feature = "page"),
        Format::Dot => cfg!(feature = "draw"),
        Format::Excel => cfg!(feature = "excel"),
        Format::Parquet => cfg!(feature = "parquet"),
        _ => true,
    };
    Format::ALL.into_iter().filter(|format| format.is_lossless()).filter(is_built)
}

proptest! {
    // Every format is written, and most are read again.
    #![proptest_config(ProptestConfig::with_cases(25))]

    #[test]
    fn no_addressee_is_lost_without_a_word(document in document()) {
        let document = confirmed(document);
        let Some(graph) = graph(&document) else { return Err(TestCaseError::reject("names")) };
        let addressees = |graph: &StanceGraph| {
            let on_issues = graph.stances().filter(|stance| !stance.target().is_actor());
            let mut all = on_issues
                .filter_map(|stance| {
                    let ends = (stance.actor().id.to_string(), stance.target().id().to_owned());
                    Some((ends, stance.toward()?.id.to_string()))
                })
                .collect::<Vec<_>>();
            all.sort();
            all
        };
        let all = addressees(&graph);
        for format in lossless() {
            prop_assert_eq!(addressees(&read(format, &bytes(format, &graph))), all.clone(), "{}", format);
        }
        // Projects are archives: `interop::annotations` counts what they lose.
        let is_other = |format: &Format| {
            format.is_written() && !format.is_lossless() && *format != Format::Refi
        };
        for format in Format::ALL.into_iter().filter(is_other) {
            // Its labels stand on lines or in comments: `interop::written_only` counts them.
            if format == Format::Mermaid {
                continue;
            }
            let losses = format.losses(&graph);
            let lost = losses.iter().filter(|lost| lost.what.starts_with("addressee"));
            let lost = lost.map(|lost| lost.count).sum::<usize>();
            let text = written(format, &graph);
            let shown = match format {
                Format::Cypher => text.matches(", toward: '").count(),
                Format::Turtle => text.matches("\n  sg:toward <").count(),
                Format::Brat => addressed(&text),
                _ => 0,
            };
            prop_assert_eq!(lost + shown, all.len(), "{}: {:?}\n{}", format, losses, text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn reading_what_was_written_is_the_identity(document in document()) {
        let Some(graph) = graph(&document) else { return Err(TestCaseError::reject("names")) };
        for format in lossless() {
            let written = bytes(format, &graph);
            let again = read(format, &written);
            let mut carried = graph.document();
            let losses = format.losses(&graph);
            // Files that draw leave out drafts.
            if format == Format::Dot {
                // The heaviest weight may be that of a draft.
                carried.stances.retain(|stance| stance.status.is_confirmed());
                carried = self::graph(&carried).expect("fewer stances").document();
                let drafts = losses.iter().map(|lost| lost.count).sum::<usize>();
                prop_assert_eq!(drafts, graph.draft_count());
            } else {
                prop_assert!(losses.is_empty(), "{}", format);
            }
            prop_assert_eq!(again.document(), carried, "{}", format);
            prop_assert!(again.left_out().is_empty(), "{}: {:?}", format, again.left_out());
            // Their captions count the drafts.
            let is_same = bytes(format, &again) == written;
            prop_assert!(is_same || format == Format::Dot, "{} is written in two ways", format);
        }
    }

    /// Whom a stance on an issue is addressed to comes back where the format carries everything; where it does
    /// not, it is counted, or stands in the text as often as it was said.
    #[test]
    fn what_was_written_is_canonical(document in document()) {
        let Some(graph) = graph(&document) else { return Err(TestCaseError::reject("names")) };
        for format in [Format::Toml, Format::Json] {
            let text = written(format, &graph);
            prop_assert_eq!(format_text(format, "map", &text).expect("it is canonical"), text);
        }
    }

    #[test]
    fn the_order_of_stances_changes_no_byte(
        (document, shuffled) in document().prop_flat_map(|document| {
            let stances = Just(document.stances.clone()).prop_shuffle();
            (Just(document), stances)
        }),
    ) {
        let Some(first) = graph(&document) else { return Err(TestCaseError::reject("names")) };
        let second = document.with_stances(shuffled);
        let second = graph(&second).expect("the same names");
        for format in Format::ALL.into_iter().filter(|format| format.is_written()) {
            let both = [&first, &second].map(|graph| {
                let mut bytes = Vec::new();
                format.write(graph, &mut bytes).map(|()| bytes).ok()
            });
            prop_assert!(both[0] == both[1], "{}", format);
        }
    }

    #[test]
    fn serde_and_the_reader_read_the_same(document in document()) {
        let Some(graph) = graph(&document) else { return Err(TestCaseError::reject("names")) };
        let text = written(Format::Json, &graph);
        let by_serde = serde_json::from_str::<StanceGraph>(&text).expect("the model's own text");
        prop_assert_eq!(by_serde.document(), graph.document());
    }

    /// Whatever is done to a text, it is read or its faults are said, each at a place that exists.
    #[test]
    fn a_damaged_text_is_refused_and_breaks_nothing(
        document in document(),
        json in any::<bool>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, hostile()), 1..4),
    ) {
        let Some(graph) = graph(&document) else { return Err(TestCaseError::reject("names")) };
        let format = if json { Format::Json } else { Format::Toml };
        let mut bytes = written(format, &graph).into_bytes();
        damage::cut(&mut bytes, &cuts);
        damage::is_read_or_refused(format, &bytes)?;
        if let Ok(text) = String::from_utf8(bytes) {
            let _ = format_text(format, "map", &text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Stances that are alike in all but their ids keep these, even where one is what another would
    /// have without any.
    #[test]
    fn alike_stances_keep_their_ids(chosen in prop::collection::vec(0..8_usize, 1..6)) {
        let alike = Stance::on_issue("ann", "opposes", "tunnel").expect("ids");
        let derived = graph_of(std::slice::from_ref(&alike)).stances().next().expect("one").id();
        let named = |behind: &str| Some(StanceId::new(format!("{derived}{behind}")).expect("an id"));
        let ids = [
            None,
            None,
            named(""),
            named("-2"),
            named("-3"),
            named("-4"),
            Some(StanceId::new("00").expect("an id")),
            Some(StanceId::new("zz").expect("an id")),
        ];
        let mut taken = BTreeSet::new();
        let chosen = chosen.into_iter().filter(|id| *id < 2 || taken.insert(*id));
        let stances = chosen.map(|id| alike.clone().with_id(ids[id].clone()));
        let graph = graph_of(&stances.collect::<Vec<_>>());
        let again = read(Format::Json, &bytes(Format::Json, &graph));
        prop_assert_eq!(again.document(), graph.document());
        let known = |graph: &StanceGraph| graph.stances().map(StanceRef::id).collect::<Vec<_>>();
        prop_assert_eq!(known(&again), known(&graph));
    }
}
