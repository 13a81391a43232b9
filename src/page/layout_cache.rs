//! A cache of layouts, so that things keep their places from day to day.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::error::Error;
use crate::graph::{Filter, StanceGraph, Time, View};
use crate::render::{Diagram, Engine, Extent, Layout, Picture, draw};

/// The most layouts in the cache.
const MOST: usize = 16;

/// The layouts of everything that was ever said, by diagram and filter. A thing that is shown on two days has the
/// same place on both.
#[derive(Debug, Default)]
pub(super) struct LayoutCache {
    layouts: RefCell<BTreeMap<String, Layout>>,
}

impl LayoutCache {
    /// Stores a layout that was found elsewhere, for the diagram of stances without a filter.
    pub(super) fn take(&self, layout: Layout) {
        self.layouts.borrow_mut().insert(name(Diagram::Stances, &Filter::default()), layout);
    }

    /// The layout for a view of any time.
    pub(super) fn layout(&self, view: &View, diagram: Diagram) -> Result<Layout, Error> {
        let filter = view.filtered_by();
        let name = name(diagram, filter);
        if let Some(layout) = self.layouts.borrow().get(&name) {
            return Ok(layout.clone());
        }
        let layout = layout_of_all(view.graph(), filter, diagram, Engine::Averages)?;
        let mut layouts = self.layouts.borrow_mut();
        if layouts.len() >= MOST {
            let first = self::name(Diagram::Stances, &Filter::default());
            layouts.retain(|name, _| *name == first);
        }
        layouts.insert(name, layout.clone());
        Ok(layout)
    }
}

fn name(diagram: Diagram, filter: &Filter) -> String {
    format!("{diagram} {filter}")
}

/// The layout of the picture of everything that was said.
pub(super) fn layout_of_all(
    graph: &StanceGraph,
    filter: &Filter,
    diagram: Diagram,
    engine: Engine,
) -> Result<Layout, Error> {
    let view = graph.view().at(Time::EVER).filter(filter)?;
    if diagram == Diagram::Stances && Extent::of(&view).lines > Extent::MOST_LINES {
        return Ok(Layout::default());
    }
    let picture = Picture { diagram, engine, ..Picture::default() };
    Ok(draw(&view, &picture)?.layout)
}
