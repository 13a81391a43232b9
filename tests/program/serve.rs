//! A page that is shown live: who is answered, and how fast it follows its file.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Child;
use std::time::{Duration, Instant};

use crate::shared::program::{file, folder, host_and_token, refusal, serving};
use tempfile::TempDir;

const MAP: &str = "title = \"Harbour\"\n[actors.ann]\n[issues.tunnel]\n[[stances]]\nactor = \"ann\"\n\
                   label = \"opposes\"\nissue = \"tunnel\"\n";

/// A program that shows a page, until it is dropped.
struct Live {
    child: Child,
    folder: TempDir,
    host: String,
    token: String,
}

impl Live {
    fn of(map: &str) -> Self {
        let folder = folder();
        let path = file(&folder, "map.toml", map);
        Self::following(&path, folder)
    }

    fn following(path: &str, folder: TempDir) -> Self {
        let (child, address) = serving(&["page", path, "--serve"]);
        let (host, token) = host_and_token(&address);
        Self { child, folder, host, token }
    }

    fn save(&self, text: &str) {
        fs::write(self.folder.path().join("map.toml"), text).expect("space");
    }

    /// The status and the whole answer to a request.
    fn ask(&self, method: &str, path: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.host).expect("somebody listens");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time");
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("it is taken");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it ends");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
        (status.expect("a status"), answer)
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &self.host)
    }

    fn page(&self) -> String {
        let (status, page) = self.get(&format!("/{}/", self.token));
        assert_eq!(status, 200, "{page}");
        page
    }

    /// The number of the page that is shown.
    fn number(&self) -> u64 {
        let page = self.page();
        let (_, rest) = page.split_once("name=\"stancegraph-page\" content=\"").expect("a number");
        rest.split('"').next().and_then(|number| number.parse().ok()).expect("a number")
    }

    /// Waits for the page after one.
    fn after(&self, number: u64) -> u64 {
        let (status, answer) = self.get(&format!("/{}/after/{number}", self.token));
        assert_eq!(status, 200, "{answer}");
        answer.lines().last().and_then(|number| number.trim().parse().ok()).expect("a number")
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn only_the_page_is_given_and_only_to_those_who_know_its_address() {
    let live = Live::of(MAP);
    let (token, page) = (&live.token, live.page());
    assert!(live.host.starts_with("127.0.0.1:") && token.len() == 32);
    assert!(page.contains("<!doctype html>") && page.contains("x-frame-options: DENY"));
    assert!(page.contains("cache-control: no-store") && page.contains("nosniff"));

    let root = format!("/{token}/");
    for host in ["localhost", "evil.example", "127.0.0.1", &format!("evil@{}", live.host), ""] {
        assert_eq!(live.ask("GET", &root, host).0, 403, "{host}");
    }
    let wrong = format!("/{}/", token.replace(|c: char| c.is_ascii_digit(), "f"));
    for path in ["/", "/favicon.ico", "/x/", &wrong, &format!("/{token}"), &root.to_uppercase()] {
        let (status, answer) = live.get(path);
        assert!(status == 403 && !answer.contains("Harbour"), "{path}: {answer}");
    }
    for path in ["map.toml", "../map.toml", "after/", "after/x", "%2e%2e/map.toml", "?x", "/"] {
        let (status, answer) = live.get(&format!("{root}{path}"));
        assert!(status == 404 && !answer.contains("Harbour"), "{path}: {answer}");
    }
    for method in ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"] {
        assert_eq!(live.ask(method, &root, &live.host).0, 405, "{method}");
    }
}

#[test]
fn two_pages_have_two_addresses() {
    let (one, two) = (Live::of(MAP), Live::of(MAP));
    assert_ne!(one.token, two.token);
    assert_eq!(one.get(&format!("/{}/", two.token)).0, 403);
}

#[test]
fn the_page_follows_its_file() {
    let live = Live::of(MAP);
    let mut number = live.number();
    let mut quickest = Duration::MAX;
    for title in ["Bridge", "Ferry", "Dredging"] {
        let saved = Instant::now();
        live.save(&MAP.replace("Harbour", title));
        let next = live.after(number);
        quickest = quickest.min(saved.elapsed());
        assert!(next > number && live.page().contains(title), "{title}");
        number = live.number();
    }
    println!("the next page was there after {} ms", quickest.as_millis());
}

#[test]
fn an_editor_may_put_another_file_in_its_place() {
    let live = Live::of(MAP);
    let number = live.number();
    let beside = live.folder.path().join(".map.toml.swp");
    fs::write(&beside, MAP.replace("Harbour", "Renamed")).expect("space");
    fs::rename(&beside, live.folder.path().join("map.toml")).expect("it can be renamed");
    assert!(live.after(number) > number && live.page().contains("Renamed"));
}

#[test]
fn other_files_in_the_folder_do_not_count() {
    let live = Live::of(MAP);
    let number = live.number();
    fs::write(live.folder.path().join("notes.txt"), "not part of it").expect("space");
    live.save(&MAP.replace("Harbour", "Last"));
    assert_eq!(live.after(number), number + 1);
    assert_eq!(live.number(), number + 1);
}

