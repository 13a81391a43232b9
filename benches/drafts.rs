//! Measures what drafts are worth, on data outside the project: `cargo bench --bench drafts --features draft -- FOLDER`.
//!
//! FOLDER has, each if it is there:
//!
//! - `articles/`: reports `NAME.txt` with the map's names in `NAME.actors.csv` (actor, kind, aliases between semicolons,
//!   `part_of`) and `NAME.issues.csv` (issue, aliases), what a coder found in `NAME.gold.csv` (paragraph, actor, speaker,
//!   target, position, optional, trap note), and `traps.csv` (file, sentence): sentences on which any stance is wrong;
//! - `seed/`: one report, whose stances are those of `examples/data/northeast-asia-2016.toml`;
//! - `data/plover/`: tables of sentences with a marked source and target and one of four classes.
//!
//! A draft is right if a gold stance has its actor (or its speaker), target, position and paragraph; each gold stance counts
//! once. Another position that the gold's note calls acceptable is right too; optional gold stances are neither rewarded nor
//! punished. Edges leave the paragraphs aside.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Instant;

use stancegraph::draft::event::{EventClass, classify};
use stancegraph::draft::{Draft, Drafter, Language, Named, Names, Place};
use stancegraph::format::Reader;

type Outcome<T> = Result<T, Box<dyn Error>>;
type Row = BTreeMap<String, String>;
/// The text, the actor, the target, the position, the paragraph.
type Key = (String, String, String, String, String);

/// The least confidence of the drafts that count.
const LEAST: f64 = Drafter::LEAST_CONFIDENCE;

fn main() -> Outcome<()> {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with("--"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = folder.map_or_else(|| root.join("../shared"), PathBuf::from);
    articles(&folder.join("articles"))?;
    seed(&folder.join("seed"), root)?;
    events(&folder.join("data/plover"))
}

/// The files of a folder with an ending, in order; says so if there is none.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files = entries
        .map(|entry| entry.path())
        .filter(|path| path.to_str().is_some_and(|path| path.ends_with(ending)))
        .collect::<Vec<_>>();
    files.sort();
    if files.is_empty() {
        println!("skipped: no {ending} in {}", folder.display());
    }
    files
}

fn rows(path: &Path, delimiter: u8) -> Outcome<Vec<Row>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(path)?;
    Ok(reader.deserialize().collect::<Result<_, _>>()?)
}

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", |cell| cell.trim())
}

