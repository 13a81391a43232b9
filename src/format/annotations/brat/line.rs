//! The lines of a file of annotations.

/// What a line says.
#[derive(Debug, PartialEq)]
pub enum Line<'t> {
    /// `T1⇥Actor 0 5⇥Greens`
    Span {
        id: &'t str,
        kind: &'t str,
        /// From the first character of the first part to the last of the last one.
        ends: (u64, u64),
        /// Whether it has several parts.
        has_gaps: bool,
        words: &'t str,
    },
    /// `R1⇥opposes Arg1:T1 Arg2:T2`, or an event `E1⇥Opposition:T3 Actor:T1 Issue:T2` with its trigger.
    Joined {
        id: &'t str,
        kind: &'t str,
        trigger: Option<&'t str>,
        /// The role and the id of each argument.
        arguments: Vec<(&'t str, &'t str)>,
    },
    /// `A1⇥Position T1 Support`
    Attribute { name: &'t str, of: &'t str, value: Option<&'t str> },
    /// `N1⇥Reference T1 actor:greens⇥The Greens`
    Reference { of: &'t str, base: &'t str, entry: &'t str, name: &'t str },
    /// `#1⇥AnnotatorNotes T1⇥words`
    Note { of: &'t str, words: &'t str },
    /// `*⇥Equiv T1 T2`
    Equivalent,
}

impl<'t> Line<'t> {
    /// Parses a line that is not empty; or says what it should look like.
    pub fn parse(line: &'t str) -> Result<Self, &'static str> {
        let mut cells = line.splitn(3, '\t');
        let (id, said, rest) =
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next());
        match id.as_bytes().first() {
            Some(b'T') => span(id, said, rest).ok_or("T1⇥TYPE START END⇥WORDS"),
            Some(b'R') => joined(id, said, false).ok_or("R1⇥TYPE Arg1:T1 Arg2:T2"),
            Some(b'E') => joined(id, said, true).ok_or("E1⇥TYPE:T1 ROLE:T2"),
            Some(b'A' | b'M') => attribute(said).ok_or("A1⇥NAME T1 VALUE"),
            Some(b'N') => reference(said, rest).ok_or("N1⇥Reference T1 BASE:ENTRY⇥NAME"),
            Some(b'#') => note(said, rest).ok_or("#1⇥AnnotatorNotes T1⇥WORDS"),
            Some(b'*') => Ok(Self::Equivalent),
            _ => Err("an id that begins with T, R, E, A, M, N, # or *, and a tab"),
        }
    }
}

fn span<'t>(id: &'t str, said: &'t str, words: Option<&'t str>) -> Option<Line<'t>> {
    let (kind, offsets) = said.split_once(' ')?;
    let mut ends = None::<(u64, u64)>;
    let mut count = 0;
    for part in offsets.split(';') {
        let (start, end) = part.trim().split_once(' ')?;
        let (start, end) = (start.parse::<u64>().ok()?, end.trim().parse::<u64>().ok()?);
        if start > end {
            return None;
        }
        ends = Some(ends.map_or((start, end), |(a, b)| (a.min(start), b.max(end))));
        count += 1;
    }
    Some(Line::Span { id, kind, ends: ends?, has_gaps: count > 1, words: words.unwrap_or("") })
}

fn joined<'t>(id: &'t str, said: &'t str, is_event: bool) -> Option<Line<'t>> {
    let mut parts = said.split_whitespace();
    let first = parts.next()?;
    let (kind, trigger) = match is_event {
        true => first.split_once(':').map(|(kind, trigger)| (kind, Some(trigger)))?,
        false => (first, None),
    };
    let arguments = parts.map(|part| part.split_once(':')).collect::<Option<Vec<_>>>()?;
    let is_enough = is_event || arguments.len() == 2;
    is_enough.then_some(Line::Joined { id, kind, trigger, arguments })
}

fn attribute(said: &str) -> Option<Line<'_>> {
    let mut parts = said.splitn(3, ' ');
    let (name, of) = (parts.next()?, parts.next()?);
    let value = parts.next().map(str::trim).filter(|value| !value.is_empty());
    (!name.is_empty()).then_some(Line::Attribute { name, of, value })
}

fn reference<'t>(said: &'t str, name: Option<&'t str>) -> Option<Line<'t>> {
    let mut parts = said.splitn(3, ' ');
    let (_, of, entry) = (parts.next()?, parts.next()?, parts.next()?);
    let (base, entry) = entry.split_once(':')?;
    Some(Line::Reference { of, base, entry, name: name.unwrap_or("") })
}

fn note<'t>(said: &'t str, words: Option<&'t str>) -> Option<Line<'t>> {
    let (_, of) = said.split_once(' ')?;
    Some(Line::Note { of: of.trim(), words: words.unwrap_or("") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_is_read() {
        assert_eq!(
            Line::parse("T1\tActor 0 5;7 9\tAnn B"),
            Ok(Line::Span {
                id: "T1",
                kind: "Actor",
                ends: (0, 9),
                has_gaps: true,
                words: "Ann B"
            })
        );
        let arguments = vec![("Arg1", "T1"), ("Arg2", "T2")];
        let joined = Line::Joined { id: "R1", kind: "opposes", trigger: None, arguments };
        assert_eq!(Line::parse("R1\topposes Arg1:T1 Arg2:T2"), Ok(joined));
        let event = Line::Joined {
            id: "E1",
            kind: "Say",
            trigger: Some("T3"),
            arguments: vec![("Who", "T1")],
        };
        assert_eq!(Line::parse("E1\tSay:T3 Who:T1"), Ok(event));
        let flag = Line::Attribute { name: "Draft", of: "T1", value: None };
        assert_eq!(Line::parse("M2\tDraft T1"), Ok(flag));
        let reference = Line::Reference { of: "T1", base: "actor", entry: "a%20b", name: "A b" };
        assert_eq!(Line::parse("N1\tReference T1 actor:a%20b\tA b"), Ok(reference));
        let note = Line::Note { of: "T1", words: "see p. 3" };
        assert_eq!(Line::parse("#1\tAnnotatorNotes T1\tsee p. 3"), Ok(note));
        assert_eq!(Line::parse("*\tEquiv T1 T2"), Ok(Line::Equivalent));
    }

    #[test]
    fn what_is_no_such_line_is_said() {
        for line in [
            "T1 Actor 0 5 Ann",
            "T1\tActor 5 0\tAnn",
            "T1\tActor -1 5\tAnn",
            "T1\tActor 0\tAnn",
            "T1\tActor 0 99999999999999999999\tAnn",
            "R1\topposes Arg1:T1",
            "R1\topposes T1 T2",
            "E1\tSay Who:T1",
            "A1\tDraft",
            "N1\tReference T1\tAnn",
            "#1\tAnnotatorNotes",
            "hello",
        ] {
            assert!(Line::parse(line).is_err(), "{line}");
        }
    }
}
