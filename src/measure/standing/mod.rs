//! Measures that compare standings: functions of a [`Joint`] distribution.

mod agreement;
mod alpha;
mod chance;
mod cosine;
mod decided;
mod identical;
mod joint;
mod kappa;
mod pearson;
mod pi;
mod s;
mod tau_b;

pub use agreement::agreement;
pub use alpha::alpha;
pub use cosine::cosine;
pub use decided::decided;
pub(super) use decided::is_decided;
pub use identical::identical;
pub(super) use identical::is_identical;
pub use joint::{Cell, Joint, Level};
pub use kappa::kappa;
pub use pearson::pearson;
pub use pi::pi;
pub use s::s;
pub use tau_b::tau_b;

use super::Distance;
