//! Pictures in the DOT language, for Graphviz and for programs that read it.

pub mod file;
mod kept;
mod pairs;

use std::collections::BTreeSet;
use std::fmt::Display;

use graphviz_rust::dot_structures::{
    Attribute, Edge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId, Stmt, Vertex,
};
use graphviz_rust::printer::{DotPrinter, PrinterContext};

use super::diagrams::alignment_map::about;
use super::drawing::caption::{Caption, node_name};
use super::drawing::evidence;
use super::drawing::receipt::PAST;
use super::drawing::words::Words;
use super::font::{Font, Weight};
use super::shown::Shown;
use super::theme::{Dash, Head, LINE, Mark, Theme, size};
use super::{Diagram, Picture};
use crate::error::Error;
use crate::graph::{Node, Side, StanceRef, View};
use crate::measure::Alignment;
use crate::text::dot::{dot_id, dot_label};
use crate::text::xml::{Escaped, on_one_line};

/// Width of the caption, in points.
const CAPTION_WIDTH: f64 = 640.0;

/// Writes a view in the DOT language, for Graphviz or another program.
///
/// Nodes are named by their kind and id, `"actor:russia"` and `"issue:thaad"`;
/// every stance in force is an edge of its own from its actor to its target, with its
/// label, its addressee as `toward`, its evidence as tooltip, its id as `id` and its position as `class`.
/// With [`Picture::history`] those no longer in force are edges too, pale, dated and of the class `past`.
/// Labels come out of Graphviz as they are, up to 8 KiB. The size of the
/// picture is up to Graphviz: neither engine nor scale counts here.
///
/// # Errors
///
/// [`Error::Picture`] where what is drawn are not nodes and edges: there is DOT for
/// [`Diagram::Stances`] and [`Diagram::AlignmentMap`].
///
/// # Examples
///
/// ```
/// use stancegraph::model::Stance;
/// use stancegraph::render::{self, Picture};
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
/// let graph = builder.build()?;
/// let dot = render::dot(&graph.view(), &Picture::default())?;
/// assert!(dot.contains(r#""actor:Russia" -> "issue:THAAD" [label="opposes""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dot(view: &View, picture: &Picture) -> Result<String, Error> {
    Ok(dot_graph(view, picture)?.print(&mut PrinterContext::default()) + "\n")
}

/// The same as structures of [graphviz-rust](graphviz_rust::dot_structures): for those who restyle it, or who call a
/// Graphviz of their own.
///
/// # Errors
///
/// Those of [`dot`].
///
/// ```
/// use graphviz_rust::dot_structures::{Graph, Stmt};
/// use stancegraph::model::Stance;
/// use stancegraph::render::{self, Picture};
/// use stancegraph::{StanceGraph, Undeclared};
///
/// let mut builder = StanceGraph::builder();
/// builder.undeclared(Undeclared::Create);
/// builder.stance(&Stance::on_issue("Russia", "opposes", "THAAD")?);
/// let graph = builder.build()?;
/// let Graph::DiGraph { stmts, .. } = render::dot_graph(&graph.view(), &Picture::default())? else {
///     panic!("stances have a direction");
/// };
/// let edges = stmts.iter().filter(|statement| matches!(statement, Stmt::Edge(_)));
/// assert_eq!(edges.count(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dot_graph(view: &View, picture: &Picture) -> Result<Graph, Error> {
    let theme = picture.theme;
    let shown = Shown::of(view, picture);
    let view = &shown.now;
    let body = if picture.diagram == Diagram::Stances {
        stances(&shown, theme)
    } else if picture.diagram == Diagram::AlignmentMap {
        pairs(view, theme, picture.min_shared)
    } else {
        return Err(Error::Picture(no_dot(picture.diagram)));
    };
    let Body { what, mut statements, sides, notes, is_directed } = body;
    let caption =
        caption(&Caption::new(&shown, &view.to_string(), what, &notes, &[]), &sides, theme);
    let mut all = vec![graph_attributes(caption, theme), node_attributes(), edge_attributes(theme)];
    all.append(&mut statements);
    let id = Id::Plain("stancegraph".into());
    Ok(if is_directed {
        Graph::DiGraph { id, strict: false, stmts: all }
    } else {
        Graph::Graph { id, strict: false, stmts: all }
    })
}

