//! Slips in TOML, found line by line.

use std::collections::HashMap;
use std::ops::Range;

use super::{CURLY, LONGEST_LINE, number, slip, straight};
use crate::error::{Cause, meant_date};
use crate::text::toml::{key, quoted};

/// Replaces syntax faults by the slips found in their lines.
pub fn of_toml(text: &str, mut broken: Vec<(Cause, Range<usize>)>) -> Vec<(Cause, Range<usize>)> {
    broken.sort_by_key(|(_, span)| span.start);
    let mut known = HashMap::new();
    let mut mended = Vec::new();
    let singles = single_stances(text, &broken);
    let mut open_until = 0;
    for (cause, span) in broken {
        if is_repeated_stances(&cause) && !singles.is_empty() {
            continue;
        }
        let Some(line) = line_of(text, span.start).filter(|_| is_syntax(&cause)) else {
            mended.push((cause, span));
            continue;
        };
        let content = &text[line.clone()];
        if line.start < open_until && !content.contains('=') {
            // The rest of a text that is not closed on its line.
            open_until = line.end + 2;
            continue;
        }
        match known.get(&line.start) {
            Some(true) => {}
            Some(false) => mended.push((cause, span)),
            None => {
                let found = of_line(content);
                known.insert(line.start, found.is_some());
                if content.matches('"').count() % 2 == 1 {
                    open_until = line.end + 2;
                }
                let offset = line.start;
                mended.push(found.map_or((cause, span), |(cause, at)| {
                    (cause, offset + at.start..offset + at.end)
                }));
            }
        }
    }
    mended.extend(singles);
    // After an unreadable name of a table, valid fields seem to be repeated.
    let is_header = |(cause, span): &(Cause, Range<usize>)| {
        matches!(cause, Cause::Slip { .. }) && text[span.start..].starts_with('[')
    };
    if mended.iter().any(is_header) {
        mended.retain(|(cause, _)| !is_repeated_stances(cause));
    }
    mended
}

fn is_repeated_stances(cause: &Cause) -> bool {
    matches!(cause, Cause::RepeatedField(name) if name == "stances")
}

fn is_syntax(cause: &Cause) -> bool {
    matches!(cause, Cause::Syntax(_))
}

/// The line around an offset, unless it is too long.
fn line_of(text: &str, offset: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let offset = offset.min(bytes.len());
    let first = offset.saturating_sub(LONGEST_LINE);
    let before = bytes[first..offset].iter().rposition(|byte| *byte == b'\n');
    let start = before.map(|at| first + at + 1).or_else(|| (first == 0).then_some(0))?;
    let last = bytes.len().min(start + LONGEST_LINE);
    let behind = bytes[start..last].iter().position(|byte| *byte == b'\n');
    let end = behind.map(|at| start + at).or_else(|| (last == bytes.len()).then_some(last))?;
    Some(start..end)
}

/// Finds lines `[stances]` beside others: a table where a list is meant.
fn single_stances(text: &str, broken: &[(Cause, Range<usize>)]) -> Vec<(Cause, Range<usize>)> {
    if !broken.iter().any(|(cause, _)| is_repeated_stances(cause)) {
        return Vec::new();
    }
    let mut offset = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let content = line.split('#').next().unwrap_or_default().trim();
        if content.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::trim)
            == Some("stances")
        {
            let cause = slip("single brackets make one table of all stances", "write [[stances]]");
            found.push((cause, offset..offset + content.len()));
        }
        offset += line.len();
    }
    found
}

/// The slip in a line that does not parse, and its byte range in the line.
fn of_line(line: &str) -> Option<(Cause, Range<usize>)> {
    let content = line.trim();
    let start = line.len() - line.trim_start().len();
    let cause = merge_mark(content)
        .or_else(|| comment(content))
        .or_else(|| invisible(content))
        .or_else(|| header(content))
        .map(|cause| (cause, 0..content.len()))
        .or_else(|| list_line(content))
        .or_else(|| assignment(content))
        .or_else(|| of_part(content))?;
    let (cause, Range { start: first, end: last }) = cause;
    Some((cause, start + first..start + last))
}

/// A conflict marker that a merge left behind.
fn merge_mark(content: &str) -> Option<Cause> {
    let is_mark = ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| content.starts_with(mark));
    let fix = "keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>";
    is_mark.then(|| slip("a merge of two versions left a conflict here", fix))
}

