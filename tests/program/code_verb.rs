//! The workbench: who is answered, what is written, and what a killed program leaves.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::Child;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::shared::program::{answer, file, folder, host_and_token, refusal, serving};

const MAP: &str = "# the map\ntitle = \"Harbour\"\n\n[actors.ann]\n\n[issues.tunnel]\n\n# first\n[[stances]]\nactor = \"ann\"\n\
                   label = \"opposes\" # why\nissue = \"tunnel\"\n";

/// A workbench, until it is dropped.
struct Bench {
    child: Child,
    folder: TempDir,
    host: String,
    token: String,
}

impl Bench {
    fn of(map: &str) -> Self {
        let folder = folder();
        file(&folder, "map.toml", map);
        Self::in_folder(folder)
    }

    fn in_folder(folder: TempDir) -> Self {
        let path = folder.path().join("map.toml");
        let (child, address) = serving(&["code", path.to_str().expect("a name")]);
        let (host, token) = host_and_token(&address);
        Self { child, folder, host, token }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("map.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.path()).expect("it is there")
    }

    /// The status, the head and the body of the answer to a request; nothing if there is none.
    fn raw(&self, request: &[u8]) -> Option<(u16, String, String)> {
        let mut stream = TcpStream::connect(&self.host).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(40))).expect("a time");
        // A server may answer, and close, before it has read everything.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n")?;
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some((status, head.to_owned(), body.to_owned()))
    }

    fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> Option<(u16, String, String)> {
        let (host, length) = (&self.host, body.len());
        let own =
            if headers.contains("Host:") { String::new() } else { format!("Host: {host}\r\n") };
        let request = format!(
            "{method} {path} HTTP/1.1\r\n{own}{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        self.raw(request.as_bytes())
    }

    fn get(&self, path: &str) -> (u16, Value) {
        let (status, _, body) =
            self.ask("GET", &format!("/{}/{path}", self.token), "", "").expect("an answer");
        (status, serde_json::from_str(&body).unwrap_or(Value::Null))
    }

    fn try_post(&self, path: &str, body: &Value) -> Option<(u16, Value)> {
        let path = format!("/{}/api/{path}", self.token);
        let headers = format!("Content-Type: application/json\r\nOrigin: http://{}\r\n", self.host);
        let (status, _, body) = self.ask("POST", &path, &headers, &body.to_string())?;
        Some((status, serde_json::from_str(&body).ok()?))
    }

    fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        self.try_post(path, body).expect("an answer")
    }

    fn version(&self) -> Value {
        self.get("api/state").1["version"].clone()
    }

    fn act(&self, command: &Value) -> (u16, Value) {
        self.post("do", &json!({"version": self.version(), "do": command}))
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn add(note: &str) -> Value {
    json!({"add": {"actor": "ann", "label": "supports", "issue": "tunnel", "note": note}})
}

#[test]
fn a_text_is_coded_from_an_empty_folder() {
    let bench = Bench::in_folder(folder());
    let text = "Ministers meet\r\n\r\nAnn opposes the tunnel 😀.\r\n";
    let (status, _) = bench.act(&json!({"source": {"title": "Ministers meet", "text": text}}));
    assert_eq!(status, 200);
    assert_eq!(
        fs::read_to_string(bench.folder.path().join("ministers-meet.txt")).expect("a text"),
        text
    );
    let new = json!({"add": {
        "actor": "Ann", "label": "opposes", "issue": "Tunnel", "source": "ministers-meet",
        "start": 18, "end": 42, "locator": "paragraph 1", "create": true
    }});
    let (status, done) = bench.act(&new);
    assert_eq!(
        (status, &done["created"]),
        (200, &json!({"actors": ["ann"], "issues": ["tunnel"]}))
    );
    let (_, source) = bench.get("api/source/ministers-meet");
    assert_eq!(source["stances"][0]["quote"], "Ann opposes the tunnel 😀");
    assert_eq!(source["stances"][0]["id"], done["changed"][0]);
    assert_eq!((&source["text"], &source["newline"]), (&json!(text), &json!("\r\n")));
    let state = bench.get("api/state").1;
    assert_eq!(state["sources"][0]["covered"], 24);
    let path = bench.path().display().to_string();
    answer(&["check", &path]);
    assert_eq!(bench.post("undo", &json!({"version": ""})).0, 200);
    assert!(!bench.text().contains("[[stances]]"));
    assert_eq!(bench.post("redo", &json!({"version": ""})).0, 200);
    assert!(bench.get("api/search?q=THE+tunnel").1["total"] == 1);
    assert_eq!(bench.get("api/alike?kind=actor&name=Anne").1["alike"][0]["id"], "ann");
    assert_eq!(bench.get("api/date?text=8%20May%202018").1["date"], "2018-05-08");
    assert_eq!(bench.get("api/label?text=opposes&on=issue").1["position"], "oppose");
    assert_eq!(bench.get("api/coders").1["uncoded"], 1);
    assert_eq!(bench.get("api/stances").1["stances"].as_array().map(Vec::len), Some(1));
}

#[test]
fn the_page_of_the_map_is_live_within_the_workbench() {
    let bench = Bench::of(MAP);
    let root = format!("/{}/", bench.token);
    let (status, head, page) = bench.ask("GET", &root, "", "").expect("an answer");
    assert_eq!(status, 200);
    assert!(page.contains("<!doctype html>") && head.contains("x-frame-options: DENY"), "{head}");
    assert!(
        head.contains("content-security-policy: default-src 'none'; script-src 'sha256-"),
        "{head}"
    );
    assert!(head.contains("frame-ancestors 'none'") && !head.contains("unsafe"), "{head}");
    let page = |wanted: &str| {
        let (status, head, page) =
            bench.ask("GET", &format!("{root}page"), "", "").expect("an answer");
        assert!(status == 200 && head.contains("x-frame-options: SAMEORIGIN"), "{head}");
        assert!(page.contains(wanted), "{wanted}");
        let (_, rest) = page.split_once("name=\"stancegraph-page\" content=\"").expect("a number");
        rest.split('"').next().and_then(|number| number.parse::<u64>().ok()).expect("a number")
    };
    let number = page("Harbour");
    bench.act(&json!({"declare": {"actors": [{"name": "Zachariah"}]}}));
    let (_, _, next) =
        bench.ask("GET", &format!("{root}after/{number}"), "", "").expect("an answer");
    assert!(next.trim().parse::<u64>().expect("a number") > number);
    page("Zachariah");
}

#[test]
fn what_an_editor_saves_is_told_and_stays() {
    let bench = Bench::of(MAP);
    let version = bench.version();
    let asked = Instant::now();
    let text = MAP.replace("# why", "# why not");
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(300));
            fs::write(bench.path(), &text).expect("space");
        });
        let since = version.as_str().expect("a text");
        let (_, told) = bench.get(&format!("api/changes?since={since}"));
        assert_ne!(told["version"], version);
    });
    assert!(asked.elapsed() < Duration::from_secs(10), "it waits no longer than it has to");
    let (status, done) = bench.post("do", &json!({"version": version, "do": add("new")}));
    assert_eq!(status, 200, "{done}");
    let block = "\n[[stances]]\nactor = \"ann\"\nlabel = \"supports\"\nissue = \"tunnel\"\nnote = \"new\"\n";
    assert_eq!(bench.text(), format!("{text}{block}"));
}