/// What a graph holds.
struct Body {
    what: &'static str,
    statements: Vec<Stmt>,
    /// The sides in them, with their meaning.
    sides: Vec<(Side, &'static str)>,
    /// What is left out.
    notes: Vec<String>,
    is_directed: bool,
}

fn no_dot(diagram: Diagram) -> String {
    format!(
        "DOT has nodes and edges, and the view {diagram} has none: write it as .svg, .png or .pdf"
    )
}

fn stances(shown: &Shown, theme: Theme) -> Body {
    let view = &shown.now;
    let standings = shown.all().standings();
    let actors = standings.actors().map(Node::Actor);
    let nodes = actors.chain(standings.targets()).collect::<BTreeSet<_>>();
    let mut statements = nodes.iter().map(|node| name(view, *node, theme)).collect::<Vec<_>>();
    let mut sides = BTreeSet::new();
    let past = shown.past().into_iter().flat_map(|past| past.standings().iter());
    let past = past.map(|standing| (standing, past_attributes as fn(StanceRef, Theme) -> _));
    let now = view.standings().iter();
    let now = now.map(|standing| (standing, stance_attributes as fn(StanceRef, Theme) -> _));
    for (standing, attributes) in past.chain(now) {
        let ends = [Node::Actor(standing.actor_ix()), standing.target_node()];
        for stance in standing.stances() {
            sides.insert(Side::from(stance.position()));
            statements.push(edge(view, ends, attributes(stance, theme)));
        }
    }
    let sides = sides.into_iter().map(|side| (side, Mark::of(side).word)).collect();
    let what = "Who takes which position";
    Body { what, statements, sides, notes: Vec::new(), is_directed: true }
}

fn pairs(view: &View, theme: Theme, min_shared: usize) -> Body {
    let (pairs, few) = pairs::alignments(view, min_shared);
    let ends = |pair: &Alignment| [pair.pair().0, pair.pair().1].map(Node::Actor);
    let nodes = pairs.iter().flat_map(ends).collect::<BTreeSet<_>>();
    let mut statements = nodes.iter().map(|node| name(view, *node, theme)).collect::<Vec<_>>();
    let edges = pairs.iter().map(|pair| edge(view, ends(pair), pair_attributes(pair, theme)));
    statements.extend(edges);
    let sides = pairs.iter().map(pairs::side).collect::<BTreeSet<_>>();
    let sides = sides.into_iter().map(|side| (side, pairs::meaning(side))).collect();
    let notes = pairs::left_out(view, &pairs, &few, min_shared);
    Body { what: "Who agrees with whom", statements, sides, notes, is_directed: false }
}

fn attribute(name: &str, value: impl Display) -> Attribute {
    Attribute(Id::Plain(name.into()), Id::Escaped(dot_label(&value.to_string())))
}

fn name(view: &View, node: Node, theme: Theme) -> Stmt {
    let title = view.graph().target_of(node).title();
    DotNode { id: id_of(view, node), attributes: looks(title, node, theme) }.into()
}

/// How a node is drawn.
fn looks(title: &str, node: Node, theme: Theme) -> Vec<Attribute> {
    let (class, style, fill, line) = match node {
        Node::Actor(_) => ("actor", "filled", theme.actor, theme.actor_line),
        Node::Issue(_) => ("issue", "filled,rounded", theme.issue, theme.issue_line),
    };
    let mut attributes = vec![
        attribute("label", on_one_line(title)),
        attribute("class", class),
        attribute("style", style),
        attribute("fillcolor", fill),
        attribute("color", line),
        attribute("fontcolor", theme.text),
        attribute("tooltip", title),
    ];
    if let Node::Actor(_) = node {
        attributes.push(attribute("fontname", format!("{} Bold", Font::FAMILY)));
    }
    attributes
}

fn id_of(view: &View, node: Node) -> NodeId {
    NodeId(Id::Escaped(dot_id(&node_name(view, node))), None)
}

fn edge(view: &View, ends: [Node; 2], attributes: Vec<Attribute>) -> Stmt {
    let [from, to] = ends.map(|node| Vertex::N(id_of(view, node)));
    Edge { ty: EdgeTy::Pair(from, to), attributes }.into()
}

fn stance_attributes(stance: StanceRef, theme: Theme) -> Vec<Attribute> {
    said(stance, &stance.wording(), "", theme)
}

/// A stance that is no longer in force: pale and dated.
fn past_attributes(stance: StanceRef, theme: Theme) -> Vec<Attribute> {
    let label = format!("{} ({})", stance.wording(), evidence::days(&[stance]));
    let mut attributes = said(stance, &label, PAST, theme.pale());
    attributes.push(attribute("fontcolor", theme.muted));
    attributes
}

fn said(stance: StanceRef, label: &str, class: &str, theme: Theme) -> Vec<Attribute> {
    let side = Side::from(stance.position());
    let mut attributes = vec![
        attribute("label", on_one_line(label)),
        attribute("id", stance.id()),
        attribute("class", format!("stance {side}{class}")),
        attribute("arrowhead", arrowhead(Mark::of(side).head)),
    ];
    attributes.extend(stance.toward().map(|actor| attribute("toward", actor.title())));
    attributes.extend(line(side, LINE, &evidence::tooltip(&[stance]), theme));
    attributes
}

fn pair_attributes(pair: &Alignment, theme: Theme) -> Vec<Attribute> {
    let side = pairs::side(pair);
    let mut attributes = vec![
        attribute("label", pairs::label(pair)),
        attribute("class", format!("alignment {side}")),
    ];
    let theme = theme.faded(pairs::ink(&pair.tally));
    attributes.extend(line(side, pairs::width(pair), &about(pair), theme));
    attributes
}

/// Colour and style of a line, and its tooltip, on the line and on its label.
fn line(side: Side, width: f64, tooltip: &str, theme: Theme) -> Vec<Attribute> {
    let colour = theme.colour(side);
    let (style, colour) = match Mark::of(side).dash {
        Dash::Solid => ("solid", colour.to_string()),
        Dash::Dashed => ("dashed", colour.to_string()),
        Dash::Dotted => ("dotted", colour.to_string()),
        Dash::Double => ("solid", format!("{colour}:{colour}")),
    };
    vec![
        attribute("color", colour),
        attribute("style", style),
        attribute("penwidth", format!("{width:.1}")),
        attribute("tooltip", tooltip),
        attribute("labeltooltip", tooltip),
    ]
}

fn arrowhead(head: Head) -> &'static str {
    match head {
        Head::Triangle => "normal",
        Head::Bar => "tee",
        Head::OpenTriangle => "empty",
        Head::Diamond => "diamond",
    }
}

