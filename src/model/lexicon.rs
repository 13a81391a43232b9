//! Which position a label implies.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::Position::{self, Neutral, Oppose, Support};

/// What the lexicon knows of a label.
///
/// ```
/// use stancegraph::model::{Implied, Lexicon, Position};
///
/// let known = Lexicon::lookup("Strongly opposes");
/// assert_eq!(known, Some(Implied { position: Position::Oppose, toward_actors: true }));
/// assert_eq!(Lexicon::lookup("calls for an end to"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Implied {
    /// The position that the label takes on an issue.
    pub position: Position,
    /// Whether it takes the same position toward an actor: to condemn is to
    /// oppose whatever is condemned, but what is urged on an actor may please it or not.
    pub toward_actors: bool,
}

/// The built-in lexicon of position verbs.
///
/// It knows verbs in three forms ("oppose", "opposes", "opposed"), after an
/// adverb of degree ("strongly opposes"), and a few that open a phrase
/// ("urges restraint"). What may mean either side is left out: the stance then
/// has to say its position.
pub struct Lexicon;

impl Lexicon {
    /// Looks a label up, whatever its case.
    ///
    /// `None` where the lexicon does not know it.
    #[must_use]
    pub fn lookup(label: &str) -> Option<Implied> {
        let words = label.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
        let words = words.iter().map(String::as_str).collect::<Vec<_>>();
        let verb = match words.as_slice() {
            [adverb, rest @ ..] if ADVERBS.contains(adverb) => rest,
            all => all,
        };
        VERBS.get(verb.join(" ").as_str()).copied().or_else(|| opened(verb))
    }

    /// Every label that the lexicon knows word for word, in no particular order.
    pub fn labels() -> impl Iterator<Item = &'static str> {
        VERBS.keys().copied()
    }
}

/// The position of a phrase that begins with an opening verb: "urges restraint".
fn opened(words: &[&str]) -> Option<Implied> {
    if words.iter().any(|word| REVERSALS.contains(word)) {
        return None;
    }
    OPENINGS
        .iter()
        .any(|opening| starts_with(words, opening))
        .then_some(Implied { position: Support, toward_actors: false })
}

fn starts_with(words: &[&str], opening: &str) -> bool {
    let mut rest = words.iter();
    opening.split(' ').all(|word| rest.next() == Some(&word)) && rest.len() > 0
}

static VERBS: LazyLock<HashMap<&str, Implied>> = LazyLock::new(|| {
    TABLE
        .iter()
        .flat_map(|(position, toward_actors, forms)| {
            let implied = Implied { position: *position, toward_actors: *toward_actors };
            forms.split(", ").map(move |form| (form, implied))
        })
        .collect()
});

const ADVERBS: [&str; 16] = [
    "again",
    "already",
    "also",
    "clearly",
    "cautiously",
    "consistently",
    "firmly",
    "fully",
    "openly",
    "publicly",
    "repeatedly",
    "strongly",
    "sharply",
    "still",
    "vehemently",
    "warmly",
];

/// Verbs whose object is what is wanted.
const OPENINGS: [&str; 14] = [
    "urge",
    "urges",
    "urged",
    "call for",
    "calls for",
    "called for",
    "demand",
    "demands",
    "demanded",
    "push for",
    "pushes for",
    "pushed for",
    "insists on",
    "insisted on",
];

/// Words after which an opening verb may want the opposite of the target.
const REVERSALS: [&str; 33] = [
    "abandonment",
    "abolition",
    "against",
    "avoid",
    "ban",
    "banning",
    "cancel",
    "cancellation",
    "cease",
    "closure",
    "cut",
    "cuts",
    "delay",
    "drop",
    "end",
    "ending",
    "freeze",
    "halt",
    "less",
    "no",
    "not",
    "rejection",
    "removal",
    "repeal",
    "reversal",
    "scrap",
    "scrapping",
    "stop",
    "suspension",
    "termination",
    "without",
    "withdraw",
    "withdrawal",
];

