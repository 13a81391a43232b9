//! A program that proposes stances: it reads a request on its standard input and writes proposals on its standard output.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;

/// The most bytes that a program may answer.
const LONGEST_ANSWER: u64 = 16 << 20;

/// How often it is looked whether a program has ended.
const PAUSE: Duration = Duration::from_millis(10);

/// A program with its arguments, run without a shell.
#[derive(Debug)]
pub struct Program {
    words: Vec<String>,
    limit: Duration,
}

impl Program {
    /// Parts a command line into words, as a shell does: by blanks, with quotes.
    pub fn of(line: &str, limit: Duration) -> Result<Self, Failure> {
        let words = shlex::split(line).filter(|words| !words.is_empty());
        let words = words.ok_or_else(|| {
            let why =
                if line.trim().is_empty() { "is empty" } else { "has a quote without its end" };
            Failure::Usage(format!("--with: the command {why}"))
        })?;
        Ok(Self { words, limit })
    }

    /// What drafts say who proposed them: the name of the program, with the names of scripts that it is given.
    pub fn name(&self) -> String {
        let file_name = |word: &String| {
            let name = Path::new(word).file_name();
            name.map_or_else(|| word.clone(), |name| name.to_string_lossy().into_owned())
        };
        let (program, arguments) = self.words.split_first().expect("a command has words");
        let scripts = arguments.iter().filter(|word| Path::new(word).is_file()).map(file_name);
        let name = std::iter::once(file_name(program)).chain(scripts).collect::<Vec<_>>().join(" ");
        name.chars().filter(|letter| !letter.is_control()).take(100).collect()
    }

    /// Runs the program on a request, and returns what it answers.
    pub fn ask(&self, request: Vec<u8>) -> Result<Vec<u8>, Failure> {
        let (program, arguments) = self.words.split_first().expect("a command has words");
        let started = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let mut child =
            started.map_err(|error| self.failure(&format!("cannot be started: {error}")))?;
        let answer = self.answer(&mut child, request);
        if answer.is_err() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
        answer
    }

    fn answer(&self, child: &mut Child, request: Vec<u8>) -> Result<Vec<u8>, Failure> {
        let end = Instant::now() + self.limit;
        let mut input = child.stdin.take().expect("it is piped");
        let output = child.stdout.take().expect("it is piped");
        // A program need not read all; whether it does is seen from what it answers.
        thread::spawn(move || drop(input.write_all(&request)));
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || drop(sender.send(read(output))));
        let late = || {
            let seconds = self.limit.as_secs();
            self.failure(&format!("has not answered in {seconds} s; --time-limit gives it more"))
        };
        let answer = receiver.recv_timeout(self.limit).map_err(|_| late())?;
        let answer = answer.map_err(|error| self.failure(&error.to_string()))?;
        if answer.len() as u64 > LONGEST_ANSWER {
            let most = LONGEST_ANSWER >> 20;
            return Err(self.failure(&format!("answers more than {most} MiB")));
        }
        match ended(child, end)? {
            None => Err(late()),
            Some(status) if status.success() => Ok(answer),
            Some(status) => Err(self.failure(&format!("has failed: {status}"))),
        }
    }

    fn failure(&self, why: &str) -> Failure {
        Failure::Usage(format!("{} {why}", self.name()))
    }
}

fn read(output: impl Read) -> io::Result<Vec<u8>> {
    let mut answer = Vec::new();
    output.take(LONGEST_ANSWER + 1).read_to_end(&mut answer)?;
    Ok(answer)
}

/// Waits until a program has ended, or until a time.
fn ended(child: &mut Child, end: Instant) -> io::Result<Option<ExitStatus>> {
    loop {
        let status = child.try_wait()?;
        if status.is_some() || Instant::now() >= end {
            return Ok(status);
        }
        thread::sleep(PAUSE);
    }
}
