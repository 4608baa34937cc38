//! The person that a heading names, with the field that is left of it.

use super::fold::key;
use super::grid::Cell;
use super::headings::Finder;
use super::roles::Role;
use crate::model::Field;

impl Finder<'_> {
    /// The fields of columns with these headings, parents first, by the persons that they name; `top` is the
    /// first heading row.
    pub(super) fn fields(&self, top: u32, paths: &[(usize, Vec<&str>)]) -> (Vec<Option<Field>>, Vec<bool>) {
        let roles = &self.forms.roles;
        let named: Vec<Option<(Role, Field)>> = paths.iter().map(|(_, path)| self.named(path)).collect();
        let plain = paths.iter().zip(&named).map(|((_, path), named)| match named {
            Some(_) => None,
            None => self.plain(path),
        });
        let plain: Vec<Option<Field>> = plain.collect();
        let about_care = || (0..top).any(|row| self.is_care_title(row));
        let carer = named.iter().flatten().any(|(role, _)| *role == Role::Carer);
        let fields = roles.fields(&plain, &named, carer && about_care());
        (fields, named.iter().map(Option::is_some).collect())
    }

    fn is_care_title(&self, row: u32) -> bool {
        let texts = self.sheet.row(row).iter().filter_map(Cell::as_text);
        let readable = texts.map(|text| key(&self.forms.legacy.readable(text, self.charset)));
        readable.into_iter().any(|title| self.forms.roles.is_care_title(&title))
    }

    /// The person that a heading names, in its lowest part that names one, and the field of what is left.
    fn named(&self, path: &[&str]) -> Option<(Role, Field)> {
        let roles = &self.forms.roles;
        (0..path.len()).rev().find_map(|part| {
            self.keys(path[part]).find_map(|text| {
                let (role, rest) = roles.split(&text)?;
                let mut left: Vec<&str> = path.to_vec();
                if rest.is_empty() {
                    left.remove(part);
                } else {
                    left[part] = &rest;
                }
                let field = match left[..] {
                    // The word alone; `Đối tượng` is a group.
                    [] => self.forms.headings.get(&text).copied().or(Some(Field::FullName)),
                    _ if part + 1 == path.len() && roles.names.contains(&rest) => Some(Field::FullName),
                    _ => self.plain(&left),
                };
                let own = |field: &Field| matches!(field, Field::Receiver | Field::CaredForName);
                let field = field.map(|field| if own(&field) { Field::FullName } else { field });
                field.filter(|&field| roles.is_personal(field)).map(|field| (role, field))
            })
        })
    }
}

/// The text without what stands in brackets.
pub(super) fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}
