//! The page in a real browser, with the network cut: what readers do, by mouse and by keyboard.
//!
//! Needs Debian's `chromium` and `chromium-driver`; skipped, saying so, where they are not.
//! Screenshots are left in `target/screenshots/`.

use std::path::PathBuf;

use crate::shared::chrome::{self, Chrome, Key};
use crate::shared::program;
use serde_json::{Value, json};
use stancegraph::{Format, page};

/// Three years of a small dispute, with sources that may and may not be links.
const FERRY: &str = r#"
title = "The ferry to Holm"
description = "Who wants the ferry to go on, and who wants a tunnel."

[actors.ann]
name = "Ann Berg"
[actors.bob]
name = "Bob Holm"
[actors.cem]
name = "Cem Yilmaz"
[actors.port]
name = "Port Authority"

[issues.ferry]
name = "Ferry to Holm"
[issues.tunnel]
name = "Tunnel to Holm"

[sources.daily]
title = "Council splits over ferry"
publisher = "Holm Daily"
date = 2021-03-01
url = "https://example.org/ferry?a=1&b=2"
[sources.trap]
title = "A trap"
url = "javascript:alert(document.domain)"

[[stances]]
id = "a1"
actor = "ann"
label = "supports"
issue = "ferry"
date = 2020-05-01
source = "daily"
locator = "page 3"
quote = "The ferry is our street."

[[stances]]
id = "a2"
actor = "ann"
label = "opposes"
issue = "tunnel"
date = 2021-03-01
source = "trap"
coder = "eve"
grade = "B2"

[[stances]]
id = "b1"
actor = "bob"
label = "supports"
issue = "ferry"
date = 2020-05-01
until = 2020-12-31
note = "gave up when the price was known"

[[stances]]
id = "b2"
actor = "bob"
label = "supports"
issue = "tunnel"
date = 2021-03-01

[[stances]]
id = "c1"
actor = "cem"
label = "opposes"
issue = "ferry"
date = 2022-01-10

[[stances]]
id = "c2"
actor = "cem"
label = "supports"
issue = "tunnel"
date = 2022-01-10

[[stances]]
id = "p1"
actor = "port"
label = "opposes"
toward = "cem"
date = 2022-02-01
"#;

/// A page in a folder of its own, and a browser.
struct Reader {
    chrome: Chrome,
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl Reader {
    fn of(text: &str, size: [u32; 2]) -> Option<Self> {
        let chrome = Chrome::new(size[0], size[1])?;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("map.html");
        let graph = Format::Toml.read(std::io::Cursor::new(text.to_owned())).expect("a graph");
        std::fs::write(&path, page::html(&graph)).expect("space");
        let reader = Self { chrome, path, _folder: folder };
        reader.open("");
        Some(reader)
    }

    fn open(&self, fragment: &str) {
        self.chrome.open_file(&self.path, fragment);
    }

    fn summary(&self) -> String {
        self.chrome.text("document.getElementById('summary').textContent")
    }

    fn evidence(&self) -> String {
        self.chrome.text("document.getElementById('evidence').innerText")
    }

    fn fragment(&self) -> String {
        self.chrome.text("location.hash")
    }

    /// Nothing was asked for but the page itself, and nothing went wrong.
    fn is_quiet(&self) {
        let page = format!("file://{}", self.path.display());
        let is_own = |address: &String| address.starts_with(&page) || address.starts_with("about:");
        let others = self.chrome.requests();
        let others = others.iter().filter(|address| !is_own(address)).collect::<Vec<_>>();
        // What is saved goes by way of the memory of the page.
        let others =
            others.iter().filter(|address| !address.starts_with("blob:")).collect::<Vec<_>>();
        assert!(others.is_empty(), "{others:?}");
        assert_eq!(self.chrome.log("browser"), Vec::<Value>::new());
        assert_eq!(self.chrome.text("document.getElementById('alert').textContent"), "");
    }
}

#[test]
fn a_page_opens_from_disk_and_asks_for_nothing() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    assert_eq!(chrome.text("document.title"), "The ferry to Holm");
    assert_eq!(
        reader.summary(),
        "6 stances in force by 4 actors on 3 targets; 1 ended not shown; latest positions, in force on 2022-02-01"
    );
    assert_eq!(chrome.value("document.querySelectorAll('#view svg').length"), 1);
    chrome.screenshot("desktop");
    for view in ["matrix", "alignment", "blocs", "issues", "timeline", "table", "diagram"] {
        chrome.click(&format!("#tab-{view}"));
        assert_eq!(
            chrome.text("document.querySelector('[aria-selected=true]').dataset.view"),
            view
        );
        assert_ne!(chrome.value("document.getElementById('view').textContent.length"), 0);
        chrome.screenshot(&format!("view-{view}"));
    }
    assert_eq!(
        reader.summary(),
        "6 stances in force by 4 actors on 3 targets; 1 ended not shown; latest positions, in force on 2022-02-01"
    );
    reader.is_quiet();
}

