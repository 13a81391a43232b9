//! `align` and `why` on the command line.

use crate::shared::program;

const TABLE: &str = "\
actor,label,issue,toward,date
ann,supports,tunnel,,2016-01-02
ann,opposes,ferry,,2016-01-02
ann,supports,toll,,2016-02-02
bob,supports,tunnel,,2016-01-03
bob,supports,ferry,,2016-01-03
bob,opposes,toll,,2016-03-02
cem,opposes,tunnel,,2016-01-04
cem,opposes,ferry,,2016-04-04
ann,praises,,bob,2016-01-05
dan,supports,park,,2016-01-05
";

/// Does something with the words of a command, in which `FILE` stands for the table.
fn with_table<T>(words: &str, run: impl Fn(&[&str]) -> T) -> T {
    let folder = program::folder();
    let file = program::file(&folder, "coded.csv", TABLE);
    let words = words.split_whitespace().map(|word| if word == "FILE" { &*file } else { word });
    run(&words.collect::<Vec<_>>())
}

fn answer(words: &str) -> String {
    with_table(words, program::answer)
}

fn refusal(words: &str) -> String {
    with_table(words, program::refusal)
}

/// The answer as JSON.
fn json(words: &str) -> serde_json::Value {
    with_table(words, program::json)
}

#[test]
fn every_measure_answers_by_its_name() {
    for measure in stancegraph::measure::Measure::ALL {
        let answer = json(&format!("align FILE --measure {measure}"));
        assert_eq!(answer["answer"]["measure"], measure.as_str());
        let pairs = answer["answer"]["pairs"].as_array().expect("pairs");
        assert_eq!(pairs.len(), 3, "{measure}");
        assert!(
            pairs.iter().all(|pair| pair["stances"].as_array().is_some_and(|ids| !ids.is_empty()))
        );
    }
    assert!(refusal("align FILE --measure agrement").contains("did you mean \"agreement\"?"));
}

#[test]
fn thin_pairs_are_hidden_and_counted() {
    let out = answer("align FILE --min-shared 3");
    assert!(out.starts_with("1 pair, by agreement\n"), "{out}");
    assert!(out.ends_with("\n2 pairs with fewer than 3 shared left out\n"), "{out}");
    let out = answer("align FILE --top 1");
    assert!(out.contains("\nand 2 more pairs; --top N lists more, --format csv all\n"), "{out}");
    assert_eq!(answer("align FILE --min-shared 9 --format csv").lines().count(), 1);
    let thin = json("align FILE --between ann cem --min-shared 3");
    assert_eq!(
        (&thin["answer"]["thin"], thin["answer"]["pairs"].as_array().map(Vec::len)),
        (&1.into(), Some(0))
    );
}

/// Ann and Bob agree on three of four, Ann and Cem on all of one.
const SURE: &str = "\
actor,position,issue
ann,support,tunnel
ann,support,ferry
ann,support,toll
ann,support,park
bob,support,tunnel
bob,support,ferry
bob,support,toll
bob,oppose,park
cem,support,park
";

#[test]
fn lists_begin_with_what_is_surest() {
    let folder = program::folder();
    let path = program::file(&folder, "sure.csv", SURE);
    let pairs = |words: &[&str]| {
        let found = program::json(&[&["align", &path], words].concat());
        let pairs = found["answer"]["pairs"].as_array().expect("pairs").clone();
        let name = |pair: &serde_json::Value, end: &str| pair[end]["id"].to_string();
        pairs.iter().map(|pair| name(pair, "a") + &name(pair, "b")).collect::<Vec<_>>().join(" ")
    };
    let sure = "\"ann\"\"bob\" \"ann\"\"cem\" \"bob\"\"cem\"";
    let high = "\"ann\"\"cem\" \"ann\"\"bob\" \"bob\"\"cem\"";
    for measure in ["agreement", "identical", "decided", "s"] {
        assert_eq!(pairs(&["--measure", measure]), sure, "{measure}");
        assert_eq!(pairs(&["--measure", measure, "--sort", "score"]), high, "{measure}");
    }
    assert_eq!(pairs(&["--with", "ann"]), "\"ann\"\"bob\" \"ann\"\"cem\"");
    assert_eq!(pairs(&["--top", "1"]), "\"ann\"\"bob\"");
    let table = program::answer(&["align", &path]);
    let title = "3 pairs, by agreement, listed by the lower end of the interval\n";
    assert!(table.starts_with(title), "{table}");
}

