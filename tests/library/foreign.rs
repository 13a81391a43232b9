//! A number of one graph is no number of another.

use stancegraph::bloc::{BlocCount, Distances, TieRule};
use stancegraph::graph::{Grouping, Node, RollUp, Unit};
use stancegraph::measure::Measure;
use stancegraph::model::Stance;
use stancegraph::{Error, StanceGraph, Undeclared};

/// Everyone has the same number in each of these graphs.
fn graph(actors: [&str; 2]) -> StanceGraph {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    for issue in ["tax", "war"] {
        for actor in actors {
            let stance = Stance::on_issue(actor, "supports", issue).expect("ids");
            builder.stance(&stance.with_source("press".parse().ok()));
        }
    }
    builder.build().expect("a graph")
}

#[expect(clippy::needless_pass_by_value, reason = "answers, as they come")]
fn is_foreign<T>(answer: Result<T, Error>) -> bool {
    matches!(answer, Err(Error::OtherGraph { .. }))
}

/// Whether each method of a graph, and of all that is made of it, that takes a number refuses those of another.
fn refuses(ours: &StanceGraph, theirs: &StanceGraph) -> Vec<bool> {
    let view = ours.view();
    let standings = view.standings();
    let stance = theirs.stances().next().expect("a stance");
    let theirs_view = theirs.view();
    let standing = theirs_view.standings().iter().next().expect("a standing");
    let (actor, target) = (standing.actor_ix(), standing.target_node());
    let own = standings.actors().next().expect("an actor");
    let issue = theirs.find_issue("tax").expect("an issue");
    let alignments = view.compare(Measure::Agreement).expect("fits");
    let matrix = alignments.matrix().expect("small");
    let ties = view.alignment_graph(Measure::Agreement, TieRule::default()).expect("fits");
    let blocs = ties.clone().quick_blocs(BlocCount::Two);
    vec![
        is_foreign(ours.actor_at(actor)),
        is_foreign(ours.issue_at(issue)),
        is_foreign(ours.source_at(stance.source_ix().expect("it has one"))),
        is_foreign(ours.label_at(stance.label_ix())),
        is_foreign(ours.stance_at(stance.number())),
        is_foreign(ours.target_at(target)),
        is_foreign(ours.target_at(Node::Actor(actor))),
        is_foreign(ours.node_index(target)),
        is_foreign(ours.node_index(Node::Actor(actor))),
        is_foreign(ours.whole_of(actor)),
        is_foreign(ours.spoken_count(actor)),
        is_foreign(view.acting(stance)),
        is_foreign(view.target(stance)),
        is_foreign(standings.of_actor(actor)),
        is_foreign(standings.on_target(target)),
        is_foreign(standings.get(actor, Node::Actor(own))),
        is_foreign(standings.get(own, target)),
        is_foreign(alignments.between((own, actor))),
        is_foreign(alignments.between((actor, own))),
        is_foreign(alignments.closest_to(actor, 1, 1)),
        is_foreign(matrix.pair(own, actor)),
        is_foreign(matrix.pair(actor, own)),
        is_foreign(matrix.row(actor)),
        is_foreign(matrix.nearest(actor, 1)),
        is_foreign(ties.node(actor)),
        is_foreign(blocs.bloc_of(actor)),
        is_foreign(Distances::of_actors(&view, &[own, actor])),
        is_foreign(Distances::of_targets(&view, &[target])),
        is_foreign(Distances::of_alignments(&matrix, &[own, actor], 1)),
    ]
}

#[test]
fn a_number_of_another_graph_is_an_error_everywhere() {
    let [ours, theirs] = [graph(["ann", "bob"]), graph(["cem", "dan"])];
    let answers = refuses(&ours, &theirs);
    assert!(answers.iter().all(|is_refused| *is_refused), "{answers:?}");
    // Equal graphs are two graphs; their numbers may be exchanged as little as anyone's.
    let answers = refuses(&ours, &graph(["ann", "bob"]));
    assert!(answers.iter().all(|is_refused| *is_refused), "{answers:?}");
}

#[test]
fn a_copy_has_the_numbers_of_its_original() {
    let ours = graph(["ann", "bob"]);
    let copy = ours.clone();
    assert!(refuses(&ours, &copy).iter().all(|is_refused| !*is_refused));
    let ann = ours.find_actor("ann").expect("an actor");
    assert_eq!(copy.actor_at(ann).expect("a copy").id.as_str(), "ann");
}

#[test]
fn grouping_makes_another_graph() {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    builder.stance(&Stance::on_issue("ann", "supports", "tax").expect("ids"));
    let mut ann = stancegraph::model::Actor::new("ann".parse().expect("an id"));
    ann.kind = Some("state".into());
    builder.actor(ann);
    let plain = builder.build().expect("a graph");
    let number = plain.find_actor("ann").expect("an actor");
    let grouped = plain.clone().grouped(&Grouping::Kind, RollUp::None).expect("a kind");
    assert!(is_foreign(grouped.actor_at(number)));
    let view = grouped.view().by(Unit::Group);
    let group = view.standings().actors().next().expect("a group");
    assert_eq!(grouped.actor_at(group).expect("its own").title(), "state");
    let tax = grouped.find_issue("tax").expect("an issue");
    assert_eq!(grouped.issue_at(tax).expect("its own").id.as_str(), "tax");
    assert!(grouped.petgraph().node_weights().all(|node| grouped.target_at(*node).is_ok()));
}

#[test]
fn an_edge_that_is_not_there_is_no_stance() {
    let ours = graph(["ann", "bob"]);
    let edges = ours.petgraph().edge_indices();
    assert!(edges.clone().all(|edge| ours.stance_of_edge(edge).is_some()));
    let beyond = stancegraph::petgraph::graph::EdgeIndex::new(edges.len());
    assert!(ours.stance_of_edge(beyond).is_none());
}
