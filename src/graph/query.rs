//! Queries: everything that can be asked of a graph, in one value.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Filter, Grouping, RollUp, StanceGraph, Time, Unit, View};
use crate::error::Error;

/// Which stances count, at which time, and for whom: everything that makes a [`View`] of a graph.
///
/// The options of the command line, what a page sends, and a dictionary of another language are all one of these.
/// In JSON, what is left out is as in `Query::default()`:
///
/// ```
/// use stancegraph::graph::{Filter, Query, Time, Unit};
/// use stancegraph::model::date;
///
/// let text = r#"{"filter": {"actors": ["russia"]}, "time": {"at": "2016-05-01"}, "unit": "speaker"}"#;
/// let query: Query = serde_json::from_str(text)?;
/// let filter = Filter { actors: vec!["russia".into()], ..Filter::default() };
/// let time = Time::Snapshot(date(2016, 5, 1));
/// assert_eq!(query, Query { filter, time, unit: Unit::Speaker, ..Query::default() });
/// assert_eq!(serde_json::from_str::<Query>(&serde_json::to_string(&query)?)?, query);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Query {
    /// Which stances count.
    pub filter: Filter,
    /// At which time.
    pub time: Time,
    /// For whom a stance counts.
    pub unit: Unit,
    /// Whether parts count for their wholes.
    pub roll_up: RollUp,
    /// By what actors are grouped, where the unit is a group.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grouping: Option<Grouping>,
}

impl Query {
    /// The same query with the unit of a name: `actor`, `speaker`, `kind`, or an attribute of actors by which they
    /// are grouped.
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
    /// The graph as a query sees it.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] where the graph does not have a name of the query, [`Error::NotGrouped`] where the query is
    /// by group and the graph is not [grouped](StanceGraph::grouped_for) so.
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
        let view = self.view().at(query.time).by(query.unit).roll_up(query.roll_up);
        view.filter(&query.filter)
    }

    /// The graph with its actors grouped as a query wants it, for [`StanceGraph::ask`]; as it is where the query is by
    /// actor or by speaker.
    ///
    /// # Errors
    ///
    /// [`Error::Unknown`] where no actor has what is grouped by.
    pub fn grouped_for(self, query: &Query) -> Result<Self, Error> {
        match (query.unit, &query.grouping) {
            (Unit::Group, Some(grouping)) => self.grouped(grouping, query.roll_up),
            (Unit::Actor | Unit::Speaker | Unit::Group, _) => Ok(self),
        }
    }
}
