use super::*;

#[test]
fn names_with_commas_and_equal_signs_stand_in_quotes() {
    let mapping = Mapping::parse(r#"actor="a, b",issue="c=""d""""#, r#""1,5"=support"#).unwrap();
    assert_eq!(mapping.columns[&Field::Actor], From::Column("a, b".into()));
    assert_eq!(mapping.columns[&Field::Issue], From::Column("c=\"d\"".into()));
    assert_eq!(mapping.meaning("1,5"), Some(Meaning::Position(Position::Support)));
    let written = mapping.to_string();
    let (map, values) = written.split_once(" \"1").unwrap();
    assert_eq!(Mapping::parse(map, &format!("\"1{values}")).unwrap(), mapping);
}

#[test]
fn what_is_wrong_is_said_with_the_way_out() {
    let message = |map: &str, values: &str| Mapping::parse(map, values).unwrap_err().to_string();
    for (map, values, wanted) in [
        (
            "acter=a",
            "",
            "a stance has no field \"acter\" to map a column to; did you mean \"actor\"?",
        ),
        ("issue=a", "", "no column is mapped to \"actor\"; write actor=COLUMN"),
        ("actor=a,actor=b", "", "the field \"actor\" is mapped twice"),
        (
            "actor",
            "",
            "\"actor\" is not of the form NAME=VALUE; names with an equal sign stand in double quotes",
        ),
        ("actor=\"a", "", "a double quote is not closed in actor=\"a"),
        (
            "actor=a",
            "yes=yea",
            "the value \"yes\" means support, neutral, oppose, both or skip, not \"yea\"",
        ),
        ("actor=a", "y=support,y=oppose", "the value \"y\" is mapped twice"),
        ("actor=a,issue=", "", "the field \"issue\" is mapped to nothing"),
        ("actor=a,issue:=", "", "the field \"issue\" is mapped to nothing"),
        (
            "actor=a,date:=16",
            "",
            "\"date\" has to be a date such as 2016, 2016-04 or 2016-04-29, not \"16\"",
        ),
        (
            "actor=a,strength:=0",
            "",
            "\"strength\" has to be a number that is more than 0 and at most 1, not \"0\"",
        ),
        (
            "actor=a,position:=yes",
            "no=oppose",
            "\"position\" has to be support, neutral, oppose or one of the values, not \"yes\"",
        ),
        (
            "actor=a,id:=1",
            "",
            "\"id\" has to be a column, because no two stances have one id, not \"1\"",
        ),
    ] {
        assert_eq!(message(map, values), wanted);
    }
}
