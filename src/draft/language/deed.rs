//! Kinds of deeds.

use serde::Deserialize;

/// What actors do to each other, by the kinds that event data tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// Saying that something will be done: "will".
    Intend,
    /// Ending something: "lifted".
    Undo,
    Agree,
    Consult,
    Support,
    Aid,
    Cooperate,
    Yield,
    Accuse,
    Reject,
    Request,
    Threaten,
    Protest,
    Mobilize,
    Sanction,
    Coerce,
    Assault,
}
