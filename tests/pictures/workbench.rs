//! The workbench in a real browser: what coders do, by keyboard alone, while others edit the same file.
//!
//! Needs Debian's `chromium` and `chromium-driver`; skipped, saying so, where they are not.

use std::cell::Cell;

use serde_json::{Value, json};
use stancegraph::{Format, StanceGraph};

use crate::browser::{Shown, axe, violations};
use crate::shared::chrome::{Chrome, Key};
use crate::shared::program;

/// An invented report: letters outside the first plane, from right to left, and lines as Windows ends them.
const REPORT: &str = "Council splits over ferry 🚢\r\n\
    \r\n\
    Mayor Ann Berg on Friday called for a new ferry to Holm. The Port Authority rejected the plan.\r\n\
    \r\n\
    “The ferry is our street,” said Berg 👩‍👩‍👧, who leads the city. The Green Party supports the ferry.\r\n\
    \r\n\
    قال الحزب إن العبّارة مهمة. The Dockers' Union abstained from the vote on the tunnel.\r\n";

const MAP: &str = "title = \"The ferry to Holm\" # kept\n\n[sources.daily]\ntitle = \"Council splits over ferry\"\n\
    publisher = \"Holm Daily\"\ndate = 2021-03-05\ntext = \"daily.txt\"\n";

/// The program with a map in a folder of its own, and a browser that shows it.
struct Coder {
    chrome: Chrome,
    folder: tempfile::TempDir,
    address: String,
    /// The keys pressed beyond what is typed.
    keys: Cell<usize>,
    _shown: Shown,
}

impl Coder {
    fn of(map: &str, report: &str, size: [u32; 2]) -> Option<Self> {
        let chrome = Chrome::new(size[0], size[1])?;
        let folder = program::folder();
        program::file(&folder, "daily.txt", report);
        let map = program::file(&folder, "map.toml", map);
        let (child, address) = program::serving(&["code", &map, "--coder", "ann"]);
        chrome.is_online();
        chrome.open(&address);
        Some(Self { chrome, folder, address, keys: Cell::new(0), _shown: Shown(child) })
    }

    fn file(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("map.toml")).expect("the map is there")
    }

    fn graph(&self) -> StanceGraph {
        Format::Toml.read(std::io::Cursor::new(self.file())).expect("the map is sound")
    }

    fn press(&self, keys: &[Key]) {
        self.keys.set(self.keys.get() + keys.len());
        self.chrome.press(keys);
    }

    /// Types words, which are no keys beyond the words.
    fn words(&self, words: &str) {
        self.chrome.write(words);
    }

    fn said(&self, words: &str) {
        let words = json!(words);
        self.chrome.wait_for(&format!(
            "document.querySelector('.notice')?.textContent.includes({words}) === true"
        ));
    }

    fn current(&self) -> String {
        self.chrome.text("document.querySelector('.stances-pane [aria-current] .said')?.innerText")
    }

    fn focus_text(&self) {
        self.chrome.value("document.getElementById('text').focus()");
    }

    fn is_clean(&self) {
        assert_eq!(self.chrome.log("browser"), Vec::<Value>::new());
        assert_eq!(self.chrome.text("document.getElementById('alert').textContent"), "");
    }
}

