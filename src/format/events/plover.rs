//! The event types of PLOVER: what each says about two actors, in our words.

/// The words for each type, and its class: verbal cooperation, material cooperation, verbal conflict,
/// material conflict.
const TYPES: &[(&str, &str, u8)] = &[
    ("ACCUSE", "accuses", 3),
    ("AGREE", "agrees with", 1),
    ("AID", "aids", 2),
    ("ASSAULT", "assaults", 4),
    ("COERCE", "coerces", 4),
    ("CONCEDE", "concedes to", 1),
    ("CONSULT", "consults", 1),
    ("COOPERATE", "cooperates with", 2),
    ("MOBILIZE", "mobilises against", 4),
    ("PROTEST", "protests against", 4),
    ("REJECT", "rejects", 3),
    ("REQUEST", "requests of", 3),
    ("RETREAT", "retreats before", 2),
    ("SANCTION", "sanctions", 4),
    ("SUPPORT", "supports", 1),
    ("THREATEN", "threatens", 3),
];

/// The words for a type, and its class.
pub(super) fn known(kind: &str) -> Option<(&'static str, u8)> {
    let known = TYPES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(kind))?;
    Some((known.1, known.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_known_in_any_case() {
        assert_eq!(known("Assault"), Some(("assaults", 4)));
        assert_eq!(known("NONE"), None);
    }

    #[test]
    fn all_four_classes_are_there() {
        let count = |class: u8| TYPES.iter().filter(|(.., known)| *known == class).count();
        assert_eq!([1, 2, 3, 4].map(count), [4, 3, 4, 5]);
    }
}
