//! Drafts: stances proposed from texts.

mod articles;
mod german;
mod hostile;
mod proposals;
mod sentences;
