//! What is said of blocs.

use std::collections::BTreeMap;
use std::rc::Rc;

use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::bloc::{
    Basis, BlocCount, Blocs, Consensus, Division, LeaveOuts, SWING_REACH, Stability, Swing,
    TieOrigin,
};
use stancegraph::graph::{ActorIx, Counts, Node, Side, StanceGraph, Standing};
use stancegraph::measure::Tally;
use stancegraph::{StanceRef, View};

use super::Args;
use crate::evidence::{ActorName, Behind, TargetName};
use crate::tying::{Best, Certificate, Ties};

/// In blocs of no more members the weakest pair is looked for.
const MOST_PAIRED: usize = 1_000;

/// The blocs of a view's actors.
#[derive(Serialize, JsonSchema)]
pub struct Answer<'g> {
    /// What ties actors.
    pub(super) ties: Ties,
    /// How many blocs there may be; absent for as many as fit best.
    pub(super) k: Option<usize>,
    pub(super) certificate: Certificate,
    /// How many partitions are the best; absent where none is proved so.
    pub(super) best: Option<Best>,
    /// Whether all best partitions were looked at; else blocs are those of one partition, without who could move at no
    /// cost.
    pub(super) decided: bool,
    /// Into how many parts the ties fall that nothing connects; which blocs of one go with which
    /// of another, no tie says.
    pub(super) parts: usize,
    /// Actors who are together in every best partition; the largest first.
    pub(super) blocs: Vec<Bloc<'g>>,
    /// Actors with ties who are in no bloc: best partitions place them differently, or they could move at
    /// no cost.
    pub(super) unplaced: Vec<Unplaced<'g>>,
    /// Actors of one bloc of whom one opposes the other, whatever ties them.
    pub(super) oppositions: Vec<Opposed<'g>>,
    /// Actors without any tie, who are in no bloc.
    pub(super) isolates: Vec<ActorName<'g>>,
    /// Targets on which blocs stand on opposite sides, those on which the most actors do first.
    pub(super) divisions: Vec<Divide<'g>>,
    /// Ties that disagree with every best partition, the heaviest first.
    pub(super) misfits: Vec<Unfit<'g>>,
    /// The disagreement beyond that of all misfits: of ties of unplaced actors, wherever these go.
    pub(super) open: f64,
    /// Up to which share of the weight of an actor's ties a move may add to the disagreement for the
    /// actor to be among the swing actors.
    pub(super) swing_reach: f64,
    /// The swing actors, of each the cheapest move to another bloc, the cheapest first.
    pub(super) swings: Vec<Mover<'g>>,
    /// How sure the blocs are; absent with `--no-stability`.
    pub(super) stability: Option<Sureness<'g>>,
    /// How many more there are of each list than `--top` asks for.
    pub(super) omitted: Omitted,
    #[serde(skip)]
    pub(super) is_for_people: bool,
    /// Whether there are stances, and all are on actors.
    #[serde(skip)]
    pub(super) only_actors: bool,
}

/// How many of each list are left out.
#[derive(Default, Serialize, JsonSchema)]
pub(super) struct Omitted {
    pub(super) divisions: usize,
    pub(super) misfits: usize,
    pub(super) swings: usize,
}

/// One bloc.
#[derive(Serialize, JsonSchema)]
pub(super) struct Bloc<'g> {
    /// The number by which the rest of the answer means it, from 1.
    pub(super) bloc: usize,
    pub(super) members: Vec<Member<'g>>,
    /// The mean of Rice's index over the targets on which at least two members have a standing.
    pub(super) rice: Option<f64>,
    /// The mean of the agreement index over the same.
    pub(super) cohesion: Option<f64>,
    /// The mean share of resamples in which two members stay together.
    pub(super) together: Option<f64>,
    /// The two members who stay together least often; absent of more than 1,000 members.
    pub(super) weakest: Option<Weakest<'g>>,
    /// On how many targets at least two members have a standing, all on one side.
    pub(super) united: usize,
    /// What its members say of each target: what unites them first.
    pub(super) targets: Vec<On<'g>>,
    /// How many more targets there are than `--top` asks for.
    pub(super) omitted: usize,
    /// The stances behind the ties within the bloc.
    #[serde(skip)]
    pub(super) behind: Behind<'g>,
}

