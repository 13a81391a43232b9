//! Suggests dates for texts in other forms.

use crate::model::{Date, readings};

/// How to write a text as a date; the usual forms if it is not one.
pub fn how_to_write(text: &str) -> String {
    match meant(text).as_slice() {
        [] => match no_date(text, "") {
            Some(NoDate { reason: Some(reason), fix, .. }) => format!("{reason}; {fix}"),
            Some(NoDate { fix, .. }) => fix,
            None => "write 2016, 2016-04 or 2016-04-29".into(),
        },
        [date] => format!("write {date}"),
        [day_first, month_first, ..] => {
            format!("write {day_first} if the day comes first, {month_first} if the month does")
        }
    }
}

/// The dates that a text can mean: first the reading with the day first, then with the month first. With dots, the
/// day comes first.
pub fn meant(text: &str) -> Vec<Date> {
    let mut dates = readings(text).into_iter().map(|reading| reading.date).collect::<Vec<_>>();
    dates.dedup();
    dates.truncate(if text.contains('.') { 1 } else { 2 });
    dates
}

/// Why a text that looks like a date is none, and what to write instead.
pub struct NoDate {
    /// What is wrong.
    problem: String,
    /// Why the day does not exist.
    reason: Option<String>,
    fix: String,
}

impl NoDate {
    /// What is wrong and why, and what to write instead.
    pub(crate) fn into_problem_and_fix(self) -> (String, String) {
        let problem = match self.reason {
            Some(reason) => format!("{}: {reason}", self.problem),
            None => self.problem,
        };
        (problem, self.fix)
    }
}

/// Explains a text that looks like a date but is none, such as a day that does not exist or a quarter. `quote` is
/// put around what to write.
pub fn no_date(text: &str, quote: &str) -> Option<NoDate> {
    let text = text.trim();
    no_such_day(text, quote).or_else(|| part_of_year(text, quote))
}

/// Days and months that do not exist: 2015-02-30, 2015-13.
fn no_such_day(text: &str, quote: &str) -> Option<NoDate> {
    let number = |part: &str| {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<i16>().ok().filter(|_| is_number)
    };
    let numbers = text.split('-').map(number).collect::<Option<Vec<_>>>()?;
    let (year, _) = text.split_once('-').filter(|(year, _)| year.len() == 4 && *year != "0000")?;
    let (what, month, day) = match numbers.as_slice() {
        [_, month] => ("month", *month, None),
        [_, month, day] => ("day", *month, Some(*day)),
        _ => return None,
    };
    let problem = format!("there is no {what} {text}");
    if !(1..=12).contains(&month) {
        let reason = Some("a year has 12 months".into());
        let fix =
            format!("write the right month, or {quote}{year}{quote} where only the year is known");
        return Some(NoDate { problem, reason, fix });
    }
    let of_month = format!("{year}-{month:02}");
    let days = i16::from(of_month.parse::<Date>().ok()?.last_day().day());
    day.filter(|day| !(1..=days).contains(day))?;
    let reason = Some(format!("{of_month} has {days} days"));
    let fix =
        format!("write the right day, or {quote}{of_month}{quote} where only the month is known");
    Some(NoDate { problem, reason, fix })
}

