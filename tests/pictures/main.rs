//! Pictures and pages: how they are laid out, drawn, and read in a browser.

#![cfg(feature = "draw")]

#[path = "../shared"]
mod shared {
    #[cfg(all(feature = "cli", unix))]
    pub(crate) mod chrome;
    pub(crate) mod graphs;
    #[allow(dead_code, reason = "no picture is an answer in JSON")]
    #[cfg(feature = "cli")]
    pub(crate) mod program;
    pub(crate) mod real;
    pub(crate) mod svg;
}

#[cfg(all(feature = "cli", unix))]
mod browser;
mod charts;
mod dot;
mod drawings;
mod engine;
#[cfg(feature = "cli")]
mod layouts;
#[cfg(feature = "page")]
mod page;
mod pictures;
mod squares;
