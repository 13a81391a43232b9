//! Files of other programs, in both directions: tables, workbooks, databases, networks.

#[path = "../shared"]
mod shared {
    pub(crate) mod built;
    pub(crate) mod damage;
    #[cfg(all(feature = "cli", feature = "dna"))]
    pub(crate) mod databases;
    #[allow(dead_code, reason = "no file of another program is an answer in JSON")]
    #[cfg(feature = "cli")]
    pub(crate) mod program;
    pub(crate) mod real;
}

#[cfg(all(feature = "cli", feature = "dna"))]
mod dna;
#[cfg(feature = "cli")]
mod elements;
mod events;
mod mapping;
mod networks;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "excel")]
mod sheets;
mod tables;
mod written_only;
mod xml;
