//! The graph.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::builder::{Builder, Texts};
use super::derived_id::{alike_runs, derived_id, is_same};
use super::edge::{Number, Stamp};
use super::taken::Taken;
use super::{
    ActorIx, IssueIx, LabelIx, Node, SourceIx, StanceEdge, StanceIx, StanceRef, TargetRef, Time,
    View,
};
use crate::error::{Error, Fault, FileId, Files, LeftOut, Place, alike, contains};
use crate::model::{
    Actor, Date, Document, Issue, LabelMeaning, PositionRange, Source, SourceId, StanceId,
};

/// A stance graph: actors and issues are nodes, stances are parallel edges between them.
///
/// The graph is immutable, checked and sorted: actors, issues, sources and labels by id; stances by actor, target,
/// date, source and locator. [`Builder`] and [`Format::read`](crate::Format::read) create one.
///
/// With serde it is a [`Document`].
#[derive(Clone, Debug)]
pub struct StanceGraph {
    /// The identity of the graph, which its numbers carry.
    pub(super) stamp: Stamp,
    pub(super) graph: DiGraph<Node, StanceEdge>,
    pub(super) actors: Vec<Actor>,
    pub(super) wholes: Vec<Option<Number>>,
    pub(super) issues: Vec<Issue>,
    pub(super) sources: Vec<Source>,
    pub(super) actor_names: FxHashMap<Box<str>, u32>,
    pub(super) issue_names: FxHashMap<Box<str>, u32>,
    /// The places where actors, issues and sources are declared.
    pub(super) places: [Vec<Option<Place>>; 3],
    pub(super) labels: Vec<Box<str>>,
    /// The meaning of each label on an issue and toward an actor: from the files, otherwise from the lexicon.
    pub(super) implied: Vec<[Option<LabelMeaning>; 2]>,
    pub(super) meanings: BTreeMap<String, LabelMeaning>,
    /// Whether the side of a stance is opposite to that of its label.
    pub(super) contradicts_labels: bool,
    pub(super) evidence: Evidence,
    pub(super) weights: Weights,
    pub(super) period: Option<(Date, Date)>,
    pub(super) origins: Vec<Origin>,
    pub(super) files: Files,
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    /// What was left out of its files.
    pub(super) left_out: Vec<LeftOut>,
    /// What was skipped in its files without a report.
    pub(super) passed_over: Vec<LeftOut>,
    pub(super) taken: Vec<Taken>,
    pub(super) created: Option<Fault>,
    /// The property by which its actors are grouped.
    pub(super) grouping: Option<String>,
    /// The groups, by name and id; they take precedence over actors of the same name.
    pub(super) group_names: FxHashMap<Box<str>, u32>,
    /// Runs of stances that are alike, computed when the first id is derived.
    pub(super) alike: OnceLock<Vec<Range<usize>>>,
    /// The same graph with its drafts, if it has any.
    pub(super) with_drafts: Option<Arc<Self>>,
    /// The number of drafts, in this graph or in that.
    pub(super) draft_count: usize,
}

/// The weights of stances, in the unit of their file.
#[derive(Clone, Debug)]
pub(super) struct Weights {
    /// The weight of a stance of full strength; 1 or more.
    pub(super) heaviest: f64,
    /// The smallest and the largest coded value, with its sign, if a file states them.
    pub(super) coded: Option<PositionRange>,
    /// The edges for which strength times heaviest weight differs from the weight that was read, in the last
    /// digit; sorted.
    pub(super) exceptions: Vec<(u32, f64)>,
}

impl Weights {
    pub(super) fn of(&self, index: EdgeIndex, edge: &StanceEdge) -> f64 {
        let place =
            self.exceptions.binary_search_by_key(&index.index(), |(edge, _)| *edge as usize);
        match place {
            Ok(place) => self.exceptions[place].1,
            Err(_) => edge.strength().get() * self.heaviest,
        }
    }
}

/// The texts of the stances that have any.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// The edge and the number of its texts, sorted by edge.
    pub(super) rows: Vec<(u32, u32)>,
    pub(super) texts: Vec<Texts>,
}

impl Evidence {
    pub(super) fn of(&self, edge: EdgeIndex) -> Option<&Texts> {
        let row = self.rows.binary_search_by_key(&edge.index(), |(edge, _)| *edge as usize).ok()?;
        self.texts.get(self.rows[row].1 as usize)
    }
}

