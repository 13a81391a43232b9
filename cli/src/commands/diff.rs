//! `diff`: what differs between two files, or between two days.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::diff::{AlignmentEdit, Diff, Edit, FieldEdit, Scored, StandingEdit};
use stancegraph::graph::{Side, Time};
use stancegraph::model::{Actor, Date, Issue, Source, StanceId};
use stancegraph::{Error, StanceGraph, StanceRef, Standing, View};

use crate::answer;
use crate::args::Question;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::failure::Failure;
use crate::outcome::Outcome;
use crate::sheet::left_out;
use crate::sheet::{self, Row, Sheet, Value};
use stancegraph::answer::plural;

/// What differs between two files or folders, or between two days. Exits with 1 if anything differs, 0 if
/// nothing does.
///
/// It lists actors, issues, sources and stances that were added, removed or edited, and the standings and
/// agreements that changed as a result. Stances are matched by their ids. Of the others, a removed and an
/// added stance of one actor on one target count as edited if they have the same source, locator and
/// date, or else the same source and locator, or else the same date.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  stancegraph diff old.toml new.toml
  stancegraph diff coded-by-ann/ coded-by-ben/ --issue thaad --format md
  stancegraph diff map.toml --days 2015-12-31 2016-12-31
  git show HEAD:map.toml | stancegraph diff - map.toml")]
pub struct Args {
    /// The old and the new file or folder; with --days, any files
    #[arg(value_name = "OLD NEW", required = true)]
    files: Vec<PathBuf>,
    /// Compare the positions in force on two days of the same files
    #[arg(
        long,
        value_names = ["OLD", "NEW"],
        num_args = 2,
        conflicts_with_all = ["at", "from", "until", "ever"]
    )]
    days: Option<Vec<Date>>,
    /// How many pairs of actors whose agreement changed to list, those that changed most first; by default 20
    /// in tables, otherwise all
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    #[command(flatten)]
    question: Question,
}

/// What differs.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    /// The old file, or the old day.
    old: String,
    /// The new file, or the new day.
    new: String,
    /// The title, the description, and what labels mean.
    about: Vec<FieldEdit>,
    actors: Vec<Thing<'g>>,
    issues: Vec<Thing<'g>>,
    sources: Vec<Thing<'g>>,
    stances: Vec<Said<'g>>,
    /// Where actors stand differently because of it.
    standings: Vec<Moved<'g>>,
    /// Which actors agree more or less because of it: those whose score changed most first, then
    /// those who had, or have, none.
    alignments: Vec<Aligned<'g>>,
    /// How many more pairs of actors there are.
    omitted: usize,
    /// A sheet for each part, where people read it.
    #[serde(skip)]
    for_people: bool,
    /// Whether two days are compared.
    #[serde(skip)]
    are_days: bool,
}

/// An actor, an issue or a source that differs.
#[derive(Serialize, JsonSchema)]
struct Thing<'g> {
    /// "added", "removed" or "edited".
    change: &'static str,
    id: &'g str,
    name: &'g str,
    /// What differs, where it is edited.
    fields: Vec<FieldEdit>,
}

/// A stance that differs.
#[derive(Serialize, JsonSchema)]
struct Said<'g> {
    /// "added", "removed" or "edited".
    change: &'static str,
    /// The id that it had; absent where it is new.
    old: Option<String>,
    /// The id that it has; absent where it is gone.
    new: Option<String>,
    actor: ActorName<'g>,
    target: TargetName<'g>,
    label: &'g str,
    /// Whom a stance on an issue is addressed to.
    toward: Option<ActorName<'g>>,
    date: Option<Date>,
    /// What differs, where it is edited.
    fields: Vec<FieldEdit>,
    #[serde(skip)]
    behind: Behind<'g>,
}

/// A standing that differs.
#[derive(Serialize, JsonSchema)]
struct Moved<'g> {
    actor: ActorName<'g>,
    target: TargetName<'g>,
    /// Absent where the actor had none.
    old: Option<Held<'g>>,
    /// Absent where the actor has none any more.
    new: Option<Held<'g>>,
    #[serde(skip)]
    behind: Behind<'g>,
}

/// Where an actor stands.
#[derive(Serialize, JsonSchema)]
struct Held<'g> {
    side: Side,
    /// The mean of the signed positions that decide the side, in [-1, 1].
    value: f64,
    /// The ids of the stances that decide the side.
    #[schemars(with = "Vec<String>")]
    stances: Behind<'g>,
}

