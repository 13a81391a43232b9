//! Ready-made mappings of widely used tables.

use super::{Mapping, file};
use crate::error::Error;

pub(super) const NAMES: [&str; 2] = ["un-votes", "voteview"];

/// The mapping of this name.
pub(super) fn of_name(name: &str) -> Result<Mapping, Error> {
    let text = match name {
        "un-votes" => include_str!("un-votes.toml"),
        "voteview" => include_str!("voteview.toml"),
        _ => return Err(Error::not_one("preset", name, &NAMES)),
    };
    let mut mapping = file::read(name, text)?;
    mapping.is_of_known_tables = true;
    for join in &mut mapping.joins {
        join.is_lenient = true;
    }
    Ok(mapping)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_made_mappings_are_right() {
        for name in NAMES {
            assert!(of_name(name).unwrap().checked().is_ok(), "{name}");
        }
        let message = of_name("un-vote").unwrap_err().to_string();
        assert!(message.contains("did you mean \"un-votes\"?"), "{message}");
    }
}
