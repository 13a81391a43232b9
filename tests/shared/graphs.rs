//! Graphs for the tests of pictures: the example, and seeded random ones.

use stancegraph::model::{
    Actor, ActorId, Date, Issue, IssueId, LabelMeaning, Position, Source, SourceId, Stance,
    StanceId, date,
};
use stancegraph::{Builder, StanceGraph, Undeclared};

const ACTORS: [(&str, &str); 7] = [
    ("china", "China"),
    ("lavrov", "Sergey Lavrov"),
    ("north-korea", "North Korea"),
    ("russia", "Russia"),
    ("south-korea", "South Korea"),
    ("united-states", "United States"),
    ("wang-yi", "Wang Yi"),
];

const ISSUES: [(&str, &str); 5] = [
    ("missile-tests", "Missile tests"),
    ("nuclear-programme", "North Korea's nuclear programme"),
    ("six-party-talks", "Six-party talks"),
    ("thaad", "THAAD in South Korea"),
    ("un-resolution", "UN resolution on North Korea"),
];

/// The stances of the example: actor, label, target (an actor after `@`), position, place.
const STANCES: [(&str, &str, &str, Position, &str); 22] = {
    use Position::{Oppose, Support};
    [
        ("china", "urges end of provocations", "@north-korea", Oppose, "headline"),
        ("china", "urges restraint", "@north-korea", Oppose, "paragraph 1"),
        ("china", "urges restraint", "@north-korea", Oppose, "paragraph 2"),
        ("china", "commits to carrying out", "un-resolution", Support, "paragraph 3"),
        ("china", "voices concern about", "thaad", Oppose, "paragraph 6"),
        ("china", "repeats opposition to", "thaad", Oppose, "paragraph 9"),
        ("china", "sees balance upset by", "thaad", Oppose, "paragraph 11"),
        ("china", "calls for early return to", "six-party-talks", Support, "paragraph 12"),
        ("russia", "urges end of provocations", "@north-korea", Oppose, "headline"),
        ("russia", "urges restraint", "@north-korea", Oppose, "paragraph 1"),
        ("russia", "urges restraint", "@north-korea", Oppose, "paragraph 2"),
        ("russia", "commits to carrying out", "un-resolution", Support, "paragraph 3"),
        ("russia", "voices concern about", "thaad", Oppose, "paragraph 6"),
        ("russia", "warns of tension from", "thaad", Oppose, "paragraph 8"),
        ("russia", "sees balance upset by", "thaad", Oppose, "paragraph 11"),
        ("russia", "calls for early return to", "six-party-talks", Support, "paragraph 12"),
        ("south-korea", "pursues", "thaad", Support, "paragraph 7"),
        ("south-korea", "defends", "thaad", Support, "paragraph 10"),
        ("united-states", "pursues", "thaad", Support, "paragraph 7"),
        ("united-states", "defends", "thaad", Support, "paragraph 10"),
        ("north-korea", "holds on to", "nuclear-programme", Support, "paragraph 12"),
        ("north-korea", "carries out (act)", "missile-tests", Support, "paragraph 4"),
    ]
};

fn named_actor(id: &str, name: &str) -> Actor {
    Actor::new(ActorId::new(id).unwrap()).with_name(name)
}

fn named_issue(id: &str, name: &str) -> Issue {
    Issue::new(IssueId::new(id).unwrap()).with_name(name)
}

fn stance(actor: &str, label: &str, target: &str) -> Stance {
    match target.strip_prefix('@') {
        Some(other) => Stance::toward_actor(actor, label, other).unwrap(),
        None => Stance::on_issue(actor, label, target).unwrap(),
    }
}

/// The example of the repository, with its stances in any order.
pub fn example_in(order: impl FnOnce(&mut Vec<Stance>)) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.title("Northeast Asia, April 2016");
    for (id, name) in ACTORS {
        builder.actor(named_actor(id, name));
    }
    for (id, name) in ISSUES {
        builder.issue(named_issue(id, name));
    }
    builder.source(
        Source::new(SourceId::new("yonhap").unwrap())
            .with_title("Russia and China on North Korea and THAAD")
            .with_publisher("Yonhap")
            .with_date(date(2016, 4, 29)),
    );
    let stances = STANCES.map(|(actor, label, target, position, place)| {
        let day = if place == "paragraph 4" { 28 } else { 29 };
        stance(actor, label, target)
            .with_position(position)
            .with_date(date(2016, 4, day))
            .with_source(SourceId::new("yonhap").unwrap())
            .with_locator(place)
    });
    let mut stances = stances.to_vec();
    order(&mut stances);
    for stance in &stances {
        builder.stance(stance);
    }
    builder.build().unwrap()
}

/// The example of the repository.
pub fn example() -> StanceGraph {
    example_in(|_| ())
}

/// Pseudorandom numbers that are the same in every run.
pub struct Seeded(pub u64);

