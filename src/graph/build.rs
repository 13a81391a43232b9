//! Builds the graph from what the builder was given: resolves names, reads labels, sorts stances.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use rustc_hash::{FxHashMap, FxHashSet};

use super::builder::{Builder, Entry, NONE, Rest, Size, Texts};
use super::edge::{ActorIx, Held, IssueIx, Node, Number, Stamp, StanceEdge};
use super::names::Registry;
use super::stance_graph::{Evidence, Origin, StanceGraph, Weights};
use super::threads::threads;
use crate::error::{
    Cause, CreatedName, Error, Fault, FaultList, Faults, Files, Place, Speller, misspelt,
};
use crate::model::natural;
use crate::model::{
    Actor, ActorId, Date, Issue, IssueId, LabelMeaning, Lexicon, Position, Source, SourceId,
    Strength,
};

/// A thing that stances refer to by name.
pub(super) trait Named: Sized {
    const WHAT: &'static str;
    fn from_id(id: &str) -> Option<Self>;
    fn id(&self) -> &str;
    fn name(&self) -> Option<&str>;
    fn aliases(&self) -> &[String];
}

macro_rules! named {
    ($thing:ident, $id:ident, $what:literal) => {
        impl Named for $thing {
            const WHAT: &'static str = $what;
            fn from_id(id: &str) -> Option<Self> {
                $id::new(id).ok().map(Self::new)
            }
            fn id(&self) -> &str {
                self.id.as_str()
            }
            fn name(&self) -> Option<&str> {
                self.name.as_deref()
            }
            fn aliases(&self) -> &[String] {
                &self.aliases
            }
        }
    };
}

named!(Actor, ActorId, "actor");
named!(Issue, IssueId, "issue");

impl Named for Source {
    const WHAT: &'static str = "source";
    fn from_id(id: &str) -> Option<Self> {
        SourceId::new(id).ok().map(Self::new)
    }
    fn id(&self) -> &str {
        self.id.as_str()
    }
    fn name(&self) -> Option<&str> {
        None
    }
    fn aliases(&self) -> &[String] {
        &[]
    }
}

impl<T: Named> Registry<T> {
    /// The ids, names and aliases of everything declared or created so far.
    pub(super) fn named(&self) -> HashSet<Box<str>> {
        let created =
            (0_u32..).zip(self.names.iter()).filter(|(number, _)| self.is_created(*number));
        self.known().into_iter().chain(created.map(|(_, name)| name.into())).collect()
    }

    /// The ids, names and aliases of everything declared so far.
    pub(super) fn known(&self) -> HashSet<Box<str>> {
        let names = self.declared.values().flat_map(|(thing, _)| {
            let aliases = thing.aliases().iter().map(String::as_str);
            [Some(thing.id()), thing.name()].into_iter().flatten().chain(aliases)
        });
        names.map(Box::from).collect()
    }
}

/// The things of one kind, sorted by id, and the thing behind each of the builder's names.
struct Resolved<T> {
    things: Vec<T>,
    places: Vec<Option<Place>>,
    index: Vec<u32>,
    names: FxHashMap<Box<str>, u32>,
    /// The names that were created in files that declare theirs.
    created: Vec<Created>,
}

/// A name that was created in a file that declares its names, and its first place.
type Created = (CreatedName, Option<Place>);

/// The warning about all names that were created.
fn created(all: [Vec<Created>; 3]) -> Option<Fault> {
    let mut all = all.into_iter().flatten().collect::<Vec<_>>();
    let places = all.iter().filter_map(|(_, place)| *place);
    let place = places.min_by_key(|place| (place.file.0, place.line));
    all.sort_by_key(|(name, _)| name.role);
    let names = all.into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    (!names.is_empty()).then_some(Fault { cause: Cause::Created(names), place })
}

/// Builds the graph, or reports what is wrong.
pub(super) fn build(builder: Builder) -> Result<StanceGraph, Error> {
    match build_sound(builder, false) {
        (Some(graph), _) => Ok(graph),
        (None, faults) => Err(Error::Faults(faults)),
    }
}

/// Builds the graph, if there are faults and `is_partial` that of the sound stances, and reports what is wrong.
///
/// The graph of a builder with drafts is built twice, so that nothing that counts stances can count a draft.
pub(super) fn build_sound(builder: Builder, is_partial: bool) -> (Option<StanceGraph>, Faults) {
    if !builder.has_drafts {
        return build_all(builder, is_partial);
    }
    let mut confirmed = builder.clone();
    confirmed.forget_drafts();
    let (all, faults) = build_all(builder, is_partial);
    let Some(all) = all else { return (None, faults) };
    let (graph, _) = build_all(confirmed, is_partial);
    let graph = graph.map(|graph| {
        let draft_count = all.stance_count() - graph.stance_count();
        let created = all.created.clone();
        let with_drafts = Some(Arc::new(StanceGraph { draft_count, ..all }));
        StanceGraph { created, with_drafts, draft_count, ..graph }
    });
    (graph, faults)
}