/// Parts of years: 2015-Q3, Q3 2015, H1 2015, 2015-W30.
fn part_of_year(text: &str, quote: &str) -> Option<NoDate> {
    let text = text.to_ascii_uppercase();
    let parts =
        text.split([' ', '-', '/', '.', '_']).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, part) = match parts.as_slice() {
        [year, part] | [part, year] if is_year(year) => (*year, *part),
        // Year and part in one word: 2015Q3, 3Q2015.
        [both] if both.is_ascii() && both.len() > 5 => {
            let (head, tail) = both.split_at(4);
            if is_year(head) {
                (head, tail)
            } else {
                let (head, tail) = both.split_at(both.len() - 4);
                (tail, head)
            }
        }
        _ => return None,
    };
    let letter = part.chars().find(char::is_ascii_alphabetic)?;
    let number = part.strip_prefix(letter).or(part.strip_suffix(letter))?.parse::<i8>().ok()?;
    let year = Some(year).filter(|year| is_year(year) && *year != "0000")?;
    let (what, first) = match (letter, number) {
        ('Q', 1..=4) => ("a quarter", format!("{year}-{:02}", number * 3 - 2)),
        ('H' | 'S', 1..=2) => ("half a year", format!("{year}-{:02}", number * 6 - 5)),
        ('W', 1..=53) => {
            let week = jiff::civil::ISOWeekDate::new(
                year.parse().ok()?,
                number,
                jiff::civil::Weekday::Monday,
            );
            ("a week", week.ok()?.date().to_string())
        }
        _ => return None,
    };
    let unit = if letter == 'W' { "day" } else { "month" };
    let fix = format!(
        "write its first {unit}, {quote}{first}{quote}, or the year alone, {quote}{year}{quote}"
    );
    Some(NoDate { problem: format!("{what} is not a date"), reason: None, fix })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_forms_are_proposed_as_ours() {
        for (text, wanted) in [
            ("14.07.2015", "write 2015-07-14"),
            ("1.5.2015", "write 2015-05-01"),
            ("14/07/2015", "write 2015-07-14"),
            ("07/14/2015", "write 2015-07-14"),
            ("2015/07/14", "write 2015-07-14"),
            ("2015-7-4", "write 2015-07-04"),
            ("20150714", "write 2015-07-14"),
            ("July 2015", "write 2015-07"),
            ("14 July 2015", "write 2015-07-14"),
            ("July 14th, 2015", "write 2015-07-14"),
            ("14. Juli 2015", "write 2015-07-14"),
            ("14 de julio de 2015", "write 2015-07-14"),
            ("juillet 2015", "write 2015-07"),
            ("2015-07-14 00:00:00", "write 2015-07-14"),
            ("14-Jul-2015", "write 2015-07-14"),
            ("01jan2017", "write 2017-01-01"),
            ("07/2015", "write 2015-07"),
            ("2015.07", "write 2015-07"),
            ("5/5/2015", "write 2015-05-05"),
        ] {
            assert_eq!(how_to_write(text), wanted, "{text}");
        }
        for (text, wanted) in [
            (
                "2015-02-30",
                "2015-02 has 28 days; write the right day, or 2015-02 where only the month \
                 is known",
            ),
            (
                "2016-04-00",
                "2016-04 has 30 days; write the right day, or 2016-04 where only the month \
                 is known",
            ),
            (
                "2015-13",
                "a year has 12 months; write the right month, or 2015 where only the year is known",
            ),
            (
                "2015-31-12",
                "a year has 12 months; write the right month, or 2015 where only the year is \
                 known",
            ),
            ("2015-Q3", "write its first month, 2015-07, or the year alone, 2015"),
            ("q3 2015", "write its first month, 2015-07, or the year alone, 2015"),
            ("2015Q1", "write its first month, 2015-01, or the year alone, 2015"),
            ("4Q2015", "write its first month, 2015-10, or the year alone, 2015"),
            ("H2 2015", "write its first month, 2015-07, or the year alone, 2015"),
            ("2015-W30", "write its first day, 2015-07-20, or the year alone, 2015"),
            ("2015-Q5", "write 2016, 2016-04 or 2016-04-29"),
            (
                "2015-999-1",
                "a year has 12 months; write the right month, or 2015 where \
                 only the year is known",
            ),
            ("éé2015", "write 2016, 2016-04 or 2016-04-29"),
        ] {
            assert_eq!(how_to_write(text), wanted, "{text}");
        }
        let either = "write 2015-08-07 if the day comes first, 2015-07-08 if the month does";
        assert_eq!(how_to_write("07/08/2015"), either);
    }

    #[test]
    fn what_is_no_date_in_any_form_gets_no_date() {
        for text in
            ["", "soon", "14/07/15", "2015-02-30", "32.01.2015", "Q3 2015", "1 2 3 2015", "é"]
        {
            assert!(meant(text).is_empty(), "{text}");
        }
    }
}
