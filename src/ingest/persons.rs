//! Several persons in one cell: a guardian's name under the child's, or a whole row of two people.
//!
//! Lines of a name's cell are several persons only where each of them is a whole name, or begins with
//! a word of guardians; a name that a line break cuts in two stays as it is. Each is a person of the list
//! where the ordinal has as many lines, or where all that belongs to one person alone (id, birth, sum) has;
//! else the first is, the others receive for it, and the ward is told who was read as what.

use super::forms::Forms;
pub(super) use super::rows::names_someone;
use crate::model::{Field, Issue, Private, RawCell, RawValue};

/// More lines than this are no people.
const MOST_PERSONS: usize = 20;

/// What belongs to one person alone.
const OWN: [Field; 5] = [Field::BirthDate, Field::BirthMale, Field::BirthFemale, Field::IdNo, Field::Amount];

/// What tells one person from another.
const IDENTITY: [Field; 4] = [Field::BirthDate, Field::BirthMale, Field::BirthFemale, Field::IdNo];

/// Words and signs between two people in one line.
const BETWEEN: [&str; 4] = [" và ", ";", " & ", " + "];

/// The people that a row holds.
pub(super) struct People {
    /// The cells of each, at least one.
    pub(super) cells: Vec<Vec<RawCell>>,
    /// What was made of several names.
    pub(super) told: Option<Issue>,
}

impl People {
    fn one(cells: Vec<RawCell>) -> People {
        People { cells: vec![cells], told: None }
    }
}

/// The people that a row holds.
pub(super) fn split(cells: Vec<RawCell>, forms: &Forms, readable: &dyn Fn(&str) -> String) -> People {
    let whole = |name: &str| names_someone(forms, &readable(name)) && !forms.words.goes_on(&readable(name));
    let mut names = lines_of(&cells, Field::FullName);
    // In one line only whole names are people, and only where more than the name is told of each.
    let in_line = names.len() == 1;
    if in_line {
        names = parts_of(&cells, Field::FullName);
        let each = |field: &Field| parts_of(&cells, *field).len() == names.len();
        if !names.iter().all(|name| whole(name)) || !IDENTITY.iter().any(each) {
            return People::one(cells);
        }
    }
    if names.len() < 2 {
        return People::one(cells);
    }
    if names.len() <= MOST_PERSONS && names.iter().all(|name| whole(name)) && each_has_a_row(&cells, names.len()) {
        let told = Issue::new("sheet.persons_split", &names[0]).suggest(&names.join("; "));
        let cells = (0..names.len()).map(|at| person(&cells, at, names.len())).collect();
        return People { cells, told: Some(told.about(Field::FullName)) };
    }
    let guardians: Option<Vec<(Option<String>, String)>> =
        names[1..].iter().map(|line| guardian(line, whole(&names[0]), forms, readable)).collect();
    let Some(guardians) = guardians else { return People::one(cells) };
    let two = IDENTITY.iter().any(|&field| parts_of(&cells, field).len() == names.len());
    let check = if two { "sheet.persons_unclear" } else { "sheet.guardian_in_cell" };
    let others: Vec<&str> = guardians.iter().map(|(_, name)| name.as_str()).collect();
    let told = Issue::new(check, &names[0]).suggest(&others.join("; ")).about(Field::FullName);
    People { cells: vec![with_guardians(cells, &names, guardians)], told: Some(told) }
}

/// True where each of the names has what a person of the list has: a number of its own; or, where there is
/// one number, two things that belong to one person alone; or, where nobody has a number, an id. What
/// belongs to one person and stands there once (a sum for both) says that it is one row.
fn each_has_a_row(cells: &[RawCell], names: usize) -> bool {
    let numbers = lines_of(cells, Field::Ordinal).len();
    if numbers == names {
        return true;
    }
    let own: Vec<usize> = OWN.iter().map(|&field| parts_of(cells, field).len()).filter(|&parts| parts > 0).collect();
    let told = IDENTITY.iter().any(|&field| parts_of(cells, field).len() == names);
    let least = if numbers == 0 { 1 } else { 2 };
    numbers <= 1 && told && own.len() >= least && own.iter().all(|&parts| parts == names)
}

fn lines_of(cells: &[RawCell], field: Field) -> Vec<String> {
    cells.iter().find(|cell| cell.field == field).map_or(Vec::new(), |cell| lines(&cell.value))
}

fn parts_of(cells: &[RawCell], field: Field) -> Vec<String> {
    cells.iter().find(|cell| cell.field == field).map_or(Vec::new(), |cell| parts(&cell.value))
}