fn build_all(mut builder: Builder, is_partial: bool) -> (Option<StanceGraph>, Faults) {
    let mut faults = std::mem::take(&mut builder.faults);
    if builder.incomplete {
        builder.forget_pending();
    }
    let mut actors = resolve(std::mem::take(&mut builder.actors), &builder.files, &mut faults);
    let issues = resolve(std::mem::take(&mut builder.issues), &builder.files, &mut faults);
    let sources = resolve(std::mem::take(&mut builder.sources), &builder.files, &mut faults);
    let wholes = wholes(&mut actors, &mut faults);
    check_ids(&builder, &mut faults);
    let meaning = label_meanings(&builder);
    report_labels(&builder, &meaning, &mut faults);
    if !faults.is_empty() && is_partial {
        let index = [actors.index.as_slice(), &issues.index, &sources.index];
        keep_sound(&mut builder, index, &meaning);
    }
    let has_faults = !faults.is_empty();
    let files = if has_faults { builder.files.clone() } else { Files::default() };
    let reported = faults.in_files(files, builder.is_cut);
    if has_faults && !is_partial {
        return (None, reported);
    }
    let labels = Labels::of(&builder, meaning);
    let created = created([actors.created, issues.created, sources.created]);

    let entries = std::mem::take(&mut builder.entries);
    let texts = std::mem::take(&mut builder.texts);
    let mut rests = std::mem::take(&mut builder.rests);
    let numbers = Numbers {
        actors: &actors.index,
        issues: &issues.index,
        sources: &sources.index,
        labels: &labels,
        actor_count: actors.things.len(),
    };
    settle_rests(&mut rests, &numbers);
    let counts = numbers.stances_of_actors(&builder.stance_counts);
    let heaviest = heaviest(&rests);
    let beside = Beside { rests: &rests, texts: &texts, implied: &labels.implied, heaviest };
    let threads = threads(entries.len());
    let groups = groups(&entries, &counts, &numbers, threads);
    drop(entries);
    let mut assembly = Assembly::new(&counts, issues.things.len(), beside);
    sorted(groups, beside, threads, &mut |group| assembly.add(group));
    let Assembly { stamp, graph, rows, weights, origins, period, contradicts_labels, .. } =
        assembly;
    builder.files.forget_texts();
    let mut graph = StanceGraph {
        stamp,
        graph,
        actors: actors.things,
        wholes,
        issues: issues.things,
        sources: sources.things,
        actor_names: actors.names,
        issue_names: issues.names,
        places: [actors.places, issues.places, sources.places],
        labels: labels.texts,
        implied: labels.implied,
        meanings: labels.meanings,
        contradicts_labels,
        evidence: Evidence { rows, texts },
        weights: Weights { heaviest, coded: builder.coded, exceptions: weights },
        period,
        origins,
        files: builder.files,
        title: builder.title,
        description: builder.description,
        left_out: builder.left_out,
        passed_over: builder.passed_over,
        taken: builder.taken,
        created,
        grouping: None,
        group_names: FxHashMap::default(),
        alike: OnceLock::new(),
        with_drafts: None,
        draft_count: 0,
    };
    graph.forget_derived_ids();
    (Some(graph), reported)
}

impl Builder {
    /// Forgets the stances that nobody has confirmed, and the labels that only they have.
    fn forget_drafts(&mut self) {
        let Self { entries, rests, texts, stance_counts, is_used, .. } = self;
        entries.retain(|entry| {
            let texts =
                rests.get(entry.rest as usize).and_then(|rest| texts.get(rest.texts as usize));
            let is_confirmed = texts.is_none_or(|texts| texts.status().is_confirmed());
            if !is_confirmed {
                stance_counts[entry.actor as usize] -= 1;
                // Its weight is not the heaviest.
                rests[entry.rest as usize] = Rest::NOTHING;
            }
            is_confirmed
        });
        is_used.fill(false);
        for entry in entries {
            is_used[entry.label as usize] = true;
        }
        self.has_drafts = false;
    }
}

/// Drops the stances with a name or a label that is not understood.
fn keep_sound(
    builder: &mut Builder,
    [actors, issues, sources]: [&[u32]; 3],
    meaning: &[[Option<LabelMeaning>; 2]],
) {
    let is_known = |index: &[u32], name: u32| {
        name == NONE || index.get(name as usize).is_some_and(|index| *index != NONE)
    };
    let rests = &builder.rests;
    builder.entries.retain(|entry| {
        let rest = rests.get(entry.rest as usize).copied().unwrap_or(Rest::NOTHING);
        let targets = if entry.on_actor { actors } else { issues };
        let label = || meaning.get(entry.label as usize)?[usize::from(entry.on_actor)];
        let has_position = entry.position.is_some() || label().is_some();
        has_position
            && is_known(actors, entry.actor)
            && is_known(targets, entry.target)
            && is_known(actors, rest.speaker)
            && is_known(actors, rest.toward)
            && is_known(sources, entry.source)
    });
}