#[test]
fn edits_from_both_sides_are_all_there() {
    let bench = Bench::of(MAP);
    let mut version = bench.version();
    let mut random = fastrand::Rng::with_seed(5);
    for number in 0..60 {
        if random.bool() {
            let block = format!(
                "\n# e{number}e\n[[stances]]\nactor = \"ann\"\nlabel = \"opposes\"\nissue = \"tunnel\"\n"
            );
            fs::write(bench.path(), bench.text() + &block).expect("space");
        } else {
            let (status, done) =
                bench.post("do", &json!({"version": version, "do": add(&format!("e{number}e"))}));
            assert_eq!(status, 200, "{done}");
            version = done["version"].clone();
        }
    }
    let text = bench.text();
    assert!((0..60).all(|number| text.contains(&format!("e{number}e"))), "{text}");
    let names = fs::read_dir(bench.folder.path()).expect("a folder").count();
    assert_eq!(names, 1, "nothing is left beside the file");
}

/// An editor that looks whether the file is still what it read, as careful ones do.
#[cfg(target_os = "linux")]
fn append(path: &std::path::Path, text: &str) {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let beside = path.with_extension("swp");
    let turn =
        || renameat_with(CWD, &beside, CWD, path, RenameFlags::EXCHANGE).expect("both are there");
    loop {
        let old = fs::read_to_string(path).expect("it is there");
        fs::write(&beside, format!("{old}{text}")).expect("space");
        if fs::read_to_string(path).expect("it is there") != old {
            continue;
        }
        turn();
        if fs::read_to_string(&beside).expect("it is there") == old {
            return fs::remove_file(&beside).expect("it is there");
        }
        turn();
    }
}

