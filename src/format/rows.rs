//! The rows of a table, read ahead in a thread of their own.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, channel, sync_channel};
use std::thread;

use csv::{Position, ReaderBuilder, StringRecord};

/// How many rows, or bytes, are handed over at once.
const ROWS: usize = 2_048;
const BYTES: usize = 1 << 18;

/// How many bytes are read at once.
const BUFFER: usize = 1 << 16;

/// How many batches are read ahead.
const AHEAD: usize = 4;

/// The longest line that is shown.
const LONGEST: usize = 1 << 12;

/// Some rows, and the text that they were read from.
#[derive(Default)]
pub(super) struct Batch {
    rows: Vec<StringRecord>,
    count: usize,
    /// Rows that cannot be read.
    pub(super) broken: Vec<Broken>,
    raw: Vec<u8>,
    /// The byte at which the text begins.
    start: u64,
    /// How the table ends, where it does.
    pub(super) end: Option<io::Result<()>>,
}

/// A row that cannot be read.
pub(super) struct Broken {
    pub(super) line: u64,
    /// The byte at which that line begins.
    pub(super) byte: u64,
    pub(super) why: Why,
}

/// Why a row cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// A cell is not text.
    NotUtf8 { cell: usize },
    /// A quote opens, so many bytes behind the begin of the line, and is not closed.
    OpenQuote { offset: usize },
    /// There is more of it than is kept.
    TooLong,
}

impl Batch {
    pub(super) fn rows(&self) -> &[StringRecord] {
        &self.rows[..self.count]
    }

    /// The line that begins at a byte.
    pub(super) fn line_at(&self, byte: u64) -> Option<String> {
        let start = usize::try_from(byte.checked_sub(self.start)?).ok()?;
        let rest = self.raw.get(start..)?;
        let end = rest.iter().position(is_line_end).unwrap_or(rest.len());
        let line = String::from_utf8_lossy(&rest[..end.min(LONGEST)]);
        Some(line.trim_start_matches('\u{feff}').to_owned())
    }

    /// The byte behind the text.
    pub(super) fn end_byte(&self) -> u64 {
        self.start + self.raw.len() as u64
    }

    fn fill<R: Read>(&mut self, reader: &mut csv::Reader<Recorder<R>>) {
        (self.count, self.end) = (0, None);
        self.broken.clear();
        self.start = reader.get_ref().forgotten;
        let mut end = self.start;
        while self.end.is_none() && self.count < ROWS && end - self.start < BYTES as u64 {
            if self.count == self.rows.len() {
                self.rows.push(StringRecord::new());
            }
            let at = reader.position().clone();
            let read = reader.read_record(&mut self.rows[self.count]);
            end = reader.position().byte();
            match read {
                Ok(true) => self.take(&at, reader),
                Ok(false) => self.end = Some(Ok(())),
                Err(error) => self.failed(error, &at, reader),
            }
        }
        // Behind the end is what a row without an end has so far.
        let end = if self.end.is_some() { u64::MAX } else { end };
        reader.get_mut().forget_until(end, &mut self.raw);
    }

    /// Takes the row that was read, if it ends where it seems to.
    fn take<R: Read>(&mut self, at: &Position, reader: &mut csv::Reader<Recorder<R>>) {
        let end = reader.position().clone();
        let begin = reader.get_mut().text_from(at);
        let row = &mut self.rows[self.count];
        // Only a row of several lines can have swallowed others.
        let may_be_open = end.line() != at.line() + 1 || row.as_slice().ends_with('\n');
        row.set_position(Some(begin.clone()));
        let raw = reader.get_ref().between(begin.byte(), end.byte());
        match may_be_open.then(|| open_quote(raw)).flatten() {
            Some(offset) => self.broken.push(Broken::open(&begin, raw, offset)),
            None => self.count += 1,
        }
    }

    fn failed<R: Read>(
        &mut self,
        error: csv::Error,
        at: &Position,
        reader: &mut csv::Reader<Recorder<R>>,
    ) {
        let begin = reader.get_mut().text_from(at);
        match error.into_kind() {
            csv::ErrorKind::Utf8 { err, .. } => {
                self.broken.push(Broken::at(&begin, Why::NotUtf8 { cell: err.field() }));
            }
            csv::ErrorKind::Io(_) if reader.get_ref().is_full() => {
                let raw = reader.get_ref().between(begin.byte(), u64::MAX);
                // Mostly for want of a quote.
                self.broken.push(match open_quote(raw) {
                    Some(offset) => Broken::open(&begin, raw, offset),
                    None => Broken::at(&begin, Why::TooLong),
                });
                self.end = Some(Ok(()));
            }
            csv::ErrorKind::Io(error) => self.end = Some(Err(error)),
            _ => self.end = Some(Ok(())),
        }
    }
}

impl Broken {
    fn at(begin: &Position, why: Why) -> Self {
        Self { line: begin.line(), byte: begin.byte(), why }
    }

