//! Queries, which hold all settings of a view in one value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Filter, Grouping, RollUp, StanceGraph, Time, Unit, View};
use crate::error::Error;

/// The settings of a [`View`]: which stances count, at which time, and for whom.
///
/// The options of the command line, the requests of a page and the dictionaries of other languages all become a
/// query. In JSON, a missing field has its value from `Query::default()`:
///
/// ```
/// use stancegraph::graph::{Filter, Query, Time, Unit};
/// use stancegraph::model::date;
///
/// let text = r#"{"filter": {"actors": ["russia"]}, "time": {"at": "2016-05-01"}, "unit": "speaker"}"#;
/// let query: Query = serde_json::from_str(text)?;
/// let filter = Filter::default().with_actors(["russia"]);
/// let time = Time::Snapshot(date(2016, 5, 1));
/// assert_eq!(query, Query::default().with_filter(filter).with_time(time).with_unit(Unit::Speaker));
/// assert_eq!(serde_json::from_str::<Query>(&serde_json::to_string(&query)?)?, query);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Query {
    /// The filter for stances.
    pub filter: Filter,
    /// The time of the view.
    pub time: Time,
    /// The unit for which a stance counts.
    pub unit: Unit,
    /// Whether the stances of parts count for their wholes.
    pub roll_up: RollUp,
    /// The attribute by which actors are grouped, if the unit is a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
    /// Whether drafts count: stances that nobody has confirmed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub drafts: bool,
}

setters! {
    Query {
        with_filter(filter: Filter);
        with_time(time: Time);
        with_unit(unit: Unit);
        with_roll_up(roll_up: RollUp);
        with_grouping(grouping: ?Grouping);
        with_drafts(drafts: bool);
    }
}

impl Query {
    /// The same query with the unit that has this name: `actor`, `speaker`, `kind`, or an attribute of
    /// actors by which they are grouped.
    ///
    /// ```
    /// use stancegraph::graph::{Grouping, Query, Unit};
    ///
    /// assert_eq!(Query::default().by("speaker").unit, Unit::Speaker);
    /// let query = Query::default().by("region");
    /// assert_eq!((query.unit, query.grouping), (Unit::Group, Some(Grouping::of("region"))));
    /// ```
    #[must_use]
    pub fn by(self, unit: &str) -> Self {
        let (unit, grouping) = match unit {
            "actor" => (Unit::Actor, None),
            "speaker" => (Unit::Speaker, None),
            name => (Unit::Group, Some(Grouping::of(name))),
        };
        Self { unit, grouping, ..self }
    }
}

impl StanceGraph {
    /// The view of the graph that a query describes.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] if the graph does not have a name that the query uses; [`Error::NotGrouped`] if the
    /// query is by group and the graph is not [grouped](StanceGraph::grouped_for) accordingly.
    ///
    /// ```
    /// use stancegraph::graph::Query;
    /// use stancegraph::model::Stance;
    /// use stancegraph::{StanceGraph, Undeclared};
    ///
    /// let mut builder = StanceGraph::builder();
    /// builder.undeclared(Undeclared::Create);
    /// builder.stance(&Stance::on_issue("russia", "opposes", "thaad")?);
    /// builder.stance(&Stance::on_issue("china", "opposes", "thaad")?);
    /// let graph = builder.build()?;
    /// let query: Query = serde_json::from_str(r#"{"filter": {"actors": ["china"]}}"#)?;
    /// assert_eq!(graph.ask(&query)?.stances().count(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn ask(&self, query: &Query) -> Result<View<'_>, Error> {
        if let (Unit::Group, Some(grouping)) = (query.unit, &query.grouping)
            && !self.is_grouped_by(grouping)
        {
            return Err(Error::NotGrouped(grouping.to_string()));
        }
        let graph = if query.drafts { self.with_drafts() } else { self };
        let view = graph.view().at(query.time).by(query.unit).roll_up(query.roll_up);
        view.filter(&query.filter)
    }

    /// The graph with its actors grouped as a query needs it for [`StanceGraph::ask`]; unchanged if the
    /// query is by actor or by speaker.
    ///
    /// # Errors
    ///
    /// [`Error::NoKinds`] or [`Error::NotOne`] if no actor has what the query groups by: see
    /// [`StanceGraph::grouped`].
    pub fn grouped_for(self, query: &Query) -> Result<Self, Error> {
        match (query.unit, &query.grouping) {
            (Unit::Group, Some(grouping)) => self.grouped(grouping, query.roll_up),
            (Unit::Actor | Unit::Speaker | Unit::Group, _) => Ok(self),
        }
    }
}