#[test]
fn filters_narrow_every_view_and_go_into_the_link() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    chrome.click("#actors > summary");
    chrome.click("#actors input[value=ann]");
    assert_eq!(
        reader.summary(),
        "2 stances by 1 actor on 2 targets; latest positions, in force on 2022-02-01; actor ann"
    );
    assert_eq!(chrome.text("document.querySelector('#actors > summary').textContent"), "Ann Berg");
    chrome.press(&[Key::Escape]);
    chrome.click("#positions label.oppose");
    assert!(reader.summary().starts_with("1 stance by 1 actor on 1 target"));
    assert_eq!(reader.fragment(), "#actor=ann&position=oppose");
    chrome.click("#tab-table");
    assert_eq!(chrome.value("document.querySelectorAll('#view tbody tr').length"), 1);
    chrome.click("#clear");
    assert_eq!(chrome.value("document.querySelectorAll('#view tbody tr').length"), 6);
    chrome.type_into("#text", "street");
    chrome.wait_for("document.querySelectorAll('#view tbody tr').length === 1");
    assert_eq!(reader.fragment(), "#view=table&text=street");
    chrome.click("#clear");
    assert_eq!(reader.fragment(), "#view=table");
    reader.is_quiet();
}

#[test]
fn the_slider_moves_all_views_through_time() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    // The days: two when something was said, one after which something ceased to hold, two more.
    assert_eq!(chrome.text("document.getElementById('day').max"), "4");
    chrome.value("document.getElementById('day').focus()");
    chrome.press(&[Key::Home]);
    assert_eq!(
        reader.summary(),
        "2 stances by 2 actors on 1 target; positions in force on 2020-05-01"
    );
    assert_eq!(
        chrome.text("document.getElementById('day').getAttribute('aria-valuetext')"),
        "2020-05-01"
    );
    chrome.press(&[Key::Right]);
    assert_eq!(
        reader.summary(),
        "1 stance in force by 1 actor on 1 target; 1 ended not shown; positions in force on 2021-01-01"
    );
    assert_eq!(reader.fragment(), "#at=2021-01-01");
    chrome.click("#tab-timeline");
    assert_eq!(chrome.value("document.querySelectorAll('#view svg').length"), 1);
    chrome.click("#tab-table");
    assert_eq!(chrome.value("document.querySelectorAll('#view tbody tr').length"), 1);
    chrome.click("#tab-timeline");
    chrome.click("#mode option[value=ever]");
    assert_eq!(reader.summary(), "7 stances by 4 actors on 3 targets; everything said");
    chrome.click("#mode option[value=window]");
    chrome.value("document.getElementById('from').focus()");
    chrome.press(&[Key::End]);
    assert_eq!(reader.summary(), "1 stance by 1 actor on 1 target; said since 2022-02-01");
    chrome.click("#mode option[value=latest]");
    assert_eq!(reader.fragment(), "#view=timeline");
    chrome.click("#play");
    chrome.wait_for("document.getElementById('day-day').textContent === '2021-01-01'");
    chrome.click("#play");
    reader.is_quiet();
}

