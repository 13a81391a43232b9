//! Lists of edges from public collections of networks: comments above, often no header, blanks between cells.
//!
//! The first lines show a [`List`]. Whether a third column is a sign depends on all of its numbers, unless
//! the comments say so.

use super::edge_list::ENDS;
use super::field::Field;
use super::mapping::{BLANKS, List, Mapping, is_directive};
use crate::format::dates;

/// The number of bytes to look at.
pub const START: usize = 1 << 16;

/// The number of lines to look at.
const LINES: usize = 32;

/// The columns of a list without a header.
const NAMES: [&str; 4] = ["source", "target", "sign", "time"];

/// What the beginning of a table shows, if it is a list with comments, with blanks between cells, or without
/// a header.
pub fn seen(start: &[u8], mapping: Option<&Mapping>) -> Option<List> {
    let has_no_header = mapping.is_some_and(|mapping| mapping.has_no_header);
    if mapping.is_some_and(Mapping::names_columns) {
        return None;
    }
    let decoded = String::from_utf8_lossy(start);
    let text = decoded.trim_start_matches('\u{feff}');
    // The last line may be cut off.
    let whole = if start.len() < START { text } else { text.rsplit_once('\n')?.0 };
    let says = |line: &&str| !line.trim().is_empty();
    let lines = whole.lines().filter(says).take(LINES * 8).collect::<Vec<_>>();
    if lines.iter().any(|line| is_directive(line.as_bytes())) {
        return None;
    }
    let is_comment = |line: &&&str| line.trim_start().starts_with(['#', '%']);
    let comments = lines.iter().take_while(is_comment).copied().collect::<Vec<_>>();
    let others = lines.iter().filter(|line| !is_comment(line)).copied();
    let rest = others.take(LINES).collect::<Vec<_>>();
    let first = rest.first()?;
    let said = mapping.and_then(|mapping| mapping.delimiter);
    let delimiter = said.unwrap_or_else(|| delimiter_of(first));
    let rows = rest.iter().map(|line| cells(line, delimiter)).collect::<Vec<_>>();
    let says = Comments::of(&comments, delimiter);
    let list = |names| List {
        delimiter,
        names,
        is_signed: says.is_signed,
        is_bipartite: says.is_bipartite,
    };
    if has_no_header {
        return Some(list(Some(names(&rows))));
    }
    if is_header(&rows[0]) {
        let is_special = !comments.is_empty() || delimiter == BLANKS && has_ends(&rows[0]);
        return is_special.then(|| list(None));
    }
    let is_whole = start.len() < START && lines.len() < LINES;
    let may_be_matrix = is_whole && !says.is_list && is_square(&rows);
    let is_list = says.is_signed || are_edges(&rows, says.is_list) && !may_be_matrix;
    is_list.then(|| list(Some(names(&rows))))
}

/// The content of the comments above a list.
#[derive(Default)]
struct Comments {
    is_list: bool,
    is_signed: bool,
    is_bipartite: bool,
}

impl Comments {
    fn of(comments: &[&str], delimiter: u8) -> Self {
        let mut says = Self { is_list: !comments.is_empty(), ..Self::default() };
        for comment in comments {
            let text = comment.trim_start_matches(['#', '%', ' ']).trim();
            let words = text.split_whitespace().map(str::to_ascii_lowercase).collect::<Vec<_>>();
            // KONECT: "% sym signed", "% bip signed".
            if let [mode @ ("sym" | "asym" | "bip"), kind, ..] =
                words.iter().map(String::as_str).collect::<Vec<_>>().as_slice()
            {
                says.is_bipartite |= *mode == "bip";
                says.is_signed |= *kind == "signed" || *kind == "multisigned";
            }
            // SNAP: "# FromNodeId ToNodeId Sign".
            let named = cells(text, delimiter);
            says.is_signed |= is_header(&named)
                && named.get(2).is_some_and(|name| name.eq_ignore_ascii_case("sign"));
        }
        says
    }
}

/// The separator of the cells of a line: one that makes three cells of it, or else two; otherwise blanks.
fn delimiter_of(line: &str) -> u8 {
    let known = [b'\t', b';', b',', b'|'];
    let makes = |most: usize| known.into_iter().find(|by| cells(line, *by).len() >= most);
    let is_blank = cells(line, BLANKS).len() > 1;
    makes(3).or_else(|| makes(2)).unwrap_or(if is_blank { BLANKS } else { b',' })
}

/// The cells of a line, parsed just well enough to recognize them.
fn cells(line: &str, delimiter: u8) -> Vec<&str> {
    let mut is_quoted = false;
    let pieces = line.split(|c: char| {
        is_quoted ^= c == '"';
        let separates = match delimiter {
            BLANKS => c.is_whitespace(),
            by => c == char::from(by),
        };
        separates && !is_quoted
    });
    let cells = pieces.map(without_quotes);
    match delimiter {
        BLANKS => cells.filter(|cell| !cell.is_empty()).collect(),
        _ => cells.collect(),
    }
}