fn comment(content: &str) -> Option<Cause> {
    let mark = ["//", "/*", "--", ";", "%"].into_iter().find(|mark| content.starts_with(mark))?;
    let text = content[mark.len()..].trim_end_matches("*/").trim();
    Some(slip(format!("a comment begins with #, not {mark}"), format!("write # {text}")))
}

const INVISIBLE: [char; 7] =
    ['\u{a0}', '\u{2002}', '\u{2003}', '\u{2009}', '\u{202f}', '\u{3000}', '\u{feff}'];

/// Characters outside a text that look like blanks.
fn invisible(content: &str) -> Option<Cause> {
    let outside = content.find(['"', '\'']).map_or(content, |quote| &content[..quote]);
    let found = outside.chars().find(|c| INVISIBLE.contains(c))?;
    let line = format!("{}{}", outside.replace(INVISIBLE, " "), &content[outside.len()..]);
    let problem = format!("the character U+{:04X} only looks like a blank", u32::from(found));
    is_toml(&line).then(|| slip(problem, format!("write {}", line.trim())))
}

/// Brackets and names of a table.
fn header(content: &str) -> Option<Cause> {
    let inner = content.strip_prefix('[')?.split('#').next().unwrap_or_default();
    let inner = inner.trim_matches(['[', ']', ' ', '\t']);
    let (section, id) = match inner.split_once('.') {
        Some((section, id)) => (section.trim(), Some(straight(id.trim()))),
        None => (inner, None),
    };
    let table = match (section, &id) {
        ("stances", None) => "[[stances]]".to_owned(),
        ("labels", None) => "[labels]".to_owned(),
        ("actors" | "issues" | "sources", Some(id)) => {
            format!("[{section}.{}]", key(id.trim_matches(['"', '\''])))
        }
        _ => return None,
    };
    let is_open = content.matches('[').count() != content.matches(']').count();
    let problem = match &id {
        _ if is_open => "the brackets do not match",
        Some(id) if !id.starts_with('"') && table.contains('"') => {
            "a name with blanks needs quotes"
        }
        _ if content.contains(CURLY) => "curly quotes around a name",
        _ => "the name of a table has a line of its own",
    };
    Some(slip(problem, format!("write {table}")))
}

/// `key = value`, or what was meant as one; finds the slip in the value if only the value is wrong.
fn assignment(content: &str) -> Option<(Cause, Range<usize>)> {
    let (name, rest) = name_of(content)?;
    let separator = rest.chars().next().filter(|c| ['=', ':'].contains(c));
    let value = rest.trim_start_matches(separator.unwrap_or(' ')).trim();
    let value = without_comment(value);
    let plain = value.trim_end_matches([',', ';']).trim_end();
    let mend = Mend::of(&name, plain);
    if mend.is_none()
        && plain.starts_with(['[', '{'])
        && !is_value(plain)
        && let (Some(at), Some((cause, part))) = (content.rfind(plain), of_part(plain))
    {
        return Some((cause, at + part.start..at + part.end));
    }
    let at = content.rfind(plain).filter(|_| mend.is_some() && separator == Some('='));
    let at = at.map_or(0..content.len(), |at| at..at + plain.len());
    let line = match &mend {
        Some((problem, Mend::Say(fix))) => return Some((slip(problem.clone(), fix.clone()), at)),
        Some((_, Mend::Value(value))) => format!("write {name} = {value}"),
        None if plain.is_empty() => format!("write {name} = \"…\", or delete the line"),
        None if is_value(plain) => format!("write {name} = {plain}"),
        None => return None,
    };
    let problem = match (separator, mend) {
        (Some('='), Some((problem, _))) => problem,
        (Some(':'), _) => "a colon stands for the equals sign".into(),
        (None, _) if plain.is_empty() => format!("{name} stands alone"),
        (None, _) => format!("there is no equals sign after {name}"),
        (Some(_), None) if plain.is_empty() => format!("{name} has no value"),
        (Some(_), None) if plain.len() < value.len() => {
            format!("the line ends with \"{}\"", value[plain.len()..].trim())
        }
        (Some(_), _) => format!("{name} is not written as a name"),
    };
    Some((slip(problem, line), at))
}

/// A line of texts within a multi-line list.
fn list_line(content: &str) -> Option<(Cause, Range<usize>)> {
    let is_list = content.starts_with(is_quote) && !content.contains('=');
    if is_list { of_part(content) } else { None }
}