/// Position, whether it is the same toward an actor, and the verb's forms.
const TABLE: &[(Position, bool, &str)] = &[
    (Support, true, "support, supports, supported, expresses support for, voices support for"),
    (Support, true, "back, backs, backed, gives backing to"),
    (Support, true, "endorse, endorses, endorsed"),
    (Support, true, "favour, favours, favoured, favor, favors, favored"),
    (Support, true, "is in favour of, are in favour of, is in favor of, are in favor of, is for"),
    (Support, true, "welcome, welcomes, welcomed"),
    (Support, true, "praise, praises, praised, commend, commends, commended"),
    (Support, true, "applaud, applauds, applauded, hail, hails, hailed"),
    (Support, true, "approve of, approves of, approved of, approve, approves, approved"),
    (Support, true, "embrace, embraces, embraced"),
    (Support, true, "champion, champions, championed"),
    (Support, true, "defend, defends, defended"),
    (Support, true, "promote, promotes, promoted"),
    (Support, true, "stand by, stands by, stood by, stand with, stands with, stood with"),
    (Support, true, "side with, sides with, sided with"),
    (Support, true, "agree with, agrees with, agreed with"),
    (Support, true, "cooperate with, cooperates with, cooperated with"),
    (Support, true, "ally with, allies with, allied with, is allied with"),
    (Support, true, "trust, trusts, trusted"),
    (Support, false, "advocate, advocates, advocated, advocates for"),
    (Support, false, "call for, calls for, called for, demand, demands, demanded"),
    (Support, false, "commit to, commits to, committed to, is committed to, are committed to"),
    (Support, false, "insist on, insists on, insisted on"),
    (Support, false, "propose, proposes, proposed"),
    (Support, false, "pursue, pursues, pursued"),
    (Support, false, "push for, pushes for, pushed for, press for, presses for, pressed for"),
    (Support, false, "ratify, ratifies, ratified"),
    (Support, false, "seek, seeks, sought, want, wants, wanted"),
    (Support, false, "uphold, upholds, upheld"),
    (Support, false, "urge, urges, urged"),
    (Support, false, "vote for, votes for, voted for, vote yes on, votes yes on, voted yes on"),
    (Oppose, true, "oppose, opposes, opposed, is opposed to, are opposed to"),
    (Oppose, true, "is against, are against, was against, speaks out against, speak out against"),
    (Oppose, true, "condemn, condemns, condemned"),
    (Oppose, true, "criticise, criticises, criticised, criticize, criticizes, criticized"),
    (Oppose, true, "reject, rejects, rejected"),
    (Oppose, true, "denounce, denounces, denounced, decry, decries, decried"),
    (Oppose, true, "deplore, deplores, deplored"),
    (Oppose, true, "object to, objects to, objected to"),
    (Oppose, true, "protest, protests, protested, protest against, protests against"),
    (Oppose, true, "warn against, warns against, warned against"),
    (Oppose, true, "resist, resists, resisted"),
    (Oppose, true, "disagree with, disagrees with, disagreed with"),
    (Oppose, true, "boycott, boycotts, boycotted"),
    (Oppose, true, "threaten, threatens, threatened"),
    (Oppose, true, "accuse, accuses, accused, blame, blames, blamed"),
    (Oppose, true, "rebuke, rebukes, rebuked, slam, slams, slammed"),
    (Oppose, true, "distrust, distrusts, distrusted"),
    (Oppose, true, "back away from, backs away from, backed away from, back out of, backs out of"),
    (Oppose, true, "distances itself from, distance themselves from, distanced itself from"),
    (Oppose, true, "voices concern about, voice concern about, voiced concern about"),
    (Oppose, true, "voices concern over, voice concern over, voiced concern over"),
    (Oppose, true, "expresses concern about, express concern about, expressed concern about"),
    (Oppose, true, "expresses concern over, express concern over, expressed concern over"),
    (Oppose, true, "is concerned about, are concerned about, was concerned about"),
    (Oppose, false, "block, blocks, blocked, veto, vetoes, vetoed"),
    (Oppose, false, "refuse, refuses, refused"),
    (Oppose, false, "vote against, votes against, voted against, vote no on, votes no on"),
    (Oppose, false, "withdraw from, withdraws from, withdrew from"),
    (Neutral, true, "is neutral on, are neutral on, is neutral toward, is neutral towards"),
    (Neutral, true, "remains neutral on, remain neutral on, remained neutral on"),
    (Neutral, true, "takes no position on, take no position on, has no position on"),
    (Neutral, true, "is undecided on, are undecided on, is undecided about"),
    (Neutral, true, "comments on, comment on, commented on, mentions, mention, mentioned"),
    (Neutral, false, "abstain, abstains, abstained, abstains on, abstained on, abstains from"),
    (Neutral, false, "take note of, takes note of, took note of"),
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

    #[test]
    fn an_opening_verb_takes_a_phrase_but_says_nothing_of_an_actor() {
        let urges = Lexicon::lookup("urges restraint");
        assert_eq!(urges, Some(Implied { position: Support, toward_actors: false }));
    }

    #[test]
    fn what_may_mean_either_side_is_not_known() {
        for label in ["", "backs down", "does not support", "calls for a halt to", "sanctions"] {
            assert_eq!(position(label), None, "{label}");
        }
    }

    #[test]
    fn no_form_stands_in_the_table_twice() {
        let forms = TABLE.iter().flat_map(|(_, _, forms)| forms.split(", "));
        assert_eq!(forms.count(), VERBS.len());
    }
}
