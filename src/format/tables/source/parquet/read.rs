//! Reads the rows of a file in batches, decoded ahead in another thread.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;

use parquet::errors::Result;
use parquet::file::metadata::{ParquetMetaData, RowGroupMetaData};
use parquet::file::reader::Length;

use super::column::Column;
use super::footer;
use super::kind::Kind;
use super::pages::{File, broken};
use crate::format::tables::batch::{Batch, End, Wanted};

/// The number of rows to decode at once.
const ROWS: usize = 1 << 13;

/// The number of cells to decode at once, in tables with very many columns.
const CELLS: usize = 1 << 18;

/// The number of bytes to decode at once, in tables with long texts.
const BYTES: usize = 1 << 24;

/// The number of batches to decode ahead.
const AHEAD: usize = 4;

/// The largest number of rows in a file.
const MOST_ROWS: u64 = 200_000_000;

/// The number of rows that any file can have, and the number more for each byte: empty rows take
/// almost no space.
const ROWS_OF_NOTHING: (u64, u64) = (2_000_000, 16);

/// The largest number of columns.
const MOST_COLUMNS: usize = 10_000;

/// A file, and its readable columns.
pub struct Table {
    file: File,
    about: ParquetMetaData,
    columns: Vec<(usize, Kind)>,
}

/// Hands over the rows of a file.
pub fn give(bytes: Vec<u8>, take: &mut dyn FnMut(&Batch) -> Wanted) -> io::Result<()> {
    let table =
        Table::open(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    table.give(take);
    Ok(())
}

impl Table {
    pub fn open(bytes: Vec<u8>) -> Result<Self> {
        let file = File(bytes.into());
        let about = footer::read(&file.0)?;
        let schema = about.file_metadata().schema_descr();
        if schema.num_columns() > MOST_COLUMNS {
            return Err(broken(&format!("it has more than {MOST_COLUMNS} columns")));
        }
        let mut rows = 0_u64;
        for group in about.row_groups() {
            let negative = |_| broken("its number of rows is negative");
            rows = rows.saturating_add(u64::try_from(group.num_rows()).map_err(negative)?);
        }
        let (least, each) = ROWS_OF_NOTHING;
        let most = (least + each * file.len()).min(MOST_ROWS);
        if rows > most {
            return Err(broken(&format!("it has more than {most} rows")));
        }
        let numbered = schema.columns().iter().enumerate();
        let with_text = numbered.filter_map(|(index, column)| Some((index, Kind::of(column)?)));
        let columns = with_text.collect();
        Ok(Self { file, about, columns })
    }

    /// The columns whose values have no text.
    pub fn without_text(&self) -> impl Iterator<Item = String> {
        let schema = self.about.file_metadata().schema_descr();
        let has_text = |index: usize| self.columns.iter().any(|(known, _)| *known == index);
        let columns = schema.columns().iter().enumerate();
        columns
            .filter(move |(index, _)| !has_text(*index))
            .map(|(_, column)| column.path().string())
    }

    /// Hands over its rows, with the names as the first, until no more are wanted.
    pub fn give(&self, take: &mut dyn FnMut(&Batch) -> Wanted) {
        let (send, batches) = sync_channel(AHEAD);
        let (give_back, recycled) = channel();
        thread::scope(|scope| {
            scope.spawn(move || self.produce(&send, &recycled));
            for batch in batches {
                if !take(&batch).is_more() || batch.end.is_some() {
                    break;
                }
                // The other thread may have ended, and then needs no batch.
                let _ = give_back.send(batch);
            }
        });
    }

    fn produce(&self, send: &SyncSender<Batch>, recycled: &Receiver<Batch>) {
        let mut header = Batch::grid(0);
        header.begin_row(0);
        let schema = self.about.file_metadata().schema_descr();
        for (index, _) in &self.columns {
            header.push(schema.column(*index).name());
        }
        if send.send(header).is_err() {
            return;
        }
        let mut last = Batch::grid(0);
        last.end = Some(match self.groups(send, recycled) {
            Ok(()) => End::Whole,
            Err((line, error)) => End::Broken { line, why: error.to_string() },
        });
        // If the receiver is gone, nobody needs the end.
        let _ = send.send(last);
    }

    /// Reads all rows; or returns why and at which row they end.
    fn groups(
        &self,
        send: &SyncSender<Batch>,
        recycled: &Receiver<Batch>,
    ) -> std::result::Result<(), (u32, parquet::errors::ParquetError)> {
        let mut line = 1;
        for (number, group) in (0..).zip(self.about.row_groups()) {
            let mut left = usize::try_from(group.num_rows()).unwrap_or(0);
            let mut columns = self.columns(group, number).map_err(|error| (line, error))?;
            let at_once = self.rows_at_once(group, left);
            while left > 0 {
                let rows = left.min(at_once);
                let mut batch = recycled.try_recv().unwrap_or_else(|_| Batch::grid(0));
                batch.begin_rows(line, rows, self.columns.len());
                let count = columns.len();
                for (index, column) in columns.iter_mut().enumerate() {
                    let filled = column.fill(&mut batch, rows, (index, count));
                    filled.map_err(|error| (line, error))?;
                }
                if send.send(batch).is_err() {
                    return Ok(());
                }
                left -= rows;
                line = line.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
            }
        }
        Ok(())
    }

    /// The number of rows of a group to decode at once, by their size in the footer; a batch that turns out much
    /// larger is refused.
    fn rows_at_once(&self, group: &RowGroupMetaData, rows: usize) -> usize {
        let chunks = self.columns.iter().filter_map(|(index, _)| group.columns().get(*index));
        let sizes = chunks.map(|chunk| usize::try_from(chunk.uncompressed_size()).unwrap_or(0));
        let size = sizes.fold(0, usize::saturating_add);
        let by_size = BYTES / (size / rows.max(1)).max(1);
        (CELLS / self.columns.len().max(1)).min(by_size).clamp(1, ROWS)
    }

    fn columns(&self, group: &RowGroupMetaData, number: u64) -> Result<Vec<Column>> {
        let new = |(index, kind): &(usize, Kind)| {
            let column = group.columns().get(*index);
            let column = column.ok_or_else(|| broken("a group of rows lacks a column"))?;
            Column::new(&self.file, column, *kind, number)
        };
        self.columns.iter().map(new).collect()
    }
}
