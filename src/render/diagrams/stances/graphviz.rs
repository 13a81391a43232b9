//! Graphviz finds the heights of boxes.

use std::collections::HashMap;
use std::fmt::Write;

use indexmap::IndexSet;
use petgraph::unionfind::UnionFind;
use serde::Deserialize;

use super::chart::Chart;
use super::place::margin;
use crate::render::engine::{Algorithm, Engine, EngineError, Limits};

/// The most pieces of lines given to Graphviz.
const MOST: usize = 450;
/// After this many steps, about two seconds, a picture is laid out in a simpler way.
const FUEL: u64 = 4_000_000_000;
const POINTS_PER_INCH: f64 = 72.0;

/// The heights that Graphviz finds; `None` if the chart is too large for it.
pub(super) fn heights(chart: &Chart, engine: Engine) -> Result<Option<Vec<f64>>, EngineError> {
    if chart.stations.is_empty() || chart.links().count() > MOST {
        return Ok(None);
    }
    let groups = Groups::of(chart);
    let limits = Limits { fuel: FUEL, ..Limits::default() };
    match engine.layout(&dot(chart, &groups), Algorithm::Dot, limits) {
        Ok(json) => groups.spread(&positions(&json, chart.stations.len())?).map(Some),
        Err(EngineError::TooLarge) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Groups labels and bends of lines with the same two ends into one box for Graphviz.
struct Groups {
    /// For each box the first box of its group.
    firsts: Vec<usize>,
    /// For the first box of each group the height of the group, with margins.
    sizes: Vec<f64>,
}

impl Groups {
    fn of(chart: &Chart) -> Self {
        let mut firsts = (0..chart.stations.len()).collect::<Vec<_>>();
        let mut known = HashMap::new();
        for route in chart.lines.iter().map(|line| &line.route) {
            for (step, index) in route.iter().enumerate().take(route.len() - 1).skip(1) {
                let key = (route[0], route[route.len() - 1], step);
                firsts[*index] = *known.entry(key).or_insert(*index);
            }
        }
        let mut sizes = vec![0.0; firsts.len()];
        for (station, first) in chart.stations.iter().zip(&firsts) {
            sizes[*first] += station.height + 2.0 * margin(chart, station);
        }
        Self { firsts, sizes }
    }

    /// The place of every box, from the places of the first boxes.
    fn spread(&self, places: &[Option<f64>]) -> Result<Vec<f64>, EngineError> {
        let places = self.firsts.iter().map(|first| places[*first]);
        places.collect::<Option<Vec<_>>>().ok_or_else(broken)
    }
}

/// The chart in DOT, turned on its side: columns are ranks, heights are widths.
///
/// All pieces of lines join neighbouring columns, and invisible edges join the connected components, so that ranks
/// are columns. The curves are drawn by us.
fn dot(chart: &Chart, groups: &Groups) -> String {
    let mut dot = String::from("digraph {\nsplines=\"\" nodesep=0.02 ranksep=0.3\n");
    dot += "node [shape=box fixedsize=true label=\"\" height=0.1]\nedge [dir=none]\n";
    for (index, size) in groups.sizes.iter().enumerate().filter(|(_, size)| **size > 0.0) {
        writeln!(dot, "{index} [width={:.4}]", size / POINTS_PER_INCH).expect("a string takes all");
    }
    let firsts = &groups.firsts;
    let links = chart
        .links()
        .map(|(a, b)| forward(chart, firsts[a], firsts[b]))
        .collect::<IndexSet<_>>()
        .into_iter()
        .collect::<Vec<_>>();
    for (from, to) in &links {
        writeln!(dot, "{from} -> {to}").expect("a string takes all");
    }
    for (from, to) in bridges(chart, groups, &links) {
        let (from, to) = forward(chart, from, to);
        let length = chart.stations[to].column - chart.stations[from].column;
        writeln!(dot, "{from} -> {to} [style=invis minlen={length}]").expect("a string takes all");
    }
    dot + "}\n"
}

fn forward(chart: &Chart, a: usize, b: usize) -> (usize, usize) {
    if chart.stations[a].column <= chart.stations[b].column { (a, b) } else { (b, a) }
}

/// Pairs of boxes in different columns that join each connected component to the first one.
fn bridges(chart: &Chart, groups: &Groups, links: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut components = UnionFind::<usize>::new(chart.stations.len());
    for (a, b) in links {
        components.union(*a, *b);
    }
    let mut bridges = Vec::new();
    let column = |index: usize| chart.stations[index].column;
    for index in (1..chart.stations.len()).filter(|index| groups.firsts[*index] == *index) {
        if components.equiv(index, 0) {
            continue;
        }
        let mut joined = (0..index).filter(|other| column(*other) != column(index));
        if let Some(other) = joined.find(|other| components.equiv(*other, 0)) {
            bridges.push((other, index));
            components.union(other, index);
        }
    }
    bridges
}

#[derive(Deserialize)]
struct Layout {
    #[serde(default)]
    objects: Vec<Object>,
}

#[derive(Deserialize)]
struct Object {
    name: String,
    pos: Option<String>,
}

fn positions(json: &str, count: usize) -> Result<Vec<Option<f64>>, EngineError> {
    let layout = serde_json::from_str::<Layout>(json)
        .map_err(|error| EngineError::Broken(error.to_string()))?;
    let mut places = vec![None; count];
    for object in layout.objects {
        let across = object
            .pos
            .as_deref()
            .and_then(|pos| pos.split_once(','))
            .and_then(|(across, _)| across.parse::<f64>().ok());
        let index = object.name.parse::<usize>().map_err(|_| broken())?;
        *places.get_mut(index).ok_or_else(broken)? = across.filter(|across| across.is_finite());
    }
    Ok(places)
}

fn broken() -> EngineError {
    EngineError::Broken("the layout has a box without a place".into())
}
