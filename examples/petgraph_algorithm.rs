//! Runs an algorithm of petgraph on a stance graph: the connected components of actors and issues.

use std::error::Error;

use petgraph::algo::{connected_components, dominators};
use petgraph::visit::EdgeRef;
use stancegraph::graph::Node;
use stancegraph::model::{Position, Stance};
use stancegraph::{StanceGraph, Undeclared};

/// Runs the example.
///
/// # Errors
///
/// Never: its stances are valid.
pub(crate) fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = StanceGraph::builder();
    builder.undeclared(Undeclared::Create);
    builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
    builder.stance(&Stance::on_issue("Seoul", "pursues", "THAAD")?);
    builder.stance(&Stance::toward_actor("Russia", "criticises", "Pyongyang")?);
    builder.stance(&Stance::on_issue("Brazil", "supports", "Climate fund")?);
    let graph = builder.build()?;
    let petgraph = graph.petgraph();

    let disputes = connected_components(petgraph);
    println!("{disputes} separate disputes");
    assert_eq!(disputes, 2);

    let russia = graph.node_index(Node::Actor(graph.find_actor("Russia")?))?;
    let reached = dominators::simple_fast(petgraph, russia);
    let pyongyang = graph.node_index(Node::Actor(graph.find_actor("Pyongyang")?))?;
    assert_eq!(reached.immediate_dominator(pyongyang), Some(russia));

    let against =
        petgraph.edges(russia).filter(|edge| edge.weight().position() == Position::Oppose);
    for edge in against {
        println!("{}", graph.stance_of_edge(edge.id()).expect("an edge of the graph"));
    }
    Ok(())
}
