//! Draws a view for the page.

use super::answer::Drawing;
use super::layout_cache::LayoutCache;
use super::question::{Draw, Kind};
use super::tables::tables;
use crate::answer::plural;
use crate::error::Error;
use crate::graph::{Time, View};
use crate::render::shown::Shown;
use crate::render::{Diagram, Engine, Extent, Layout, Picture, svg};

/// The view that a page opens with.
pub(super) fn first_view(view: &View) -> &'static str {
    if Extent::of(view).is_small() { "diagram" } else { "matrix" }
}

/// Draws a view, and adds its tables if they are wanted or there is no picture.
///
/// Places come from `layouts`, which also remembers the places that are found.
pub(super) fn draw(view: &View, wanted: &Draw, layouts: &LayoutCache) -> Result<Drawing, Error> {
    let shown = shown(view, wanted);
    let is_empty = shown.all().stances().next().is_none();
    let is_drawn = !wanted.as_table && !is_empty;
    let diagrams = if is_drawn { diagrams(wanted.view) } else { &[] };
    let pictures = diagrams
        .iter()
        .map(|diagram| picture(view, wanted, *diagram, layouts))
        .collect::<Result<Vec<_>, _>>()?;
    let tables = match pictures.is_empty() {
        true => tables(view, &shown, wanted.view, &wanted.grouping)?,
        false => Vec::new(),
    };
    let summary = summary(view, &shown);
    Ok(Drawing { pictures, tables, summary, is_empty })
}

/// What a picture or a table shows of a view.
fn shown<'g>(view: &View<'g>, wanted: &Draw) -> Shown<'g> {
    let diagram = diagrams(wanted.view).first().copied().unwrap_or(Diagram::Stances);
    Shown::of(view, &Picture { diagram, history: wanted.history, ..Picture::default() })
}

/// The diagrams of a view; none if a table shows it best.
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

fn picture(
    view: &View,
    wanted: &Draw,
    diagram: Diagram,
    layouts: &LayoutCache,
) -> Result<String, Error> {
    let theme = wanted.theme.theme();
    let is_of_some_days = !matches!(view.time(), Time::Latest | Time::EVER);
    // Without a chosen day, the others are easier to read in their own order.
    let has_order = matches!(diagram, Diagram::Matrix | Diagram::Alignment | Diagram::AlignmentMap);
    let has_layout = diagram == Diagram::Stances || has_order && is_of_some_days;
    let layout = if has_layout { layouts.layout(view, diagram)? } else { Layout::default() };
    let (engine, history) = (Engine::Averages, wanted.history);
    let grouped = wanted.grouping.picture()?;
    svg(view, &Picture { diagram, theme, engine, layout, history, ..grouped })
}

/// `22 stances by 5 actors on 6 targets; 3 superseded not shown; latest positions`.
fn summary(view: &View, shown: &Shown) -> String {
    let standings = shown.now.standings();
    let stances = shown.stances().count();
    let (actors, targets) = (standings.actors().count(), standings.targets().len());
    let [stances, actors, targets] =
        [plural(stances, "stance"), plural(actors, "actor"), plural(targets, "target")];
    match shown.others() {
        Some(others) => format!("{stances} in force by {actors} on {targets}; {others}; {view}"),
        None => format!("{stances} by {actors} on {targets}; {view}"),
    }
}
