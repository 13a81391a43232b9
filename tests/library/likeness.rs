//! Names that look like one, and names that do not.

use std::collections::BTreeSet;
use std::time::Instant;

use proptest::prelude::*;
use stancegraph::graph::look_alikes;

fn are_alike(a: &str, b: &str) -> bool {
    !look_alikes(&[a, b]).is_empty()
}

/// Spellings of one name, a line each.
const ALIKE: &[&[&str]] = &[
    // Case, blanks, punctuation, small words.
    &["Russia", "russia", "RUSSIA", " Russia ", "Rus\u{ad}sia", "Russia\u{200b}"],
    &["North Korea", "North  Korea", "North-Korea", "NorthKorea", "N. Korea", "north\u{a0}korea"],
    &["United Nations", "The United Nations", "U.N.", "UN", "u.n."],
    &["People's Republic of China", "Peoples Republic of China", "People’s Republic of China"],
    &["Johnson & Johnson", "Johnson and Johnson"],
    &["COVID-19 vaccine", "Covid 19 vaccine", "COVID19 vaccine"],
    &["G7", "G-7", "G 7"],
    &["Anti-war movement", "Antiwar movement", "anti war movement"],
    &["Non-aligned states", "Nonaligned states", "Non aligned states"],
    // "of America", abbreviations, acronyms.
    &["United States", "United States of America", "USA", "US", "U.S.", "U.S.A.", "U.S. of A."],
    &["US Congress", "United States Congress", "U.S. Congress"],
    &["World Health Organization", "WHO", "World Health Organisation (WHO)", "W.H.O."],
    &["North Atlantic Treaty Organization", "NATO", "Nato"],
    &["Department of Defense", "DoD", "Dept. of Defense", "Defense Department"],
    &["Alternative für Deutschland", "AfD", "Alternative fur Deutschland"],
    &["Joint Comprehensive Plan of Action", "JCPOA", "JCPOA ", "jcpoa"],
    &["Campaign Against Arms Trade", "CAAT"],
    // Order of words.
    &["Angela Merkel", "Merkel, Angela", "MERKEL Angela"],
    &["Kim Jong Un", "Jong Un Kim"],
    &["Republic of Korea", "Korea, Republic of", "Korea Republic"],
    &["Ministry of Foreign Affairs of Japan", "Japan Ministry of Foreign Affairs"],
    &["Russia-Ukraine war", "Ukraine-Russia war"],
    // Slips.
    &["United States", "Untied States", "Unted States", "United Sttaes"],
    &["Parliament", "Parliment", "Parlaiment", "parliamnet"],
    &["Afghanistan", "Afganistan", "Afghanstan"],
    &["European Commission", "European Comission", "Europaen Commission"],
    &["Israel", "Isreal"],
    // Transliterations, diacritics, spellings.
    &["Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskyj", "Selenskyj", "Зеленський"],
    &["Kiev", "Kyiv", "Київ", "Киев"],
    &["Muhammad", "Mohammed", "Mohamed", "Mohamad"],
    &["Qatar", "Katar"],
    &["Iraq", "Irak"],
    &["Müller", "Mueller", "Muller"],
    &["Erdoğan", "Erdogan"],
    &["Côte d'Ivoire", "Cote d’Ivoire"],
    &["Straße", "Strasse"],
    &["Hezbollah", "Hizbollah"],
    &["Labour Party", "Labor Party"],
    &["Defence budget", "Defense budget"],
    &["Organisation of American States", "Organization of American States"],
    // Plural, numbers in words.
    &["Sanction", "Sanctions"],
    &["Farmers' Union", "Farmer's Union", "Farmers Unions"],
    &["Green Party", "Green Parties"],
    &["World War II", "World War 2", "World War Two"],
    &["First Amendment", "1st Amendment"],
];

