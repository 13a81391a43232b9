//! Views cut into windows of time.

use jiff::civil;
use proptest::prelude::*;
use stancegraph::graph::{Filter, MAX_WINDOWS, Time};
use stancegraph::model::{Date, Span, Stance, date};
use stancegraph::{Error, StanceGraph, StanceRef, Undeclared, View};

fn graph(dates: &[&str]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (index, date) in dates.iter().enumerate() {
        let actor = ["ann", "bob", "cem"][index % 3];
        let stance = Stance::on_issue(actor, "opposes", "tunnel").expect("ids");
        let date = (!date.is_empty()).then(|| date.parse().expect("a date"));
        builder.stance(&stance.with_date(date).with_note(index.to_string()));
    }
    builder.build().expect("no faults")
}

fn span(text: &str) -> Span {
    text.parse().expect("a span")
}

fn days(view: &View) -> (civil::Date, Option<civil::Date>) {
    let Time::Window { from: Some(from), until } = view.time() else { panic!("it is a window") };
    (from.first_day(), until.map(Date::first_day))
}

/// `2016-01-01..2017-01-01 3` for each window.
fn cut(view: &View, window: &str, step: Option<&str>) -> Vec<String> {
    let windows = view.windows(span(window), step.map(span)).expect("there are dates");
    let shown = windows.map(|view| {
        let (from, until) = days(&view);
        let until = until.map(|until| until.to_string()).unwrap_or_default();
        format!("{from}..{until} {}", view.stances().count())
    });
    shown.collect()
}

#[test]
fn windows_begin_with_the_calendar_and_keep_the_empty_ones() {
    let graph = graph(&["2014-11-30", "2016-02-29", "2016", "", "2016-12-31"]);
    let view = graph.view();
    assert_eq!(
        cut(&view, "1y", None),
        ["2014-01-01..2015-01-01 1", "2015-01-01..2016-01-01 0", "2016-01-01..2017-01-01 3"]
    );
    assert_eq!(view.windows(span("1y"), None).expect("dates").undated(), 1);
    assert_eq!(cut(&view, "1q", None).len(), 9);
    assert_eq!(cut(&view, "1q", None)[0], "2014-10-01..2015-01-01 1");
    assert_eq!(cut(&view, "1m", None)[0], "2014-11-01..2014-12-01 1");
    assert_eq!(cut(&view, "1w", None)[0], "2014-11-24..2014-12-01 1");
    assert_eq!(cut(&view, "10d", None)[0], "2014-11-30..2014-12-10 1");
}

#[test]
fn windows_overlap_or_leave_gaps_as_the_step_says() {
    let graph = graph(&["2016-01-15", "2016-02-15", "2016-05-15"]);
    assert_eq!(
        cut(&graph.view(), "3m", Some("1m")),
        ["2016-01-01..2016-04-01 2", "2016-02-01..2016-05-01 1", "2016-03-01..2016-06-01 1"]
    );
    assert_eq!(
        cut(&graph.view(), "1m", Some("2m")),
        ["2016-01-01..2016-02-01 1", "2016-03-01..2016-04-01 0", "2016-05-01..2016-06-01 1"]
    );
    assert_eq!(
        cut(&graph.view(), "1m", Some("3w"))[..2],
        ["2016-01-01..2016-02-01 1", "2016-01-22..2016-02-22 1"]
    );
}

#[test]
fn months_that_follow_one_another_leave_no_day_out_and_do_not_drift() {
    let graph = graph(&["2016-02-01", "2016-03-29", "2016-05-01"]);
    let view = graph.view().at(Time::Window { from: Some(date(2016, 1, 31)), until: None });
    assert_eq!(
        cut(&view, "1m", None),
        [
            "2016-01-31..2016-02-29 1",
            "2016-02-29..2016-03-31 1",
            "2016-03-31..2016-04-30 0",
            "2016-04-30..2016-05-31 1",
        ]
    );
}

#[test]
fn the_bounds_of_the_view_are_respected() {
    let graph = graph(&["2015-03-01", "2016-03-01", "2017-03-01"]);
    let bounded = |from: Option<&str>, until: Option<&str>| {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        graph.view().at(Time::Window { from: from.map(day), until: until.map(day) })
    };
    assert_eq!(
        cut(&bounded(Some("2014-07"), Some("2016-03")), "1y", None),
        ["2014-07-01..2015-07-01 1", "2015-07-01..2016-03-01 0"]
    );
    assert_eq!(cut(&bounded(Some("2018"), Some("2019")), "1y", None), ["2018-01-01..2019-01-01 0"]);
    assert_eq!(cut(&bounded(None, Some("2016")), "1y", None), ["2015-01-01..2016-01-01 1"]);
    let snapshot = graph.snapshot(date(2016, 3, 1));
    assert_eq!(
        cut(&snapshot, "1y", None),
        ["2015-01-01..2016-01-01 1", "2016-01-01..2016-03-02 1"]
    );
}

