//! Helpers to read pictures in tests.

use roxmltree::Node;

/// The translation of the group that contains a node.
pub fn moved(node: Node) -> (f64, f64) {
    let transforms = node.ancestors().filter_map(|node| node.attribute("transform"));
    let moves = transforms.map(|text| {
        let numbers = text.strip_prefix("translate(").and_then(|text| text.strip_suffix(')'));
        let (x, y) = numbers.and_then(|text| text.split_once(' ')).expect("a move");
        (x.parse::<f64>().expect("a number"), y.parse::<f64>().expect("a number"))
    });
    moves.fold((0.0, 0.0), |(x, y), (dx, dy)| (x + dx, y + dy))
}
