//! Measures all pairs of a table of votes, or of a sparse debate: seconds, and sums to compare with other programs.
//!
//! ```text
//! cargo bench --bench kernel                              a small sparse debate
//! cargo bench --bench kernel -- votes un_votes.csv.gz     every pair of states
//! cargo bench --bench kernel -- sparse 100000 10000 2000000
//! ```
//!
//! `benches/peers/alignments.py` calls it. The timing begins with the standings, or (for the kernel alone) with
//! packed words, and ends with the tally and the score of every pair.

#[allow(dead_code, reason = "the tables are for others")]
mod synthetic;

use std::collections::HashSet;
use std::error::Error;
use std::time::Instant;

use stancegraph::format::{Mapping, Reader};
use stancegraph::measure::{Measure, Pairing};
use stancegraph::model::{Position, Stance};
use stancegraph::{StanceGraph, Undeclared, View};
use synthetic::SplitMix;

const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = std::env::args().skip(1).filter(|word| word != "--bench").collect::<Vec<_>>();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["votes", file] => votes(file),
        ["sparse", actors, issues, stances] => {
            sparse([actors.parse()?, issues.parse()?, stances.parse()?])
        }
        _ => sparse([1_000, 300, 20_000]),
    }
}

/// All pairs at once, by two measures, on all cores and on one.
fn votes(file: &str) -> Result<(), Box<dyn Error>> {
    let map = "actor=country,issue=rcid,position=vote";
    let mapping = Mapping::parse(map, "yes=support,no=oppose,abstain=neutral")?;
    let graph = Reader::new().mapping(mapping).path(file).read()?;
    let view = graph.view();
    view.standings();
    for measure in [Measure::Identical, Measure::Agreement] {
        for _ in 0..ROUNDS {
            let begin = Instant::now();
            let matrix = view.compare(measure)?.matrix()?;
            let seconds = begin.elapsed().as_secs_f64();
            let rows =
                matrix.actors().iter().map(|actor| matrix.row(*actor).expect("of this graph"));
            let scores = rows.flat_map(|row| row.filter_map(|(_, score)| score));
            println!("{measure} {seconds} {}", scores.sum::<f64>());
            let alignments = view.compare(measure)?;
            assert!(!alignments.actors().is_empty(), "the words are packed");
            let begin = Instant::now();
            let packed = alignments.matrix()?;
            println!(
                "{measure}-kernel {} {}",
                begin.elapsed().as_secs_f64(),
                packed.actors().len()
            );
            let begin = Instant::now();
            let pairs = alignments.pairings().count();
            println!("{measure}-kernel-one-core {} {pairs}", begin.elapsed().as_secs_f64());
        }
    }
    Ok(())
}

/// All pairs one after the other, without holding them in memory.
fn sparse([actors, issues, stances]: [u64; 3]) -> Result<(), Box<dyn Error>> {
    let graph = debate(actors, issues, stances)?;
    let view = graph.view();
    view.standings();
    println!("memory-before {} 0", peak_memory());
    for (name, run) in [("stream", stream as fn(&View) -> _), ("all-cores", all_cores)] {
        for _ in 0..2 {
            let begin = Instant::now();
            let (pairs, shared, agree) = run(&view);
            let seconds = begin.elapsed().as_secs_f64();
            println!("{name} {seconds} {pairs} {shared} {agree}");
        }
    }
    println!("memory-after {} 0", peak_memory());
    Ok(())
}

type Sums = (usize, usize, usize);

fn stream(view: &View) -> Sums {
    let alignments = view.compare(Measure::Agreement).expect("no settings");
    alignments.pairings().fold((0, 0, 0), add)
}

fn all_cores(view: &View) -> Sums {
    let alignments = view.compare(Measure::Agreement).expect("no settings");
    let parts = alignments.in_parallel(|| (0, 0, 0), |sums, pairing| *sums = add(*sums, pairing));
    parts.into_iter().fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2))
}

fn add((pairs, shared, agree): Sums, pairing: Pairing) -> Sums {
    (pairs + 1, shared + pairing.tally.shared, agree + pairing.tally.agree)
}

/// Three numbers for each stance; only the first stance of an actor on an issue counts.
fn debate(actors: u64, issues: u64, stances: u64) -> Result<StanceGraph, Box<dyn Error>> {
    let mut random = SplitMix(2016);
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    let mut heard = HashSet::new();
    for _ in 0..stances {
        let (actor, issue) = (random.below(actors), random.below(issues));
        let position = Position::ALL[usize::try_from(random.below(3))?];
        if heard.insert((actor, issue)) {
            let label = position.default_label();
            builder.stance(&Stance::on_issue(format!("{actor}"), label, format!("i{issue}"))?);
        }
    }
    Ok(builder.build()?)
}

/// The largest resident set so far, in MB, if the system reports it.
fn peak_memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kilobytes.unwrap_or(f64::NAN) / 1024.0
}