    /// A quote that opens at a byte of a row, which may be in any of its lines.
    fn open(begin: &Position, raw: &[u8], offset: usize) -> Self {
        let before = &raw[..offset];
        let start = before.iter().rposition(is_line_end).map_or(0, |end| end + 1);
        let lines = before.iter().filter(|byte| **byte == b'\n').count();
        Self {
            line: begin.line() + lines as u64,
            byte: begin.byte() + start as u64,
            why: Why::OpenQuote { offset: offset - start },
        }
    }
}

fn is_line_end(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// Where a quote opens in a row that is not closed, or not at the end of its cell: with that, rows
/// are swallowed and cells made of the wrong pieces.
fn open_quote(row: &[u8]) -> Option<usize> {
    let mut at = if row.starts_with("\u{feff}".as_bytes()) { 3 } else { 0 };
    while at < row.len() {
        if row[at] == b'"' {
            let end = closing_quote(&row[at + 1..]).map(|inside| at + 1 + inside);
            let follows = end.map(|end| row.get(end + 1));
            if !matches!(follows, Some(None | Some(b',' | b'\n' | b'\r'))) {
                return Some(at);
            }
            at = end.map_or(row.len(), |end| end + 1);
        }
        let cell = row[at..].iter().position(|byte| *byte == b',' || is_line_end(byte));
        at = cell.map_or(row.len(), |length| at + length + 1);
    }
    None
}

/// The quote that is not one of two that stand for one.
fn closing_quote(text: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].iter().position(|byte| *byte == b'"')?;
        match text.get(at + 1) {
            Some(b'"') => at += 2,
            _ => return Some(at),
        }
    }
}

/// Passes bytes through and remembers them until it may forget them.
struct Recorder<R> {
    input: R,
    recent: Vec<u8>,
    forgotten: u64,
    /// The last byte that was forgotten.
    before: u8,
    /// How many lines end in a carriage return alone; csv counts the others.
    returns: u64,
    /// How many bytes are remembered at most.
    most: usize,
}

impl<R> Recorder<R> {
    fn is_full(&self) -> bool {
        self.recent.len() >= self.most
    }

    fn between(&self, from: u64, to: u64) -> &[u8] {
        let index = |byte: u64| usize::try_from(byte - self.forgotten).unwrap_or(usize::MAX);
        let end = index(to).min(self.recent.len());
        &self.recent[index(from).min(end)..end]
    }

    /// Where the text of a row begins: csv takes the line ends before it for a part of it, and
    /// does not count carriage returns.
    fn text_from(&mut self, at: &Position) -> Position {
        let text = self.between(at.byte(), u64::MAX);
        let last = self.between(at.byte().saturating_sub(1).max(self.forgotten), at.byte());
        let last = last.last().unwrap_or(&self.before);
        let blank = text.iter().take_while(|byte| is_line_end(byte)).count();
        let ends = std::iter::once(last).chain(&text[..blank]).zip(text);
        let returns = ends.filter(|(end, next)| **end == b'\r' && **next != b'\n').count();
        let lines = text[..blank].iter().filter(|byte| **byte == b'\n').count();
        self.returns += returns as u64;
        let mut position = at.clone();
        position.set_byte(at.byte() + blank as u64);
        position.set_line(at.line() + lines as u64 + self.returns);
        position
    }

    /// Hands over what was read before a byte.
    fn forget_until(&mut self, byte: u64, into: &mut Vec<u8>) {
        let count = usize::try_from(byte - self.forgotten).unwrap_or(usize::MAX);
        let count = count.min(self.recent.len());
        into.clear();
        into.extend(self.recent.drain(..count));
        self.before = into.last().copied().unwrap_or(self.before);
        self.forgotten += count as u64;
    }
}

impl<R: Read> Read for Recorder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.is_full() {
            return Err(io::Error::other("the row is too long"));
        }
        let count = self.input.read(buffer)?;
        self.recent.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

/// Reads a table and hands its rows over, batch by batch, until the end or until nobody wants more.
///
/// A row of more than `longest` bytes ends it.
pub(super) fn for_each_batch(
    input: impl Read + Send,
    longest: usize,
    mut take: impl FnMut(&Batch) -> bool,
) {
    let (send, batches) = sync_channel(AHEAD);
    let (give_back, recycled) = channel();
    thread::scope(|scope| {
        scope.spawn(move || produce(input, longest, &send, &recycled));
        for batch in batches {
            let wants_more = take(&batch);
            if !wants_more || batch.end.is_some() {
                break;
            }
            // The reader may have ended already, and then needs no more.
            let _ = give_back.send(batch);
        }
    });
}

fn produce(input: impl Read, longest: usize, send: &SyncSender<Batch>, recycled: &Receiver<Batch>) {
    let recorder = Recorder {
        input,
        recent: Vec::new(),
        forgotten: 0,
        before: b'\n',
        returns: 0,
        most: longest.saturating_add(BYTES + 2 * BUFFER),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(BUFFER)
        .from_reader(recorder);
    loop {
        let mut batch = match recycled.try_recv() {
            Ok(batch) => batch,
            Err(TryRecvError::Empty) => Batch::default(),
            Err(TryRecvError::Disconnected) => return,
        };
        batch.fill(&mut reader);
        let is_last = batch.end.is_some();
        if send.send(batch).is_err() || is_last {
            return;
        }
    }
}
