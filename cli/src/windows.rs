//! Answers a question once for each window of time.

use std::io::Write;

use clap::Args;
use stancegraph::View;
use stancegraph::answer::{Answer, InWindow, InWindows, plural};
use stancegraph::graph::Time;
use stancegraph::model::{Date, Span};

use crate::answer::{self, Form, Output};
use crate::failure::Failure;
use crate::json;
use crate::print::{self, csv_failure};
use crate::save::save;

/// Whether a question is asked once, or for each window of time.
#[derive(Args, Debug)]
#[command(next_help_heading = "Time")]
pub struct Windowing {
    /// One answer for each window of this length: 10d, 2w, 3m, 1q or 1y; the first begins with --from or with the
    /// calendar
    #[arg(long, value_name = "SPAN", conflicts_with = "at", allow_hyphen_values = true)]
    window: Option<Span>,
    /// The distance between the beginnings of windows; by default each begins where the last one ends
    #[arg(long, value_name = "SPAN", requires = "window", allow_hyphen_values = true)]
    step: Option<Span>,
}

/// The columns before those of the answer, which can have its own `from`.
const COLUMNS: [&str; 3] = ["window-from", "window-until", "window-stances"];

/// Receives the answer to a view, or to one of its windows.
pub struct Page<'o, 'w> {
    form: Form,
    output: &'o Output,
    out: &'w mut dyn Write,
    window: Option<Window<'o>>,
    /// The number of answers to come, including this one.
    left: usize,
}

/// One of the windows.
#[derive(Clone, Copy)]
struct Window<'h> {
    /// The number, from 0.
    index: usize,
    from: Option<Date>,
    until: Option<Date>,
    stances: usize,
    head: &'h Head,
}

/// The common parts of all windows.
struct Head {
    /// The start of the JSON answer, without windows and without a verb.
    begun: InWindows<'static, ()>,
    /// The description of the view, if it is restricted.
    asked: Option<String>,
}

impl Windowing {
    /// Computes the answer to a view, or with `--window` to each of its windows, and writes what is put on
    /// the page.
    ///
    /// ```ignore
    /// self.windowing.write(&view, &self.question.output, |view, page| {
    ///     page.put(&self.answer(view)?, view)
    /// })?;
    /// ```
    pub fn write<'v>(
        &self,
        view: &'v View<'v>,
        output: &Output,
        mut ask: impl for<'w> FnMut(&'w View<'w>, &mut Page) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let form = output.form()?;
        let Some(length) = self.window else {
            return save(output.output.as_deref(), |out| {
                ask(view, &mut Page { form, output, out, window: None, left: 1 })
            });
        };
        let windows = view.windows(length, self.step)?;
        let head = Head {
            begun: InWindows::begun("", &windows, length, self.step),
            asked: (!view.is_plain()).then(|| windows.base().to_string()),
        };
        save(output.output.as_deref(), |out| {
            for index in 0..windows.len() {
                let view = windows.get(index).expect("there are so many");
                let window = Window::new(index, &view, &head);
                let left = windows.len() - index;
                ask(&view, &mut Page { form, output, out, window: Some(window), left })?;
            }
            finish(form, &head, out)
        })
    }
}

/// Writes the end, after the last window.
fn finish(form: Form, head: &Head, out: &mut dyn Write) -> Result<(), Failure> {
    match (form, head.begun.undated) {
        (Form::Json, _) => writeln!(out, "\n  ]\n}}")?,
        (Form::Csv, _) | (_, 0) => {}
        (_, undated) => {
            let what = if undated == 1 { "stance has" } else { "stances have" };
            writeln!(out, "\n{undated} {what} no date and no window")?;
        }
    }
    Ok(())
}

impl<'h> Window<'h> {
    fn new(index: usize, view: &View, head: &'h Head) -> Self {
        let (from, until) = match view.time() {
            Time::Window { from, until } => (from, until),
            Time::Latest | Time::Snapshot(_) => (None, None),
        };
        Self { index, from, until, stances: view.stances().count(), head }
    }

    /// The heading of a window: `2016-01-01 until 2017-01-01: 12 stances`.
    fn heading(self) -> String {
        let stances = match self.stances {
            0 => "no stances".to_owned(),
            stances => plural(stances, "stance"),
        };
        format!(
            "{}: {stances}",
            self.days().map(|day| day.unwrap_or("the end".into())).join(" until ")
        )
    }

    fn days(self) -> [Option<String>; 2] {
        [self.from, self.until].map(|day| day.map(|day| day.to_string()))
    }
}

impl Page<'_, '_> {
    /// The number of answers to come, including this one.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Writes the answer to a view, under the heading of its window if there are several.
    pub fn put<A: Answer>(&mut self, answer: &A, view: &View) -> Result<(), Failure> {
        let Some(window) = self.window else {
            return answer::write_to(answer, view, self.output, self.out);
        };
        match self.form {
            Form::Json => self.put_json(window, answer, view),
            Form::Csv => self.put_csv(window, answer),
            Form::Table | Form::Md => self.put_tables(window, answer),
        }
    }

    fn put_json<A: Answer>(
        &mut self,
        window: Window,
        answer: &A,
        view: &View,
    ) -> Result<(), Failure> {
        if window.index == 0 {
            let mut begun = window.head.begun.clone();
            begun.verb = A::VERB.into();
            let head = json::text(&begun)?;
            let open = head.trim_end_matches(['}', '\n', ']']);
            write!(self.out, "{open}")?;
        }
        let item = InWindow::of(answer, view, self.output.evidence);
        // Line breaks within texts are escaped, so all others are between values.
        let item = json::text(&item)?.replace('\n', "\n    ");
        let comma = if window.index == 0 { "" } else { "," };
        Ok(write!(self.out, "{comma}\n    {item}")?)
    }

    fn put_csv<A: Answer>(&mut self, window: Window, answer: &A) -> Result<(), Failure> {
        let Some(table) = answer.listing() else { return Ok(()) };
        let columns = print::csv_header(&table, self.output.evidence);
        let mut csv = csv::Writer::from_writer(&mut *self.out);
        if window.index == 0 {
            let leading = COLUMNS.iter().map(ToString::to_string);
            let header = leading.chain(columns.iter().cloned());
            csv.write_record(header).map_err(csv_failure)?;
        }
        let [from, until] = window.days().map(Option::unwrap_or_default);
        let leading = [from, until, window.stances.to_string()];
        let mut rows = print::csv_rows(&table, self.output.cells()).peekable();
        if rows.peek().is_none() {
            let empty = vec![String::new(); columns.len()];
            csv.write_record(leading.iter().chain(&empty)).map_err(csv_failure)?;
        }
        for row in rows {
            csv.write_record(leading.iter().chain(&row)).map_err(csv_failure)?;
        }
        Ok(csv.flush()?)
    }

    fn put_tables<A: Answer>(&mut self, window: Window, answer: &A) -> Result<(), Failure> {
        if window.index > 0 {
            writeln!(self.out)?;
        }
        let mark = if self.form == Form::Md { "# " } else { "" };
        if let Some(asked) = window.head.asked.as_ref().filter(|_| window.index == 0) {
            writeln!(self.out, "{}\n", self.form.safe(asked))?;
        }
        writeln!(self.out, "{mark}{}", window.heading())?;
        if window.stances == 0 {
            return Ok(());
        }
        writeln!(self.out)?;
        answer::write_tables(answer, None, self.output.looks(self.form), self.out)
    }
}
