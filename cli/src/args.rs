//! The options of every verb: which files, which part of the graph, and how the answer is written.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use stancegraph::format::Reader;
use stancegraph::graph::{ActorIx, Facet, Filter, Query, RollUp, TargetKind, Time};
use stancegraph::model::{Date, Position};
use stancegraph::{StanceGraph, View};

use crate::answer::Output;
use crate::facets::Facets;
use crate::failure::Failure;
use crate::message;
use crate::reading::Reading;
use crate::save;
use stancegraph::answer::plural;

/// What every question is asked with.
#[derive(Args, Debug)]
pub struct Question {
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub viewing: Viewing,
    #[command(flatten)]
    pub output: Output,
}

impl Question {
    /// Reads all files into one graph, and groups its actors as asked.
    pub fn graph(&self, files: &[PathBuf]) -> Result<StanceGraph, Failure> {
        self.reading.check(files)?;
        self.part(files)
    }

    /// Does the same for some of the files, which need not make use of every flag.
    pub fn part(&self, files: &[PathBuf]) -> Result<StanceGraph, Failure> {
        let graph = self.reading.graph_by(Reader::new(), files)?;
        if let Some(path) = &self.output.output {
            save::refuse_input(path)?;
        }
        self.viewing.grouped(graph)
    }
}

/// Which targets are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Issues and actors
    All,
    /// Only issues
    Issues,
    /// Only actors
    Actors,
}

/// For which whole a part counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Whole {
    /// The whole that it is directly a part of
    Parent,
    /// The outermost whole
    Top,
}

/// Which stances count.
#[derive(Args, Debug)]
#[command(next_help_heading = "Filters")]
pub struct Viewing {
    #[command(flatten)]
    facets: Facets,
    /// Only stances on issues, or only those toward actors
    #[arg(long, value_name = "KIND")]
    targets: Option<Kind>,
    /// Only positions that support, oppose or are neutral: those in force (including mixed ones, as a whole), or,
    /// in a window, the stances in it; may be repeated
    #[arg(long, value_name = "POSITION")]
    position: Vec<Position>,
    /// Only stances with this text in their label, quote, note, locator or names
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Positions in force on this day; of a month or a year, on its last day: 2020 is 2020-12-31. By default, on the
    /// last day that has a stance
    #[arg(long, value_name = "DATE", conflicts_with_all = ["from", "until", "ever"], help_heading = "Time")]
    at: Option<Date>,
    /// What was said from this day on; of a month or a year, from its first day: 2020 is 2020-01-01
    #[arg(long, value_name = "DATE", help_heading = "Time")]
    from: Option<Date>,
    /// What was said before this day; of a month or a year, before its first day, so that --from 2020
    /// --until 2021 is all of 2020
    #[arg(long, value_name = "DATE", help_heading = "Time")]
    until: Option<Date>,
    /// Everything that was ever said, in force or not
    #[arg(long, conflicts_with_all = ["from", "until"], help_heading = "Time")]
    ever: bool,
    /// For whom a stance counts: actor, speaker (who said it), kind, or an attribute of actors, which groups
    /// those with the same value
    #[arg(
        long,
        value_name = "UNIT",
        default_value = "actor",
        hide_default_value = true,
        help_heading = "Grouping"
    )]
    by: String,
    /// Count parts for their wholes: a minister for the state, a state for its alliance
    #[arg(long, value_name = "WHOLE", num_args = 0..=1, default_missing_value = "top", require_equals = true, help_heading = "Grouping")]
    roll_up: Option<Whole>,
}

impl Viewing {
    /// The view of the graph that the user asked for.
    pub fn view<'g>(&self, graph: &'g StanceGraph) -> Result<View<'g>, Failure> {
        let view = graph.ask(&self.query()?)?;
        if graph.stance_count() > 0 && view.stances().next().is_none() {
            message::note(&format!("no stance is in view: {view}"));
            for name in self.facets.of(Facet::Actor) {
                self.note_speaker(&view, graph.find_actor(name)?);
            }
        }
        Ok(view)
    }

    /// Notes that an actor without a stance in view speaks for others.
    pub fn note_speaker(&self, view: &View, actor: ActorIx) {
        let takes_position =
            || view.stances().any(|stance| view.acting(stance).expect("of this graph") == actor);
        let spoken = view.graph().spoken_count(actor).expect("of this graph");
        if self.by == "actor" && spoken > 0 && !takes_position() {
            let name = view.graph().actor_at(actor).expect("of this graph").title();
            let stances = plural(spoken, "stance");
            message::note(&message::warning(&format!(
                "\"{name}\" has no position of its own, but is the speaker of {stances}; add --by speaker"
            )));
        }
    }

    /// Notes how to compare one actor with all others, if only its stances are in view.
    pub fn note_alone(&self) {
        if let [name] = self.facets.of(Facet::Actor).as_slice() {
            message::note(&message::warning(&format!(
                "--actor leaves only the stances of \"{name}\", and nobody to compare it with; \
                 --with \"{name}\" compares it with all others"
            )));
        }
    }

    /// Whether the user asked for a day, a first day or everything.
    pub fn is_about_a_time(&self) -> bool {
        self.at.is_some() || self.from.is_some() || self.ever
    }

    /// The day before which everything in view was said.
    pub fn until(&self) -> Option<Date> {
        self.until
    }

    /// Shows only issues, unless the user chose targets.
    pub fn issues_by_default(&mut self) {
        if self.facets.of(Facet::Target).is_empty() {
            self.targets = self.targets.or(Some(Kind::Issues));
        }
    }

    /// The query that the user asked for.
    fn query(&self) -> Result<Query, Failure> {
        let kind = match self.targets {
            None | Some(Kind::All) => TargetKind::All,
            Some(Kind::Issues) => TargetKind::Issues,
            Some(Kind::Actors) => TargetKind::Actors,
        };
        let mut filter =
            Filter::default().with_target_kind(kind).with_positions(self.position.clone());
        filter.text.clone_from(&self.text);
        self.facets.ask(&mut filter);
        let time = match (self.at, self.ever) {
            (Some(day), _) => Time::Snapshot(day),
            (None, true) => Time::EVER,
            (None, false) => Time::between(self.from, self.until)?,
        };
        let roll_up = match self.roll_up {
            None => RollUp::None,
            Some(Whole::Parent) => RollUp::Parent,
            Some(Whole::Top) => RollUp::Top,
        };
        Ok(Query::default().with_filter(filter).with_time(time).with_roll_up(roll_up).by(&self.by))
    }

    /// Groups the actors of a graph as asked.
    pub fn grouped(&self, graph: StanceGraph) -> Result<StanceGraph, Failure> {
        Ok(graph.grouped_for(&self.query()?)?)
    }
}

/// Splits "ACTOR FILE…" into the names and the files.
///
/// If the files come first, the error says so.
pub fn split(
    words: &[String],
    asked: usize,
    usage: &str,
) -> Result<(Vec<String>, Vec<PathBuf>), Failure> {
    let (names, files) = words.split_at(asked.min(words.len()));
    let swapped = names.first().is_some_and(|name| std::path::Path::new(name).is_file());
    if files.is_empty() || swapped {
        return Err(Failure::Usage(format!("the files come last: {usage}")));
    }
    Ok((names.to_vec(), files.iter().map(PathBuf::from).collect()))
}
