//! Layout engines: Graphviz computes positions for nodes, edges and labels.
//!
//! The embedded engine is the real Graphviz as WebAssembly, run by an interpreter. No program has to be
//! installed, and the same input gives the same bytes on every machine. The system engine runs the `dot` on
//! the path.

#[cfg(feature = "draw")]
mod embedded;
#[cfg(feature = "draw")]
mod host;
#[cfg(feature = "draw")]
mod messages;
#[cfg(feature = "draw")]
mod names;
#[cfg(feature = "draw")]
mod system;

/// Which Graphviz computes the positions.
///
/// # Examples
///
/// ```
/// use stancegraph::render::engine::Engine;
///
/// assert_eq!(Engine::default(), Engine::Embedded);
/// ```
#[non_exhaustive]
#[derive(
    Copy,
    Clone,
    Debug,
    Default,
    PartialEq,
    Eq,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Engine {
    /// The Graphviz inside this library.
    #[default]
    Embedded,
    /// The `dot` that is installed on this machine.
    System,
    /// No Graphviz: every box is as near to its neighbours as the others allow. Without the feature `draw`, this is used
    /// whatever is asked for.
    Averages,
}

/// How Graphviz arranges the nodes.
///
/// # Examples
///
/// ```
/// use stancegraph::render::engine::Algorithm;
///
/// assert_eq!(Algorithm::Sfdp.name(), "sfdp");
/// ```
#[non_exhaustive]
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub enum Algorithm {
    /// In layers: good up to about 150 edges.
    #[default]
    Dot,
    /// Springs, by stress.
    Neato,
    /// Springs, by forces.
    Fdp,
    /// Springs, on several scales: good for large graphs. Needs `overlap=scalexy`, because the embedded Graphviz
    /// lacks its default, `prism`.
    Sfdp,
    /// On circles.
    Circo,
    /// On rings around one node.
    Twopi,
    /// At the `pos` of each node; only edges and labels are placed.
    Given,
}

impl Algorithm {
    /// Graphviz's name of the algorithm.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::render::engine::Algorithm;
    ///
    /// assert_eq!(Algorithm::Given.name(), "nop");
    /// ```
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Neato => "neato",
            Self::Fdp => "fdp",
            Self::Sfdp => "sfdp",
            Self::Circo => "circo",
            Self::Twopi => "twopi",
            Self::Given => "nop",
        }
    }
}

/// How much the embedded engine may use for one picture.
///
/// The system engine has no limits: it runs until its `dot` ends.
///
/// # Examples
///
/// ```
/// use stancegraph::render::engine::Limits;
///
/// let patient = Limits::default().with_fuel(10 * Limits::default().fuel);
/// assert_eq!(patient.memory, 1 << 30);
/// ```
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Steps of the interpreter; the default lasts about ten seconds.
    pub fuel: u64,
    /// Memory, in bytes; the default is 1 GiB.
    pub memory: usize,
}

setters! {
    Limits {
        with_fuel(fuel: u64);
        with_memory(memory: usize);
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { fuel: 15_000_000_000, memory: 1 << 30 }
    }
}

/// Why there are no positions.
///
/// # Examples
///
/// ```
/// use stancegraph::render::engine::EngineError;
///
/// let error = EngineError::Refused("syntax error in line 1".into());
/// assert_eq!(error.to_string(), "graphviz refused the graph: syntax error in line 1");
/// ```
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// The system engine was asked for, but there is no `dot` on the path.
    #[error(
        "graphviz is not installed: install it so that `dot` is on the path, \
         or use the built-in engine"
    )]
    NotInstalled,
    /// Graphviz did not accept the graph; this is its message.
    #[error("graphviz refused the graph: {0}")]
    Refused(String),
    /// The limits were used up.
    #[error(
        "the graph is too large to lay out: draw fewer stances (filter by actor, issue or date), \
         choose another layout, or draw a matrix"
    )]
    TooLarge,
    /// The engine itself failed.
    #[error("the layout engine failed: {0}")]
    Broken(String),
}

impl Engine {
    /// Computes positions for a graph in the DOT language, as Graphviz's own JSON (`-Tjson`).
    ///
    /// Graphviz's warnings are dropped. The embedded engine gives the same bytes for the same input, and reads no
    /// file, clock or environment.
    ///
    /// # Errors
    ///
    /// [`EngineError::Refused`] if Graphviz does not accept the graph, [`EngineError::TooLarge`] if the limits are
    /// used up, [`EngineError::NotInstalled`] if the system has no `dot`, and [`EngineError::Broken`] if the
    /// engine itself fails.
    ///
    /// # Examples
    ///
    /// ```
    /// use stancegraph::render::engine::{Algorithm, Engine, EngineError, Limits};
    ///
    /// let json = Engine::Embedded.layout("digraph { a -> b }", Algorithm::Dot, Limits::default())?;
    /// assert!(json.contains(r#""bb": "0,0,54,108""#));
    /// # Ok::<(), EngineError>(())
    /// ```
    #[cfg(feature = "draw")]
    pub fn layout(
        self,
        dot: &str,
        algorithm: Algorithm,
        limits: Limits,
    ) -> Result<String, EngineError> {
        match self {
            Self::Embedded => embedded::layout(dot, algorithm, limits),
            Self::System => system::layout(dot, algorithm),
            Self::Averages => Err(EngineError::Broken("averages need no graph".into())),
        }
    }
}
