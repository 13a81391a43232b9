//! `import` on the command line: the preview, the map, and the mapping beside the table.

use std::fs;

use crate::shared::program::{answer, ends, file, folder, refusal, run, text};

const SHEET: &str = "Organisation,Topic,Stance,Date\n\
    Ordo,Toll,In favour,14/07/2015\nVale,Toll,Against,02/07/2015\nMira,Toll,Mixed,\n";

#[test]
fn a_preview_shows_stances_and_writes_nothing() {
    let folder = folder();
    let sheet = file(&folder, "sheet.csv", SHEET);
    let said = answer(&["import", &sheet, "--preview=2"]);
    assert!(said.starts_with("4 stances of 3 actors; the first 2\n"), "{said}");
    assert!(said.contains("Ordo") && !said.contains("Mira"), "{said}");
    let notes = text(&run(&["import", &sheet, "--preview"]).stderr);
    for wanted in [
        "columns: \"Organisation\" as actor, \"Topic\" as issue, \"Stance\" as position, \"Date\" as date",
        "values: \"In favour\" as support; \"Against\" as oppose; \"Mixed\" as support and oppose",
        "dates: the day first",
    ] {
        assert!(notes.contains(wanted), "{notes}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_preview_of_what_is_unclear_shows_the_rest_and_the_fix() {
    let folder = folder();
    let sheet = file(&folder, "sheet.csv", &SHEET.replace("Against", "perhaps"));
    let words = ["import", &sheet, "--preview"];
    assert!(ends(1, &words).starts_with("3 stances of 2 actors\n"));
    let notes = text(&run(&words).stderr);
    assert!(notes.contains("--values \"perhaps=…\""), "{notes}");
}

#[test]
fn a_map_comes_with_the_mapping_that_was_found_which_asks_nothing_again() {
    let folder = folder();
    let sheet = file(&folder, "sheet.csv", SHEET);
    let [first, second] = ["first.toml", "second.toml"].map(|name| folder.path().join(name));
    run(&["import", &sheet, "-o", first.to_str().unwrap()]);
    let mapping = fs::read_to_string(folder.path().join("sheet.csv.mapping.toml")).unwrap();
    assert!(mapping.contains("actor = \"Organisation\"") && mapping.contains("Mixed = \"both\""));
    assert!(mapping.contains("dates = \"dmy\""), "{mapping}");
    let again = run(&["import", &sheet, "-o", second.to_str().unwrap()]);
    assert_eq!(text(&again.stderr), "");
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    let packed = folder.path().join("packed.toml.gz");
    run(&["import", &sheet, "-o", packed.to_str().unwrap()]);
    assert_eq!(fs::read(&packed).unwrap()[..2], [0x1f, 0x8b]);
    assert_eq!(
        answer(&["show", packed.to_str().unwrap()]),
        answer(&["show", first.to_str().unwrap()])
    );
    assert!(refusal(&["import", &sheet]).contains("-o map.toml"));
    assert!(refusal(&["import", &sheet, "-o", &sheet]).contains("not overwritten"));
}
