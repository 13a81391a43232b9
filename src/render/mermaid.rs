//! Mermaid flowcharts: `.mmd`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use super::drawing::evidence::Addressees;
use super::theme::{Head, LINE, Mark, THICK, Theme};
use crate::error::LeftOut;
use crate::format::losses::{self, counted};
use crate::format::order::reading_order_in_graph;
use crate::graph::{Node, Side, StanceGraph, StanceRef};
use crate::model::Position;
use crate::text::xml::on_one_line;

/// How many stances of one actor on one target have a line each.
const MOST_LINES: usize = 3;

/// How many addressees of a line are named.
const MOST_ADDRESSEES: usize = 12;

/// How many characters of a name or a label are shown.
const LONGEST: usize = 120;

/// What one actor says on one target.
struct Pair<'g> {
    actor: Node,
    target: Node,
    stances: Vec<StanceRef<'g>>,
}

/// One line of the chart, and the stances that it stands for.
struct Line<'p, 'g> {
    pair: &'p Pair<'g>,
    stances: &'p [StanceRef<'g>],
}

/// Writes a chart of everybody who has a stance and of everything that has one.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let pairs = pairs(graph);
    front_matter(graph, out)?;
    writeln!(out, "flowchart LR")?;
    writeln!(out, "  accDescr: {}", description(&pairs))?;
    for node in nodes(&pairs) {
        writeln!(out, "  {}", node_line(graph, node))?;
    }
    let lines = pairs.iter().flat_map(Pair::lines).collect::<Vec<_>>();
    for line in &lines {
        line.write(out)?;
    }
    styles(&lines, out)
}

/// What the chart does not show.
pub fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    let pairs = pairs(graph);
    let shown = nodes(&pairs);
    let is_actor = |node: &&Node| matches!(node, Node::Actor(_));
    let actors = shown.iter().filter(is_actor).count();
    let silent = graph.actors().len() - actors;
    let unsaid = graph.issues().len() - (shown.len() - actors);
    let titles = shown.iter().map(|node| graph.target_of(*node).title());
    let texts = titles.chain(graph.stances().map(StanceRef::label));
    let long = texts.filter(|text| shortened(text).ends_with('…') && !text.ends_with('…'));
    let lines = pairs.iter().flat_map(Pair::lines).collect::<Vec<_>>();
    let labels = lines.iter().map(Line::hidden_labels).sum::<usize>();
    let addressees = lines.iter().map(Line::hidden_addressees).sum::<usize>();
    let mut losses = losses::evidence(graph);
    losses.extend(losses::details(graph));
    losses.extend(losses::coded_range(graph));
    losses.extend(counted(
        labels,
        "label on a line of many stances",
        "labels on lines of many stances",
    ));
    losses.extend(counted(
        addressees,
        "addressee beyond the first twelve",
        "addressees beyond the first twelve",
    ));
    losses.extend(counted(long.count(), "end of a long text", "ends of long texts"));
    losses.extend(counted(silent, "actor without a stance", "actors without a stance"));
    losses.extend(counted(unsaid, "issue without a stance", "issues without a stance"));
    losses
}

fn pairs(graph: &StanceGraph) -> Vec<Pair<'_>> {
    let mut pairs = BTreeMap::<_, Vec<_>>::new();
    for stance in graph.stances() {
        pairs.entry(stance.ends()).or_default().push(stance);
    }
    let pairs = pairs.into_iter().map(|((actor, target), mut stances)| {
        stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
        Pair { actor, target, stances }
    });
    pairs.collect()
}

fn nodes(pairs: &[Pair]) -> BTreeSet<Node> {
    pairs.iter().flat_map(|pair| [pair.actor, pair.target]).collect()
}

/// The title, where there is one, as YAML.
fn front_matter(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let Some(title) = graph.title().map(on_one_line).filter(|title| !title.is_empty()) else {
        return Ok(());
    };
    let title = title.chars().map(|letter| match letter {
        // Mermaid looks for `%%{` everywhere, and YAML refuses what cannot be printed.
        '"' | '\\' | '%' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
            format!("\\u{:04x}", u32::from(letter))
        }
        letter => letter.to_string(),
    });
    writeln!(out, "---\ntitle: \"{}\"\n---", title.collect::<String>())
}

