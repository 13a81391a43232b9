//! How well drafts, a language model's stances or a second coder's agree with a gold standard.

mod matching;
mod recovery;
mod tables;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use recovery::{Recovered, RecoveredAlignments, RecoveredBlocs};

use self::matching::{Item, Judge, Names};
use super::{ActorName, Stances, TargetName};
use crate::error::Error;
use crate::graph::{Side, StanceRef, View};
use crate::measure::{Confidence, closed_set, wilson};

/// How well the stances of one map, the drafts, agree with those of another, the gold: two maps of the same sources.
///
/// A draft is right if the gold has a stance of the same actor on the same target with the same position, in the same
/// place of the same source; each stance of the gold is found once. Actors, issues and sources are the same if they
/// have the same id, or else the same name (sources: address or title). Confirmed stances of the drafts' map count like
/// drafts, so that two coders can be compared. Stances in sources that only one map has are left out, and counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Evaluation<'g> {
    /// The name of the map of drafts.
    pub drafts: String,
    /// The name of the map that they are held against.
    pub gold: String,
    /// How close the two places have to be.
    pub place: Place,
    /// The level of the intervals.
    pub confidence: Confidence,
    /// Right drafts of all drafts, and of all stances of the gold.
    pub stances: Scores,
    /// What the graphs have in common.
    pub recovered: Recovered,
    /// The drafts that are not right, by what is wrong with them, the gravest first.
    pub mistakes: Vec<Mistaken>,
    /// The drafts by the rule that proposed them, the most frequent first; those without a rule are one group.
    pub rules: Vec<Part<'g>>,
    /// The drafts by who proposed them, the most frequent first; those that nobody proposed are one group.
    pub proposers: Vec<Part<'g>>,
    /// The drafts by tenths of their confidence, the lowest first; those without one are in none.
    pub bins: Vec<Bin>,
    /// The scores of the drafts that are at least so sure, and of those without a confidence; empty if none has one.
    pub thresholds: Vec<Threshold>,
    /// The sources that only the drafts' map has, with the number of its stances in each.
    pub only_drafts: Vec<LoneSource<'g>>,
    /// The sources that only the gold has, with the number of its stances in each.
    pub only_gold: Vec<LoneSource<'g>>,
    /// The stances of the gold that no draft is.
    pub missed: Vec<Missed<'g>>,
    /// The number of missed stances that are not listed.
    pub missed_omitted: usize,
    /// The drafts that are no stance of the gold.
    pub spurious: Vec<Spurious<'g>>,
    /// The number of spurious drafts that are not listed.
    pub spurious_omitted: usize,
}

/// How close the places of a draft and a stance of the gold have to be.
// Closed: the three precisions that a place has.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// The same source.
    Source,
    /// The same locator of the same source; "p. 7" and "paragraph 7" are one.
    #[default]
    Paragraph,
    /// Overlapping characters of the same source; the same locator if one of the two has no characters.
    Characters,
}

closed_set! {
    Place, "place", [Source = "source", Paragraph = "paragraph", Characters = "characters"]
}

/// A share, and the interval in which it lies.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Share {
    /// The share, from 0 to 1.
    pub share: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end of its interval.
    pub high: f64,
}

/// How many drafts are right, and how many of what was wanted they are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Scores {
    /// The number of right drafts.
    pub right: usize,
    /// The number of drafts.
    pub drafted: usize,
    /// The number of stances of the gold.
    pub wanted: usize,
    /// Right drafts of all drafts, with a [Wilson interval](wilson); absent if there are no drafts.
    pub precision: Option<Share>,
    /// Right drafts of all stances of the gold, with a Wilson interval; absent if the gold has none.
    pub recall: Option<Share>,
    /// The harmonic mean of the two; absent if there are neither drafts nor stances of the gold. Its interval is that of the
    /// share of right ones among all that either map has (J), by F1 = 2J / (1 + J).
    pub f1: Option<Share>,
}

/// What is wrong with a draft, the gravest first.
// Closed: the parts of a stance that are compared.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Mistake {
    /// The gold has the same but for the side.
    Side,
    /// The gold has the same but for the holder.
    Holder,
    /// The gold has it, and another draft is it already.
    Twice,
    /// The gold has the same in another place of the source.
    Place,
    /// The gold has the same holder, side and place, with another target.
    Target,
    /// The gold has nothing that differs in one thing alone.
    #[default]
    Nothing,
}

impl Mistake {
    /// All mistakes, the gravest first.
    pub const ALL: [Self; 6] =
        [Self::Side, Self::Holder, Self::Twice, Self::Place, Self::Target, Self::Nothing];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Side => "wrong side",
            Self::Holder => "false holder",
            Self::Twice => "drafted twice",
            Self::Place => "in another place",
            Self::Target => "another target",
            Self::Nothing => "not in the gold",
        }
    }
}

