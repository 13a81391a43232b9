//! Which date a text means that is written in another form.

use crate::model::Date;

/// How to write a text as a date; the usual forms where it is none.
pub(crate) fn how_to_write(text: &str) -> String {
    match meant(text).as_slice() {
        [] => "write 2016, 2016-04 or 2016-04-29".into(),
        [date] => format!("write {date}"),
        [day_first, month_first, ..] => {
            format!("write {day_first} if the day comes first, {month_first} if the month does")
        }
    }
}

/// The dates that a text may mean: with the day first, then with the month first.
pub(crate) fn meant(text: &str) -> Vec<Date> {
    let Some(parts) = parts(text) else { return Vec::new() };
    let month = parts.iter().find_map(|part| match part {
        Part::Month(month) => Some(*month),
        Part::Number(_) => None,
    });
    let numbers = parts.iter().filter_map(|part| match part {
        Part::Number(digits) => Some(*digits),
        Part::Month(_) => None,
    });
    let orders = match (month, numbers.collect::<Vec<_>>().as_slice()) {
        (Some(month), [year]) if is_year(year) => vec![vec![*year, month]],
        (Some(month), [day, year] | [year, day]) if is_year(year) && !is_year(day) => {
            vec![vec![*year, month, *day]]
        }
        (None, [year, month, day]) if is_year(year) => vec![vec![*year, *month, *day]],
        (None, [a, b, year]) if is_year(year) => vec![vec![*year, *b, *a], vec![*year, *a, *b]],
        (None, [year, month] | [month, year]) if is_year(year) && !is_year(month) => {
            vec![vec![*year, *month]]
        }
        (None, [digits]) if digits.len() == 8 => {
            vec![vec![&digits[..4], &digits[4..6], &digits[6..]]]
        }
        _ => Vec::new(),
    };
    let is_day_first = text.contains('.');
    let mut dates = orders.iter().filter_map(|parts| date(parts)).collect::<Vec<_>>();
    dates.dedup();
    dates.truncate(if is_day_first { 1 } else { 2 });
    dates
}

enum Part<'t> {
    Number(&'t str),
    /// The number of a month that is named.
    Month(&'static str),
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4
}

fn date(parts: &[&str]) -> Option<Date> {
    let padded = parts.iter().map(|part| format!("{part:0>2}")).collect::<Vec<_>>();
    padded.join("-").parse().ok()
}

/// Numbers and names of months; `None` where there is anything else.
fn parts(text: &str) -> Option<Vec<Part<'_>>> {
    if text.len() > 40 {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let end = rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len());
        let word = &rest[..end];
        match kind(first) {
            (true, _) => parts.push(Part::Number(word)),
            (_, true) => parts.extend(month(word)?),
            _ if word.trim_matches([' ', '.', ',', '/', '-']).is_empty() => {}
            _ => return None,
        }
        rest = &rest[end..];
    }
    Some(parts)
}

/// A month, or nothing of a word that says nothing; `None` for any other word.
fn month(word: &str) -> Option<Vec<Part<'static>>> {
    let lower = word.to_lowercase();
    if ["st", "nd", "rd", "th", "of", "the", "de"].contains(&&*lower) {
        return Some(Vec::new());
    }
    let is_name = |name: &&str| lower.chars().count() >= 3 && name.starts_with(&*lower);
    let number = MONTHS.iter().find(|(_, names)| names.split(' ').any(|name| is_name(&name)));
    number.map(|(number, _)| vec![Part::Month(number)])
}

/// English, then German, French and Spanish where they begin with other letters.
const MONTHS: [(&str, &str); 12] = [
    ("01", "january januar janvier enero jänner"),
    ("02", "february februar février fevrier febrero"),
    ("03", "march märz maerz mars marzo"),
    ("04", "april avril abril"),
    ("05", "may mai mayo"),
    ("06", "june juni juin junio"),
    ("07", "july juli juillet julio"),
    ("08", "august août aout agosto"),
    ("09", "september sept septembre septiembre"),
    ("10", "october oktober octobre octubre"),
    ("11", "november novembre noviembre"),
    ("12", "december dezember décembre decembre diciembre"),
];

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
            ("14-Jul-2015", "write 2015-07-14"),
            ("01jan2017", "write 2017-01-01"),
            ("07/2015", "write 2015-07"),
            ("2015.07", "write 2015-07"),
            ("5/5/2015", "write 2015-05-05"),
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
