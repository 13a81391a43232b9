//! Thin pairs: notes when many pairs depend on a single shared target.

/// If at most one pair in this many is thin, thin pairs are few.
const FEW: usize = 20;

/// Writes `5 of 6 ties rest on a single shared target`, if more than one in twenty does; a single target alone
/// decides such a pair. `what` is the word for one of them: `tie` or `pair`.
///
/// ```
/// use stancegraph::measure::thin;
///
/// let said = thin(5, 6, "tie");
/// assert_eq!(said.as_deref(), Some("5 of 6 ties rest on a single shared target"));
/// assert_eq!(thin(1, 1, "pair").as_deref(), Some("1 of 1 pair rests on a single shared target"));
/// assert_eq!(thin(1, 20, "tie"), None);
/// assert_eq!(thin(0, 0, "tie"), None);
/// ```
#[must_use]
pub fn thin(single: usize, all: usize, what: &str) -> Option<String> {
    (single * FEW > all).then(|| {
        let rest = if all == 1 { format!("{what} rests") } else { format!("{what}s rest") };
        format!("{single} of {all} {rest} on a single shared target")
    })
}
