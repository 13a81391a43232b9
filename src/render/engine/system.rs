//! Runs the `dot` that is installed on this machine.

use super::messages::complaint;
use super::{Algorithm, EngineError};
use graphviz_rust::cmd::{CommandArg, Format};
use std::io::{Error, ErrorKind};

/// The layout of one graph, as JSON.
pub(super) fn layout(dot: &str, algorithm: Algorithm) -> Result<String, EngineError> {
    let arguments = vec![
        CommandArg::Custom(format!("-K{}", algorithm.name())),
        CommandArg::Format(Format::Json),
    ];
    let json = graphviz_rust::exec_dot(dot.to_owned(), arguments).map_err(|e| explain(&e))?;
    String::from_utf8(json).map_err(|error| EngineError::Broken(error.to_string()))
}

/// The error: a missing program, or Graphviz's own message.
fn explain(error: &Error) -> EngineError {
    match (error.kind(), error.raw_os_error()) {
        (ErrorKind::NotFound, Some(_)) => EngineError::NotInstalled,
        (ErrorKind::Other, None) => EngineError::Refused(complaint(&error.to_string())),
        _ => EngineError::Broken(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_has_its_kind() {
        let missing = Error::from_raw_os_error(2);
        assert_eq!(explain(&missing), EngineError::NotInstalled);
        let refused = Error::other("Error: <file>: syntax error in line 1\n");
        assert_eq!(
            explain(&refused),
            EngineError::Refused("<file>: syntax error in line 1".into())
        );
        let full = Error::new(ErrorKind::StorageFull, "disk full");
        assert_eq!(explain(&full), EngineError::Broken("disk full".into()));
    }
}
