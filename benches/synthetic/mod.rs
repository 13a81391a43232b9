//! Synthetic stances: any number of them, and the same ones for the same seed.

use std::io::{self, Write};

use stancegraph::graph::StanceRow;
use stancegraph::model::{Date, Position};
use stancegraph::{Builder, StanceGraph, Undeclared};

/// The number of actors, however many stances there are.
const ACTORS: u64 = 200;
/// The mean number of stances on an issue.
const STANCES_ON_AN_ISSUE: u64 = 150;
/// The mean number of stances in a source.
const STANCES_IN_A_SOURCE: u64 = 400;
const YEARS: std::ops::Range<u64> = 1946..2026;

/// Random numbers: Steele, G. L., Lea, D. and Flood, C. H. (2014). Fast splittable pseudorandom
/// number generators. OOPSLA '14, 453-472.
pub(crate) struct SplitMix(pub(crate) u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }
}

/// One synthetic stance.
struct Row {
    actor: String,
    issue: String,
    source: String,
    position: Position,
    date: String,
}

/// Synthetic stances without texts: positions of 200 actors, in no order.
pub(crate) struct Synthetic {
    /// The number of stances.
    pub(crate) stances: u64,
    /// The seed of the random numbers.
    pub(crate) seed: u64,
}

impl Synthetic {
    fn rows(&self) -> impl Iterator<Item = Row> + use<> {
        let mut random = SplitMix(self.seed);
        let stances = self.stances;
        (0..stances).map(move |_| {
            let (actor, issue) =
                (random.below(ACTORS), random.below(stances / STANCES_ON_AN_ISSUE));
            let source = random.below(stances / STANCES_IN_A_SOURCE);
            let position = Position::ALL[usize::try_from(random.below(3)).expect("less than 3")];
            let year = YEARS.start + random.below(YEARS.end - YEARS.start);
            let (month, day) = (1 + random.below(12), 1 + random.below(28));
            Row {
                actor: format!("actor {actor}"),
                issue: format!("issue {issue}"),
                source: format!("source {source}"),
                position,
                date: format!("{year}-{month:02}-{day:02}"),
            }
        })
    }

    /// Writes them as a table.
    pub(crate) fn write(&self, mut out: impl Write) -> io::Result<()> {
        writeln!(out, "actor,label,issue,date,source")?;
        for Row { actor, issue, source, position, date } in self.rows() {
            writeln!(out, "{actor},{},{issue},{date},{source}", position.default_label())?;
        }
        out.flush()
    }

    /// Gives them to a builder.
    #[allow(dead_code, reason = "not everyone who writes tables builds graphs")]
    pub(crate) fn builder(&self) -> Builder {
        let mut builder = StanceGraph::builder();
        builder.undeclared(Undeclared::Create);
        for row in self.rows() {
            builder.row(
                &StanceRow::default()
                    .with_actor(&row.actor)
                    .with_issue(row.issue.as_str())
                    .with_source(row.source.as_str())
                    .with_position(row.position)
                    .with_date(row.date.parse::<Date>().expect("a day")),
            );
        }
        builder
    }
}
