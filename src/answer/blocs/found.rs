//! The search for blocs and the computation of the answer's parts.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{
    Bloc, Blocs, Division, LeftOut, Member, Misfit, Omitted, OnTarget, Opposition, Settings,
    Stability, Swing, Unplaced, Unwritten, Weakest,
};
use crate::answer::{ActorName, BestPartitions, Stances};
use crate::bloc::{
    self, ActorGraph, Basis, BlocCount, Consensus, LeaveOuts, Search, Tie, TieOrigin,
};
use crate::error::Error;
use crate::graph::{ActorIx, Node, StanceGraph, StanceRef, Standing, View};
use crate::model::Source;

/// The maximum number of members of a bloc in which the weakest pair is searched for.
const MOST_PAIRED: usize = 1_000;

/// The maximum number of sources, of coders and of issues to leave out one at a time.
const MOST_TRIED: usize = 20;

/// Computes the answer for a view with these ties.
pub fn blocs<'g>(
    view: &'g View<'g>,
    ties: ActorGraph<'g>,
    settings: &Settings,
) -> Result<Blocs<'g>, Error> {
    let clock = Clock::of(settings.time_limit);
    let found = searched(ties, settings);
    let stability = match settings.resamples {
        None => None,
        Some(resamples) => {
            let half = clock.left().map(|left| left / 2);
            let left_out = found.leave_outs(view, MOST_TRIED, half)?;
            Some((resamples, found.stability(resamples, clock.left()), left_out))
        }
    };
    Ok(Maker::new(view, found).answer(settings, stability))
}

/// Computes the answer on blocs that were found, without their stability.
pub fn explained<'g>(view: &'g View<'g>, found: bloc::Blocs<'g>, settings: &Settings) -> Blocs<'g> {
    Maker::new(view, found).answer(settings, None)
}

/// The time that is left. The clock is read only if time is limited, because WebAssembly in a page has no clock.
struct Clock(Option<Instant>);

impl Clock {
    fn of(limit: Option<Duration>) -> Self {
        Self(limit.and_then(|limit| Instant::now().checked_add(limit)))
    }

    fn left(&self) -> Option<Duration> {
        self.0.map(|end| end.saturating_duration_since(Instant::now()))
    }
}

fn searched<'g>(ties: ActorGraph<'g>, settings: &Settings) -> bloc::Blocs<'g> {
    let Settings { grouping, seed, time_limit, resamples, .. } = settings;
    match time_limit {
        None => ties.blocs_by(Search::new(grouping.count).without_proof().seed(*seed)),
        Some(limit) => {
            let search = match resamples {
                Some(_) => limit.saturating_mul(2) / 3,
                None => *limit,
            };
            ties.blocs(grouping.count, Some(search), *seed)
        }
    }
}

/// The data from which the parts of an answer are computed.
struct Maker<'g> {
    view: &'g View<'g>,
    graph: &'g StanceGraph,
    blocs: Arc<bloc::Blocs<'g>>,
    /// The members of each bloc who have a standing on each target.
    standings: Arc<BTreeMap<(usize, Node), Vec<Standing<'g>>>>,
    /// The numbers of the ties of each node.
    ties_of: Arc<Vec<Vec<usize>>>,
}

impl<'g> Maker<'g> {
    fn new(view: &'g View<'g>, blocs: bloc::Blocs<'g>) -> Self {
        let mut standings: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for standing in view.standings().iter() {
            if let Some(bloc) = blocs.actor_bloc(standing.actor_ix()) {
                standings.entry((bloc, standing.target_node())).or_default().push(standing);
            }
        }
        let signed = blocs.ties().signed();
        let mut ties_of = vec![Vec::new(); signed.nodes()];
        for (number, tie) in signed.ties().iter().enumerate() {
            ties_of[tie.u].push(number);
            if tie.u != tie.v {
                ties_of[tie.v].push(number);
            }
        }
        Self {
            view,
            graph: view.graph(),
            blocs: Arc::new(blocs),
            standings: Arc::new(standings),
            ties_of: Arc::new(ties_of),
        }
    }

