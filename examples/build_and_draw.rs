//! Builds a graph in code and draws it.

use std::error::Error;

use stancegraph::model::{Actor, ActorId, Position, Stance, date};
use stancegraph::render::{self, Diagram, Picture};
use stancegraph::{StanceGraph, Undeclared};

/// Runs the example.
///
/// # Errors
///
/// Never: its stances are valid.
pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create).title("The harbour tunnel");
    let mut port = Actor::new(ActorId::new("port")?);
    port.name = Some("Port authority".into());
    builder.actor(port);
    builder.stance(&Stance::on_issue("port", "welcomes", "Tunnel")?);
    builder.stance(&Stance::on_issue("Council", "supports", "Tunnel")?);
    builder.stance(&Stance::on_issue("Council", "opposes", "Free ferry")?);
    let mut residents = Stance::on_issue("Residents", "fears dust from", "Tunnel")?;
    residents.position = Some(Position::Oppose);
    residents.date = Some(date(2026, 3, 2));
    builder.stance(&residents);
    builder.stance(&Stance::on_issue("Residents", "calls for", "Free ferry")?);
    builder.stance(&Stance::toward_actor("Residents", "criticises", "Council")?);
    let graph = builder.build()?;

    let view = graph.view();
    let svg = render::svg(&view, &Picture::default())?;
    let camps = Picture::default().with_diagram(Diagram::AlignmentMap);
    let png = render::png(&view, &camps)?;
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("stances.svg"), &svg)?;
    std::fs::write(folder.path().join("camps.png"), &png)?;
    println!("drawn: {} bytes of SVG, {} bytes of PNG", svg.len(), png.len());
    assert!(svg.contains(">fears dust from</text>"));
    Ok(())
}