fn resolve<T: Named>(registry: Registry<T>, files: &Files, faults: &mut FaultList) -> Resolved<T> {
    for (name, error, place) in &registry.invalid {
        let field = registry.names.get(*name).chars().take(80).collect();
        faults.push(Cause::InvalidId { field, error: *error }, *place);
    }
    let owners = owners(&registry, faults);
    let target = |name: u32| match owners.get(registry.names.get(name)) {
        _ if registry.declared.contains_key(&name) => Some(name),
        Some(owner) => Some(*owner),
        None if registry.is_created(name) => Some(name),
        None => None,
    };
    let count = u32::try_from(registry.names.len()).expect("names are counted in u32");
    let targets = (0..count).map(target).collect::<Vec<_>>();
    report_unknown(&registry, &targets, files, faults);

    let mut order =
        (0..count).filter(|name| targets[*name as usize] == Some(*name)).collect::<Vec<_>>();
    order.sort_unstable_by_key(|name| registry.names.get(*name));
    let mut rank = vec![NONE; targets.len()];
    for (index, name) in (0..).zip(&order) {
        rank[*name as usize] = index;
    }
    let index = targets.iter().map(|name| name.map_or(NONE, |name| rank[name as usize])).collect();
    let names = owners.iter().map(|(name, owner)| (name.clone(), rank[*owner as usize])).collect();
    let is_created = |(name, _): &(&u32, _)| {
        targets[**name as usize] == Some(**name) && !registry.declared.contains_key(*name)
    };
    let told = registry.told.iter().filter(is_created).collect::<Vec<_>>();
    let mut speller = (!told.is_empty()).then(|| speller(&registry));
    let created = told.into_iter().map(|(name, (role, place))| {
        let name = registry.names.get(*name);
        let meant = speller.as_mut().and_then(|speller| speller.meant(name)).map(str::to_owned);
        (CreatedName::new(role, name.to_owned(), meant), *place)
    });
    let created = created.collect();
    let Registry { names: texts, mut declared, .. } = registry;
    let things = order.iter().filter_map(|name| match declared.remove(name) {
        Some(thing) => Some(thing),
        None => T::from_id(texts.get(*name)).map(|thing| (thing, None)),
    });
    let (things, places) = things.unzip();
    Resolved { things, places, index, names, created }
}

/// The owner of each name and alias.
fn owners<T: Named>(registry: &Registry<T>, faults: &mut FaultList) -> FxHashMap<Box<str>, u32> {
    let mut declared = registry.declared.iter().collect::<Vec<_>>();
    declared.sort_unstable_by_key(|(name, _)| registry.names.get(**name));
    let ids = declared.iter().map(|(_, (thing, _))| thing.id()).collect::<FxHashSet<_>>();
    let mut owners = FxHashMap::<Box<str>, u32>::default();
    for (name, (thing, place)) in &declared {
        for alias in thing.aliases() {
            let alias = alias.trim();
            let taken = owners.get(alias).filter(|owner| *owner != *name);
            let first = taken.map(|owner| registry.names.get(*owner));
            let first = first.or_else(|| ids.get(alias).copied().filter(|id| *id != thing.id()));
            if let Some(first) = first {
                let cause = Cause::NameTaken {
                    what: T::WHAT,
                    name: alias.into(),
                    first: first.into(),
                    second: thing.id().into(),
                };
                faults.push(cause, *place);
            } else if alias != thing.id() {
                owners.insert(alias.into(), **name);
            }
        }
    }
    let mut shared = FxHashSet::default();
    for (name, (thing, _)) in &declared {
        let Some(text) = thing.name().map(str::trim).filter(|text| !ids.contains(text)) else {
            continue;
        };
        match owners.get(text) {
            Some(owner) if owner != *name => drop(shared.insert(text)),
            _ => drop(owners.insert(text.into(), **name)),
        }
    }
    for text in shared {
        owners.remove(text);
    }
    owners
}

fn report_unknown<T: Named>(
    registry: &Registry<T>,
    targets: &[Option<u32>],
    files: &Files,
    faults: &mut FaultList,
) {
    let mut suggestions = FxHashMap::<u32, Option<String>>::default();
    let unknown = registry.pending.iter().filter(|(name, _)| targets[*name as usize].is_none());
    let mut unknown = unknown.peekable();
    if unknown.peek().is_none() {
        return;
    }
    let mut speller = speller(registry);
    for (name, place) in unknown {
        faults.push_with(|| {
            let text = registry.names.get(*name);
            let suggestion = suggestions.entry(*name);
            let suggestion = suggestion.or_insert_with(|| speller.meant(text).map(str::to_owned));
            let suggestion = suggestion.clone();
            let notation = place.map(|place| files.notation(place.file)).unwrap_or_default();
            let cause = Cause::Unknown { what: T::WHAT, name: text.into(), suggestion, notation };
            Fault { cause, place: *place }
        });
    }
}

