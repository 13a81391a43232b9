//! Pajek networks: `.net`.
//!
//! Our own files begin with a comment that says so. In them, boxes are issues, the number of an arc is the
//! position with its strength, and its label ends with the id of the stance in brackets.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::mem;
use std::sync::Arc;

use super::network::{Ends, Network, Node, Tie};
use super::plain::{self, Cell, Line, WEIGHT, Word, Words, weighted};
use crate::error::{Cause, FileId, LeftOut, Place};
use crate::format::options::Settings;
use crate::format::order::reading_order_in_graph;
use crate::graph::{Builder, Node as GraphNode, StanceGraph, StanceRef};
use crate::model::{Attribute, Date};

/// The first line of our own files.
const MARK: &str = "% Stances, by stancegraph: boxes are issues";

/// The largest number of vertices that a file can announce without listing them.
const MOST_UNLISTED: usize = 100_000;

/// The largest number of times of one tie.
const MOST_TIMES: usize = 16;

/// Reads a Pajek file into a builder.
pub fn read(text: &str, file: FileId, settings: &Settings, builder: &mut Builder) {
    let mut pajek = Pajek::new(text, file, builder);
    for line in Line::all(file, text) {
        pajek.line(line);
    }
    pajek.end(settings);
}

/// The section that the current line belongs to.
#[derive(Clone, Debug, PartialEq)]
enum Section {
    /// Nothing has begun yet.
    Start,
    Vertices,
    /// Ties with two ends each, or with one end and all that it leads to.
    Ties {
        is_directed: bool,
        is_list: bool,
        relation: Option<Arc<str>>,
    },
    Matrix {
        relation: Option<Arc<str>>,
    },
    /// A value for each vertex, under a name: a partition or a vector.
    Values {
        name: String,
        values: Vec<Attribute>,
    },
    /// Data on vertices that are not read: a permutation, a cluster, a hierarchy.
    Unread,
    /// Anything but a network.
    Other,
}

/// A partition or a vector: its name, and a value for each vertex.
type Valued = (String, Vec<Attribute>);

/// The state of reading a file.
struct Pajek<'t, 'b> {
    file: FileId,
    builder: &'b mut Builder,
    network: Network,
    is_ours: bool,
    section: Section,
    begun: Place,
    /// The number of vertices, and how many of them belong to the first mode.
    counts: Option<(usize, usize)>,
    /// The largest number of vertices that can be announced.
    most: usize,
    listed: Vec<bool>,
    cells: Vec<Option<Cell>>,
    is_faulty: bool,
    /// The listed vertices.
    nodes: Vec<Option<Node>>,
    /// Partitions and vectors.
    valued: Vec<Valued>,
    /// The first line before any section.
    stray: Option<Place>,
    /// Whether a second network has begun.
    is_over: bool,
    text: std::marker::PhantomData<&'t str>,
}

impl<'t, 'b> Pajek<'t, 'b> {
    fn new(text: &'t str, file: FileId, builder: &'b mut Builder) -> Self {
        Self {
            file,
            builder,
            network: Network::new(Ends::Declared),
            is_ours: text.lines().next().is_some_and(|line| line.trim_end() == MARK),
            section: Section::Start,
            begun: Place { file, line: 1, column: 0, length: 0 },
            counts: None,
            most: (text.len() / 4).max(MOST_UNLISTED),
            listed: Vec::new(),
            cells: Vec::new(),
            is_faulty: false,
            nodes: Vec::new(),
            valued: Vec::new(),
            stray: None,
            is_over: false,
            text: std::marker::PhantomData,
        }
    }

    fn fault(&mut self, what: impl Into<String>, place: Place) {
        self.is_faulty = true;
        self.builder.fault(Cause::Syntax(what.into()), Some(place));
    }

    fn line(&mut self, line: Line<'t>) {
        let text = line.text.trim_start();
        let mut words = line.words(char::is_whitespace);
        let Some(first) = words.next().filter(|_| !text.starts_with('%')) else { return };
        if text.starts_with('*') {
            self.end_section();
            self.begun = line.place();
            return self.begin(line, first, words);
        }
        match mem::replace(&mut self.section, Section::Other) {
            Section::Start => {
                // Programs write their names above the network.
                if self.stray.is_none() {
                    self.stray = Some(line.place());
                }
                self.builder.leave_out(
                    self.file,
                    "lines above the network",
                    short(text.trim_end()),
                );
                self.section = Section::Start;
            }
            Section::Values { name, mut values } => {
                values.extend(line.words(char::is_whitespace).map(value));
                self.section = Section::Values { name, values };
            }
            Section::Vertices => {
                self.vertex(line, first, words);
                self.section = Section::Vertices;
            }
            Section::Ties { is_directed, is_list, relation } => {
                let relation_of = relation.as_ref();
                if is_list {
                    self.ties_of(line, first, words, is_directed, relation_of);
                } else {
                    self.tie(line, first, words, is_directed, relation_of);
                }
                self.section = Section::Ties { is_directed, is_list, relation };
            }
            Section::Matrix { relation } => {
                self.numbers(line);
                self.section = Section::Matrix { relation };
            }
            Section::Unread => self.section = Section::Unread,
            Section::Other => {}
        }
    }

