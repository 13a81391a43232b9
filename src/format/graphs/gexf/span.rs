//! Times at which edges and their values hold, with intersection and difference.

use crate::format::graphs::elements::Property;
use crate::model::Date;

/// A time, from the first day of its start to the last day of its end; without a bound, it is unlimited on
/// that side.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
}

impl Span {
    /// Its bounds, if it ends before it starts, and so has no day.
    pub(super) fn reversed(self) -> Option<(Date, Date)> {
        let (start, end) = self.start.zip(self.end)?;
        (start.first_day() > end.last_day()).then_some((start, end))
    }

    /// The days that both have; `None` if there are none.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        let [starts, ends] = [[self.start, other.start], [self.end, other.end]];
        let start = starts.into_iter().flatten().max_by_key(|start| start.first_day());
        let end = ends.into_iter().flatten().min_by_key(|end| end.last_day());
        let both = Self { start, end };
        both.reversed().is_none().then_some(both)
    }

    /// Its days outside another time: those before it, and those after it.
    pub(super) fn minus(self, other: Self) -> impl Iterator<Item = Self> {
        let end = other.start.map(|start| start.first_day().yesterday().ok().map(Date::from));
        let start = other.end.map(|end| end.last_day().tomorrow().ok().map(Date::from));
        // No day is before the first of the calendar, or after the last.
        let before = end.flatten().map(|end| Self { start: None, end: Some(end) });
        let behind = start.flatten().map(|start| Self { start: Some(start), end: None });
        [before, behind].into_iter().flatten().filter_map(move |rest| self.and(rest))
    }
}

/// A value of a changing attribute, and its time.
#[derive(Clone, Debug)]
pub(super) struct Timed<'d> {
    pub(super) span: Span,
    pub(super) property: Property<'d>,
}

/// The times at which each value holds: where values overlap, the one that begins later.
pub(super) fn in_turn(values: &[Timed<'_>]) -> Vec<Vec<Span>> {
    let first = |span: &Span| span.start.map(Date::first_day);
    let turns = values.iter().map(|value| {
        let later = values.iter().filter(|other| first(&other.span) > first(&value.span));
        later.fold(vec![value.span], |left, later| {
            left.into_iter().flat_map(|span| span.minus(later.span)).collect()
        })
    });
    turns.collect()
}

/// A time of an edge, and its values at that time.
#[derive(Clone, Debug)]
pub(super) struct Piece<'d> {
    pub(super) span: Span,
    pub(super) properties: Vec<Property<'d>>,
}

impl<'d> Piece<'d> {
    fn with(&self, span: Span, property: Option<&Property<'d>>) -> Self {
        let properties = self.properties.iter().chain(property).cloned().collect();
        Self { span, properties }
    }
}

/// A changing attribute of an edge.
#[derive(Clone, Debug)]
pub(super) struct Changing<'d> {
    pub(super) values: Vec<Timed<'d>>,
    /// Its value at all other times.
    pub(super) otherwise: Option<Property<'d>>,
    /// Whether the edge has no meaning without a value of it.
    pub(super) is_needed: bool,
}

impl<'d> Changing<'d> {
    /// Splits times of an edge where the attribute changes; also returns how many bounded times lack a value.
    pub(super) fn cut(&self, pieces: &[Piece<'d>], most: usize) -> (Vec<Piece<'d>>, usize) {
        let turns = in_turn(&self.values);
        let (mut cut, mut unsaid) = (Vec::new(), 0);
        for piece in pieces {
            let mut open = vec![piece.span];
            for (value, turns) in self.values.iter().zip(&turns) {
                for turn in turns.iter().filter_map(|turn| piece.span.and(*turn)) {
                    cut.push(piece.with(turn, Some(&value.property)));
                    open = open.into_iter().flat_map(|open| open.minus(turn)).collect();
                }
            }
            if self.otherwise.is_some() || !self.is_needed {
                let rest = open.into_iter().map(|open| piece.with(open, self.otherwise.as_ref()));
                cut.extend(rest);
            } else {
                unsaid +=
                    open.iter().filter(|open| open.start.is_some() && open.end.is_some()).count();
            }
            if cut.len() > most {
                break;
            }
        }
        cut.sort_by_key(|piece| piece.span.start.map(Date::first_day));
        (cut, unsaid)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str) -> Span {
        let (start, end) = text.split_once("..").expect("two dates");
        let date = |text: &str| (!text.is_empty()).then(|| text.parse().expect("a date"));
        Span { start: date(start), end: date(end) }
    }

    fn said(span: Span) -> String {
        let date = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
        format!("{}..{}", date(span.start), date(span.end))
    }

    #[test]
    fn what_is_in_both_keeps_the_precision_of_its_bounds() {
        for (a, b, both) in [
            ("2000..2020", "2010..2030", "2010..2020"),
            ("..2009", "2000-05-01..2020", "2000-05-01..2009"),
            ("..", "2010..", "2010.."),
            ("..", "..", ".."),
            ("2010..2010", "2010-12-31..", "2010-12-31..2010"),
        ] {
            assert_eq!(span(a).and(span(b)).map(said).as_deref(), Some(both), "{a} {b}");
            assert_eq!(span(b).and(span(a)).map(said).as_deref(), Some(both), "{b} {a}");
        }
        assert_eq!(span("2000..2009").and(span("2010..")), None);
    }

    #[test]
    fn what_is_left_stands_before_and_behind() {
        for (a, b, rest) in [
            ("2000..2020", "2005..2006", "2000..2004-12-31 2007-01-01..2020"),
            ("2000..2020", "1990..2006", "2007-01-01..2020"),
            ("2000..", "2011..", "2000..2010-12-31"),
            ("..", "2005..2006", "..2004-12-31 2007-01-01.."),
            ("2000..2020", "2030..2031", "2000..2020"),
            ("2000..2020", "..", ""),
        ] {
            let found = span(a).minus(span(b)).map(said).collect::<Vec<_>>();
            assert_eq!(found.join(" "), rest, "{a} {b}");
        }
    }

    #[test]
    fn of_values_that_overlap_the_later_one_holds() {
        let turns = |texts: &[&str]| {
            let property = Property::new("sign", "1");
            let values =
                texts.iter().map(|text| Timed { span: span(text), property: property.clone() });
            let turns = in_turn(&values.collect::<Vec<_>>());
            let turns = turns
                .into_iter()
                .map(|spans| spans.into_iter().map(said).collect::<Vec<_>>().join(" "));
            turns.collect::<Vec<_>>()
        };
        assert_eq!(turns(&["2000..", "2011.."]), ["2000..2010-12-31", "2011.."]);
        assert_eq!(turns(&["2000..2010", "2010..2020"]), ["2000..2009-12-31", "2010..2020"]);
        assert_eq!(
            turns(&["2000..2020", "2005..2006"]),
            ["2000..2004-12-31 2007-01-01..2020", "2005..2006"]
        );
        assert_eq!(turns(&["..", "2005.."]), ["..2004-12-31", "2005.."]);
    }
}
