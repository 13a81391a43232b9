//! The library: graphs, measures, blocs, time, and reports on invalid files.

#[path = "../shared"]
mod shared {
    pub mod built;
    pub mod damage;
    #[allow(dead_code, reason = "hostile texts are for those who write them")]
    pub mod graphs;
    pub mod real;
    pub mod repository;
    pub mod signed;
}

mod answers;
mod architecture;
mod bloc_laws;
mod blocs;
mod canonical;
mod changes;
mod coders;
mod contradictions;
mod debate;
mod diff;
#[cfg(feature = "draft")]
mod draft;
mod edit;
mod evaluation;
mod example;
mod examples;
mod faults;
mod findings;
mod foreign;
mod input;
mod invalid;
mod issues;
mod laws;
mod likeness;
mod measures;
mod own_measures;
mod quotes;
mod revise;
mod roundtrip;
mod schema;
mod serde;
mod seriation;
mod short;
mod status;
mod windows;
#[cfg(feature = "workbench")]
mod workbench;
