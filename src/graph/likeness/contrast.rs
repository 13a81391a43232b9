//! What makes names different however alike their letters are: numbers, directions, negations, offices.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Words of which one excludes the others, in the singular.
const EXCLUSIVE: &[&[&str]] = &[
    &[
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "central",
    ],
    &["nord", "sud", "ost", "west", "sued"],
    &["norte", "sur", "sul", "este", "oeste"],
    &["left", "right"],
    &["links", "rechts", "link", "recht"],
    &["upper", "lower", "middle"],
    &["inner", "outer"],
    &["internal", "external"],
    &["import", "export"],
    &["importer", "exporter"],
    &["immigration", "emigration", "migration"],
    &["immigrant", "emigrant", "migrant"],
    &["inclusion", "exclusion"],
    &["increase", "decrease"],
    &["inflation", "deflation"],
    &["employer", "employee"],
    &["trainer", "trainee"],
    &["lessor", "lessee"],
    &["payer", "payee"],
    &["minister", "ministry", "ministerium"],
    &["president", "presidency"],
    &["senate", "senator"],
    &["communist", "communism"],
    &["socialist", "socialism"],
    &["male", "female"],
    &["man", "woman", "men", "women"],
    &["boy", "girl"],
    &["father", "mother"],
    &["son", "daughter"],
    &["brother", "sister"],
    &["king", "queen"],
    &["prince", "princess"],
    &["mr", "mrs", "ms", "miss"],
    &["senior", "junior"],
    &["old", "new", "young"],
    &["before", "after"],
    &["over", "under"],
    &["major", "minor"],
    &["majority", "minority"],
    &["public", "private"],
    &["domestic", "foreign"],
    &["legal", "illegal"],
    &["moral", "immoral", "amoral"],
    &["for", "against"],
    &["with", "without"],
    &["yes", "no"],
    &["supply", "demand"],
    &["iran", "iraq"],
    &["ireland", "iceland"],
    &["austria", "australia"],
    &["austrian", "australian"],
    &["niger", "nigeria"],
    &["slovakia", "slovenia", "slavonia"],
    &["slovak", "slovene"],
    &["gambia", "zambia"],
    &["mali", "malawi"],
    &["mauritius", "mauritania"],
    &["dominica", "dominican"],
    &["guinea", "guyana", "guiana"],
    &["paraguay", "uruguay"],
    &["syria", "styria"],
    &["georgia", "georgian"],
    &["martial", "marital"],
    &["casual", "causal"],
    &["form", "from"],
    &["calm", "clam"],
    &["alexander", "alexandra"],
    &["christian", "christine", "christina"],
    &["trial", "trail"],
    &["diary", "dairy"],
    &["angel", "angle"],
    &["statue", "statute"],
    &["morning", "mourning"],
    &["county", "country"],
    &["price", "prize"],
    &["thank", "tank"],
    &["conservation", "conversation"],
    &["prosecution", "persecution"],
    &["expand", "expend"],
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
];

/// Words that one name has and the other does not: they turn its meaning, or make it someone else.
const TURNING: &[&str] = &[
    "no", "not", "non", "un", "nicht", "kein", "keine", "never", "without", "ohne", "sans", "sin",
    "against", "anti", "gegen", "contre", "contra", "counter", "ex", "former", "vice", "deputy",
    "acting", "shadow",
];

/// Beginnings of words that exchange or turn their meaning.
pub const PREFIXES: &[&str] = &[
    "anti", "ante", "pro", "pre", "post", "non", "un", "uni", "nicht", "in", "im", "il", "ir",
    "em", "ex", "de", "dis", "re", "counter", "contra", "inter", "intra", "hyper", "hypo", "over",
    "under", "sub", "super", "micro", "macro", "mono", "multi", "bi", "tri", "on", "off", "up",
    "down", "out", "a", "e",
];

static GROUPS: LazyLock<FxHashMap<&str, usize>> = LazyLock::new(|| {
    let groups = EXCLUSIVE.iter().enumerate();
    groups.flat_map(|(group, words)| words.iter().map(move |word| (*word, group))).collect()
});

/// What of a name excludes other names.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contrast {
    /// Its numbers, single letters and symbols, in order.
    pub marks: Vec<String>,
    /// Its words of [`EXCLUSIVE`], by their group.
    exclusive: BTreeSet<(usize, String)>,
    /// Its words of [`TURNING`].
    turning: Vec<String>,
}

impl Contrast {
    /// Takes in a word that is no mark.
    pub fn word(&mut self, word: &str) {
        if TURNING.contains(&word) {
            self.turning.push(word.into());
        }
        if let Some(group) = GROUPS.get(word) {
            self.exclusive.insert((*group, word.into()));
        }
    }

    /// Whether there is nothing in the name that excludes another.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Ends the name: the order of its words is not what tells it from others.
    pub fn finish(&mut self) {
        self.marks.sort_unstable();
        self.turning.sort_unstable();
    }

    /// Whether two names cannot be one.
    pub fn excludes(&self, other: &Self) -> bool {
        if self.marks != other.marks || self.turning != other.turning {
            return true;
        }
        let words = |of: &Self, group: usize| {
            of.exclusive.iter().filter(|(of, _)| *of == group).cloned().collect::<Vec<_>>()
        };
        self.exclusive.iter().any(|(group, _)| {
            let others = words(other, *group);
            !others.is_empty() && others != words(self, *group)
        })
    }
}

/// Whether two words differ only in their beginnings, each of which has a meaning: "import" and "export".
pub fn differ_by_prefix(a: &str, b: &str) -> bool {
    let stems = |word: &'static str, of: &str| of.strip_prefix(word).map(str::to_owned);
    let of_a = PREFIXES.iter().filter_map(|prefix| stems(prefix, a)).collect::<Vec<_>>();
    let is_stem = |stem: &str| stem.len() >= 3;
    let shared = PREFIXES.iter().filter_map(|prefix| stems(prefix, b));
    let is_shared = shared.into_iter().any(|stem| is_stem(&stem) && of_a.contains(&stem));
    is_shared || of_a.iter().any(|stem| is_stem(stem) && stem == b) || {
        PREFIXES
            .iter()
            .filter_map(|prefix| stems(prefix, b))
            .any(|stem| is_stem(&stem) && stem == a)
    }
}
