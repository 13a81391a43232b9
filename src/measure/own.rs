//! Custom measures.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{Joint, Measure, Shared, Tally};
use crate::error::Error;

/// A score outside the range by no more than this is a rounding error, and counts as the end of the range.
const SLACK: f64 = 1e-9;

/// A measure of your own: a name, a range, and a closure.
///
/// It works wherever a [`Measure`] works: in [`View::compare`](crate::View::compare) and everything based on it
/// (all pairs, the closest, a matrix), in ties and blocs, and in pictures of alignments, whose captions name it.
/// Higher scores mean closer actors. The closure receives the actor whose id comes first as the first one; if the
/// order should not matter, make the closure symmetric.
///
/// `None` means that there is no answer, as for built-in measures. So does a score that is not a number or is
/// outside the range.
///
/// Intervals are bootstrapped, as for built-in measures: the closure is called with resampled targets. Pairs are
/// scored on all cores, hence `Send + Sync`.
///
/// With serde it is its name, from which no program can restore the measure.
///
/// # Examples
///
/// ```
/// use stancegraph::bloc::{BlocCount, TieRule};
/// use stancegraph::measure::OwnMeasure;
/// use stancegraph::model::Stance;
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// for (actor, label, issue) in [
///     ("ann", "supports", "tunnel"),
///     ("ann", "opposes", "toll"),
///     ("bob", "supports", "tunnel"),
///     ("bob", "supports", "toll"),
///     ("cem", "opposes", "tunnel"),
/// ] {
///     builder.stance(&Stance::on_issue(actor, label, issue)?);
/// }
/// let graph = builder.build()?;
/// let view = graph.view();
///
/// // The share of targets on which the two are at most half a scale apart.
/// let near = OwnMeasure::new("nearness", 0.0..=1.0, |joint| {
///     let values = joint.values().collect::<Vec<_>>();
///     let near = values.iter().filter(|(a, b)| (a - b).abs() <= 1.0).count();
///     (!values.is_empty()).then(|| near as f64 / values.len() as f64)
/// })?;
/// let closest = view.compare(&near)?.closest(1, 1);
/// assert_eq!(closest.pairs[0].score, Some(0.5));
/// assert_eq!(closest.pairs[0].comparison().measure.name(), "nearness");
/// let ties = view.alignment_graph(&near, TieRule::default())?;
/// assert_eq!(ties.quick_blocs(BlocCount::Two).members().len(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct OwnMeasure {
    name: Arc<str>,
    ends: (f64, f64),
    score: Score,
    cases: Option<Arc<Cases>>,
}