/// The slip in a part of a list or of an inline table, and its byte range: the first value that alone is wrong.
fn of_part(text: &str) -> Option<(Cause, Range<usize>)> {
    let mut name = None;
    let mut at = 0;
    while let Some(skipped) = text[at..].find(|c: char| !c.is_whitespace()) {
        at += skipped;
        let rest = &text[at..];
        if rest.starts_with([',', '[', ']', '{', '}']) {
            name = None;
            at += 1;
            continue;
        }
        if rest.starts_with('#') {
            return None;
        }
        let length = part_length(rest, name.is_some());
        if length == 0 {
            return None;
        }
        let part = rest[..length].trim_end();
        let behind = rest[length..].trim_start();
        let found = at..at + part.len();
        at += length;
        match behind.chars().next() {
            Some('=') if name.is_none() => {
                name = Some(key(straight(part).trim_matches(['"', '\''])));
                at = text.len() - behind.len() + 1;
            }
            Some(':') if name.is_none() && text.starts_with('{') => {
                let value = behind[1..].trim_start();
                let value = value[..part_length(value, true)].trim_end();
                let value = if is_value(value) { value } else { "…" };
                let fix = format!("write {} = {value}", key(part.trim_matches(is_quote)));
                return Some((slip("a colon stands for the equals sign", fix), found));
            }
            _ => {
                let named = name.take().unwrap_or_default();
                if let Some((problem, mend)) = Mend::of(&named, part) {
                    let fix = match mend {
                        Mend::Say(fix) => fix,
                        Mend::Value(value) if named.is_empty() => format!("write {value}"),
                        Mend::Value(value) => format!("write {named} = {value}"),
                    };
                    return Some((slip(problem, fix), found));
                }
            }
        }
    }
    None
}

/// The length of the name or value at the beginning; a text ends at a quote that is followed by a delimiter.
fn part_length(rest: &str, is_value: bool) -> usize {
    let ends = |c: char| [',', ']', '}'].contains(&c) || !is_value && (c == '=' || c == ':');
    let first = rest.chars().next().filter(|first| is_quote(*first));
    let Some(first) = first else { return rest.find(ends).unwrap_or(rest.len()) };
    let mut quotes = rest.char_indices().skip(1).filter(|(_, c)| is_quote(*c));
    let closes = |(at, c): &(usize, char)| {
        let behind = rest[at + c.len_utf8()..].trim_start();
        let is_pair = (CURLY.contains(&first)) == CURLY.contains(c);
        is_pair && behind.chars().next().is_none_or(ends)
    };
    let close = quotes.find(closes);
    close.map_or(rest.len(), |(at, c)| at + c.len_utf8())
}

/// The name of a field as TOML writes it, and the text after it.
fn name_of(content: &str) -> Option<(String, &str)> {
    let (name, rest) = match content.chars().next().filter(|c| is_quote(*c)) {
        Some(quote) => {
            let inner = &content[quote.len_utf8()..];
            let end = inner.find(is_quote)?;
            let close = inner[end..].chars().next().map_or(0, char::len_utf8);
            (&inner[..end], &inner[end + close..])
        }
        None => {
            let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
            content.split_at(content.find(|c| !is_part(c)).unwrap_or(content.len()))
        }
    };
    let written = if is_toml(&format!("{name} = 0")) { name.to_owned() } else { key(name) };
    (!name.is_empty()).then(|| (written, rest.trim_start()))
}

/// A value without its trailing comment.
fn without_comment(value: &str) -> &str {
    let behind = match value.starts_with(is_quote) {
        true => value.rfind(is_quote).unwrap_or(0),
        false => 0,
    };
    value[behind..].find(" #").map_or(value, |at| value[..behind + at].trim_end())
}

fn is_quote(c: char) -> bool {
    c == '"' || c == '\'' || CURLY.contains(&c)
}

/// How to fix a value.
enum Mend {
    /// Replace it by this value.
    Value(String),
    /// Follow these words.
    Say(String),
}