#[test]
fn one_actor_has_its_nearest() {
    let near = json("align FILE --with ann --top 1");
    let pair = &near["answer"]["pairs"][0];
    assert_eq!((&pair["a"]["id"], &pair["b"]["id"]), (&"ann".into(), &"cem".into()));
    assert_eq!(near["answer"]["omitted"], 1);
    assert!(refusal("align FILE --with anne").contains("no actor \"anne\"; did you mean \"ann\"?"));
}

#[test]
fn a_matrix_is_square_and_the_same_on_both_sides() {
    let out = answer("align FILE --matrix --format csv");
    let row = |line: &'_ str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let mut rows = out.lines().map(row).collect::<Vec<_>>();
    // Each row has the name of its actor and the id; columns have ids alone.
    let ids = rows.iter_mut().map(|row| row.remove(1)).collect::<Vec<_>>();
    assert_eq!(ids, ["actor_id", "ann", "bob", "cem", "dan"]);
    assert_eq!(rows[0], ["actor", "ann", "bob", "cem", "dan"]);
    assert_eq!(rows.len(), 5);
    for (number, row) in rows.iter().enumerate().skip(1) {
        assert_eq!(row[number], "", "nobody is compared with itself");
        (1..5).for_each(|column| assert_eq!(row[column], rows[column][number]));
    }
    assert_eq!(rows[1][2..4], ["0.3333333333333333", "0.5"]);
    let thin = answer("align FILE --matrix --min-shared 3");
    assert!(thin.ends_with("\n2 pairs with fewer than 3 shared left out\n"), "{thin}");
    assert!(refusal("align FILE --matrix --window 1m").contains("cannot be used with"));
}

#[test]
fn settings_that_do_not_fit_are_refused_with_the_way_out() {
    for (words, wanted) in [
        (
            "--distance nominal",
            "the measure \"agreement\" does not take a distance; kappa, pi and alpha do",
        ),
        (
            "--weight tunnel=2",
            "the measure \"agreement\" does not take weights of targets; only s does",
        ),
        ("--measure s --weight tunnel=-2", "weight -2 of \"tunnel\": a weight is 0 or more"),
        (
            "--measure s --weight tunnel=x",
            "\"tunnel=x\" is not a target and its weight, as in talks=2.5",
        ),
        ("--measure s --weight tunel=2", "no issue or actor \"tunel\"; did you mean \"tunnel\"?"),
        ("--measure s --weight tunnel=2 --weight tunnel=3", "two weights of \"tunnel\""),
        (
            "--normalise average",
            "does not take a normalisation; congruence, conflict, subtract and ignore do",
        ),
        ("--duplicates week", "does not take a duplicate rule"),
        ("--measure congruence --duplicates wek", "did you mean \"week\"?"),
        ("--confidence 80", "no confidence \"80\""),
        ("--resamples 1000001", "1000001 is not in 0..=1000000"),
        ("--share activity", "--two-mode"),
        ("--two-mode subtract --share activty", "did you mean \"activity\"?"),
        ("--by continent", "no attribute of actors \"continent\""),
        (
            "--from 2016-03 --until 2016-02",
            "the window from 2016-03-01 until before 2016-02-01 is empty",
        ),
        ("--step 1m", "--window"),
    ] {
        let error = refusal(&format!("align FILE {words}"));
        assert!(error.contains(wanted), "{words}: {error}");
    }
}

#[test]
fn the_seed_decides_the_interval_and_confidence_its_width() {
    let interval = |words: &str| {
        let answer = json(&format!("align FILE --between ann bob --measure s {words}"));
        let interval = &answer["answer"]["pairs"][0]["interval"];
        (interval["low"].as_f64().expect("low"), interval["high"].as_f64().expect("high"))
    };
    assert_eq!(interval("--seed 3"), interval("--seed 3"));
    let (wide, narrow) = (interval("--confidence 99"), interval("--confidence 90"));
    assert!(wide.0 <= narrow.0 && narrow.1 <= wide.1);
}

#[test]
fn targets_are_issues_or_actors() {
    let shared = |kind: &str| {
        let answer = json(&format!("align FILE --targets {kind}"));
        let pairs = answer["answer"]["pairs"].as_array().expect("pairs").clone();
        pairs.iter().map(|pair| pair["tally"]["shared"].as_u64().expect("a count")).sum::<u64>()
    };
    assert_eq!((shared("all"), shared("issues"), shared("actors")), (7, 7, 0));
}