/// The file and the line of a stance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) file: u16,
    pub(super) line: u32,
}

impl Origin {
    pub(super) fn place(self) -> Option<Place> {
        let place = Place { file: FileId(self.file), line: self.line, column: 0, length: 0 };
        (self.file != u16::MAX).then_some(place)
    }
}

impl StanceGraph {
    /// Creates a builder, which takes actors, issues and stances.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// What was left out of the files as they were read, counted, with examples by name.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What tables with columns or values of their own were taken to say.
    #[must_use]
    pub fn taken(&self) -> &[Taken] {
        &self.taken
    }

    /// The warning about speakers, sources and other names that were created because no file declares them; tables,
    /// which declare nothing, are not counted.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// let map = "[actors.russia]\n[issues.thaad]\n\
    ///            [[stances]]\nactor = \"russia\"\nlabel = \"opposes\"\nissue = \"thaad\"\nsource = \"press\"\n";
    /// let graph = Format::Toml.read(map.as_bytes())?;
    /// let warning = graph.created().expect("a source is not declared").cause.to_string();
    /// assert_eq!(warning, "nobody declares the source \"press\"");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn created(&self) -> Option<&Fault> {
        self.created.as_ref()
    }

    /// What would be lost if the files were written again: everything left out, and things that need no report on
    /// reading, such as comments in tables.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// let graph = Format::Csv.read("# edges of 2016\n1 2 -1\n2 3 1\n".as_bytes())?;
    /// assert!(graph.left_out().is_empty());
    /// let lost = graph.lost().map(ToString::to_string).collect::<Vec<_>>();
    /// assert_eq!(lost, ["input: 1 lines of comments: # edges of 2016"]);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn lost(&self) -> impl Iterator<Item = &LeftOut> {
        self.left_out.iter().chain(&self.passed_over)
    }

    /// The petgraph, for any algorithm of that crate.
    #[must_use]
    pub fn petgraph(&self) -> &DiGraph<Node, StanceEdge> {
        &self.graph
    }

    /// The weight of a stance of full strength, in the unit of the file: the heaviest weight of a stance, or 1 if
    /// none is heavier.
    #[must_use]
    pub fn heaviest(&self) -> f64 {
        self.weights.heaviest
    }

    /// The smallest and the largest coded position, in the unit of the file. Known for databases of Discourse
    /// Network Analyzer whose qualifier is a whole number, and for files with `coded-range`.
    #[must_use]
    pub fn coded_range(&self) -> Option<PositionRange> {
        self.weights.coded
    }

    /// The title of the graph.
    #[must_use]
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The description of what the graph covers.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// The files from which it was read.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// The actors, sorted by id.
    #[must_use]
    pub fn actors(&self) -> &[Actor] {
        &self.actors
    }

    /// The issues, sorted by id.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The sources, sorted by id.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The labels in use, sorted.
    pub fn labels(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        self.labels.iter().map(AsRef::as_ref)
    }

    /// The place where a source is declared.
    pub(crate) fn source_place(&self, source: &SourceId) -> Option<Place> {
        let index = self.sources.binary_search_by(|known| known.id.cmp(source)).ok()?;
        self.places[2][index]
    }

    /// The meanings of labels that the files declare.
    #[must_use]
    pub fn meanings(&self) -> &BTreeMap<String, LabelMeaning> {
        &self.meanings
    }

    /// All stances, sorted by actor, target, date, source and locator. Drafts are among them only in the graph
    /// [with its drafts](Self::with_drafts).
    #[must_use]
    pub fn stances(&self) -> impl ExactSizeIterator<Item = StanceRef<'_>> + DoubleEndedIterator {
        (0..self.graph.edge_count()).map(|index| StanceRef::new(self, EdgeIndex::new(index)))
    }

    /// The number of stances.
    #[must_use]
    pub fn stance_count(&self) -> usize {
        self.graph.edge_count()
    }

    /// The same graph with its drafts among the stances: itself if it has none, or counts them already.
    ///
    /// Drafts are proposed by rules, programs or models, and no person has confirmed them. Only this graph has edges
    /// for them, so that no answer counts a draft by mistake. Numbers of one graph do not belong to the other.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// let csv = "actor,label,issue,status\nann,supports,tax,\nbob,opposes,tax,draft\n";
    /// let graph = Format::Csv.read(csv.as_bytes())?;
    /// assert_eq!((graph.stance_count(), graph.draft_count()), (1, 1));
    /// assert_eq!(graph.with_drafts().stance_count(), 2);
    /// assert!(graph.with_drafts().counts_drafts());
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn with_drafts(&self) -> &Self {
        self.with_drafts.as_deref().unwrap_or(self)
    }

    /// The same as [`with_drafts`](Self::with_drafts), owned.
    #[must_use]
    pub fn into_with_drafts(mut self) -> Self {
        self.with_drafts.take().map_or(self, Arc::unwrap_or_clone)
    }

    /// The number of drafts, whether they are among the stances or not.
    #[must_use]
    pub fn draft_count(&self) -> usize {
        self.draft_count
    }

    /// Whether drafts are among its stances.
    #[must_use]
    pub fn counts_drafts(&self) -> bool {
        self.with_drafts.is_none() && self.draft_count > 0
    }

    /// The stance with a number.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the number belongs to another graph.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// let csv = "actor,label,issue\nann,supports,tax\nbob,opposes,tax\n";
    /// let graph = Format::Csv.read(csv.as_bytes())?;
    /// let number = graph.stances().nth(1).unwrap().number();
    /// assert_eq!(graph.stance_at(number)?.actor().id.as_str(), "bob");
    /// let other = Format::Csv.read(csv.as_bytes())?;
    /// assert!(other.stance_at(number).is_err());
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn stance_at(&self, stance: StanceIx) -> Result<StanceRef<'_>, Error> {
        let number = stance.within(self.stamp)?;
        Ok(StanceRef::new(self, EdgeIndex::new(number.index())))
    }

    /// The stance on an edge of the petgraph; `None` if there is no such edge.
    ///
    /// An index of petgraph does not identify its graph; [`StanceRef::number`] does.
    #[must_use]
    pub fn stance_of_edge(&self, edge: EdgeIndex) -> Option<StanceRef<'_>> {
        (edge.index() < self.graph.edge_count()).then(|| StanceRef::new(self, edge))
    }

    /// The stance on an edge of this graph.
    pub(crate) fn stance(&self, edge: EdgeIndex) -> StanceRef<'_> {
        StanceRef::new(self, edge)
    }

    /// The runs of two or more stances that are alike.
    pub(super) fn alike_runs(&self) -> &[Range<usize>] {
        self.alike.get_or_init(|| alike_runs(self))
    }

    /// The stances with this id: one, unless two derived ids collide.
    ///
    /// O(n) in the number of stances.
    pub fn stances_with_id(&self, id: &StanceId) -> impl Iterator<Item = StanceRef<'_>> {
        self.stances().filter(move |stance| stance.id() == *id)
    }

    /// The actor with a number.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the number belongs to another graph.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// let graph = Format::Csv.read("actor,label,issue\nann,supports,tax\n".as_bytes())?;
    /// let ann = graph.find_actor("ann")?;
    /// assert_eq!(graph.actor_at(ann)?.id.as_str(), "ann");
    /// let other = Format::Csv.read("actor,label,issue\nbob,supports,tax\n".as_bytes())?;
    /// let error = other.actor_at(ann).unwrap_err();
    /// assert_eq!(error.to_string(), "this number of an actor is of another graph; find it there by its id");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    pub fn actor_at(&self, actor: ActorIx) -> Result<&Actor, Error> {
        Ok(&self.actors[actor.within(self.stamp)?.index()])
    }

    /// The issue with a number.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the number belongs to another graph.
    pub fn issue_at(&self, issue: IssueIx) -> Result<&Issue, Error> {
        Ok(&self.issues[issue.within(self.stamp)?.index()])
    }

    /// The source with a number.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the number belongs to another graph.
    pub fn source_at(&self, source: SourceIx) -> Result<&Source, Error> {
        Ok(self.source_numbered(source.within(self.stamp)?))
    }

    /// The label with a number.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the number belongs to another graph.
    pub fn label_at(&self, label: LabelIx) -> Result<&str, Error> {
        Ok(self.label_numbered(label.within(self.stamp)?))
    }

    /// The actor or the issue at a node.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the node belongs to another graph.
    pub fn target_at(&self, node: Node) -> Result<TargetRef<'_>, Error> {
        self.check_node(node).map(|()| self.target_of(node))
    }

    /// The number that petgraph assigns to a node.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the node belongs to another graph.
    pub fn node_index(&self, node: Node) -> Result<NodeIndex, Error> {
        self.check_node(node).map(|()| self.node_number(node))
    }

    /// The actor that this one is a part of.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the actor belongs to another graph.
    pub fn whole_of(&self, actor: ActorIx) -> Result<Option<ActorIx>, Error> {
        self.check_actor(actor).map(|()| self.whole(actor))
    }

    pub(crate) fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Checks that an actor belongs to this graph.
    pub(crate) fn check_actor(&self, actor: ActorIx) -> Result<(), Error> {
        actor.within(self.stamp).map(drop)
    }

    /// Checks that an actor or an issue belongs to this graph.
    pub(crate) fn check_node(&self, node: Node) -> Result<(), Error> {
        match node {
            Node::Actor(actor) => actor.within(self.stamp).map(drop),
            Node::Issue(issue) => issue.within(self.stamp).map(drop),
        }
    }

    /// An actor of this graph.
    pub(crate) fn actor(&self, actor: ActorIx) -> &Actor {
        self.actor_numbered(actor.number)
    }

    pub(crate) fn actor_numbered(&self, actor: Number) -> &Actor {
        &self.actors[actor.index()]
    }

    /// An issue of this graph.
    pub(crate) fn issue(&self, issue: IssueIx) -> &Issue {
        &self.issues[issue.index()]
    }

    pub(crate) fn source_numbered(&self, source: Number) -> &Source {
        &self.sources[source.index()]
    }

    pub(crate) fn label_numbered(&self, label: Number) -> &str {
        &self.labels[label.index()]
    }

    /// The actor or the issue at a node of this graph.
    pub(crate) fn target_of(&self, node: Node) -> TargetRef<'_> {
        match node {
            Node::Actor(actor) => TargetRef::Actor(self.actor(actor)),
            Node::Issue(issue) => TargetRef::Issue(self.issue(issue)),
        }
    }

    /// The number that petgraph assigns to a node of this graph.
    pub(crate) fn node_number(&self, node: Node) -> NodeIndex {
        NodeIndex::new(match node {
            Node::Actor(actor) => actor.index(),
            Node::Issue(issue) => self.actors.len() + issue.index(),
        })
    }

    /// The node with a petgraph number.
    pub(crate) fn node_numbered(&self, number: usize) -> Node {
        self.graph[NodeIndex::new(number)]
    }

    /// The actor that an actor of this graph is a part of.
    pub(crate) fn whole(&self, actor: ActorIx) -> Option<ActorIx> {
        self.wholes[actor.index()].map(|whole| self.actor_ix(whole))
    }

    pub(crate) fn actor_ix(&self, number: Number) -> ActorIx {
        ActorIx::new(number, self.stamp)
    }

    fn issue_ix(&self, number: usize) -> IssueIx {
        IssueIx::new(Number::new(number), self.stamp)
    }

    /// Whether a file declares an actor, or an issue, with this id.
    pub(crate) fn is_declared(&self, is_actor: bool, id: &str) -> bool {
        let (found, places) = match is_actor {
            true => (self.actors.binary_search_by(|it| it.id.as_str().cmp(id)), &self.places[0]),
            false => (self.issues.binary_search_by(|it| it.id.as_str().cmp(id)), &self.places[1]),
        };
        found.is_ok_and(|index| places[index].is_some())
    }

    /// The file in which the last actor, issue or source is declared, by its name.
    #[cfg(feature = "workbench")]
    pub(crate) fn last_declaring(&self, kind: usize) -> Option<&str> {
        let last = self.places[kind].iter().flatten().max();
        last.map(|place| self.files.name(place.file))
    }

    /// Finds an actor by id, name or alias. Case does not matter if only one actor fits.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] with the nearest name.
    pub fn find_actor(&self, name: &str) -> Result<ActorIx, Error> {
        if let Some(group) = self.group_names.get(name.trim()) {
            return Ok(self.actor_ix(Number::new(*group as usize)));
        }
        let ids = self.actors.iter().map(|actor| actor.id.as_str());
        let number = find("actor", name, ids, &self.actor_names)?;
        Ok(self.actor_ix(Number::new(number)))
    }

    /// Finds an issue by id, name or alias. Case does not matter if only one issue fits.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] with the nearest name.
    pub fn find_issue(&self, name: &str) -> Result<IssueIx, Error> {
        let ids = self.issues.iter().map(|issue| issue.id.as_str());
        find("issue", name, ids, &self.issue_names).map(|number| self.issue_ix(number))
    }

    /// Finds an issue by name, or an actor if no issue has the name.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] with the nearest name.
    pub fn find_target(&self, name: &str) -> Result<Node, Error> {
        let issue = self.find_issue(name);
        if let Ok(issue) = issue {
            return Ok(Node::Issue(issue));
        }
        match self.find_actor(name) {
            Ok(actor) => Ok(Node::Actor(actor)),
            Err(Error::Unknown { suggestions, .. }) => {
                let of_issues = match issue {
                    Err(Error::Unknown { suggestions, .. }) => suggestions,
                    _ => Vec::new(),
                };
                let suggestions = of_issues.into_iter().chain(suggestions).collect();
                Err(Error::Unknown { what: "issue or actor", name: name.into(), suggestions })
            }
            Err(error) => Err(error),
        }
    }

    /// Finds an issue or an actor as [`find_target`](Self::find_target) does; failing that, the only issue with
    /// the text in its id, its name or an alias.
    ///
    /// ```
    /// use stancegraph::Format;
    ///
    /// let csv = "actor,label,issue\nann,supports,Sanctions on oil\n";
    /// let graph = Format::Csv.read(csv.as_bytes())?;
    /// let target = graph.find_target_by_part("sanctions")?;
    /// assert_eq!(graph.target_at(target)?.id(), "Sanctions on oil");
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] with the names that contain the text, if there are none or several.
    pub fn find_target_by_part(&self, name: &str) -> Result<Node, Error> {
        let unknown = match self.find_target(name) {
            Ok(target) => return Ok(target),
            Err(unknown) => unknown,
        };
        let mut fitting = (0..).zip(&self.issues).filter(|(_, issue)| {
            let aliases = issue.aliases.iter().map(String::as_str);
            let names = aliases.chain([issue.title(), issue.id.as_str()]);
            names.into_iter().any(|text| contains(text, name))
        });
        match (fitting.next(), fitting.next()) {
            (Some((index, _)), None) => Ok(Node::Issue(self.issue_ix(index))),
            _ => Err(unknown),
        }
    }

    /// Finds a source by its id.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] with the nearest id.
    pub fn find_source(&self, name: &str) -> Result<SourceIx, Error> {
        let ids = self.sources.iter().map(|source| source.id.as_str());
        let number = find("source", name, ids, &FxHashMap::default())?;
        Ok(SourceIx::new(Number::new(number), self.stamp))
    }

    /// Finds a label by its text.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Unknown`] with the nearest label.
    pub fn find_label(&self, name: &str) -> Result<LabelIx, Error> {
        let number = find("label", name, self.labels(), &FxHashMap::default())?;
        Ok(LabelIx::new(Number::new(number), self.stamp))
    }

    /// The meaning of a label: from the files, otherwise from the lexicon.
    pub(super) fn meaning(&self, label: Number, on_actor: bool) -> Option<LabelMeaning> {
        self.implied[label.index()][usize::from(on_actor)]
    }

    /// The first and the last day with a dated stance; `None` if no stance has a date.
    #[must_use]
    pub fn period(&self) -> Option<(Date, Date)> {
        self.period
    }

    /// The number of actors who take a position. Actors who are only speakers, parts of others or targets do not
    /// count.
    #[must_use]
    pub fn acting_count(&self) -> usize {
        // Actors are the first nodes.
        let actors = (0..self.actors.len()).map(NodeIndex::new);
        actors.filter(|actor| self.graph.edges(*actor).next().is_some()).count()
    }

    /// The number of stances in which an actor speaks for another.
    ///
    /// O(n) in the number of stances.
    ///
    /// # Errors
    ///
    /// Returns [`Error::OtherGraph`] if the actor belongs to another graph.
    pub fn spoken_count(&self, speaker: ActorIx) -> Result<usize, Error> {
        let speaker = speaker.within(self.stamp)?;
        let edges = self.graph.edge_weights();
        Ok(edges.filter(|edge| edge.speaker == Some(speaker)).count())
    }

    /// The last day on which something was said or ceased to hold.
    pub(super) fn last_change(&self) -> Option<Date> {
        let ended = self.graph.edge_weights().filter_map(|edge| edge.until);
        let lapsed = ended.filter_map(|until| until.last_day().tomorrow().ok()).map(Date::from);
        lapsed.chain(self.period.map(|(_, last)| last)).max()
    }

    /// The positions in force on the last day with a stance.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View::new(self, Time::Latest)
    }

    /// The positions in force on a day.
    #[must_use]
    pub fn snapshot(&self, day: Date) -> View<'_> {
        View::new(self, Time::Snapshot(day))
    }

    /// The stances made from a day up to, but not including, another.
    ///
    /// Stances without a date are in no window.
    ///
    /// ```
    /// # use stancegraph::{StanceGraph, model::date};
    /// # let graph = StanceGraph::builder().build()?;
    /// let year = graph.window(date(2016, 1, 1)..date(2017, 1, 1));
    /// assert_eq!(year.stances().count(), 0);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn window(&self, days: std::ops::Range<Date>) -> View<'_> {
        View::new(self, Time::Window { from: Some(days.start), until: Some(days.end) })
    }

    /// Everything in the graph, its drafts included, as a file would state it.
    #[must_use]
    pub fn document(&self) -> Document {
        if let Some(all) = &self.with_drafts {
            return all.document();
        }
        Document {
            schema: None,
            title: self.title.clone(),
            description: self.description.clone(),
            coded_range: self.weights.coded,
            actors: self.actors.iter().map(|actor| (actor.id.clone(), actor.clone())).collect(),
            issues: self.issues.iter().map(|issue| (issue.id.clone(), issue.clone())).collect(),
            sources: self
                .sources
                .iter()
                .map(|source| (source.id.clone(), source.clone()))
                .collect(),
            labels: self.meanings.clone(),
            stances: self.stances().map(StanceRef::to_stance).collect(),
        }
    }

    /// Forgets ids equal to those that would be derived.
    ///
    /// Among stances that are alike in all but their ids, those without an id sort first. So the id of a stance
    /// after one that keeps its id has to stay, too; without it, the stance would move forward and get another
    /// number.
    pub(super) fn forget_derived_ids(&mut self) {
        let mut derived = Vec::new();
        let mut last_kept = None;
        for (edge, texts) in &self.evidence.rows {
            let stance = StanceRef::new(self, EdgeIndex::new(*edge as usize));
            let Some(id) = &self.evidence.texts[*texts as usize].id else { continue };
            let is_behind = |kept| is_same(StanceRef::new(self, kept), stance);
            let before = stance.previous().map(StanceRef::index);
            let is_bound = last_kept.filter(|kept| before == Some(*kept)).is_some_and(is_behind);
            match !is_bound && *id == derived_id(stance) {
                true => derived.push(*texts as usize),
                false => last_kept = Some(stance.index()),
            }
        }
        for texts in derived {
            self.evidence.texts[texts].id = None;
        }
    }
}

