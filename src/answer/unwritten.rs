//! Fields of an answer that JSON leaves out.

/// A value that JSON leaves out. It has its default after reading from JSON, and all such values count as equal.
#[derive(Clone, Debug, Default)]
pub struct Unwritten<T>(pub T);

impl<T> PartialEq for Unwritten<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