    fn begin(&mut self, line: Line<'t>, keyword: Word<'t>, words: Words<'t>) {
        let (keyword, number) = match keyword.text.split_once(':') {
            Some((keyword, number)) => (keyword, Some(number)),
            None => (keyword.text, None),
        };
        let is_number = keyword.eq_ignore_ascii_case("*vertices");
        if is_number && matches!(self.section, Section::Values { .. }) {
            return;
        }
        if is_number && self.section == Section::Unread {
            // Its number of vertices is already read; a second one belongs to another network.
            self.section = Section::Other;
            return;
        }
        if self.is_over && !keyword.eq_ignore_ascii_case("*network") {
            self.section = Section::Other;
            return;
        }
        let ties = |is_directed, is_list| Section::Ties {
            is_directed,
            is_list,
            relation: relation(number, words.clone()),
        };
        self.section = match keyword.to_ascii_lowercase().as_str() {
            "*network" => {
                let title = line.text.trim_start()[keyword.len()..].trim();
                let title = decoded(title.trim_matches('"'));
                if self.counts.is_some() {
                    self.is_over = true;
                    self.builder.leave_out(self.file, "networks after the first", short(&title));
                    self.section = Section::Other;
                    return;
                }
                self.builder.title(title);
                Section::Start
            }
            "*partition" | "*vector" => {
                let name = line.text.trim_start()[keyword.len()..].trim().trim_matches('"');
                let name = name.strip_suffix(".clu").or(name.strip_suffix(".vec")).unwrap_or(name);
                let name = if name.is_empty() { &keyword[1..] } else { name };
                Section::Values { name: decoded(cut(name)), values: Vec::new() }
            }
            "*vertices" => return self.vertices(line, words),
            "*arcs" => ties(true, false),
            "*edges" => ties(false, false),
            "*arcslist" => ties(true, true),
            "*edgeslist" => ties(false, true),
            "*matrix" => Section::Matrix { relation: relation(number, words) },
            other => {
                self.builder.leave_out(self.file, "sections that are not read", short(other));
                let is_of_vertices = ["*permutation", "*cluster", "*hierarchy"].contains(&other);
                if is_of_vertices { Section::Unread } else { Section::Other }
            }
        };
        let has_ends = matches!(self.section, Section::Ties { .. } | Section::Matrix { .. });
        if has_ends && self.counts.is_none() && !self.is_faulty {
            self.fault("*Vertices and their number have to stand before this", line.place());
        }
    }

    fn vertices(&mut self, line: Line<'t>, mut words: Words<'t>) {
        self.section = Section::Vertices;
        if self.counts.is_some() {
            self.section = Section::Other;
            return self.fault("a second network begins here; keep one in a file", line.place());
        }
        let count = words.next().map(|word| word.text.parse::<usize>());
        let first = words.next().map(|word| word.text.parse::<usize>());
        match (count, first) {
            (Some(Ok(count)), None) => self.counts = Some((count, count)),
            (Some(Ok(count)), Some(Ok(first))) if first <= count => {
                self.counts = Some((count, first));
            }
            _ => return self.fault("*Vertices needs the number of vertices", line.place()),
        }
        let count = self.counts.map_or(0, |(count, _)| count);
        if count > self.most {
            self.counts = None;
            self.is_faulty = true;
            let limit = format!("{} for a file of this size", self.most);
            let cause = Cause::TooLarge { what: "the number of vertices", limit };
            return self.builder.fault(cause, Some(line.place()));
        }
        self.listed = vec![false; count];
        self.nodes.resize_with(count, || None);
    }

    /// The number of a vertex, from 0.
    fn number(&mut self, line: Line<'t>, word: Word<'t>) -> Option<usize> {
        let (count, _) = self.counts?;
        let number = word.text.parse::<usize>().ok().filter(|number| (1..=count).contains(number));
        if number.is_none() {
            let what =
                format!("\"{}\" is no number of a vertex, from 1 to {count}", short(word.text));
            self.fault(what, line.place_of(word));
        }
        Some(number? - 1)
    }