/// The number of a thing, by id or name. Case does not matter if only one fits.
fn find<'g>(
    what: &'static str,
    name: &str,
    ids: impl Iterator<Item = &'g str> + Clone,
    names: &'g FxHashMap<Box<str>, u32>,
) -> Result<usize, Error> {
    let name = name.trim();
    let exact = ids.clone().position(|id| id == name);
    if let Some(index) = exact.or_else(|| names.get(name).map(|index| *index as usize)) {
        return Ok(index);
    }
    let lower = name.to_lowercase();
    let all = ids.enumerate().chain(
        names
            .iter()
            .map(|(name, index)| (&**name, *index as usize))
            .map(|(name, index)| (index, name)),
    );
    let mut fitting =
        all.clone().filter(|(_, text)| text.to_lowercase() == lower).map(|(index, _)| index);
    if let Some(index) = fitting.next()
        && fitting.all(|other| other == index)
    {
        return Ok(index);
    }
    let mut known = all.map(|(index, text)| (text, index)).collect::<Vec<_>>();
    known.sort_unstable();
    let mut suggestions = Vec::new();
    let mut proposed = Vec::new();
    for text in alike(name, known.iter().map(|(text, _)| *text)) {
        let index = known.iter().find(|(known, _)| *known == text).map(|(_, index)| index);
        if !proposed.contains(&index) {
            proposed.push(index);
            suggestions.push(text.to_owned());
        }
    }
    Err(Error::Unknown { what, name: name.into(), suggestions })
}

impl Serialize for StanceGraph {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.document().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for StanceGraph {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let document = Document::deserialize(deserializer)?;
        let mut builder = Self::builder();
        builder.document(&document);
        builder.build().map_err(serde::de::Error::custom)
    }
}