/// An actor in no bloc.
#[derive(Serialize, JsonSchema)]
pub(super) struct Unplaced<'g> {
    #[serde(flatten)]
    pub(super) actor: ActorName<'g>,
    /// The other unplaced actors who are with it in every best partition.
    pub(super) always_with: Vec<ActorName<'g>>,
    #[serde(skip)]
    pub(super) behind: Behind<'g>,
}

/// What an actor says against a member of its own bloc.
#[derive(Serialize, JsonSchema)]
pub(super) struct Opposed<'g> {
    pub(super) actor: ActorName<'g>,
    /// Whom it opposes.
    pub(super) target: ActorName<'g>,
    /// Opposed, or mixed where it has said both.
    pub(super) side: Side,
    /// The bloc of both.
    pub(super) bloc: usize,
    /// The ids of the stances that say so.
    #[schemars(with = "Vec<String>")]
    pub(super) stances: Behind<'g>,
}

/// A member of a bloc.
#[derive(Serialize, JsonSchema)]
pub(super) struct Member<'g> {
    #[serde(flatten)]
    pub(super) actor: ActorName<'g>,
    /// In which share of resamples it stays with another member, on average.
    pub(super) together: Option<f64>,
    #[serde(skip)]
    pub(super) behind: Behind<'g>,
}

/// Two members of a bloc.
#[derive(Serialize, JsonSchema)]
pub(super) struct Weakest<'g> {
    pub(super) a: ActorName<'g>,
    pub(super) b: ActorName<'g>,
    /// In which share of resamples they stay together.
    pub(super) together: f64,
}

/// What the members of a bloc say of one target.
#[derive(Clone, Serialize, JsonSchema)]
pub(super) struct On<'g> {
    pub(super) target: TargetName<'g>,
    /// The side of most; absent with as many on both.
    pub(super) side: Option<Side>,
    /// Members on each side; who has said both is mixed.
    pub(super) counts: Counts,
    pub(super) mixed: u32,
    pub(super) rice: Option<f64>,
    pub(super) cohesion: Option<f64>,
    /// Whether at least two members have a standing, all on one side.
    pub(super) unites: bool,
    /// The blocs that stand on the opposite side.
    pub(super) against: Vec<usize>,
    /// The ids of the stances that decide where members stand.
    #[schemars(with = "Vec<String>")]
    pub(super) stances: Behind<'g>,
}

/// A target that divides blocs.
#[derive(Serialize, JsonSchema)]
pub(super) struct Divide<'g> {
    pub(super) target: TargetName<'g>,
    /// The numbers of the blocs that support it.
    pub(super) support: Vec<usize>,
    /// The numbers of those that oppose it.
    pub(super) oppose: Vec<usize>,
    #[serde(skip)]
    pub(super) shown: [String; 2],
    #[serde(skip)]
    pub(super) behind: Behind<'g>,
}

/// A tie that disagrees with the blocs.
#[derive(Serialize, JsonSchema)]
pub(super) struct Unfit<'g> {
    pub(super) a: ActorName<'g>,
    pub(super) b: ActorName<'g>,
    /// The blocs of the two; none of two unplaced ones who are always together.
    pub(super) blocs: [Option<usize>; 2],
    /// Whether the two share a bloc and are tied against; else they are tied for.
    pub(super) together: bool,
    /// What it adds to the disagreement.
    pub(super) weight: f64,
    /// How close the two are; absent where ties are what actors said of one another.
    pub(super) score: Option<f64>,
    pub(super) tally: Option<Tally>,
    /// The ids of the stances that make the tie.
    #[schemars(with = "Vec<String>")]
    pub(super) stances: Behind<'g>,
}

/// An actor who could move.
#[derive(Serialize, JsonSchema)]
pub(super) struct Mover<'g> {
    pub(super) actor: ActorName<'g>,
    /// Its bloc.
    pub(super) bloc: usize,
    /// The bloc to which it would move; absent for one of its own, or of unplaced actors only.
    pub(super) to: Option<usize>,
    /// What that adds to the disagreement.
    pub(super) cost: f64,
    /// The same as a share of the weight of all ties of the actor.
    pub(super) share: f64,
    #[serde(skip)]
    pub(super) behind: Behind<'g>,
}

/// How sure blocs are.
#[derive(Serialize, JsonSchema)]
pub(super) struct Sureness<'g> {
    /// How many resamples were asked for.
    pub(super) resamples: u32,
    /// How many were drawn before the time ran out.
    pub(super) drawn: usize,
    /// What was left out, one after the other, and what changes without it.
    pub(super) left_out: Vec<Left<'g>>,
    /// How many more sources, coders and issues there are that were not left out.
    pub(super) untried: usize,
}

