//! Compares and groups actors by a custom measure: the share of their shared targets on which they are on the
//! same side, among those on which both have taken one.

use std::error::Error;

use stancegraph::bloc::{BlocCount, TieRule};
use stancegraph::measure::{Joint, OwnMeasure};
use stancegraph::model::Stance;
use stancegraph::{StanceGraph, Undeclared};

/// Runs the example.
///
/// # Errors
///
/// Never: its stances are valid.
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
    let measure = OwnMeasure::new("same side", 0.0..=1.0, same_side)?;
    let closest = view.compare(&measure)?.closest(10, 1);
    for pair in &closest.pairs {
        println!("{pair}");
    }
    assert_eq!(closest.pairs[0].score, Some(0.5));

    // Ties, blocs, matrices and pictures take it, too.
    let rule = TieRule::default().with_threshold("0.4".parse()?);
    let blocs = view.alignment_graph(&measure, rule)?.quick_blocs(BlocCount::Two);
    assert_eq!(blocs.members(), [vec![0, 1]]);
    Ok(())
}

/// The values are in [-1, 1]; one without a sign has taken no side.
fn same_side(joint: &Joint) -> Option<f64> {
    let decided = joint.values().filter(|(a, b)| *a != 0.0 && *b != 0.0);
    let (mut same, mut all) = (0.0, 0.0);
    for (a, b) in decided {
        same += f64::from(u8::from(a.signum() == b.signum()));
        all += 1.0;
    }
    (all > 0.0).then_some(same / all)
}