/// What is in the chart, for those who cannot see it.
fn description(pairs: &[Pair]) -> String {
    let count = |position: Option<Position>| {
        let of_pair = |pair: &Pair| {
            let stances = pair.stances.iter();
            stances.filter(|stance| position.is_none_or(|known| known == stance.position())).count()
        };
        pairs.iter().map(of_pair).sum::<usize>()
    };
    let actors = pairs.iter().map(|pair| pair.actor).collect::<BTreeSet<_>>().len();
    let targets = pairs.iter().map(|pair| pair.target).collect::<BTreeSet<_>>().len();
    let [oppose, neutral, support] = Position::ALL.map(|position| count(Some(position)));
    format!(
        "stances {}, actors {actors}, targets {targets}, support {support}, oppose {oppose}, \
         neutral {neutral}",
        count(None)
    )
}

/// The name of a node within the chart.
fn name(node: Node) -> String {
    match node {
        Node::Actor(actor) => format!("a{}", actor.index() + 1),
        Node::Issue(issue) => format!("i{}", issue.index() + 1),
    }
}

fn node_line(graph: &StanceGraph, node: Node) -> String {
    let (name, title) = (name(node), graph.target_of(node).title());
    let title = escaped(&shortened(title));
    match node {
        Node::Actor(_) => format!("{name}[\"{title}\"]:::actor"),
        Node::Issue(_) => format!("{name}([\"{title}\"]):::issue"),
    }
}

impl<'g> Pair<'g> {
    /// A line for each stance, or one for all where there are many.
    fn lines<'p>(&'p self) -> impl Iterator<Item = Line<'p, 'g>> {
        let together = if self.stances.len() > MOST_LINES { self.stances.len() } else { 1 };
        self.stances.chunks(together).map(move |stances| Line { pair: self, stances })
    }
}

impl Line<'_, '_> {
    fn is_one(&self) -> bool {
        self.stances.len() == 1
    }

    fn count(&self, side: Side) -> usize {
        self.stances.iter().filter(|stance| Side::from(stance.position()) == side).count()
    }

    /// The side that all of them take, or else whether some are for it and others against.
    fn side(&self) -> Side {
        match (self.count(Side::Support) > 0, self.count(Side::Oppose) > 0) {
            (true, true) => Side::Mixed,
            (true, false) => Side::Support,
            (false, true) => Side::Oppose,
            (false, false) => Side::Neutral,
        }
    }

