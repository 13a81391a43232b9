//! Several names in one cell: `a; b`.

/// Joins aliases into one text: `a; b`.
pub fn joined(aliases: &[String]) -> String {
    let escaped = aliases.iter().map(|alias| alias.replace('\\', "\\\\").replace(';', "\\;"));
    escaped.collect::<Vec<_>>().join("; ")
}

/// Splits a cell into aliases: `a; b\;c` is "a" and "b;c".
pub fn aliases(cell: Option<&str>) -> Vec<String> {
    let mut aliases = vec![String::new()];
    let mut letters = cell.unwrap_or_default().chars();
    while let Some(c) = letters.next() {
        let last = aliases.last_mut().expect("there is always one");
        match c {
            '\\' => last.extend(letters.next()),
            ';' => aliases.push(String::new()),
            c => last.push(c),
        }
    }
    let trimmed = aliases.iter().map(|alias| alias.trim().to_owned());
    trimmed.filter(|alias| !alias.is_empty()).collect()
}
