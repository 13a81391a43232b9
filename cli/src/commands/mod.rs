//! The verbs, one file each: read, view, compute, write.

pub mod align;
pub mod balance;
pub mod blocs;
pub mod changes;
pub mod check;
pub mod code;
pub mod coders;
pub mod completions;
pub mod contradictions;
pub mod convert;
pub mod diff;
pub mod draft;
pub mod draw;
pub mod evaluate;
mod fmt;
pub mod import;
pub mod issues;
pub mod matrix;
pub mod merge;
pub mod new;
pub mod page;
pub mod record;
pub mod rename;
pub mod schema;
pub mod show;
pub mod who;
pub mod why;

use clap::{CommandFactory, Parser, Subcommand};

use crate::failure::Failure;
use crate::outcome::Outcome;

/// Who takes which position on what, since when, with which evidence, and who agrees with whom.
#[derive(Debug, Parser)]
#[command(name = "stancegraph", version, propagate_version = true, max_term_width = 100)]
#[command(after_help = "\
Examples:
  stancegraph new map.toml                    a file to start from
  stancegraph import sheet.csv -o map.toml    a spreadsheet as it is
  stancegraph check map.toml                  is it right?
  stancegraph draw map.toml -o map.svg        the picture
  stancegraph page map.toml -o map.html       one file to share: pictures, tables, evidence
  stancegraph who opposes thaad map.toml      who is against it, and since when
  stancegraph align map.toml                  who agrees with whom
  stancegraph why Russia China map.toml       on what, with which evidence
  stancegraph blocs map.toml                  which camps there are, with proof
  stancegraph changes map.toml --since 2016   who moved, from where to where
  stancegraph diff old.toml new.toml          what differs, and what that does
  stancegraph draft report.txt --names map.toml   stances that a text seems to take, as proposals
  stancegraph code map.toml                   code texts in the browser
  stancegraph merge US USA map.toml           names that are one
  stancegraph convert coded.dna -o map.toml   from Discourse Network Analyzer; to Gephi: map.gexf

A FILE is a .toml, .json or .csv file (or one of them in gzip), a folder of such files, a file of
another program (.dna, .xlsx, .graphml, .gexf, …: see `stancegraph convert --help`), a page (.html),
or - for standard input. Several files make one graph.")]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

/// The verbs. A new one is a file beside this one and a variant.
#[derive(Debug, Subcommand)]
pub enum Command {
    New(new::NewArgs),
    Check(check::CheckArgs),
    Convert(Box<convert::ConvertArgs>),
    Import(Box<import::ImportArgs>),
    Fmt(fmt::FmtArgs),
    Merge(merge::MergeArgs),
    Rename(rename::RenameArgs),
    Show(show::ShowArgs),
    Who(who::WhoArgs),
    Record(record::RecordArgs),
    Align(Box<align::AlignArgs>),
    Why(Box<why::WhyArgs>),
    Blocs(Box<blocs::BlocsArgs>),
    Balance(Box<balance::BalanceArgs>),
    Issues(issues::IssuesArgs),
    Matrix(Box<matrix::MatrixArgs>),
    Changes(changes::ChangesArgs),
    Diff(Box<diff::DiffArgs>),
    Contradictions(contradictions::ContradictionsArgs),
    Coders(coders::CodersArgs),
    Draft(draft::DraftArgs),
    Evaluate(Box<evaluate::EvaluateArgs>),
    Code(code::CodeArgs),
    Draw(Box<draw::DrawArgs>),
    Page(page::PageArgs),
    Schema(schema::SchemaArgs),
    Completions(completions::CompletionsArgs),
}

impl Command {
    pub fn run(self) -> Result<Outcome, Failure> {
        match self {
            Self::New(args) => args.run(),
            Self::Check(args) => args.run(),
            Self::Convert(args) => args.run(),
            Self::Import(args) => args.run(),
            Self::Fmt(args) => args.run(),
            Self::Merge(args) => args.run(),
            Self::Rename(args) => args.run(),
            Self::Show(args) => args.run(),
            Self::Who(args) => args.run(),
            Self::Record(args) => args.run(),
            Self::Align(args) => args.run(),
            Self::Why(args) => args.run(),
            Self::Blocs(args) => args.run(),
            Self::Balance(args) => args.run(),
            Self::Issues(args) => args.run(),
            Self::Matrix(args) => args.run(),
            Self::Changes(args) => args.run(),
            Self::Diff(args) => args.run(),
            Self::Contradictions(args) => args.run(),
            Self::Coders(args) => args.run(),
            Self::Draft(args) => args.run(),
            Self::Evaluate(args) => args.run(),
            Self::Code(args) => args.run(),
            Self::Draw(args) => args.run(),
            Self::Page(args) => args.run(),
            Self::Schema(args) => args.run(),
            Self::Completions(args) => args.run(&mut Cli::command()),
        }
    }
}
