//! Pages: HTML that contains a graph as JSON.

use std::ops::Range;

use super::broken::understood;
use super::document::Parsed;
use super::json;
use super::limit::Limits;
use super::order::sorted;
use super::tree::Lines;
use crate::error::{Cause, Remedy, Request};
use crate::graph::StanceGraph;

/// The id of the element that contains the graph.
const ID: &str = "stancegraph-data";

/// Whether a text begins like an HTML page.
pub(super) fn is_html(text: &str) -> bool {
    let start = text.trim_start().get(..14).unwrap_or_default();
    start.eq_ignore_ascii_case("<!doctype html")
}

/// Reads the graph in a page.
pub fn parsed(html: &str, lines: &Lines, limits: &Limits) -> Parsed {
    match json_of(html) {
        Ok(json) => json::parsed(&json, lines, limits),
        Err(broken) => understood(None, vec![broken], lines, limits),
    }
}

/// The JSON of a page, with spaces in place of everything else, so that every value keeps its place in the page.
pub fn json_of(html: &str) -> Result<String, (Cause, Range<usize>)> {
    let data = data(html).ok_or_else(|| (no_data(), 0..0))?;
    let blank = |text: &str| text.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
    let [before, after]: [String; 2] = [blank(&html[..data.start]), blank(&html[data.end..])];
    Ok([&before, &html[data], &after].concat())
}

fn no_data() -> Cause {
    let problem = "this HTML has no stance graph in it".into();
    let fix = Remedy::ask(Request::Page).and_say(" writes a page with one");
    Cause::Slip { problem, fix }
}

/// The byte range between the tags of the element that contains the graph.
fn data(html: &str) -> Option<Range<usize>> {
    let mut from = 0;
    loop {
        let tag = from + find(&html[from..], "<script")?;
        let start = tag + html[tag..].find('>')? + 1;
        let end = start + find(&html[start..], "</script").unwrap_or(html.len() - start);
        if has_id(&html[tag..start]) {
            return Some(start..end);
        }
        from = end;
    }
}

fn has_id(tag: &str) -> bool {
    tag.split(|c: char| c.is_whitespace() || c == '>').any(|attribute| {
        let value = attribute.strip_prefix("id=").map(|value| value.trim_matches(['"', '\'']));
        value == Some(ID)
    })
}

/// Finds a text that is given in lower case, in any letter case.
fn find(text: &str, wanted: &str) -> Option<usize> {
    let windows = text.as_bytes().windows(wanted.len());
    windows.into_iter().position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

/// The canonical JSON of a graph as content of a script element, without its indentation, which would be a tenth of
/// a page's data; nothing in it can close the element.
#[cfg_attr(not(feature = "page"), allow(dead_code, reason = "pages alone embed it"))]
pub fn embedded_json(graph: &StanceGraph) -> String {
    let mut bytes = Vec::new();
    json::write(&sorted(graph.document()), &mut bytes).expect("memory takes everything");
    let text = String::from_utf8(bytes).expect("JSON is text");
    // Line ends within texts are escaped, so that lines begin outside of texts.
    in_script(&text.lines().map(str::trim_start).collect::<Vec<_>>().join("\n"))
}

/// JSON as content of a script element.
#[cfg_attr(not(feature = "page"), allow(dead_code, reason = "pages alone embed it"))]
pub fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            // These characters occur only in strings.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_where_they_stand_in_the_page() {
        let html = "<!doctype html>\n<p>ü</p><script>{}</script>\n<SCRIPT type=x \
                    id='stancegraph-data'>\n{\"a\": 1}</SCRIPT >é\n";
        let json = json_of(html).unwrap();
        assert_eq!(json.len(), html.len());
        assert_eq!(json.find("{\"a\""), html.find("{\"a\""));
        assert_eq!(json.trim(), "{\"a\": 1}");
        assert_eq!(json.lines().count(), html.lines().count());
    }

    #[test]
    fn html_without_a_graph_is_told_the_way_out() {
        for html in
            ["", "<html>", "<script", "<script id=other>{}</script>", "<script id=stancegraph-data"]
        {
            let (cause, _) = json_of(html).unwrap_err();
            let remedy = cause.remedy().expect("it has one");
            assert!(remedy.requests().eq([&Request::Page]), "{html}");
        }
    }

    #[test]
    fn pages_are_known_by_their_beginning() {
        assert!(is_html("\n<!DOCTYPE html>"));
        assert!(!is_html("<!doctyp") && !is_html("title = 1") && !is_html(""));
    }
}
