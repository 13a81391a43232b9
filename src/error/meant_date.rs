//! Which date a text means that is written in another form.

use crate::model::{Date, readings};

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

/// The dates that a text may mean: with the day first, then with the month first. With dots the day comes first.
pub(crate) fn meant(text: &str) -> Vec<Date> {
    let mut dates = readings(text).into_iter().map(|reading| reading.date).collect::<Vec<_>>();
    dates.dedup();
    dates.truncate(if text.contains('.') { 1 } else { 2 });
    dates
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
