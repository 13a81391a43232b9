//! Tables for people: on a terminal, as CSV, as Markdown.

use std::io::Write;

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, LineStyle, Table,
    TableStyle,
};
use stancegraph::graph::Side;
use stancegraph::measure::Tally;

use crate::answer::Cells;
use crate::evidence::{self, Behind, Said, one_line};
use crate::failure::Failure;

/// One line below the header, and columns two spaces apart.
const RULED: TableStyle = TableStyle::new().header_separator(LineStyle::new('─', '─', '─', '─'));

/// Below the one there is no room between columns, and from the other on there is enough.
const NARROW: u16 = 100;
const WIDE: u16 = 120;

/// What marks a score that rests on few targets.
pub const THIN: &str = "*";

/// A value of a table.
#[derive(Clone)]
pub enum Value {
    /// Words, on the left.
    Text(String),
    /// A number, on the right.
    Number(String),
    /// A score: two decimals for people, all of them for programs, nothing where there is none.
    Score(Option<f64>),
    /// The same with its sign.
    Signed(Option<f64>),
    /// A number of which four decimals are shown.
    Exact(Option<f64>),
    /// A score with the targets that it rests on behind it, and a mark where these are few: `1.00 (1)*`. For
    /// programs the score alone.
    Based(Option<f64>, Tally),
    /// A side, with its glyph and colour.
    Side(Side),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    #[expect(clippy::needless_pass_by_value, reason = "numbers, by value")]
    pub fn count<N: ToString>(number: N) -> Self {
        Self::Number(number.to_string())
    }

    /// Anything that may not be there.
    pub fn maybe(value: Option<impl ToString>) -> Self {
        Self::Text(value.map(|value| value.to_string()).unwrap_or_default())
    }

    fn plain(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Score(score)
            | Self::Signed(score)
            | Self::Exact(score)
            | Self::Based(score, _) => score.map(|score| score.to_string()).unwrap_or_default(),
            Self::Side(side) => side.to_string(),
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) => one_line(text),
            Self::Score(score) => score.map(|score| format!("{score:.2}")).unwrap_or_default(),
            Self::Signed(score) => score.map(|score| format!("{score:+.2}")).unwrap_or_default(),
            Self::Exact(number) => number.map(|number| format!("{number:.4}")).unwrap_or_default(),
            Self::Based(score, tally) => {
                let mark = if tally.is_thin() { THIN } else { "" };
                score
                    .map(|score| format!("{score:.2} ({}){mark}", tally.shared))
                    .unwrap_or_default()
            }
            Self::Side(side) => format!("{} {side}", evidence::glyph(*side)),
        }
    }

    fn cell(&self, in_colour: bool) -> Cell {
        let cell = Cell::new(self.shown());
        match self {
            Self::Based(_, tally) if tally.is_thin() && in_colour => {
                cell.set_alignment(CellAlignment::Right).add_attribute(Attribute::Dim)
            }
            Self::Number(_)
            | Self::Score(_)
            | Self::Signed(_)
            | Self::Exact(_)
            | Self::Based(..) => cell.set_alignment(CellAlignment::Right),
            Self::Side(side) if in_colour => cell.fg(colour(*side)),
            Self::Text(_) | Self::Side(_) => cell,
        }
    }
}

fn colour(side: Side) -> Color {
    match side {
        Side::Support => Color::Blue,
        Side::Oppose => Color::DarkYellow,
        Side::Neutral => Color::DarkGrey,
        Side::Mixed => Color::Magenta,
    }
}

/// A row, what it says in words, and the stances behind it.
pub struct Row<'g> {
    pub values: Vec<Value>,
    pub about: String,
    pub behind: Behind<'g>,
}

/// A table with a title.
pub struct Sheet<'g> {
    pub title: String,
    pub columns: Vec<&'g str>,
    pub rows: Vec<Row<'g>>,
    /// What stands below: what was left out, what a column means.
    pub notes: Vec<String>,
}

/// Where a table is written to.
#[derive(Clone, Copy)]
pub struct Screen {
    /// The width of the terminal; `None` where there is none.
    pub width: Option<u16>,
    pub colours: bool,
}

impl<'g> Sheet<'g> {
    /// What it is of stands below the title, where that is to be said.
    pub fn write_table(
        &self,
        view: Option<&str>,
        screen: Screen,
        evidence: bool,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        writeln!(out, "{}", one_line(&self.title))?;
        if let Some(view) = view {
            writeln!(out, "{}", one_line(view))?;
        }
        if !self.rows.is_empty() {
            writeln!(out, "{}", self.table(screen))?;
        }
        for note in &self.notes {
            writeln!(out, "{}", one_line(note))?;
        }
        if evidence {
            self.write_evidence("  ", out)?;
        }
        Ok(())
    }