#[test]
fn a_filter_goes_through_and_decides_where_the_first_window_begins() {
    let graph = graph(&["2014-03-01", "2016-03-01", "2016-04-01"]);
    let filter = Filter::default().with_actors(["bob"]);
    let view = graph.view().filter(&filter).expect("bob is there");
    assert_eq!(cut(&view, "1y", None), ["2016-01-01..2017-01-01 1"]);
}

#[test]
fn what_cannot_be_cut_is_refused() {
    for view in [
        graph(&[]).view(),
        graph(&["", ""]).view(),
        graph(&["2016"]).view().at(Time::Window { from: Some(date(2017, 1, 1)), until: None }),
    ] {
        let error = view.windows(span("1y"), None).expect_err("there is nothing to cut");
        assert!(matches!(error, Error::NothingToCut), "{error}");
    }
    let long = graph(&["0001-01-01", "3000-01-01"]);
    let error = long.view().windows(span("1d"), None).expect_err("a million days");
    assert_eq!(
        error.to_string(),
        "more than 10000 windows; a longer window or a longer step makes fewer"
    );
}

#[test]
fn the_calendar_has_an_end() {
    let graph = graph(&["9998-06-01", "9999-12-31"]);
    assert_eq!(cut(&graph.view(), "1y", None), ["9998-01-01..9999-01-01 1", "9999-01-01.. 1"]);
    assert_eq!(cut(&graph.view(), "9999y", None), ["9998-01-01.. 2"]);
}

fn ids<'g>(stances: impl Iterator<Item = StanceRef<'g>>) -> Vec<String> {
    stances.map(|stance| stance.id().to_string()).collect()
}

prop_compose! {
    fn some_span()(number in 1_u32..40, unit in prop::sample::select(vec!["d", "w", "m", "q", "y"]))
        -> Span { span(&format!("{number}{unit}")) }
}

proptest! {
    #[test]
    fn windows_are_as_defined(
        dates in prop::collection::vec((2010_i16..2016, 1_i8..13, 1_i8..29), 1..12),
        length in some_span(), step in prop::option::of(some_span()),
        from in prop::option::of((2010_i16..2016, 1_i8..13, 1_i8..32)),
        until in prop::option::of((2010_i16..2018, 1_i8..13, 1_i8..32)),
    ) {
        let dates = dates.into_iter().map(|(y, m, d)| date(y, m, d).to_string());
        let dates = dates.collect::<Vec<_>>();
        let graph = graph(&dates.iter().map(String::as_str).collect::<Vec<_>>());
        let bound = |day: Option<(i16, i8, i8)>| {
            day.and_then(|(y, m, d)| civil::Date::new(y, m, d).ok()).map(Date::from)
        };
        let (from, until) = (bound(from), bound(until));
        prop_assume!(from.zip(until).is_none_or(|(from, until)| from < until));
        let view = graph.view().at(Time::Window { from, until });
        let Ok(windows) = view.windows(length, step) else {
            prop_assert!(view.stances().count() == 0 && from.zip(until).is_none());
            return Ok(());
        };
        let count = windows.len();
        prop_assert!(count > 0 && count < MAX_WINDOWS);
        let mut seen = std::collections::BTreeSet::new();
        let mut first = None;
        for (index, window) in windows.enumerate() {
            let (start, end) = days(&window);
            let end = end.expect("far from the end");
            prop_assert!(start < end);
            let first = *first.get_or_insert(start);
            // Counted from the first, not from the one before.
            let times = u32::try_from(index).expect("few");
            prop_assert_eq!(Some(start), step.unwrap_or(length).after(first, times));
            // A month that begins on the 29th to 31st, or was cut to the 28th, may be some days longer.
            if first.day() <= 28 {
                prop_assert!(end <= length.after(start, 1).expect("far from the end"));
            }
            prop_assert!(from.is_none_or(|from| from.first_day() <= start));
            prop_assert!(until.is_none_or(|until| end <= until.first_day()));
            // The same as a window that is asked for by itself.
            let alone = graph.window(start.into()..end.into());
            prop_assert_eq!(ids(window.stances()), ids(alone.stances()));
            let sides = |view: &View| {
                view.standings().iter().map(|standing| standing.to_string()).collect::<Vec<_>>()
            };
            prop_assert_eq!(sides(&window), sides(&alone));
            seen.extend(ids(window.stances()));
        }
        if step.is_none_or(|step| step == length) {
            prop_assert_eq!(seen.len(), view.stances().count(), "none falls between two windows");
        }
    }
}
