//! `coders` on the command line.

use crate::shared::program::{EXAMPLE, answer, file, folder, json, refusal};

const CODED: &str = "\
actor,issue,position,date,source,locator,coder
seoul,thaad,support,2016-07-08,press,p. 1,ann
seoul,thaad,support,2016-07-08,press,p. 1,ben
seoul,thaad,oppose,2016-07-09,press,p. 2,ann
seoul,thaad,support,2016-07-09,press,p. 2,ben
busan,thaad,oppose,2016-07-09,,,ann
busan,thaad,oppose,2016-07-09,,,ben
busan,thaad,neutral,2016-07-10,,,ann
busan,talks,support,2016-07-10,,,ann
busan,talks,support,2016-07-10,,,cem
busan,talks,support,2016-07-10,,,
";

#[test]
fn it_says_how_far_they_agree_and_on_what_not() {
    let folder = folder();
    let file = file(&folder, "coded.csv", CODED);
    assert_eq!(
        answer(&["coders", &file]),
        "\
3 coders, 4 statements coded by more than one: alpha 0.53 (quadratic)
everything said
  target   alpha   statements   disputed
──────────────────────────────────────────
  talks                     1          0
  thaad     0.44            3          1
1 statement coded by one alone
1 stance without a coder (its field \"coder\" says who it was)

How often two agree
  coder   and   statements   same   share   alpha
───────────────────────────────────────────────────
  ann     ben            3      2    0.67    0.44
  ann     cem            1      1    1.00

1 disagreement
  actor   target   date         place         spread   coded
──────────────────────────────────────────────────────────────────────────────────
  seoul   thaad    2016-07-09   press, p. 2     2.00   ann: oppose, ben: support
"
    );
}

#[test]
fn every_form_and_the_options_arrive() {
    let folder = folder();
    let file = file(&folder, "coded.csv", CODED);
    let found = json(&["coders", &file, "--distance", "nominal", "--evidence"]);
    let answer_ = &found["answer"];
    assert_eq!(answer_["distance"], "nominal");
    let codes = answer_["disagreements"][0]["codes"].as_array().expect("a list");
    assert_eq!(codes.len(), 2);
    let id = codes[0]["stances"][0].as_str().expect("an id");
    assert_eq!(found["evidence"][id]["coder"], "ann");
    let csv = answer(&["coders", &file, "--disagreements", "--format", "csv"]);
    assert_eq!(
        csv,
        "\
actor,actor_id,target,target_id,target_kind,date,place,spread,coded
seoul,seoul,thaad,thaad,issue,2016-07-09,\"press, p. 2\",2,\"ann: oppose, ben: support\"
"
    );
    let two = answer(&["coders", &file, "--coder", "ann", "--coder", "cem"]);
    assert!(
        two.starts_with(
            "2 coders, 1 statement coded by more than one: no alpha: all values are the same\n"
        ),
        "{two}"
    );
}

#[test]
fn one_coder_or_none_is_an_honest_answer() {
    let folder = folder();
    let file = file(&folder, "coded.csv", CODED);
    let one = answer(&["coders", &file, "--coder", "ann"]);
    assert!(
        one.starts_with("1 coder, 0 statements coded by more than one: no alpha: it takes two\n"),
        "{one}"
    );
    let none = answer(&["coders", EXAMPLE]);
    assert_eq!(
        none,
        "0 coders, 0 statements coded by more than one: no alpha: it takes two\neverything said\n22 stances without a coder (its field \"coder\" says who it was)\n"
    );
    assert_eq!(json(&["coders", EXAMPLE])["answer"]["alpha"], serde_json::Value::Null);
    let apart = answer(&["coders", &file, "--coder", "ben", "--coder", "cem"]);
    assert!(apart.contains("no alpha: none was coded by two"), "{apart}");
}

#[test]
fn requests_that_make_no_sense_are_refused() {
    for (words, wanted) in [
        (vec!["--distance", "quadratik"], "no distance \"quadratik\"; did you mean \"quadratic\"?"),
        (vec!["--issue", "thad"], "no issue \"thad\"; did you mean \"thaad\"?"),
    ] {
        let said = refusal(&[&["coders", EXAMPLE], words.as_slice()].concat());
        assert!(said.contains(wanted), "{words:?} says {said}");
    }
}
