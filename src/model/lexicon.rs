//! The lexicon: which position a label implies.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Position::{self, Neutral, Oppose, Support};

/// What the lexicon knows about a label.
///
/// ```
/// use stancegraph::model::{Lexicon, Position};
///
/// let known = Lexicon::lookup("Strongly opposes").unwrap();
/// assert_eq!((known.position, known.toward_actors), (Position::Oppose, true));
/// assert_eq!(Lexicon::lookup("opposes ending"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Implied {
    /// The position that the label implies on an issue.
    pub position: Position,
    /// Whether it implies the same position toward an actor. Whoever condemns something opposes it, but a demand on an
    /// actor says nothing about support for it.
    pub toward_actors: bool,
}

/// A parsed label: every word of it belongs to one of three parts.
///
/// ```
/// use stancegraph::model::Lexicon;
///
/// let parsed = Lexicon::parse("strongly supports the adoption of").expect("it is known");
/// assert_eq!(parsed.adverb, Some("strongly"));
/// assert_eq!(parsed.verb, "supports");
/// assert_eq!(parsed.complement, Some("the adoption of"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParsedLabel {
    /// An adverb that does not change the side: "strongly".
    pub adverb: Option<&'static str>,
    /// The verb, with the preposition that belongs to it: "calls for".
    pub verb: &'static str,
    /// A complement that means the existence of the target: "adoption of".
    pub complement: Option<&'static str>,
    /// What the label implies.
    pub implied: Implied,
}

/// The built-in lexicon of position verbs.
///
/// It knows verbs in three forms ("oppose", "opposes", "opposed"), with one adverb that does not change the side
/// ("strongly opposes"), and, after some verbs, a complement that does not change it either ("supports the
/// adoption of").
///
/// It knows a label as a whole or not at all: it knows "supports", but not "supports ending" or "does not support".
/// Labels that can mean either side, such as "urges restraint" or "voices concern about", are not in it; the
/// stance then has to give its position.
pub struct Lexicon;

impl Lexicon {
    /// Looks up a label, ignoring case; `None` if the lexicon does not know all of it.
    #[must_use]
    pub fn lookup(label: &str) -> Option<Implied> {
        Self::parse(label).map(|parsed| parsed.implied)
    }

    /// Parses a label, ignoring case; `None` if the lexicon does not know all of it.
    #[must_use]
    pub fn parse(label: &str) -> Option<ParsedLabel> {
        let lower = label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let words = lower.iter().map(String::as_str).collect::<Vec<_>>();
        without_adverb(&words)
            .into_iter()
            .find_map(|(adverb, rest)| Some(ParsedLabel { adverb, ..without_complement(&rest)? }))
    }

    /// All verbs of the lexicon, without adverbs and complements, in no particular order.
    pub fn labels() -> impl Iterator<Item = &'static str> {
        VERBS.keys().copied()
    }
}

/// The words, and the words without an adverb before the verb or after its auxiliary.
fn without_adverb(words: &[&str]) -> Vec<(Option<&'static str>, String)> {
    let mut readings = vec![(None, words.join(" "))];
    let at = usize::from(words.first().is_some_and(|word| AUXILIARIES.contains(word)));
    if let Some(word) = words.get(at)
        && let Some(adverb) = ADVERBS.iter().find(|adverb| *adverb == word)
    {
        readings.push((Some(*adverb), [&words[..at], &words[at + 1..]].concat().join(" ")));
    }
    readings
}

/// Parses a verb, alone or with a complement.
fn without_complement(words: &str) -> Option<ParsedLabel> {
    let known = |verb: &str| VERBS.get_key_value(verb).map(|(verb, known)| (*verb, *known));
    if let Some((verb, Known { implied, .. })) = known(words) {
        return Some(ParsedLabel { adverb: None, verb, complement: None, implied });
    }
    COMPLEMENTS.iter().find_map(|complement| {
        let verb = words.strip_suffix(complement)?.strip_suffix(' ')?;
        let (verb, Known { implied, takes_complements: true }) = known(verb)? else { return None };
        let implied = Implied { toward_actors: false, ..implied };
        Some(ParsedLabel { adverb: None, verb, complement: Some(complement), implied })
    })
}

