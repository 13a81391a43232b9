//! The columns of a spreadsheet under the names that people give them.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::format::dates::DateForm;
use crate::format::tables::field::Field;

/// How like a field, from 0 to 1, a misspelt name is: `lable` is 0.8, `population` 0.6 like `position`.
const LIKE: f64 = 0.75;

/// The columns of a spreadsheet.
#[derive(Debug, PartialEq)]
pub enum Columns {
    /// The column of each field, and the form of dates, if a name says it: `Date (dd/mm/yyyy)`.
    Found { columns: Vec<(Field, usize)>, dates: Option<DateForm> },
    /// Two columns that can be the same field.
    Either { field: Field, columns: [usize; 2] },
    /// A column whose name is almost that of a field.
    Misspelt(usize),
    /// Not such a table: its columns have the names of fields, or it lacks what a stance needs.
    Other,
}

/// The fields that a column can be, in the order of preference.
type Fields = [Option<Field>; 2];

/// Finds out which column is which field.
pub fn columns(names: &[String]) -> Columns {
    // Spreadsheets have a status, rules and confidences of their own.
    let is_ours = |name: &String| {
        let field = Field::of_name(name.trim());
        field.is_some_and(|field| matches!(field, Field::Characters | Field::ProposedBy))
    };
    let has_provenance = names.iter().any(is_ours);
    let own_field =
        |name: &str| field_of_stance(name).filter(|field| has_provenance || !field.is_provenance());
    let candidates = names.iter().map(|name| fields_of(name, &own_field)).collect::<Vec<_>>();
    let is_strict = |column: usize| own_field(&names[column]).is_some();
    let named = |column: &usize| !names[*column].trim().is_empty();
    if (0..names.len()).filter(named).all(is_strict) {
        return Columns::Other;
    }
    let mut found = Found::default();
    for column in (0..names.len()).filter(|column| is_strict(*column)) {
        let field = own_field(&names[column]).expect("it was just found");
        // Two columns of one name are reported where the header is read.
        found.add(field, column);
    }
    let strict = found.columns.len();
    let loose = |column: &usize| !is_strict(*column);
    for column in (0..names.len()).filter(loose) {
        let [Some(field), None] = candidates[column] else { continue };
        match found.column(field) {
            None => found.add(field, column),
            Some(other) if is_needed(field) && !is_strict(other) => {
                return Columns::Either { field, columns: [other, column] };
            }
            Some(_) => {}
        }
    }
    for column in (0..names.len()).filter(loose) {
        let [Some(first), Some(second)] = candidates[column] else { continue };
        let order = if first == Field::Speaker { [second, first] } else { [first, second] };
        if let Some(field) = order.into_iter().find(|field| found.column(*field).is_none()) {
            found.add(field, column);
        }
    }
    // Who speaks for nobody else speaks for themselves.
    if found.column(Field::Actor).is_none()
        && let Some((field, _)) =
            found.columns.iter_mut().find(|(field, _)| *field == Field::Speaker)
    {
        *field = Field::Actor;
    }
    let is_typo = |column: usize| {
        let is_open = !found.columns.iter().any(|(_, known)| *known == column);
        is_open && candidates[column] == [None; 2] && is_like_a_field(&names[column])
    };
    let is_ours = found.columns.len() == strict;
    if is_ours || !found.is_enough() {
        return Columns::Other;
    }
    if let Some(column) = (0..names.len()).filter(named).find(|column| is_typo(*column)) {
        return Columns::Misspelt(column);
    }
    let dates = found.column(Field::Date).and_then(|column| form_of(&names[column]));
    Columns::Found { columns: found.columns, dates }
}

#[derive(Default)]
struct Found {
    columns: Vec<(Field, usize)>,
}

impl Found {
    fn column(&self, field: Field) -> Option<usize> {
        self.columns.iter().find(|(known, _)| *known == field).map(|(_, column)| *column)
    }

