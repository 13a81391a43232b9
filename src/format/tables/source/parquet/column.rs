//! Reads one column, from its pages into the cells of a batch.

use bytes::Bytes;
use parquet::basic::Encoding;
use parquet::column::page::{Page, PageReader};
use parquet::errors::Result;
use parquet::file::metadata::ColumnChunkMetaData;

use super::kind::{Kind, NoValue};
use super::pages::{File, Guarded, broken};
use super::values::{Broken, Hybrid, Value, Values, Width};
use crate::error::Cause;
use crate::format::tables::batch::{self, Batch, Cell};

/// A column of a row group while its pages are read.
pub(super) struct Column {
    pages: Box<dyn PageReader>,
    kind: Kind,
    width: Width,
    is_optional: bool,
    dictionary: Dictionary,
    page: Option<Current>,
}

/// The current page.
struct Current {
    /// Which values are present; `None` if all are.
    present: Option<Hybrid>,
    values: Values,
    /// The number of values that follow, including absent ones.
    left: u32,
}

/// The texts of repeated values.
#[derive(Default)]
struct Dictionary {
    text: String,
    entries: Vec<Entry>,
    /// The number of batches begun with it.
    round: u32,
    /// Its number, unique within the column in all row groups.
    name: u64,
}

struct Entry {
    start: usize,
    text: std::result::Result<usize, NoValue>,
    /// Its place in the batch of a round.
    span: Cell,
    round: u32,
}

impl Column {
    /// Creates it for a row group with this number.
    pub(super) fn new(
        file: &File,
        column: &ColumnChunkMetaData,
        kind: Kind,
        group: u64,
    ) -> Result<Self> {
        let about = column.column_descr();
        Ok(Self {
            pages: Box::new(Guarded::pages(file, column)?),
            kind,
            width: Width::new(about.physical_type(), about.type_length()),
            is_optional: about.max_def_level() > 0,
            dictionary: Dictionary { name: group << 32, ..Dictionary::default() },
            page: None,
        })
    }

    /// Puts the next values into a column of a batch.
    pub(super) fn fill(
        &mut self,
        batch: &mut Batch,
        rows: usize,
        (column, columns): (usize, usize),
    ) -> Result<()> {
        self.dictionary.round += 1;
        let mut row = 0;
        while row < rows {
            let Some(mut page) = self.next_page()? else {
                return Err(broken("a column has fewer values than there are rows"));
            };
            let count = (page.left as usize).min(rows - row);
            let mut is_empty = true;
            for row in row..row + count {
                let read = self.cell(&mut page, batch, row, (column, columns));
                is_empty &=
                    !read.map_err(|Broken| broken("a page is broken, or encoded in a rare way"))?;
            }
            if !is_empty {
                batch.hold(column, self.holds(&page));
            }
            row += count;
            page.left -= u32::try_from(count).map_err(|_| broken("a page is too large"))?;
            self.page = Some(page);
        }
        Ok(())
    }

    /// What the values of a page are.
    fn holds(&self, page: &Current) -> batch::Values {
        match page.values {
            Values::Numbers(_) => batch::Values::Numbers(self.dictionary.name),
            Values::Plain { .. }
            | Values::Bits { .. }
            | Values::Flags(_)
            | Values::Whole(_)
            | Values::Texts { .. }
            | Values::Split { .. } => batch::Values::Texts,
        }
    }

    /// Sets a cell; returns whether it is non-empty.
    #[inline]
    fn cell(
        &mut self,
        page: &mut Current,
        batch: &mut Batch,
        row: usize,
        (column, columns): (usize, usize),
    ) -> std::result::Result<bool, Broken> {
        if let Some(present) = &mut page.present
            && present.next()? == 0
        {
            return Ok(false);
        }
        if batch.is_too_large() {
            return Err(Broken);
        }
        let known = match page.values.next(&mut self.width)? {
            Value::Number(number) => {
                let known = self.dictionary.get(number, batch)?;
                batch.set_number(row, column, number);
                known
            }
            Value::Bytes(bytes) => batch.add(|text| self.kind.write(bytes, text)),
        };
        match known {
            Ok(span) => batch.set(row, columns, column, span),
            Err(NoValue::NotUtf8) => {
                let wrong = "the value is not UTF-8 text";
                batch.flaw(row, column, Cause::Syntax(wrong.into()));
            }
            Err(NoValue::OutOfRange) => {
                let wrong = "the value is out of the range of its type";
                batch.flaw(row, column, Cause::Syntax(wrong.into()));
            }
        }
        Ok(true)
    }

