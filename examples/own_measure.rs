//! Compares actors by a measure of one's own: on which share of their shared
//! targets are they on the same side, where both have taken one?

use std::error::Error;

use stancegraph::model::Stance;
use stancegraph::{StanceGraph, Undeclared};

/// Runs the story.
///
/// # Errors
///
/// Never: the stances of the story are right.
pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for (actor, label, issue) in [
        ("Ann", "supports", "tunnel"),
        ("Ann", "opposes", "toll"),
        ("Ann", "abstains", "ferry"),
        ("Bob", "supports", "tunnel"),
        ("Bob", "supports", "toll"),
        ("Bob", "supports", "ferry"),
    ] {
        builder.stance(&Stance::on_issue(actor, label, issue)?);
    }
    let graph = builder.build()?;

    let view = graph.view();
    let pairs = view.alignments_by(same_side).collect::<Vec<_>>();
    for pair in &pairs {
        println!("{pair}");
    }
    assert_eq!(pairs[0].score, Some(0.5));
    Ok(())
}

/// The values are in [-1, 1]; one without a sign has taken no side.
fn same_side(values: &[(f64, f64)]) -> Option<f64> {
    let decided = values.iter().filter(|(a, b)| *a != 0.0 && *b != 0.0);
    let (mut same, mut all) = (0.0, 0.0);
    for (a, b) in decided {
        same += f64::from(u8::from(a.signum() == b.signum()));
        all += 1.0;
    }
    (all > 0.0).then_some(same / all)
}
