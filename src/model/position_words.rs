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
    /// A position, held in part: "somewhat opposed".
    Half(Position),
    /// For and against.
    Both,
    /// No stance was taken, or none is known.
    None,
}

impl PositionWord {
    /// Looks up a word, ignoring case, blanks and a full stop at the end; `None` if it is not known.
    pub fn lookup(text: &str) -> Option<Self> {
        let words = text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let known = |words: &[String]| {
            let text = words.join(" ");
            match WORDS.get(text.trim_end_matches(['.', '!'])) {
                Some(Meaning::Word(word)) => Some(*word),
                Some(Meaning::Full | Meaning::Half) | None => None,
            }
        };
        known(&words).or_else(|| {
            let adverb = |word: &String| match WORDS.get(word.as_str()) {
                Some(meaning @ (Meaning::Full | Meaning::Half)) => Some(*meaning),
                Some(Meaning::Word(_)) | None => None,
            };
            let (at, adverb) =
                words.iter().enumerate().find_map(|(at, word)| Some((at, adverb(word)?)))?;
            let position = known(&[&words[..at], &words[at + 1..]].concat())?.position()?;
            Some(if adverb == Meaning::Half {
                Self::Half(position)
            } else {
                Self::Position(position)
            })
        })
    }

    /// The position, if the word means one.
    pub fn position(self) -> Option<Position> {
        match self {
            Self::Position(position) | Self::Half(position) => Some(position),
            Self::Both | Self::None => None,
        }
    }
}

/// The meaning of a word of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Word(PositionWord),
    /// An adverb that changes nothing.
    Full,
    /// An adverb that halves the strength.
    Half,
}

static WORDS: LazyLock<HashMap<&str, Meaning>> = LazyLock::new(|| {
    let lines = include_str!("position_words.tsv").lines().filter(|line| !line.starts_with('#'));
    let words = lines.flat_map(|line| {
        let mut fields = line.split('\t');
        let meaning = fields.next().unwrap_or_default();
        let meaning = match meaning {
            "full" => Meaning::Full,
            "half" => Meaning::Half,
            "both" => Meaning::Word(PositionWord::Both),
            "none" => Meaning::Word(PositionWord::None),
            word => {
                let position = word.parse().expect("the table is tested");
                Meaning::Word(PositionWord::Position(position))
            }
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
        let half = |position| Some(PositionWord::Half(position));
        assert_eq!(PositionWord::lookup("Somewhat opposed"), half(Position::Oppose));
        assert_eq!(PositionWord::lookup("stimme eher zu"), half(Position::Support));
        assert_eq!(side("Strongly agree"), Some(Position::Support));
        assert_eq!(PositionWord::lookup("somewhat"), None);
        assert_eq!(PositionWord::lookup("Mixed"), Some(PositionWord::Both));
        assert_eq!(PositionWord::lookup("k.A."), Some(PositionWord::None));
        for word in ["", "perhaps", "for the time being", "not against"] {
            assert_eq!(PositionWord::lookup(word), None, "{word}");
        }
    }
}
