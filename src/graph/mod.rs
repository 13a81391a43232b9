//! The graph: [`Builder`], the only way to make one; [`StanceGraph`]; [`View`] and [`Standing`].
//!
//! The only place that names petgraph.

mod build;
mod builder;
mod changes;
mod contradictions;
mod derived_id;
mod described;
mod edge;
mod filter;
mod focus;
mod group;
mod known_row;
mod label_use;
mod likeness;
mod merge;
mod names;
mod quality;
mod query;
mod serialised;
mod stance_graph;
mod stance_ref;
mod stance_row;
mod standing;
mod suspicion;
mod taken;
mod threads;
mod time;
mod view;
mod windows;

#[cfg(feature = "dna")]
pub(crate) use builder::Known;
pub use builder::{Builder, Undeclared};
pub(crate) use builder::{Name, RowNames};
pub use changes::{Change, ChangeKind};
pub use contradictions::{Contradiction, Contradictions};
pub(crate) use derived_id::is_like_derived;
pub use edge::{ActorIx, IssueIx, LabelIx, Node, SourceIx, StanceEdge, StanceIx};
pub(crate) use edge::{Number, Stamp};
pub use filter::{Facet, Filter, TargetKind};
pub use group::Grouping;
pub(crate) use known_row::KnownRow;
pub use label_use::{LabelFound, LabelReason, LabelUse};
#[cfg(feature = "workbench")]
pub(crate) use likeness::group as look_alike_groups;
pub use likeness::look_alikes;
pub use merge::{NodeOf, OnConflict};
pub(crate) use names::Names;
pub use quality::{OneSource, Quality};
pub use query::Query;
pub(crate) use serialised::Named;
pub use stance_graph::StanceGraph;
pub use stance_ref::{StanceRef, TargetRef};
pub use stance_row::{RowPlaces, StanceRow};
pub use standing::{Counts, Side, Standing, Standings};
pub use taken::Taken;
pub(crate) use threads::both;
pub use time::Time;
pub use view::{OutOfTime, OwnedView, RollUp, Unit, View};
pub use windows::{MAX_WINDOWS, Windows};