/// A speller that knows every id, name and alias.
fn speller<T: Named>(registry: &Registry<T>) -> Speller<'_> {
    let things = registry.declared.values().map(|(thing, _)| thing);
    let names = things.flat_map(|thing| {
        let aliases = thing.aliases().iter().map(String::as_str);
        aliases.chain(thing.name()).chain([thing.id()])
    });
    let mut names = names.collect::<Vec<_>>();
    names.sort_unstable();
    Speller::new(names)
}

/// The actor that each actor is a part of; reports circles.
fn wholes(actors: &mut Resolved<Actor>, faults: &mut FaultList) -> Vec<Option<Number>> {
    let find = |id: &str| {
        let by_id = actors.things.binary_search_by(|actor| actor.id.as_str().cmp(id)).ok();
        by_id.or_else(|| actors.names.get(id).map(|index| *index as usize))
    };
    let parts = actors.things.iter().map(|actor| actor.part_of.as_ref());
    let wholes = parts.map(|whole| find(whole?.as_str()).map(Number::new)).collect::<Vec<_>>();
    for index in parts_of_themselves(&wholes) {
        let cause = Cause::PartOfItself(actors.things[index].id.to_string());
        faults.push(cause, actors.places[index]);
    }
    for (index, whole) in wholes.iter().enumerate() {
        actors.things[index].part_of = whole.map(|whole| actors.things[whole.index()].id.clone());
    }
    wholes
}

/// The actors on circles, in order. Each actor is visited once, however long the chains are.
fn parts_of_themselves(wholes: &[Option<Number>]) -> Vec<usize> {
    let mut visits = vec![0; wholes.len()];
    let mut circles = Vec::new();
    for start in 0..wholes.len() {
        let visit = start + 1;
        let mut above = Some(start);
        while let Some(actor) = above.filter(|actor| visits[*actor] == 0) {
            visits[actor] = visit;
            above = wholes[actor].map(Number::index);
        }
        // An actor met twice on the same walk is on a circle, and so is everyone above it.
        let Some(first) = above.filter(|actor| visits[*actor] == visit) else { continue };
        let next = |actor: &usize| wholes[*actor].map(Number::index);
        let others = std::iter::successors(next(&first), next);
        circles.extend(std::iter::once(first).chain(others.take_while(|other| *other != first)));
    }
    circles.sort_unstable();
    circles
}

/// Checks that no two stances have the same id of their own.
fn check_ids(builder: &Builder, faults: &mut FaultList) {
    if builder.texts.is_empty() {
        return;
    }
    let mut first = FxHashMap::default();
    for entry in builder.entries.iter().filter(|entry| entry.rest != NONE) {
        let rest = builder.rests[entry.rest as usize];
        let texts = builder.texts.get(rest.texts as usize);
        let Some(id) = texts.and_then(|texts| texts.id.as_ref()) else { continue };
        let place = entry.place();
        if let Some(known) = first.insert(id, place) {
            let first = known.map(|known: Place| builder.name(known));
            let cause = Cause::Repeated { what: "stance", id: id.to_string(), first };
            faults.push(cause, place);
        }
    }
}

impl Builder {
    /// Drops the pending faults of undeclared names and unknown labels.
    fn forget_pending(&mut self) {
        self.actors.pending.clear();
        self.issues.pending.clear();
        self.sources.pending.clear();
        self.pending_labels.clear();
    }
}

impl Entry {
    pub(super) fn place(&self) -> Option<Place> {
        Origin { file: self.file, line: self.line }.place()
    }
}

/// The meaning of a label: from the files, otherwise from the lexicon.
pub(super) fn meaning(
    meanings: &FxHashMap<u32, (LabelMeaning, Option<Place>)>,
    label: &str,
    number: u32,
    on_actor: bool,
) -> Option<LabelMeaning> {
    match meanings.get(&number) {
        Some((meaning, _)) => Some(*meaning),
        None => implied(label, on_actor),
    }
}

/// The meaning of a label in the lexicon.
pub(super) fn implied(label: &str, on_actor: bool) -> Option<LabelMeaning> {
    let implied = Lexicon::lookup(label)?;
    (!on_actor || implied.toward_actors).then(|| implied.position.into())
}

impl StanceGraph {
    /// What a label implies on an issue, or toward an actor: from the files, otherwise from the lexicon.
    #[must_use]
    pub fn label_meaning(&self, label: &str, on_actor: bool) -> Option<LabelMeaning> {
        let declared = self.meanings.get(label.trim()).copied();
        declared.or_else(|| implied(label.trim(), on_actor))
    }
}

