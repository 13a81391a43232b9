//! Why two actors are close or not.

use serde::Serialize;

use super::answer::Sheet;
use super::tables::sheets;
use crate::answer::{self, Answer};
use crate::error::Error;
use crate::graph::View;
use crate::measure::Measure;

/// The alignment of two actors, target by target.
#[derive(Serialize)]
pub(super) struct Why {
    title: String,
    tables: Vec<Sheet>,
}

/// What pulls two actors together, and what pulls them apart.
pub(super) fn why(view: &View, a: &str, b: &str) -> Result<Why, Error> {
    let why = answer::Why::from(view.alignment(a, b, Measure::Agreement)?);
    let names = [&why.pair.a.name, &why.pair.b.name];
    let mut tables = why.tables();
    let sides = tables.iter_mut().take(1).flat_map(|table| &mut table.columns);
    // A page has room for the names of the two.
    for column in sides {
        match &*column.name {
            "first" => column.heading = names[0].as_ref().into(),
            "second" => column.heading = names[1].as_ref().into(),
            _ => {}
        }
    }
    Ok(Why { title: format!("{} and {}", names[0], names[1]), tables: sheets(&tables) })
}