impl Seeded {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_of<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const FOR: [&str; 6] = ["supports", "backs", "welcomes", "defends", "calls for", "signs up to"];
const AGAINST: [&str; 6] = [
    "opposes",
    "condemns",
    "warns of the consequences of",
    "rejects",
    "votes against any extension of",
    "objects to",
];
const NEITHER: [&str; 3] = ["takes note of", "abstains on", "has no objection in principle to"];
const COUNTRIES: [&str; 14] = [
    "Austria", "Belgium", "Czechia", "Denmark", "Estonia", "Finland", "Greece", "Hungary",
    "Ireland", "Latvia", "Malta", "Norway", "Poland", "Romania",
];
const TOPICS: [&str; 12] = [
    "Carbon border levy",
    "Common fisheries quota",
    "Cross-border high-speed rail",
    "Digital tax",
    "Enlargement",
    "Gas storage rules",
    "Joint defence fund",
    "Late-night trains",
    "Migration compact",
    "Nuclear phase-out",
    "Rule-of-law clause",
    "Wolf protection",
];

/// Two loose camps with exceptions. The first `actors` and `issues` have names from lists; further ones are
/// numbered.
pub fn random(seed: u64, actors: usize, issues: usize, stances: usize) -> StanceGraph {
    let mut seeded = Seeded(seed);
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create).title(format!("A made-up quarrel, no. {seed}"));
    for (labels, position) in
        [(&FOR[..], Position::Support), (&AGAINST, Position::Oppose), (&NEITHER, Position::Neutral)]
    {
        for label in labels {
            builder.label(label, LabelMeaning::from(position));
        }
    }
    let name = |names: &[&str], index: usize| {
        names.get(index).map_or_else(|| format!("{} {index}", names[0]), |name| (*name).to_owned())
    };
    for _ in 0..stances {
        let actor = seeded.below(actors);
        let issue = seeded.below(issues);
        let mut position = usize::from(actor.is_multiple_of(2) != issue.is_multiple_of(3));
        match seeded.below(10) {
            0 => position = 2,
            1 => position = 1 - position,
            _ => {}
        }
        let label = seeded.one_of([&FOR[..], &AGAINST, &NEITHER][position]);
        let target = match seeded.below(8) {
            0 => format!("@{}", name(&COUNTRIES, seeded.below(actors))),
            _ => name(&TOPICS, issue),
        };
        let mut stance = stance(&name(&COUNTRIES, actor), label, &target);
        stance.position = Some([Position::Support, Position::Oppose, Position::Neutral][position]);
        stance.date = Some(some_day(&mut seeded));
        builder.stance(&stance);
    }
    built(builder)
}

fn some_day(seeded: &mut Seeded) -> Date {
    let month = i8::try_from(seeded.below(12)).unwrap() + 1;
    let day = i8::try_from(seeded.below(28)).unwrap() + 1;
    date(2024, month, day)
}

fn built(builder: Builder) -> StanceGraph {
    builder.build().unwrap()
}

/// Texts that break careless writers.
pub fn hostile() -> Vec<String> {
    let mut texts = [
        "say \"no\"",
        "back\\slash",
        "ends in a backslash\\",
        "two\nlines",
        "carriage\r\nreturn",
        "\\N \\G \\E \\L \\n \\l",
        "&amp; &lt; &#65; & co",
        "<b>bold</b>",
        "<script>alert(1)</script>",
        "]]>",
        "<!-- -->",
        "\"];evil[label=\"",
        "a -> b; {rank=same}",
        "zero\0character",
        "bell\u{7} escape\u{1b}[31m",
        "not\u{ffff} a character",
        "👩‍👩‍👧‍👦 family",
        "עברית وعربي",
        "\u{202e}override",
        "Zoe\u{308} e\u{301}\u{301}",
        "世界 ความเป็น",
        "'single' `back`",
        "tab\tand \u{a0}space",
        "javascript:alert(1)",
        "\" onload=\"alert(1)",
        "%20 % %%",
        "{record|<port>x}",
        "+ \"concatenated\"",
        "// comment /* # */",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("long ".repeat(4096));
    texts.push("ж".repeat(10_240));
    texts
}

/// A graph with this text in every place that can hold a text.
pub fn with_text(text: &str) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.title(text).description(text);
    let clean = text.chars().filter(|c| !c.is_control()).take(200).collect::<String>();
    for actor in [&format!("a {clean}"), "b"] {
        builder.actor(named_actor(actor, &format!("{actor} {text}")));
    }
    builder.issue(named_issue(&clean, text).with_description(text));
    builder
        .source(Source::new(SourceId::new(&clean).unwrap()).with_title(text).with_publisher(text));
    for (index, (actor, target)) in [
        (format!("a {clean}"), clean.clone()),
        ("b".into(), clean.clone()),
        ("b".into(), format!("@a {clean}")),
    ]
    .into_iter()
    .enumerate()
    {
        let stance = stance(&actor, text, &target);
        builder.stance(
            &stance
                .with_id(StanceId::new(format!("{index} {clean}")).unwrap())
                .with_position([Position::Support, Position::Oppose, Position::Neutral][index])
                .with_source(SourceId::new(&clean).unwrap())
                .with_locator(text)
                .with_quote(text)
                .with_note(text),
        );
    }
    builder.build().unwrap()
}
