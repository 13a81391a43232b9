//! What `merge` and `rename` have in common: the files that they edit, and how they say what they did.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use similar::TextDiff;
use stancegraph::answer::plural;
use stancegraph::edit::{Edit, Kind, Settings, TextFile};
use stancegraph::format::files_of_folder;
use stancegraph::model::steers;
use stancegraph::{Error, Format};

use crate::failure::Failure;
use crate::flags::word;
use crate::message;
use crate::outcome::Outcome;
use crate::save::{self, Rewrite};

/// How names in files are changed.
#[derive(Args, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Naming {
    /// The names are those of actors; by default, what they are in the files
    #[arg(long, conflicts_with = "issue")]
    actor: bool,
    /// The names are those of issues
    #[arg(long)]
    issue: bool,
    /// Let ids of stances change that are derived from names; by default, such a stance gets its id written
    #[arg(long)]
    new_ids: bool,
    /// Write nothing; show the lines that would change
    #[arg(long)]
    dry_run: bool,
    /// Bring back what the files were before they were last rewritten by merge, rename or fmt
    #[arg(long, conflicts_with_all = ["actor", "issue", "new_ids", "dry_run"])]
    pub undo: bool,
}

/// The words on the command line, as names and files.
pub struct Words {
    pub names: Vec<String>,
    pub files: Vec<PathBuf>,
}

impl Words {
    /// Files are the last words that exist, or whose names end as those of files do; the first two are names.
    pub fn of(words: &[PathBuf], usage: &str) -> Result<Self, Failure> {
        let is_file =
            |word: &&PathBuf| word.exists() || Format::of_name(&word.to_string_lossy()).is_some();
        let files = words.iter().skip(2).rev().take_while(is_file).count();
        let (names, files) = words.split_at(words.len() - files);
        if names.len() < 2 || files.is_empty() {
            let missing = if names.len() < 2 { "two names are needed" } else { "no file is given" };
            let unfound = names.last().filter(|_| names.len() > 2 && files.is_empty());
            let unfound =
                unfound.map(|word| format!(", and there is no file \"{}\"", word.display()));
            return Err(Failure::Usage(format!(
                "{missing}{}: {usage}",
                unfound.unwrap_or_default()
            )));
        }
        let text = |word: &PathBuf| {
            let text = word.to_str().map(str::to_owned);
            text.ok_or_else(|| {
                Failure::Usage(format!("{}: this name is not UTF-8", word.display()))
            })
        };
        Ok(Self { names: names.iter().map(text).collect::<Result<_, _>>()?, files: files.to_vec() })
    }
}

impl Naming {
    /// The settings of an edit.
    pub fn settings(&self) -> Settings {
        let kind = match (self.actor, self.issue) {
            (true, _) => Some(Kind::Actor),
            (false, true) => Some(Kind::Issue),
            (false, false) => None,
        };
        Settings::new(kind, self.new_ids)
    }

    /// Writes what an edit changes, or shows it.
    pub fn finish(&self, verb: &str, done: &str, edit: &Edit) -> Result<Outcome, Failure> {
        if self.dry_run {
            save::save(None, |out| {
                edit.files.iter().try_for_each(|file| show(&file.path, &file.old, &file.new, out))
            })?;
        } else {
            let files = edit.files.iter().map(|file| Rewrite {
                path: file.path.clone(),
                old: file.old.clone().into_bytes(),
                new: file.new.clone().into_bytes(),
            });
            save::rewrite_all(verb, &files.collect::<Vec<_>>())?;
        }
        self.say(verb, done, edit);
        Ok(Outcome::Fine)
    }

    fn say(&self, verb: &str, done: &str, edit: &Edit) {
        let counts =
            format!("{}, {}", plural(edit.mentions, "mention"), plural(edit.files.len(), "file"));
        let ids = (edit.ids > 0)
            .then(|| format!("; wrote the ids of {}, which stay", plural(edit.ids, "stance")));
        let undo = edit.files.first().filter(|_| !self.dry_run).map(|file| {
            format!(
                "; to undo: stancegraph {verb} --undo {}",
                word(&file.path.display().to_string())
            )
        });
        let would = if self.dry_run { "would be " } else { "" };
        message::note(&format!(
            "{would}{done}: {counts}{}{}",
            ids.unwrap_or_default(),
            undo.unwrap_or_default()
        ));
        if !edit.dropped.is_empty() {
            let lost = edit.dropped.join("; ");
            message::note(&message::warning(&format!(
                "the declaration that is kept says otherwise; gone is {lost}"
            )));
        }
    }
}

/// An error of an edit, with fixes in terms of flags.
#[expect(clippy::wildcard_enum_match_arm, reason = "other errors name no setting of edits")]
pub fn failure(error: Error) -> Failure {
    match error {
        Error::Ambiguous { name } => Failure::Usage(format!(
            "\"{name}\" is an actor and an issue; --actor or --issue says which is meant"
        )),
        Error::IdsWouldChange { .. } => {
            let text = error.to_string().replace("Settings::new_ids lets", "--new-ids lets");
            Failure::Usage(text)
        }
        other => Failure::Library(other),
    }
}

/// Brings back what files were.
pub fn undo(files: &[PathBuf]) -> Result<Outcome, Failure> {
    let (verb, files) = save::undo(files)?;
    let files = files.iter().map(|file| file.display().to_string()).collect::<Vec<_>>().join(", ");
    message::note(&format!("undone: {verb} of {files}"));
    Ok(Outcome::Fine)
}

/// The files to edit, each once, with their texts; of folders, the files in them.
pub fn texts(paths: &[PathBuf]) -> Result<Vec<TextFile>, Failure> {
    let (mut files, mut places) = (Vec::new(), Vec::new());
    for path in paths {
        if path == Path::new("-") {
            let text = "standard input cannot be edited; name the file";
            return Err(Failure::Usage(text.into()));
        }
        let all = if path.is_dir() { files_of_folder(path)? } else { vec![path.clone()] };
        for path in all {
            let at = |error| Failure::Library(Error::io(&path, error));
            let place = fs::canonicalize(&path).map_err(at)?;
            if places.contains(&place) {
                continue;
            }
            places.push(place);
            let text = match TextFile::is_editable(&path) {
                true => String::from_utf8(fs::read(&path).map_err(at)?).ok(),
                false => None,
            };
            files.push(TextFile { path, text });
        }
    }
    Ok(files)
}

/// Shows the lines of a file that differ, as a unified diff.
fn show(path: &Path, old: &str, new: &str, out: &mut dyn Write) -> Result<(), Failure> {
    let name = path.display().to_string();
    let diff = TextDiff::from_lines(old, new);
    let diff = diff.unified_diff().context_radius(0).header(&name, &name).to_string();
    let is_wild = |letter: char| !matches!(letter, '\n' | '\t') && steers(letter);
    let shown = diff.chars().filter(|letter| *letter != '\r');
    let shown =
        shown.map(|letter| if is_wild(letter) { char::REPLACEMENT_CHARACTER } else { letter });
    Ok(out.write_all(shown.collect::<String>().as_bytes())?)
}