#[derive(Clone, Copy)]
struct Known {
    implied: Implied,
    takes_complements: bool,
}

static VERBS: LazyLock<HashMap<&str, Known>> = LazyLock::new(|| {
    let verbs = TABLE.iter().flat_map(|(position, toward, takes, forms)| {
        let implied = Implied { position: *position, toward_actors: *toward == Actors };
        let known = Known { implied, takes_complements: *takes == Complements };
        forms.split(", ").map(move |form| (form, known))
    });
    verbs.collect()
});

/// Whether a verb implies its side toward actors, too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Toward {
    Actors,
    Issues,
}
use Toward::{Actors, Issues};

/// Whether a verb keeps its side before one of [`COMPLEMENTS`].
///
/// "criticises" does not: critics of the introduction of something can want it introduced in another way.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Takes {
    Complements,
    Nothing,
}
use Takes::{Complements, Nothing};

/// Adverbs of degree, manner and repetition that do not change the side.
///
/// "Hardly", "formerly", "no longer", "partly", "reportedly" do not.
const ADVERBS: [&str; 46] = [
    "adamantly",
    "again",
    "already",
    "also",
    "bitterly",
    "broadly",
    "categorically",
    "cautiously",
    "clearly",
    "completely",
    "consistently",
    "deeply",
    "emphatically",
    "enthusiastically",
    "explicitly",
    "fiercely",
    "firmly",
    "flatly",
    "formally",
    "fully",
    "generally",
    "harshly",
    "officially",
    "openly",
    "overwhelmingly",
    "passionately",
    "publicly",
    "repeatedly",
    "resolutely",
    "roundly",
    "sharply",
    "staunchly",
    "steadfastly",
    "still",
    "strenuously",
    "strongly",
    "totally",
    "unanimously",
    "unconditionally",
    "unequivocally",
    "unreservedly",
    "utterly",
    "vehemently",
    "vigorously",
    "warmly",
    "wholeheartedly",
];

/// Words that an adverb can follow: "is strongly opposed to".
const AUXILIARIES: [&str; 5] = ["is", "are", "has", "have", "remains"];

/// Complements that keep the side of the verb: the target begins to exist, or continues to.
const COMPLEMENTS: [&str; 20] = [
    "adoption of",
    "the adoption of",
    "approval of",
    "the approval of",
    "continuation of",
    "the continuation of",
    "creation of",
    "the creation of",
    "establishment of",
    "the establishment of",
    "introduction of",
    "the introduction of",
    "passage of",
    "the passage of",
    "preservation of",
    "the preservation of",
    "ratification of",
    "the ratification of",
    "implementation of",
    "the implementation of",
];

