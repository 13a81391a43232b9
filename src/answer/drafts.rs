//! Drafts: the stances that texts seem to take, for a person to confirm.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    ActorName, Answer, Column, NodeKind, Note, Row, Stances, Table, TargetName, Value, plural,
};
use crate::graph::Side;
use crate::model::Date;

/// The stances that texts seem to take. None of them is in a map: they are proposals, to be read and confirmed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Drafts<'t> {
    /// The least confidence of the drafts that are listed.
    pub least: f64,
    /// The texts, in the order in which they were given.
    pub texts: Vec<DraftedText<'t>>,
}

/// What one text seems to say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DraftedText<'t> {
    /// The name of the text: that of its file.
    pub text: Cow<'t, str>,
    /// The drafts, in the order of the text.
    pub drafts: Vec<DraftedStance<'t>>,
    /// The number of drafts with less confidence, which are not listed.
    pub omitted: usize,
    /// The proposals of a program that do not hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<RefusedProposal<'t>>,
}

/// A proposal of a program that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RefusedProposal<'t> {
    /// Its number in what the program answered, from 1.
    pub number: usize,
    /// Why it is refused.
    pub why: Cow<'t, str>,
}

/// A stance that a text seems to take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DraftedStance<'t> {
    /// The paragraph, as a locator: `headline`, `paragraph 7`.
    pub paragraph: Cow<'t, str>,
    /// The actor.
    pub actor: DraftedName<'t>,
    /// Who speaks for the actor, as the text names the person; absent if nobody is named.
    pub speaker: Option<Cow<'t, str>>,
    /// The words that take the position.
    pub label: Cow<'t, str>,
    /// Whether the target is an issue or an actor.
    pub target_kind: NodeKind,
    /// The issue or actor that the stance is on.
    pub target: DraftedName<'t>,
    /// The actor that a demand is addressed to.
    pub toward: Option<DraftedName<'t>>,
    /// The position.
    pub position: Side,
    /// The date that the sentence names, or else the day of the report; absent if neither is known.
    pub date: Option<Date>,
    /// Whether the sentence itself names the date.
    pub is_dated: bool,
    /// How likely a careful coder finds the same, from 0 to 1; absent if a program does not say it.
    pub confidence: Option<f64>,
    /// The rule that found it, in words; absent if a program does not say why.
    pub rule: Option<Cow<'t, str>>,
    /// The words of the text.
    pub quote: Cow<'t, str>,
    /// Where the quote begins in the text, in characters (Unicode scalar values) from 0.
    pub start: usize,
    /// Where the quote ends.
    pub end: usize,
}

/// A name that a text mentions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct DraftedName<'t> {
    /// Its id in the map; absent if the map does not have it.
    pub id: Option<Cow<'t, str>>,
    /// The name.
    pub name: Cow<'t, str>,
}

impl Drafts<'_> {
    /// An answer without texts; drafts with less confidence than `least` are counted and not listed.
    ///
    #[cfg_attr(feature = "draft", doc = "```")]
    #[cfg_attr(not(feature = "draft"), doc = "```ignore")]
    /// use stancegraph::answer::{Answer, Drafts};
    /// use stancegraph::draft::{Drafter, Language, Named, Names};
    ///
    /// let names = Names::default()
    ///     .with_actors([Named::new("peru", "Peru")])
    ///     .with_issues([Named::new("dam", "Lake dam")]);
    /// let drafter = Drafter::new(&names, Language::english());
    /// let mut drafts = Drafts::new(0.4);
    /// drafts.add("report.txt", &drafter.draft("Peru opposes the lake dam.", None));
    /// assert_eq!(drafts.tables()[0].title, "report.txt: 1 draft");
    /// assert_eq!(drafts.texts[0].drafts[0].target.id.as_deref(), Some("dam"));
    /// ```
    #[must_use]
    pub fn new(least: f64) -> Self {
        Self { least, texts: Vec::new() }
    }

    /// A note that nothing was written, for those who read a table.
    fn note(omitted: usize) -> Note {
        let more = match omitted {
            0 => String::new(),
            _ => format!("; {} with less confidence left out", plural(omitted, "draft")),
        };
        Note::say(format!("proposals to read and confirm; nothing is written into a map{more}"))
    }
}

#[cfg(feature = "draft")]
impl<'t> Drafts<'t> {
    /// Adds what a text seems to say.
    pub fn add(&mut self, text: impl Into<Cow<'t, str>>, drafts: &[crate::draft::Draft]) {
        let sure = drafts.iter().filter(|draft| draft.confidence >= self.least);
        let sure = sure.map(DraftedStance::from).collect::<Vec<_>>();
        let omitted = drafts.len() - sure.len();
        let refused = Vec::new();
        self.texts.push(DraftedText { text: text.into(), drafts: sure, omitted, refused });
    }

    /// Adds what a program proposed for a text. Proposals without a confidence are listed.
    pub fn add_checked(
        &mut self,
        text: impl Into<Cow<'t, str>>,
        checking: &crate::draft::Checking,
    ) {
        let all = checking.accepted.iter().map(DraftedStance::from);
        let is_sure =
            |draft: &DraftedStance<'_>| draft.confidence.is_none_or(|of| of >= self.least);
        let (drafts, others): (Vec<_>, Vec<_>) = all.partition(is_sure);
        let refused = checking.refused.iter().map(|refused| RefusedProposal {
            number: refused.number,
            why: refused.why.to_string().into(),
        });
        let (omitted, refused) = (others.len(), refused.collect());
        self.texts.push(DraftedText { text: text.into(), drafts, omitted, refused });
    }
}

