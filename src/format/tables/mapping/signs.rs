//! The notations of signs.

use crate::model::Position;

/// The notations of signs.
pub const SIGNS: [(&str, Position); 11] = [
    ("1", Position::Support),
    ("+1", Position::Support),
    ("1.0", Position::Support),
    ("+", Position::Support),
    ("positive", Position::Support),
    ("-1", Position::Oppose),
    ("-1.0", Position::Oppose),
    ("-", Position::Oppose),
    ("\u{2212}", Position::Oppose),
    ("\u{2212}1", Position::Oppose),
    ("negative", Position::Oppose),
];
