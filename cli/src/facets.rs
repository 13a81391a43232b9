//! The options of filters: one for each filter of the library.

use std::collections::BTreeMap;

use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use stancegraph::graph::{Facet, Filter};

/// The values given for each facet of a filter.
#[derive(Clone, Debug, Default)]
pub struct Facets(BTreeMap<Facet, Vec<String>>);

impl Facets {
    /// The values of a facet.
    pub fn of(&self, facet: Facet) -> &Vec<String> {
        static NOTHING: Vec<String> = Vec::new();
        self.0.get(&facet).unwrap_or(&NOTHING)
    }

    /// Adds the given values to a filter.
    pub fn ask(&self, filter: &mut Filter) {
        for (facet, names) in &self.0 {
            facet.wanted_mut(filter).extend(names.iter().cloned());
        }
    }
}

/// The help of an option, and the placeholder of its value.
fn help(facet: Facet) -> (&'static str, &'static str) {
    match facet {
        Facet::Actor => (
            "ACTOR",
            "Only stances of this actor (id, name or alias); may be repeated, like all filters",
        ),
        Facet::Issue => ("ISSUE", "Only stances on this issue"),
        Facet::Target => ("TARGET", "Only stances on this issue or toward this actor"),
        Facet::Label => ("LABEL", "Only stances with this label"),
        Facet::Source => ("SOURCE", "Only stances from this source"),
        Facet::Speaker => ("ACTOR", "Only stances said by this speaker"),
        Facet::Coder => ("CODER", "Only stances coded by this coder"),
        Facet::Grade => ("GRADE", "Only stances whose evidence has this grade"),
    }
}

impl Args for Facets {
    fn augment_args(command: Command) -> Command {
        let arg = |facet: Facet| {
            let (value, help) = help(facet);
            Arg::new(facet.name())
                .long(facet.name())
                .value_name(value)
                .help(help)
                .action(ArgAction::Append)
        };
        command.args(Facet::ALL.map(arg))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Facets {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut facets = Self::default();
        facets.update_from_arg_matches(matches)?;
        Ok(facets)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for facet in Facet::ALL {
            if let Some(names) = matches.get_many::<String>(facet.name()) {
                self.0.insert(facet, names.cloned().collect());
            }
        }
        Ok(())
    }
}