/// Two actors whose agreement differs.
#[derive(Serialize, JsonSchema)]
struct Aligned<'g> {
    a: ActorName<'g>,
    b: ActorName<'g>,
    /// Absent where the two had nothing to do with one another.
    old: Option<Scored>,
    /// Absent where the two have nothing to do with one another.
    new: Option<Scored>,
}

impl Args {
    pub fn run(self) -> Result<Outcome, Failure> {
        match self.days.as_deref() {
            Some([old, new]) => self.between_days(*old, *new),
            _ => self.files(),
        }
    }

    fn between_days(&self, old: Date, new: Date) -> Result<Outcome, Failure> {
        let graph = self.question.graph(&self.files)?;
        let at = |day| -> Result<View, Failure> {
            Ok(self.question.viewing.view(&graph)?.at(Time::Snapshot(day)))
        };
        let names = [old, new].map(|day| day.last_day().to_string());
        self.write(names, &at(old)?, &at(new)?)
    }

    fn files(&self) -> Result<Outcome, Failure> {
        let [old, new] = self.files.as_slice() else {
            let message = "diff compares two files or folders: stancegraph diff OLD NEW; \
                           or two days of the same files: stancegraph diff FILE... --days OLD NEW";
            return Err(Failure::Usage(message.into()));
        };
        if old == new && old.as_os_str() == "-" {
            return Err(Failure::Usage("only one of the two can be standard input".into()));
        }
        let names = [old, new].map(|path| path.display().to_string());
        self.question.reading.check(&self.files)?;
        let graph = |path: &PathBuf| self.question.part(std::slice::from_ref(path));
        let (old, new) = (graph(old)?, graph(new)?);
        let (before, after) = (self.view(&names[0], &old)?, self.view(&names[1], &new)?);
        self.write(names, &before, &after)
    }

    /// A file as it was asked for; what it does not know is said with its name.
    fn view<'g>(&self, name: &str, graph: &'g StanceGraph) -> Result<View<'g>, Failure> {
        self.question.viewing.view(graph).map_err(|failure| match failure {
            Failure::Library(error @ Error::Unknown { .. }) => {
                Failure::Usage(format!("{name}: {error}"))
            }
            other @ (Failure::Library(_)
            | Failure::Usage(_)
            | Failure::Words(_)
            | Failure::ClosedPipe) => other,
        })
    }

    fn write<'v>(
        &self,
        names: [String; 2],
        old: &'v View<'v>,
        new: &'v View<'v>,
    ) -> Result<Outcome, Failure> {
        let diff = Diff::between(old, new);
        let outcome = if diff.is_empty() { Outcome::Fine } else { Outcome::Found };
        let for_people = self.question.output.is_for_people();
        let top = self.top.unwrap_or(if for_people { 20 } else { usize::MAX });
        let are_days = self.days.is_some();
        let answer = Answer { are_days, ..Answer::new(names, &diff, top, for_people) };
        answer::write(&sheet::Unmoved(answer), new, &self.question.output)?;
        Ok(outcome)
    }
}

impl<'g> Answer<'g> {
    fn new([old, new]: [String; 2], diff: &Diff<'g>, top: usize, for_people: bool) -> Self {
        let edited = diff.stances.iter().filter_map(|edit| Some((edit.before()?, edit.after()?)));
        // An id means the new stance: the old one is in the fields.
        let edited = Rc::new(edited.map(|(old, _)| old.id()).collect::<BTreeSet<_>>());
        let actor = |it: &Edit<&'g Actor>| thing(it, it.latest().id.as_str(), it.latest().title());
        let issue = |it: &Edit<&'g Issue>| thing(it, it.latest().id.as_str(), it.latest().title());
        let source =
            |it: &Edit<&'g Source>| thing(it, it.latest().id.as_str(), it.latest().title());
        let mut pairs = diff.alignments.clone();
        pairs.sort_by(|a, b| movement(b).total_cmp(&movement(a)));
        Self {
            old,
            new,
            about: diff.about.clone(),
            actors: diff.actors.iter().map(actor).collect(),
            issues: diff.issues.iter().map(issue).collect(),
            sources: diff.sources.iter().map(source).collect(),
            stances: diff.stances.iter().map(Said::from).collect(),
            standings: diff.standings.iter().map(|edit| Moved::of(*edit, &edited)).collect(),
            alignments: pairs.iter().take(top).map(Aligned::from).collect(),
            omitted: pairs.len().saturating_sub(top),
            for_people,
            are_days: false,
        }
    }
}