#[test]
#[cfg(target_os = "linux")]
fn edits_at_the_same_moment_are_all_there() {
    const EDITS: usize = 60;
    let bench = Bench::of(MAP);
    let version = bench.version();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 0..EDITS {
                append(&bench.path(), &format!("\n# e{number}e\n"));
                std::thread::sleep(Duration::from_millis(fastrand::u64(..8)));
            }
        });
        for number in 0..EDITS {
            let body = json!({"version": version, "do": add(&format!("b{number}b"))});
            let (status, done) = bench.post("do", &body);
            assert_eq!(status, 200, "{done}");
        }
    });
    let text = bench.text();
    let tokens =
        (0..EDITS).flat_map(|number| [format!("# e{number}e\n"), format!("\"b{number}b\"")]);
    let lost = tokens.filter(|token| !text.contains(token.as_str())).collect::<Vec<_>>();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn a_killed_program_leaves_a_file_with_all_that_it_has_acknowledged() {
    let mut folder = folder();
    file(&folder, "map.toml", MAP);
    let mut acknowledged = Vec::new();
    let mut random = fastrand::Rng::with_seed(9);
    for round in 0..8 {
        let bench = Bench::in_folder(folder);
        let version = bench.version();
        let pid = bench.child.id().to_string();
        let pause = Duration::from_millis(random.u64(5..400));
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(pause);
                let _ = std::process::Command::new("kill").args(["-9", &pid]).status();
            });
            for number in 0..2000 {
                let note = format!("r{round}n{number}r");
                let body = json!({"version": version, "do": add(&note)});
                match bench.try_post("do", &body) {
                    Some((200, _)) => acknowledged.push(note),
                    _ => break,
                }
            }
        });
        let text = bench.text();
        let lost = acknowledged.iter().filter(|note| !text.contains(note.as_str())).count();
        assert_eq!(lost, 0, "of {}", acknowledged.len());
        let path = bench.path().display().to_string();
        assert!(answer(&["check", &path]).contains("stances"), "it can be read");
        // The folder outlives the program.
        let mut bench = bench;
        folder = std::mem::replace(&mut bench.folder, TempDir::new().expect("space"));
    }
    println!("{} acknowledged", acknowledged.len());
    assert!(!acknowledged.is_empty());
}

