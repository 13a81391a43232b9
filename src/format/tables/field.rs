//! The columns of our own tables.

macro_rules! fields {
    ($count:literal: $($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A column of our own tables.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Field {
            $($variant,)*
        }

        impl Field {
            pub(crate) const ALL: [Self; $count] = [$(Self::$variant,)*];

            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

fields! { 35:
    Record = "record",
    Id = "id",
    Actor = "actor",
    Speaker = "speaker",
    Label = "label",
    Issue = "issue",
    Toward = "toward",
    Position = "position",
    Strength = "strength",
    Weight = "weight",
    Date = "date",
    Until = "until",
    Source = "source",
    Locator = "locator",
    Quote = "quote",
    Note = "note",
    Coder = "coder",
    Grade = "grade",
    Status = "status",
    Characters = "characters",
    ProposedBy = "proposed-by",
    Rule = "rule",
    Confidence = "confidence",
    Name = "name",
    Kind = "kind",
    Aliases = "aliases",
    PartOf = "part-of",
    Description = "description",
    Attributes = "attributes",
    Title = "title",
    Publisher = "publisher",
    Url = "url",
    Archived = "archived",
    Text = "text",
    CodedRange = "coded-range",
}

impl Field {
    /// The fields of a stance.
    pub(crate) const STANCE: [Self; 22] = [
        Self::Id,
        Self::Actor,
        Self::Speaker,
        Self::Label,
        Self::Issue,
        Self::Toward,
        Self::Position,
        Self::Strength,
        Self::Weight,
        Self::Date,
        Self::Until,
        Self::Source,
        Self::Locator,
        Self::Quote,
        Self::Note,
        Self::Coder,
        Self::Grade,
        Self::Status,
        Self::Characters,
        Self::ProposedBy,
        Self::Rule,
        Self::Confidence,
    ];

    /// The fields of a stance, and the address of its source.
    pub(crate) const ADDRESSED: [Self; 23] = {
        let mut fields = [Self::Url; 23];
        fields.split_at_mut(22).0.copy_from_slice(&Self::STANCE);
        fields
    };

    /// The field of a column name, in any letter case.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str().eq_ignore_ascii_case(name))
    }

    /// Whether it says if a stance is confirmed, or who proposed it.
    pub(crate) fn is_provenance(self) -> bool {
        matches!(
            self,
            Self::Status | Self::Characters | Self::ProposedBy | Self::Rule | Self::Confidence
        )
    }

    /// Columns with the one beside which readers know that a status is ours, if there is one to know.
    pub(crate) fn with_proposer(mut columns: Vec<Self>) -> Vec<Self> {
        let is_ours = columns.iter().any(|field| field.is_provenance());
        if is_ours && !columns.contains(&Self::ProposedBy) {
            columns.push(Self::ProposedBy);
            columns.sort_unstable();
        }
        columns
    }

    /// Whether its values are numbers.
    #[cfg_attr(
        not(any(feature = "parquet", feature = "excel")),
        expect(dead_code, reason = "texts are what CSV has")
    )]
    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Strength | Self::Weight | Self::Confidence)
    }

    /// Whether many stances share its values, so that it is worthwhile to remember their meaning.
    pub(crate) fn repeats(self) -> bool {
        matches!(
            self,
            Self::Record
                | Self::Actor
                | Self::Speaker
                | Self::Label
                | Self::Issue
                | Self::Toward
                | Self::Position
                | Self::Strength
                | Self::Weight
                | Self::Date
                | Self::Until
                | Self::Source
        )
    }

    /// Whether blanks around its value are significant.
    pub(crate) fn is_free_text(self) -> bool {
        matches!(
            self,
            Self::Locator
                | Self::Quote
                | Self::Note
                | Self::Coder
                | Self::Grade
                | Self::ProposedBy
                | Self::Rule
                | Self::Name
                | Self::Kind
                | Self::Description
                | Self::Title
                | Self::Publisher
                | Self::Url
                | Self::Archived
                | Self::Text
        )
    }
}
