//! Measures that count what was said: functions of two lists of [`Voice`]s.

mod conflict;
mod congruence;
mod duplicates;
mod ignore;
mod meeting;
mod normalisation;
mod subtract;
mod two_mode;
mod voice;

pub use conflict::conflict;
pub use congruence::congruence;
pub use duplicates::Duplicates;
pub use ignore::ignore;
pub(super) use meeting::{Activity, FULL_WIDTH, Meeting, each_target};
pub use normalisation::Normalisation;
pub use subtract::subtract;
pub use two_mode::{Affiliation, Share, TwoMode};
pub use voice::Voice;
pub(super) use voice::Voices;