#[test]
fn hostile_requests_are_refused_and_change_nothing() {
    let bench = Bench::of(MAP);
    let (root, host) = (format!("/{}/", bench.token), bench.host.clone());
    let good = "Content-Type: application/json\r\n";
    let body = json!({"version": bench.version(), "do": add("x")}).to_string();
    let wrong = format!("/{}/api/do", "0".repeat(32));
    let to = format!("{root}api/do");
    let cases = [
        ("POST", wrong.as_str(), good.to_owned(), body.clone(), 403),
        ("POST", &to, format!("{good}Origin: http://evil.example\r\n"), body.clone(), 403),
        ("POST", &to, format!("{good}Origin: null\r\n"), body.clone(), 403),
        ("POST", &to, format!("{good}Origin: https://{host}\r\n"), body.clone(), 403),
        ("POST", &to, format!("{good}Host: evil.example\r\n"), body.clone(), 403),
        ("POST", &to, format!("{good}Host: localhost\r\n"), body.clone(), 403),
        ("POST", &to, format!("{good}Host: {host}\r\nHost: {host}\r\n"), body.clone(), 403),
        ("POST", &to, "Content-Type: text/plain\r\n".into(), body.clone(), 415),
        ("POST", &to, "Content-Type: multipart/form-data\r\n".into(), body.clone(), 415),
        ("POST", &to, String::new(), body.clone(), 415),
        ("PUT", &to, good.into(), body.clone(), 405),
        ("DELETE", &to, good.into(), body.clone(), 405),
        ("OPTIONS", &to, good.into(), String::new(), 405),
        ("POST", &to, good.into(), String::new(), 400),
        ("POST", &to, good.into(), "{".into(), 400),
        ("POST", &to, good.into(), "[".repeat(100_000), 400),
        ("POST", &to, good.into(), "{\"version\": 1e999}".into(), 400),
        ("POST", &to, good.into(), "\u{0}\u{1}".into(), 400),
        ("POST", &to, good.into(), body.replace("\"do\"", "\"dont\""), 400),
        ("POST", &to, good.into(), body.replace("\"note\"", "\"__proto__\""), 400),
        ("GET", &to, String::new(), String::new(), 404),
        ("POST", &root, good.into(), body.clone(), 404),
    ];
    for (method, path, headers, body, wanted) in cases {
        let told = bench.ask(method, path, &headers, &body).map(|(status, ..)| status);
        // Two hosts are no request at all.
        assert!(
            told == Some(wanted) || headers.matches("Host").count() == 2 && told == Some(400),
            "{method} {path} {headers}: {told:?}"
        );
    }
    let paths = [
        "api/source/..%2f..%2fetc%2fpasswd",
        "api/source/%2e%2e/map.toml",
        "api/source/%00",
        "api/source/%ff",
        "api/source/",
        "../map.toml",
        "map.toml",
        "api/",
        "api/source",
        "after/-1",
        "after/99999999999999999999",
        "page/../map.toml",
        "API/STATE",
    ];
    for path in paths {
        let (status, _) = bench.get(path);
        assert_eq!(status, 404, "{path}");
    }
    // A body that says it is huge is not waited for.
    let huge = format!(
        "POST {to} HTTP/1.1\r\nHost: {host}\r\n{good}Content-Length: 99999999999\r\n\r\n{{"
    );
    assert_eq!(bench.raw(huge.as_bytes()).map(|(status, ..)| status), Some(413));
    for request in
        ["GET\r\n\r\n", "\u{0}\u{0}\r\n\r\n", "GET / HTTP/9\r\n\r\n", "POST /x HTTP/1.1\r\n\r\n"]
    {
        assert_ne!(
            bench.raw(request.as_bytes()).map(|(status, ..)| status),
            Some(200),
            "{request:?}"
        );
    }
    for said in ["\u{202e}\u{0}", "\r\n[[stances]]\n", "<script>", "\"\"\"", "'''", "\\", "😀"] {
        let (status, told) = bench.act(&json!({"change": {"id": said, "note": said}}));
        assert!((400..500).contains(&status), "{said:?}: {told}");
        let source = json!({"source": {"id": format!("../{said}"), "title": said, "text": said}});
        let (status, told) = bench.act(&source);
        assert!(status == 200 || (400..500).contains(&status), "{said:?}: {told}");
        let (status, told) = bench.act(&add(said));
        assert!(status == 200 || (400..500).contains(&status), "{said:?}: {told}");
    }
    let outside = bench.folder.path().parent().expect("a folder");
    assert!(!outside.join("script.txt").exists());
    let path = bench.path().display().to_string();
    assert!(answer(&["check", &path]).contains("stances"));
    assert!(bench.text().starts_with(
        MAP.split("# first").next().expect("a head").split("[issues").next().expect("a head")
    ));
}

#[test]
fn what_cannot_be_coded_is_refused() {
    let folder = folder();
    let path = file(&folder, "map.toml", MAP);
    let said = refusal(&["code", "-"]);
    assert!(said.contains("standard input cannot be written"), "{said}");
    let said = refusal(&["code", &format!("{path}.absent.csv")]);
    assert!(said.contains("absent.csv"), "{said}");
}
