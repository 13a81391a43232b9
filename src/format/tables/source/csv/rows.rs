//! Cuts a table into rows on all cores, and hands them over in order.
//!
//! Any thread takes a block of bytes and cuts it as if a row began with it. Whether one does is known once
//! the blocks before it are cut: if they leave bytes, these are put before it, and it is cut again. The rows
//! are thus those of a single thread, whatever the quotes contain.

use std::collections::BTreeMap;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, MutexGuard};
use std::thread;

use super::blocks::{BYTES, Block, Blocks, delimiter};
use super::cut::{Left, Rules};
use super::numbering::Numbering;
use crate::format::Limits;
use crate::format::tables::batch::{Batch, End, Wanted};

/// The number of blocks that each side cuts ahead of the rows handed over.
const AHEAD: usize = 8;

/// The largest number of helper threads.
const MOST_HELPERS: usize = 3;

/// The size limit of a row, in cells of the largest length.
const LONGEST_ROW: usize = 64;

/// Reads a table and hands over its rows in batches, until the end or until no more are wanted.
pub fn for_each_batch(
    input: impl Read + Send,
    delimiter: Option<u8>,
    limits: &Limits,
    take: &mut dyn FnMut(&Batch) -> Wanted,
) {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let helpers = (cores - 1).min(MOST_HELPERS);
    read(Blocks::new(input, BYTES, limits), delimiter, limits, helpers, take);
}

/// Reads a table in blocks, with some helper threads.
pub fn read<R: Read + Send>(
    mut blocks: Blocks<R>,
    delimiter: Option<u8>,
    limits: &Limits,
    helpers: usize,
    take: &mut dyn FnMut(&Batch) -> Wanted,
) {
    let Some((mut rows, columns)) = Rows::begin(&mut blocks, delimiter, limits, take) else {
        return;
    };
    let (blocks, spare) = (Mutex::new(blocks), Mutex::new(Vec::new()));
    let shared = Shared { blocks: &blocks, spare: &spare };
    thread::scope(|scope| {
        let (send, cut) = sync_channel(AHEAD);
        for number in 1..=helpers {
            let cutter = Cutter::new(rows.cutter.rules, &columns, number);
            let send = send.clone();
            scope.spawn(move || help(cutter, shared, &send));
        }
        drop(send);
        let mut own = Cutter::new(rows.cutter.rules, &columns, 0);
        let mut waiting = BTreeMap::new();
        while let Some(mut part) = next(rows.count, &mut own, shared, &cut, &mut waiting) {
            if !rows.add(&mut part, take) {
                lock(&blocks).stop();
                break;
            }
            lock(&spare).push(part.batch);
        }
    });
}

/// The blocks and batches that all threads share.
struct Shared<'s, R> {
    blocks: &'s Mutex<Blocks<R>>,
    /// Batches whose rows were read.
    spare: &'s Mutex<Vec<Batch>>,
}

impl<R> Clone for Shared<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Shared<'_, R> {}

impl<R: Read> Shared<'_, R> {
    /// Takes and cuts the next block; `None` at the end.
    fn cut(self, cutter: &mut Cutter) -> Option<Part> {
        let batch = lock(self.spare).pop().unwrap_or_default();
        let (bytes, batch) = batch.into_bytes();
        // The lock is released before the block is cut.
        let block = lock(self.blocks).next(bytes)?;
        Some(cutter.cut(block, batch))
    }
}

