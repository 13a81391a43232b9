//! One answer for each window of time.

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;
use stancegraph::View;
use stancegraph::graph::Time;
use stancegraph::model::{Date, Span};

use crate::answer::{self, Answer, Form, Output, VERSION};
use crate::commands::who::plural;
use crate::evidence::Evidence;
use crate::failure::Failure;
use crate::json;
use crate::save::save;
use crate::sheet::csv_failure;

/// Whether a question is asked once, or for each window of time.
#[derive(Args, Debug)]
#[command(next_help_heading = "Time")]
pub struct Windowing {
    /// One answer for each span: 10d, 2w, 3m, 1q or 1y; the first begins with --from or with the calendar
    #[arg(long, value_name = "SPAN", conflicts_with = "at", allow_hyphen_values = true)]
    window: Option<Span>,
    /// How far apart windows begin; by default each begins where the one before ends
    #[arg(long, value_name = "SPAN", requires = "window", allow_hyphen_values = true)]
    step: Option<Span>,
}

/// The columns that stand before those of the answer; the rest may have a `from` of its own.
const COLUMNS: [&str; 3] = ["window-from", "window-until", "window-stances"];

/// Takes the answer to a view, or to one of its windows.
pub struct Page<'o, 'w> {
    form: Form,
    output: &'o Output,
    out: &'w mut dyn Write,
    window: Option<Window<'o>>,
    /// How many answers are to come, with this one.
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

/// Answers for windows of time: with `--window`.
#[derive(Serialize, JsonSchema)]
pub struct InWindows<'g, B> {
    #[serde(flatten)]
    head: Head,
    /// The oldest first; those without a stance too.
    windows: Vec<InWindow<'g, B>>,
}

/// What all windows have in common.
#[derive(Clone, Serialize, JsonSchema)]
struct Head {
    /// The version of the answers' form.
    stancegraph: u32,
    /// The command that gave the answers.
    verb: &'static str,
    /// Which stances are cut into windows: the time and the filter.
    view: String,
    /// How long a window is.
    window: Span,
    /// How far apart windows begin.
    step: Span,
    /// How many stances are in no window since they have no date.
    undated: usize,
    /// The view, where anything is asked for.
    #[serde(skip)]
    asked: Option<String>,
}

/// The answer for one window.
#[derive(Serialize, JsonSchema)]
struct InWindow<'g, B> {
    /// The first day.
    from: Option<Date>,
    /// The day after the last; absent at the end of the calendar.
    until: Option<Date>,
    /// How many stances are in the window.
    stances: usize,
    /// The answer.
    answer: B,
    /// With `--evidence`: every stance that the answer names, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<BTreeMap<String, Evidence<'g>>>,
}

impl Windowing {
    /// Asks for the answer to a view, or with `--window` to each of its windows, and writes what
    /// is put on the page.
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
            stancegraph: VERSION,
            verb: "",
            view: windows.base().to_string(),
            window: length,
            step: self.step.unwrap_or(length),
            undated: windows.undated(),
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

/// Writes what stands below the last window.
fn finish(form: Form, head: &Head, out: &mut dyn Write) -> Result<(), Failure> {
    match (form, head.undated) {
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
            _ => (None, None),
        };
        Self { index, from, until, stances: view.stances().count(), head }
    }

    /// `2016-01-01 until 2017-01-01: 12 stances`.
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
    /// How many answers are to come, with this one.
    pub fn left(&self) -> usize {
        self.left
    }

    /// Writes the answer to a view, under the heading of its window where it is one of several.
    pub fn put<'g, A: Answer<'g>>(&mut self, answer: &A, view: &View<'g>) -> Result<(), Failure> {
        let Some(window) = self.window else {
            return answer::write_to(answer, view, self.output, self.out);
        };
        match self.form {
            Form::Json => self.put_json(window, answer),
            Form::Csv => self.put_csv(window, answer),
            Form::Table | Form::Md => self.put_sheets(window, answer),
        }
    }

    fn put_json<'g, A: Answer<'g>>(&mut self, window: Window, answer: &A) -> Result<(), Failure> {
        if window.index == 0 {
            let head = json::text(&Head { verb: A::VERB, ..window.head.clone() })?;
            let open = head.trim_end_matches('}').trim_end();
            write!(self.out, "{open},\n  \"windows\": [")?;
        }
        let item = InWindow {
            from: window.from,
            until: window.until,
            stances: window.stances,
            answer,
            evidence: self.output.evidence.then(|| answer::evidence_of(answer)),
        };
        // A line break within a text is escaped: all that are there are between values.
        let item = json::text(&item)?.replace('\n', "\n    ");
        let comma = if window.index == 0 { "" } else { "," };
        Ok(write!(self.out, "{comma}\n    {item}")?)
    }

    fn put_csv<'g, A: Answer<'g>>(&mut self, window: Window, answer: &A) -> Result<(), Failure> {
        let sheets = answer.sheets();
        let Some(sheet) = sheets.first() else { return Ok(()) };
        let columns = sheet.csv_columns(self.output.evidence);
        let mut csv = csv::Writer::from_writer(&mut *self.out);
        if window.index == 0 {
            let header = COLUMNS.iter().chain(&columns);
            csv.write_record(header).map_err(csv_failure)?;
        }
        let [from, until] = window.days().map(Option::unwrap_or_default);
        let leading = [from, until, window.stances.to_string()];
        let mut rows = sheet.csv_rows(self.output.cells()).peekable();
        if rows.peek().is_none() {
            let empty = vec![String::new(); columns.len()];
            csv.write_record(leading.iter().chain(&empty)).map_err(csv_failure)?;
        }
        for row in rows {
            csv.write_record(leading.iter().chain(&row)).map_err(csv_failure)?;
        }
        Ok(csv.flush()?)
    }

    fn put_sheets<'g, A: Answer<'g>>(&mut self, window: Window, answer: &A) -> Result<(), Failure> {
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
        answer::write_sheets(answer, None, self.output.looks(self.form), self.out)
    }
}
