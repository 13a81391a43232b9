//! The phi coefficient of two divisions.

/// The phi coefficient of a table of counts: Pearson's correlation of two yes-or-no answers.
///
/// `table[x][y]` counts those who answered `x` to the first question and `y` to the second. `1` if both questions
/// divide everyone the same way, `-1` if they do so with the sides exchanged, and `0` if one answer tells nothing
/// about the other. `None` if one of the questions does not divide them at all.
///
/// # References
///
/// Yule, G. U. (1912). On the methods of measuring association between two attributes. Journal
/// of the Royal Statistical Society 75, 579-652.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::group::phi;
///
/// assert_eq!(phi([[3, 0], [0, 2]]), Some(1.0));
/// assert_eq!(phi([[7, 0], [0, 3]]), Some(1.0));
/// assert_eq!(phi([[0, 3], [2, 0]]), Some(-1.0));
/// assert_eq!(phi([[2, 2], [2, 2]]), Some(0.0));
/// assert_eq!(phi([[3, 2], [0, 0]]), None);
/// ```
#[must_use]
pub fn phi(table: [[u32; 2]; 2]) -> Option<f64> {
    let [[a, b], [c, d]] = table.map(|row| row.map(f64::from));
    // A single root is exact for a square, so the same division gives exactly 1.
    let divisor = ((a + b) * (c + d) * ((a + c) * (b + d))).sqrt();
    (divisor > 0.0).then(|| ((a * d - b * c) / divisor).clamp(-1.0, 1.0))
}