/// The number of drafts with a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Mistaken {
    /// The mistake.
    pub mistake: Mistake,
    /// The number of drafts.
    pub drafts: usize,
}

/// The drafts of one rule, or of one proposer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Part<'g> {
    /// The rule or the proposer; absent for drafts without one.
    pub name: Option<Cow<'g, str>>,
    /// The number of right drafts.
    pub right: usize,
    /// The number of drafts.
    pub drafted: usize,
    /// Right drafts of all drafts.
    pub precision: Share,
}

/// The drafts whose confidence lies in a tenth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Bin {
    /// The lowest confidence.
    pub from: f64,
    /// The confidence that is just too high; 1 is in the last tenth.
    pub to: f64,
    /// The mean confidence of the drafts.
    pub mean: f64,
    /// The number of right drafts.
    pub right: usize,
    /// The number of drafts.
    pub drafted: usize,
    /// Right drafts of all drafts; well calibrated if it is the mean confidence.
    pub precision: Share,
}

/// The scores of the drafts that are sure enough.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Threshold {
    /// The least confidence.
    pub least: f64,
    /// The scores.
    pub scores: Scores,
}

/// A source that only one of the maps has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LoneSource<'g> {
    /// Its id.
    pub source: Cow<'g, str>,
    /// The number of stances in it, which are left out.
    pub stances: usize,
}

/// A stance that is in one map and not in the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Missed<'g> {
    /// The actor.
    pub actor: ActorName<'g>,
    /// The target.
    pub target: TargetName<'g>,
    /// The side.
    pub side: Side,
    /// The id of the source.
    pub source: Option<Cow<'g, str>>,
    /// The place in the source.
    pub locator: Option<Cow<'g, str>>,
    /// The stance.
    pub stances: Stances<'g>,
}

/// A draft that is no stance of the gold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Spurious<'g> {
    /// What is wrong with it.
    pub mistake: Mistake,
    /// The draft.
    #[serde(flatten)]
    pub draft: Missed<'g>,
    /// The rule that proposed it.
    pub rule: Option<Cow<'g, str>>,
    /// Its confidence.
    pub confidence: Option<f64>,
    /// The stances of the gold that differ from it in that alone.
    pub instead: Stances<'g>,
}

/// The settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Settings {
    /// How close the two places have to be.
    pub place: Place,
    /// The level of the intervals.
    pub confidence: Confidence,
    /// The least confidence of the drafts that count; those without a confidence always count.
    pub least: Option<f64>,
    /// The number of missed stances and of spurious drafts to list; absent for all.
    pub top: Option<usize>,
}

setters! {
    Settings {
        with_place(place: Place);
        with_confidence(confidence: Confidence);
        with_least(least: ?f64);
        with_top(top: ?usize);
    }
}

impl Scores {
    /// The scores of so many right ones among the drafts and the stances of the gold.
    ///
    /// ```
    /// use stancegraph::answer::evaluation::Scores;
    /// use stancegraph::measure::Confidence;
    ///
    /// let scores = Scores::new(3, 4, 6, Confidence::NinetyFive);
    /// assert_eq!(scores.precision.unwrap().share, 0.75);
    /// assert_eq!(scores.recall.unwrap().share, 0.5);
    /// assert!((scores.f1.unwrap().share - 0.6).abs() < 1e-12);
    /// assert_eq!(Scores::new(0, 0, 6, Confidence::NinetyFive).precision, None);
    /// ```
    #[must_use]
    pub fn new(right: usize, drafted: usize, wanted: usize, confidence: Confidence) -> Self {
        let either = (drafted + wanted).saturating_sub(right);
        let f1 = |share: f64| 2.0 * share / (1.0 + share);
        let joint = Share::of(right, either, confidence);
        Self {
            right,
            drafted,
            wanted,
            precision: Share::of(right, drafted, confidence),
            recall: Share::of(right, wanted, confidence),
            f1: joint.map(|joint| Share {
                share: f1(joint.share),
                low: f1(joint.low),
                high: f1(joint.high),
            }),
        }
    }
}

impl Share {
    /// A part of a whole; `None` if the whole is nothing.
    fn of(part: usize, whole: usize, confidence: Confidence) -> Option<Self> {
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let share = part as f64 / whole as f64;
        let interval = if whole == 0 { None } else { wilson(share, whole, confidence) }?;
        Some(Self { share, low: interval.low, high: interval.high })
    }
}

