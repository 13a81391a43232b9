//! Files of other programs, read and written: tables, workbooks, databases, networks.

#[path = "../shared"]
mod shared {
    pub mod built;
    pub mod damage;
    pub mod databases;
    #[allow(dead_code, reason = "no file of another program is an answer in JSON")]
    pub mod program;
    pub mod real;
    pub mod repository;
}

mod annotations;
mod dna;
mod elements;
mod events;
mod mapping;
mod networks;
mod parquet;
mod sheets;
mod spreadsheets;
mod tables;
mod written_only;
mod xml;