    fn answer(
        &self,
        settings: &Settings,
        stability: Option<(u32, bloc::Stability, LeaveOuts)>,
    ) -> Blocs<'g> {
        let blocs = &self.blocs;
        let consensus = blocs.consensus(self.view.standings());
        let divisions = bloc::Division::all(&consensus);
        let (misfits, mut swings) = (blocs.misfits(), blocs.swings());
        swings.retain(|swing| swing.is_within(settings.swing_reach));
        let top = settings.top.unwrap_or(usize::MAX);
        let drawn = stability.as_ref().map(|(_, drawn, _)| drawn);
        Blocs {
            ties: blocs.ties().into(),
            k: match settings.grouping.count {
                BlocCount::Two => Some(2),
                BlocCount::AtMost(most) => Some(most.get()),
                BlocCount::Any => None,
            },
            certificate: blocs.partition().into(),
            best: BestPartitions::of(blocs),
            decided: blocs.is_decided(),
            parts: blocs.component_count(),
            blocs: self.blocs(&consensus, &divisions, top, drawn),
            unplaced: self.unplaced(),
            oppositions: self.oppositions(),
            isolates: self.names(blocs.ties().isolates()),
            divisions: divisions.iter().take(top).map(|division| self.division(division)).collect(),
            misfits: misfits.iter().take(top).map(|misfit| self.misfit(misfit.tie)).collect(),
            open: blocs.open_disagreement(),
            swing_reach: settings.swing_reach,
            swings: swings.iter().take(top).map(|swing| self.swing(swing)).collect(),
            stability: stability.map(|(resamples, drawn, left_out)| Stability {
                resamples,
                drawn: drawn.drawn(),
                untried: left_out.omitted,
                left_out: self.left_out(left_out),
            }),
            omitted: Omitted {
                divisions: divisions.len().saturating_sub(top),
                misfits: misfits.len().saturating_sub(top),
                swings: swings.len().saturating_sub(top),
            },
            only_actors: blocs.ties().comparison().is_some() && only_actors(self.view),
        }
    }

    fn name(&self, actor: ActorIx) -> ActorName<'g> {
        self.graph.actor(actor).into()
    }

    fn node_name(&self, node: usize) -> ActorName<'g> {
        self.name(self.blocs.ties().nodes()[node])
    }

    fn names(&self, actors: &[ActorIx]) -> Vec<ActorName<'g>> {
        actors.iter().map(|actor| self.name(*actor)).collect()
    }

    fn stances(
        &self,
        stances: impl Fn() -> Vec<StanceRef<'g>> + Send + Sync + 'g,
    ) -> Unwritten<Stances<'g>> {
        Unwritten(Stances::new(self.graph, stances))
    }

    /// The stances behind all ties of a node.
    fn stances_of_node(&self, node: usize) -> Unwritten<Stances<'g>> {
        let (blocs, ties_of) = (self.blocs.clone(), self.ties_of.clone());
        self.stances(move || {
            distinct(ties_of[node].iter().flat_map(|tie| blocs.ties().behind(*tie)))
        })
    }

    /// The stances behind the ties within a bloc.
    fn stances_of_bloc(&self, bloc: usize) -> Unwritten<Stances<'g>> {
        let blocs = self.blocs.clone();
        self.stances(move || {
            let is_within =
                |tie: &Tie| [tie.u, tie.v].into_iter().all(|node| blocs.bloc(node) == Some(bloc));
            let ties = blocs.ties().signed().ties().iter().enumerate();
            let within = ties.filter(|(_, tie)| is_within(tie)).map(|(number, _)| number);
            distinct(within.flat_map(|tie| blocs.ties().behind(tie)))
        })
    }

    /// The stances of a bloc on a target.
    fn stances_on_target(&self, bloc: usize, target: Node) -> Stances<'g> {
        let standings = self.standings.clone();
        Stances::new(self.graph, move || {
            let members = standings.get(&(bloc, target)).map(Vec::as_slice).unwrap_or_default();
            members.iter().flat_map(|standing| standing.deciding()).collect()
        })
    }

    fn blocs(
        &self,
        consensus: &[Consensus],
        divisions: &[bloc::Division],
        top: usize,
        stability: Option<&bloc::Stability>,
    ) -> Vec<Bloc<'g>> {
        let against = opposites(divisions);
        let members = self.blocs.members().iter().enumerate();
        let bloc = |(bloc, members): (usize, &Vec<usize>)| {
            let from = consensus.partition_point(|one| one.bloc < bloc);
            let until = consensus.partition_point(|one| one.bloc <= bloc);
            let own = &consensus[from..until];
            let mut targets = self.targets(own, &against);
            let unlisted = targets.split_off(top.min(targets.len()));
            Bloc {
                bloc: bloc + 1,
                members: self.members(bloc, members, stability),
                rice: Consensus::mean(own, Consensus::rice),
                cohesion: Consensus::mean(own, Consensus::cohesion),
                together: stability.and_then(|stability| stability.of_bloc(bloc)),
                weakest: stability
                    .filter(|_| members.len() <= MOST_PAIRED)
                    .and_then(|stability| stability.weakest_pair(bloc))
                    .map(|pair| self.weakest(pair)),
                united: own.iter().filter(|one| one.unites()).count(),
                targets,
                omitted: unlisted.len(),
                unlisted: Unwritten(unlisted),
                stances: self.stances_of_bloc(bloc),
            }
        };
        members.map(bloc).collect()
    }

    fn members(
        &self,
        bloc: usize,
        nodes: &[usize],
        stability: Option<&bloc::Stability>,
    ) -> Vec<Member<'g>> {
        let together = stability.map(|stability| stability.of_members(bloc)).unwrap_or_default();
        let together = together.into_iter().chain(std::iter::repeat(None));
        let member = |(node, together): (&usize, _)| Member {
            actor: self.node_name(*node),
            together,
            stances: self.stances_of_node(*node),
        };
        nodes.iter().zip(together).map(member).collect()
    }

    fn weakest(&self, (a, b, together): (usize, usize, f64)) -> Weakest<'g> {
        Weakest { a: self.node_name(a), b: self.node_name(b), together }
    }

    /// The targets of a bloc: those that unite it first, then by the number of members with a standing.
    fn targets(
        &self,
        own: &[Consensus],
        against: &BTreeMap<(usize, Node), Vec<usize>>,
    ) -> Vec<OnTarget<'g>> {
        let mut sorted = own.iter().collect::<Vec<_>>();
        sorted.sort_by_key(|one| (!one.unites(), std::cmp::Reverse(one.members())));
        let on_target = |one: &Consensus| OnTarget {
            target: self.graph.target_of(one.target).into(),
            side: one.side(),
            counts: one.counts,
            mixed: one.mixed,
            rice: one.rice(),
            cohesion: one.cohesion(),
            unites: one.unites(),
            against: against.get(&(one.bloc, one.target)).cloned().unwrap_or_default(),
            stances: self.stances_on_target(one.bloc, one.target),
        };
        sorted.into_iter().map(on_target).collect()
    }

    fn unplaced(&self) -> Vec<Unplaced<'g>> {
        let groups = self.blocs.unplaced().iter();
        let unplaced = groups.flat_map(|group| {
            group.iter().map(move |node| {
                let others = group.iter().filter(|other| *other != node);
                Unplaced {
                    actor: self.node_name(*node),
                    always_with: others.map(|other| self.node_name(*other)).collect(),
                    stances: self.stances_of_node(*node),
                }
            })
        });
        unplaced.collect()
    }

    fn oppositions(&self) -> Vec<Opposition<'g>> {
        let opposed = self.blocs.oppositions(self.view).into_iter().map(|one| Opposition {
            actor: one.standing.actor().into(),
            target: self.name(one.target),
            side: one.standing.side(),
            bloc: one.bloc + 1,
            stances: Stances::deciding(one.standing),
        });
        opposed.collect()
    }

    fn division(&self, division: &bloc::Division) -> Division<'g> {
        let numbers = |blocs: &[Consensus]| blocs.iter().map(|one| one.bloc + 1).collect();
        let blocs = division.support.iter().chain(&division.oppose);
        let stances = blocs.map(|one| self.stances_on_target(one.bloc, one.target)).collect();
        Division {
            target: self.graph.target_of(division.target).into(),
            support: numbers(&division.support),
            oppose: numbers(&division.oppose),
            stances: Unwritten(Stances::joined(stances)),
        }
    }

    fn misfit(&self, number: usize) -> Misfit<'g> {
        let ties = self.blocs.ties();
        let tie = ties.signed().ties()[number];
        let (score, tally) = match ties.origin(number) {
            TieOrigin::Alignment(pairing) => (pairing.score, Some(pairing.tally)),
            TieOrigin::Standing(_) => (None, None),
        };
        let blocs = self.blocs.clone();
        Misfit {
            a: self.node_name(tie.u),
            b: self.node_name(tie.v),
            blocs: [tie.u, tie.v].map(|node| self.blocs.bloc(node).map(|bloc| bloc + 1)),
            together: self.blocs.partition().together(tie.u, tie.v),
            weight: tie.weight.abs(),
            score,
            tally,
            stances: Stances::new(self.graph, move || blocs.ties().behind(number)),
        }
    }

    fn swing(&self, swing: &bloc::Swing) -> Swing<'g> {
        let bloc::Swing { node, to, cost, share } = *swing;
        Swing {
            actor: self.node_name(node),
            bloc: self.blocs.bloc(node).expect("who swings has a bloc") + 1,
            to: to.filter(|bloc| *bloc < self.blocs.members().len()).map(|bloc| bloc + 1),
            cost,
            share,
            stances: self.stances_of_node(node),
        }
    }

    fn left_out(&self, all: LeaveOuts) -> Vec<LeftOut<'g>> {
        let left = |one: bloc::LeftOut| LeftOut {
            basis: one.basis,
            name: self.basis_name(one.basis, &one.id),
            moved: self.names(&one.moved),
            untied: self.names(&one.untied),
            stances: one.stances,
            behind: self.stances_of_basis(one.basis, one.id.clone()),
            id: one.id,
        };
        all.tried.into_iter().map(left).collect()
    }

    fn basis_name(&self, basis: Basis, id: &str) -> String {
        let graph = self.graph;
        let name = match basis {
            Basis::Source => {
                let source = graph.find_source(id).and_then(|source| graph.source_at(source));
                source.ok().map(Source::title)
            }
            Basis::Issue => graph.find_issue(id).ok().map(|issue| graph.issue(issue).title()),
            Basis::Coder => None,
        };
        name.unwrap_or(id).to_owned()
    }

    fn stances_of_basis(&self, basis: Basis, id: String) -> Unwritten<Stances<'g>> {
        let view = self.view;
        let is_of = move |stance: &StanceRef| match basis {
            Basis::Source => stance.source().is_some_and(|source| source.id.as_str() == id),
            Basis::Coder => stance.coder() == Some(id.as_str()),
            Basis::Issue => !stance.target().is_actor() && stance.target().id() == id,
        };
        self.stances(move || view.stances().filter(&is_of).collect())
    }
}

/// For each bloc and target, the numbers of the blocs on the opposite side.
fn opposites(divisions: &[bloc::Division]) -> BTreeMap<(usize, Node), Vec<usize>> {
    let mut against = BTreeMap::new();
    for bloc::Division { target, support, oppose } in divisions {
        for (ones, others) in [(support, oppose), (oppose, support)] {
            for one in ones {
                let others = others.iter().map(|other| other.bloc + 1).collect();
                against.insert((one.bloc, *target), others);
            }
        }
    }
    against
}

fn only_actors(view: &View) -> bool {
    let mut standings = view.standings().iter().peekable();
    standings.peek().is_some() && standings.all(|standing| standing.target().is_actor())
}

/// Removes duplicates and sorts the stances in the order of the graph.
fn distinct<'g>(stances: impl Iterator<Item = StanceRef<'g>>) -> Vec<StanceRef<'g>> {
    let by_edge = stances.map(|stance| (stance.index(), stance)).collect::<BTreeMap<_, _>>();
    by_edge.into_values().collect()
}