/// What a coder types for one stance: actor, speaker, label, target.
type Typed = [&'static str; 4];

/// Codes the selected words; returns the number of keys beyond what was typed.
fn code(coder: &Coder, move_there: &[Key], [actor, speaker, label, target]: Typed) -> usize {
    coder.keys.set(0);
    coder.press(move_there);
    coder.press(&[Key::Enter]);
    coder.chrome.wait_for("document.activeElement.name === 'actor'");
    for words in [actor, speaker, label] {
        coder.words(words);
        coder.press(&[Key::Tab]);
    }
    coder.words(target);
    coder.press(&[Key::Enter]);
    // With something to pick, the first Enter picks it.
    let is_saved = "!document.querySelector('.stance-form')";
    for _ in 0..50 {
        if coder.chrome.value(is_saved) == json!(true) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    if coder.chrome.value(is_saved) == json!(false) {
        coder.press(&[Key::Enter]);
    }
    coder.chrome.wait_for(is_saved);
    coder.chrome.wait_for("document.activeElement.id === 'text'");
    coder.keys.get()
}

/// A map whose texts have drafts beside a confirmed stance.
fn with_drafts() -> String {
    let said = [
        ("a1", "ann", "calls for", "ferry", "called for a new ferry to Holm", "confirmed", ""),
        ("d1", "port", "rejects", "ferry", "rejected the plan", "draft", "confidence = 0.9"),
        ("d2", "ann", "supports", "ferry", "The ferry is our street", "draft", "confidence = 0.8"),
        ("d3", "greens", "supports", "ferry", "supports the ferry", "draft", "confidence = 0.4"),
        ("d4", "dockers", "abstains on", "tunnel", "abstained from the vote", "draft", ""),
    ];
    let stances = said.iter().map(|(id, actor, label, issue, quote, status, more)| {
        format!(
            "\n[[stances]]\nid = \"{id}\"\nactor = \"{actor}\"\nlabel = \"{label}\"\nissue = \"{issue}\"\n\
             source = \"daily\"\nquote = \"{quote}\"\nstatus = \"{status}\" # by hand\n{more}\n"
        )
    });
    let names =
        ["ann", "port", "greens", "dockers"].map(|id| format!("\n[actors.{id}]\n")).concat();
    format!("{MAP}{names}\n[issues.ferry]\n\n[issues.tunnel]\n{}", stances.collect::<String>())
}

#[test]
fn stances_are_coded_by_keyboard_alone() {
    let Some(coder) = Coder::of(MAP, REPORT, [1280, 900]) else { return };
    coder.focus_text();
    let down = [Key::Down];
    let coded = [
        (&[Key::Down, Key::Down][..], ["City of Holm", "Ann Berg", "calls for", "Ferry"]),
        (&down[..], ["Port Authority", "", "rejects", "Ferry"]),
        (&down[..], ["City", "Ann", "supports", "Ferry"]),
        (&down[..], ["Green Party", "", "supports", "Ferry"]),
        (&[Key::Down, Key::Down][..], ["Dockers' Union", "", "abstains on", "Tunnel"]),
        // Another one on the same words.
        (&[][..], ["Port", "", "opposes", "Dockers"]),
    ];
    for (there, typed) in coded {
        let keys = code(&coder, there, typed);
        assert!(keys <= 8, "{typed:?} took {keys} keys");
    }
    let graph = coder.graph();
    assert_eq!(graph.stance_count(), coded.len());
    let file = coder.file();
    let mut lines = file.lines();
    let is_kept = MAP.lines().all(|line| lines.any(|other| other == line));
    assert!(is_kept, "what was there stays as it was, and in order: {file}");
    let scalars = REPORT.chars().collect::<Vec<_>>();
    let mut quotes = Vec::new();
    for stance in graph.stances() {
        let characters = stance.characters().expect("it has a place");
        let (start, end) = (characters.start() as usize, characters.end() as usize);
        let words = scalars[start..end].iter().collect::<String>();
        assert_eq!(stance.quote(), Some(words.as_str()));
        assert_eq!(stance.coder(), Some("ann"));
        quotes.push((stance.locator().expect("a place").to_owned(), words));
    }
    quotes.sort();
    let wanted = [
        ("paragraph 1", "Mayor Ann Berg on Friday called for a new ferry to Holm."),
        ("paragraph 1", "The Port Authority rejected the plan."),
        ("paragraph 2", "The Green Party supports the ferry."),
        ("paragraph 2", "“The ferry is our street,” said Berg 👩‍👩‍👧, who leads the city."),
        ("paragraph 3", "The Dockers' Union abstained from the vote on the tunnel."),
        ("paragraph 3", "The Dockers' Union abstained from the vote on the tunnel."),
    ];
    assert_eq!(quotes, wanted.map(|(place, words)| (place.to_owned(), words.to_owned())));
    coder.chrome.screenshot("workbench-coded");
    coder.is_clean();
}

#[test]
fn a_draft_takes_one_key_and_a_filter_takes_all_of_its_own() {
    let map = with_drafts();
    let Some(coder) = Coder::of(&map, REPORT, [1280, 900]) else { return };
    let chrome = &coder.chrome;
    coder.focus_text();
    assert!(coder.current().contains("port rejects ferry"), "{}", coder.current());
    coder.press(&[Key::Letter('a')]);
    coder.said("Accepted 1 draft");
    chrome.wait_for("document.querySelector('.stances-pane [aria-current]')?.dataset.id === 'd2'");
    coder.press(&[Key::Letter('r')]);
    coder.said("Rejected 1 draft");
    chrome.wait_for("document.querySelector('.stances-pane [aria-current]')?.dataset.id === 'd3'");
    // One that is not quite right: its label is written anew, and saving accepts it.
    coder.press(&[Key::Letter('c')]);
    chrome.wait_for("document.activeElement.name === 'actor'");
    coder.press(&[Key::Tab, Key::Tab]);
    coder.words("opposes");
    coder.press(&[Key::Enter]);
    chrome.wait_for("document.querySelector('.stances-pane [aria-current]')?.dataset.id === 'd4'");
    let graph = coder.graph();
    let mut ids = graph.stances().map(|stance| stance.id().to_string()).collect::<Vec<_>>();
    ids.sort();
    assert_eq!((ids, graph.draft_count()), (vec!["a1".into(), "d1".into(), "d3".into()], 1));
    assert!(coder.file().contains("label = \"opposes\""));

    // Back to the beginning, then all that a filter shows, and one undo.
    for _ in 0..3 {
        coder.press(&[Key::Letter('u')]);
        coder.said("Undone");
        chrome.click(".notice button:last-child");
    }
    chrome.wait_for("document.querySelector('[data-tab=review]').textContent === 'Review4'");
    assert_eq!(coder.file(), map, "what is undone leaves nothing behind");
    coder.press(&[Key::Letter('f')]);
    chrome.wait_for("document.querySelectorAll('.columns .stance').length === 4");
    chrome.click("[name=confidence] option:nth-child(5)");
    chrome.wait_for("document.querySelectorAll('.columns .stance').length === 2");
    chrome.screenshot("workbench-review");
    chrome.click(".bar .primary");
    coder.said("Accepted 2 drafts");
    let graph = coder.graph();
    assert_eq!((graph.stance_count(), graph.draft_count()), (3, 2));
    chrome.click(".notice button");
    coder.said("Undone");
    assert_eq!(coder.file(), map);
    coder.is_clean();
}

#[test]
fn what_others_write_meanwhile_is_shown_and_nothing_typed_is_lost() {
    let Some(coder) = Coder::of(&with_drafts(), REPORT, [1280, 900]) else { return };
    let chrome = &coder.chrome;
    coder.focus_text();
    chrome.press(&[Key::Down, Key::Enter]);
    chrome.wait_for("document.activeElement.name === 'actor'");
    chrome.write("Islanders");
    let by_hand = "\n[[stances]] # by hand\nid = \"hand\"\nactor = \"port\"\nlabel = \"supports\"\nissue = \"tunnel\"\n\
                   source = \"daily\"\n";
    std::fs::write(coder.folder.path().join("map.toml"), coder.file() + by_hand).expect("space");
    coder.said("changed elsewhere");
    chrome.wait_for("document.querySelector('.stances-pane [data-id=hand]') !== null");
    assert_eq!(chrome.text("document.activeElement.value"), "Islanders");

    // A second window sees it, and writes at the same time.
    let Some(other) = Chrome::new(1000, 700) else { return };
    other.is_online();
    other.open(&coder.address);
    other.wait_for("document.querySelector('.stances-pane [data-id=hand]') !== null");
    other.click(".stances-pane [data-id=d1] .accept");
    chrome.wait_for("document.querySelector('.stances-pane [data-id=d1].confirmed') !== null");
    assert_eq!(chrome.text("document.activeElement.value"), "Islanders");
    chrome.press(&[Key::Tab, Key::Tab]);
    chrome.write("demand");
    chrome.press(&[Key::Tab]);
    chrome.write("Tunnel");
    chrome.press(&[Key::Enter, Key::Enter]);
    chrome.wait_for("!document.querySelector('.stance-form')");
    other.wait_for("document.querySelector('.stances-pane')?.textContent.includes('Islanders')");
    let graph = coder.graph();
    let actors = graph.stances().map(|stance| stance.actor().id.to_string()).collect::<Vec<_>>();
    assert_eq!(actors.len(), 4, "{actors:?}");
    assert!(coder.file().contains("[[stances]] # by hand\nid = \"hand\""));

    // What is typed survives loading the page again.
    chrome.press(&[Key::Enter]);
    chrome.wait_for("document.activeElement.name === 'actor'");
    chrome.write("Half a na");
    chrome.open(&coder.address);
    chrome.wait_for("document.querySelector('[name=actor]')?.value === 'Half a na'");
    coder.is_clean();
}

#[test]
fn a_name_that_looks_like_another_is_asked_about() {
    let Some(coder) = Coder::of(&with_drafts(), REPORT, [1280, 900]) else { return };
    let chrome = &coder.chrome;
    coder.focus_text();
    coder.press(&[Key::Down, Key::Enter]);
    chrome.wait_for("document.activeElement.name === 'actor'");
    coder.words("The Greens");
    coder.press(&[Key::Tab, Key::Tab]);
    coder.words("supports");
    coder.press(&[Key::Tab]);
    coder.words("tunnel");
    coder.press(&[Key::Enter, Key::Enter]);
    chrome.wait_for("document.activeElement.closest('.alike') !== null");
    assert_eq!(chrome.text("document.activeElement.textContent"), "greens");
    chrome.screenshot("workbench-alike");
    coder.press(&[Key::Enter]);
    chrome.wait_for("!document.querySelector('.stance-form')");
    assert!(coder.keys.get() <= 9, "{}", coder.keys.get());
    let graph = coder.graph();
    assert!(graph.stances().any(|stance| stance.actor().id.as_str() == "greens"));
    coder.is_clean();
}

#[test]
fn hostile_texts_stay_texts_in_the_workbench() {
    let evil = "</p><script>window.hit=1</script> \u{202e}evil\u{202c} <img src=x onerror='window.hit=2'> said 👩‍👩‍👧.";
    let map = "title = \"</title><script>window.hit=3</script>\"\n[sources.\"<b>\"]\n\
               title = \"<svg onload=window.hit=4>\"\ntext = \"daily.txt\"\n\
               [actors.\"<i>\"]\nname = \"<img src=x onerror=window.hit=5>\"\n[issues.x]\nname = \"</script><script>window.hit=6</script>\"\n\
               [[stances]]\nactor = \"<i>\"\nlabel = \"<u>backs</u>\"\nposition = \"support\"\nissue = \"x\"\nsource = \"<b>\"\nquote = \"<img src=x onerror='window.hit=2'> said 👩‍👩‍👧\"\n";
    let Some(coder) = Coder::of(map, evil, [1280, 900]) else { return };
    let chrome = &coder.chrome;
    assert!(
        chrome.text("document.getElementById('text').innerText").contains("<script>window.hit=1")
    );
    let marked = "document.querySelector('#text mark').textContent";
    assert_eq!(chrome.text(marked), "<img src=x onerror='window.hit=2'> said 👩‍👩‍👧");
    for view in ["review", "names", "coders", "code"] {
        chrome.click(&format!("[data-tab={view}]"));
        chrome.wait_for("document.querySelector('main') !== null");
        let odd = "document.querySelectorAll('#workbench :is(script, img, svg, b > i, u)').length";
        assert_eq!(chrome.value(odd), 0, "{view}");
    }
    assert_eq!(chrome.value("window.hit ?? null"), Value::Null);
    coder.is_clean();
}

#[test]
fn the_workbench_keeps_the_rules_of_accessibility() {
    let (Some(axe), Some(coder)) = (axe(), Coder::of(&with_drafts(), REPORT, [1280, 900])) else {
        return;
    };
    let chrome = &coder.chrome;
    for (name, width, height) in [("desktop", 1280, 900), ("phone", 375, 740)] {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        chrome.tool("Emulation.setDeviceMetricsOverride", &size);
        for scheme in ["light", "dark"] {
            let media =
                json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            chrome.tool("Emulation.setEmulatedMedia", &media);
            let keeps = |what: &str| {
                let clear = "document.querySelector('.notice').hidden";
                assert_eq!(chrome.value(clear), true, "nothing covers the {what}");
                chrome.screenshot(&format!("workbench-{name}-{scheme}-{what}"));
                assert_eq!(violations(chrome, &axe), json!([]), "{name} {scheme} {what}");
                let widths = "document.documentElement.scrollWidth - innerWidth";
                assert_eq!(chrome.value(widths), 0, "{name} {scheme} {what} fits");
            };
            for view in ["review", "names", "coders", "code"] {
                chrome.click(&format!("[data-tab={view}]"));
                chrome.wait_for("!document.querySelector('main > [role=status]')");
                keeps(view);
            }
            chrome.click(".text-bar .primary");
            chrome.wait_for("document.activeElement.name === 'actor'");
            chrome.write("g");
            keeps("form");
            chrome.press(&[Key::Escape, Key::Escape]);
            for (key, what) in [('?', "keys"), ('t', "new-text"), ('/', "search")] {
                chrome.press(&[Key::Letter(key)]);
                chrome.wait_for("document.querySelector('dialog[open]') !== null");
                keeps(what);
                chrome.press(&[Key::Escape]);
                chrome.wait_for("document.querySelector('dialog') === null");
            }
        }
    }
    coder.is_clean();
}
