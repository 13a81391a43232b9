//! An open graph that answers.

use serde::{Deserialize, Serialize};

use crate::Format;
use crate::error::Error;
use crate::graph::StanceGraph;
use crate::render::{Diagram, Picture, svg};

/// A graph that is asked.
#[derive(Debug)]
pub struct Session {
    graph: StanceGraph,
}

#[derive(Deserialize)]
#[serde(tag = "ask", rename_all = "kebab-case")]
enum Question {
    Open,
    Draw { alignment: bool },
}

#[derive(Serialize)]
struct Drawing {
    svg: String,
}

impl Session {
    /// Opens.
    pub fn open(text: &str) -> Result<Self, Error> {
        Ok(Self { graph: Format::Json.read(text.as_bytes())? })
    }
    /// Refuses.
    pub fn refusal(text: &str) -> String {
        serde_json::json!({"error": text}).to_string()
    }
    /// Asks.
    pub fn ask(&self, question: &str) -> String {
        match serde_json::from_str(question) {
            Ok(Question::Open) => serde_json::json!({"title": self.graph.title()}).to_string(),
            Ok(Question::Draw { alignment }) => {
                let diagram = if alignment { Diagram::AlignmentMap } else { Diagram::Stances };
                let picture = Picture {
                    diagram,
                    engine: crate::render::Engine::Averages,
                    ..Picture::default()
                };
                match svg(&self.graph.view(), &picture) {
                    Ok(svg) => serde_json::to_string(&Drawing { svg }).unwrap(),
                    Err(e) => Self::refusal(&e.to_string()),
                }
            }
            Err(e) => Self::refusal(&e.to_string()),
        }
    }
}
