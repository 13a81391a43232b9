//! Writes a table of synthetic stances for benchmarks, the same ones every time:
//!
//! ```text
//! cargo run --release --example synthetic -- 10000000 > ten-million.csv
//! ```

#[path = "../benches/synthetic/mod.rs"]
mod synthetic;

use std::error::Error;
use std::io::{BufWriter, stdout};

use synthetic::Synthetic;

fn main() -> Result<(), Box<dyn Error>> {
    let stances = match std::env::args().nth(1) {
        Some(count) => count.replace('_', "").parse()?,
        None => 1_000,
    };
    Synthetic { stances, seed: 2016 }.write(BufWriter::new(stdout().lock()))?;
    Ok(())
}