#[test]
fn a_click_on_a_line_a_cell_and_a_number_opens_the_evidence() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    chrome.click("#view [data-stances=a1] text");
    let evidence = reader.evidence();
    for words in
        ["Ann Berg ▲ supports Ferry to Holm", "2020-05-01", "“The ferry is our street.”", "page 3"]
    {
        assert!(evidence.contains(words), "{words}: {evidence}");
    }
    let link = chrome
        .value("(a => [a.href, a.rel, a.textContent])(document.querySelector('#evidence a'))");
    let wanted =
        ["https://example.org/ferry?a=1&b=2", "noopener noreferrer", "Council splits over ferry"];
    assert_eq!(link, json!(wanted));
    assert_eq!(reader.fragment(), "#stance=a1");
    chrome.screenshot("evidence");
    // An address that a browser would run stays a text.
    chrome.click("#view [data-stances=a2] text");
    assert!(reader.evidence().contains("A trap [javascript:alert(document.domain)]"));
    assert!(reader.evidence().contains("oppose · coded by eve · grade B2 · a2"));
    assert_eq!(chrome.value("document.querySelectorAll('#evidence a').length"), 0);
    chrome.click("#view [data-node='actor:bob']");
    assert!(reader.evidence().contains("Bob Holm: 1 stance"));
    chrome.click("#close");
    assert_eq!(chrome.value("document.getElementById('evidence').hidden"), true);
    chrome.click("#tab-matrix");
    chrome.click("#as-table");
    chrome.click("#view td button[aria-label='Cem Yilmaz: oppose on Ferry to Holm, 1 stance']");
    assert!(reader.evidence().contains("Cem Yilmaz ▼ opposes Ferry to Holm"));
    chrome.click("#tab-issues");
    chrome.click("#view tbody tr:first-child td:nth-child(2) button");
    assert!(
        chrome.value("document.querySelectorAll('#evidence article').length").as_u64() > Some(0)
    );
    reader.is_quiet();
}

#[test]
fn why_is_explained_for_any_pair() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    chrome.click("#why-a option[value=ann]");
    chrome.click("#why-b option[value=cem]");
    chrome.click("#why button");
    let why = reader.evidence();
    assert!(why.contains("Ann Berg and Cem Yilmaz"), "{why}");
    assert!(
        why.contains("agreement 0.00 (95 %: 0.00 to 0.66); 2 shared: 0 agree, 2 disagree"),
        "{why}"
    );
    assert_eq!(reader.fragment(), "#why=ann&why=cem");
    chrome.screenshot("why");
    chrome.click("#evidence td button");
    assert_eq!(chrome.value("document.querySelectorAll('#evidence article').length"), 2);
    chrome.click("#tab-alignment");
    chrome.click("#as-table");
    chrome.click("#view tbody tr:first-child td:nth-child(3) button");
    assert!(reader.evidence().contains(" shared: "));
    reader.is_quiet();
}

#[test]
fn a_link_opens_the_same_view_again() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    reader.open(
        "#view=issues&issue=ferry&position=support&position=oppose&at=2022-01-10&table&stance=c1",
    );
    assert_eq!(
        chrome.text("document.querySelector('[aria-selected=true]').dataset.view"),
        "issues"
    );
    assert_eq!(chrome.value("document.querySelector('#issues input[value=ferry]').checked"), true);
    assert_eq!(chrome.value("document.getElementById('day').value"), "3");
    let summary = reader.summary();
    assert!(summary.starts_with("2 stances in force by 2 actors on 1 target; "), "{summary}");
    assert!(summary.contains("positions in force on 2022-01-10"), "{summary}");
    assert!(reader.evidence().contains("Cem Yilmaz ▼ opposes Ferry to Holm"));
    let fragment = reader.fragment();
    reader.open(&fragment);
    assert_eq!(reader.fragment(), fragment);
    reader.open("#why=ann&why=bob&view=matrix");
    assert!(reader.evidence().contains("Ann Berg and Bob Holm"));
    // A link to what is not there says so, and the page goes on.
    reader.open("#actor=nobody");
    let alert = chrome.text("document.getElementById('alert').textContent");
    assert!(alert.contains("no actor \"nobody\""), "{alert}");
    chrome.click("#clear");
    assert!(reader.summary().starts_with("6 stances"));
    reader.is_quiet();
}

