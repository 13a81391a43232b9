//! Which options apply to which view; refuses options without effect.

use stancegraph::bloc::{BlocCount, Parallel, Threshold};
use stancegraph::measure::Measure;
use stancegraph::render::Diagram;

use super::form::Form;
use super::style::{Finder, Style};
use crate::failure::Failure;

/// The views in which actors are grouped.
const GROUPED: &[&str] = &["stances", "alignment", "alignment-map", "balance", "change", "flow"];
/// The views that show scores, whatever the blocs are based on.
const SCORED: &[&str] = &["alignment", "alignment-map"];

/// An option that applies to only some views.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Setting {
    Layout,
    Engine,
    MinShared,
    Measure,
    Threshold,
    K,
    Direct,
    Weighted,
    Parallel,
}

impl Setting {
    const ALL: [Self; 9] = [
        Self::Layout,
        Self::Engine,
        Self::MinShared,
        Self::Measure,
        Self::Threshold,
        Self::K,
        Self::Direct,
        Self::Weighted,
        Self::Parallel,
    ];

    fn option(self) -> &'static str {
        match self {
            Self::Layout => "--layout",
            Self::Engine => "--engine",
            Self::MinShared => "--min-shared",
            Self::Measure => "--measure",
            Self::Threshold => "--threshold",
            Self::K => "--k",
            Self::Direct => "--direct",
            Self::Weighted => "--weighted",
            Self::Parallel => "--parallel",
        }
    }

    /// Whether it differs from its default.
    fn is_set(self, style: &Style) -> bool {
        match self {
            Self::Layout => style.layout.is_some(),
            Self::Engine => style.engine != Finder::Embedded,
            Self::MinShared => style.min_shared != 1,
            Self::Measure => style.measure != Measure::default(),
            Self::Threshold => style.threshold != Threshold::default(),
            Self::K => style.k != BlocCount::Two,
            Self::Direct => style.direct,
            Self::Weighted => style.weighted,
            Self::Parallel => style.parallel != Parallel::default(),
        }
    }

    /// The views that it applies to.
    fn views(self, form: Form) -> &'static [&'static str] {
        let (drawn, as_dot): (&[&str], &[&str]) = match self {
            Self::Layout => (&["stances", "matrix", "alignment", "alignment-map", "change"], &[]),
            Self::Engine => (&["stances", "change"], &[]),
            Self::K => (&["stances", "alignment", "alignment-map", "change", "flow"], &[]),
            Self::MinShared => (GROUPED, &["alignment-map"]),
            Self::Measure | Self::Threshold | Self::Direct | Self::Weighted | Self::Parallel => {
                (GROUPED, &[])
            }
        };
        match form {
            Form::Svg | Form::Png | Form::Pdf => drawn,
            Form::Dot => as_dot,
        }
    }

    /// Whether it is about the closeness of actors, which `--direct` does not use for ties.
    fn is_of_closeness(self, view: &str) -> bool {
        match self {
            Self::MinShared | Self::Measure => !SCORED.contains(&view),
            Self::Threshold => true,
            Self::Layout
            | Self::Engine
            | Self::K
            | Self::Direct
            | Self::Weighted
            | Self::Parallel => false,
        }
    }

    /// Why it would have no effect, and what to do instead.
    fn refusal(self, style: &Style, diagram: Diagram, form: Form) -> Option<String> {
        let (option, view) = (self.option(), diagram.to_string());
        let views = self.views(form);
        if views.contains(&view.as_str()) {
            let is_beside_direct = style.direct && self.is_of_closeness(&view);
            return is_beside_direct.then(|| {
                format!(
                    "{option} is about how close actors are, and --direct ties them by what they \
                     said about one another: leave one of the two out"
                )
            });
        }
        Some(match (form, views) {
            (Form::Dot, []) => {
                format!("{option} changes nothing in a .dot: write an .svg, .png or .pdf")
            }
            (Form::Dot | Form::Svg | Form::Png | Form::Pdf, views) => {
                format!(
                    "{option} changes nothing in the view {view}; it counts in {}",
                    listed(views)
                )
            }
        })
    }
}

/// Joins words: `stances, matrix and change`.
fn listed(views: &[&str]) -> String {
    match views {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        views => views.concat(),
    }
}

/// Refuses options that would have no effect.
pub(super) fn refuse_unused(style: &Style, diagram: Diagram, form: Form) -> Result<(), Failure> {
    let mut set = Setting::ALL.into_iter().filter(|setting| setting.is_set(style));
    match set.find_map(|setting| setting.refusal(style, diagram, form)) {
        Some(text) => Err(Failure::Usage(text)),
        None => Ok(()),
    }
}
