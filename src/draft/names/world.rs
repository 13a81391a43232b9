//! The world's states and chief organisations, from tables of public facts.

use std::sync::LazyLock;

/// A state or an organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldName {
    /// Its usual English name.
    pub name: &'static str,
    /// Whether it is a state.
    pub is_state: bool,
    /// Other names.
    pub others: Vec<&'static str>,
    /// Adjectives and names of its people.
    pub demonyms: Vec<&'static str>,
    /// Its capital or seat, and other places that stand for it.
    pub seats: Vec<&'static str>,
}

static WORLD: LazyLock<Vec<WorldName>> = LazyLock::new(|| {
    let states = rows(include_str!("../tables/world/states.tsv"), true);
    states.chain(rows(include_str!("../tables/world/organisations.tsv"), false)).collect()
});

/// All states and organisations of the tables.
#[must_use]
pub fn world() -> &'static [WorldName] {
    &WORLD
}

fn rows(table: &'static str, is_state: bool) -> impl Iterator<Item = WorldName> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.map(move |line| {
        let mut cells = line.split('\t');
        let name = cells.next().unwrap_or(line);
        let mut list =
            || cells.next().unwrap_or("").split(';').filter(|cell| !cell.is_empty()).collect();
        WorldName { name, is_state, others: list(), demonyms: list(), seats: list() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_whole() {
        let states = world().iter().filter(|row| row.is_state).count();
        assert!(states >= 195, "{states}");
        assert!(world().len() - states >= 40);
        let mut names = world().iter().map(|row| row.name).collect::<Vec<_>>();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), world().len(), "each name once");
    }
}