    fn vertex(&mut self, line: Line<'t>, first: Word<'t>, mut words: Words<'t>) {
        let Some(number) = self.number(line, first) else { return };
        if mem::replace(&mut self.listed[number], true) {
            let what = format!("the vertex {} stands here for the second time", number + 1);
            return self.fault(what, line.place_of(first));
        }
        let label = words.next().map(|label| decoded(label.text));
        let (is_box, is_drawn) = drawing(words);
        let is_issue = self.is_second(number) || (self.is_ours && is_box);
        if is_drawn && !self.is_ours {
            let what = "places, shapes, colours and times of vertices";
            self.builder.leave_out(self.file, what, label.as_deref().unwrap_or_default());
        }
        self.nodes[number] = Some(self.node(number, label, is_issue, line.place()));
    }

    fn is_second(&self, number: usize) -> bool {
        self.counts.is_some_and(|(_, first)| number >= first)
    }

    fn node(&self, number: usize, label: Option<String>, is_issue: bool, place: Place) -> Node {
        let knows = self.is_ours || self.counts.is_some_and(|(count, first)| first < count);
        let id = label.unwrap_or_else(|| key(number));
        let is_issue = knows.then_some(is_issue);
        Node { id: Some(id), is_issue, place: Some(place), ..Node::default() }
    }

    fn tie(
        &mut self,
        line: Line<'t>,
        first: Word<'t>,
        mut words: Words<'t>,
        is_directed: bool,
        relation: Option<&Arc<str>>,
    ) {
        let Some(second) = words.next() else {
            return self.fault("a tie needs two vertices", line.place());
        };
        let ends = (self.number(line, first), self.number(line, second));
        let (Some(from), Some(to)) = ends else { return };
        let mut tie = Tie { place: Some(line.place()), ..Tie::default() };
        let mut rest = words.clone();
        if let Some(weight) = rest.next().filter(|word| !word.is_quoted)
            && let Ok(number) = weight.text.parse::<f64>()
        {
            if !number.is_finite() {
                return self
                    .fault(format!("\"{}\" is no number", weight.text), line.place_of(weight));
            }
            tie = weighted(number, line.place());
            words = rest;
        }
        tie.is_directed = is_directed;
        tie.relation = relation.cloned();
        let times = self.parameters(&mut tie, words);
        if self.is_ours {
            say_exactly(&mut tie);
        }
        let (from, to) = (key(from), key(to));
        let Some(((date, until), more)) = times.split_first() else {
            return self.network.tie(&from, &to, tie);
        };
        for (date, until) in more {
            let attributes = tie.attributes.clone();
            let (label, relation) = (tie.label.clone(), tie.relation.clone());
            let (date, until) = (*date, *until);
            self.network.tie(
                &from,
                &to,
                Tie { id: None, label, relation, date, until, attributes, ..tie },
            );
        }
        (tie.date, tie.until) = (*date, *until);
        self.network.tie(&from, &to, tie);
    }

    /// Reads the parameters of a tie, such as its label; returns its times.
    fn parameters(
        &mut self,
        tie: &mut Tie,
        mut words: Words<'t>,
    ) -> Vec<(Option<Date>, Option<Date>)> {
        let mut times = Vec::new();
        while let Some(word) = words.next() {
            if !word.is_quoted && word.text.starts_with('[') {
                times.extend(self.times(word.text));
                continue;
            }
            match (word.text, words.next()) {
                ("l", Some(label)) if self.is_ours => {
                    let (label, id) = split_id(label.text);
                    (tie.label, tie.id) = (Some(decoded(label)), id.map(decoded));
                }
                ("l", Some(label)) => tie.label = Some(decoded(label.text)),
                (parameter, _) => {
                    let what = "widths, colours and other parameters of ties";
                    self.builder.leave_out(self.file, what, short(parameter));
                }
            }
        }
        times
    }

    /// Reads `[1872-1904,1906]` as years, if they can be years.
    fn times(&mut self, text: &str) -> Vec<(Option<Date>, Option<Date>)> {
        let text = text.trim_start_matches('[').trim_end_matches(']');
        let year = |text: &str| {
            let year = text.trim();
            let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
            year.parse::<Date>().ok().filter(|_| is_year)
        };
        let times = text.split(',').map(|part| match part.split_once('-') {
            Some((date, "*")) => Some((Some(year(date)?), None)),
            Some((date, until)) => Some((Some(year(date)?), Some(year(until)?))),
            None => Some((Some(year(part)?), Some(year(part)?))),
        });
        match times.collect::<Option<Vec<_>>>() {
            Some(mut times) => {
                for _ in MOST_TIMES..times.len() {
                    self.builder.leave_out(self.file, "times of ties beyond sixteen", "");
                }
                times.truncate(MOST_TIMES);
                times
            }
            None => {
                self.builder.leave_out(self.file, "times of ties that are no years", short(text));
                Vec::new()
            }
        }
    }