#[test]
fn windows_have_one_answer_each() {
    let answer = json("align FILE --window 1m");
    let windows = answer["windows"].as_array().expect("windows");
    assert_eq!(windows.len(), 4);
    let counts = windows.iter().map(|window| window["stances"].as_u64().expect("a count"));
    assert_eq!(counts.collect::<Vec<_>>(), [7, 1, 1, 1]);
    assert_eq!(windows[1]["answer"]["pairs"].as_array().map(Vec::len), Some(0));
}

#[test]
fn two_mode_networks_have_weights() {
    let out = answer("align FILE --two-mode subtract --share activity --format csv");
    let rows = "actor,actor_id,target,target_id,target_kind,weight\n\
                ann,ann,bob,bob,actor,0.25\nann,ann,ferry,ferry,issue,-0.25\n";
    assert!(out.starts_with(rows), "{out}");
}

#[test]
fn an_explanation_says_what_each_target_adds() {
    let why = json("why ann bob FILE");
    let shared = why["answer"]["shared"].as_array().expect("targets").clone();
    let of = |name: &str| shared.iter().map(|target| target[name].as_f64()).collect::<Vec<_>>();
    assert_eq!(shared[0]["target"]["id"], "tunnel");
    assert_eq!(of("part"), [Some(1.0 / 3.0), Some(0.0), Some(0.0)]);
    assert!(of("influence")[0] > Some(0.0) && of("influence")[1] < Some(0.0));
    let out = answer("why ann bob FILE --measure pearson");
    assert!(out.contains("pearson -0.50"), "{out}");
    assert!(out.contains("ann supports tunnel"), "{out}");
    let out = answer("why ann dan FILE");
    assert!(out.starts_with("ann and dan: no shared target, so no answer"), "{out}");
}

/// What would take hours, or more memory than there is, is refused with its size and what can be done.
#[test]
fn more_than_anyone_waits_for_is_refused_at_once() {
    let folder = program::folder();
    let rows = (0..46_000).map(|actor| format!("actor {actor},supports,tunnel\n"));
    let table = format!("actor,label,issue\n{}", rows.collect::<String>());
    let file = program::file(&folder, "many.csv", &table);
    let refused = |words: &[&str]| program::refusal(&[&["align", &file], words].concat());
    let table = refused(&[]);
    assert!(table.contains("up to 1.1 billion pairs of 46 thousand actors"), "{table}");
    assert!(table.contains("--top 1000") && !table.contains("of memory"), "{table}");
    let held = refused(&["--format", "json"]);
    assert!(held.contains("529 GB of memory, and 264 GB to list"), "{held}");
    let square = refused(&["--matrix"]);
    assert!(square.contains("a square of 46 thousand actors has 2.1 billion cells"), "{square}");
    let with = ["--with", "actor 7", "--top", "1"];
    assert!(program::answer(&[&["align", &file], &with[..]].concat()).contains("actor 7"));
}

#[test]
fn more_samples_than_anyone_waits_for_are_refused() {
    let folder = program::folder();
    let rows = (0..100).map(|actor| format!("actor {actor},supports,tunnel\n"));
    let table = format!("actor,label,issue\n{}", rows.collect::<String>());
    let file = program::file(&folder, "some.csv", &table);
    let words = ["align", &file, "--measure", "kappa", "--resamples", "1000000", "--format", "csv"];
    let said = program::refusal(&words);
    assert!(said.contains("intervals of 5 thousand pairs from 1 million samples each"), "{said}");
    assert!(said.contains("--resamples 1000"), "{said}");
    program::answer(&[&words[..], &["--top", "3"]].concat());
}

#[test]
fn a_square_of_scores_says_on_how_many_targets_each_rests_and_marks_what_is_thin() {
    let folder = program::folder();
    let rows = (0..8).flat_map(|t| [format!("a,t{t},support\n"), format!("b,t{t},support\n")]);
    let rows = rows.chain(["c,t1,support\n".to_owned()]).collect::<String>();
    let name = program::file(&folder, "thin.csv", &format!("actor,issue,position\n{rows}"));
    for form in ["table", "md"] {
        let said = program::answer(&["align", &name, "--matrix", "--format", form]);
        let said = said.replace('\\', "");
        assert!(said.contains("1.00 (8)") && !said.contains("(8)*"), "{said}");
        assert!(said.contains("1.00 (1)*"), "{said}");
        assert!(said.contains("* marks one or two alone"), "{said}");
    }
    let csv = program::answer(&["align", &name, "--matrix", "--format", "csv"]);
    assert!(csv.contains("b,1,,1") && !csv.contains('('), "{csv}");
}