/// How far the score of a pair moved; less than not at all where there was or is none.
fn movement(edit: &AlignmentEdit) -> f64 {
    let score = |of: Option<Scored>| of.and_then(|of| of.score);
    match (score(edit.old), score(edit.new)) {
        (Some(old), Some(new)) => (new - old).abs(),
        _ => -1.0,
    }
}

fn thing<'g, T: Copy>(edit: &Edit<T>, id: &'g str, name: &'g str) -> Thing<'g> {
    Thing { change: edit.as_str(), id, name, fields: edit.fields().to_vec() }
}

impl<'g> From<&Edit<StanceRef<'g>>> for Said<'g> {
    fn from(edit: &Edit<StanceRef<'g>>) -> Self {
        let stance = edit.latest();
        let id = |stance: Option<StanceRef>| stance.map(|stance| stance.id().to_string());
        Self {
            change: edit.as_str(),
            old: id(edit.before()),
            new: id(edit.after()),
            actor: stance.actor().into(),
            target: stance.target().into(),
            label: stance.label(),
            toward: stance.toward().map(ActorName::from),
            date: stance.date(),
            fields: edit.fields().to_vec(),
            behind: Behind::new(move || vec![stance]),
        }
    }
}

impl<'g> Moved<'g> {
    /// The stances behind it: an edited one as it is now.
    fn of(edit: StandingEdit<'g>, edited: &Rc<BTreeSet<StanceId>>) -> Self {
        let edited = Rc::clone(edited);
        let behind = move || {
            let old = edit.old.into_iter().flat_map(Standing::deciding);
            let old = old.filter(|stance| !edited.contains(&stance.id()));
            old.chain(edit.new.into_iter().flat_map(Standing::deciding)).collect()
        };
        Self {
            actor: edit.actor().into(),
            target: edit.target().into(),
            old: edit.old.map(Held::from),
            new: edit.new.map(Held::from),
            behind: Behind::new(behind),
        }
    }
}

impl<'g> From<Standing<'g>> for Held<'g> {
    fn from(standing: Standing<'g>) -> Self {
        let stances = Behind::new(move || standing.deciding().collect());
        Self { side: standing.side(), value: standing.value(), stances }
    }
}

impl<'g> From<&AlignmentEdit<'g>> for Aligned<'g> {
    fn from(edit: &AlignmentEdit<'g>) -> Self {
        Self { a: edit.a.into(), b: edit.b.into(), old: edit.old, new: edit.new }
    }
}

/// The columns of every row.
const COLUMNS: [&str; 7] = ["what", "change", "name", "field", "old", "new", "id"];

/// What a row is about.
#[derive(Clone, Copy)]
struct About<'a> {
    what: &'static str,
    change: &'static str,
    name: &'a str,
    id: &'a str,
}

impl About<'_> {
    fn row<'g>(self, field: &str, [old, new]: [Value; 2], behind: &Behind<'g>) -> Row<'g> {
        let values = vec![
            Value::text(self.what),
            Value::text(self.change),
            Value::text(self.name),
            Value::text(field),
            old,
            new,
            Value::text(self.id),
        ];
        let about = format!("{} {}: {}", self.what, self.change, self.name);
        Row { values, about, behind: behind.clone() }
    }

    /// A row for each field, the stances behind it at the first; one row without any field.
    fn rows<'g>(self, fields: &[FieldEdit], behind: &Behind<'g>) -> Vec<Row<'g>> {
        if fields.is_empty() {
            return vec![self.row("", [Value::text(""), Value::text("")], behind)];
        }
        let nothing = Behind::new(Vec::new);
        let rows = fields.iter().enumerate().map(|(index, edit)| {
            let values = [&edit.old, &edit.new].map(|value| Value::maybe(value.as_ref()));
            self.row(&edit.field, values, if index == 0 { behind } else { &nothing })
        });
        rows.collect()
    }
}

impl<'g> Said<'g> {
    fn rows(&self) -> Vec<Row<'g>> {
        let date = self.date.map(|date| format!(" ({date})")).unwrap_or_default();
        let toward = self.toward.as_ref().map(|actor| format!(", toward {}", actor.name));
        let toward = toward.unwrap_or_default();
        let name = format!("{} {} {}{toward}{date}", self.actor.name, self.label, self.target.name);
        let id = self.new.as_ref().or(self.old.as_ref()).map_or("", String::as_str);
        About { what: "stance", change: self.change, name: &name, id }
            .rows(&self.fields, &self.behind)
    }
}