/// Different names, a line each: any two of them.
const DIFFERENT: &[&[&str]] = &[
    // Prefixes that turn the meaning.
    &["war", "anti-war", "pro-war", "antiwar movement", "pre-war", "post-war"],
    &["aligned", "non-aligned"],
    &["armed", "unarmed"],
    &["Staaten", "Nicht-Staaten"],
    &["EU-Staaten", "Nicht-EU-Staaten"],
    &["Russian rebels", "pro-Russian rebels", "anti-Russian rebels"],
    &["moral", "amoral", "immoral"],
    &["legal", "illegal"],
    &["able", "not able", "disable"],
    &["notable", "not able"],
    &["immigration", "emigration"],
    &["imports", "exports"],
    &["intraparty talks", "interparty talks"],
    &["hypertension", "hypotension"],
    &["inclusion", "exclusion"],
    &["pro-choice", "pre-choice"],
    // Directions.
    &["North Korea", "South Korea", "Korea"],
    &["East Germany", "West Germany", "Germany"],
    &["N. Korea", "S. Korea"],
    &["Northern Ireland", "Southern Ireland", "Ireland"],
    &["Eastern Bloc", "Western Bloc"],
    &["Left Party", "Right Party"],
    &["Upper House", "Lower House"],
    &["Nord-Süd", "Süd-Nord Süd"],
    // Numbers, letters, signs.
    &["Bill 1", "Bill 11", "Bill 2", "Bill 12", "Bill"],
    &["Bill 1 1", "Bill 11"],
    &["Article 5a", "Article 5b", "Article 5"],
    &["Plan A", "Plan B", "Plan"],
    &["A-Team", "B-Team"],
    &["START I", "START II", "START III"],
    &["Elizabeth I", "Elizabeth II"],
    &["Phase One", "Phase Two", "Phase Three"],
    &["one-state solution", "two-state solution"],
    &["G7", "G8", "G20", "G77"],
    &["Budget 2015", "Budget 2016"],
    &["010", "10"],
    &["1st Congress", "2nd Congress"],
    &["C", "C++", "C#"],
    &["Grade A", "Grade A+", "Grade A-"],
    &["🙂 Party", "🙃 Party"],
    // Offices and people.
    &["Minister", "Ministry"],
    &["Minister of Defence", "Ministry of Defence"],
    &["President", "Vice President", "Former President", "ex-President"],
    &["Mr Clinton", "Mrs Clinton"],
    &["George Bush", "George W. Bush", "George H. W. Bush"],
    &["Smith Jr.", "Smith Sr."],
    &["employer", "employee"],
    &["Communist", "Communism"],
    &["women", "men"],
    &["King", "Queen"],
    // For and against, who does what to whom.
    &["Mothers for the tunnel", "Mothers against the tunnel"],
    &["with sanctions", "without sanctions"],
    &["aid to Israel from Egypt", "aid to Egypt from Israel"],
    &["Israel recognises Palestine", "Palestine recognises Israel"],
    &["attack on Iran by Israel", "attack on Israel by Iran"],
    &["Friends of Enemies", "Enemies of Friends"],
    // Names of one's own that are close.
    &["Iran", "Iraq"],
    &["Ireland", "Iceland"],
    &["Austria", "Australia"],
    &["Niger", "Nigeria"],
    &["Slovakia", "Slovenia"],
    &["Gambia", "Zambia"],
    &["Mauritania", "Mauritius"],
    &["Greens", "Greeks"],
    &["Carbon price", "Carbon prize"],
    &["martial law", "marital law"],
    &["Bank", "Bank of America"],
    &["China", "Republic of China"],
    &["Georgia (country)", "Georgia (state)"],
    &["中国", "韩国"],
    &["が", "か"],
];

#[test]
fn spellings_of_one_name_are_one_group() {
    for names in ALIKE {
        let all = (0..names.len()).collect::<Vec<_>>();
        assert_eq!(look_alikes(names), [all], "{names:?}");
    }
}

#[test]
fn what_is_different_is_in_no_group() {
    for names in DIFFERENT {
        assert_eq!(look_alikes(names), [[0; 0]; 0], "{names:?}");
    }
}

#[test]
fn nothing_joins_lists_that_belong_apart() {
    let mut names = ALIKE.concat();
    names.sort_unstable();
    names.dedup();
    for group in look_alikes(&names) {
        let list = |index: &usize| ALIKE.iter().position(|list| list.contains(&names[*index]));
        let lists = group.iter().map(list).collect::<BTreeSet<_>>();
        let group = group.iter().map(|index| names[*index]).collect::<Vec<_>>();
        // "United States" is in two lists.
        assert!(lists.len() == 1 || group.contains(&"United States"), "{group:?}");
    }
}

