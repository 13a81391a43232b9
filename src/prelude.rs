//! What most programs import: `use stancegraph::prelude::*;`.
//!
//! ```
//! use stancegraph::prelude::*;
//!
//! let graph = Format::Csv.read("actor,label,issue\nann,supports,tax\nbob,opposes,tax\n".as_bytes())?;
//! let filter = Filter::default().with_issues(["tax"]);
//! let view = graph.ask(&Query::default().with_filter(filter))?;
//! let pair = view.alignment("ann", "bob", Measure::Agreement)?;
//! assert_eq!(pair.score, Some(0.0));
//! # Ok::<(), Error>(())
//! ```

pub use crate::error::{Error, Fault, Faults};
pub use crate::format::Format;
pub use crate::graph::{
    Builder, Filter, OwnedView, Query, Side, StanceGraph, StanceRef, Standing, TargetRef, Time,
    Undeclared, Unit, View,
};
pub use crate::measure::{Alignment, Comparison, Measure, OwnMeasure};
pub use crate::model::{Actor, Date, Issue, Position, Source, Stance, Strength, date};