#[test]
fn faults_are_shown_while_the_file_is_broken() {
    let live = Live::of(MAP);
    let number = live.number();
    live.save(&MAP.replace("issue = \"tunnel\"", "issue = \"<script>alert(1)</script>\""));
    let broken = live.after(number);
    let page = live.page();
    assert!(page.contains("unknown issue") && page.contains("map.toml:7:9"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)") && !page.contains("<script>alert"), "{page}");
    live.save(MAP);
    assert!(live.after(broken) > broken && live.page().contains("Harbour"));
}

#[test]
fn a_page_of_a_broken_file_begins_with_its_faults() {
    let live = Live::of("actors = 3\n");
    assert!(live.page().contains("has to be a table"));
    live.save(MAP);
    assert!(live.after(1) == 2 && live.page().contains("Harbour"));
}

#[test]
fn what_cannot_be_saved_cannot_be_followed() {
    let said = refusal(&["page", "-", "--serve"]);
    assert!(said.contains("standard input cannot be followed"), "{said}");
    let said = refusal(&["page", "absent.toml", "--serve"]);
    assert!(said.contains("absent.toml"), "{said}");
}

#[test]
fn half_a_request_keeps_nobody_waiting() {
    let live = Live::of(MAP);
    let begin = |text: &str| {
        let mut stream = TcpStream::connect(&live.host).expect("somebody listens");
        stream.write_all(text.as_bytes()).expect("it is taken");
        stream
    };
    let root = format!("/{}/", live.token);
    let halves = [
        format!("POST {root} HTTP/1.1\r\nHost: {}\r\nContent-Length: 1000000\r\n\r\n", live.host),
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\nhalf".to_owned(),
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n".to_owned(),
        "GET / HTTP/1.1\r\nHost:".to_owned(),
        "GET".to_owned(),
        String::new(),
    ];
    let _held = halves.map(|half| begin(&half));
    assert!(live.page().contains("Harbour"));
}

#[test]
fn a_thousand_slow_connections_delay_nobody() {
    let live = Live::of(MAP);
    let mut slow = Vec::new();
    for _ in 0..1000 {
        // As many as this process may have open; the oldest are closed at the other end.
        let Ok(mut stream) = TcpStream::connect(&live.host) else { break };
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nX-Slow: ");
        slow.push(stream);
    }
    assert!(slow.len() > 500, "{}", slow.len());
    let asked = Instant::now();
    assert!(live.page().contains("Harbour"));
    println!("answered beside {} slow ones after {} ms", slow.len(), asked.elapsed().as_millis());
}

#[test]
fn a_request_has_limits() {
    let live = Live::of(MAP);
    let root = format!("/{}/", live.token);
    let long = "x".repeat(64 * 1024);
    for request in [
        format!("GET {root} HTTP/1.1\r\nHost: {}\r\nX-Long: {long}\r\n\r\n", live.host),
        format!("GET {root}{long} HTTP/1.1\r\nHost: {}\r\n\r\n", live.host),
        format!("GET {root} HTTP/1.1\r\nHost: {}\r\n{}\r\n", live.host, "X: y\r\n".repeat(500)),
    ] {
        let mut stream = TcpStream::connect(&live.host).expect("somebody listens");
        // It may be closed before all of it is sent.
        let _ = stream.write_all(request.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        assert!(!answer.contains("Harbour"), "{answer}");
    }
    assert!(live.page().contains("Harbour"));
}

#[test]
fn a_folder_that_is_renamed_away_and_back_is_noticed() {
    let outer = folder();
    let inner = outer.path().join("coded");
    fs::create_dir(&inner).expect("space");
    fs::write(inner.join("map.toml"), MAP).expect("space");
    for path in [inner.clone(), inner.join("map.toml")] {
        let live = Live::following(path.to_str().expect("plain"), folder());
        let number = live.number();
        let away = outer.path().join("away");
        fs::rename(&inner, &away).expect("it can be renamed");
        let gone = live.after(number);
        assert!(gone > number && !live.page().contains("Harbour"), "{path:?}");
        fs::rename(&away, &inner).expect("it can be renamed");
        let back = live.after(gone);
        assert!(back > gone && live.page().contains("Harbour"), "{path:?}");
        // Another folder of the same name counts as well.
        fs::rename(&inner, &away).expect("it can be renamed");
        let gone = live.after(back);
        fs::create_dir(&inner).expect("space");
        fs::write(inner.join("map.toml"), MAP.replace("Harbour", "Other")).expect("space");
        let other = live.after(gone);
        assert!(live.page().contains("Other"), "{path:?}");
        fs::write(inner.join("map.toml"), MAP).expect("space");
        assert!(live.after(other) > other && live.page().contains("Harbour"), "{path:?}");
        fs::remove_dir_all(&away).expect("ours");
    }
}
