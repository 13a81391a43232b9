//! x
use crate::error::Error;
/// x
#[derive(Debug)]
pub struct Mapping;
impl Mapping {
    /// x
    pub fn parse(_: &str, _: &str) -> Result<Self, Error> {
        Ok(Self)
    }
    /// x
    pub fn from_toml(_: &str) -> Result<Self, Error> {
        Ok(Self)
    }
    /// x
    pub fn with_missing(self, _: &str) -> Result<Self, Error> {
        Ok(self)
    }
}
