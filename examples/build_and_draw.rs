//! Builds a graph in code and draws it: a town quarrels about its bridge.

#![allow(clippy::print_stdout, reason = "examples print their answers")]

use std::error::Error;

use stancegraph::model::{Actor, ActorId, Stance, date};
use stancegraph::render::{self, Picture};
use stancegraph::{StanceGraph, Undeclared};

/// Runs the story.
///
/// # Errors
///
/// Where the picture cannot be written.
pub fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = StanceGraph::builder();
    builder.title("The old bridge").undeclared(Undeclared::Create);
    let mut mayor = Actor::new(ActorId::new("mayor")?);
    mayor.name = Some("The mayor".into());
    builder.actor(mayor);
    for (actor, label, issue) in [
        ("mayor", "supports", "new bridge"),
        ("mayor", "opposes", "toll"),
        ("Shopkeepers", "welcome", "new bridge"),
        ("Shopkeepers", "warn against", "toll"),
        ("Friends of the river", "oppose", "new bridge"),
        ("Friends of the river", "call for", "repair"),
        ("Treasurer", "calls for", "toll"),
        ("Treasurer", "backs", "repair"),
    ] {
        let mut stance = Stance::on_issue(actor, label, issue)?;
        stance.date = Some(date(2025, 6, 1));
        builder.stance(&stance);
    }
    let graph = builder.build()?;

    let svg = render::svg(&graph.view(), &Picture::default())?;
    let file = tempfile::Builder::new().suffix(".svg").tempfile()?;
    std::fs::write(file.path(), &svg)?;
    println!("{} bytes in {}", svg.len(), file.path().display());

    let marks = svg.matches("data-stances=").count();
    assert_eq!(marks, graph.stance_count());
    Ok(())
}
