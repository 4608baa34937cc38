//! A row with marks or births under `Nam` and under `Nữ`: one of the two is wrong, and nothing says which.

use crate::model::{Field, Issue, RawCell};

/// What is to be told of such a row; marks that contradict each other are no gender.
pub(super) fn both(cells: &mut Vec<RawCell>) -> Option<Issue> {
    let has = |field: Field| cells.iter().any(|cell| cell.field == field);
    if has(Field::BirthMale) && has(Field::BirthFemale) {
        return Some(Issue::new("row.both_genders", "").about(Field::BirthMale));
    }
    let marks: Vec<(u16, String)> = cells
        .iter()
        .filter(|cell| cell.field == Field::Gender)
        .map(|cell| (cell.column, cell.value.reveal()))
        .collect();
    let differ = marks.iter().any(|(column, mark)| *column != marks[0].0 && *mark != marks[0].1);
    if !differ {
        return None;
    }
    cells.retain(|cell| cell.field != Field::Gender);
    Some(Issue::new("row.both_genders", "").about(Field::Gender))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Private, RawValue};

    #[track_caller]
    fn check(cells: &[(Field, u16, &str)], told: bool, left: usize) {
        let cell = |&(field, column, text): &(Field, u16, &str)| RawCell {
            field,
            column,
            value: RawValue::Text(Private::new(text)),
            inherited: false,
        };
        let mut cells: Vec<RawCell> = cells.iter().map(cell).collect();
        assert_eq!(both(&mut cells).is_some(), told);
        assert_eq!(cells.len(), left);
    }

    #[test]
    fn one_of_two_genders_is_wrong() {
        check(&[(Field::Gender, 3, "Nam"), (Field::Gender, 4, "Nữ")], true, 0);
        check(&[(Field::BirthMale, 3, "1948"), (Field::BirthFemale, 4, "1950")], true, 2);
        check(&[(Field::Gender, 3, "Nam")], false, 1);
        check(&[(Field::BirthMale, 3, "1948"), (Field::Gender, 4, "Nam")], false, 2);
        check(&[], false, 0);
    }
}