/// The labels, sorted, and the meaning of each on an issue and toward an actor.
struct Labels {
    texts: Vec<Box<str>>,
    index: Vec<u32>,
    meaning: Vec<[Option<LabelMeaning>; 2]>,
    /// The meanings from the files or the lexicon, by rank.
    implied: Vec<[Option<LabelMeaning>; 2]>,
    meanings: BTreeMap<String, LabelMeaning>,
}

/// The meaning of each label on an issue and toward an actor.
fn label_meanings(builder: &Builder) -> Vec<[Option<LabelMeaning>; 2]> {
    let labels = (0..).zip(builder.labels.iter());
    let both = labels.map(|(number, label)| {
        [false, true].map(|on_actor| meaning(&builder.meanings, label, number, on_actor))
    });
    both.collect()
}

impl Labels {
    fn of(builder: &Builder, meaning: Vec<[Option<LabelMeaning>; 2]>) -> Self {
        let names = &builder.labels;
        let used = (0..names.len()).zip(&builder.is_used).filter(|(_, is_used)| **is_used);
        let mut order = used.map(|(number, _)| number).collect::<Vec<_>>();
        order.sort_unstable_by_key(|number| label(names, *number));
        let mut index = vec![NONE; names.len()];
        for (rank, number) in (0..).zip(&order) {
            index[*number] = rank;
        }
        let texts = order.iter().map(|number| label(names, *number).into()).collect();
        let implied = order.iter().map(|number| meaning[*number]).collect();
        let said = builder.meanings.iter();
        let meanings = said.map(|(number, (meaning, _))| (names.get(*number).into(), *meaning));
        Self { texts, index, meaning, implied, meanings: meanings.collect() }
    }
}

fn label(names: &super::names::Names, number: usize) -> &str {
    names.get(u32::try_from(number).expect("labels are counted in u32"))
}

fn report_labels(builder: &Builder, meaning: &[[Option<LabelMeaning>; 2]], faults: &mut FaultList) {
    let unknown = builder.pending_labels.iter().filter(|(number, on_actor, _)| {
        meaning[*number as usize][usize::from(*on_actor)].is_none()
    });
    // For each unknown label, the number of stances that have it, and the first place.
    let mut labels = BTreeMap::<u32, (usize, Option<Place>)>::new();
    for (number, _, place) in unknown {
        let (stances, first) = labels.entry(*number).or_insert((0, *place));
        *stances += 1;
        *first = first.iter().chain(place).min().copied();
    }
    if labels.is_empty() {
        return;
    }
    let said = builder.meanings.keys().map(|number| -> &str { builder.labels.get(*number) });
    let known = said.chain(Lexicon::labels().map(|label: &str| label)).collect::<Vec<_>>();
    for (number, (stances, place)) in labels {
        faults.push_with(|| {
            let label = builder.labels.get(number).to_owned();
            let cause = if meaning[number as usize][0].is_some() {
                Cause::LabelTowardActor { label, stances }
            } else {
                let suggestion = misspelt(&label, known.iter().copied()).map(str::to_owned);
                let notation = place.map(|place| builder.files.notation(place.file));
                let notation = notation.unwrap_or_default();
                Cause::UnknownLabel { label, stances, suggestion, notation }
            };
            Fault { cause, place }
        });
    }
}

/// Maps the builder's numbers to the graph's.
struct Numbers<'n> {
    actors: &'n [u32],
    issues: &'n [u32],
    sources: &'n [u32],
    labels: &'n Labels,
    actor_count: usize,
}

/// What is known of stances in addition to their entries.
#[derive(Clone, Copy)]
struct Beside<'b> {
    rests: &'b [Rest],
    texts: &'b [Texts],
    /// The meaning of each label on an issue and toward an actor.
    implied: &'b [[Option<LabelMeaning>; 2]],
    /// The weight of a stance of full strength.
    heaviest: f64,
}

impl<'b> Beside<'b> {
    fn rest(self, entry: &Entry) -> Rest {
        self.rests.get(entry.rest as usize).copied().unwrap_or(Rest::NOTHING)
    }

    fn texts(self, rest: Rest) -> Option<&'b Texts> {
        self.texts.get(rest.texts as usize)
    }

    /// Whether a stance takes the side opposite to that of its label.
    fn contradicts_label(self, entry: &Entry) -> bool {
        let implied = self.implied[entry.label as usize][usize::from(entry.on_actor)];
        let opposite = implied.and_then(|implied| implied.position.opposite());
        opposite.is_some() && entry.position == opposite
    }

    /// The stance's own strength; otherwise that of its label, if the label implies the same position.
    fn strength(self, entry: &Entry, rest: Rest) -> Strength {
        let implied = || self.implied[entry.label as usize][usize::from(entry.on_actor)];
        let of_label = || implied().filter(|meaning| Some(meaning.position) == entry.position);
        let own = rest.size.map(|size| size.strength(self.heaviest));
        let own = own.or_else(|| of_label().map(|meaning| meaning.strength));
        own.unwrap_or(Strength::FULL)
    }
}

