//! The answer of `check`: what is wrong in the files, how their labels are read, how well the stances are documented.

use std::borrow::Cow;
use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Answer, Column, NodeKind, Quality, Row, Stances, Table, VERSION, Value, plural};
use crate::error::{Fault, Faults, Finding, Severity};
use crate::graph::{LabelFound, LabelReason, Side};
use crate::model::{ParsedLabel, Position};

/// The most rows of each list of quality that tables show.
const MOST_ROWS: usize = 20;

/// Errors and warnings in files, and what was asked for besides.
///
/// ```
/// use stancegraph::answer::{Answer, Check};
/// use stancegraph::{Error, Format};
///
/// let Err(Error::Faults(faults)) = Format::Csv.read("actor,label,issue\nann,opposes,\n".as_bytes()) else { panic!() };
/// let check = Check::of(&faults, None, None);
/// assert_eq!((check.errors, check.warnings), (1, 0));
/// assert_eq!(check.findings[0].line, Some(2));
/// assert_eq!(check.tables()[0].title, "1 error, 0 warnings");
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Check {
    /// The version of the answers' form.
    pub stancegraph: u32,
    /// The command that gave the answer.
    pub verb: Cow<'static, str>,
    /// The number of errors, those beyond the list included.
    pub errors: usize,
    /// The number of warnings, likewise.
    pub warnings: usize,
    /// The number of findings beyond those in the list.
    pub omitted: usize,
    /// The errors and warnings, in the order of the files and their lines.
    pub findings: Vec<Finding>,
    /// Whether reading stopped because there were too many, so that there may be more than were counted.
    pub stopped: bool,
    /// With `--labels`: the labels of all stances that could be read, whether there are errors or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub labels: Option<Vec<CheckedLabel>>,
    /// With `--quality`, if there are no errors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<Quality>,
}

/// The stances that have one label and one position, on issues or toward actors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct CheckedLabel {
    /// The label.
    pub label: String,
    /// What the stances are about.
    pub target: NodeKind,
    /// The position; absent where it is unknown, which is an error.
    pub position: Option<Position>,
    /// The number of stances.
    pub stances: usize,
    /// What gives the position.
    pub reason: PositionSource,
    /// The parts of the label that the lexicon knows.
    pub parsed: Option<LabelParts>,
    /// The position that the label implies on such a target; absent if it implies none.
    pub implied: Option<Position>,
}

/// What gives the stances of a label their position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum PositionSource {
    /// The lexicon knows the whole label.
    Lexicon,
    /// The `[labels]` of a file.
    Labels,
    /// The stances themselves.
    Stance,
    /// Nothing.
    Unknown,
}

/// The parts of a label that the lexicon knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LabelParts {
    /// An adverb that does not change the side.
    pub adverb: Option<Cow<'static, str>>,
    /// The verb, with its preposition.
    pub verb: Cow<'static, str>,
    /// A complement that does not change the side.
    pub complement: Option<Cow<'static, str>>,
}

impl Check {
    /// Faults, with the labels and the quality if they were asked for.
    #[must_use]
    pub fn of(faults: &Faults, labels: Option<Vec<LabelFound>>, quality: Option<Quality>) -> Self {
        let labels = labels.map(|labels| labels.into_iter().map(CheckedLabel::from).collect());
        Self {
            stancegraph: VERSION,
            verb: Self::VERB.into(),
            errors: faults.count(Severity::Error),
            warnings: faults.count(Severity::Warning),
            omitted: faults.omitted(),
            findings: faults.findings(),
            stopped: faults.is_cut(),
            labels,
            quality,
        }
    }

    /// The same with fixes in other words: a program words them as its own options.
    ///
    /// `faults` are those that the answer was made of.
    #[must_use]
    pub fn with_fixes(self, faults: &Faults, fix: impl Fn(&Fault) -> Option<String>) -> Self {
        let findings = self.findings.into_iter().zip(faults.iter());
        let findings = findings.map(|(finding, fault)| Finding { help: fix(fault), ..finding });
        Self { findings: findings.collect(), ..self }
    }

