//! The roles of a database's variables.

use std::str::FromStr;

use crate::error::Error;
use crate::format::tables::mapping::pairs;

/// Which statements of a database of Discourse Network Analyzer are read, and which of their
/// variables say what.
///
/// What is not said is `organization` for the actor, `concept` for the issue, `agreement` for the
/// qualifier and, where there is such a variable, `person` for the speaker; and of the statement
/// types that have these, `DNA Statement`, or else the first.
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
pub struct DnaVariables {
    /// The statement type.
    pub statement_type: Option<String>,
    /// Who takes the positions.
    pub actor: Option<String>,
    /// What they are about.
    pub issue: Option<String>,
    /// Which position it is; `none` for statements that only mention their issue.
    pub qualifier: Option<String>,
    /// Who says it for the actor; `none` for nobody.
    pub speaker: Option<String>,
}

impl DnaVariables {
    /// Reads `actor=VARIABLE,issue=VARIABLE,qualifier=VARIABLE,speaker=VARIABLE,type=TYPE`, any of
    /// them, in any order. Names with commas or equal signs stand in double quotes.
    ///
    /// # Errors
    ///
    /// [`Error::Mapping`] with what is wrong.
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
