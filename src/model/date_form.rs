//! Reads dates as people and programs write them: `29 April 2016`, `29.04.2016`, `2016/4/29`, `29apr2016`.
//!
//! Names of months are English, German, French or Spanish. `03/04/2016` is ambiguous; only other dates of its
//! column, or the user, can decide.

use super::{Date, date_of};

/// The order of day, month and year in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateForm {
    /// The day first: 29/04/2016.
    Dmy,
    /// The month first: 04/29/2016.
    Mdy,
    /// The year first: 2016/04/29.
    Ymd,
}

impl DateForm {
    pub(crate) const ALL: [Self; 3] = [Self::Dmy, Self::Mdy, Self::Ymd];

    /// The word for it on the command line.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
            Self::Ymd => "ymd",
        }
    }
}

/// A date that a text can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The date.
    pub(crate) date: Date,
    /// The order that this reading assumes, if the numbers leave it open.
    pub(crate) form: Option<DateForm>,
}

/// The longest text that is read.
const LONGEST: usize = 40;

/// The dates that a text can mean: none, one, or two, with the day first and with the month first.
///
/// `2016-04-29`, which [`Date`] itself reads, is among these forms; a year alone is not.
pub fn readings(text: &str) -> Vec<Reading> {
    let Some(parts) = parts(without_midnight(text.trim())) else { return Vec::new() };
    let open = |date: Option<Date>| reading(date, None);
    let readings = match parts.as_slice() {
        [Part::Month(month), Part::Number(year)] if is_year(year) => {
            [open(of_month(year, *month)), None]
        }
        [Part::Number(year), Part::Month(month)] if is_year(year) => {
            [open(of_month(year, *month)), None]
        }
        [Part::Number(first), Part::Month(month), Part::Number(last)]
        | [Part::Month(month), Part::Number(first), Part::Number(last)] => {
            let (year, day) = if is_year(first) { (first, last) } else { (last, first) };
            [open(of_day(year, *month, day)), None]
        }
        [Part::Number(one)] if one.len() == 8 => {
            [open(of_numbers(&one[..4], &one[4..6], &one[6..])), None]
        }
        [Part::Number(one), Part::Number(other)] => match is_year(one) {
            true => [open(month_number(other).and_then(|month| of_month(one, month))), None],
            false => [open(month_number(one).and_then(|month| of_month(other, month))), None],
        },
        [Part::Number(first), Part::Number(second), Part::Number(third)] if is_year(first) => {
            [open(of_numbers(first, second, third)), None]
        }
        [Part::Number(first), Part::Number(second), Part::Number(third)] => [
            reading(of_numbers(third, second, first), Some(DateForm::Dmy)),
            reading(of_numbers(third, first, second), Some(DateForm::Mdy)),
        ],
        _ => [None, None],
    };
    readings.into_iter().flatten().collect()
}

fn reading(date: Option<Date>, form: Option<DateForm>) -> Option<Reading> {
    date.map(|date| Reading { date, form })
}

/// A part of a date.
#[derive(Clone, Copy, Debug)]
enum Part<'t> {
    /// Digits.
    Number(&'t str),
    /// A month's name, as its number.
    Month(i8),
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
}

fn of_month(year: &str, month: i8) -> Option<Date> {
    format!("{year}-{month:02}").parse().ok()
}

fn of_day(year: &str, month: i8, day: &str) -> Option<Date> {
    let year = is_year(year).then(|| year.parse().ok())?;
    date_of(year?, month, short(day)?)
}

fn of_numbers(year: &str, month: &str, day: &str) -> Option<Date> {
    of_day(year, month_number(month)?, day)
}

fn month_number(digits: &str) -> Option<i8> {
    short(digits).filter(|month| (1..=12).contains(month))
}

/// A number of one or two digits.
fn short(digits: &str) -> Option<i8> {
    (digits.len() <= 2).then(|| digits.parse().ok())?
}

/// A text without a midnight after its day.
fn without_midnight(text: &str) -> &str {
    let at = text.char_indices().find(|(at, c)| {
        let is_between = *c == 'T' || *c == ' ';
        is_between
            && text[at + 1..].starts_with("00:00")
            && text[..*at].ends_with(|c: char| c.is_ascii_digit())
    });
    let Some((at, _)) = at else { return text };
    let clock = text[at + 1..].trim_end_matches('Z').trim_end_matches("UTC").trim_end();
    let is_midnight = clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    if is_midnight { &text[..at] } else { text }
}

