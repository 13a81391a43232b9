//! Custom measures.

use std::fmt;
use std::ops::RangeInclusive;
use std::sync::Arc;

use super::{Joint, Measure, Shared, Tally};
use crate::error::Error;

/// A score this far outside of the range is rounding, and counts as its end.
const SLACK: f64 = 1e-9;

/// A measure of your own: a name, a range, and a closure.
///
/// It goes wherever a [`Measure`] goes: [`View::compare`](crate::View::compare) and what follows from it (all pairs,
/// the closest, a matrix), ties and blocs, and the pictures of alignments, whose captions name it. Higher scores mean
/// closer actors. Of a pair, the closure is given the actor whose id comes first as the first one; where that should
/// not matter, it must be symmetric.
///
/// `None` says that there is no answer, as for built-in measures. So do a score that is not a number and one outside of
/// the range.
///
/// Intervals are bootstrapped as for built-in measures: the closure is called with targets drawn anew. Pairs are
/// scored on all cores, hence `Send + Sync`.
///
/// With serde it is its name, which another program cannot turn into a measure again.
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
}

impl OwnMeasure {
    /// A measure of how often which position of one actor meets which of the other: all that built-in measures of
    /// standings know.
    ///
    /// As fast as a built-in one: the cost of a score does not grow with the number of targets.
    ///
    /// # Errors
    ///
    /// [`Error::Comparison`] for a name that is empty, has a control character, or is that of a built-in
    /// [`Measure`], and for a range that is empty or infinite.
    ///
    /// ```
    /// use stancegraph::measure::{OwnMeasure, agreement};
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

    /// A measure of the standings of two actors on each target that they share, in the order of [targets]: for what
    /// depends on which targets these are, or on the stances behind a standing.
    ///
    /// In a bootstrap, a target that is drawn twice is there twice.
    ///
    /// O(n) in the number of shared targets for each pair, besides what the closure does.
    ///
    /// # Errors
    ///
    /// Those of [`OwnMeasure::new`].
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

    /// The same measure as a share of some cases: its intervals are Wilson's, as those of `agreement`, instead of
    /// bootstrapped, and pairs are listed by their lower ends.
    ///
    /// ```
    /// use stancegraph::measure::{Measure, OwnMeasure, identical};
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

    /// How many cases the score is a share of; `None` where it is no share.
    pub(super) fn cases(&self, tally: &Tally) -> Option<usize> {
        self.cases.as_ref().map(|cases| cases(tally))
    }

    pub(super) fn is_share(&self) -> bool {
        self.cases.is_some()
    }

    /// Whether it needs the standings themselves, and not only how often which meets which.
    pub(super) fn is_of_standings(&self) -> bool {
        matches!(self.score, Score::Standings(_))
    }

    /// The score of a joint distribution; `None` where it needs the standings themselves.
    pub(super) fn score_joint(&self, joint: &Joint) -> Option<f64> {
        match &self.score {
            Score::Joint(score) => self.within(score(joint)?),
            Score::Standings(_) => None,
        }
    }

    /// The score of shared targets.
    pub(super) fn score_shared(&self, shared: &[Shared]) -> Option<f64> {
        match &self.score {
            Score::Joint(score) => self.within(score(&shared.iter().map(Shared::cell).collect())?),
            Score::Standings(score) => self.within(score(shared)?),
        }
    }

    fn within(&self, score: f64) -> Option<f64> {
        let (low, high) = self.ends;
        let slack = SLACK * (high - low);
        (low - slack..=high + slack).contains(&score).then(|| score.clamp(low, high))
    }
}

impl PartialEq for OwnMeasure {
    /// Whether it is the same closure under the same name.
    fn eq(&self, other: &Self) -> bool {
        let same_score = match (&self.score, &other.score) {
            (Score::Joint(one), Score::Joint(two)) => Arc::ptr_eq(one, two),
            (Score::Standings(one), Score::Standings(two)) => Arc::ptr_eq(one, two),
            (Score::Joint(_), Score::Standings(_)) | (Score::Standings(_), Score::Joint(_)) => {
                false
            }
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