    fn add(&mut self, field: Field, column: usize) {
        self.columns.push((field, column));
    }

    /// Whether the columns can say who takes which position on what.
    fn is_enough(&self) -> bool {
        let has = |field: Field| self.column(field).is_some();
        let has_target = has(Field::Issue) || has(Field::Toward);
        has(Field::Actor) && has_target && (has(Field::Position) || has(Field::Label))
    }
}

/// Whether a guess between two columns would change what is said.
fn is_needed(field: Field) -> bool {
    matches!(field, Field::Actor | Field::Issue | Field::Toward | Field::Position | Field::Date)
}

/// The field of a stance, or its source's address, with this very name in any case.
fn field_of_stance(name: &str) -> Option<Field> {
    Field::of_name(name.trim()).filter(|field| Field::ADDRESSED.contains(field))
}

/// Whether a name is a misspelt field, which is better reported than left out.
fn is_like_a_field(name: &str) -> bool {
    let name = normal(name);
    let mut fields = Field::STANCE.into_iter().filter(|field| !field.is_provenance());
    fields.any(|field| strsim::normalized_damerau_levenshtein(&name, field.as_str()) >= LIKE)
}

/// The field that a name means first.
pub fn field_called(name: &str) -> Option<Field> {
    fields_of(name, &field_of_stance)[0]
}

/// The fields that a column with this name can be.
fn fields_of(name: &str, own_field: &impl Fn(&str) -> Option<Field>) -> Fields {
    if let Some(field) = own_field(name) {
        return [Some(field), None];
    }
    let name = normal(name);
    let known = |name: &str| {
        let own = || own_field(name).map(|field| [Some(field), None]);
        NAMES.get(name).copied().or_else(own)
    };
    let of = name.split_once(" of ");
    let turned = of.map(|(what, whose)| format!("{whose} {what}"));
    let parts = name.split(['/', '|', '-']).map(str::trim);
    known(&name)
        .or_else(|| known(&turned?))
        .or_else(|| known(of?.0))
        .or_else(|| known(name.strip_suffix(" name")?))
        .or_else(|| known(name.strip_suffix('s')?))
        .or_else(|| parts.clone().find_map(known))
        .unwrap_or([None; 2])
}

/// A name in lower case, its words separated by single blanks, without what stands in parentheses.
fn normal(name: &str) -> String {
    let open = name.find(['(', '[']).filter(|at| *at > 0).unwrap_or(name.len());
    let mut apart = String::new();
    let mut was_lower = false;
    for letter in name[..open].chars() {
        // `actorName` is two words.
        if was_lower && letter.is_uppercase() {
            apart.push(' ');
        }
        was_lower = letter.is_lowercase();
        apart.extend(letter.to_lowercase());
    }
    let words = apart.split(|letter: char| letter.is_whitespace() || letter == '_');
    let words = words.map(|word| word.trim_matches(['.', ':', '?', '*', '#', '"']));
    let words = words.filter(|word| !word.is_empty() && *word != "the").collect::<Vec<_>>();
    words.join(" ")
}

/// The form of dates that a name says: `Date (DD/MM/YYYY)`.
fn form_of(name: &str) -> Option<DateForm> {
    let letters = name.to_lowercase().replace(['/', '.', '-', ' '], "");
    let has = |forms: [&str; 3]| forms.into_iter().any(|form| letters.contains(form));
    if has(["ddmm", "ttmm", "jjmm"]) {
        Some(DateForm::Dmy)
    } else {
        letters.contains("mmdd").then_some(DateForm::Mdy)
    }
}