/// The lines of a text; of a single line, what stands between signs and words that join people.
fn parts(value: &RawValue) -> Vec<String> {
    let lines = lines(value);
    let [line] = &lines[..] else { return lines };
    let joined = BETWEEN.iter().fold(line.clone(), |text, between| text.replace(between, "\n"));
    joined.split('\n').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
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
        let in_line = cell.field == Field::FullName || OWN.contains(&cell.field);
        let lines = if in_line { parts(&cell.value) } else { lines(&cell.value) };
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
    if let Some(name) = receives(bare, forms, readable) {
        return Some((None, name));
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

/// Who receives, where a line says it behind the name: `(ông Hải nhận thay)`.
pub(super) fn receives(line: &str, forms: &Forms, readable: &dyn Fn(&str) -> String) -> Option<String> {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "()[]-–*+".contains(c));
    let pieces: Vec<&str> = bare.split_whitespace().collect();
    let words = forms.words.trailing(&readable(bare));
    let name = &pieces[..pieces.len().saturating_sub(words)];
    let is_name = (1..=6).contains(&name.len()) && name.iter().all(|word| word.chars().all(char::is_alphabetic));
    (words > 0 && is_name).then(|| name.join(" "))
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
        let told = people.told.map(|issue| issue.check.rsplit('.').next().unwrap_or("")).unwrap_or_default();
        let (expected, check) = expected.split_once(" ! ").unwrap_or((expected, ""));
        assert_eq!(people.cells.iter().map(show).collect::<Vec<_>>().join(" && "), expected);
        assert_eq!(told, check);
    }

    #[test]
    fn guardians_under_the_child() {
        check(
            "full_name=Lê Văn An/(Mẹ: Trần Thị Xuân)",
            "full_name=Lê Văn An; receiver=Trần Thị Xuân; relation=Mẹ ! guardian_in_cell",
        );
        check("full_name=Lê Văn An/NGH: Trần Xuân", "full_name=Lê Văn An; receiver=Trần Xuân ! guardian_in_cell");
        check(
            "full_name=Lê Văn An/bà nội Trần Thị Xuân",
            "full_name=Lê Văn An; receiver=Trần Thị Xuân; relation=bà nội ! guardian_in_cell",
        );
        check("full_name=Lê Văn An/(ông Hải nhận thay)", "full_name=Lê Văn An; receiver=ông Hải ! guardian_in_cell");
    }

    #[test]
    fn two_people_of_whom_one_thing_is_told_once_are_told_to_the_ward() {
        check(
            "ordinal=1; full_name=Lê Văn An/Trần Xuân; id_no=1/2",
            "ordinal=1; full_name=Lê Văn An; receiver=Trần Xuân; id_no=1 ! persons_unclear",
        );
        check(
            "ordinal=1; full_name=Lê Văn An/Trần Xuân; birth_date=1929/1931; id_no=1/2; amount=500",
            "ordinal=1; full_name=Lê Văn An; receiver=Trần Xuân; birth_date=1929; id_no=1; amount=500 ! persons_unclear",
        );
        check(
            "full_name=Lê Văn An/Trần Xuân; id_no=1/2; amount=700",
            "full_name=Lê Văn An; receiver=Trần Xuân; id_no=1; amount=700 ! persons_unclear",
        );
        check(
            "ordinal=1; full_name=Lê Văn An và Trần Xuân; birth_date=1929 và 1931; amount=500",
            "ordinal=1; full_name=Lê Văn An; receiver=Trần Xuân; birth_date=1929; amount=500 ! persons_unclear",
        );
    }

    #[test]
    fn people_of_the_list_have_something_of_their_own_each() {
        check(
            "full_name=Lê Văn An/Trần Xuân; id_no=1/2",
            "full_name=Lê Văn An; id_no=1 && full_name=Trần Xuân; id_no=2 ! persons_split",
        );
        check(
            "ordinal=1/2; full_name=Lê Văn An/Trần Thị Xuân; birth_date=1948/1950; hamlet=Thôn Đông",
            "ordinal=1; full_name=Lê Văn An; birth_date=1948; hamlet=Thôn Đông && ordinal=2; full_name=Trần Thị Xuân; birth_date=1950; hamlet=Thôn Đông ! persons_split",
        );
        check(
            "ordinal=1; full_name=Lê Văn An/Trần Xuân; birth_date=1929/1931; id_no=1/2; group=HTXH; amount=500/500",
            "ordinal=1; full_name=Lê Văn An; birth_date=1929; id_no=1; group=HTXH; amount=500 && ordinal=1; full_name=Trần Xuân; birth_date=1931; id_no=2; group=HTXH; amount=500 ! persons_split",
        );
        check(
            "ordinal=1; full_name=Lê Văn An và Trần Xuân; birth_date=1929 và 1931; id_no=1 & 2; address=Đông và Đoài",
            "ordinal=1; full_name=Lê Văn An; birth_date=1929; id_no=1; address=Đông và Đoài && ordinal=1; full_name=Trần Xuân; birth_date=1931; id_no=2; address=Đông và Đoài ! persons_split",
        );
    }

    #[test]
    fn one_name_over_two_lines_is_one_name() {
        for name in
            ["Lê Văn/An", "Lê/Văn An", "Trần Thị/Mai Hoa", "Lê Văn An/(đã chết)", "Lê Văn An/tức Lê Ba Tý Hai Sáu"]
        {
            check(&format!("full_name={name}; id_no=1"), &format!("full_name={name}; id_no=1"));
        }
        let name = "full_name=Lê Văn An và Trần Xuân; id_no=1";
        check(name, name);
    }
}