#[cfg(feature = "draft")]
fn target_kind(target: &crate::draft::Target) -> NodeKind {
    match target {
        crate::draft::Target::Issue(_) => NodeKind::Issue,
        crate::draft::Target::Actor(_) => NodeKind::Actor,
    }
}

#[cfg(feature = "draft")]
impl From<&crate::draft::Checked> for DraftedStance<'_> {
    fn from(checked: &crate::draft::Checked) -> Self {
        Self {
            paragraph: checked.locator.clone().unwrap_or_default().into(),
            actor: (&checked.actor).into(),
            speaker: checked.speaker.as_ref().map(|speaker| speaker.name.clone().into()),
            label: checked.label.clone().into(),
            target_kind: target_kind(&checked.target),
            target: checked.target.name().into(),
            toward: checked.toward.as_ref().map(DraftedName::from),
            position: Side::from(checked.position),
            date: checked.date,
            is_dated: checked.date.is_some(),
            confidence: checked.confidence.map(crate::model::Confidence::get),
            rule: checked.rule.clone().map(Cow::Owned),
            quote: checked.quote.clone().into(),
            start: checked.characters.start() as usize,
            end: checked.characters.end() as usize,
        }
    }
}

#[cfg(feature = "draft")]
impl From<&crate::draft::Draft> for DraftedStance<'_> {
    fn from(draft: &crate::draft::Draft) -> Self {
        Self {
            paragraph: draft.place.to_string().into(),
            actor: (&draft.actor).into(),
            speaker: draft.speaker.clone().map(Cow::Owned),
            label: draft.label.clone().into(),
            target_kind: target_kind(&draft.target),
            target: draft.target.name().into(),
            toward: draft.toward.as_ref().map(DraftedName::from),
            position: Side::from(draft.position),
            date: draft.date,
            is_dated: draft.is_dated,
            confidence: Some(draft.confidence),
            rule: Some(draft.rule.to_string().into()),
            quote: draft.quote.clone().into(),
            start: draft.span.start,
            end: draft.span.end,
        }
    }
}

#[cfg(feature = "draft")]
impl From<&crate::draft::Name> for DraftedName<'_> {
    fn from(name: &crate::draft::Name) -> Self {
        Self { id: name.id.clone().map(Cow::Owned), name: name.name.clone().into() }
    }
}

impl DraftedName<'_> {
    /// The id; empty if the map does not have the name.
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.id.as_deref().unwrap_or_default())
    }

    fn actor(&self) -> Value<'_> {
        Value::Actor(ActorName { id: self.id(), name: Cow::Borrowed(&self.name) })
    }

    fn target(&self, kind: NodeKind) -> Value<'_> {
        Value::Target(TargetName { kind, id: self.id(), name: Cow::Borrowed(&self.name) })
    }
}

impl DraftedText<'_> {
    fn notes(&self) -> Vec<Note> {
        std::iter::once(Drafts::note(self.omitted)).chain(self.refusals()).collect()
    }

    fn refusals(&self) -> impl Iterator<Item = Note> {
        let refused = self.refused.iter();
        refused.map(|of| {
            Note::say(format!("{}: proposal {} refused: {}", self.text, of.number, of.why))
        })
    }
}

impl DraftedStance<'_> {
    fn row(&self) -> Row<'_> {
        Row {
            values: vec![
                (&self.paragraph).into(),
                self.actor.actor(),
                self.speaker.as_ref().map_or(Value::Nothing, Value::from),
                (&self.label).into(),
                self.target.target(self.target_kind),
                self.toward.as_ref().map_or(Value::Nothing, DraftedName::actor),
                self.position.into(),
                Value::maybe(self.date),
                self.confidence.map_or(Value::Nothing, Value::Score),
                self.rule.as_ref().map_or(Value::Nothing, Value::from),
                (&self.quote).into(),
            ],
            about: format!("{} {} {}", self.actor.name, self.label, self.target.name),
            stances: Stances::none(),
        }
    }
}

fn columns<'a>() -> Vec<Column<'a>> {
    vec![
        Column::text("paragraph"),
        Column::actor("actor"),
        Column::text("speaker"),
        Column::text("label"),
        Column::target("target"),
        Column::actor("toward"),
        Column::side("position"),
        Column::date("date"),
        Column::number("confidence"),
        Column::text("rule"),
        Column::text("quote"),
    ]
}

impl Answer for Drafts<'_> {
    const VERB: &'static str = "draft";

    fn tables(&self) -> Vec<Table<'_>> {
        let tables = self.texts.iter().map(|text| Table {
            title: format!("{}: {}", text.text, plural(text.drafts.len(), "draft")),
            columns: columns(),
            rows: text.drafts.iter().map(DraftedStance::row).collect(),
            notes: text.notes(),
        });
        tables.collect()
    }

    /// The drafts are not of a view, so that there is no time to state below the titles.
    fn says_time(&self) -> bool {
        true
    }

    /// The drafts of all texts, each with the name of its text.
    fn listing(&self) -> Option<Table<'_>> {
        let rows = self.texts.iter().flat_map(|text| {
            text.drafts.iter().map(|draft| {
                let mut row = draft.row();
                row.values.insert(0, (&text.text).into());
                row
            })
        });
        let rows = rows.collect::<Vec<_>>();
        let omitted = self.texts.iter().map(|text| text.omitted).sum();
        let texts = plural(self.texts.len(), "text");
        let refused = self.texts.iter().flat_map(DraftedText::refusals);
        Some(Table {
            title: format!("{} of {texts}", plural(rows.len(), "draft")),
            columns: std::iter::once(Column::text("text")).chain(columns()).collect(),
            rows,
            notes: std::iter::once(Self::note(omitted)).chain(refused).collect(),
        })
    }
}
