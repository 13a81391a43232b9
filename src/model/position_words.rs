//! The words that people write for a position in the cells of a spreadsheet.
//!
//! They are data, in `position_words.tsv`: a further language is further lines there.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Position;

/// What a word in a cell of positions means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PositionWord {
    Position(Position),
    /// For and against.
    Both,
    /// No stance was taken, or none is known.
    None,
}

impl PositionWord {
    /// Looks up a word, ignoring case, blanks and a full stop at the end; `None` if it is not known.
    pub fn lookup(text: &str) -> Option<Self> {
        let words = text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ");
        WORDS.get(words.trim_end_matches(['.', '!'])).copied()
    }

    /// The position, if the word means one.
    pub fn position(self) -> Option<Position> {
        match self {
            Self::Position(position) => Some(position),
            Self::Both | Self::None => None,
        }
    }
}

static WORDS: LazyLock<HashMap<&str, PositionWord>> = LazyLock::new(|| {
    let lines = include_str!("position_words.tsv").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| {
        let mut fields = line.split('\t');
        let meaning = fields.next().unwrap_or_default();
        let meaning = match meaning {
            "both" => PositionWord::Both,
            "none" => PositionWord::None,
            word => PositionWord::Position(word.parse().expect("the table is tested")),
        };
        let words = fields.nth(1).expect("the table is tested").split("; ");
        words.map(move |word| (word, meaning))
    });
    words.collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_has_two_meanings() {
        let mut seen = HashMap::new();
        for line in include_str!("position_words.tsv").lines().filter(|line| !line.starts_with('#'))
        {
            let fields = line.split('\t').collect::<Vec<_>>();
            assert_eq!(fields.len(), 3, "{line}");
            for word in fields[2].split("; ") {
                assert_eq!(word.to_lowercase().trim(), word, "{line}");
                let known = seen.insert(word, fields[0]);
                assert!(known.is_none_or(|meaning| meaning == fields[0]), "{word}");
            }
        }
    }

    #[test]
    fn words_are_known_in_four_languages_whatever_their_case() {
        let side = |word: &str| PositionWord::lookup(word).and_then(PositionWord::position);
        for word in ["For", " in  favour ", "Yes.", "DAFÜR", "pour", "Sí", "stimme zu"] {
            assert_eq!(side(word), Some(Position::Support), "{word}");
        }
        for word in ["Against", "No", "dagegen", "contre", "en contra", "pas d'accord"] {
            assert_eq!(side(word), Some(Position::Oppose), "{word}");
        }
        assert_eq!(PositionWord::lookup("Mixed"), Some(PositionWord::Both));
        assert_eq!(PositionWord::lookup("k.A."), Some(PositionWord::None));
        for word in ["", "perhaps", "for the time being", "not against"] {
            assert_eq!(PositionWord::lookup(word), None, "{word}");
        }
    }
}