/// The part with a number: cut by a helper or by this thread.
fn next<R: Read>(
    number: usize,
    own: &mut Cutter,
    shared: Shared<'_, R>,
    cut: &Receiver<Part>,
    waiting: &mut BTreeMap<usize, Part>,
) -> Option<Part> {
    loop {
        waiting.extend(cut.try_iter().map(|part| (part.number, part)));
        if let Some(part) = waiting.remove(&number) {
            return Some(part);
        }
        let part = if waiting.len() < AHEAD { shared.cut(own) } else { None };
        let part = match part {
            Some(part) => part,
            // A helper has it, unless there are no more.
            None => cut.recv().ok()?,
        };
        waiting.insert(part.number, part);
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().expect("nobody panics while reading")
}

/// Cuts blocks until there are no more, or until no more are wanted.
fn help<R: Read>(mut cutter: Cutter, shared: Shared<'_, R>, send: &SyncSender<Part>) {
    while let Some(part) = shared.cut(&mut cutter) {
        if send.send(part).is_err() {
            return;
        }
    }
}

/// A block, cut into rows.
struct Part {
    number: usize,
    batch: Batch,
    left: Left,
    /// How the table ends, if it ends with this part.
    end: Option<End>,
}

/// Cuts blocks, and numbers their values.
struct Cutter {
    rules: Rules,
    numbering: Numbering,
}

impl Cutter {
    fn new(rules: Rules, columns: &[usize], number: usize) -> Self {
        Self { rules, numbering: Numbering::new(columns, number as u64) }
    }

    fn cut(&mut self, block: Block, mut batch: Batch) -> Part {
        let Block { number, bytes, end } = block;
        let left = self.rules.cut(bytes, matches!(end, Some(End::Whole)), &mut batch);
        self.numbering.number(&mut batch);
        Part { number, batch, left, end }
    }
}

/// Puts the parts in order.
struct Rows {
    /// Cuts parts again that began within a row.
    cutter: Cutter,
    longest_row: usize,
    /// The number of parts added.
    count: usize,
    /// The number of their lines.
    lines: u32,
    /// The bytes that the last part left.
    rest: Vec<u8>,
}

impl Rows {
    /// Reads until the columns to number are known; `None` if no more rows are wanted.
    fn begin<R: Read>(
        blocks: &mut Blocks<R>,
        said: Option<u8>,
        limits: &Limits,
        take: &mut dyn FnMut(&Batch) -> Wanted,
    ) -> Option<(Self, Vec<usize>)> {
        let first = blocks.next(Vec::new())?;
        let delimiter = said.unwrap_or_else(|| delimiter(&first.bytes));
        let rules = Rules { delimiter, most_columns: limits.columns };
        let mut rows = Self {
            cutter: Cutter::new(rules, &[], 0),
            longest_row: limits.field_length.saturating_mul(LONGEST_ROW).min(1 << 30),
            count: 0,
            lines: 0,
            rest: Vec::new(),
        };
        let mut columns = None;
        let mut part = rows.cutter.cut(first, Batch::default());
        loop {
            let wants_more = rows.add(&mut part, &mut |batch| {
                let wanted = take(batch);
                if let Wanted::Numbers(numbered) = &wanted {
                    columns = Some(numbered.clone());
                }
                wanted
            });
            if !wants_more {
                return None;
            }
            if let Some(columns) = columns {
                return Some((rows, columns));
            }
            part = rows.cutter.cut(blocks.next(Vec::new())?, Batch::default());
        }
    }

    /// Adds the next part; returns whether more are wanted.
    fn add(&mut self, part: &mut Part, take: &mut dyn FnMut(&Batch) -> Wanted) -> bool {
        self.count += 1;
        let end = part.end.take();
        let is_lost = matches!(end, Some(End::Failed(_) | End::TooLarge));
        if !self.rest.is_empty() && !is_lost && !self.cut_again(part, end.as_ref()) {
            return true;
        }
        let batch = &mut part.batch;
        self.rest = std::mem::take(&mut part.left.rest);
        batch.above = self.lines;
        self.lines = self.lines.saturating_add(part.left.lines);
        let is_too_long = batch.len() == 0 && self.rest.len() > self.longest_row && end.is_none();
        let long_row = || End::LongRow { line: part.left.lines.saturating_add(1) };
        let own = batch.end.take().or_else(|| is_too_long.then(long_row));
        batch.end = own.map(|own| own.below(batch.above)).or(end);
        if batch.len() == 0 && batch.end.is_none() {
            return true;
        }
        let is_last = batch.end.is_some();
        take(batch).is_more() && !is_last
    }

    /// Cuts a part again, after the bytes that were left before it; returns false if it should wait for more.
    fn cut_again(&mut self, part: &mut Part, end: Option<&End>) -> bool {
        let Part { batch, left, .. } = part;
        let rows = left.raw.take().unwrap_or_else(|| std::mem::take(&mut batch.text).into_bytes());
        let mut whole = std::mem::take(&mut self.rest);
        let known = whole.len();
        whole.extend(rows);
        whole.append(&mut left.rest);
        // A row that is longer than a block is cut again only after it has doubled in size.
        let may_grow = end.is_none() && whole.len() <= self.longest_row;
        if may_grow && whole.len() < known.saturating_mul(2) {
            self.rest = whole;
            return false;
        }
        *left = self.cutter.rules.cut(whole, matches!(end, Some(End::Whole)), batch);
        true
    }
}

#[cfg(test)]
mod tests;
