//! The phi coefficient of two divisions.

/// The phi coefficient of a table of counts: Pearson's correlation of two yes-or-no answers.
///
/// `table[x][y]` counts who answered `x` to the one and `y` to the other. `1` where the two
/// divide all the same way, `-1` where they divide them the same way with the sides exchanged,
/// and `0` where to know the one says nothing of the other. `None` where one of the two does not
/// divide them at all.
///
/// # References
///
/// Yule, G. U. (1912). On the methods of measuring association between two attributes. Journal
/// of the Royal Statistical Society 75, 579-652.
///
/// # Examples
///
/// ```
/// use stancegraph::measure::phi;
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
    // One root: of a square it is exact, so that the same division gives 1 and not almost 1.
    let divisor = ((a + b) * (c + d) * ((a + c) * (b + d))).sqrt();
    (divisor > 0.0).then(|| ((a * d - b * c) / divisor).clamp(-1.0, 1.0))
}
