//! Names that are one.

use rustc_hash::FxHashSet;

use super::names::{Kind, Thing, kind_of, names};
use super::plan::{Plan, is_declared};
use super::{Edit, Settings, TextFile, graph};
use crate::error::Error;
use crate::graph::StanceGraph;
use crate::model::Attribute;

/// Makes several actors, or several issues, one: the names of the others become aliases of the one to keep, where a
/// file declares it, and every stance names that one.
///
/// Stances keep their ids: a stance whose id is derived from the names in it gets it as an id of its own.
///
/// # Errors
///
/// [`Error::Faults`] if the files have faults; [`Error::Unknown`] for a name that is not in them, with those it
/// could be; [`Error::Ambiguous`] for names of actors and of issues; [`Error::NotEdited`] if a file names one of
/// them in a way that cannot be edited.
///
/// # Examples
///
/// ```
/// use stancegraph::edit::{Settings, TextFile, merge};
///
/// let csv = "actor,label,issue\nUnited States,supports,Deal\nUSA,opposes,Deal # of 2018\n";
/// let edit = merge(&[TextFile::new("map.csv", csv)], "United States", &["USA"], Settings::default())?;
/// let new = "actor,label,issue,id\nUnited States,supports,Deal,\n\
///     United States,opposes,Deal # of 2018,";
/// assert!(edit.files[0].new.starts_with(new));
/// assert_eq!((edit.mentions, edit.ids), (1, 1));
/// # Ok::<(), stancegraph::Error>(())
/// ```
pub fn merge(
    files: &[TextFile],
    keep: &str,
    others: &[&str],
    settings: Settings,
) -> Result<Edit, Error> {
    let graph = graph(files)?;
    let all = std::iter::once(keep).chain(others.iter().copied()).collect::<Vec<_>>();
    let kind = kind_of(&graph, settings.kind, &all)?;
    let kept = Thing::find(&graph, kind, keep)?;
    let mut merged = Vec::<Thing>::new();
    for name in others {
        let thing = Thing::find(&graph, kind, name)?;
        if thing.id == kept.id {
            let what = format!("\"{name}\" is \"{}\" already; nothing is merged", kept.id);
            return Err(Error::NotEdited(what));
        }
        if !merged.contains(&thing) {
            merged.push(thing);
        }
    }
    plan(&graph, kind, &kept, &merged, settings)?.carry_out(files, &graph)
}

fn plan(
    graph: &StanceGraph,
    kind: Kind,
    kept: &Thing,
    merged: &[Thing],
    settings: Settings,
) -> Result<Plan, Error> {
    let is_declared = |thing: &&Thing| is_declared(graph, kind, thing);
    let is_one = |id: &str| merged.iter().any(|thing| thing.id == id);
    if let Some((_, whole)) =
        kept.fields.iter().find(|(field, whole)| *field == "part-of" && is_one(whole))
    {
        return Err(Error::NotEdited(format!(
            "\"{}\" is a part of \"{whole}\"; delete its part-of first, or keep \"{whole}\"",
            kept.id
        )));
    }
    let owner = std::iter::once(kept).chain(merged).find(is_declared);
    let is_moved = owner.is_some_and(|owner| owner.id != kept.id);
    let known = owner.map(Thing::texts).unwrap_or_default();
    let mut aliases = Vec::<String>::new();
    for text in merged.iter().flat_map(Thing::texts) {
        let is_known =
            text == kept.id || kept.is_called(text) || !is_moved && known.contains(&text);
        let is_listed =
            is_moved && owner.is_some_and(|owner| owner.aliases.iter().any(|alias| alias == text));
        if !is_known && !is_listed && !aliases.iter().any(|alias| alias == text) {
            aliases.push(text.into());
        }
    }
    let Moved { fields, attributes, dropped } =
        owner.map(|owner| moved(owner, kept, merged)).unwrap_or_default();
    let mut texts = FxHashSet::default();
    texts.extend(merged.iter().flat_map(Thing::texts).map(str::to_owned));
    let name = kept.name.iter().filter(|name| names(graph, kind, name, &kept.id)).cloned();
    Ok(Plan {
        kind,
        keeps_ids: !settings.new_ids,
        id: kept.id.clone(),
        new_id: kept.id.clone(),
        merged: merged.iter().map(|thing| thing.id.clone()).collect(),
        texts,
        spellings: std::iter::once(kept.id.clone()).chain(name).collect(),
        declared: owner.map(|owner| owner.id.clone()),
        name: is_moved.then(|| kept.id.clone()),
        aliases,
        no_aliases: Vec::new(),
        other_alias: None,
        fields,
        attributes,
        dropped,
    })
}

/// What the kept declaration takes over, and what is lost with the others.
#[derive(Default)]
struct Moved {
    fields: Vec<(&'static str, String)>,
    attributes: Vec<(String, Attribute)>,
    dropped: Vec<String>,
}

fn moved(owner: &Thing, kept: &Thing, merged: &[Thing]) -> Moved {
    let mut moved = Moved::default();
    let is_one = |id: &str| id == kept.id || merged.iter().any(|thing| thing.id == id);
    for thing in merged.iter().filter(|thing| thing.id != owner.id) {
        for (field, text) in &thing.fields {
            let own = owner.fields.iter().chain(&moved.fields).find(|(known, _)| known == field);
            match own {
                _ if *field == "part-of" && is_one(text) => {}
                None => moved.fields.push((field, text.clone())),
                Some((_, own)) if own == text => {}
                Some(_) => moved.dropped.push(format!("{field} of {}: {text}", thing.id)),
            }
        }
        for (name, value) in &thing.attributes {
            let own =
                owner.attributes.iter().chain(&moved.attributes).find(|(known, _)| known == name);
            match own {
                None => moved.attributes.push((name.clone(), value.clone())),
                Some((_, own)) if own == value => {}
                Some(_) => moved.dropped.push(format!("{name} of {}: {value}", thing.id)),
            }
        }
    }
    moved
}