fn graph_attributes(caption: String, theme: Theme) -> Stmt {
    GraphAttributes::Graph(vec![
        attribute("rankdir", "LR"),
        attribute("ranksep", "1.2"),
        attribute("bgcolor", theme.background),
        attribute("fontname", Font::FAMILY),
        attribute("fontcolor", theme.text),
        attribute("labelloc", "b"),
        attribute("labeljust", "l"),
        Attribute(Id::Plain("label".into()), Id::Html(caption)),
    ])
    .into()
}

fn node_attributes() -> Stmt {
    let attributes = [("shape", "box"), ("fontname", Font::FAMILY), ("margin", "0.16,0.1")];
    GraphAttributes::Node(attributes.map(|(name, value)| attribute(name, value)).to_vec()).into()
}

fn edge_attributes(theme: Theme) -> Stmt {
    GraphAttributes::Edge(vec![
        attribute("fontname", Font::FAMILY),
        attribute("fontsize", "11"),
        attribute("fontcolor", theme.text),
    ])
    .into()
}

/// Caption and legend as an HTML-like label.
fn caption(caption: &Caption, sides: &[(Side, &str)], theme: Theme) -> String {
    let mut rows = Vec::new();
    let mut row = |text: String| rows.push(format!("<TR><TD ALIGN=\"LEFT\">{text}</TD></TR>"));
    for line in lines(&caption.title, size::TITLE) {
        row(format!("<FONT POINT-SIZE=\"18\"><B>{}</B></FONT>", Escaped(&line)));
    }
    let small = [Some(caption.subtitle.as_str()), caption.credit.as_deref()];
    for line in small.into_iter().flatten().flat_map(|text| lines(text, size::SMALL)) {
        let muted = theme.muted;
        row(format!("<FONT POINT-SIZE=\"10\" COLOR=\"{muted}\">{}</FONT>", Escaped(&line)));
    }
    for (side, meaning) in sides {
        let (mark, colour) = (Mark::of(*side), theme.colour(*side));
        row(format!(
            "<FONT COLOR=\"{colour}\">{} </FONT><FONT POINT-SIZE=\"10\">{}, {}</FONT>",
            mark.glyph,
            Escaped(meaning),
            mark.dash.word(),
        ));
    }
    let rows = rows.concat();
    format!("<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\">{rows}</TABLE>>")
}

fn lines(text: &str, size: f64) -> Vec<String> {
    let words = Words::new(text, CAPTION_WIDTH, 4, size, Weight::Regular);
    words.lines.into_iter().filter(|line| !line.is_empty()).collect()
}
