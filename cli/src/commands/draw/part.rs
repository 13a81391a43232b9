//! The part of a view that is drawn.

use stancegraph::View;

use crate::failure::Failure;
use crate::message;

/// What lies around something, or between two.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Part")]
pub(super) struct Part {
    /// Only the surroundings of this actor or issue; if a name is both, write issue:NAME or actor:NAME
    #[arg(long, value_name = "NAME", conflicts_with = "between")]
    focus: Option<String>,
    /// How many steps around it: 1 is what it says and what is said about it
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    depth: usize,
    /// Only what joins these two actors or issues
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    between: Option<Vec<String>>,
}

impl Part {
    /// Narrows the view to this part.
    pub(super) fn of<'g>(&self, view: View<'g>) -> Result<View<'g>, Failure> {
        let view = match (&self.focus, self.between.as_deref()) {
            (Some(name), _) => view.around(name, self.depth)?,
            (None, Some([a, b])) => view.joining(a, b)?,
            (None, _) => return Ok(view),
        };
        if view.stances().next().is_none() {
            message::note(&format!("no stance is in view: {view}"));
        }
        Ok(view)
    }
}
