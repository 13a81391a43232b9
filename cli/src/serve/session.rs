//! A session of the workbench on the files of a map.
//!
//! Before each answer, the files are read again; what is written is written beside them and put in their place, if they
//! are still what was read.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use stancegraph::page;
use stancegraph::workbench::{Command, Done, NewText, Plan, Refusal, Why, Workbench};
use tokio::sync::watch;
use tokio::time::timeout;

use crate::failure::Failure;
use crate::message;
use crate::naming;
use crate::save::{Replaced, Rewrite, replace_all};

/// How often a command is planned anew because somebody else has just written.
const TRIES: u32 = 40;
/// The pause after the first of them; each is longer by it.
const PAUSE: Duration = Duration::from_millis(2);

/// A session.
pub(super) struct Session {
    paths: Vec<PathBuf>,
    bench: Mutex<Workbench>,
    now: watch::Sender<Now>,
    /// The last page that was made, with its version.
    page: Mutex<Option<(String, Arc<str>)>>,
}

/// Which version of the files it is.
#[derive(Clone, Debug, Default)]
struct Now {
    number: u64,
    version: String,
}

/// What is to be done.
pub(super) enum Step {
    Do(Box<Command>),
    Undo,
    Redo,
}

impl Session {
    /// Opens the files of a map.
    pub(super) fn open(paths: &[PathBuf], coder: Option<String>) -> Result<Self, Failure> {
        let bench = Workbench::open(naming::texts(paths)?)?.with_coder(coder);
        let (now, _) = watch::channel(Now { number: 1, version: bench.version().to_owned() });
        let (bench, page) = (Mutex::new(bench), Mutex::new(None));
        Ok(Self { paths: paths.to_vec(), bench, now, page })
    }

    fn bench(&self) -> MutexGuard<'_, Workbench> {
        // A plan that failed halfway has changed nothing.
        self.bench.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the files as they are, and does something with what they say.
    pub(super) fn with<T>(&self, ask: impl FnOnce(&Workbench) -> T) -> T {
        let mut bench = self.bench();
        // A file that is gone for a moment is being replaced.
        if let Ok(texts) = naming::texts(&self.paths) {
            let _ = bench.refresh(texts);
        }
        self.announce(&bench);
        ask(&bench)
    }

    fn announce(&self, bench: &Workbench) {
        self.now.send_if_modified(|now| {
            let is_new = now.version != bench.version();
            if is_new {
                *now = Now { number: now.number + 1, version: bench.version().to_owned() };
            }
            is_new
        });
    }

    /// Carries a command out; the files have it then.
    pub(super) fn act(&self, seen: &str, step: &Step) -> Result<Done, Refusal> {
        let mut bench = self.bench();
        for number in 0..TRIES {
            std::thread::sleep(PAUSE * number);
            let texts = naming::texts(&self.paths).map_err(|failure| unwritten(&failure))?;
            bench.refresh(texts).map_err(|error| unwritten(&error.into()))?;
            self.announce(&bench);
            let plan = match step {
                Step::Do(command) => bench.plan(seen, command)?,
                Step::Undo => bench.undo()?,
                Step::Redo => bench.redo()?,
            };
            if write(&plan).map_err(|failure| unwritten(&failure))? {
                let done = bench.carried_out(plan);
                self.announce(&bench);
                return Ok(done);
            }
        }
        let error = "the files are being written all the time; nothing is written";
        Err(Refusal::new(Why::Conflict, error))
    }

    /// The page of the map, and its number.
    pub(super) fn page(&self) -> (u64, Arc<str>) {
        let (version, graph, faults) = self.with(|bench| {
            let faults = bench.faults().map(ToString::to_string);
            (bench.version().to_owned(), Arc::clone(bench.graph()), faults)
        });
        let number = self.now.borrow().number;
        let mut known = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, page)) = known.as_ref().filter(|(of, _)| *of == version) {
            return (number, Arc::clone(page));
        }
        let html = match (faults, page::check(&graph)) {
            (Some(faults), _) => page::faults(&faults),
            (None, Ok(())) => page::served(&graph),
            (None, Err(error)) => page::faults(&message::plain(&error.into())),
        };
        let html = Arc::<str>::from(html);
        *known = Some((version, Arc::clone(&html)));
        (number, html)
    }

    /// Waits for a page after the one with this number; returns its number, or the old one after the time limit.
    pub(super) async fn after(&self, number: u64, at_most: Duration) -> u64 {
        self.wait(at_most, |now| now.number != number).await.map_or(number, |now| now.number)
    }

    /// Waits for a version other than this one; returns it, or this one after the time limit.
    pub(super) async fn changed_since(&self, version: &str, at_most: Duration) -> String {
        let next = self.wait(at_most, |now| now.version != version).await;
        next.map_or_else(|| version.to_owned(), |now| now.version)
    }

    async fn wait(&self, at_most: Duration, is_it: impl FnMut(&Now) -> bool) -> Option<Now> {
        let mut now = self.now.subscribe();
        let next = timeout(at_most, now.wait_for(is_it)).await;
        next.ok()?.ok().map(|now| now.clone())
    }
}

/// Writes the files of a plan; whether nobody else had written them meanwhile.
fn write(plan: &Plan) -> Result<bool, Failure> {
    let mut written = Vec::new();
    for text in plan.new_texts() {
        match create(text) {
            Ok(true) => written.push(&text.path),
            done => {
                remove(&written);
                return done;
            }
        }
    }
    let files = plan.files().iter().map(|file| Rewrite {
        path: file.path.clone(),
        old: file.old.clone().into_bytes(),
        new: file.new.clone().into_bytes(),
    });
    let replaced = replace_all(&files.collect::<Vec<_>>());
    if !matches!(replaced, Ok(Replaced::All)) {
        remove(&written);
    }
    Ok(matches!(replaced?, Replaced::All))
}

/// Writes a text where no file is; whether there was none.
fn create(text: &NewText) -> Result<bool, Failure> {
    let file = fs::File::create_new(&text.path);
    let mut file = match file {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => return Ok(false),
        opened => opened.map_err(|error| Failure::io(&text.path, error))?,
    };
    let written = file.write_all(text.text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = fs::remove_file(&text.path);
        Failure::io(&text.path, error)
    })?;
    Ok(true)
}

fn remove(paths: &[&PathBuf]) {
    for path in paths {
        // It was made for a plan that did not come about.
        let _ = fs::remove_file(path);
    }
}

fn unwritten(failure: &Failure) -> Refusal {
    Refusal::new(Why::Conflict, message::plain(failure).trim_end().to_owned())
}