    /// The current page, or the next one with values.
    fn next_page(&mut self) -> Result<Option<Current>> {
        if let Some(page) = self.page.take().filter(|page| page.left > 0) {
            return Ok(Some(page));
        }
        loop {
            let page = match self.pages.get_next_page()? {
                None => return Ok(None),
                Some(Page::DictionaryPage { buf, num_values, .. }) => {
                    self.dictionary = self.dictionary(&buf, num_values as usize);
                    continue;
                }
                Some(Page::DataPage { buf, num_values, encoding, def_level_encoding, .. }) => {
                    let (present, rest) = self.levels(&buf, def_level_encoding)?;
                    self.current(present, rest, encoding, num_values)?
                }
                Some(Page::DataPageV2 {
                    buf,
                    num_values,
                    encoding,
                    def_levels_byte_len,
                    rep_levels_byte_len,
                    ..
                }) => {
                    let start = rep_levels_byte_len as usize;
                    let end = start.saturating_add(def_levels_byte_len as usize);
                    if end > buf.len() {
                        return Err(broken("a page ends too early"));
                    }
                    let levels = self.is_optional.then(|| Hybrid::new(buf.slice(start..end), 1));
                    let levels = levels.transpose().map_err(|Broken| broken("a page is broken"))?;
                    self.current(levels, buf.slice(end..), encoding, num_values)?
                }
            };
            if page.left > 0 {
                return Ok(Some(page));
            }
        }
    }

    fn levels(&self, page: &Bytes, encoding: Encoding) -> Result<(Option<Hybrid>, Bytes)> {
        if !self.is_optional {
            return Ok((None, page.clone()));
        }
        if encoding != Encoding::RLE {
            return Err(broken("a page is encoded in a way of long ago"));
        }
        let (levels, end) =
            Hybrid::measured(page, 1).map_err(|Broken| broken("a page is broken"))?;
        Ok((Some(levels), page.slice(end..)))
    }

    fn current(
        &self,
        present: Option<Hybrid>,
        bytes: Bytes,
        encoding: Encoding,
        count: u32,
    ) -> Result<Current> {
        let values = Values::of(encoding, bytes, &self.width, count as usize)
            .map_err(|Broken| broken(&format!("a page is broken, or encoded as {encoding}")))?;
        Ok(Current { present, values, left: count })
    }

    /// The texts of the values in a dictionary.
    fn dictionary(&self, page: &Bytes, count: usize) -> Dictionary {
        let Dictionary { round, name, .. } = self.dictionary;
        let mut dictionary = Dictionary { round, name: name + 1, ..Dictionary::default() };
        let mut at = 0;
        for _ in 0..count.min(self.width.most(page)) {
            let Ok(value) = self.width.plain(page, &mut at) else { break };
            let start = dictionary.text.len();
            let text = self.kind.write(value, &mut dictionary.text);
            let text = text.map(|()| dictionary.text.len());
            dictionary.entries.push(Entry { start, text, span: Cell::default(), round: 0 });
        }
        dictionary
    }
}

impl Dictionary {
    /// The place of a value in a batch; adds it the first time.
    #[inline]
    fn get(
        &mut self,
        number: u32,
        batch: &mut Batch,
    ) -> std::result::Result<std::result::Result<Cell, NoValue>, Broken> {
        let entry = self.entries.get_mut(number as usize).ok_or(Broken)?;
        let end = match entry.text {
            Ok(end) => end,
            Err(no_value) => return Ok(Err(no_value)),
        };
        if entry.round != self.round {
            entry.round = self.round;
            let value = &self.text[entry.start..end];
            entry.span = batch.add(|text| {
                text.push_str(value);
                Ok(())
            })?;
        }
        Ok(Ok(entry.span))
    }
}
