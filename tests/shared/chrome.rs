//! A real browser, driven by the `WebDriver` protocol, as far as the tests need it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The key that marks an element in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one window, and its driver. Both end when it is dropped.
pub struct Chrome {
    driver: Child,
    port: u16,
    session: String,
    profile: tempfile::TempDir,
}

impl Chrome {
    /// Starts a browser of this size; `None` if no driver is installed.
    pub fn new(width: u32, height: u32) -> Option<Self> {
        Self::with(width, height, &[])
    }

    pub fn with(width: u32, height: u32, flags: &[&str]) -> Option<Self> {
        let mut command = Command::new("chromedriver");
        command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut driver) = command.spawn() else {
            eprintln!("skipped: no chromedriver is installed");
            return None;
        };
        let lines = BufReader::new(driver.stdout.take().expect("it is piped")).lines();
        let port = lines.map_while(Result::ok).find_map(|line| {
            line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        let port = port.expect("the driver says its port");
        let profile = tempfile::tempdir().expect("a folder");
        let mut chrome = Self { driver, port, session: String::new(), profile };
        chrome.begin(width, height, flags);
        Some(chrome)
    }

    fn begin(&mut self, width: u32, height: u32, flags: &[&str]) {
        let profile = self.profile.path().display();
        let mut words = vec![
            "--headless=new".to_owned(),
            "--no-sandbox".into(),
            "--disable-gpu".into(),
            "--disable-dev-shm-usage".into(),
            "--disable-background-networking".into(),
            "--disable-component-update".into(),
            "--disable-sync".into(),
            "--no-first-run".into(),
            "--hide-scrollbars".into(),
            format!("--window-size={width},{height}"),
            format!("--user-data-dir={profile}"),
        ];
        words.extend(flags.iter().map(|flag| (*flag).to_owned()));
        let options = json!({ "args": words });
        let logs = json!({ "performance": "ALL", "browser": "ALL" });
        let wanted = json!({ "browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": logs });
        let wanted = json!({ "capabilities": { "alwaysMatch": wanted } });
        let answer = self.send("POST", "/session", Some(&wanted));
        let session =
            answer["sessionId"].as_str().unwrap_or_else(|| panic!("no session: {answer}"));
        self.session = format!("/session/{session}");
        // Only files: every request over a network is refused.
        self.tool("Network.enable", &json!({}));
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        self.tool("Network.emulateNetworkConditions", &offline);
        self.tool(
            "Network.setBlockedURLs",
            &json!({ "urls": ["http://*", "https://*", "ws://*", "wss://*"] }),
        );
        // A headless browser's own window cannot be as small as a phone.
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tool("Emulation.setDeviceMetricsOverride", &size);
    }

    /// Allows requests to this machine.
    pub fn is_online(&self) {
        let online = json!({ "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tool("Network.emulateNetworkConditions", &online);
        self.tool("Network.setBlockedURLs", &json!({ "urls": [] }));
    }

    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        stream.set_read_timeout(Some(Duration::from_mins(1))).expect("a time is set");
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .expect("the driver reads");
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).expect("the driver answers");
            let line = line.trim_end().to_lowercase();
            if let Some(number) = line.strip_prefix("content-length:") {
                length = number.trim().parse().expect("a number");
            }
            if line.is_empty() {
                break;
            }
        }
        let mut text = vec![0; length];
        reader.read_exact(&mut text).expect("the answer is whole");
        let answer: Value = serde_json::from_slice(&text).expect("the driver answers in JSON");
        assert!(answer["value"]["error"].is_null(), "{method} {path}: {:#}", answer["value"]);
        answer["value"].clone()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        self.send("POST", &format!("{}{path}", self.session), Some(body))
    }

    /// A command of the browser's developer tools.
    pub fn tool(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
    }

    /// Opens an address, and waits until the page is ready.
    pub fn open(&self, address: &str) {
        self.post("/url", &json!({ "url": address }));
        self.wait_for("document.documentElement.dataset.ready === 'true'");
    }

    /// Opens a file, with an optional fragment.
    pub fn open_file(&self, path: &Path, fragment: &str) {
        // Otherwise, a new fragment of the same file would not load a new page.
        self.post("/url", &json!({ "url": "about:blank" }));
        self.open(&format!("file://{}{fragment}", path.display()));
    }

    /// The value of an expression of JavaScript.
    pub fn value(&self, expression: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": format!("return {expression}"), "args": [] }))
    }

    pub fn text(&self, expression: &str) -> String {
        self.value(expression).as_str().unwrap_or_default().to_owned()
    }

    /// The value that a script passes to its last argument, `done`.
    pub fn later(&self, script: &str) -> Value {
        let script = format!("const done = arguments[arguments.length - 1]; {script}");
        self.post("/execute/async", &json!({ "script": script, "args": [] }))
    }

