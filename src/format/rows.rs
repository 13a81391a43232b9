//! The rows of a table, read ahead in a thread of their own.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, channel, sync_channel};
use std::thread;

use csv::{ReaderBuilder, StringRecord};

/// How many rows, or bytes, are handed over at once.
const ROWS: usize = 2_048;
const BYTES: usize = 1 << 18;

/// How many batches are read ahead.
const AHEAD: usize = 4;

/// The longest line that is shown.
const LONGEST: usize = 1 << 12;

/// Some rows, and the text that they were read from.
#[derive(Default)]
pub(super) struct Batch {
    rows: Vec<StringRecord>,
    count: usize,
    /// Rows that are not text.
    pub(super) broken: Vec<Broken>,
    raw: Vec<u8>,
    /// The byte at which the text begins.
    start: u64,
    /// How the table ends, where it does.
    pub(super) end: Option<io::Result<()>>,
}

/// A row of which a cell is not text.
pub(super) struct Broken {
    pub(super) line: u64,
    pub(super) byte: u64,
    pub(super) cell: usize,
}

impl Batch {
    pub(super) fn rows(&self) -> &[StringRecord] {
        &self.rows[..self.count]
    }

    /// The line that begins at a byte.
    pub(super) fn line_at(&self, byte: u64) -> Option<String> {
        let start = usize::try_from(byte.checked_sub(self.start)?).ok()?;
        let rest = self.raw.get(start..)?;
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        let line = String::from_utf8_lossy(&rest[..end.min(LONGEST)]);
        Some(line.trim_end_matches('\r').trim_start_matches('\u{feff}').to_owned())
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
            match reader.read_record(&mut self.rows[self.count]) {
                Ok(true) => self.count += 1,
                Ok(false) => self.end = Some(Ok(())),
                Err(error) => self.failed(error),
            }
            end = reader.position().byte();
        }
        reader.get_mut().forget_until(end, &mut self.raw);
    }

    fn failed(&mut self, error: csv::Error) {
        let place = error.position().map_or((1, 0), |at| (at.line(), at.byte()));
        match error.into_kind() {
            csv::ErrorKind::Utf8 { err, .. } => {
                let (line, byte) = place;
                self.broken.push(Broken { line, byte, cell: err.field() });
            }
            csv::ErrorKind::Io(error) => self.end = Some(Err(error)),
            _ => self.end = Some(Ok(())),
        }
    }
}

/// Passes bytes through and remembers them until it may forget them.
struct Recorder<R> {
    input: R,
    recent: Vec<u8>,
    forgotten: u64,
}

impl<R> Recorder<R> {
    /// Hands over what was read before a byte.
    fn forget_until(&mut self, byte: u64, into: &mut Vec<u8>) {
        let count = usize::try_from(byte - self.forgotten).unwrap_or(usize::MAX);
        let count = count.min(self.recent.len());
        into.clear();
        into.extend(self.recent.drain(..count));
        self.forgotten += count as u64;
    }
}

impl<R: Read> Read for Recorder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.recent.extend_from_slice(&buffer[..count]);
        Ok(count)
    }
}

/// Reads a table and hands its rows over, batch by batch, until the end or until nobody wants more.
pub(super) fn for_each_batch(input: impl Read + Send, mut take: impl FnMut(&Batch) -> bool) {
    let (send, batches) = sync_channel(AHEAD);
    let (give_back, recycled) = channel();
    thread::scope(|scope| {
        scope.spawn(move || produce(input, &send, &recycled));
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

fn produce(input: impl Read, send: &SyncSender<Batch>, recycled: &Receiver<Batch>) {
    let recorder = Recorder { input, recent: Vec::new(), forgotten: 0 };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 16)
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
