//! Pictures and pages: their layout, their drawing, and their use in a browser.

#[path = "../shared"]
mod shared {
    #[cfg(unix)]
    pub mod chrome;
    pub mod graphs;
    #[allow(dead_code, reason = "no picture is an answer in JSON")]
    pub mod program;
    pub mod real;
    pub mod repository;
    pub mod svg;
}

#[cfg(unix)]
mod browser;
mod charts;
mod dot;
mod drawings;
mod engine;
mod layouts;
mod page;
mod pictures;
mod squares;
#[cfg(unix)]
mod workbench;