impl Mend {
    /// What is wrong with a value, and its fix; `None` if that is unknown.
    fn of(name: &str, value: &str) -> Option<(String, Self)> {
        let first =
            value.chars().next().filter(|_| !is_value(value) && !value.starts_with("\"\"\""))?;
        // A single quote character is not also the closing one.
        let is_last = |last: &char| value.len() > first.len_utf8() && is_quote(*last);
        let last = value.chars().next_back().filter(is_last);
        let inner = &value[first.len_utf8()..];
        let inner = last.map_or(inner, |last| &inner[..inner.len() - last.len_utf8()]);
        let (problem, value) = match (first, last) {
            ('[', _) if value.contains(CURLY) && is_value(&straight(value)) => {
                ("curly quotes around a text", straight(value))
            }
            ('[' | '{', _) => return None,
            _ if CURLY.contains(&first) => {
                ("curly quotes around a text", text(inner.trim_matches(CURLY)))
            }
            ('"', Some(last)) if CURLY.contains(&last) => {
                ("a curly quote closes the text", text(inner))
            }
            ('"', Some('"')) if inner.contains('"') => {
                let inner = inner.replace("\"\"", "\"").replace("\\\"", "\"");
                ("a quote within a text has a backslash before it", text(&inner))
            }
            ('"', Some('"')) if inner.contains('\\') => {
                ("a backslash begins an escape such as \\n", literal(inner))
            }
            ('\'', Some('\'')) if inner.contains('\'') => {
                ("an apostrophe ends a text in single quotes", text(inner))
            }
            ('"' | '\'', None) => {
                let written = text(inner);
                let line = if name.is_empty() { written } else { format!("{name} = {written}") };
                let fix = format!(
                    "write {line}; a text of several lines stands between \"\"\" and \"\"\""
                );
                return Some(("the text has no closing quote".into(), Self::Say(fix)));
            }
            ('"' | '\'', _) => return None,
            _ => return Some(Self::of_bare(name, value)),
        };
        Some((problem.into(), Self::Value(value)))
    }

    /// Does the same for a value without quotes.
    fn of_bare(name: &str, value: &str) -> (String, Self) {
        let dates = match name {
            "date" | "until" => meant_date::meant(value),
            _ => Vec::new(),
        };
        let is_date = ["date", "until"].contains(&name);
        match dates.as_slice() {
            [] => {
                let none = meant_date::no_date(value, "\"").filter(|_| is_date);
                if let Some(none) = none {
                    let (problem, fix) = none.into_problem_and_fix();
                    return (problem, Self::Say(fix));
                }
            }
            [date] if date.to_string() == value => {
                let problem = "a year and a month need quotes";
                return (problem.into(), Self::Value(text(value)));
            }
            [date] => {
                let date = date.to_string();
                let date = if is_value(&date) { date } else { text(&date) };
                return (format!("{value} is not a date"), Self::Value(date));
            }
            _ => {
                let fix = meant_date::how_to_write(value);
                return (format!("{value} may be two dates"), Self::Say(fix));
            }
        }
        if let Some((problem, number)) = number(value) {
            return (problem.into(), Self::Value(number.to_string()));
        }
        match value.to_lowercase().as_str() {
            lower @ ("true" | "false") => {
                ("true and false are written in small letters".into(), Self::Value(lower.into()))
            }
            "null" | "none" | "nil" | "undefined" | "n/a" => {
                (format!("TOML has no {value}"), Self::Say("delete the line".into()))
            }
            _ => {
                let value = value.trim_end_matches(is_quote);
                ("a text needs quotes".into(), Self::Value(text(value)))
            }
        }
    }
}

/// A text in double quotes.
fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text in which a backslash is literal.
fn literal(text: &str) -> String {
    if text.contains('\'') { quoted(text) } else { format!("'{text}'") }
}

fn is_value(value: &str) -> bool {
    is_toml(&format!("x = {value}"))
}

fn is_toml(line: &str) -> bool {
    toml::de::DeTable::parse(line).is_ok()
}

#[cfg(test)]
mod tests {
    use super::of_line;

    #[test]
    fn every_line_is_looked_at_once() {
        // This once led to an endless loop: a colon in place of a name or a value.
        assert!(of_line(":thaad\" = [1, -3]").is_none());
        let marks = [":", "=", "\"", "“", "'", ",", "[", "]", "{", "}", "#", "a", " "];
        let lines = (0..marks.len().pow(4)).map(|number| {
            let mark = |place: u32| marks[number / marks.len().pow(place) % marks.len()];
            (0..4).map(mark).collect::<String>()
        });
        lines.for_each(|line| {
            if let Some((_, at)) = of_line(&line) {
                assert!(line.get(at).is_some(), "{line}");
            }
        });
    }
}
