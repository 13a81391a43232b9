//! `evaluate` on the command line.

use crate::shared::program::{answer, file, folder, json, refusal};

const GOLD: &str = "\
actor,label,issue,source,locator
ann,supports,tax,monday,p. 1
bob,opposes,tax,monday,p. 2
cem,supports,tax,monday,p. 3
";

const DRAFTS: &str = "\
actor,label,issue,source,locator,status,proposed-by,rule,confidence
ann,supports,tax,monday,paragraph 1,draft,model,praise,0.9
bob,supports,tax,monday,paragraph 2,draft,model,praise,0.3
dan,opposes,tax,friday,paragraph 1,draft,rules,complaint,0.5
";

#[test]
fn drafts_are_held_against_the_gold() {
    let folder = folder();
    let (drafts, gold) = (file(&folder, "drafts.csv", DRAFTS), file(&folder, "gold.csv", GOLD));
    let found = json(&["evaluate", &drafts, &gold, "--evidence"]);
    let said = &found["answer"];
    let counts = ["right", "drafted", "wanted"].map(|name| said["stances"][name].as_u64());
    assert_eq!(counts, [Some(1), Some(2), Some(3)]);
    assert_eq!(said["stances"]["precision"]["share"], 0.5);
    assert_eq!(said["only_drafts"][0]["source"], "friday");
    assert_eq!(said["spurious"][0]["mistake"], "side");
    assert_eq!(said["rules"][0]["name"], "praise");
    assert_eq!(said["thresholds"][9]["scores"]["drafted"], 1);
    assert_eq!(said["missed"].as_array().map(Vec::len), Some(2));
    let id = said["missed"][0]["stances"][0].as_str().expect("an id");
    assert_eq!(found["evidence"][id]["actor"]["id"], "bob");
    let table = answer(&["evaluate", &drafts, &gold]);
    assert!(table.contains("F1 0.40"), "{table}");
    assert!(table.contains("1 stance left out, in 1 source that only"), "{table}");
    assert!(table.contains("wrong side              1"), "{table}");
    let csv = answer(&["evaluate", &drafts, &gold, "--format", "csv"]);
    assert!(csv.starts_with("what,right,drafted,wanted,precision,precision_low,"), "{csv}");
    let md = answer(&["evaluate", &drafts, &gold, "--format", "md"]);
    assert!(md.contains("| praise |"), "{md}");
}

#[test]
fn what_is_undefined_is_said() {
    let folder = folder();
    let gold = file(&folder, "gold.csv", GOLD);
    let none = file(&folder, "none.csv", "actor,label,issue,source,locator\n");
    let table = answer(&["evaluate", &none, &gold]);
    assert!(table.contains("no drafts: precision is undefined"), "{table}");
    let none = json(&["evaluate", &gold, &none]);
    assert!(none["answer"]["stances"]["recall"].is_null());
    assert!(refusal(&["evaluate", &gold]).contains("GOLD"));
    assert!(refusal(&["evaluate", &gold, &gold, "--place", "page"]).contains("paragraph"));
    let sure = json(&["evaluate", &gold, &gold, "--least", "0.9", "--place", "source"]);
    assert_eq!(sure["answer"]["stances"]["f1"]["share"], 1.0, "those without a confidence count");
}