#[test]
fn the_keyboard_is_enough() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    chrome.press(&[Key::Tab]);
    assert_eq!(chrome.text("document.activeElement.id"), "skip");
    chrome.press(&[Key::Enter]);
    assert_eq!(chrome.text("document.activeElement.id"), "view");
    assert_eq!(reader.fragment(), "");
    // From mark to mark, and into the evidence and back.
    chrome.press(&[Key::Tab]);
    assert_ne!(chrome.value("document.activeElement.closest('svg')"), Value::Null);
    chrome.tab_to("svg [role=button]");
    let first = chrome.text("document.activeElement.getAttribute('aria-label')");
    chrome.press(&[Key::Right]);
    let second = chrome.text("document.activeElement.getAttribute('aria-label')");
    assert_ne!(first, second);
    chrome.screenshot("focus");
    chrome.press(&[Key::Enter]);
    assert_eq!(chrome.text("document.activeElement.id"), "evidence-title");
    chrome.press(&[Key::Escape]);
    assert_eq!(chrome.text("document.activeElement.getAttribute('aria-label')"), second);
    assert_eq!(chrome.value("document.getElementById('evidence').hidden"), true);
    // Tabs by arrows.
    reader.open("");
    chrome.tab_to("[role=tab]");
    chrome.press(&[Key::Left]);
    assert_eq!(chrome.text("document.activeElement.id"), "tab-table");
    chrome.press(&[Key::Home, Key::Right]);
    assert_eq!(chrome.text("document.activeElement.id"), "tab-matrix");
    chrome.tab_to("#as-table");
    chrome.press(&[Key::Enter]);
    chrome.tab_to("#view td button");
    let column = "document.activeElement.closest('td').cellIndex";
    let before = chrome.value(column);
    chrome.press(&[Key::Down]);
    assert_eq!(chrome.value(column), before);
    chrome.press(&[Key::Space]);
    assert!(!reader.evidence().is_empty());
    // A list of actors, opened, used and closed.
    reader.open("");
    chrome.tab_to("#actors > summary");
    chrome.press(&[Key::Enter]);
    chrome.tab_to("#actors input");
    chrome.press(&[Key::Space]);
    assert_eq!(reader.fragment(), "#actor=ann");
    chrome.press(&[Key::Escape]);
    assert_eq!(chrome.value("document.querySelector('#actors').open"), false);
    assert!(chrome.value("document.activeElement.matches('#actors > summary')") == json!(true));
    reader.is_quiet();
}

#[test]
fn a_phone_does_not_scroll_sideways() {
    let Some(reader) = Reader::of(FERRY, [375, 740]) else { return };
    let chrome = &reader.chrome;
    for view in ["diagram", "matrix", "alignment", "blocs", "issues", "timeline", "table"] {
        for table in ["", "&table"] {
            reader.open(&format!("#view={view}{table}&why=ann&why=cem"));
            let widths = "[document.documentElement.scrollWidth, innerWidth]";
            assert_eq!(chrome.value(widths), json!([375, 375]), "{view}{table}");
        }
    }
    reader.open("");
    chrome.screenshot("phone");
    chrome.click("#actors > summary");
    let edge = "document.querySelector('#actors fieldset').getBoundingClientRect().right <= 375";
    assert_eq!(chrome.value(edge), true);
    reader.is_quiet();
}

