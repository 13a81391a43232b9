//! The heights of the boxes of a chart in their columns.

use std::collections::BTreeMap;

use super::chart::{Chart, Kind, Station};
#[cfg(feature = "draw")]
use super::graphviz;
use super::order::order;
use super::{pinned, stack};
use crate::render::engine::{Engine, EngineError};

/// The free space above and below a box: almost none if very many lines pass.
pub fn margin(chart: &Chart, station: &Station) -> f64 {
    match station.kind {
        Kind::Name { .. } if chart.is_crowded() => 3.0,
        Kind::Name { .. } if chart.is_split(station.column) => 17.0,
        Kind::Name { .. } => 11.0,
        Kind::Label { .. } => 4.0,
        Kind::Bend if chart.is_crowded() => 0.3,
        Kind::Bend => 3.0,
    }
}

/// The middle of each box, from the top. Graphviz finds the order of names; averages do if there is too much for
/// it, or if some names are `pinned` to their heights.
///
/// # Errors
///
/// [`EngineError`] if Graphviz is missing, or fails for another reason than size.
pub fn heights(
    chart: &Chart,
    engine: Engine,
    pinned: &BTreeMap<usize, f64>,
) -> Result<Vec<f64>, EngineError> {
    if !pinned.is_empty() {
        let fixed = pinned::names(chart, pinned);
        let heights = stack::heights(chart, &fixed);
        return Ok(stack::settled(chart, &fixed, order(chart, &heights, false), heights));
    }
    let free = vec![None; chart.stations.len()];
    let heights = first_heights(chart, engine, &free)?;
    Ok(stack::settled(chart, &free, order(chart, &heights, true), heights))
}

#[cfg(feature = "draw")]
fn first_heights(
    chart: &Chart,
    engine: Engine,
    free: &[Option<f64>],
) -> Result<Vec<f64>, EngineError> {
    let heights = match engine {
        Engine::Averages => None,
        Engine::Embedded | Engine::System => graphviz::heights(chart, engine)?,
    };
    Ok(heights.unwrap_or_else(|| stack::heights(chart, free)))
}

#[cfg(not(feature = "draw"))]
#[expect(clippy::unnecessary_wraps, reason = "there is no engine that could fail")]
fn first_heights(
    chart: &Chart,
    _engine: Engine,
    free: &[Option<f64>],
) -> Result<Vec<f64>, EngineError> {
    Ok(stack::heights(chart, free))
}
