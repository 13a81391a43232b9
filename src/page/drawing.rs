//! A view as the page shows it.

use super::answer::{Drawing, Table, plural};
use super::kept::{EVER, Kept};
use super::question::{Draw, Kind};
use super::tables;
use crate::error::Error;
use crate::graph::{Time, View};
use crate::render::{Diagram, Engine, Extent, Layout, Picture, svg};

/// The view to begin with.
pub(super) fn first_view(view: &View) -> &'static str {
    if Extent::of(view).is_small() { "diagram" } else { "matrix" }
}

/// Draws a view, and says the same in tables where those are wanted or no picture is.
///
/// What `kept` says of the places of things is heeded, and what was found is kept there.
pub(super) fn draw(view: &View, wanted: &Draw, kept: &Kept) -> Result<Drawing, Error> {
    let stances = view.stances().count();
    let is_drawn = !wanted.as_table && stances > 0;
    let diagrams = if is_drawn { diagrams(wanted.view) } else { &[] };
    let pictures = diagrams.iter().map(|diagram| picture(view, wanted, *diagram, kept));
    let pictures = pictures.collect::<Result<Vec<_>, _>>()?;
    let tables = if pictures.is_empty() { tables(view, wanted)? } else { Vec::new() };
    let summary = summary(view, stances);
    Ok(Drawing { pictures, tables, summary, is_empty: stances == 0 })
}

/// What a view's pictures show; none where a table says it best.
fn diagrams(kind: Kind) -> &'static [Diagram] {
    match kind {
        Kind::Diagram => &[Diagram::Stances],
        Kind::Matrix => &[Diagram::Matrix],
        Kind::Alignment => &[Diagram::Alignment],
        Kind::Blocs => &[Diagram::AlignmentMap, Diagram::Balance],
        Kind::Issues => &[Diagram::Issues],
        Kind::Timeline => &[Diagram::Timeline],
        Kind::Table => &[],
    }
}

fn picture(view: &View, wanted: &Draw, diagram: Diagram, kept: &Kept) -> Result<String, Error> {
    let theme = wanted.theme.theme();
    let is_of_some_days = !matches!(view.time(), Time::Latest | EVER);
    let layout = match diagram {
        Diagram::Stances => kept.layout(view, diagram)?,
        // These are easier to read in an order of their own, while no day is chosen.
        Diagram::Matrix | Diagram::Alignment | Diagram::AlignmentMap if is_of_some_days => {
            kept.layout(view, diagram)?
        }
        _ => Layout::default(),
    };
    let grouped = wanted.grouped.picture()?;
    svg(view, &Picture { diagram, theme, layout, engine: Engine::Averages, ..grouped })
}

fn tables(view: &View, wanted: &Draw) -> Result<Vec<Table>, Error> {
    Ok(match wanted.view {
        Kind::Diagram => vec![tables::standings(view)],
        Kind::Matrix => vec![tables::matrix(view)],
        Kind::Alignment => vec![tables::pairs(view, wanted.grouped.picture()?.min_shared)?],
        Kind::Blocs => tables::blocs(view, &wanted.grouped.picture()?.grouping())?,
        Kind::Issues => vec![tables::issues(view)],
        Kind::Timeline => vec![tables::timeline(view)],
        Kind::Table => vec![tables::stances(view)],
    })
}

/// `22 stances by 5 actors on 6 targets; latest positions`.
fn summary(view: &View, stances: usize) -> String {
    let standings = view.standings();
    let (actors, targets) = (standings.actors().count(), standings.targets().len());
    let [stances, actors, targets] =
        [plural(stances, "stance"), plural(actors, "actor"), plural(targets, "target")];
    format!("{stances} by {actors} on {targets}; {view}")
}