/// "added", "removed" or "edited".
fn change<T>(old: Option<&T>, new: Option<&T>) -> &'static str {
    match (old, new) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "edited",
    }
}

impl<'g> Moved<'g> {
    fn rows(&self) -> Vec<Row<'g>> {
        let name = format!("{} on {}", self.actor.name, self.target.name);
        let id = format!("{} on {}", self.actor.id, self.target.id);
        let change = change(self.old.as_ref(), self.new.as_ref());
        let about = About { what: "standing", change, name: &name, id: &id };
        let [old, new] = [&self.old, &self.new].map(Option::as_ref);
        let side = |held: Option<&Held>| Value::maybe(held.map(|held| held.side));
        let value = |held: Option<&Held>| Value::Score(held.map(|held| held.value));
        let is_moved = old.map(|held| held.side) != new.map(|held| held.side);
        vec![match is_moved {
            true => about.row("side", [old, new].map(side), &self.behind),
            false => about.row("value", [old, new].map(value), &self.behind),
        }]
    }
}

impl<'g> Aligned<'g> {
    fn rows(&self) -> Vec<Row<'g>> {
        let name = format!("{} and {}", self.a.name, self.b.name);
        let id = format!("{} and {}", self.a.id, self.b.id);
        let change = change(self.old.as_ref(), self.new.as_ref());
        let about = About { what: "agreement", change, name: &name, id: &id };
        let both = [self.old, self.new];
        let nothing = Behind::new(Vec::new);
        let score = |of: Option<Scored>| Value::Score(of.and_then(|of| of.score));
        let tally = |of: Option<Scored>| Value::maybe(of.map(|of| of.tally));
        let is_other = both[0].map(|of| of.score) != both[1].map(|of| of.score);
        let mut rows = Vec::new();
        if is_other {
            rows.push(about.row("score", both.map(score), &nothing));
        }
        rows.push(about.row("tally", both.map(tally), &nothing));
        rows
    }
}

impl<'g> Answer<'g> {
    /// The rows of what the files say, of the standings, and of the alignments.
    fn parts(&self) -> [Vec<Row<'g>>; 3] {
        let nothing = Behind::new(Vec::new);
        let about = About { what: "file", change: "edited", name: "", id: "" };
        let mut files = Vec::new();
        if !self.about.is_empty() {
            files.extend(about.rows(&self.about, &nothing));
        }
        let things = [("actor", &self.actors), ("issue", &self.issues), ("source", &self.sources)];
        for (what, things) in things {
            files.extend(things.iter().flat_map(|it| {
                About { what, change: it.change, name: it.name, id: it.id }
                    .rows(&it.fields, &nothing)
            }));
        }
        files.extend(self.stances.iter().flat_map(Said::rows));
        let standings = self.standings.iter().flat_map(Moved::rows).collect();
        [files, standings, self.alignments.iter().flat_map(Aligned::rows).collect()]
    }

    /// `1 actor, 2 stances and 1 standing differ`.
    fn summary(&self) -> String {
        let counts = [
            (self.about.len(), "description"),
            (self.actors.len(), "actor"),
            (self.issues.len(), "issue"),
            (self.sources.len(), "source"),
            (self.stances.len(), "stance"),
            (self.standings.len(), "standing"),
            (self.alignments.len() + self.omitted, "pair"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let counts = counts.map(|(count, what)| plural(*count, what)).collect::<Vec<_>>();
        if counts.is_empty() { "no difference".into() } else { counts.join(", ") }
    }
}

impl<'g> sheet::Answer<'g> for Answer<'g> {
    const VERB: &'static str = "diff";

    fn says_time(&self) -> bool {
        self.are_days
    }

    fn sheets(&self) -> Vec<Sheet<'g>> {
        let title = format!("{} -> {}: {}", self.old, self.new, self.summary());
        let sheet = |title, rows| Sheet { title, columns: COLUMNS.to_vec(), rows, notes: vec![] };
        let parts = self.parts();
        if !self.for_people {
            return vec![sheet(title, parts.into_iter().flatten().collect())];
        }
        let [files, standings, alignments] = parts;
        let mut sheets = vec![sheet(title, files)];
        for (title, rows) in
            [("Where they stand differently", standings), ("How far they agree", alignments)]
        {
            if !rows.is_empty() {
                sheets.push(sheet(title.into(), rows));
            }
        }
        if let Some(last) = sheets.last_mut() {
            last.notes = left_out(self.omitted, "pair");
        }
        sheets
    }
}

sheet::unmoved!(Answer<'g>);
