//! Stances as readers pass them on to the builder.

use crate::error::Place;
use crate::model::{Date, Position, Provenance, Stance, StanceId, Strength, Weight};

/// A stance as a reader passes it on: borrowed, and not yet checked.
///
/// Actors, issues and sources are named by id, name or alias.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of `Stance`")]
#[non_exhaustive]
pub struct StanceRow<'a> {
    pub id: Option<&'a StanceId>,
    pub actor: &'a str,
    pub speaker: Option<&'a str>,
    pub label: Option<&'a str>,
    pub issue: Option<&'a str>,
    pub toward: Option<&'a str>,
    pub position: Option<Position>,
    pub strength: Option<Strength>,
    pub weight: Option<Weight>,
    pub date: Option<Date>,
    pub until: Option<Date>,
    pub source: Option<&'a str>,
    pub locator: Option<&'a str>,
    pub quote: Option<&'a str>,
    pub note: Option<&'a str>,
    pub coder: Option<&'a str>,
    pub grade: Option<&'a str>,
    /// Whether it is confirmed, and who or what proposed it.
    pub provenance: Provenance<&'a str>,
    /// The place of the row.
    pub place: Option<Place>,
    /// The places of its single fields, as far as known: actor, speaker, label, issue, toward, source.
    pub places: RowPlaces,
}

setters! {
    StanceRow<'a> {
        with_id(id: ?&'a StanceId);
        with_actor(actor: &'a str);
        with_speaker(speaker: ?&'a str);
        with_label(label: ?&'a str);
        with_issue(issue: ?&'a str);
        with_toward(toward: ?&'a str);
        with_position(position: ?Position);
        with_strength(strength: ?Strength);
        with_weight(weight: ?Weight);
        with_date(date: ?Date);
        with_until(until: ?Date);
        with_source(source: ?&'a str);
        with_locator(locator: ?&'a str);
        with_quote(quote: ?&'a str);
        with_note(note: ?&'a str);
        with_coder(coder: ?&'a str);
        with_grade(grade: ?&'a str);
        with_provenance(provenance: Provenance<&'a str>);
        with_place(place: ?Place);
        with_places(places: RowPlaces);
    }
}

/// The places of the fields of a row that can name something unknown.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of `Stance`")]
#[non_exhaustive]
pub struct RowPlaces {
    pub actor: Option<Place>,
    pub speaker: Option<Place>,
    pub label: Option<Place>,
    pub issue: Option<Place>,
    pub toward: Option<Place>,
    pub source: Option<Place>,
}

setters! {
    RowPlaces {
        with_actor(actor: ?Place);
        with_speaker(speaker: ?Place);
        with_label(label: ?Place);
        with_issue(issue: ?Place);
        with_toward(toward: ?Place);
        with_source(source: ?Place);
    }
}

impl<'a> From<&'a Stance> for StanceRow<'a> {
    fn from(stance: &'a Stance) -> Self {
        Self {
            id: stance.id.as_ref(),
            actor: stance.actor.as_str(),
            speaker: stance.speaker.as_ref().map(AsRef::as_ref),
            label: stance.label.as_deref(),
            issue: stance.issue.as_ref().map(AsRef::as_ref),
            toward: stance.toward.as_ref().map(AsRef::as_ref),
            position: stance.position,
            strength: stance.strength,
            weight: stance.weight,
            date: stance.date,
            until: stance.until,
            source: stance.source.as_ref().map(AsRef::as_ref),
            locator: stance.locator.as_deref(),
            quote: stance.quote.as_deref(),
            note: stance.note.as_deref(),
            coder: stance.coder.as_deref(),
            grade: stance.grade.as_deref(),
            provenance: stance.provenance(),
            place: None,
            places: RowPlaces::default(),
        }
    }
}