/// The weight of a stance of full strength: the heaviest weight, or 1 if none is heavier.
fn heaviest(rests: &[Rest]) -> f64 {
    let weights = rests.iter().filter_map(|rest| rest.size?.weight());
    weights.fold(1.0, f64::max)
}

/// Replaces the builder's numbers with the graph's.
fn settle_rests(rests: &mut [Rest], numbers: &Numbers) {
    for rest in rests {
        rest.speaker = find(numbers.actors, rest.speaker);
        rest.toward = find(numbers.actors, rest.toward);
    }
}

impl Numbers<'_> {
    /// The number of stances of each actor of the graph, from that of each actor of the builder.
    fn stances_of_actors(&self, counts: &[usize]) -> Vec<usize> {
        let mut sums = vec![0; self.actor_count];
        for (number, count) in self.actors.iter().zip(counts).filter(|(_, count)| **count > 0) {
            sums[*number as usize] += count;
        }
        sums
    }

    /// A stance with the numbers of the graph; its target is the number of a node.
    #[inline]
    fn settled(&self, entry: &Entry) -> Entry {
        let meanings = || self.labels.meaning[entry.label as usize][usize::from(entry.on_actor)];
        let implied = || meanings().map(|meaning| meaning.position);
        Entry {
            actor: find(self.actors, entry.actor),
            target: match entry.on_actor {
                true => find(self.actors, entry.target),
                false => number(self.actor_count) + find(self.issues, entry.target),
            },
            source: find(self.sources, entry.source),
            label: self.labels.index[entry.label as usize],
            position: entry.position.or_else(implied),
            ..*entry
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).expect("things are counted in u32")
}

fn find(index: &[u32], number: u32) -> u32 {
    index.get(number as usize).copied().unwrap_or(NONE)
}

/// The stances of each actor, in the order in which they were added; each thread collects those of some actors.
fn groups(
    entries: &[Entry],
    counts: &[usize],
    numbers: &Numbers,
    threads: usize,
) -> Vec<Vec<Entry>> {
    let mut shares = shares(counts, entries.len().div_ceil(threads).max(1)).into_iter();
    let first = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others =
            shares.map(|actors| scope.spawn(|| collected(entries, actors, counts, numbers)));
        let others = others.collect::<Vec<_>>();
        let mut groups = collected(entries, first, counts, numbers);
        for other in others {
            groups.append(&mut other.join().expect("it does not panic"));
        }
        groups
    })
}

/// Divides actors into shares of at least `share` stances each, of which the last may have fewer; none is empty.
fn shares(counts: &[usize], share: usize) -> Vec<Range<usize>> {
    let (mut shares, mut start, mut sum) = (Vec::new(), 0, 0);
    for (actor, count) in counts.iter().enumerate() {
        sum += count;
        if sum >= share {
            shares.push(start..actor + 1);
            (start, sum) = (actor + 1, 0);
        }
    }
    // A share is a thread, and a browser has no other: one for all stances is one for actors without any, too.
    match shares.last_mut() {
        Some(last) if sum == 0 => last.end = counts.len(),
        Some(_) | None => shares.push(start..counts.len()),
    }
    shares
}

/// The stances of each of some actors.
fn collected(
    entries: &[Entry],
    actors: Range<usize>,
    counts: &[usize],
    numbers: &Numbers,
) -> Vec<Vec<Entry>> {
    let counts = counts[actors.clone()].iter();
    let mut groups = counts.map(|count| Vec::with_capacity(*count)).collect::<Vec<Vec<Entry>>>();
    for entry in entries {
        let number = (find(numbers.actors, entry.actor) as usize).checked_sub(actors.start);
        if let Some(group) = number.and_then(|number| groups.get_mut(number)) {
            group.push(numbers.settled(entry));
        }
    }
    groups
}

/// Sorts groups, and hands them over in order. This thread sorts from the first group on, helpers from the last.
///
/// In tables, stances are often close to the order of targets, which a stable sort exploits.
fn sorted(
    groups: Vec<Vec<Entry>>,
    beside: Beside,
    threads: usize,
    take: &mut dyn FnMut(Vec<Entry>),
) {
    let sort = |group: &mut Vec<Entry>| group.sort_by(|a, b| canonical(a, b, beside));
    let waiting = Mutex::new(groups.into_iter().enumerate().collect::<VecDeque<_>>());
    let lock = || waiting.lock().expect("nobody panics while sorting");
    let help = || {
        let mut sorted = Vec::new();
        loop {
            let Some((index, mut group)) = lock().pop_back() else { return sorted };
            sort(&mut group);
            sorted.push((index, group));
        }
    };
    thread::scope(|scope| {
        let helpers = (1..threads).map(|_| scope.spawn(help)).collect::<Vec<_>>();
        loop {
            let Some((_, mut group)) = lock().pop_front() else { break };
            sort(&mut group);
            take(group);
        }
        let rest = helpers.into_iter().flat_map(|helper| helper.join().expect("it does not panic"));
        let mut rest = rest.collect::<Vec<_>>();
        rest.sort_unstable_by_key(|(index, _)| *index);
        rest.into_iter().for_each(|(_, group)| take(group));
    });
}

