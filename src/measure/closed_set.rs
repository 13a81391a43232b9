//! Names of closed sets: measures, distances, orders.

/// Implements the names of a closed set on the command line and in JSON.
macro_rules! closed_set {
    ($type:ident, $what:literal, [$($variant:ident = $name:literal),+ $(,)?]) => {
        impl $type {
            /// All values of the set.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name on the command line and in JSON.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name),+
                }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = crate::Error;

            fn from_str(name: &str) -> Result<Self, crate::Error> {
                let known = Self::ALL.iter().copied();
                known.clone().find(|known| known.as_str() == name).ok_or_else(|| {
                    crate::Error::not_one($what, name, &known.map(Self::as_str).collect::<Vec<_>>())
                })
            }
        }
    };
}
pub(crate) use closed_set;