/// What changes without a source, a coder or an issue.
#[derive(Serialize, JsonSchema)]
pub(super) struct Left<'g> {
    pub(super) basis: Basis,
    /// The id, or the coder.
    pub(super) id: String,
    pub(super) name: String,
    pub(super) stances: usize,
    /// Who is in another bloc without it.
    pub(super) moved: Vec<ActorName<'g>>,
    /// Who has no tie without it.
    pub(super) untied: Vec<ActorName<'g>>,
    #[serde(skip)]
    pub(super) behind: Behind<'g>,
}

/// Everything that the parts of an answer are made of.
struct Maker<'g> {
    view: &'g View<'g>,
    graph: &'g StanceGraph,
    blocs: Rc<Blocs<'g>>,
    /// The members of each bloc who have a standing on each target.
    standings: Rc<BTreeMap<(usize, Node), Vec<Standing<'g>>>>,
    /// The numbers of the ties of each node.
    ties_of: Rc<Vec<Vec<usize>>>,
}

impl<'g> Answer<'g> {
    pub(super) fn of(
        args: &Args,
        view: &'g View<'g>,
        blocs: Blocs<'g>,
        stability: Option<(Stability, LeaveOuts)>,
    ) -> Self {
        let maker = Maker::new(view, blocs);
        let (stability, left_out) = stability.unzip();
        let consensus = maker.blocs.consensus(view.standings());
        let divisions = Division::all(&consensus);
        let (misfits, mut swings) = (maker.blocs.misfits(), maker.blocs.swings());
        let swing_reach = args.swing_reach.unwrap_or(SWING_REACH);
        swings.retain(|swing| swing.is_within(swing_reach));
        let top = args.top();
        let omitted = Omitted {
            divisions: divisions.len().saturating_sub(top),
            misfits: misfits.len().saturating_sub(top),
            swings: swings.len().saturating_sub(top),
        };
        let misfits = misfits.iter().take(top).map(|misfit| maker.misfit(misfit.tie));
        let swings = swings.iter().take(top);
        Self {
            ties: args.tying.ties(maker.blocs.ties()),
            k: match args.k {
                BlocCount::Two => Some(2),
                BlocCount::AtMost(most) => Some(most.get()),
                BlocCount::Any => None,
            },
            certificate: maker.blocs.partition().into(),
            best: Best::of(&maker.blocs),
            decided: maker.blocs.is_decided(),
            unplaced: maker.unplaced(),
            oppositions: maker.oppositions(),
            open: maker.blocs.open_disagreement(),
            parts: maker.blocs.component_count(),
            blocs: maker.blocs(&consensus, &divisions, top, stability.as_ref()),
            isolates: maker.names(maker.blocs.ties().isolates()),
            divisions: divisions.iter().take(top).map(|division| maker.divide(division)).collect(),
            misfits: misfits.collect(),
            swing_reach,
            swings: swings.map(|swing| maker.mover(swing)).collect(),
            stability: stability.zip(left_out).map(|(stability, left_out)| Sureness {
                resamples: args.resamples,
                drawn: stability.drawn(),
                untried: left_out.omitted,
                left_out: maker.left_out(left_out),
            }),
            omitted,
            is_for_people: args.question.output.is_for_people(),
            only_actors: only_actors(view),
        }
    }
}

impl<'g> Maker<'g> {
    fn new(view: &'g View<'g>, blocs: Blocs<'g>) -> Self {
        let mut standings: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for standing in view.standings().iter() {
            if let Some(bloc) = blocs.bloc_of(standing.actor_ix()).expect("of this graph") {
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
            blocs: Rc::new(blocs),
            standings: Rc::new(standings),
            ties_of: Rc::new(ties_of),
        }
    }

    fn name(&self, actor: ActorIx) -> ActorName<'g> {
        self.graph.actor_at(actor).expect("of this graph").into()
    }

