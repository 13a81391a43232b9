//! A view as the page shows it.

use super::answer::{Drawing, Table, plural};
use super::question::{Draw, Kind};
use super::tables;
use crate::error::Error;
use crate::graph::View;
use crate::render::{Diagram, Engine, Picture, svg};

/// Above so many nodes, or lines, a matrix is easier to read than a diagram.
const MANY_NODES: usize = 20;
const MANY_LINES: usize = 40;

/// The view to begin with.
pub(super) fn first_view(view: &View) -> &'static str {
    let standings = view.standings();
    let actors = standings.actors().map(crate::graph::Node::Actor);
    let nodes = actors.chain(standings.targets()).collect::<std::collections::BTreeSet<_>>();
    let is_large = nodes.len() > MANY_NODES || view.stances().count() > MANY_LINES;
    if is_large { "matrix" } else { "diagram" }
}

/// Draws a view, and says the same in tables.
pub(super) fn draw(view: &View, wanted: &Draw) -> Result<Drawing, Error> {
    let picture = picture(wanted).filter(|_| !wanted.as_table);
    let svg = picture.map(|picture| svg(view, &picture)).transpose()?;
    let stances = view.stances().count();
    Ok(Drawing {
        svg,
        tables: tables(view, wanted.view)?,
        summary: summary(view, stances),
        is_empty: stances == 0,
    })
}

/// The picture of a view; `None` where tables say it best.
fn picture(wanted: &Draw) -> Option<Picture> {
    let diagram = match wanted.view {
        Kind::Diagram => Diagram::Stances,
        Kind::Alignment => Diagram::AlignmentMap,
        Kind::Matrix | Kind::Blocs | Kind::Issues | Kind::Timeline | Kind::Table => return None,
    };
    let theme = wanted.theme.theme();
    Some(Picture { diagram, theme, engine: Engine::Averages, ..Picture::default() })
}

fn tables(view: &View, kind: Kind) -> Result<Vec<Table>, Error> {
    Ok(match kind {
        Kind::Diagram => vec![tables::standings(view)],
        Kind::Matrix => vec![tables::matrix(view)],
        Kind::Alignment => vec![tables::pairs(view)],
        Kind::Blocs => tables::blocs(view)?,
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
