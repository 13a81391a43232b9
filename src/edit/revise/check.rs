//! Whether revised files say what they are to say.

use super::super::TextFile;
use super::super::verify::Ids;
use super::Revision;
use crate::error::Error;
use crate::graph::{StanceGraph, StanceRef};
use crate::model::{Stance, StanceId};

/// What a stance is to say.
enum Wanted<'g> {
    Same(StanceRef<'g>),
    New(&'g Stance),
}

/// Checks all stances of all files, one by one; returns the ids of those that are new or changed.
pub fn checked(
    files: &[TextFile],
    revisions: &[Revision],
    before: &Ids,
    after: &StanceGraph,
) -> Result<Vec<StanceId>, Error> {
    let after = Ids::of(after);
    let mut ids = Vec::new();
    for (number, file) in files.iter().enumerate() {
        let name = file.path.to_string_lossy();
        let old = before.0.get(&*name).map_or(&[][..], Vec::as_slice);
        let new = after.0.get(&*name).map_or(&[][..], Vec::as_slice);
        let own = revisions.iter().filter(|of| of.file() == number).collect::<Vec<_>>();
        let wanted = wanted(old, &own);
        let refused =
            |what: String| Error::NotEdited(format!("{name}: {what}; nothing is written"));
        if wanted.len() != new.len() {
            let what = format!("{} stances would become {}", wanted.len(), new.len());
            return Err(refused(what));
        }
        for (wanted, (_, stance)) in wanted.into_iter().zip(new) {
            match wanted {
                Wanted::Same(old) if says_the_same(old, *stance) => {}
                Wanted::Same(old) => {
                    return Err(refused(format!("another stance would change: {old}")));
                }
                Wanted::New(said) => {
                    if let Some(field) = difference(said, *stance) {
                        return Err(refused(format!(
                            "\"{stance}\" would have another {field} than it is to have; \
                             look at [defaults] and the columns of the file"
                        )));
                    }
                    ids.push(stance.id());
                }
            }
        }
    }
    Ok(ids)
}

/// What the stances of a file are to say, in the order of the file.
fn wanted<'g>(old: &[(u32, StanceRef<'g>)], revisions: &[&'g Revision]) -> Vec<Wanted<'g>> {
    let mut wanted = Vec::new();
    for (line, stance) in old {
        let own = revisions.iter().find_map(|revision| match revision {
            Revision::Change { line: of, stance, .. } if of == line => Some(Some(&**stance)),
            Revision::Remove { line: of, .. } if of == line => Some(None),
            Revision::Add { .. }
            | Revision::Change { .. }
            | Revision::Remove { .. }
            | Revision::Declare { .. } => None,
        });
        match own {
            None => wanted.push(Wanted::Same(*stance)),
            Some(Some(new)) => wanted.push(Wanted::New(new)),
            Some(None) => {}
        }
    }
    wanted.extend(revisions.iter().filter_map(|revision| match revision {
        Revision::Add { stance, .. } => Some(Wanted::New(stance)),
        Revision::Change { .. } | Revision::Remove { .. } | Revision::Declare { .. } => None,
    }));
    wanted
}

/// Whether a stance of one graph says what one of another says.
fn says_the_same(old: StanceRef, new: StanceRef) -> bool {
    old.to_stance() == new.to_stance() && old.position() == new.position()
}

/// The first field in which a stance is not what it is to be.
fn difference(wanted: &Stance, found: StanceRef) -> Option<&'static str> {
    let said = found.to_stance();
    let is_position = match wanted.position {
        Some(position) => position == found.position(),
        None => said.position.is_none() || wanted.label.is_none(),
    };
    let is_strength = match wanted.strength {
        Some(strength) => strength == found.strength(),
        None => said.strength.is_none() || wanted.weight.is_some(),
    };
    if !is_position {
        return Some("position");
    }
    if !is_strength {
        return Some("strength");
    }
    let mut wanted = wanted.clone();
    (wanted.position, wanted.strength) = (said.position, said.strength);
    if wanted.label.is_none() {
        wanted.label.clone_from(&said.label);
    }
    let (wanted, said) = (super::object(&wanted), super::object(&said));
    let names = crate::format::TableField::STANCE.map(crate::format::TableField::as_str);
    names.into_iter().find(|name| wanted.get(*name) != said.get(*name))
}
