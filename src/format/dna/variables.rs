//! The roles of a database's variables.

use std::str::FromStr;

use crate::error::Error;
use crate::format::tables::mapping::pairs;

/// Which statements to read from a database of Discourse Network Analyzer, and the roles of their variables.
///
/// The defaults are `organization` for the actor, `concept` for the issue, `agreement` for the qualifier, and
/// `person` for the speaker, if there is such a variable. Of the statement types with these variables,
/// `DNA Statement` is the default, or else the first.
///
/// ```
/// use stancegraph::format::DnaVariables;
///
/// let variables = DnaVariables::parse("type=DNA Statement,actor=person,qualifier=none")?;
/// assert_eq!(variables.actor.as_deref(), Some("person"));
/// assert_eq!(variables.issue, None);
/// # Ok::<(), stancegraph::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DnaVariables {
    /// The statement type.
    pub statement_type: Option<String>,
    /// Who takes the positions.
    pub actor: Option<String>,
    /// The issues of the positions.
    pub issue: Option<String>,
    /// The positions; `none` for statements that only mention their issue.
    pub qualifier: Option<String>,
    /// The person who speaks for the actor; `none` for nobody.
    pub speaker: Option<String>,
}

setters! {
    DnaVariables {
        with_statement_type(statement_type: ?text);
        with_actor(actor: ?text);
        with_issue(issue: ?text);
        with_qualifier(qualifier: ?text);
        with_speaker(speaker: ?text);
    }
}

impl DnaVariables {
    /// Parses `actor=VARIABLE,issue=VARIABLE,qualifier=VARIABLE,speaker=VARIABLE,type=TYPE`: any of them, in
    /// any order. Put names with commas or equal signs in double quotes.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with the problem.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let mut variables = Self::default();
        for (role, name) in pairs(text)? {
            let place = variables.role(&role)?;
            if name.is_empty() {
                return Err(Error::Mapping(format!("no variable is named for \"{role}\"")));
            }
            if place.replace(name).is_some() {
                return Err(Error::Mapping(format!("\"{role}\" is named twice")));
            }
        }
        Ok(variables)
    }

    /// The same variables, and those of others for roles that have none.
    ///
    /// ```
    /// use stancegraph::format::DnaVariables;
    ///
    /// let all = DnaVariables::parse("actor=person")?.or(DnaVariables::parse("actor=who,issue=concept")?);
    /// assert_eq!(all, DnaVariables::parse("actor=person,issue=concept")?);
    /// # Ok::<(), stancegraph::Error>(())
    /// ```
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            statement_type: self.statement_type.or(others.statement_type),
            actor: self.actor.or(others.actor),
            issue: self.issue.or(others.issue),
            qualifier: self.qualifier.or(others.qualifier),
            speaker: self.speaker.or(others.speaker),
        }
    }

    fn role(&mut self, role: &str) -> Result<&mut Option<String>, Error> {
        Ok(match role {
            "type" => &mut self.statement_type,
            "actor" => &mut self.actor,
            "issue" => &mut self.issue,
            "qualifier" => &mut self.qualifier,
            "speaker" => &mut self.speaker,
            _ => {
                let known = ["type", "actor", "issue", "qualifier", "speaker"];
                return Err(Error::not_one("role of a variable", role, &known));
            }
        })
    }
}

impl FromStr for DnaVariables {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        Self::parse(text)
    }
}