    fn node_name(&self, node: usize) -> ActorName<'g> {
        self.name(self.blocs.ties().nodes()[node])
    }

    fn names(&self, actors: &[ActorIx]) -> Vec<ActorName<'g>> {
        actors.iter().map(|actor| self.name(*actor)).collect()
    }

    /// The stances behind all ties of a node.
    fn behind_node(&self, node: usize) -> Behind<'g> {
        let (blocs, ties_of) = (self.blocs.clone(), self.ties_of.clone());
        Behind::new(move || {
            distinct(ties_of[node].iter().flat_map(|tie| blocs.ties().behind(*tie)))
        })
    }

    /// The stances behind the ties within a bloc.
    fn behind_bloc(&self, bloc: usize) -> Behind<'g> {
        let blocs = self.blocs.clone();
        Behind::new(move || {
            let is_within = |tie: &stancegraph::bloc::Tie| {
                [tie.u, tie.v].into_iter().all(|node| blocs.bloc(node) == Some(bloc))
            };
            let ties = blocs.ties().signed().ties().iter().enumerate();
            let within = ties.filter(|(_, tie)| is_within(tie)).map(|(number, _)| number);
            distinct(within.flat_map(|tie| blocs.ties().behind(tie)))
        })
    }

    /// The stances of a bloc on a target.
    fn behind_target(&self, bloc: usize, target: Node) -> Behind<'g> {
        let standings = self.standings.clone();
        Behind::new(move || {
            let members = standings.get(&(bloc, target)).map(Vec::as_slice).unwrap_or_default();
            members.iter().flat_map(|standing| standing.deciding()).collect()
        })
    }

    fn blocs(
        &self,
        consensus: &[Consensus],
        divisions: &[Division],
        top: usize,
        stability: Option<&Stability>,
    ) -> Vec<Bloc<'g>> {
        let mut against: BTreeMap<(usize, Node), Vec<usize>> = BTreeMap::new();
        for Division { target, support, oppose } in divisions {
            for (ones, others) in [(support, oppose), (oppose, support)] {
                for one in ones {
                    let others = others.iter().map(|other| other.bloc + 1).collect();
                    against.insert((one.bloc, *target), others);
                }
            }
        }
        let members = self.blocs.members().iter().enumerate();
        let bloc = |(bloc, members): (usize, &Vec<usize>)| {
            let from = consensus.partition_point(|one| one.bloc < bloc);
            let until = consensus.partition_point(|one| one.bloc <= bloc);
            let own = &consensus[from..until];
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
                targets: self.targets(own, top, &against),
                omitted: own.len().saturating_sub(top),
                behind: self.behind_bloc(bloc),
            }
        };
        members.map(bloc).collect()
    }

    fn members(
        &self,
        bloc: usize,
        nodes: &[usize],
        stability: Option<&Stability>,
    ) -> Vec<Member<'g>> {
        let together = stability.map(|stability| stability.of_members(bloc)).unwrap_or_default();
        let together = together.into_iter().chain(std::iter::repeat(None));
        let member = |(node, together): (&usize, _)| Member {
            actor: self.node_name(*node),
            together,
            behind: self.behind_node(*node),
        };
        nodes.iter().zip(together).map(member).collect()
    }

    fn weakest(&self, (a, b, together): (usize, usize, f64)) -> Weakest<'g> {
        Weakest { a: self.node_name(a), b: self.node_name(b), together }
    }

    /// What unites first, and of each sort what the most members have a standing on.
    fn targets(
        &self,
        own: &[Consensus],
        top: usize,
        against: &BTreeMap<(usize, Node), Vec<usize>>,
    ) -> Vec<On<'g>> {
        let mut own = own.iter().collect::<Vec<_>>();
        own.sort_by_key(|one| (!one.unites(), std::cmp::Reverse(one.members())));
        let on = |one: &Consensus| On {
            target: self.graph.target_at(one.target).expect("of this graph").into(),
            side: one.side(),
            counts: one.counts,
            mixed: one.mixed,
            rice: one.rice(),
            cohesion: one.cohesion(),
            unites: one.unites(),
            against: against.get(&(one.bloc, one.target)).cloned().unwrap_or_default(),
            stances: self.behind_target(one.bloc, one.target),
        };
        own.into_iter().take(top).map(on).collect()
    }

    fn unplaced(&self) -> Vec<Unplaced<'g>> {
        let groups = self.blocs.unplaced().iter();
        let unplaced = groups.flat_map(|group| {
            group.iter().map(move |node| {
                let others = group.iter().filter(|other| *other != node);
                Unplaced {
                    actor: self.node_name(*node),
                    always_with: others.map(|other| self.node_name(*other)).collect(),
                    behind: self.behind_node(*node),
                }
            })
        });
        unplaced.collect()
    }

    fn oppositions(&self) -> Vec<Opposed<'g>> {
        let opposed = self.blocs.oppositions(self.view).into_iter().map(|one| Opposed {
            actor: one.standing.actor().into(),
            target: self.name(one.target),
            side: one.standing.side(),
            bloc: one.bloc + 1,
            stances: Behind::new(move || one.standing.deciding().collect()),
        });
        opposed.collect()
    }

    fn divide(&self, division: &Division) -> Divide<'g> {
        let numbers = |blocs: &[Consensus]| blocs.iter().map(|one| one.bloc + 1).collect();
        let blocs = division.support.iter().chain(&division.oppose);
        let behind = blocs.map(|one| self.behind_target(one.bloc, one.target)).collect::<Vec<_>>();
        Divide {
            target: self.graph.target_at(division.target).expect("of this graph").into(),
            support: numbers(&division.support),
            oppose: numbers(&division.oppose),
            shown: [&division.support, &division.oppose].map(|blocs| shown(blocs)),
            behind: Behind::new(move || behind.iter().flat_map(Behind::stances).collect()),
        }
    }

    fn misfit(&self, number: usize) -> Unfit<'g> {
        let ties = self.blocs.ties();
        let tie = ties.signed().ties()[number];
        let (score, tally) = match ties.origin(number) {
            TieOrigin::Alignment(pairing) => (pairing.score, Some(pairing.tally)),
            TieOrigin::Standing(_) => (None, None),
        };
        let blocs = self.blocs.clone();
        Unfit {
            a: self.node_name(tie.u),
            b: self.node_name(tie.v),
            blocs: [tie.u, tie.v].map(|node| self.blocs.bloc(node).map(|bloc| bloc + 1)),
            together: self.blocs.partition().together(tie.u, tie.v),
            weight: tie.weight.abs(),
            score,
            tally,
            stances: Behind::new(move || blocs.ties().behind(number)),
        }
    }

    fn mover(&self, swing: &Swing) -> Mover<'g> {
        let Swing { node, to, cost, share } = *swing;
        Mover {
            actor: self.node_name(node),
            bloc: self.blocs.bloc(node).expect("who swings has a bloc") + 1,
            to: to.filter(|bloc| *bloc < self.blocs.members().len()).map(|bloc| bloc + 1),
            cost,
            share,
            behind: self.behind_node(node),
        }
    }

    fn left_out(&self, all: LeaveOuts) -> Vec<Left<'g>> {
        let left = |one: stancegraph::bloc::LeftOut| Left {
            basis: one.basis,
            name: self.basis_name(one.basis, &one.id),
            moved: self.names(&one.moved),
            untied: self.names(&one.untied),
            stances: one.stances,
            behind: self.behind_basis(one.basis, one.id.clone()),
            id: one.id,
        };
        all.tried.into_iter().map(left).collect()
    }

    fn basis_name(&self, basis: Basis, id: &str) -> String {
        let name = match basis {
            Basis::Source => self
                .graph
                .find_source(id)
                .ok()
                .map(|ix| self.graph.source_at(ix).expect("of this graph").title()),
            Basis::Issue => self
                .graph
                .find_issue(id)
                .ok()
                .map(|ix| self.graph.issue_at(ix).expect("of this graph").title()),
            Basis::Coder => None,
        };
        name.unwrap_or(id).to_owned()
    }

    fn behind_basis(&self, basis: Basis, id: String) -> Behind<'g> {
        let view = self.view;
        let is_of = move |stance: &StanceRef| match basis {
            Basis::Source => stance.source().is_some_and(|source| source.id.as_str() == id),
            Basis::Coder => stance.coder() == Some(id.as_str()),
            Basis::Issue => !stance.target().is_actor() && stance.target().id() == id,
        };
        Behind::new(move || view.stances().filter(&is_of).collect())
    }
}

/// `1 (5 of 6), 3 (2 of 2)`: of a bloc, how many of those who have a standing are on its side.
fn shown(blocs: &[Consensus]) -> String {
    let one = |one: &Consensus| {
        let most = one.counts.support.max(one.counts.oppose);
        format!("{} ({most} of {})", one.bloc + 1, one.members())
    };
    blocs.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn only_actors(view: &View) -> bool {
    let mut standings = view.standings().iter().peekable();
    standings.peek().is_some() && standings.all(|standing| standing.target().is_actor())
}

/// Each stance once, in the order of the graph.
fn distinct<'g>(stances: impl Iterator<Item = StanceRef<'g>>) -> Vec<StanceRef<'g>> {
    let by_edge = stances.map(|stance| (stance.index(), stance)).collect::<BTreeMap<_, _>>();
    by_edge.into_values().collect()
}