/// The order of an actor's edges: what decides a derived id comes first; only stances that are alike in everything
/// are compared by their places.
#[inline]
fn canonical(a: &Entry, b: &Entry, beside: Beside) -> Ordering {
    let key = |entry: &Entry| {
        u64::from(entry.target) << 32 | u64::from(entry.date.map_or(0, Date::packed))
    };
    key(a).cmp(&key(b)).then_with(|| finer(a, b, beside))
}

#[inline(never)]
fn finer(a: &Entry, b: &Entry, beside: Beside) -> Ordering {
    let none = Texts::default();
    let [a_rest, b_rest] = [a, b].map(|entry| beside.rest(entry));
    let [a_texts, b_texts] = [a_rest, b_rest].map(|rest| beside.texts(rest).unwrap_or(&none));
    let said = |entry: &Entry, rest: Rest| (entry.label, entry.position, rest.speaker, rest.toward);
    let held = |entry: &Entry, rest: Rest| (beside.strength(entry, rest), rest.until);
    a.source
        .cmp(&b.source)
        .then_with(|| natural(a_texts.locator.as_deref(), b_texts.locator.as_deref()))
        .then_with(|| said(a, a_rest).cmp(&said(b, b_rest)))
        .then_with(|| a_texts.coder.cmp(&b_texts.coder))
        // A draft gets no id that a confirmed stance would have without it.
        .then_with(|| a_texts.status().cmp(&b_texts.status()))
        .then_with(|| held(a, a_rest).cmp(&held(b, b_rest)))
        .then_with(|| a_texts.quote.cmp(&b_texts.quote))
        .then_with(|| a_texts.note.cmp(&b_texts.note))
        .then_with(|| a_texts.grade.cmp(&b_texts.grade))
        .then_with(|| a_texts.provenance.cmp(&b_texts.provenance))
        .then_with(|| a_texts.id.cmp(&b_texts.id))
        .then_with(|| (a.file, a.line).cmp(&(b.file, b.line)))
}

/// The stances in the petgraph, and the data kept next to it.
struct Assembly<'b> {
    beside: Beside<'b>,
    stamp: Stamp,
    graph: DiGraph<Node, StanceEdge>,
    rows: Vec<(u32, u32)>,
    /// The weights that cannot be computed back from strengths, by edge.
    weights: Vec<(u32, f64)>,
    origins: Vec<Origin>,
    period: Option<(Date, Date)>,
    /// Whether the side of a stance is opposite to that of its label.
    contradicts_labels: bool,
}

impl<'b> Assembly<'b> {
    /// Creates the nodes, and room for the stances of each actor.
    fn new(counts: &[usize], issues: usize, beside: Beside<'b>) -> Self {
        let (actors, count) = (counts.len(), counts.iter().sum());
        let stamp = Stamp::next();
        let mut graph = DiGraph::with_capacity(actors + issues, count);
        for index in 0..actors {
            graph.add_node(Node::Actor(ActorIx::new(Number::new(index), stamp)));
        }
        for index in 0..issues {
            graph.add_node(Node::Issue(IssueIx::new(Number::new(index), stamp)));
        }
        let rows = Vec::with_capacity(beside.texts.len());
        let (weights, origins) = (Vec::new(), Vec::with_capacity(count));
        let (period, contradicts_labels) = (None, false);
        Self { beside, stamp, graph, rows, weights, origins, period, contradicts_labels }
    }

    /// Moves the stances of an actor into the petgraph, and frees their memory, so that a large graph is never
    /// held twice.
    fn add(&mut self, group: Vec<Entry>) {
        for entry in group {
            let ends = [entry.actor, entry.target].map(|node| NodeIndex::new(node as usize));
            let rest = self.beside.rest(&entry);
            let held = edge(&entry, rest, self.beside);
            let edge = self.graph.add_edge(ends[0], ends[1], held);
            self.add_rest(rest, held, edge);
            self.period = extended(self.period, entry.date);
            self.contradicts_labels |= self.beside.contradicts_label(&entry);
            self.origins.push(Origin { file: entry.file, line: entry.line });
        }
    }

