//! Quotes are looked up in the texts beside the file that declares their source.

use std::fs;

use stancegraph::format::{Reader, check_quotes};

const SPEECH: &str = "The harbour council met on Tuesday.\n\n\
    \u{201c}We will build the tun\u{ad}nel \u{2014} and we\n   will build it soon,\u{201d} said the mayor\u{2019}s office.\n\
    Nobody objected.\n";

/// The warnings on one quote, with a text by some path.
fn warnings(path: &str, quote: &str) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder");
    let map = folder.path().join("map.toml");
    let text = format!(
        "[actors.mayor]\n[issues.tunnel]\n[sources.speech]\ntext = {path:?}\n\
         [[stances]]\nactor = \"mayor\"\nlabel = \"supports\"\nissue = \"tunnel\"\n\
         source = \"speech\"\nquote = {quote:?}\n"
    );
    fs::write(&map, text).expect("space");
    fs::create_dir(folder.path().join("texts")).expect("space");
    fs::write(folder.path().join("texts/speech.txt"), SPEECH).expect("space");
    fs::write(folder.path().join("texts/latin1.txt"), b"caf\xe9").expect("space");
    let graph = Reader::new().path(&map).read().expect("the file has no faults");
    let faults = check_quotes(&graph);
    let lines = faults.iter().map(|fault| fault.place.expect("a place").line);
    assert!(lines.into_iter().all(|line| line == 3 || line == 5), "{faults:?}");
    faults.iter().map(|fault| fault.cause.to_string()).collect()
}

#[test]
fn a_quote_is_found_whatever_its_typography() {
    for quote in [
        "we will build it soon",
        "\"We will build the tunnel - and we will build it soon,\" said the mayor's office",
        "\u{ab}We will build the tunnel\u{2026}soon,\u{bb}",
        "The harbour council met [\u{2026}] Nobody objected.",
        "met on Tuesday.   \u{201e}We will",
    ] {
        assert_eq!(warnings("texts/speech.txt", quote), [""; 0], "{quote}");
    }
}

#[test]
fn a_quote_that_is_not_there_is_said_with_the_nearest_passage() {
    assert_eq!(
        warnings("texts/speech.txt", "we shall build it very soon"),
        ["the quote is not in the text of \"speech\"; the nearest passage is on line 3: \
          \"we will build it soon,' said\""]
    );
    assert_eq!(
        warnings("./texts/speech.txt", "entirely made up"),
        ["the quote is not in the text of \"speech\""]
    );
}

#[test]
fn a_text_that_cannot_be_read_is_said_so() {
    let said = |path: &str| warnings(path, "anything").join("\n");
    assert!(said("absent.txt").starts_with("the text of \"speech\" cannot be read: "));
    assert!(said("texts").starts_with("the text of \"speech\" cannot be read: "));
    assert!(said("texts/latin1.txt").ends_with("line 1 is not UTF-8 text"));
}

/// A file from elsewhere must not make a reader open what it pleases.
#[test]
fn no_text_outside_the_folder_of_the_file_is_opened() {
    for path in ["/etc/passwd", "../speech.txt", "texts/../../speech.txt", "."] {
        let said = warnings(path, "root");
        assert_eq!(said.len(), 1, "{path}: {said:?}");
        assert!(said[0].starts_with("the text of \"speech\" cannot be read: "), "{said:?}");
    }
    let outside = warnings("/etc/passwd", "root");
    assert!(outside[0].ends_with("it is not a path below the folder of the file"), "{outside:?}");
}

#[test]
#[cfg(unix)]
fn a_link_that_leads_out_of_the_folder_is_not_followed() {
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.txt"), "a secret").expect("space");
    let folder = tempfile::tempdir().expect("a folder");
    let link = folder.path().join("speech.txt");
    std::os::unix::fs::symlink(outside.path().join("secret.txt"), link).expect("links are there");
    let map = folder.path().join("map.toml");
    fs::write(&map, "[sources.speech]\ntext = \"speech.txt\"\n").expect("space");
    let graph = Reader::new().path(&map).read().expect("the file has no faults");
    let faults = check_quotes(&graph);
    let said = faults.iter().map(|fault| fault.cause.to_string()).collect::<Vec<_>>();
    assert_eq!(
        said,
        ["the text of \"speech\" cannot be read: it is not a path below the folder of the file"]
    );
}

#[test]
fn characters_that_are_not_the_quote_are_said_with_those_that_are() {
    let said = |characters: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let map = folder.path().join("map.toml");
        let text = format!(
            "undeclared = \"create\"\n[sources.speech]\ntext = \"speech.txt\"\n[[stances]]\nactor = \"mayor\"\n\
             label = \"supports\"\nissue = \"tunnel\"\nsource = \"speech\"\nquote = \"Nobody objected.\"\n\
             characters = \"{characters}\"\n"
        );
        fs::write(&map, text).expect("space");
        fs::write(folder.path().join("speech.txt"), SPEECH).expect("space");
        let graph = Reader::new().path(&map).read().expect("the file has no faults");
        let faults = check_quotes(&graph);
        faults.iter().map(|fault| fault.cause.to_string()).collect::<Vec<_>>()
    };
    let start = SPEECH.chars().count() - "Nobody objected.\n".len();
    let end = start + "Nobody objected.".len();
    assert_eq!(said(&format!("{start}-{end}")), [""; 0]);
    let wrong = said("0-11");
    assert_eq!(wrong, ["characters 0-11 of \"speech\" are \"The harbour\", and not the quote"]);
    assert_eq!(said("9000-9010").len(), 1, "beyond the end");
}