/// A name by its letters and digits alone.
fn plain(name: &str) -> String {
    let words = name.to_lowercase();
    let words = words.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn named(path: &Path, column: &str) -> Outcome<Vec<Named>> {
    let of = |row: &Row| {
        let name = cell(row, column);
        let aliases = cell(row, "aliases").split(';').filter(|alias| !alias.is_empty());
        let named = Named::new(name, name).with_aliases(aliases);
        let (kind, whole) = (cell(row, "kind"), cell(row, "part_of"));
        let named = if kind.is_empty() { named } else { named.with_kind(kind) };
        if whole.is_empty() { named } else { named.with_part_of(whole) }
    };
    Ok(rows(path, b',')?.iter().map(of).collect())
}

/// A report with its drafts and its gold.
struct Report {
    name: String,
    drafts: Vec<Draft>,
    gold: Vec<Row>,
}

impl Report {
    fn read(path: &Path) -> Outcome<Self> {
        let names = Names::default()
            .with_actors(named(&path.with_extension("actors.csv"), "actor")?)
            .with_issues(named(&path.with_extension("issues.csv"), "issue")?);
        let drafter = Drafter::new(&names, Language::english());
        Ok(Self {
            name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
            drafts: drafter.draft(&fs::read_to_string(path)?, None),
            gold: rows(&path.with_extension("gold.csv"), b',')?,
        })
    }

    fn key(&self, draft: &Draft) -> Key {
        let paragraph = match draft.place {
            Place::Headline => "h".to_owned(),
            Place::Paragraph(number) => number.to_string(),
        };
        let (actor, target) = (plain(&draft.actor.name), plain(&draft.target.name().name));
        (self.name.clone(), actor, target, draft.position.as_str().to_owned(), paragraph)
    }

    /// The keys under which a gold stance may be drafted, the coded one first.
    fn forms(&self, row: &Row) -> Vec<Key> {
        let note = cell(row, "trap note");
        let others = ["support", "oppose", "neutral"];
        let others =
            others.into_iter().filter(|side| note.contains(&format!("({side} acceptable)")));
        let sides = std::iter::once(cell(row, "position")).chain(others).collect::<Vec<_>>();
        let names = [cell(row, "actor"), cell(row, "speaker")];
        let names = names.into_iter().filter(|name| !name.is_empty());
        names
            .flat_map(|name| sides.iter().map(move |side| (name, *side)))
            .map(|(name, side)| {
                let paragraph = cell(row, "paragraph").to_lowercase();
                let target = plain(cell(row, "target"));
                (self.name.clone(), plain(name), target, side.to_lowercase(), paragraph)
            })
            .collect()
    }
}

/// What is right of what was drafted and of what was wanted.
fn score(drafts: &BTreeMap<Key, usize>, gold: &[(Vec<Key>, bool)]) -> (usize, usize, usize) {
    let mut left = drafts.clone();
    let mut take = |forms: &[Key]| {
        let found = forms.iter().find(|key| left.get(*key).is_some_and(|count| *count > 0));
        if let Some(count) = found.and_then(|key| left.get_mut(key)) {
            *count -= 1;
            return true;
        }
        false
    };
    let core = gold.iter().filter(|(_, is_optional)| !is_optional);
    let right = core.clone().filter(|(forms, _)| take(forms)).count();
    let optional = gold.iter().filter(|(_, is_optional)| *is_optional);
    let excused = optional.filter(|(forms, _)| take(forms)).count();
    (right, drafts.values().sum::<usize>() - excused, core.count())
}

fn say(what: &str, (right, drafted, wanted): (usize, usize, usize)) {
    let (precision, recall) = (share(right, drafted), share(right, wanted));
    let f1 = if right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
    println!(
        "{what}: {right} right of {drafted} drafted and {wanted} wanted; precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}"
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn counted(keys: impl Iterator<Item = Key>) -> BTreeMap<Key, usize> {
    keys.fold(BTreeMap::new(), |mut counts, key| {
        *counts.entry(key).or_default() += 1;
        counts
    })
}

fn articles(folder: &Path) -> Outcome<()> {
    let paths = files(folder, ".txt");
    let reports = paths.iter().map(|path| Report::read(path)).collect::<Outcome<Vec<_>>>()?;
    if reports.is_empty() {
        return Ok(());
    }
    let gold = reports
        .iter()
        .flat_map(|report| {
            report.gold.iter().map(|row| (report.forms(row), cell(row, "optional") == "yes"))
        })
        .collect::<Vec<_>>();
    let sure = |least: f64| {
        reports.iter().flat_map(move |report| {
            let drafts = report.drafts.iter().filter(move |draft| draft.confidence >= least);
            drafts.map(|draft| report.key(draft))
        })
    };
    println!("{} reports, drafts of confidence {LEAST} or more", reports.len());
    say("actor, target, position and paragraph", score(&counted(sure(LEAST)), &gold));
    let edge =
        |(text, actor, target, position, _): Key| (text, actor, target, position, String::new());
    let edges = counted(sure(LEAST).map(edge).collect::<BTreeSet<_>>().into_iter());
    let found = counted(sure(LEAST));
    let mut gold_edges = BTreeMap::new();
    for (forms, is_optional) in &gold {
        let known = forms.iter().find(|form| found.contains_key(*form));
        if let Some(known) = known.or(forms.first()) {
            *gold_edges.entry(vec![edge(known.clone())]).or_insert(true) &= *is_optional;
        }
    }
    say("edges", score(&edges, &gold_edges.into_iter().collect::<Vec<_>>()));
    curve(&reports, &gold);
    println!("the same at other least confidences");
    for least in [0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
        say(&format!("  {least:.1}"), score(&counted(sure(least)), &gold));
    }
    traps(folder, &reports)
}

/// How many drafts are right, by their confidence.
fn curve(reports: &[Report], gold: &[(Vec<Key>, bool)]) {
    let known = gold.iter().flat_map(|(forms, _)| forms).collect::<BTreeSet<_>>();
    println!("drafts that are right (or optional), by confidence");
    let ends = [0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
    for (low, high) in ends.iter().zip(&ends[1..]) {
        let drafts = reports.iter().flat_map(|report| {
            let drafts =
                report.drafts.iter().filter(|draft| (*low..*high).contains(&draft.confidence));
            drafts.map(|draft| known.contains(&report.key(draft)))
        });
        let drafts = drafts.collect::<Vec<_>>();
        let right = drafts.iter().filter(|is_right| **is_right).count();
        if !drafts.is_empty() {
            println!(
                "  {low:.1} to {high:.1}: {right} of {} ({:.2})",
                drafts.len(),
                share(right, drafts.len())
            );
        }
    }
}

fn traps(folder: &Path, reports: &[Report]) -> Outcome<()> {
    let path = folder.join("traps.csv");
    if !path.is_file() {
        println!("skipped: no traps.csv");
        return Ok(());
    }
    let traps = rows(&path, b',')?;
    let is_hit = |trap: &&Row| {
        let name = cell(trap, "file").trim_end_matches(".txt");
        let sentence = plain(cell(trap, "sentence"));
        let drafts = reports.iter().filter(|report| report.name == name);
        let mut drafts = drafts.flat_map(|report| &report.drafts);
        drafts.any(|draft| {
            let quote = plain(&draft.quote);
            let is_inside = quote.contains(&sentence) || sentence.contains(&quote);
            draft.confidence >= LEAST && !quote.is_empty() && is_inside
        })
    };
    let hit = traps.iter().filter(is_hit).count();
    println!("trap sentences with a draft: {hit} of {}", traps.len());
    Ok(())
}

/// The edges of the example's map in the report that it was coded from, and how many reports a thread reads in a minute.
fn seed(folder: &Path, root: &Path) -> Outcome<()> {
    let Some(path) = files(folder, ".txt").into_iter().next() else { return Ok(()) };
    let text = fs::read_to_string(path)?;
    let graph = Reader::new().path(root.join("examples/data/northeast-asia-2016.toml")).read()?;
    let names = Names::default()
        .with_actors(graph.actors().iter().map(Named::from))
        .with_issues(graph.issues().iter().map(Named::from));
    let drafter = Drafter::new(&names, Language::english());
    let drafts = drafter.draft(&text, None);
    let wanted = graph.stances().map(|stance| {
        (stance.actor().id.to_string(), stance.target().id().to_owned(), stance.position())
    });
    let wanted = wanted.collect::<BTreeSet<_>>();
    let found = drafts.iter().filter(|draft| draft.confidence >= LEAST).map(|draft| {
        let id = |name: &stancegraph::draft::Name| name.id.clone().unwrap_or(name.name.clone());
        (id(&draft.actor), id(draft.target.name()), draft.position)
    });
    let found = found.collect::<BTreeSet<_>>();
    let right = found.intersection(&wanted).count();
    println!("seed: {right} of {} edges of the map, {} others", wanted.len(), found.len() - right);
    let start = Instant::now();
    let mut count = 0_u32;
    while start.elapsed().as_secs() < 3 {
        std::hint::black_box(drafter.draft(&text, None));
        count += 1;
    }
    let minute = f64::from(count) * 60.0 / start.elapsed().as_secs_f64();
    println!("speed: {minute:.0} reports of seed size a minute on one thread");
    Ok(())
}

/// Cooperation or conflict, in words or in deeds, of sentences with a marked source and target.
fn events(folder: &Path) -> Outcome<()> {
    for path in files(folder, ".tsv") {
        let mut matrix = [[0_usize; 4]; 4];
        for row in rows(&path, b'\t')? {
            let (text, source, target) = unmarked(cell(&row, "marked_sentence"));
            let gold = cell(&row, "gold_penta").parse::<usize>()?;
            let found = EventClass::ALL
                .iter()
                .position(|class| *class == classify(&text, source.clone(), target.clone()));
            if let (Some(gold), Some(found)) = (gold.checked_sub(1).filter(|gold| *gold < 4), found)
            {
                matrix[gold][found] += 1;
            }
        }
        let two = f64::midpoint(f1(&matrix, &[0, 1]), f1(&matrix, &[2, 3]));
        let four = (0..4).map(|class| f1(&matrix, &[class])).sum::<f64>() / 4.0;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        println!("{name}: macro-F1 of two classes {two:.3}, of four {four:.3}");
    }
    Ok(())
}

fn f1(matrix: &[[usize; 4]; 4], classes: &[usize]) -> f64 {
    let sum = |golds: &[usize], founds: &[usize]| {
        golds
            .iter()
            .map(|gold| founds.iter().map(|found| matrix[*gold][*found]).sum::<usize>())
            .sum::<usize>()
    };
    let all = [0, 1, 2, 3];
    share(2 * sum(classes, classes), sum(classes, &all) + sum(&all, classes))
}

/// The sentence without its marks, and the bytes of its first source and target.
fn unmarked(marked: &str) -> (String, Range<usize>, Range<usize>) {
    let marks = [("<s>", 0, true), ("</s>", 0, false), ("<t>", 1, true), ("</t>", 1, false)];
    let mut text = String::new();
    let (mut starts, mut ranges) = ([0, 0], [None, None]);
    let mut rest = marked;
    while let Some(letter) = rest.chars().next() {
        let mark = marks.into_iter().find(|(mark, ..)| rest.starts_with(mark));
        match mark {
            Some((mark, which, true)) => {
                starts[which] = text.len();
                rest = &rest[mark.len()..];
            }
            Some((mark, which, false)) => {
                ranges[which] = ranges[which].clone().or(Some(starts[which]..text.len()));
                rest = &rest[mark.len()..];
            }
            None => {
                text.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    let [source, target] = ranges;
    (text, source.unwrap_or(0..0), target.unwrap_or(0..0))
}