    pub fn wait_for(&self, expression: &str) {
        let start = Instant::now();
        while self.value(expression) != json!(true) {
            let complaint = "document.getElementById('alert')?.textContent ?? ''";
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "never: {expression}; {} {:?}",
                self.text(complaint),
                self.log("browser"),
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    fn element(&self, css: &str) -> String {
        let found = self.post("/element", &json!({ "using": "css selector", "value": css }));
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    /// Clicks on an element like a mouse: it must be visible, and nothing can cover it.
    pub fn click(&self, css: &str) {
        let element = self.element(css);
        self.post(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into an element.
    pub fn type_into(&self, css: &str, text: &str) {
        let element = self.element(css);
        self.post(&format!("/element/{element}/value"), &json!({ "text": text }));
    }

    /// Presses keys one after another, wherever the focus is.
    pub fn press(&self, keys: &[Key]) {
        self.hold(&[], keys);
    }

    /// Types a text, letter by letter, wherever the focus is.
    #[allow(dead_code, reason = "not every suite types")]
    pub fn write(&self, text: &str) {
        self.press(&text.chars().map(Key::Letter).collect::<Vec<_>>());
    }

    /// Presses keys one after another while others are held down.
    pub fn hold(&self, held: &[Key], keys: &[Key]) {
        let down = |key: &Key| json!({ "type": "keyDown", "value": key.code() });
        let up = |key: &Key| json!({ "type": "keyUp", "value": key.code() });
        let pressed = keys.iter().flat_map(|key| [down(key), up(key)]);
        let actions = held.iter().map(down).chain(pressed).chain(held.iter().map(up));
        let actions = actions.collect::<Vec<_>>();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.post("/actions", &json!({ "actions": [keyboard] }));
    }

    /// Presses Tab until an element has the focus.
    pub fn tab_to(&self, css: &str) {
        for _ in 0..200 {
            if self.value(&format!("document.activeElement.matches({})", json!(css))) == json!(true)
            {
                return;
            }
            self.press(&[Key::Tab]);
        }
        panic!("Tab never comes to {css}");
    }

    /// The log entries since the last call: messages of the console, or of the network.
    pub fn log(&self, what: &str) -> Vec<Value> {
        let log = self.post("/se/log", &json!({ "type": what }));
        log.as_array().cloned().unwrap_or_default()
    }

    /// The addresses of all requests since the last call, except those of the browser's own first page.
    pub fn requests(&self) -> Vec<String> {
        let messages = self.log("performance").into_iter();
        let messages = messages
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok());
        let requests = messages.filter(|m| m["message"]["method"] == "Network.requestWillBeSent");
        let requests = requests.map(|mut m| m["message"]["params"].take());
        let is_own = |request: &Value| {
            request["documentURL"].as_str().is_some_and(|page| page.starts_with("chrome://"))
        };
        let address = |request: Value| request["request"]["url"].as_str().map(str::to_owned);
        requests.filter(|request| !is_own(request)).filter_map(address).collect()
    }

    /// Takes a screenshot, saved under `target/screenshots/`.
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let shot = self.send("GET", &format!("{}/screenshot", self.session), None);
        let folder = super::repository::root().join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join(format!("{name}.png"));
        let bytes = decoded(shot.as_str().expect("a text"));
        std::fs::write(&path, bytes).expect("space");
        path
    }
}

impl Drop for Chrome {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.send("DELETE", &self.session, None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A letter, or a key without one.
#[derive(Clone, Copy)]
#[allow(dead_code, reason = "not every suite needs every key")]
pub enum Key {
    Letter(char),
    Shift,
    Control,
    Tab,
    Enter,
    Escape,
    Space,
    Left,
    Right,
    Up,
    Down,
    Home,
    End,
}

impl Key {
    fn code(self) -> char {
        match self {
            Self::Letter(letter) => letter,
            Self::Shift => '\u{e008}',
            Self::Control => '\u{e009}',
            Self::Up => '\u{e013}',
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Escape => '\u{e00c}',
            Self::Space => ' ',
            Self::Left => '\u{e012}',
            Self::Right => '\u{e014}',
            Self::Down => '\u{e015}',
            Self::Home => '\u{e011}',
            Self::End => '\u{e010}',
        }
    }
}

/// Decodes a text from Base64.
pub fn decoded(text: &str) -> Vec<u8> {
    let digit = |letter: u8| match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters = text.bytes().filter(|l| !l.is_ascii_whitespace() && *l != b'=');
    let letters = letters.map(digit).collect::<Vec<_>>();
    let bytes = letters.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit));
        let bits = bits << (6 * (4 - four.len()));
        bits.to_be_bytes()[1..four.len()].to_vec()
    });
    bytes.collect()
}
