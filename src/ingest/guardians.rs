//! A guardian's name in a row of its own below the child's.
//!
//! The row has a name and nothing of a person of the list: no number, id, birth date or sum. It is a
//! guardian's where a word says so (`Mẹ: Trần Thị Xuân`, `NGH Trần Thị Xuân`), where the column of
//! relations does, or where the name stands in brackets. A bare name stays a person of the list.

use super::persons::{self, names_someone};
use super::rows::RowReader;
use crate::model::{Field, Private, RawCell, RawValue};

impl RowReader<'_> {
    /// What a row tells of the guardian of the person in the data row `above`; `None` where it is not
    /// such a row.
    pub(super) fn guardian(&self, above: u32, row: u32) -> Option<Vec<RawCell>> {
        let name_at = self.heading.column(Field::FullName)?;
        let readable = |text: &str| self.readable(text).into_owned();
        let child = self.sheet.cell(above, name_at).as_text()?;
        if !names_someone(self.forms, &readable(child)) {
            return None;
        }
        let (mut line, mut relation, mut phone) = (None, None, None);
        for (at, cell) in self.sheet.row(row).iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
            match self.field(at)? {
                Field::FullName => line = cell.as_text().map(str::trim),
                Field::Relation => relation = Some(cell.as_text()?.trim()),
                Field::Phone if self.sheet.cell(above, at).is_blank() => phone = cell.value().map(|value| (at, value)),
                Field::Ordinal if cell.as_text().is_some_and(|text| matches!(text.trim(), "-" | "+" | "*")) => {}
                _ => return None,
            }
        }
        let line = line.filter(|line| !line.contains('\n'))?;
        if relation.is_some_and(|relation| self.forms.words.guardian(&readable(relation)).is_none()) {
            return None;
        }
        let bracketed = line.starts_with('(') && line.ends_with(')');
        // Where nobody has a number, `Bà Trần Thị Xuân` may be the next person.
        let clear = bracketed || relation.is_some() || line.contains(':');
        if !clear && (self.heading.column(Field::Ordinal).is_none() || !self.is_numbered(above)) {
            return None;
        }
        let (word, name) = persons::guardian(line, bracketed || relation.is_some(), self.forms, &readable)?;
        let receives = clear && persons::receives(line, self.forms, &readable).is_some();
        if !receives && !names_someone(self.forms, &readable(&name)) {
            return None;
        }
        let text = |field, text: &str| RawCell {
            field,
            column: name_at as u16 + 1,
            value: RawValue::Text(Private::new(text)),
            inherited: false,
        };
        let mut cells = vec![text(Field::Receiver, &name)];
        cells.extend(relation.or(word.as_deref()).map(|relation| text(Field::Relation, relation)));
        cells.extend(phone.map(|(at, value)| RawCell {
            field: Field::Phone,
            column: at as u16 + 1,
            value,
            inherited: false,
        }));
        Some(cells)
    }
}
