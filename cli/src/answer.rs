//! Writes answers in any form: table, JSON, CSV, Markdown.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use stancegraph::View;
use stancegraph::answer::{Answer, Envelope};
use stancegraph::text::{markdown, one_line};

use crate::failure::Failure;
use crate::json;
use crate::print::{self, Screen};
use crate::save::save;

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For the terminal
    Table,
    /// For programs; see `stancegraph schema --answers`
    Json,
    /// For spreadsheets
    Csv,
    /// For documents
    #[value(alias = "markdown")]
    Md,
}

impl Form {
    fn from_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "txt" => Some(Self::Table),
            "json" => Some(Self::Json),
            "csv" => Some(Self::Csv),
            "md" | "markdown" => Some(Self::Md),
            _ => None,
        }
    }

    /// Escapes a text of the user for a table in this form.
    pub fn safe(self, text: &str) -> String {
        match self {
            Self::Md => markdown(text),
            Self::Table | Self::Json | Self::Csv => one_line(text),
        }
    }
}

/// Where and how an answer is written.
#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub struct Output {
    /// The form of the answer; by default that of --output's extension, or a table
    #[arg(long, value_name = "FORM")]
    format: Option<Form>,
    /// Write the answer to a file: .txt, .json, .csv or .md
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// List the stances behind each row: who said what, when, where, and in which words
    #[arg(long)]
    pub evidence: bool,
    /// In CSV, put an apostrophe before texts that a spreadsheet would take for a formula: those that
    /// begin with =, +, -, @, a tab or a line break
    #[arg(long)]
    spreadsheet_safe: bool,
}

/// How to write the cells of CSV.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cells {
    /// Whether each stance behind a row has its own line.
    pub evidence: bool,
    /// Whether formulas are made harmless.
    pub are_safe: bool,
}

impl Cells {
    /// The text of a cell as written.
    pub fn written(self, text: String) -> String {
        let is_formula = self.are_safe && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
        // A number is never a formula, whatever its sign.
        if is_formula && text.parse::<f64>().is_err() { format!("'{text}") } else { text }
    }
}

impl Output {
    pub fn form(&self) -> Result<Form, Failure> {
        let path = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let by_name = path.map(|path| {
            Form::from_path(path).ok_or_else(|| {
                let path = path.display();
                Failure::Usage(format!("{path}: unknown form; known are .txt, .json, .csv and .md"))
            })
        });
        let form = match (self.format, by_name) {
            (Some(form), _) => form,
            (None, Some(form)) => form?,
            (None, None) => Form::Table,
        };
        if self.spreadsheet_safe && form != Form::Csv {
            return Err(Failure::Usage("--spreadsheet-safe is for CSV: add --format csv".into()));
        }
        Ok(form)
    }

    /// The number of rows to list: as asked, or by default this many for people, and all for programs.
    pub fn listed(&self, asked: Option<usize>, people: usize) -> Option<usize> {
        asked.or_else(|| self.is_for_people().then_some(people))
    }

    /// Whether rows may be left out to keep a table short.
    pub fn is_for_people(&self) -> bool {
        !matches!(self.form(), Ok(Form::Json | Form::Csv))
    }

    pub fn cells(&self) -> Cells {
        Cells { evidence: self.evidence, are_safe: self.spreadsheet_safe }
    }

    pub fn looks(&self, form: Form) -> Looks {
        Looks { form, screen: screen(self.output.is_none()), evidence: self.evidence }
    }
}

/// The look of tables: that of the terminal, if they go there.
pub fn screen(to_stdout: bool) -> Screen {
    let on_terminal = to_stdout && std::io::stdout().is_terminal();
    let width = terminal_size::terminal_size().map(|(width, _)| width.0);
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    Screen { width: width.filter(|_| on_terminal), colours: on_terminal && !no_colour }
}

/// Prints an answer as tables.
pub fn print(answer: &impl Answer, view: &View) -> Result<(), Failure> {
    let said = asked(answer, view);
    let looks = Looks { form: Form::Table, screen: screen(true), evidence: false };
    save(None, |out| write_tables(answer, said.as_deref(), looks, out))
}

/// The description of the view below the title, if the user asked for a time, a filter or a grouping.
fn asked(answer: &impl Answer, view: &View) -> Option<String> {
    let said = view.to_string();
    match answer.says_time() {
        true => said.split_once("; ").map(|(_, but_time)| but_time.to_owned()),
        false => (!view.is_plain()).then_some(said),
    }
}

/// The look of tables.
#[derive(Clone, Copy)]
pub struct Looks {
    pub form: Form,
    pub screen: Screen,
    pub evidence: bool,
}

/// Writes an answer in the form and to the place that the user asked for.
pub fn write(answer: &impl Answer, view: &View, output: &Output) -> Result<(), Failure> {
    output.form()?;
    save(output.output.as_deref(), |out| write_to(answer, view, output, out))
}

/// Writes an answer in the form that the user asked for, to this stream.
pub fn write_to(
    answer: &impl Answer,
    view: &View,
    output: &Output,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    match output.form()? {
        Form::Json => write_json(answer, view, output.evidence, out),
        Form::Csv => match answer.listing() {
            Some(table) => print::write_csv(&table, output.cells(), out),
            None => Ok(()),
        },
        form @ (Form::Table | Form::Md) => {
            write_tables(answer, asked(answer, view).as_deref(), output.looks(form), out)
        }
    }
}

fn write_json(
    answer: &impl Answer,
    view: &View,
    evidence: bool,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    json::write(&Envelope::of(answer, view, evidence), out)
}

/// Writes an answer as tables, one below another; the first one also describes the view.
pub fn write_tables(
    answer: &impl Answer,
    view: Option<&str>,
    Looks { form, screen, evidence }: Looks,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    for (index, table) in answer.tables().iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let view = view.filter(|_| index == 0);
        match form {
            Form::Md => print::write_markdown(table, view, evidence, out)?,
            Form::Table | Form::Json | Form::Csv => {
                print::write_text(table, view, screen, evidence, out)?;
            }
        }
    }
    Ok(())
}