#[test]
fn dark_and_print_have_their_own_pictures() {
    let Some(reader) = Reader::of(FERRY, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    let ground = "document.querySelector('#view svg > rect').getAttribute('fill')";
    assert_eq!(chrome.text(ground), "#ffffff");
    let dark = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
    chrome.tool("Emulation.setEmulatedMedia", &dark);
    chrome.wait_for(&format!("{ground} === '#16181b'"));
    chrome.screenshot("dark");
    let paper = chrome.tool("Page.printToPDF", &json!({ "printBackground": true }));
    let pdf = chrome::decoded(paper["data"].as_str().expect("a PDF"));
    assert!(pdf.starts_with(b"%PDF"));
    let path = crate::shared::repository::root().join("target/screenshots/print.pdf");
    std::fs::write(path, pdf).expect("space");
    chrome.tool("Emulation.setEmulatedMedia", &json!({ "media": "print" }));
    let hidden = "getComputedStyle(document.getElementById('filters')).display";
    assert_eq!(chrome.text(hidden), "none");
    reader.is_quiet();
}

/// Labels that would be markup, scripts or the end of the data, if they were anything but text.
const HOSTILE: &str = r#"
title = "</title><script>window.hit=1</script><h1 onclick=x>"
description = "<img src=x onerror='window.hit=2'></script><script>window.hit=3</script>"
[actors.a]
name = "<svg/onload=window.hit=4>"
[actors.b]
name = "</script><script>window.hit=5</script><!--<script>"
[issues.i]
name = "\"'><iframe srcdoc='<script>parent.hit=6</script>'>"
[sources.s]
title = "<a href='javascript:window.hit=7'>"
publisher = "]]></title>&lt;b&gt;"
url = "JavaScript:window.hit=8"
archived = "data:text/html,<script>window.hit=9</script>"
[[stances]]
id = "<b>'\" %20&amp;\u2028"
actor = "a"
speaker = "b"
label = "opposes"
issue = "i"
position = "oppose"
source = "s"
locator = "<style>*{display:none}</style>"
quote = "</blockquote><script>window.hit=10</script>"
note = "<object data=x onerror=window.hit=11>"
coder = "{{script}}<base href=//example.org>"
grade = "&#60;script&#62;"
[[stances]]
actor = "b"
label = "<script>window.hit=12</script>"
issue = "i"
position = "support"
"#;

/// A program that shows a file, until it is dropped.
pub struct Shown(pub std::process::Child);

impl Drop for Shown {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_page_that_is_served_follows_its_file() {
    let Some(chrome) = Chrome::new(1280, 900) else { return };
    let folder = program::folder();
    let map = program::file(&folder, "map.toml", FERRY);
    let (child, address) = program::serving(&["page", &map, "--serve"]);
    let _shown = Shown(child);

    chrome.is_online();
    chrome.open(&format!("{address}#view=issues"));
    let title = "document.querySelector('h1').textContent";
    assert_eq!(chrome.text(title), "The ferry to Holm");
    std::fs::write(&map, FERRY.replace("The ferry to Holm", "The bridge to Holm")).expect("space");
    chrome.wait_for(&format!("{title} === 'The bridge to Holm'"));
    chrome.wait_for("document.documentElement.dataset.ready === 'true'");
    let tab = "document.querySelector('[role=tab][aria-selected=true]').id";
    assert_eq!(chrome.text(tab), "tab-issues", "the view stays");

    let broken = FERRY.replace("issue = \"ferry\"", "issue = \"<img src=x onerror=alert(1)>\"");
    std::fs::write(&map, broken).expect("space");
    chrome.wait_for("document.querySelector('pre')?.textContent.includes('unknown issue')");
    assert_eq!(chrome.value("document.querySelectorAll('img').length"), 0);
    chrome.screenshot("faults");
    std::fs::write(&map, FERRY).expect("space");
    chrome.wait_for(&format!("{title} === 'The ferry to Holm'"));
    assert_eq!(chrome.log("browser"), Vec::<Value>::new());
}

#[test]
fn hostile_texts_stay_texts_in_every_view() {
    let Some(reader) = Reader::of(HOSTILE, [1280, 900]) else { return };
    let chrome = &reader.chrome;
    assert!(chrome.text("document.title").starts_with("</title><script>window.hit=1"));
    for view in ["diagram", "matrix", "alignment", "blocs", "issues", "timeline", "table"] {
        for table in ["", "&table"] {
            reader.open(&format!("#view={view}{table}&why=a&why=b"));
            let odd = "document.querySelectorAll('body script:not([id]), iframe, object, img, base, #page style').length";
            assert_eq!(chrome.value(odd), 1, "{view}: the page's own script alone");
            chrome.value("document.querySelectorAll('#view [role=button], #view td button').forEach((mark) => mark.dispatchEvent(new MouseEvent('click', {bubbles: true})))");
            assert_eq!(chrome.value("window.hit ?? null"), Value::Null, "{view}");
        }
    }
    reader.open("#view=table");
    chrome.click("#view td button");
    let evidence = reader.evidence();
    for words in [
        "<svg/onload=window.hit=4>",
        "</blockquote><script>window.hit=10</script>",
        "[JavaScript:window.hit=8]",
        "[data:text/html",
    ] {
        assert!(evidence.contains(words), "{words}: {evidence}");
    }
    assert_eq!(chrome.value("document.querySelectorAll('#evidence a').length"), 0);
    reader.is_quiet();
}

/// The rules of accessibility that a machine can check.
pub fn axe() -> Option<String> {
    let path =
        crate::shared::repository::root().join("target/axe/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(path).ok();
    if source.is_none() {
        eprintln!("skipped: axe-core is not there, .ci/run installs it");
    }
    source
}

/// The rules that what is shown breaks, each with its places.
pub fn violations(chrome: &Chrome, axe: &str) -> Value {
    chrome.later(&format!("{axe}; done(1)"));
    chrome.later("axe.run().then(({violations}) => done(violations.map(v => [v.id, v.help, ...v.nodes.map(n => n.html)])), error => done([String(error)]))")
}

#[test]
fn every_view_keeps_the_rules_of_accessibility() {
    let (Some(axe), Some(reader)) = (axe(), Reader::of(FERRY, [1280, 900])) else { return };
    let chrome = &reader.chrome;
    for scheme in ["light", "dark"] {
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        chrome.tool("Emulation.setEmulatedMedia", &media);
        for view in ["diagram", "matrix", "alignment", "blocs", "issues", "timeline", "table"] {
            for more in ["", "&table&why=ann&why=cem", "&stance=a1&at=2022-01-10"] {
                reader.open(&format!("#view={view}{more}"));
                assert_eq!(violations(chrome, &axe), json!([]), "{scheme} {view}{more}");
            }
        }
    }
    reader.is_quiet();
}