/// The numbers and names of months in a text; `None` if there is anything else, or only numbers with no or with
/// different separators between them.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    if text.len() > LONGEST {
        return None;
    }
    let (mut parts, mut between) = (Vec::new(), Vec::new());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let word = &rest[..end];
        match kind(first) {
            (true, _) => parts.push(Part::Number(word)),
            (_, true) => parts.extend(month(word)?),
            _ if word.trim_matches([' ', '.', ',', '/', '-']).is_empty() => {
                between.push(word.trim());
            }
            _ => return None,
        }
        rest = &rest[end..];
    }
    let is_in_words = parts.iter().any(|part| matches!(part, Part::Month(_)));
    let is_alike = || {
        between.windows(2).all(|two| two[0] == two[1])
            && between.iter().all(|sign| ["/", ".", "-"].contains(sign))
            && between.len() + 1 == parts.len()
    };
    (is_in_words || is_alike()).then_some(parts)
}

/// The month that a word names; empty for a filler, `None` for any other word.
fn month(word: &str) -> Option<Vec<Part<'static>>> {
    let lower = word.to_lowercase();
    if FILLERS.contains(&&*lower) {
        return Some(Vec::new());
    }
    let is_named = |names: &&str| names.split(' ').any(|name| name.starts_with(&*lower));
    let mut found = (1..).zip(MONTHS).filter(|(_, names)| is_named(names));
    let (number, _) = found.next().filter(|_| lower.chars().count() >= 3)?;
    // "jui" begins both juin and juillet.
    found.next().is_none().then(|| vec![Part::Month(number)])
}

/// Fillers in dates: "3rd of April", "3 de abril", "1er juillet".
const FILLERS: [&str; 9] = ["st", "nd", "rd", "th", "of", "the", "de", "del", "er"];

/// The names of months in English, then those in German, French and Spanish that differ.
const MONTHS: [&str; 12] = [
    "january januar janvier enero jänner",
    "february februar février fevrier febrero feber",
    "march märz maerz mrz mars marzo",
    "april avril abril",
    "may mai mayo",
    "june juni juin junio",
    "july juli juillet julio",
    "august août aout agosto",
    "september septembre septiembre setiembre",
    "october oktober octobre octubre",
    "november novembre noviembre",
    "december dezember décembre decembre diciembre",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let readings = readings(text).into_iter();
        let form = |form: Option<DateForm>| form.map_or("", DateForm::as_str);
        let said = readings.map(|it| format!("{}{}", it.date, form(it.form)));
        said.collect::<Vec<_>>().join(" or ")
    }

    #[test]
    fn months_are_named_in_four_languages() {
        for (month, names) in [
            ("01", "January Januar janvier enero Jänner jan ene"),
            ("02", "February Februar février febrero Feber feb fév"),
            ("03", "March März mars marzo mar Maerz"),
            ("04", "April April avril abril Apr avr abr"),
            ("05", "May Mai mai mayo"),
            ("06", "June Juni juin junio Jun"),
            ("07", "July Juli juillet julio Jul juil"),
            ("08", "August August août agosto Aug aout ago"),
            ("09", "September September septembre septiembre Sept setiembre"),
            ("10", "October Oktober octobre octubre okt"),
            ("11", "November November novembre noviembre nov"),
            ("12", "December Dezember décembre diciembre dez dic déc"),
        ] {
            for name in names.split(' ') {
                for text in
                    [format!("3 {name} 2021"), format!("{name}. 3, 2021"), format!("3{name}2021")]
                {
                    assert_eq!(said(&text), format!("2021-{month}-03"), "{text}");
                }
                assert_eq!(said(&format!("{name} 2021")), format!("2021-{month}"), "{name}");
            }
        }
    }

    #[test]
    fn what_may_be_two_days_is_both() {
        assert_eq!(said("03/04/2021"), "2021-04-03dmy or 2021-03-04mdy");
        assert_eq!(said("25.04.2021"), "2021-04-25dmy");
        assert_eq!(said("2021/4/3"), "2021-04-03");
        assert_eq!(said("3. 4. 2021"), "2021-04-03dmy or 2021-03-04mdy");
        for text in [
            "",
            "may",
            "jui 2021",
            "3/4-2021",
            "3 4 2021",
            "03/04/21",
            "2021",
            "44290",
            "31/04/2021",
            "Q3 2015",
            "ma 2021",
            "2021-04-03 00:01",
            "May 2021 2022",
            "é",
            "1 May June 2021",
        ] {
            assert_eq!(said(text), "", "{text}");
        }
    }
}