    fn add_rest(&mut self, rest: Rest, held: StanceEdge, edge: EdgeIndex) {
        let number = number(edge.index());
        let heaviest = self.beside.heaviest;
        let is_lost = |weight: &f64| (held.strength().get() * heaviest).total_cmp(weight).is_ne();
        let weight = rest.size.and_then(Size::weight).filter(is_lost);
        self.weights.extend(weight.map(|weight| (number, weight)));
        if rest.texts != NONE {
            self.rows.push((number, rest.texts));
        }
    }
}

/// The period, extended to cover one more date.
fn extended(period: Option<(Date, Date)>, date: Option<Date>) -> Option<(Date, Date)> {
    let Some(day) = date.map(Date::begin) else { return period };
    let (first, last) = period.unwrap_or((day, day));
    Some((first.min(day), last.max(day)))
}

fn edge(entry: &Entry, rest: Rest, beside: Beside) -> StanceEdge {
    let some = |number: u32| (number != NONE).then_some(number as usize);
    StanceEdge {
        label: Number::new(entry.label as usize),
        speaker: some(rest.speaker).map(Number::new),
        toward: some(rest.toward).map(Number::new),
        source: some(entry.source).map(Number::new),
        date: entry.date,
        until: rest.until,
        held: Held::new(
            entry.position.unwrap_or(Position::Neutral),
            beside.strength(entry, rest),
            rest.size.is_some_and(|size| size.weight().is_some()),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stances of some actors on some targets, in no particular order.
    fn entries(count: u32, actors: u32) -> Vec<Entry> {
        let mixed = |number: u32| number.wrapping_mul(2_654_435_761).rotate_left(15);
        let entry = |line: u32| Entry {
            actor: mixed(line) % actors,
            target: mixed(line ^ 0x5555) % 97,
            label: 0,
            source: NONE,
            date: None,
            rest: NONE,
            line,
            file: 0,
            on_actor: false,
            position: Some(Position::Oppose),
        };
        (0..count).map(entry).collect()
    }

    #[test]
    fn actors_without_stances_need_no_thread() {
        let ends = |counts: &[usize], share| {
            shares(counts, share).iter().map(|share| share.end).collect::<Vec<_>>()
        };
        assert_eq!(ends(&[1, 2, 0, 0], 3), [4]);
        assert_eq!(ends(&[1, 2, 0, 1], 3), [2, 4]);
        assert_eq!(ends(&[0, 0], 1), [2]);
        assert_eq!(ends(&[], 1), [0]);
    }

    #[test]
    fn threads_sort_like_one_and_like_the_standard_library() {
        let beside = Beside { rests: &[], texts: &[], implied: &[[None; 2]], heaviest: 1.0 };
        let labels = Labels {
            texts: Vec::new(),
            index: vec![0],
            meaning: vec![[None; 2]],
            implied: Vec::new(),
            meanings: BTreeMap::new(),
        };
        for (count, actors) in [(0, 1), (9, 3), (150_000, 1), (150_000, 2), (150_000, 211)] {
            let same = (0..300).collect::<Vec<_>>();
            let numbers = Numbers {
                actors: &same,
                issues: &same,
                sources: &same,
                labels: &labels,
                actor_count: actors as usize,
            };
            let entries = entries(count, actors);
            let mut naive = entries.iter().map(|d| numbers.settled(d)).collect::<Vec<_>>();
            naive.sort_by(|a, b| a.actor.cmp(&b.actor).then_with(|| canonical(a, b, beside)));
            let lines = |entries: &[Entry]| entries.iter().map(|d| d.line).collect::<Vec<_>>();
            let mut counts = vec![0; actors as usize];
            naive.iter().for_each(|entry| counts[entry.actor as usize] += 1);
            for threads in [1, 2, 5] {
                let groups = groups(&entries, &counts, &numbers, threads);
                let mut found = Vec::new();
                sorted(groups, beside, threads, &mut |group| found.extend(group));
                assert_eq!(lines(&found), lines(&naive), "{count} {actors} {threads}");
            }
        }
    }

    #[test]
    fn actors_on_circles_are_found_and_those_below_them_are_not() {
        let wholes = |above: &[Option<usize>]| {
            let above = above.iter().map(|whole| whole.map(Number::new));
            parts_of_themselves(&above.collect::<Vec<_>>())
        };
        assert_eq!(wholes(&[None, Some(0), Some(1)]), [0; 0]);
        assert_eq!(wholes(&[Some(0)]), [0]);
        // 0 and 4 lead to the circle of 1, 2 and 3; 5 stands alone.
        let above = [Some(1), Some(2), Some(3), Some(1), Some(0), None];
        assert_eq!(wholes(&above), [1, 2, 3]);
        let chain = (0..300_000).map(|actor| Some(actor + 1)).chain([None]).collect::<Vec<_>>();
        assert_eq!(wholes(&chain), [0; 0]);
    }

    #[test]
    fn a_draft_is_small() {
        assert_eq!((size_of::<Entry>(), size_of::<Rest>()), (32, 28));
    }
}