impl<'g> Evaluation<'g> {
    /// Holds the stances of one view against those of another, over everything that was [said](View::said). To have drafts
    /// among them, take the view of a graph [with its drafts](crate::StanceGraph::with_drafts).
    ///
    /// # Complexity
    ///
    /// O(n log n) in the number of stances; with [`Place::Characters`], the square of the number of stances of one actor on one target
    /// in one source. A draft that is not right is compared with all stances of its source.
    ///
    /// # Errors
    ///
    /// Those of [`View::compare`].
    ///
    /// ```
    /// use stancegraph::Format;
    /// use stancegraph::answer::Evaluation;
    /// use stancegraph::answer::evaluation::{Mistake, Settings};
    ///
    /// let gold = "actor,label,issue\nann,supports,tax\nbob,opposes,tax\n";
    /// let drafts = "actor,label,issue,status\nann,supports,tax,draft\nbob,supports,tax,draft\n";
    /// let (gold, drafts) = (Format::Csv.read(gold.as_bytes())?, Format::Csv.read(drafts.as_bytes())?);
    /// let (gold, drafts) = (gold.view(), drafts.with_drafts().view());
    /// let found = Evaluation::of(["drafts", "gold"], &drafts, &gold, &Settings::default())?;
    /// assert_eq!((found.stances.right, found.stances.drafted, found.stances.wanted), (1, 2, 2));
    /// assert_eq!(found.spurious[0].mistake, Mistake::Side);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn of(
        [drafts_name, gold_name]: [impl Into<String>; 2],
        drafts: &View<'g>,
        gold: &View<'g>,
        settings: &Settings,
    ) -> Result<Self, Error> {
        let sure = |stance: StanceRef<'_>| {
            let confidence = stance.confidence().map(crate::model::Confidence::get);
            confidence
                .is_none_or(|confidence| settings.least.is_none_or(|least| confidence >= least))
        };
        let (drafts, gold) = (drafts.said().keep(sure), gold.said());
        let names = Names::new(gold.graph());
        let (found, wanted) = (matching::items(&drafts, &names), matching::items(&gold, &names));
        let shared = matching::shared_sources(drafts.graph(), &names);
        let is_shared = |item: &Item<'_>| shared.contains(&item.source);
        let [only_drafts, only_gold] = [&found, &wanted].map(|items| lone(items, is_shared));
        let found = found.into_iter().filter(is_shared).collect::<Vec<_>>();
        let wanted = wanted.into_iter().filter(is_shared).collect::<Vec<_>>();
        let kept = |items: &[Item<'g>]| {
            items.iter().map(|item| item.stance.index()).collect::<BTreeSet<_>>()
        };
        let (in_drafts, in_gold) = (kept(&found), kept(&wanted));
        let drafts = drafts.keep(|stance| in_drafts.contains(&stance.index()));
        let gold = gold.keep(|stance| in_gold.contains(&stance.index()));
        let pairs = matching::matched(&found, &wanted, settings.place, |_| true);
        let scores = Scores::new(pairs.len(), found.len(), wanted.len(), settings.confidence);
        let parts = |of: &dyn Fn(StanceRef<'g>) -> Option<&'g str>| {
            parts(&found, &pairs, of, settings.confidence)
        };
        let top = settings.top.unwrap_or(usize::MAX);
        let hit = pairs.values().copied().collect::<BTreeSet<_>>();
        let missed = wanted.iter().enumerate().filter(|(number, _)| !hit.contains(number));
        let missed = missed.map(|(_, item)| Missed::from(item.stance)).collect::<Vec<_>>();
        let spurious = spurious(&found, &wanted, &pairs, settings.place);
        Ok(Self {
            drafts: drafts_name.into(),
            gold: gold_name.into(),
            place: settings.place,
            confidence: settings.confidence,
            stances: scores,
            recovered: Recovered::of(&drafts, &gold, &names, settings.confidence)?,
            mistakes: mistaken(&spurious),
            rules: parts(&|stance| stance.rule()),
            proposers: parts(&|stance| stance.proposed_by()),
            bins: bins(&found, &pairs, settings.confidence),
            thresholds: thresholds(&found, &wanted, settings),
            only_drafts,
            only_gold,
            missed_omitted: missed.len().saturating_sub(top),
            missed: missed.into_iter().take(top).collect(),
            spurious_omitted: spurious.len().saturating_sub(top),
            spurious: spurious.into_iter().take(top).collect(),
        })
    }
}

