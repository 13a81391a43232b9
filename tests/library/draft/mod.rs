//! Drafts: stances proposed from texts.

mod german;
mod hostile;
mod sentences;