    /// Reads a vertex and all vertices that it leads to.
    fn ties_of(
        &mut self,
        line: Line<'t>,
        first: Word<'t>,
        words: Words<'t>,
        is_directed: bool,
        relation: Option<&Arc<str>>,
    ) {
        let Some(from) = self.number(line, first) else { return };
        for word in words {
            let Some(to) = self.number(line, word) else { continue };
            let place = Some(line.place_of(word));
            let relation = relation.cloned();
            let tie = Tie { relation, is_directed, place, ..Tie::default() };
            self.network.tie(&key(from), &key(to), tie);
        }
    }

    fn numbers(&mut self, line: Line<'t>) {
        for word in line.words(char::is_whitespace) {
            let value = word.text.parse::<f64>().ok().filter(|value| value.is_finite());
            if value.is_none() {
                self.fault(format!("\"{}\" is no number", short(word.text)), line.place_of(word));
            }
            let place = line.place_of(word);
            self.cells.push(value.map(|value| Cell { value, place }));
        }
    }

    fn end_section(&mut self) {
        // A partition begins with its number of vertices.
        if let Section::Values { name, values } = &mut self.section {
            if !values.is_empty() {
                self.valued.push((mem::take(name), mem::take(values)));
                self.section = Section::Other;
            }
            return;
        }
        if self.section == Section::Unread {
            return;
        }
        let section = mem::replace(&mut self.section, Section::Start);
        let (Section::Matrix { relation }, Some((count, first))) = (section, self.counts) else {
            return;
        };
        let cells = mem::take(&mut self.cells);
        let rows = 0..first;
        let columns = if first < count { first..count } else { 0..count };
        let wanted = rows.len().checked_mul(columns.len());
        if wanted != Some(cells.len()) {
            let what = format!(
                "the matrix has {} numbers, and not {} in each of {} rows",
                cells.len(),
                columns.len(),
                rows.len()
            );
            return self.fault(what, self.begun);
        }
        let [rows, columns] = [rows, columns].map(|range| range.map(key).collect::<Vec<_>>());
        plain::add_square(&mut self.network, (&rows, &columns), &cells, relation.as_ref());
    }

    fn end(mut self, settings: &Settings) {
        self.end_section();
        if self.counts.is_none() && !self.is_faulty {
            match self.stray {
                Some(stray) => {
                    self.fault("a network begins with *Vertices and their number", stray);
                }
                None if !self.valued.is_empty() => self.fault(
                    "these are values of vertices without their network; give the .net file that they \
                     belong to, or a project (.paj) with both",
                    self.begun,
                ),
                None => self.fault("there is no *Vertices", self.begun),
            }
        }
        if self.is_faulty {
            return self.builder.incomplete();
        }
        let mut nodes = mem::take(&mut self.nodes);
        for (number, node) in nodes.iter_mut().enumerate().filter(|(_, node)| node.is_none()) {
            *node = Some(self.node(number, None, self.is_second(number), self.begun));
        }
        self.describe(&mut nodes);
        for (number, node) in nodes.into_iter().flatten().enumerate() {
            self.network.node(&key(number), node);
        }
        if self.is_ours {
            self.network.sign_is("sign");
        }
        self.network.build(self.file, settings, self.builder);
    }
}

impl Pajek<'_, '_> {
    /// Adds the values of partitions and vectors with the size of this network to its vertices.
    fn describe(&mut self, nodes: &mut [Option<Node>]) {
        let mut names = BTreeSet::new();
        for (name, values) in mem::take(&mut self.valued) {
            if values.len() != nodes.len() {
                let what = "partitions and vectors of another number of vertices";
                self.builder.leave_out(self.file, what, short(&name));
                continue;
            }
            if !names.insert(name.clone()) {
                let what = "partitions and vectors that are called like one before";
                self.builder.leave_out(self.file, what, short(&name));
                continue;
            }
            for (node, value) in nodes.iter_mut().flatten().zip(values) {
                node.attributes.entry(name.clone()).or_insert(value);
            }
        }
    }
}

/// A value of a partition or a vector.
fn value(word: Word) -> Attribute {
    match word.text.parse::<f64>().ok().filter(|number| number.is_finite()) {
        Some(number) => Attribute::Number(number),
        None => Attribute::Text(decoded(word.text)),
    }
}

