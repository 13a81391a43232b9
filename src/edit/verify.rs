//! Whether the files say after an edit what they said before it.

use std::collections::BTreeMap;

use super::names::Kind;
use super::plan::Plan;
use crate::error::Error;
use crate::graph::{StanceGraph, StanceRef};
use crate::model::Stance;

/// The stances of each file, by their lines.
pub struct Ids<'g>(pub BTreeMap<&'g str, Vec<(u32, StanceRef<'g>)>>);

/// A stance whose id would change: its file, its line before the edit, and its id.
pub type OtherId = (String, u32, String);

impl<'g> Ids<'g> {
    pub fn of(graph: &'g StanceGraph) -> Self {
        let mut files = BTreeMap::<&str, Vec<(u32, StanceRef)>>::new();
        for stance in graph.with_drafts().stances() {
            let Some(place) = stance.place() else { continue };
            files.entry(graph.files().name(place.file)).or_default().push((place.line, stance));
        }
        files
            .values_mut()
            .for_each(|stances| stances.sort_by_key(|(line, stance)| (*line, stance.index())));
        Self(files)
    }
}

/// Compares the stances before and after an edit; returns those whose ids differ.
pub fn compare(plan: &Plan, before: &Ids, after: &StanceGraph) -> Result<Vec<OtherId>, Error> {
    let after = Ids::of(after);
    let mut others = Vec::new();
    for (file, old) in &before.0 {
        let new = after.0.get(file).map_or(&[][..], Vec::as_slice);
        if old.len() != new.len() {
            return Err(Error::NotEdited(format!(
                "{file}: {} of its stances would be lost",
                old.len().abs_diff(new.len())
            )));
        }
        let runs = old.chunk_by(|a, b| a.0 == b.0);
        let mut at = 0;
        for run in runs {
            let new = &new[at..at + run.len()];
            at += run.len();
            let said = |(line, stance): &(u32, StanceRef), is_old: bool| {
                (content(plan, *stance, is_old), stance.id().to_string(), *line)
            };
            let mut old = run.iter().map(|it| said(it, true)).collect::<Vec<_>>();
            let mut new = new.iter().map(|it| said(it, false)).collect::<Vec<_>>();
            old.sort();
            new.sort();
            for ((old, id, line), (new, new_id, _)) in old.into_iter().zip(new) {
                if old != new {
                    return Err(Error::NotEdited(format!(
                        "{file}:{line}: this stance names it in a way that cannot be changed here, such as one cell \
                         with several names, or the name of a column; edit the file itself"
                    )));
                }
                if id != new_id && plan.keeps_ids {
                    others.push(((*file).to_owned(), line, id));
                }
            }
        }
    }
    Ok(others)
}

/// What a stance says, without its id; of an old one, with the new names.
fn content(plan: &Plan, stance: StanceRef, is_old: bool) -> String {
    let mut said = Stance { id: None, ..stance.to_stance() };
    let put = |id: &mut String| {
        if is_old && plan.takes(id) {
            id.clone_from(&plan.new_id);
        }
    };
    let mut names = Vec::new();
    let fields = [
        (Kind::Actor, Some(said.actor.to_string())),
        (Kind::Actor, said.speaker.as_ref().map(ToString::to_string)),
        (Kind::Actor, said.toward.as_ref().map(ToString::to_string)),
        (Kind::Issue, said.issue.as_ref().map(ToString::to_string)),
    ];
    for (kind, name) in fields {
        let mut name = name.unwrap_or_default();
        if kind == plan.kind {
            put(&mut name);
        }
        names.push(name);
    }
    (said.speaker, said.toward, said.issue) = (None, None, None);
    let rest = serde_json::to_value(&said).expect("words have texts as keys");
    let rest = rest.as_object().into_iter().flatten().filter(|(field, _)| *field != "actor");
    let rest = rest.map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>();
    format!("{names:?} {rest:?}")
}