fn without_quotes(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).unwrap_or(cell)
}

/// Whether a row names columns: the ends of edges, or one of our fields.
fn is_header(row: &[&str]) -> bool {
    let is_field = |cell: &&str| Field::ALL.iter().any(|field| field.as_str() == *cell);
    has_ends(row) || row.iter().any(is_field)
}

/// Whether a row names the two ends of edges.
fn has_ends(row: &[&str]) -> bool {
    let has = |name: &str| row.iter().any(|cell| cell.eq_ignore_ascii_case(name));
    ENDS.iter().any(|(from, to)| has(from) && has(to))
}

/// Whether rows are edges: two ends, a number or a sign, and possibly a time. A few rows can be faulty.
fn are_edges(rows: &[Vec<&str>], says_so: bool) -> bool {
    let width = rows[0].len();
    let fits = (2..=4).contains(&width) || says_so && width > 4;
    if !fits {
        return false;
    }
    let is_number = |cell: &str| cell.parse::<f64>().is_ok_and(f64::is_finite);
    let is_sign = |cell: &str| is_number(cell) || matches!(cell, "+" | "-" | "\u{2212}");
    let is_edge = |row: &Vec<&str>| {
        let has_ends = row.len() == width && !row[0].is_empty() && !row[1].is_empty();
        let is_bare = || row[..2].iter().all(|cell| is_number(cell));
        has_ends
            && match width {
                2 => is_bare(),
                _ => {
                    is_sign(row[2]) && row[3..].iter().all(|cell| is_number(cell) || is_time(cell))
                }
            }
    };
    let count = rows.iter().filter(|row| is_edge(row)).count();
    is_edge(&rows[0]) && count * 3 >= rows.len() * 2
}

/// Whether numbers are a matrix: as many rows as columns, and the same number on the whole diagonal.
fn is_square(rows: &[Vec<&str>]) -> bool {
    let mut diagonal = (0..rows.len()).map(|number| rows[number].get(number));
    let first = rows[0].first();
    rows.iter().all(|row| row.len() == rows.len()) && diagonal.all(|cell| cell == first)
}

fn is_time(cell: &str) -> bool {
    dates::read(cell, None) != dates::Found::No
}

/// The names of the columns.
pub fn names(rows: &[Vec<&str>]) -> Vec<String> {
    let mut times = rows.iter().filter_map(|row| row.get(3)).peekable();
    let has_time = times.peek().is_some() && times.all(|cell| is_time(cell));
    let name = |column: usize| match NAMES.get(column) {
        Some(name) if column < 3 || has_time => (*name).to_owned(),
        _ => format!("column {}", column + 1),
    };
    (0..rows[0].len()).map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<(String, String)> {
        let list = seen(text.as_bytes(), None)?;
        let marks = [(list.is_signed, "signed"), (list.is_bipartite, "bipartite")];
        let marks = marks.iter().filter(|(is_so, _)| *is_so).map(|(_, mark)| *mark);
        let names = list.names.map_or_else(|| "header".to_owned(), |names| names.join(" "));
        Some((names, marks.collect::<Vec<_>>().join(" ")))
    }

    #[test]
    fn what_can_be_nothing_but_a_list_is_one() {
        for (text, names, marks) in [
            ("0\t1\t-1\n1\t2\t1\n", "source target sign", ""),
            ("7188,1,10,1407470400\n430,1,-10,1376539200\n", "source target sign time", ""),
            ("a b +\nb   c -\n", "source target sign", ""),
            ("1 2 1 1\n2 3 -1 2\n", "source target sign column 4", ""),
            ("# x\n# FromNodeId\tToNodeId\tSign\n0\t1\t1\n", "source target sign", "signed"),
            ("% bip signed\n1 1 1\n1 2 1\n2 1 1\n", "source target sign", "signed bipartite"),
            ("0 1\n1 2\n", "source target", ""),
            ("a \"b c\" 1\nb a -1\n", "source target sign", ""),
            ("% sym signed\n1 2 -1\n2 3 1 1\n", "source target sign", "signed"),
            ("# x\nsource,target,sign\na,b,1\n", "header", ""),
            ("source target sign\na b 1\n", "header", ""),
        ] {
            let wanted = Some((names.to_owned(), marks.to_owned()));
            assert_eq!(shown(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_may_be_something_else_is_none() {
        for text in [
            "",
            "1\n2\n",
            "\"\" \"\"\n",
            "source,target,sign\na,b,1\n",
            "actor,label,issue\na,supports,b\n",
            "actor,issue,2016\na,b,1\n",
            "actor,label for date\na,b\n",
            "actor name\nAnn Bee\n",
            "0,1,-1\n1,0,1\n-1,1,0\n",
            "a,b,opposes\n",
            "#map actor=a\na,b,c\n",
            "a,b,x\na,b,1\n",
            "id,name,1,2,3,4\n1,a,1,2,3,4\n",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
