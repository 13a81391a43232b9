//! Pages: one HTML file with pictures, tables and the evidence behind them.

mod session;

pub use session::Session;