/// The name of a partition, cut to the length of an attribute's name.
fn cut(name: &str) -> &str {
    &name[..name.floor_char_boundary(64)]
}

/// The name of a relation: `:1 "opposes"`.
fn relation(number: Option<&str>, mut words: Words) -> Option<Arc<str>> {
    let first = words.next()?;
    let has_number = first.text.starts_with(':') && !first.is_quoted;
    let name = if has_number && number.is_none() { words.next()? } else { first };
    Some(decoded(name.text).into()).filter(|name: &Arc<str>| !name.is_empty())
}

fn key(number: usize) -> String {
    (number + 1).to_string()
}

fn short(text: &str) -> &str {
    &text[..text.floor_char_boundary(40)]
}

/// Whether a vertex is a box, and whether the file says how to draw it.
fn drawing(words: Words) -> (bool, bool) {
    let mut words = words.filter(|word| word.text.parse::<f64>().is_err()).peekable();
    let is_drawn = words.peek().is_some();
    (words.any(|word| !word.is_quoted && word.text.eq_ignore_ascii_case("box")), is_drawn)
}

/// In our own files, the number is the strength itself, not a share of the largest.
fn say_exactly(tie: &mut Tie) {
    if let Some(Attribute::Number(weight)) = tie.attributes.remove(WEIGHT) {
        let sign = if weight == 0.0 { 0.0 } else { weight.signum() };
        tie.attributes.insert("sign".into(), Attribute::Number(sign));
        if weight != 0.0 {
            tie.attributes.insert("strength".into(), Attribute::Number(weight.abs()));
        }
    }
}

/// Splits `opposes [id]` into the label and the id.
fn split_id(text: &str) -> (&str, Option<&str>) {
    let Some(inside) = text.strip_suffix(']') else { return (text, None) };
    match inside.rsplit_once('[') {
        Some((label, id)) => (label.strip_suffix(' ').unwrap_or(label), Some(id)),
        None => (text, None),
    }
}

/// Writes a Pajek network.
pub fn write(graph: &StanceGraph, out: &mut dyn Write) -> io::Result<()> {
    let names = plain::names(graph);
    writeln!(out, "{MARK}")?;
    if let Some(title) = graph.title() {
        writeln!(out, "*Network {}", encoded(title))?;
    }
    writeln!(out, "*Vertices {}", names.len())?;
    for (number, name) in names.iter().enumerate() {
        let shape = if number < graph.actors().len() { "" } else { " box" };
        writeln!(out, "{} \"{}\"{shape}", number + 1, encoded(name))?;
    }
    writeln!(out, "*Arcs")?;
    let mut stances = graph.stances().collect::<Vec<_>>();
    stances.sort_unstable_by(|a, b| reading_order_in_graph(*a, *b));
    stances.into_iter().try_for_each(|stance| write_arc(graph, stance, out))
}

fn write_arc(graph: &StanceGraph, stance: StanceRef, out: &mut dyn Write) -> io::Result<()> {
    let number = |node: GraphNode| match node {
        GraphNode::Actor(actor) => actor.index() + 1,
        GraphNode::Issue(issue) => graph.actors().len() + issue.index() + 1,
    };
    let (from, to) = stance.ends();
    let label = encoded(stance.label());
    let id = encoded(stance.id().as_str()).replace('[', "&#91;");
    // Turns -0 into 0.
    let weight = stance.signed_weight() + 0.0;
    writeln!(out, "{} {} {weight} l \"{label} [{id}]\"", number(from), number(to))
}

/// Encodes a text for double quotes: replaces quotes and characters that some programs misread by Pajek's
/// numeric codes.
fn encoded(text: &str) -> String {
    let text = plain::one_line(text).replace("&#", "&#38;#");
    text.replace('"', "&#34;").replace('\\', "&#92;")
}

/// Decodes the `&#…;` in a text.
fn decoded(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("&#") {
        decoded.push_str(before);
        let number = after.split_once(';').filter(|(number, _)| number.len() <= 8);
        let c = number.and_then(|(number, _)| char::from_u32(number.parse().ok()?));
        match (c, number) {
            (Some(c), Some((_, after))) => {
                decoded.push(c);
                rest = after;
            }
            _ => {
                decoded.push_str("&#");
                rest = after;
            }
        }
    }
    decoded.push_str(rest);
    decoded
}

/// Counts what it cannot hold.
pub fn losses(graph: &StanceGraph) -> Vec<LeftOut> {
    plain::losses(graph, true)
}