#[test]
fn an_acronym_of_two_names_joins_neither() {
    assert!(are_alike("AP", "Associated Press"));
    assert_eq!(look_alikes(&["AP", "Associated Press", "Agrarian Party"]), [[0; 0]; 0]);
    assert_eq!(look_alikes(&["AP", "Associated Press", "The Associated Press"]), [[0, 1, 2]]);
}

/// Parts that names are made of, many of which exclude each other.
fn names() -> impl Strategy<Value = Vec<String>> {
    let part = prop::sample::select(vec![
        "North",
        "South",
        "Korea",
        "korea",
        "Bill",
        "Bil",
        "Bills",
        "1",
        "11",
        "II",
        "anti-",
        "non",
        "un",
        "minister",
        "ministery",
        "ministry",
        "Minister",
        "employer",
        "employee",
        "employe",
        "the",
        "of",
        "America",
        "United",
        "Untied",
        "States",
        "US",
        "NK",
        "war",
        "A",
        "B",
        "a",
        "against",
        "for",
        "not",
        "able",
        "notable",
        "Müller",
        "Mueller",
        "Kiev",
        "Kyiv",
        "-",
        "+",
        "(US)",
        "Иран",
        "Iran",
        "Iraq",
    ]);
    let name = prop::collection::vec(part, 1..4).prop_map(|parts| parts.join(" "));
    prop::collection::vec(name, 2..40)
}

/// Words of which a group has at most one.
const OPPOSITES: &[&[&str]] =
    &[&["north", "south"], &["minister", "ministry"], &["employer", "employee"], &["iran", "iraq"]];

proptest! {
    #[test]
    fn a_group_is_closed_and_has_no_opposites(names in names()) {
        let texts = names.iter().map(String::as_str).collect::<Vec<_>>();
        let groups = look_alikes(&texts);
        let mut seen = BTreeSet::new();
        for group in &groups {
            prop_assert!(group.len() > 1 && group.is_sorted());
            for index in group {
                prop_assert!(seen.insert(*index), "a name is in one group");
                let has_like = group.iter().any(|other| other != index && are_alike(texts[*index], texts[*other]));
                prop_assert!(has_like, "{:?} resembles none of {:?}", texts[*index], group);
            }
            let words = group.iter().flat_map(|index| {
                let lower = texts[*index].to_lowercase();
                lower.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
            });
            let words = words.collect::<BTreeSet<_>>();
            for opposites in OPPOSITES {
                let there = opposites.iter().filter(|word| words.contains(**word)).count();
                let group = group.iter().map(|index| texts[*index]).collect::<Vec<_>>();
                prop_assert!(there < 2 || group.iter().any(|name| {
                    opposites.iter().filter(|word| name.to_lowercase().contains(**word)).count() > 1
                }), "{group:?}");
            }
        }
    }

    #[test]
    fn the_order_of_names_does_not_matter(names in names()) {
        let sets = |texts: &[&str]| {
            let groups = look_alikes(texts).into_iter();
            groups.map(|group| group.iter().map(|index| texts[*index].to_owned()).collect::<BTreeSet<_>>())
                .filter(|group| group.len() > 1)
                .collect::<BTreeSet<_>>()
        };
        let mut texts = names.iter().map(String::as_str).collect::<Vec<_>>();
        texts.sort_unstable();
        texts.dedup();
        let found = sets(&texts);
        prop_assert_eq!(&found, &sets(&texts));
    }
}

#[test]
fn the_work_grows_with_the_names_and_not_with_their_pairs() {
    let names = |count: usize| {
        let words = ["Harbour", "Council", "Union", "Party", "League", "Ministry", "Committee"];
        let name = |number: usize| {
            let word = |step: usize| words[number / step % words.len()];
            format!(
                "{} {} of {}ville {}",
                word(1),
                word(7),
                "abcdefghij".repeat(1 + number % 3),
                number
            )
        };
        (0..count).map(name).collect::<Vec<_>>()
    };
    let time = |count: usize| {
        let names = names(count);
        let names = names.iter().map(String::as_str).collect::<Vec<_>>();
        let start = Instant::now();
        assert!(look_alikes(&names).is_empty());
        start.elapsed()
    };
    let (few, many) = (time(1_000), time(8_000));
    assert!(many < few * 40, "{few:?} for a thousand names, {many:?} for eight thousand");
}