fn lone<'g>(items: &[Item<'g>], is_shared: impl Fn(&Item<'_>) -> bool) -> Vec<LoneSource<'g>> {
    let all = matching::unshared(items, |item| is_shared(item)).into_iter();
    all.map(|(source, stances)| LoneSource { source, stances }).collect()
}

fn parts<'g>(
    found: &[Item<'g>],
    pairs: &BTreeMap<usize, usize>,
    of: &dyn Fn(StanceRef<'g>) -> Option<&'g str>,
    confidence: Confidence,
) -> Vec<Part<'g>> {
    let mut counts = BTreeMap::<Option<&'g str>, (usize, usize)>::new();
    for (number, item) in found.iter().enumerate() {
        let (right, drafted) = counts.entry(of(item.stance)).or_default();
        *right += usize::from(pairs.contains_key(&number));
        *drafted += 1;
    }
    let part = |(name, (right, drafted)): (Option<&'g str>, (usize, usize))| {
        let precision = Share::of(right, drafted, confidence)?;
        Some(Part { name: name.map(Cow::Borrowed), right, drafted, precision })
    };
    let mut parts = counts.into_iter().filter_map(part).collect::<Vec<_>>();
    parts.sort_by_key(|part| std::cmp::Reverse(part.drafted));
    parts
}

/// The tenths of the confidence.
const TENTHS: [f64; 11] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];

fn bins(found: &[Item<'_>], pairs: &BTreeMap<usize, usize>, level: Confidence) -> Vec<Bin> {
    let bin = |(from, to): (&f64, &f64)| {
        let inside = |confidence: f64| {
            confidence >= *from && (confidence < *to || *to >= 1.0 && confidence <= 1.0)
        };
        let drafts = found.iter().enumerate().filter_map(|(number, item)| {
            let confidence = item.stance.confidence()?.get();
            inside(confidence).then_some((confidence, pairs.contains_key(&number)))
        });
        let drafts = drafts.collect::<Vec<_>>();
        let right = drafts.iter().filter(|(_, is_right)| *is_right).count();
        let precision = Share::of(right, drafts.len(), level)?;
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let mean =
            drafts.iter().map(|(confidence, _)| confidence).sum::<f64>() / drafts.len() as f64;
        Some(Bin { from: *from, to: *to, mean, right, drafted: drafts.len(), precision })
    };
    TENTHS.iter().zip(&TENTHS[1..]).filter_map(bin).collect()
}

fn thresholds(found: &[Item<'_>], wanted: &[Item<'_>], settings: &Settings) -> Vec<Threshold> {
    if found.iter().all(|item| item.stance.confidence().is_none()) {
        return Vec::new();
    }
    let at = |least: &f64| {
        let is_sure = |item: &Item<'_>| {
            item.stance.confidence().is_none_or(|confidence| confidence.get() >= *least)
        };
        let pairs = matching::matched(found, wanted, settings.place, is_sure);
        let drafted = found.iter().filter(|item| is_sure(item)).count();
        let scores = Scores::new(pairs.len(), drafted, wanted.len(), settings.confidence);
        Threshold { least: *least, scores }
    };
    TENTHS[..10].iter().map(at).collect()
}

fn spurious<'g>(
    found: &[Item<'g>],
    wanted: &[Item<'g>],
    pairs: &BTreeMap<usize, usize>,
    place: Place,
) -> Vec<Spurious<'g>> {
    let judge = Judge::new(wanted, place);
    let wrong = found.iter().enumerate().filter(|(number, _)| !pairs.contains_key(number));
    let spurious = wrong.map(|(_, item)| {
        let (mistake, instead) = judge.mistake(item);
        Spurious {
            mistake,
            draft: Missed::from(item.stance),
            rule: item.stance.rule().map(Cow::Borrowed),
            confidence: item.stance.confidence().map(crate::model::Confidence::get),
            instead: Stances::listed(instead),
        }
    });
    let mut spurious = spurious.collect::<Vec<_>>();
    spurious.sort_by_key(|spurious| spurious.mistake);
    spurious
}

fn mistaken(spurious: &[Spurious<'_>]) -> Vec<Mistaken> {
    let of = |mistake: Mistake| {
        let drafts = spurious.iter().filter(|spurious| spurious.mistake == mistake).count();
        Mistaken { mistake, drafts }
    };
    Mistake::ALL.into_iter().map(of).collect()
}

impl<'g> From<StanceRef<'g>> for Missed<'g> {
    fn from(stance: StanceRef<'g>) -> Self {
        Self {
            actor: stance.actor().into(),
            target: stance.target().into(),
            side: stance.position().into(),
            source: stance.source().map(|source| source.id.as_str().into()),
            locator: stance.locator().map(Cow::Borrowed),
            stances: Stances::listed(vec![stance]),
        }
    }
}