type OfJoint = dyn Fn(&Joint) -> Option<f64> + Send + Sync;
type OfStandings = dyn Fn(&[Shared<'_>]) -> Option<f64> + Send + Sync;
type Cases = dyn Fn(&Tally) -> usize + Send + Sync;

#[derive(Clone)]
enum Score {
    Joint(Arc<OfJoint>),
    Standings(Arc<OfStandings>),
    /// Only the name is known.
    Unknown,
}

impl OwnMeasure {
    /// Creates a measure from the counts of how often each position of one actor meets each position of the other,
    /// which is all that built-in measures of standings know.
    ///
    /// It is as fast as a built-in measure: the cost of a score does not grow with the number of targets.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Comparison`] if the name is empty, has a control character, or belongs to a built-in
    /// [`Measure`], or if the range is empty or infinite.
    ///
    /// ```
    /// use stancegraph::measure::{OwnMeasure, standing::agreement};
    ///
    /// assert!(OwnMeasure::new("squared", 0.0..=1.0, |joint| Some(agreement(joint)?.powi(2))).is_ok());
    /// let error = OwnMeasure::new("kappa", 0.0..=1.0, agreement).unwrap_err();
    /// assert_eq!(error.to_string(), "\"kappa\" is a built-in measure; give yours another name");
    /// ```
    pub fn new(
        name: impl Into<String>,
        range: RangeInclusive<f64>,
        score: impl Fn(&Joint) -> Option<f64> + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Self::of(name.into(), range, Score::Joint(Arc::new(score)))
    }

    /// Creates a measure from the standings of two actors on each target that they share, in the order of
    /// [targets]. Use it if the score depends on which targets these are, or on the stances behind a standing.
    ///
    /// In a bootstrap, a target that is drawn twice appears twice.
    ///
    /// O(n) in the number of shared targets for each pair, plus the cost of the closure.
    ///
    /// # Errors
    ///
    /// Same as [`OwnMeasure::new`].
    ///
    /// ```
    /// use stancegraph::measure::{OwnMeasure, Relation};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// for (actor, label, issue) in
    ///     [("ann", "supports", "war"), ("bob", "supports", "war"), ("ann", "supports", "tax"), ("bob", "opposes", "tax")]
    /// {
    ///     builder.stance(&Stance::on_issue(actor, label, issue)?);
    /// }
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let on_war = OwnMeasure::of_standings("on war", 0.0..=1.0, |shared| {
    ///     let war = shared.iter().find(|shared| shared.target().id() == "war")?;
    ///     Some(if war.relation() == Relation::Agree { 1.0 } else { 0.0 })
    /// })?;
    /// assert_eq!(view.alignment("ann", "bob", on_war)?.score, Some(1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [targets]: crate::graph::Standings::targets
    pub fn of_standings(
        name: impl Into<String>,
        range: RangeInclusive<f64>,
        score: impl Fn(&[Shared<'_>]) -> Option<f64> + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        Self::of(name.into(), range, Score::Standings(Arc::new(score)))
    }

    /// A measure of which only the name is known, as of an answer that was read: it has no score.
    pub(super) fn named(name: &str) -> Self {
        Self { name: name.into(), ends: (0.0, 1.0), score: Score::Unknown, cases: None }
    }

    fn of(name: String, range: RangeInclusive<f64>, score: Score) -> Result<Self, Error> {
        let ends @ (low, high) = range.into_inner();
        let wrong = match () {
            () if name.trim().is_empty() => Some("a measure needs a name".to_owned()),
            () if name.contains(char::is_control) => {
                Some(format!("{name:?} has a control character; a name of a measure has none"))
            }
            () if Measure::ALL.iter().any(|known| known.as_str() == name) => {
                Some(format!("\"{name}\" is a built-in measure; give yours another name"))
            }
            () if !(low < high && (high - low).is_finite()) => Some(format!(
                "the range {low}..={high} of \"{name}\" has no width; the lower end comes first"
            )),
            () => None,
        };
        match wrong {
            Some(wrong) => Err(Error::Comparison(wrong)),
            None => Ok(Self { name: name.into(), ends, score, cases: None }),
        }
    }

    /// Makes the measure a share of some cases: its intervals are Wilson intervals, like those of `agreement`,
    /// instead of bootstrapped ones, and pairs are ranked by their lower ends.
    ///
    /// ```
    /// use stancegraph::measure::{Measure, OwnMeasure, standing::identical};
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("ann", "supports", "tax")?);
    /// builder.stance(&Stance::on_issue("bob", "supports", "tax")?);
    /// let graph = builder.build()?;
    /// let view = graph.view();
    /// let same = OwnMeasure::new("same", 0.0..=1.0, identical)?.as_share_of(|tally| tally.shared);
    /// let interval = |pair: stancegraph::Alignment| pair.interval();
    /// assert_eq!(
    ///     interval(view.alignment("ann", "bob", same)?),
    ///     interval(view.alignment("ann", "bob", Measure::Identical)?),
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn as_share_of(self, cases: impl Fn(&Tally) -> usize + Send + Sync + 'static) -> Self {
        Self { cases: Some(Arc::new(cases)), ..self }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The lowest and the highest score.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        self.ends
    }

    /// The number of cases that the score is a share of; `None` if it is not a share.
    pub(super) fn cases(&self, tally: &Tally) -> Option<usize> {
        self.cases.as_ref().map(|cases| cases(tally))
    }

    pub(super) fn is_share(&self) -> bool {
        self.cases.is_some()
    }

    /// Whether it needs the standings themselves, not only the counts of their meetings.
    pub(super) fn is_of_standings(&self) -> bool {
        matches!(self.score, Score::Standings(_))
    }

    /// The score of a joint distribution; `None` if the measure needs the standings themselves.
    pub(super) fn score_joint(&self, joint: &Joint) -> Option<f64> {
        match &self.score {
            Score::Joint(score) => self.within(score(joint)?),
            Score::Standings(_) | Score::Unknown => None,
        }
    }

    /// The score of shared targets.
    pub(super) fn score_shared(&self, shared: &[Shared]) -> Option<f64> {
        match &self.score {
            Score::Joint(score) => self.within(score(&shared.iter().map(Shared::cell).collect())?),
            Score::Standings(score) => self.within(score(shared)?),
            Score::Unknown => None,
        }
    }

    fn within(&self, score: f64) -> Option<f64> {
        let (low, high) = self.ends;
        let slack = SLACK * (high - low);
        (low - slack..=high + slack).contains(&score).then(|| score.clamp(low, high))
    }
}

impl PartialEq for OwnMeasure {
    /// Whether both have the same closure and the same name.
    fn eq(&self, other: &Self) -> bool {
        let same_score = match (&self.score, &other.score) {
            (Score::Joint(one), Score::Joint(two)) => Arc::ptr_eq(one, two),
            (Score::Standings(one), Score::Standings(two)) => Arc::ptr_eq(one, two),
            (Score::Unknown, Score::Unknown) => true,
            (Score::Joint(_) | Score::Standings(_) | Score::Unknown, _) => false,
        };
        let same_cases = match (&self.cases, &other.cases) {
            (Some(one), Some(two)) => Arc::ptr_eq(one, two),
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        self.name == other.name && self.ends == other.ends && same_score && same_cases
    }
}

impl fmt::Debug for OwnMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnMeasure")
            .field("name", &self.name)
            .field("range", &self.ends)
            .finish_non_exhaustive()
    }
}
