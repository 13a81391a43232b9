//! Source files as far as their `use` lines and paths say what they know.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path of modules from the root of the crate.
pub type ModulePath = Vec<String>;

/// A file of the crate.
pub struct Source {
    /// From the root of the crate: `format/toml.rs`.
    pub name: String,
    pub module: ModulePath,
    pub text: String,
    /// What it is without comments, texts and tests.
    code: String,
    /// The paths that its `use` lines take in, by the name that each has from then on.
    uses: Vec<Use>,
}

struct Use {
    name: String,
    path: ModulePath,
    is_handed_on: bool,
    /// Whether it leaves the crate, as far as this line says.
    is_public: bool,
}

/// All files of a crate.
pub struct Crate {
    pub sources: Vec<Source>,
    /// Where each module is, by its path.
    modules: BTreeMap<ModulePath, usize>,
}

impl Crate {
    /// Reads the files below a folder.
    pub fn read(root: &Path) -> Self {
        let mut files = Vec::new();
        collect(root, &mut files);
        files.sort();
        let sources = files.iter().map(|file| Source::read(root, file)).collect::<Vec<_>>();
        let modules = sources.iter().enumerate();
        let modules = modules.map(|(number, source)| (source.module.clone(), number)).collect();
        Self { sources, modules }
    }

    /// The files that a file takes something from, by their number: those that define it, where others only hand
    /// it on.
    pub fn arrows(&self, from: usize) -> BTreeSet<usize> {
        let source = &self.sources[from];
        let taken = source.uses.iter().filter(|used| !used.is_handed_on);
        let taken = taken.map(|used| used.path.clone());
        let all = taken.chain(source.inline_paths());
        let targets = all.filter_map(|path| self.defined_in(from, &path, 0));
        targets.filter(|target| *target != from).collect()
    }

    /// The rooms, folders or files right below the root, that a file names in any way, with the line of each.
    pub fn rooms_named(&self, from: usize) -> BTreeMap<String, usize> {
        let source = &self.sources[from];
        let uses = source.uses.iter().map(|used| used.path.clone());
        let mut rooms = BTreeMap::new();
        for path in uses.chain(source.inline_paths()) {
            let Some(absolute) = self.absolute(from, &path) else { continue };
            let room = match self.modules.contains_key(&absolute[..1.min(absolute.len())]) {
                true => absolute.first().cloned(),
                // What the root hands on: `crate::Error`.
                false => {
                    self.defined_in(from, &path, 0).map(|file| self.sources[file].room().into())
                }
            };
            if let Some(room) = room.filter(|room| room != source.room()) {
                rooms.entry(room).or_insert_with(|| source.line_of(&path));
            }
        }
        rooms
    }

    /// What a file hands on to users: the file that defines each thing, and its name there.
    pub fn handed_on(&self, from: usize) -> BTreeSet<(usize, String)> {
        let uses = self.sources[from].uses.iter().filter(|used| used.is_public);
        let defined =
            |used: &Use| Some((self.defined_in(from, &used.path, 0)?, used.path.last()?.clone()));
        uses.filter_map(defined).collect()
    }

    /// The file that defines what a path names from within a file; `None` for what is outside the crate, and for a
    /// module alone.
    fn defined_in(&self, from: usize, path: &[String], depth: usize) -> Option<usize> {
        let absolute = self.absolute(from, path)?;
        let known = (0..=absolute.len()).rev();
        let length = { known }.find(|length| self.modules.contains_key(&absolute[..*length]))?;
        let file = self.modules[&absolute[..length]];
        let item = absolute.get(length)?;
        // A name that another module hands on is taken from where it is defined.
        let handed_on = self.sources[file].uses.iter().find(|used| &used.name == item);
        match handed_on.filter(|_| depth < 8) {
            Some(used) => self.defined_in(file, &used.path, depth + 1).or(Some(file)),
            None => Some(file),
        }
    }

    /// A path from the root of the crate; `None` for what is outside of it.
    fn absolute(&self, from: usize, path: &[String]) -> Option<ModulePath> {
        let source = &self.sources[from];
        let mut absolute = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" => source.module.clone(),
            "super" => parent(&source.module),
            first => {
                let mut child = source.module.clone();
                child.push(first.to_owned());
                if self.modules.contains_key(&child) {
                    child
                } else {
                    // A name that a `use` line took in.
                    let used = source.uses.iter().find(|used| used.name == first)?;
                    let first_of_used = used.path.first().map(String::as_str);
                    if !matches!(first_of_used, Some("crate" | "self" | "super")) {
                        return None;
                    }
                    self.absolute(from, &used.path)?
                }
            }
        };
        for segment in &path[1..] {
            match segment.as_str() {
                "super" => absolute = parent(&absolute),
                "self" => {}
                segment => absolute.push(segment.to_owned()),
            }
        }
        Some(absolute)
    }
}

fn parent(module: &[String]) -> ModulePath {
    module[..module.len().saturating_sub(1)].to_vec()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources can be read") {
        let path = entry.expect("the sources can be read").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("tests.rs")
        {
            files.push(path);
        }
    }
}