    /// The stances by their ids, as comments, and the line.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        for stance in self.stances {
            let id = escaped(stance.id().as_str());
            let (glyph, label) = (glyph(Side::from(stance.position())), said(*stance));
            match self.is_one() {
                true => writeln!(out, "  %% stance {id}")?,
                false => writeln!(out, "  %% stance {id} {glyph} {label}")?,
            }
        }
        let (from, to) = (name(self.pair.actor), name(self.pair.target));
        writeln!(out, "  {from} {}|\"{}\"| {to}", self.arrow(), self.label())
    }

    fn label(&self) -> String {
        if let [stance] = self.stances {
            return format!("{} {}", glyph(self.side()), said(*stance));
        }
        let toward = addressed(self.stances);
        if self.is_alike() {
            let (glyph, label) = (glyph(self.side()), escaped(&shortened(self.stances[0].label())));
            let is_same = Addressees::of(self.stances).is_none_or(|all| !all.are_several());
            let times = if is_same { format!(" ×{}", self.stances.len()) } else { String::new() };
            return format!("{glyph} {label}{times}{toward}");
        }
        let sides =
            [Side::Support, Side::Oppose, Side::Neutral].map(|side| match self.count(side) {
                0 => String::new(),
                count => format!(" {count} {}", glyph(side)),
            });
        format!("{} stances#58;{}{toward}", self.stances.len(), sides.concat())
    }

    /// Whether all stances have one label and one position.
    fn is_alike(&self) -> bool {
        let said = |stance: &StanceRef| (stance.label().to_owned(), stance.position());
        let first = said(&self.stances[0]);
        self.stances.iter().all(|stance| said(stance) == first)
    }

    /// How many labels it does not show.
    fn hidden_labels(&self) -> usize {
        let labels = self.stances.iter().map(|stance| stance.label()).collect::<BTreeSet<_>>();
        if self.is_alike() { 0 } else { labels.len() }
    }

    /// How many addressees it does not name.
    fn hidden_addressees(&self) -> usize {
        let addressees = Addressees::of(self.stances).map_or(0, |all| all.count());
        addressees.saturating_sub(MOST_ADDRESSEES)
    }

    fn arrow(&self) -> &'static str {
        match (Mark::of(self.side()).head, self.is_one()) {
            (Head::Triangle, true) => "-->",
            (Head::Triangle, false) => "==>",
            (Head::Bar, true) => "--x",
            (Head::Bar, false) => "==x",
            (Head::OpenTriangle, true) => "-.-o",
            (Head::OpenTriangle, false) => "==o",
            (Head::Diamond, _) => "<==>",
        }
    }
}

/// To whom stances are addressed, after their label.
fn addressed(stances: &[StanceRef]) -> String {
    let all = Addressees::of(stances);
    let told = all.map(|all| all.arrow(MOST_ADDRESSEES, |name| escaped(&shortened(name))));
    told.map(|told| format!(" {told}")).unwrap_or_default()
}

fn glyph(side: Side) -> char {
    Mark::of(side).glyph
}

fn said(stance: StanceRef) -> String {
    let label = escaped(&shortened(stance.label()));
    match stance.toward() {
        Some(actor) => format!("{label} → {}", escaped(&shortened(actor.title()))),
        None => label,
    }
}

/// The look of nodes and lines; lines are counted from 0.
fn styles(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    let theme = Theme::LIGHT;
    for (class, fill, line) in
        [("actor", theme.actor, theme.actor_line), ("issue", theme.issue, theme.issue_line)]
    {
        writeln!(out, "  classDef {class} fill:{fill},stroke:{line},color:{}", theme.text)?;
    }
    let mut looks = BTreeMap::<_, Vec<_>>::new();
    for (number, line) in lines.iter().enumerate() {
        looks.entry(look(line, theme)).or_default().push(number.to_string());
    }
    for (look, numbers) in looks {
        writeln!(out, "  linkStyle {} {look}", numbers.join(","))?;
    }
    Ok(())
}

fn look(line: &Line, theme: Theme) -> String {
    let (side, width) = (line.side(), if line.is_one() { LINE } else { THICK });
    let dashes = Mark::of(side)
        .dash
        .array(width)
        .map(|dashes| format!(",stroke-dasharray:{dashes}"))
        .unwrap_or_default();
    format!("stroke:{},stroke-width:{width}px{dashes}", theme.colour(side))
}

/// A text on one line, without the end that is too long.
fn shortened(text: &str) -> String {
    let text = on_one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text,
    }
}

/// A text in which Mermaid finds neither its own marks, nor HTML, Markdown, links or formulas.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_plain = match letter {
            ' ' | ',' | '\'' | '(' | '!' | '?' => true,
            ')' => before.is_alphabetic(),
            // "1.", "1)" and "- " begin lists; "www.example.org" would be a link.
            '.' => before.is_alphabetic() && letters.peek().is_none_or(|next| *next == ' '),
            '-' => before.is_alphanumeric(),
            '\u{2028}' | '\u{2029}' => false,
            letter => letter.is_ascii_alphanumeric() || !letter.is_ascii(),
        };
        match is_plain {
            true => escaped.push(letter),
            false => escaped.push_str(&format!("#{};", u32::from(letter))),
        }
        before = letter;
    }
    escaped
}