static NAMES: LazyLock<HashMap<&str, Fields>> = LazyLock::new(|| {
    let lines = include_str!("columns.tsv").lines().filter(|line| !line.starts_with('#'));
    let names = lines.flat_map(|line| {
        let mut parts = line.split('\t');
        let mut fields = parts.next().unwrap_or_default().split(',').map(Field::of_name);
        let fields = [fields.next().flatten(), fields.next().flatten()];
        let names = parts.nth(1).expect("the table is tested").split("; ");
        names.map(move |name| (name, fields))
    });
    names.collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    fn of(header: &str) -> String {
        let names = header.split(',').map(str::to_owned).collect::<Vec<_>>();
        match columns(&names) {
            Columns::Found { mut columns, dates } => {
                columns.sort_by_key(|(_, column)| *column);
                let fields = columns
                    .iter()
                    .map(|(field, column)| format!("{}={}", field.as_str(), names[*column]));
                let dates = dates.map(|form| format!(" {}", form.as_str()));
                fields.collect::<Vec<_>>().join(",") + &dates.unwrap_or_default()
            }
            Columns::Either { field, columns: [a, b] } => {
                format!("{}: {} or {}", field.as_str(), names[a], names[b])
            }
            Columns::Misspelt(column) => format!("misspelt: {}", names[column]),
            Columns::Other => "other".into(),
        }
    }

    #[test]
    fn no_name_is_two_fields() {
        let mut seen = HashMap::new();
        for line in include_str!("columns.tsv").lines().filter(|line| !line.starts_with('#')) {
            let parts = line.split('\t').collect::<Vec<_>>();
            assert_eq!(parts.len(), 3, "{line}");
            assert!(parts[0].split(',').all(|field| Field::of_name(field).is_some()), "{line}");
            for name in parts[2].split("; ") {
                assert_eq!(normal(name), name, "{line}");
                let known = seen.insert(name, parts[0]);
                assert!(known.is_none_or(|field| field == parts[0]), "{name}");
            }
        }
    }

    #[test]
    fn columns_are_known_by_their_usual_names() {
        for (header, wanted) in [
            ("Actor,Position,Issue", "other"),
            ("Actor,Position,Topic,Status,Role", "actor=Actor,position=Position,issue=Topic"),
            (
                "Actor,Position,Issue,Confidence",
                "actor=Actor,position=Position,issue=Issue,grade=Confidence",
            ),
            ("actor,label,issue,status,proposed-by,confidence", "other"),
            ("Organisation,Stance,Topic", "actor=Organisation,position=Stance,issue=Topic"),
            ("Speaker,Topic,Stance", "actor=Speaker,issue=Topic,position=Stance"),
            (
                "Person,Organization,Concept,Agreement",
                "speaker=Person,actor=Organization,issue=Concept,position=Agreement",
            ),
            (
                "actor_name,issue-name,Date of statement,Vote",
                "actor=actor_name,issue=issue-name,date=Date of statement,position=Vote",
            ),
            (
                "Partei,Thema,Haltung,Datum (TT.MM.JJJJ)",
                "actor=Partei,issue=Thema,position=Haltung,date=Datum (TT.MM.JJJJ) dmy",
            ),
            ("Parti,Sujet,Avis,Lien", "actor=Parti,issue=Sujet,position=Avis,url=Lien"),
            ("País,Tema,Postura,Fecha", "actor=País,issue=Tema,position=Postura,date=Fecha"),
            (
                "Actor,Stance,Position,Issue",
                "actor=Actor,label=Stance,position=Position,issue=Issue",
            ),
            (
                "Actor,Target,Issue,Position",
                "actor=Actor,toward=Target,issue=Issue,position=Position",
            ),
            ("Country,Target,Vote", "actor=Country,issue=Target,position=Vote"),
            ("Actor,Country,Topic,Position", "actor=Actor,issue=Topic,position=Position"),
            ("Country,Organisation,Topic,Vote", "actor: Country or Organisation"),
            ("Country,Topic,Colour", "other"),
            ("Country,Topic,Vote,Lable", "misspelt: Lable"),
            ("Country,Topic,Vote,Population", "actor=Country,issue=Topic,position=Vote"),
        ] {
            assert_eq!(of(header), wanted, "{header}");
        }
    }
}
