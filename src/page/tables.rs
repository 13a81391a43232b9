//! The library's answers for the views of a page.

use super::answer::{MOST_ROWS, Sheet};
use super::question::{Grouped, Kind};
use crate::answer::align::Pairs;
use crate::answer::matrix::Sides;
use crate::answer::{
    Answer, Blocs, Issues, Note, Positions, Statements, Table, blocs, plural, single_note,
    statements,
};
use crate::bloc;
use crate::error::Error;
use crate::graph::View;
use crate::measure::Measure;
use crate::render::shown::Shown;

/// The most misfits, swing actors and targets that divide blocs.
const MOST_UNFIT: usize = 50;

/// The tables of a view.
pub(super) fn tables(
    view: &View,
    shown: &Shown,
    kind: Kind,
    grouped: &Grouped,
) -> Result<Vec<Sheet>, Error> {
    let now = &shown.now;
    Ok(match kind {
        Kind::Diagram => sheets(&Positions::of(now, Some(MOST_ROWS)).tables()),
        Kind::Matrix => sheets(&Sides::of(now)?.tables()),
        Kind::Alignment => pairs(now, grouped)?,
        Kind::Blocs => blocs(now, grouped)?,
        Kind::Issues => contested(now),
        Kind::Timeline => said(view, shown, true),
        Kind::Table => said(view, shown, false),
    })
}

/// Tables as a page shows them.
pub(super) fn sheets(tables: &[Table]) -> Vec<Sheet> {
    tables.iter().map(Sheet::from).collect()
}

/// Tables as a page shows them, with notes below the first one.
fn noted(mut tables: Vec<Table>, notes: impl IntoIterator<Item = Note>) -> Vec<Sheet> {
    if let Some(first) = tables.first_mut() {
        first.notes.extend(notes);
    }
    sheets(&tables)
}

/// The closest pairs of actors who share a target.
fn pairs(view: &View, grouped: &Grouped) -> Result<Vec<Sheet>, Error> {
    let picture = grouped.picture()?;
    let alignments = view.compare(picture.measure.clone())?;
    let pairs = Pairs::closest(&alignments, MOST_ROWS, picture.min_shared);
    let single = pairs.pairs.iter().filter(|pair| pair.tally.shared == 1).count();
    let thin = single_note(single, pairs.pairs.len(), "pair");
    let meaning = "agreement: 1 where both hold the same positions, as strongly, on all shared targets, 0 where \
                   opposite ones; one target counts 0.5 where one of the two is neutral and the other is not, \
                   and 0.75 where one supports it half as strongly as the other: the tally tells them apart";
    let has_interval = pairs.pairs.iter().any(|pair| pair.interval.is_some());
    let interval = format!("low, high: the ends of the {} % interval", pairs.confidence);
    let interval = has_interval.then(|| interval.into());
    let meaning = (picture.measure == Measure::Agreement).then(|| meaning.into());
    Ok(noted(pairs.tables(), thin.into_iter().chain(interval).chain(meaning)))
}

/// The blocs of the picture beside the table.
fn blocs(view: &View, grouped: &Grouped) -> Result<Vec<Sheet>, Error> {
    let grouping = grouped.picture()?.grouping();
    let found = grouping.blocs(view)?;
    if !found.is_decided() {
        return Ok(sheets(&[undecided(&found)]));
    }
    let settings = blocs::Settings { grouping, top: Some(MOST_UNFIT), ..Default::default() };
    Ok(sheets(&Blocs::found(view, found, &settings).tables_with(usize::MAX)))
}

/// The table that says that blocs are not decided.
fn undecided(blocs: &bloc::Blocs) -> Table<'static> {
    let (actors, ties) = (blocs.ties().nodes().len(), blocs.ties().signed().ties().len());
    let [actors, ties] = [plural(actors, "actor"), plural(ties, "tie")];
    Table {
        title: "No blocs: proving which are best would take too long".into(),
        columns: Vec::new(),
        rows: Vec::new(),
        notes: vec![format!("{actors}, {ties}: stancegraph blocs searches longer").into()],
    }
}

/// How each target divides the actors.
fn contested(view: &View) -> Vec<Sheet> {
    let note =
        "actors on each side; contested: 1 where both camps are of one size, 0 where there is one";
    let issues = Issues::without_pairs(view, Some(MOST_ROWS));
    noted(vec![issues.issues_table()], [note.into()])
}

/// What was said: in the order of days, or by actor and target with all words.
fn said(view: &View, shown: &Shown, by_date: bool) -> Vec<Sheet> {
    let history = shown.past().is_some();
    let settings = statements::Settings { by_date, history, top: Some(MOST_ROWS) };
    sheets(&Statements::of(view, &settings).tables())
}