    fn table(&self, screen: Screen) -> String {
        let mut table = Table::new();
        table.load_style(RULED);
        let header = self.columns.iter().zip(self.alignments()).map(|(name, alignment)| {
            let cell = Cell::new(name).set_alignment(alignment);
            if screen.colours { cell.add_attribute(Attribute::Bold) } else { cell }
        });
        table.set_header(header);
        for row in &self.rows {
            table.add_row(row.values.iter().map(|value| value.cell(screen.colours)));
        }
        table.set_content_arrangement(ContentArrangement::Dynamic);
        if let Some(width) = screen.width {
            table.set_width(width);
            self.squeeze(&mut table, width);
        }
        if screen.colours {
            table.enforce_styling();
        }
        let text = table.to_string();
        text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    /// Numbers and sides stay on one line; where it is narrow, columns move together.
    fn squeeze(&self, table: &mut Table, width: u16) {
        let row = self.rows.first().map(|row| row.values.as_slice()).unwrap_or_default();
        table.discover_columns();
        for (column, value) in table.column_iter_mut().zip(row) {
            if !matches!(value, Value::Text(_)) {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
            column.set_padding((u16::from(width >= WIDE), u16::from(width >= NARROW)));
        }
    }

    fn alignments(&self) -> Vec<CellAlignment> {
        let first = self.rows.first().map(|row| row.values.as_slice()).unwrap_or_default();
        let mut alignments = vec![CellAlignment::Left; self.columns.len()];
        for (alignment, value) in alignments.iter_mut().zip(first) {
            if !matches!(value, Value::Text(_) | Value::Side(_)) {
                *alignment = CellAlignment::Right;
            }
        }
        alignments
    }

    /// The rows with stances behind them.
    fn evidence(&self) -> impl Iterator<Item = (&Row<'g>, Vec<Said<'g>>)> {
        let rows = self.rows.iter().map(|row| (row, row.behind.said()));
        rows.filter(|(_, stances)| !stances.is_empty())
    }

    fn write_evidence(&self, bullet: &str, out: &mut dyn Write) -> Result<(), Failure> {
        for (row, stances) in self.evidence() {
            writeln!(out, "\n{}", one_line(&row.about))?;
            for said in stances {
                evidence::write(said, bullet, out)?;
            }
        }
        Ok(())
    }

    /// One line a row; with evidence, one line for each stance of a row.
    pub fn write_csv(&self, cells: Cells, out: &mut dyn Write) -> Result<(), Failure> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(self.csv_columns(cells.evidence)).map_err(csv_failure)?;
        for row in self.csv_rows(cells) {
            csv.write_record(row).map_err(csv_failure)?;
        }
        Ok(csv.flush()?)
    }

    /// The names of the columns in CSV.
    pub fn csv_columns(&self, evidence: bool) -> Vec<&'g str> {
        let more: &[&str] = if evidence { &evidence::COLUMNS } else { &[] };
        self.columns.iter().chain(more).copied().collect()
    }

    /// The lines of the rows in CSV: one for each row, or with evidence for each of its stances
    /// (one where it has none).
    pub fn csv_rows(&self, cells: Cells) -> impl Iterator<Item = Vec<String>> {
        let rows = self.rows.iter().flat_map(move |row| {
            let plain = row.values.iter().map(Value::plain).collect::<Vec<_>>();
            if !cells.evidence {
                return vec![plain];
            }
            let mut stances =
                row.behind.said().into_iter().map(evidence::cells).collect::<Vec<_>>();
            if stances.is_empty() {
                stances.push(Default::default());
            }
            stances.iter().map(|stance| [plain.as_slice(), stance].concat()).collect()
        });
        rows.map(move |row| row.into_iter().map(|cell| cells.written(cell)).collect())
    }

    pub fn write_markdown(
        &self,
        view: Option<&str>,
        evidence: bool,
        out: &mut dyn Write,
    ) -> Result<(), Failure> {
        writeln!(out, "## {}\n", markdown(&self.title))?;
        if let Some(view) = view {
            writeln!(out, "{}\n", markdown(view))?;
        }
        if !self.rows.is_empty() {
            writeln!(out, "| {} |", self.columns.join(" | "))?;
            let rules = self.alignments().into_iter().map(|alignment| match alignment {
                CellAlignment::Right => "---:",
                _ => "---",
            });
            writeln!(out, "| {} |", rules.collect::<Vec<_>>().join(" | "))?;
            for row in &self.rows {
                let cells = row.values.iter().map(|value| markdown(&value.shown()));
                writeln!(out, "| {} |", cells.collect::<Vec<_>>().join(" | "))?;
            }
        }
        for note in &self.notes {
            writeln!(out, "\n{}", markdown(note))?;
        }
        if evidence {
            self.write_markdown_evidence(out)?;
        }
        Ok(())
    }

    fn write_markdown_evidence(&self, out: &mut dyn Write) -> Result<(), Failure> {
        for (row, stances) in self.evidence() {
            writeln!(out, "\n### {}\n", markdown(&row.about))?;
            for said in stances {
                let mut lines = Vec::new();
                evidence::write(said, "", &mut lines)?;
                let text = String::from_utf8_lossy(&lines);
                let lines = text.lines().map(|line| markdown(line.trim())).collect::<Vec<_>>();
                writeln!(out, "- {}", lines.join("<br>"))?;
            }
        }
        Ok(())
    }
}

/// A text of the user's that Markdown shows as it is.
pub fn markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
    }
    escaped
}

/// Writes CSV whose texts no spreadsheet takes for formulas.
pub fn write_safe(table: &[u8], out: &mut dyn Write) -> Result<(), Failure> {
    let cells = Cells { are_safe: true, ..Cells::default() };
    let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table);
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(out);
    for row in rows.records() {
        let row = row.map_err(csv_failure)?;
        csv.write_record(row.iter().map(|cell| cells.written(cell.into()))).map_err(csv_failure)?;
    }
    Ok(csv.flush()?)
}

pub fn csv_failure(error: csv::Error) -> Failure {
    std::io::Error::from(error).into()
}
