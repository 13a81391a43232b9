//! Short ways through the trees of JSON that others write: what is not there, or of another type, is none.

use crate::format::tree::{Node, Value};

/// A field of a table.
pub fn field<'n, 't>(node: &'n Node<'t>, name: &str) -> Option<&'n Node<'t>> {
    let fields = node.value.as_table()?;
    let found = fields.iter().find(|(key, _)| key.text == name);
    found.map(|(_, node)| node).filter(|node| !matches!(node.value, Value::Null))
}

/// The text of a field.
pub fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    field(node, name)?.value.as_text()
}

/// The whole number of a field.
pub fn whole(node: &Node, name: &str) -> Option<u64> {
    number(field(node, name)?)
}

/// A whole number, also one that is written with a fraction of zero, or as a text.
pub fn number(node: &Node) -> Option<u64> {
    let digits = node.value.as_number().or(node.value.as_text())?;
    digits.trim().trim_end_matches('0').strip_suffix('.').unwrap_or(digits.trim()).parse().ok()
}

/// A text or a number, as a name.
pub fn name(node: &Node) -> Option<String> {
    let text = node.value.as_text().or(node.value.as_number())?;
    Some(text.to_owned()).filter(|text| !text.trim().is_empty())
}

/// The items of a list, or the thing itself.
pub fn each<'n, 't>(node: &'n Node<'t>) -> &'n [Node<'t>] {
    node.value.as_list().unwrap_or(std::slice::from_ref(node))
}

/// The items of a field, or the field itself; nothing if there is none.
pub fn each_of<'n, 't>(node: &'n Node<'t>, name: &str) -> &'n [Node<'t>] {
    field(node, name).map_or(&[], each)
}

/// The texts in a field.
pub fn texts(node: &Node, name: &str) -> Vec<String> {
    each_of(node, name).iter().filter_map(self::name).collect()
}