    fn findings_table(&self) -> Table<'_> {
        let rows = self.findings.iter().map(|finding| Row {
            values: vec![
                finding.severity.to_string().into(),
                Value::maybe(finding.file.as_deref()),
                Value::maybe(finding.line),
                Value::maybe(finding.column),
                finding.message.as_str().into(),
                Value::maybe(finding.help.as_deref()),
            ],
            about: finding.message.clone(),
            stances: Stances::none(),
        });
        let columns = vec![
            Column::text("severity"),
            Column::text("file"),
            Column::number("line"),
            Column::number("column"),
            Column::text("message"),
            Column::text("help"),
        ];
        let title =
            format!("{}, {}", plural(self.errors, "error"), plural(self.warnings, "warning"));
        Table { title, columns, rows: rows.collect(), notes: Vec::new() }
    }
}

impl Answer for Check {
    const VERB: &'static str = "check";

    fn tables(&self) -> Vec<Table<'_>> {
        let labels = self.labels.as_deref().map(labels_table);
        let quality = self.quality.iter().flat_map(|quality| quality.tables(MOST_ROWS));
        std::iter::once(self.findings_table()).chain(labels).chain(quality).collect()
    }
}

fn labels_table(labels: &[CheckedLabel]) -> Table<'_> {
    let rows = labels.iter().map(|label| Row {
        values: vec![
            label.label.as_str().into(),
            label.target.as_str().into(),
            label.position.map_or_else(|| "not known".into(), |at| Side::from(at).into()),
            label.stances.into(),
            label.why().into(),
        ],
        about: label.label.clone(),
        stances: Stances::none(),
    });
    let different = labels.iter().map(|label| &label.label).collect::<BTreeSet<_>>().len();
    let columns = vec![
        Column::text("label"),
        Column::text("target"),
        Column::side("position"),
        Column::number("stances"),
        Column::text("why"),
    ];
    Table { title: plural(different, "label"), columns, rows: rows.collect(), notes: Vec::new() }
}

impl CheckedLabel {
    /// Why it has its position, in words.
    fn why(&self) -> String {
        if let Some(parts) = &self.parsed {
            return format!("lexicon: {parts}");
        }
        match (self.reason, self.implied) {
            (PositionSource::Lexicon, _) => "lexicon".into(),
            (PositionSource::Labels, _) => "[labels]".into(),
            (PositionSource::Unknown, _) => {
                "no verb of the lexicon, not in [labels], no position of the stance".into()
            }
            (PositionSource::Stance, Some(implied)) => {
                format!("position of the stance; the label alone says {implied}")
            }
            (PositionSource::Stance, None) => "position of the stance; the label says none".into(),
        }
    }
}

impl std::fmt::Display for LabelParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(adverb) = &self.adverb {
            write!(f, "adverb \"{adverb}\", ")?;
        }
        write!(f, "verb \"{}\"", self.verb)?;
        match &self.complement {
            Some(complement) => write!(f, ", complement \"{complement}\""),
            None => Ok(()),
        }
    }
}

impl From<LabelFound> for CheckedLabel {
    fn from(found: LabelFound) -> Self {
        let (reason, parsed) = match found.position {
            Some((_, LabelReason::Lexicon(parsed))) => (PositionSource::Lexicon, Some(parsed)),
            Some((_, LabelReason::Labels)) => (PositionSource::Labels, None),
            Some((_, LabelReason::Stance)) => (PositionSource::Stance, None),
            None => (PositionSource::Unknown, None),
        };
        Self {
            label: found.label,
            target: if found.on_actor { NodeKind::Actor } else { NodeKind::Issue },
            position: found.position.map(|(position, _)| position),
            stances: found.stances,
            reason,
            parsed: parsed.map(LabelParts::from),
            implied: found.implied,
        }
    }
}

impl From<ParsedLabel> for LabelParts {
    fn from(ParsedLabel { adverb, verb, complement, .. }: ParsedLabel) -> Self {
        Self {
            adverb: adverb.map(Cow::Borrowed),
            verb: verb.into(),
            complement: complement.map(Cow::Borrowed),
        }
    }
}