impl Source {
    fn read(root: &Path, file: &Path) -> Self {
        let text = fs::read_to_string(file).expect("the sources can be read");
        let name = file.strip_prefix(root).expect("it is below the root").to_string_lossy();
        let name = name.replace('\\', "/");
        let stem = name.trim_end_matches(".rs").trim_end_matches("/mod");
        let is_root = ["lib", "main"].contains(&stem);
        let module = stem.split('/').map(str::to_owned).filter(|_| !is_root).collect();
        let code = code(&text);
        let uses = uses(&code);
        Self { name, module, text, code, uses }
    }

    /// The folder or file right below the root that it is in.
    pub fn room(&self) -> &str {
        self.module.first().map_or("", String::as_str)
    }

    /// Its code, without comments, texts and tests, line by line.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        (1..).zip(self.code.lines())
    }

    /// Paths outside of `use` lines: `crate::text::open`, `toml::key`.
    fn inline_paths(&self) -> Vec<ModulePath> {
        let mut paths = BTreeSet::new();
        for statement in self.code.split(';') {
            let statement = use_tree(statement).map_or(statement, |(before, ..)| before);
            let separate = |c: char| !(c.is_alphanumeric() || c == '_' || c == ':');
            for word in statement.split(separate).filter(|word| word.contains("::")) {
                let path = word.split("::").filter(|part| !part.is_empty());
                let path = path.map(|part| part.trim_matches(':').to_owned()).collect::<Vec<_>>();
                if path.len() > 1 {
                    paths.insert(path);
                }
            }
        }
        paths.into_iter().collect()
    }

    /// The first line that has the last two names of a path.
    fn line_of(&self, path: &[String]) -> usize {
        let last = path.last().map(String::as_str).unwrap_or_default();
        self.lines().find(|(_, line)| line.contains(last)).map_or(0, |(number, _)| number)
    }
}

/// A text of Rust with blanks in place of comments and texts, up to its tests.
fn code(text: &str) -> String {
    let tests = text.find("\nmod tests {").filter(|at| text[..*at].contains("\n#[cfg(test)]"));
    let end = tests.unwrap_or(text.len());
    let mut code = String::with_capacity(end);
    let mut letters = text[..end].chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'/') => {
                while letters.next_if(|letter| *letter != '\n').is_some() {}
            }
            '"' => {
                code.push('"');
                while let Some(letter) = letters.next() {
                    match letter {
                        '\\' => code.extend(letters.next_if_eq(&'\n').or_else(|| {
                            letters.next();
                            None
                        })),
                        '"' => break,
                        '\n' => code.push('\n'),
                        _ => {}
                    }
                }
                code.push('"');
            }
            '\'' => {
                // A letter in quotes, or the name of a lifetime.
                let mut ahead = letters.clone();
                let first = ahead.next();
                let second = ahead.next();
                if first == Some('\\') {
                    letters.next();
                    letters.next();
                    while letters.next_if(|letter| *letter != '\'').is_some() {}
                    letters.next();
                } else if second == Some('\'') {
                    letters.next();
                    letters.next();
                }
                code.push(' ');
            }
            letter => code.push(letter),
        }
    }
    code
}

/// What a statement takes in, where it is a `use` line, and how that begins; first what stands before it, such
/// as attributes and functions.
fn use_tree(statement: &str) -> Option<(&str, &str, &'static str)> {
    let statement = statement.trim_start();
    ["use ", "pub use ", "pub(crate) use "].into_iter().find_map(|word| {
        let at = statement.rfind(&format!("\n{word}")).map(|at| at + 1);
        let at = at.or_else(|| statement.starts_with(word).then_some(0))?;
        Some((&statement[..at], &statement[at + word.len()..], word))
    })
}

/// What the `use` lines of a code take in.
fn uses(code: &str) -> Vec<Use> {
    let mut uses = Vec::new();
    for statement in code.split(';') {
        if let Some((_, text, word)) = use_tree(statement) {
            tree(text, &[], word, &mut uses);
        }
    }
    uses
}

/// Spreads `a::{b, c::d as e}`.
fn tree(text: &str, before: &[String], word: &str, uses: &mut Vec<Use>) {
    let text = text.trim();
    if let Some(open) = text.find('{') {
        let mut prefix = before.to_vec();
        prefix.extend(
            text[..open]
                .split("::")
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned),
        );
        let inner = text[open + 1..].trim_end().strip_suffix('}').unwrap_or(&text[open + 1..]);
        let (mut depth, mut start) = (0, 0);
        for (at, letter) in inner.char_indices().chain([(inner.len(), ',')]) {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    if !inner[start..at].trim().is_empty() {
                        tree(&inner[start..at], &prefix, word, uses);
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, alias) =
        text.split_once(" as ").map_or((text, None), |(path, alias)| (path, Some(alias)));
    let mut whole = before.to_vec();
    whole
        .extend(path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
    if whole.last().is_some_and(|last| last == "self") && whole.len() > 1 {
        whole.pop();
    }
    let Some(last) = whole.last().cloned() else { return };
    let name = alias.map_or(last, |alias| alias.trim().to_owned());
    let (is_handed_on, is_public) = (word != "use ", word == "pub use ");
    uses.push(Use { name, path: whole, is_handed_on, is_public });
}
