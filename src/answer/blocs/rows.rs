//! The rows of the tables of blocs.

use super::{Bloc, LeftOut, Misfit, OnTarget, Opposition, Stability, Swing, Unplaced};
use crate::answer::ties::names;
use crate::answer::words::list;
use crate::answer::{Row, Value};

/// The maximum number of targets in one cell.
const MOST_TARGETS: usize = 3;

/// The maximum number of names of actors who change.
const FEW_NAMES: usize = 6;

impl Bloc<'_> {
    pub(crate) fn row(&self, most_names: usize) -> Row<'_> {
        let about = format!("bloc {}: the ties within it", self.bloc);
        let unites = self.targets.iter().filter(|on| on.unites).take(MOST_TARGETS);
        let more = self.united.saturating_sub(MOST_TARGETS);
        let more = (more > 0).then(|| format!("and {more} more"));
        let unites = unites.map(OnTarget::shown).chain(more).collect::<Vec<_>>().join(", ");
        Row {
            values: vec![
                self.bloc.into(),
                Value::from(self.members.len()).on(self.stances.0.clone(), about.clone()),
                names(self.members.iter().map(|member| &member.actor), most_names).into(),
                Value::score(self.cohesion),
                Value::score(self.rice),
                Value::score(self.together),
                unites.into(),
            ],
            about,
            stances: self.stances.0.clone(),
        }
    }
}

impl OnTarget<'_> {
    /// Formats the target as `▲ talks (5)`.
    fn shown(&self) -> String {
        let glyph = self.side.map(|side| side.glyph().to_string()).unwrap_or_default();
        format!("{glyph} {} ({})", self.target.name, self.counts.total())
    }
}

impl Misfit<'_> {
    pub(crate) fn row(&self) -> Row<'_> {
        let [a, b] = self.blocs;
        let tied = if self.together { "against" } else { "for" };
        let blocs = match (a, b) {
            (Some(a), Some(b)) if a == b => format!("both {a}"),
            (Some(a), Some(b)) => format!("{a} and {b}"),
            (None, _) | (_, None) => "unplaced".into(),
        };
        let mut values = vec![
            (&self.a).into(),
            (&self.b).into(),
            blocs.into(),
            Value::from(format!("tied {tied}")).of_pair(&self.a, &self.b, ""),
            Value::Score(self.weight),
        ];
        if let Some(tally) = self.tally {
            let counts = [tally.shared, tally.agree, tally.disagree, tally.mixed, tally.neutral];
            values.push(Value::score(self.score));
            values.extend(counts.map(Value::from));
        }
        let about = format!("{} and {}: tied {tied} one another", self.a.name, self.b.name);
        Row { values, about, stances: self.stances.clone() }
    }
}

impl Unplaced<'_> {
    pub(crate) fn row(&self, most_names: usize) -> Row<'_> {
        Row {
            values: vec![(&self.actor).into(), names(&self.always_with, most_names).into()],
            about: format!("{}: unplaced", self.actor.name),
            stances: self.stances.0.clone(),
        }
    }
}

impl Opposition<'_> {
    pub(crate) fn row(&self) -> Row<'_> {
        Row {
            values: vec![
                (&self.actor).into(),
                (&self.target).into(),
                self.bloc.into(),
                self.side.as_str().into(),
            ],
            about: format!("{} on {}", self.actor.name, self.target.name),
            stances: self.stances.clone(),
        }
    }
}

impl Swing<'_> {
    pub(crate) fn row(&self) -> Row<'_> {
        let to = self.to.map_or_else(|| "its own".to_owned(), |bloc| bloc.to_string());
        Row {
            about: format!("{}: from bloc {} to {to}", self.actor.name, self.bloc),
            values: vec![
                (&self.actor).into(),
                self.bloc.into(),
                to.into(),
                Value::Score(self.cost),
                Value::Score(self.share),
            ],
            stances: self.stances.0.clone(),
        }
    }
}

impl LeftOut<'_> {
    /// The number of actors who are in another bloc or without ties then.
    pub(crate) fn changes(&self) -> usize {
        self.moved.len() + self.untied.len()
    }

    pub(crate) fn row(&self) -> Row<'_> {
        let who = self.moved.iter().chain(&self.untied).map(|actor| &*actor.name);
        Row {
            values: vec![
                self.basis.to_string().into(),
                self.name.as_str().into(),
                self.stances.into(),
                self.moved.len().into(),
                self.untied.len().into(),
                list(&who.collect::<Vec<_>>(), FEW_NAMES).into(),
            ],
            about: format!("{} {}", self.basis, self.name),
            stances: self.behind.0.clone(),
        }
    }
}

impl Stability<'_> {
    /// A note on what "together" means and on what was not tried.
    pub(crate) fn note(&self) -> Option<String> {
        let drawn = match (self.drawn, self.resamples as usize) {
            (_, 0) => None,
            (drawn, asked) if drawn == asked => Some(format!("in {drawn} resamples")),
            (drawn, asked) => {
                Some(format!("in the {drawn} of {asked} resamples for which time was"))
            }
        };
        let drawn = drawn.map(|drawn| format!("together: how often two members stay so {drawn}"));
        let untried = (self.untried > 0).then(|| {
            format!("{} not left out: those with the most stances were tried", self.untried)
        });
        let parts = [drawn, untried].into_iter().flatten().collect::<Vec<_>>();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}
