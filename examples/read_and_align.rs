//! Reads a file and shows who agrees with whom, on what, and with which evidence.

use std::error::Error;
use std::path::Path;

use stancegraph::format::Reader;
use stancegraph::graph::Side;
use stancegraph::measure::Measure;

/// Runs the example.
///
/// # Errors
///
/// If the file has errors, or an actor is not in it.
pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data/northeast-asia-2016.toml");
    let graph = Reader::new().path(file).read()?;
    let view = graph.view();

    println!("Who opposes THAAD?");
    let thaad = graph.find_target("thaad")?;
    let against = view.standings().on_target(thaad)?.filter(|s| s.side() == Side::Oppose);
    for standing in against {
        println!("  {} ({} stances)", standing.actor().title(), standing.stances().len());
    }

    println!("Who agrees with whom?");
    for pair in view.alignments(Measure::Agreement).filter(|pair| pair.tally.shared > 0) {
        println!("  {pair}");
    }

    println!("What unites Russia and China, and which source says so?");
    let pair = view.alignment("Russia", "China", Measure::Agreement)?;
    for stance in pair.stances() {
        println!("  {} {stance}: {}", stance.id(), stance.locator().unwrap_or("somewhere"));
    }

    assert_eq!(pair.score, Some(1.0));
    assert_eq!(pair.tally.agree, pair.tally.shared);
    Ok(())
}
