//! Any text: no panic, no hang, quotes that are in the text at their offsets.

use stancegraph::draft::{Draft, Drafter, Language, Named, Names};

fn drafter(language: &'static Language) -> Drafter {
    let named = |name: &str, kind: &str| {
        Named::new(name.to_lowercase().replace(' ', "-"), name).with_kind(kind)
    };
    let names = Names::default()
        .with_actors(vec![
            named("Peru", "state"),
            named("Green Alliance", "party"),
            named("Ana Ruiz", "person"),
            named("", ""),
            named("the", ""),
            named("😀", ""),
        ])
        .with_issues(vec![
            named("Lake dam", ""),
            named("Fishing ban", ""),
            named("it", ""),
            named("السد", ""),
            named("...", ""),
        ]);
    Drafter::new(&names, language)
}

fn check(text: &str, drafts: &[Draft]) {
    let characters = text.chars().collect::<Vec<_>>();
    for draft in drafts {
        let slice = characters[draft.span.clone()].iter().collect::<String>();
        assert_eq!(slice, draft.quote, "the span is that of the quote");
        assert!(draft.confidence > 0.0 && draft.confidence < 1.0);
        assert!(!draft.actor.name.is_empty());
    }
}

const PIECES: [&str; 64] = [
    "Peru",
    " ",
    "\n",
    "\r\n",
    "\n\n",
    "\r\n\r\n",
    ".",
    ",",
    "\"",
    "“",
    "”",
    "'",
    "’s",
    "'s",
    "(",
    ")",
    "—",
    " - ",
    "–",
    "-",
    ";",
    ":",
    "?",
    "!",
    "the dam",
    "lake dam",
    "fishing ban",
    " backs ",
    " opposes ",
    " said ",
    " urged ",
    " to ",
    " not ",
    " that ",
    " which ",
    " and ",
    " both ",
    " it ",
    " they ",
    " we ",
    "U.S.",
    "U.N",
    "N. Korea",
    "😀",
    "👩‍👩‍👧",
    "אבג",
    "السد",
    "\u{202e}",
    "\u{0}",
    "é",
    "e\u{301}",
    "İ",
    "ß",
    "1,000.5",
    "May 3, 2024",
    " on Friday ",
    " was condemned by ",
    " if ",
    " called ",
    " as did ",
    " its opposition to ",
    "Minister Ana Ruiz",
    " , ",
    "ZÜRICH, May 3 (X) - ",
];

#[test]
fn random_texts_are_read() {
    let mut random = fastrand::Rng::with_seed(5);
    for language in [Language::english(), Language::german()] {
        let drafter = drafter(language);
        for _ in 0..1_500 {
            let length = random.usize(0..60);
            let text =
                (0..length).map(|_| PIECES[random.usize(..PIECES.len())]).collect::<String>();
            check(&text, &drafter.draft(&text, None));
        }
        for _ in 0..500 {
            let text = (0..random.usize(0..200)).map(|_| random.char(..)).collect::<String>();
            check(&text, &drafter.draft(&text, None));
        }
    }
}

#[test]
fn offsets_count_characters() {
    let text = "A 😀 headline\r\n\r\n“Peru” – so é – on Friday backed the lake dam.\r\n";
    let drafts = drafter(Language::english()).draft(text, None);
    assert_eq!(drafts.len(), 1);
    check(text, &drafts);
}

/// A sentence without an end is cut, so that its length squared is never work to do; a test that hangs here says it is not.
#[test]
fn one_piece_again_and_again_is_read() {
    let drafter = drafter(Language::english());
    let patterns = [
        "Peru backs the lake dam and ",
        "Peru, ",
        "\"",
        "( ",
        "it took no side ",
        "said that ",
        "a\n\n",
        "Peru said it backs the lake dam. ",
        ", which ",
        "the two ministers ",
        "Minister Ana Bo, ",
        "😀",
        "x",
    ];
    for pattern in patterns {
        let text = pattern.repeat(100_000 / pattern.len());
        let drafts = drafter.draft(&text, None);
        assert!(drafts.iter().all(|draft| !draft.quote.is_empty()), "{pattern:?}");
    }
}
