//! Names that change.

use rustc_hash::FxHashSet;

use super::names::{Kind, Thing, kind_of};
use super::plan::{Plan, is_declared};
use super::{Edit, Settings, TextFile, graph};
use crate::error::Error;
use crate::graph::StanceGraph;
use crate::model::{ActorId, IssueId};

/// Gives an actor or an issue another name. What it is called by changes: its id, its name or an alias, in its
/// declaration and wherever a stance names it so. Where a file declares it, the old name becomes an alias.
///
/// # Errors
///
/// Those of [`merge`](super::merge()), and [`Error::NotEdited`] if the new name is that of another.
///
/// # Examples
///
/// ```
/// use stancegraph::edit::{Settings, TextFile, rename};
///
/// let toml = "[actors.us] # the state\nname = \"USA\"\n[issues.deal]\n\n\
///     [[stances]]\nactor = \"USA\"\nlabel = \"opposes\"\nissue = \"deal\"\n";
/// let files = [TextFile::new("map.toml", toml)];
/// let edit = rename(&files, "USA", "United States", Settings::default())?;
/// let new = "[actors.us] # the state\nname = \"United States\"\naliases = [\"USA\"]\n[issues.deal]\n\n\
///     [[stances]]\nactor = \"United States\"\nlabel = \"opposes\"\nissue = \"deal\"\n";
/// assert_eq!(edit.files[0].new, new);
/// # Ok::<(), stancegraph::Error>(())
/// ```
pub fn rename(files: &[TextFile], old: &str, new: &str, settings: Settings) -> Result<Edit, Error> {
    let graph = graph(files)?;
    let kind = kind_of(&graph, settings.kind, &[old])?;
    let thing = Thing::find(&graph, kind, old)?;
    let new = new.trim();
    check(&graph, kind, &thing, new)?;
    let found = thing.texts().into_iter().find(|text| *text == old.trim());
    let fits = |text: &&str| text.to_lowercase() == old.trim().to_lowercase();
    let said = found.or_else(|| thing.texts().into_iter().find(fits)).unwrap_or(&thing.id);
    let is_declared = is_declared(&graph, kind, &thing);
    let (is_id, is_name) = (said == thing.id, thing.name.as_deref().map(str::trim) == Some(said));
    let new_id = if is_id { new } else { &thing.id };
    let known = |text: &str| thing.aliases.iter().any(|alias| alias == text);
    let other_alias = !is_id && !is_name && known(said);
    let stays = is_declared && !known(said) && (is_name || thing.name.as_deref() != Some(said));
    let aliases = if stays { vec![said.to_owned()] } else { Vec::new() };
    let no_aliases = if known(new) { vec![new.to_owned()] } else { Vec::new() };
    let plan = Plan {
        kind,
        keeps_ids: !settings.new_ids,
        id: thing.id.clone(),
        new_id: new_id.to_owned(),
        merged: Vec::new(),
        texts: FxHashSet::from_iter([said.to_owned()]),
        spellings: vec![new.to_owned()],
        declared: is_declared.then(|| thing.id.clone()),
        name: is_name.then(|| new.to_owned()),
        aliases: aliases.into_iter().filter(|alias| is_id || *alias != thing.id).collect(),
        no_aliases,
        other_alias: other_alias.then(|| (said.to_owned(), new.to_owned())),
        fields: Vec::new(),
        attributes: Vec::new(),
        dropped: Vec::new(),
    };
    plan.carry_out(files, &graph)
}

/// Checks that a thing can have a name.
fn check(graph: &StanceGraph, kind: Kind, thing: &Thing, new: &str) -> Result<(), Error> {
    let fault = match kind {
        Kind::Actor => ActorId::new(new).err(),
        Kind::Issue => IssueId::new(new).err(),
    };
    if let Some(fault) = fault {
        return Err(Error::NotEdited(format!("the name \"{new}\": {fault}")));
    }
    let Ok(other) = Thing::find(graph, kind, new) else { return Ok(()) };
    match other.is_called(new) {
        true if other.id != thing.id => Err(Error::NameOfAnother {
            what: kind.as_str(),
            name: new.into(),
            id: other.id,
            old: thing.id.clone(),
        }),
        true if thing.id == new || thing.name.as_deref() == Some(new) => {
            Err(Error::NotEdited(format!(
                "\"{new}\" is the {} of it already",
                if thing.id == new { "id" } else { "name" }
            )))
        }
        _ => Ok(()),
    }
}