/// The position, whether it is the same toward an actor, whether complements keep it, and the forms of the verb.
const TABLE: &[(Position, Toward, Takes, &str)] = &[
    (Support, Actors, Complements, "support, supports, supported, has supported, have supported"),
    (
        Support,
        Actors,
        Complements,
        "continues to support, continue to support, continued to support",
    ),
    (
        Support,
        Actors,
        Complements,
        "express support for, expresses support for, expressed support for",
    ),
    (Support, Actors, Complements, "voice support for, voices support for, voiced support for"),
    (
        Support,
        Actors,
        Complements,
        "declare support for, declares support for, declared support for",
    ),
    (
        Support,
        Actors,
        Complements,
        "reaffirm support for, reaffirms support for, reaffirmed support for",
    ),
    (
        Support,
        Actors,
        Complements,
        "reiterate support for, reiterates support for, reiterated support for",
    ),
    (
        Support,
        Actors,
        Complements,
        "back, backs, backed, gives backing to, has backed, have backed",
    ),
    (Support, Actors, Complements, "continues to back, continue to back, continued to back"),
    (Support, Actors, Complements, "endorse, endorses, endorsed, has endorsed, have endorsed"),
    (Support, Actors, Complements, "favour, favours, favoured, favor, favors, favored"),
    (
        Support,
        Actors,
        Complements,
        "is in favour of, are in favour of, is in favor of, are in favor of, is for",
    ),
    (Support, Actors, Complements, "welcome, welcomes, welcomed, has welcomed, have welcomed"),
    (Support, Actors, Nothing, "praise, praises, praised, commend, commends, commended"),
    (
        Support,
        Actors,
        Nothing,
        "laud, lauds, lauded, applaud, applauds, applauded, hail, hails, hailed",
    ),
    (Support, Actors, Nothing, "approve of, approves of, approved of, approve, approves, approved"),
    (Support, Actors, Nothing, "embrace, embraces, embraced"),
    (Support, Actors, Nothing, "champion, champions, championed"),
    (Support, Actors, Nothing, "defend, defends, defended"),
    (Support, Actors, Complements, "promote, promotes, promoted"),
    (
        Support,
        Actors,
        Nothing,
        "stand by, stands by, stood by, stand with, stands with, stood with",
    ),
    (Support, Actors, Nothing, "side with, sides with, sided with"),
    (Support, Actors, Nothing, "agree with, agrees with, agreed with"),
    (Support, Actors, Nothing, "cooperate with, cooperates with, cooperated with"),
    (Support, Actors, Nothing, "ally with, allies with, allied with, is allied with"),
    (Support, Actors, Nothing, "trust, trusts, trusted"),
    (
        Support,
        Issues,
        Complements,
        "advocate, advocates, advocated, advocate for, advocates for, advocated for",
    ),
    (Support, Issues, Complements, "call for, calls for, called for, demand, demands, demanded"),
    (Support, Issues, Complements, "continues to call for, continues to demand"),
    (
        Support,
        Issues,
        Nothing,
        "calls for a return to, called for a return to, calls for an early return to, calls for early return to",
    ),
    (
        Support,
        Issues,
        Complements,
        "commit to, commits to, committed to, is committed to, are committed to",
    ),
    (Support, Issues, Complements, "insist on, insists on, insisted on"),
    (Support, Issues, Complements, "propose, proposes, proposed"),
    (Support, Issues, Nothing, "pursue, pursues, pursued"),
    (
        Support,
        Issues,
        Complements,
        "push for, pushes for, pushed for, press for, presses for, pressed for",
    ),
    (
        Support,
        Issues,
        Complements,
        "lobby for, lobbies for, lobbied for, campaign for, campaigns for, campaigned for",
    ),
    (Support, Issues, Nothing, "ratify, ratifies, ratified"),
    (Support, Issues, Complements, "seek, seeks, sought, want, wants, wanted"),
    (Support, Issues, Nothing, "uphold, upholds, upheld"),
    (Support, Issues, Complements, "urge, urges, urged"),
    (
        Support,
        Issues,
        Complements,
        "vote for, votes for, voted for, votes in favour of, voted in favour of",
    ),
    (
        Support,
        Issues,
        Nothing,
        "votes in favor of, voted in favor of, vote yes on, votes yes on, voted yes on",
    ),
    (Oppose, Actors, Complements, "oppose, opposes, opposed, has opposed, have opposed"),
    (
        Oppose,
        Actors,
        Complements,
        "is opposed to, are opposed to, remains opposed to, remain opposed to",
    ),
    (Oppose, Actors, Complements, "continues to oppose, continue to oppose, continued to oppose"),
    (
        Oppose,
        Actors,
        Complements,
        "express opposition to, expresses opposition to, expressed opposition to",
    ),
    (
        Oppose,
        Actors,
        Complements,
        "voice opposition to, voices opposition to, voiced opposition to",
    ),
    (
        Oppose,
        Actors,
        Complements,
        "reiterates opposition to, reiterated opposition to, declares opposition to",
    ),
    (Oppose, Actors, Complements, "is against, are against, remains against, remain against"),
    (Oppose, Actors, Complements, "speak out against, speaks out against, spoke out against"),
    (Oppose, Actors, Nothing, "condemn, condemns, condemned, has condemned, have condemned"),
    (
        Oppose,
        Actors,
        Nothing,
        "criticise, criticises, criticised, criticize, criticizes, criticized",
    ),
    (
        Oppose,
        Actors,
        Nothing,
        "is critical of, are critical of, disapproves of, disapprove of, disapproved of",
    ),
    (Oppose, Actors, Complements, "reject, rejects, rejected, has rejected, have rejected"),
    (Oppose, Actors, Nothing, "denounce, denounces, denounced, decry, decries, decried"),
    (Oppose, Actors, Nothing, "deplore, deplores, deplored"),
    (Oppose, Actors, Complements, "object to, objects to, objected to"),
    (
        Oppose,
        Actors,
        Nothing,
        "protest, protests, protested, protest against, protests against, protested against",
    ),
    (Oppose, Actors, Complements, "warn against, warns against, warned against"),
    (Oppose, Actors, Complements, "resist, resists, resisted"),
    (Oppose, Actors, Nothing, "disagree with, disagrees with, disagreed with"),
    (Oppose, Actors, Nothing, "boycott, boycotts, boycotted"),
    (Oppose, Actors, Nothing, "accuse, accuses, accused, blame, blames, blamed"),
    (Oppose, Actors, Nothing, "rebuke, rebukes, rebuked, slam, slams, slammed"),
    (Oppose, Actors, Nothing, "distrust, distrusts, distrusted"),
    (Oppose, Issues, Complements, "lobby against, lobbies against, lobbied against"),
    (Oppose, Issues, Complements, "campaign against, campaigns against, campaigned against"),
    (Oppose, Issues, Complements, "block, blocks, blocked, veto, vetoes, vetoed"),
    (Oppose, Issues, Nothing, "refuse, refuses, refused"),
    (Oppose, Issues, Complements, "vote against, votes against, voted against"),
    (Oppose, Issues, Nothing, "vote no on, votes no on, voted no on"),
    (Oppose, Issues, Nothing, "withdraw from, withdraws from, withdrew from"),
    (
        Neutral,
        Actors,
        Nothing,
        "is neutral on, are neutral on, is neutral toward, is neutral towards",
    ),
    (Neutral, Actors, Nothing, "remains neutral on, remain neutral on, remained neutral on"),
    (
        Neutral,
        Actors,
        Nothing,
        "takes no position on, take no position on, took no position on, has no position on",
    ),
    (Neutral, Actors, Nothing, "takes no side on, take no side on, took no side on"),
    (
        Neutral,
        Actors,
        Nothing,
        "is undecided on, are undecided on, is undecided about, are undecided about",
    ),
    (
        Neutral,
        Issues,
        Nothing,
        "abstain, abstains, abstained, abstain on, abstains on, abstained on",
    ),
    (Neutral, Issues, Nothing, "take note of, takes note of, took note of"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn position(label: &str) -> Option<Position> {
        Lexicon::lookup(label).map(|implied| implied.position)
    }

    #[test]
    fn verbs_imply_their_position_in_every_form_and_case() {
        for label in ["oppose", "opposes", "Opposed", "  strongly  OPPOSES "] {
            assert_eq!(position(label), Some(Oppose), "{label}");
        }
        assert_eq!(position("backs"), Some(Support));
        assert_eq!(position("abstains"), Some(Neutral));
    }

    /// Phrases as a careful coder reads them: a side, or "unknown" where it depends on the target.
    fn phrases() -> Vec<(String, Option<Position>, Option<Position>)> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/lexicon/phrases.csv");
        let mut reader = csv::Reader::from_path(path).expect("the table is there");
        let side = |text: &str| match text {
            "unknown" => None,
            side => Some(side.parse().expect("a position")),
        };
        let rows = reader.records().map(|row| row.expect("a row of three cells"));
        rows.map(|row| (row[0].to_owned(), side(&row[1]), side(&row[2]))).collect()
    }

    #[test]
    fn no_phrase_of_the_table_gets_a_wrong_side() {
        let phrases = phrases();
        assert!(phrases.len() >= 500, "{}", phrases.len());
        for (phrase, on_issue, on_actor) in &phrases {
            let known = Lexicon::lookup(phrase);
            let issue = known.map(|known| known.position);
            assert!(issue.is_none() || issue == *on_issue, "{phrase}: {issue:?} on an issue");
            let actor = known.filter(|known| known.toward_actors).map(|known| known.position);
            assert!(actor.is_none() || actor == *on_actor, "{phrase}: {actor:?} toward an actor");
        }
        let sided = phrases.iter().filter(|(_, on_issue, _)| on_issue.is_some());
        let missing = sided.clone().filter(|(phrase, ..)| position(phrase).is_none()).count();
        assert!(missing * 10 <= sided.count(), "{missing} are missing");
    }

    #[test]
    fn words_around_a_known_label_make_it_unknown() {
        let before = [
            "does not",
            "did not",
            "no longer",
            "never",
            "not",
            "refuses to",
            "stops short of",
            "may",
            "might",
            "would",
            "could",
            "should",
            "formerly",
            "previously",
            "once",
            "hardly",
            "barely",
            "partly",
            "reportedly",
            "declines to",
            "fails to",
            "was",
            "who",
            "seems to",
        ];
        let behind = [
            "ending",
            "lifting",
            "the end of",
            "the repeal of",
            "the rejection of",
            "by",
            "if",
            "changes to",
            "opponents of",
            "calls to scrap",
            "only part of",
            "neither side on",
            "restrictions on",
            "Congress to reject",
            "states to quit",
            "a ban on",
            "nothing in",
        ];
        for label in Lexicon::labels() {
            for word in before {
                assert_eq!(position(&format!("{word} {label}")), None, "{word} {label}");
            }
            for words in behind {
                assert_eq!(position(&format!("{label} {words}")), None, "{label} {words}");
            }
            assert_eq!(position(&format!("{label}?")), None, "{label}?");
        }
    }

    #[test]
    fn every_adverb_and_complement_keeps_the_side() {
        for (label, known) in VERBS.iter() {
            for adverb in ADVERBS {
                let both = format!("{adverb} {label}");
                assert_eq!(position(&both), Some(known.implied.position), "{both}");
            }
            for complement in COMPLEMENTS {
                let both = format!("{label} {complement}");
                let wanted = known.takes_complements.then_some(known.implied.position);
                assert_eq!(position(&both), wanted, "{both}");
            }
        }
    }

    #[test]
    fn an_adverb_stands_before_the_verb_or_behind_its_auxiliary() {
        for label in ["strongly opposes", "is strongly opposed to", "has repeatedly opposed"] {
            assert_eq!(position(label), Some(Oppose), "{label}");
        }
        for label in ["hardly opposes", "is hardly opposed to", "strongly", "very strongly opposes"]
        {
            assert_eq!(position(label), None, "{label}");
        }
    }

    #[test]
    fn a_complement_says_nothing_of_an_actor() {
        let demands = Lexicon::lookup("demands the ratification of");
        assert_eq!(demands, Some(Implied { position: Support, toward_actors: false }));
        assert_eq!(position("criticises the introduction of"), None);
        assert_eq!(position("the ratification of"), None);
    }

    #[test]
    fn no_form_stands_in_the_table_twice() {
        let forms = TABLE.iter().flat_map(|(_, _, _, forms)| forms.split(", "));
        assert_eq!(forms.count(), VERBS.len());
    }
}
