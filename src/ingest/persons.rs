//! Several persons in one cell: a guardian's name under the child's, or a whole row of two people.
//!
//! Lines of a name's cell are several persons only where each of them is a whole name, or begins with
//! a word of guardians; a name that a line break cuts in two stays as it is. Where the ordinal too has
//! as many lines, each line is a person of the list; else the first is, and the others receive for it.

use super::forms::Forms;
pub(super) use super::rows::names_someone;
use crate::model::{Field, Private, RawCell, RawValue};

/// More lines than this are no people.
const MOST_PERSONS: usize = 20;

/// The cells of each person that a row holds, at least one.
pub(super) fn split(cells: Vec<RawCell>, forms: &Forms, readable: &dyn Fn(&str) -> String) -> Vec<Vec<RawCell>> {
    let names = lines_of(&cells, Field::FullName);
    if names.len() < 2 {
        return vec![cells];
    }
    let whole = |name: &str| names_someone(forms, &readable(name)) && !forms.words.goes_on(&readable(name));
    let ordinals = lines_of(&cells, Field::Ordinal);
    let ids = lines_of(&cells, Field::IdNo);
    let numbered = ordinals.len() == names.len();
    let unnumbered = ordinals.is_empty() && ids.len() == names.len();
    if (numbered || unnumbered) && names.len() <= MOST_PERSONS && names.iter().all(|name| whole(name)) {
        return (0..names.len()).map(|at| person(&cells, at, names.len())).collect();
    }
    let guardians: Option<Vec<(Option<String>, String)>> =
        names[1..].iter().map(|line| guardian(line, whole(&names[0]), forms, readable)).collect();
    match guardians {
        Some(guardians) => vec![with_guardians(cells, &names, guardians)],
        None => vec![cells],
    }
}

fn lines_of(cells: &[RawCell], field: Field) -> Vec<String> {
    cells.iter().find(|cell| cell.field == field).map_or(Vec::new(), |cell| lines(&cell.value))
}

/// The lines of a text that are not blank.
fn lines(value: &RawValue) -> Vec<String> {
    match value {
        RawValue::Text(text) => {
            let lines = text.reveal().split(['\n', '\r']).map(str::trim);
            lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
        }
        other => vec![other.reveal()],
    }
}

/// The cells of one of several persons: its own line where a cell has a line for each of them; what
/// stands there once holds for all.
fn person(cells: &[RawCell], at: usize, of: usize) -> Vec<RawCell> {
    let own = |cell: &RawCell| {
        let lines = lines(&cell.value);
        match lines.get(at).filter(|_| lines.len() == of) {
            Some(line) => RawCell { value: RawValue::Text(Private::new(line)), ..cell.clone() },
            None => RawCell { inherited: cell.inherited || at > 0, ..cell.clone() },
        }
    };
    cells.iter().map(own).collect()
}

/// The relation, where told, and the name of a guardian in a line: `(Mẹ: Trần Thị Xuân)`.
pub(super) fn guardian(
    line: &str,
    after_whole_name: bool,
    forms: &Forms,
    readable: &dyn Fn(&str) -> String,
) -> Option<(Option<String>, String)> {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "()[]-–*+".contains(c));
    if let Some((label, name)) = bare.split_once(':') {
        let is_relation = forms.words.guardian(&readable(label))?;
        return Some((is_relation.then(|| label.trim().to_owned()), name.trim().to_owned()));
    }
    let words = forms.words.leading(&readable(bare));
    let pieces: Vec<&str> = bare.split_whitespace().collect();
    let name = pieces.get(words..).unwrap_or(&[]).join(" ");
    if !names_someone(forms, &readable(&name)) || words == 0 && !after_whole_name {
        return None;
    }
    let label = pieces[..words].join(" ");
    let is_relation = words > 0 && forms.words.guardian(&readable(&label)) == Some(true);
    Some((is_relation.then_some(label), name))
}

/// The first person's cells with the guardians' names beside them. Cells with a line for each keep
/// the first one.
fn with_guardians(cells: Vec<RawCell>, names: &[String], guardians: Vec<(Option<String>, String)>) -> Vec<RawCell> {
    let column = cells.iter().find(|cell| cell.field == Field::FullName).map_or(1, |cell| cell.column);
    let mut out = person(&cells, 0, names.len());
    let text =
        |field, text: &str| RawCell { field, column, value: RawValue::Text(Private::new(text)), inherited: false };
    for (relation, name) in guardians {
        out.push(text(Field::Receiver, &name));
        out.extend(relation.map(|relation| text(Field::Relation, &relation)));
    }
    out.sort_by_key(|cell| cell.column);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells `field=value` parted by `; `, persons by ` && `; `/` is a line break.
    #[track_caller]
    fn check(cells: &str, expected: &str) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let cell = |(at, pair): (usize, &str)| {
            let (field, value) = pair.split_once('=').unwrap();
            let value = RawValue::Text(Private::new(&value.replace('/', "\n")));
            let field = <Field as crate::model::Coded>::from_code(field).unwrap();
            RawCell { field, column: at as u16 + 1, value, inherited: false }
        };
        let people = split(cells.split("; ").enumerate().map(cell).collect(), &forms, &str::to_owned);
        let show = |cells: &Vec<RawCell>| {
            let shown: Vec<String> =
                cells.iter().map(|c| format!("{}={}", c.field, c.value.reveal().replace('\n', "/"))).collect();
            shown.join("; ")
        };
        assert_eq!(people.iter().map(show).collect::<Vec<_>>().join(" && "), expected);
    }

    #[test]
    fn guardians_under_the_child() {
        check("full_name=Lê Văn An/(Mẹ: Trần Thị Xuân)", "full_name=Lê Văn An; receiver=Trần Thị Xuân; relation=Mẹ");
        check("full_name=Lê Văn An/NGH: Trần Xuân", "full_name=Lê Văn An; receiver=Trần Xuân");
        check(
            "full_name=Lê Văn An/bà nội Trần Thị Xuân",
            "full_name=Lê Văn An; receiver=Trần Thị Xuân; relation=bà nội",
        );
        check(
            "ordinal=1; full_name=Lê Văn An/Trần Xuân; id_no=1/2",
            "ordinal=1; full_name=Lê Văn An; receiver=Trần Xuân; id_no=1",
        );
        check(
            "full_name=Lê Văn An/Trần Xuân; id_no=1/2",
            "full_name=Lê Văn An; id_no=1 && full_name=Trần Xuân; id_no=2",
        );
    }

    #[test]
    fn people_of_the_list_have_a_number_each() {
        check(
            "ordinal=1/2; full_name=Lê Văn An/Trần Thị Xuân; birth_date=1948/1950; hamlet=Thôn Đông",
            "ordinal=1; full_name=Lê Văn An; birth_date=1948; hamlet=Thôn Đông && ordinal=2; full_name=Trần Thị Xuân; birth_date=1950; hamlet=Thôn Đông",
        );
    }

    #[test]
    fn one_name_over_two_lines_is_one_name() {
        for name in
            ["Lê Văn/An", "Lê/Văn An", "Trần Thị/Mai Hoa", "Lê Văn An/(đã chết)", "Lê Văn An/tức Lê Ba Tý Hai Sáu"]
        {
            check(&format!("full_name={name}; id_no=1"), &format!("full_name={name}; id_no=1"));
        }
    }
}
