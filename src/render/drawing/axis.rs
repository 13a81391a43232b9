//! A time axis.

use jiff::{ToSpan, civil};

use super::geometry::Point;
use super::pen::{Pen, small_width};
use super::text::Align;
use crate::render::theme::THIN;

/// The smallest gap between two labels.
const BETWEEN: f64 = 18.0;
/// The height of the labels.
pub const LABELS: f64 = 20.0;
/// The fewest days that an axis shows.
const FEWEST: i32 = 4;

/// A time axis: days from left to right.
#[derive(Clone, Copy, Debug)]
pub struct Axis {
    first: civil::Date,
    days: i32,
    x: f64,
    width: f64,
}

/// The distance between two ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Days(i32),
    Months(i16),
    Years(i16),
}

/// All steps from the finest to the coarsest: days, weeks, months, quarters, years.
const STEPS: [Step; 20] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
    Step::Years(10),
    Step::Years(20),
    Step::Years(50),
    Step::Years(100),
    Step::Years(200),
    Step::Years(500),
    Step::Years(1_000),
    Step::Years(2_000),
    Step::Years(5_000),
];

impl Axis {
    /// An axis that starts at `x`, a little before the first day, and stops at the end of the last one, because
    /// nothing is known about later days.
    pub(crate) fn new([first, last]: [civil::Date; 2], x: f64, width: f64) -> Self {
        let shown = days(first, last).max(0) + 1;
        let more = (FEWEST - shown).max(shown / 40).max(1);
        // The calendar has no earlier day.
        let begin = first.saturating_sub(more.days()).max(civil::date(1, 1, 1));
        Self { first: begin, days: shown + days(begin, first), x, width }
    }

    /// The x of the middle of a day.
    pub(crate) fn at(&self, day: civil::Date) -> f64 {
        self.x + self.width * (f64::from(days(self.first, day)) + 0.5) / f64::from(self.days)
    }

    /// The x of the beginning of a day, cut off at the ends of the axis.
    pub(crate) fn begin(&self, day: civil::Date) -> f64 {
        let share = f64::from(days(self.first, day)) / f64::from(self.days);
        self.x + self.width * share.clamp(0.0, 1.0)
    }

    pub(crate) fn left(&self) -> f64 {
        self.x
    }

    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    /// The ticks with their labels: as many as there is room for.
    pub(crate) fn ticks(&self) -> Vec<(f64, String)> {
        let mut steps =
            STEPS.iter().map(|step| self.by(*step)).filter(|ticks| fit(ticks, self.right()));
        steps.next().unwrap_or_default()
    }

    fn by(&self, step: Step) -> Vec<(f64, String)> {
        let last = self.first.saturating_add(self.days.days());
        let mut ticks = Vec::new();
        // The calendar ends, and there cannot be more ticks than units of width.
        let mut day = step.begin(self.first);
        while let Some(tick) = day.filter(|day| *day < last) {
            if tick >= self.first {
                ticks.push((self.begin(tick), step.label(tick)));
            }
            if ticks.len() > 400 {
                break;
            }
            day = step.next(tick);
        }
        ticks
    }

    /// Draws lines from `top` to `bottom` at the ticks, with labels above.
    pub(crate) fn draw(&self, pen: &mut Pen, top: f64, bottom: f64) {
        let (line, text) = (pen.theme.issue_line, pen.theme.muted);
        let line = pen.theme.background.towards(line, 0.4);
        for (x, label) in self.ticks() {
            pen.rule([Point { x, y: top - 4.0 }, Point { x, y: bottom }], THIN, line);
            pen.small(&label, Point { x, y: top - LABELS / 2.0 - 3.0 }, Align::Start, text);
        }
    }
}

/// Whether the labels fit, and are not too many.
fn fit(ticks: &[(f64, String)], right: f64) -> bool {
    let ends = ticks.iter().skip(1).map(|(x, _)| *x).chain([f64::INFINITY]);
    let has_room =
        |((x, label), end): (&(f64, String), f64)| x + small_width(label) + BETWEEN < end;
    ticks.len() <= 400
        && ticks.iter().zip(ends).all(has_room)
        && ticks.last().is_none_or(|(x, label)| x + small_width(label) < right + BETWEEN * 2.0)
}

fn days(from: civil::Date, to: civil::Date) -> i32 {
    from.until(to).expect("days can be counted").get_days()
}

impl Step {
    /// The latest tick that is not after a day.
    fn begin(self, day: civil::Date) -> Option<civil::Date> {
        match self {
            Self::Days(1 | 2) => Some(day),
            Self::Days(_) => {
                let back = day.weekday().to_monday_zero_offset();
                Some(day.saturating_sub(i64::from(back).days()))
            }
            Self::Months(months) => {
                let month = (i16::from(day.month()) - 1) / months * months + 1;
                civil::Date::new(day.year(), i8::try_from(month).ok()?, 1).ok()
            }
            Self::Years(years) => civil::Date::new(day.year().div_euclid(years) * years, 1, 1).ok(),
        }
    }

    fn next(self, day: civil::Date) -> Option<civil::Date> {
        match self {
            Self::Days(days) => day.checked_add(days.days()).ok(),
            Self::Months(months) => day.checked_add(months.months()).ok(),
            Self::Years(years) => day.checked_add(years.years()).ok(),
        }
    }

    fn label(self, day: civil::Date) -> String {
        match self {
            Self::Days(_) => day.to_string(),
            Self::Months(_) => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Years(_) => format!("{:04}", day.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn labels(first: civil::Date, last: civil::Date) -> Vec<String> {
        let axis = Axis::new([first, last], 0.0, 900.0);
        axis.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_are_of_the_calendar() {
        let quarters = labels(date(2015, 2, 3), date(2017, 11, 9));
        assert_eq!(quarters[..3], ["2015-04", "2015-07", "2015-10"]);
        let months = labels(date(2016, 1, 5), date(2016, 9, 9));
        assert_eq!(months[..3], ["2016-01", "2016-02", "2016-03"]);
        assert_eq!(labels(date(1946, 2, 3), date(2019, 11, 9))[..2], ["1945", "1950"]);
        let days = labels(date(2016, 4, 29), date(2016, 4, 29));
        assert_eq!((days.len(), days[3].as_str()), (4, "2016-04-29"));
    }

    #[test]
    fn the_whole_calendar_and_one_day_have_ticks() {
        for (first, last) in [
            (date(1, 1, 1), date(9999, 12, 31)),
            (date(9999, 12, 31), date(9999, 12, 31)),
            (date(1, 1, 1), date(1, 1, 1)),
        ] {
            assert!(!labels(first, last).is_empty(), "{first} {last}");
        }
    }

    #[test]
    fn an_axis_ends_with_its_last_day() {
        for (first, last) in [
            (date(2016, 4, 29), date(2016, 4, 29)),
            (date(2015, 2, 3), date(2017, 11, 9)),
            (date(1, 1, 1), date(9999, 12, 30)),
        ] {
            let axis = Axis::new([first, last], 0.0, 900.0);
            assert!((axis.begin(last.tomorrow().unwrap()) - axis.right()).abs() < 1e-6);
            assert!(axis.begin(last) < axis.right());
        }
    }

    #[test]
    fn days_go_from_left_to_right_within_the_axis() {
        let axis = Axis::new([date(2016, 1, 1), date(2016, 12, 31)], 100.0, 500.0);
        let places = [date(2016, 1, 1), date(2016, 6, 1), date(2016, 12, 31)].map(|d| axis.at(d));
        assert!(places.is_sorted() && places[0] > 100.0 && places[2] < 600.0, "{places:?}");
    }
}
