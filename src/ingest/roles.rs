//! Whose column it is: `CCCD chủ hộ`, `Họ tên người nhận thay`, name and id below `Người chăm sóc`.
//!
//! The words that name a person (`pipelines/forms/persons.toml`) are taken off a heading before it is looked
//! up. Which of the persons the row is about, all columns of a table decide together: whoever is paid is its
//! person, the carer in a list of carers, the disabled person in a list that names the carer beside; the head
//! of the household only where nobody else is named. Columns of others are read as theirs or not at all.

use serde::Deserialize;

use super::fold::{has_phrase, key, without};
use crate::model::{Coded, Field};

/// `persons.toml`, as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonsFile {
    joints: Vec<String>,
    leads: Vec<String>,
    names: Vec<String>,
    fields: Vec<String>,
    shared: Vec<String>,
    care_titles: Vec<String>,
    own_list: Vec<String>,
    role: Vec<RoleEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleEntry {
    code: Role,
    words: Vec<String>,
}

/// A person that headings name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// Who is entitled.
    Beneficiary,
    /// The disabled person: entitled, or cared for.
    Disabled,
    /// The carer: entitled, or only named.
    Carer,
    /// The person cared for.
    CaredFor,
    /// Who receives for another.
    Receiver,
    /// The head of the household, a relative, an official.
    Household,
}

/// What a table reads a person as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ReadAs {
    Row,
    CaredFor,
    Receiver,
    Nobody,
}

/// The words of `persons.toml`, checked; the longest first.
#[derive(Debug)]
pub(super) struct Roles {
    words: Vec<(String, Role)>,
    joints: Vec<String>,
    leads: Vec<String>,
    pub(super) names: Vec<String>,
    fields: Vec<Field>,
    shared: Vec<Field>,
    care_titles: Vec<String>,
    own_list: Vec<Field>,
}

impl Roles {
    /// Checks the file; gives all that is wrong with it.
    pub(super) fn from_file(file: &PersonsFile) -> Result<Roles, Vec<String>> {
        let mut wrong = Vec::new();
        let mut fields = |codes: &[String]| -> Vec<Field> {
            let mut field = |code: &String| {
                let field = Field::from_code(code).ok();
                if field.is_none() {
                    wrong.push(format!("unknown field `{code}`"));
                }
                field
            };
            codes.iter().filter_map(&mut field).collect()
        };
        let (of_person, shared, own_list) = (fields(&file.fields), fields(&file.shared), fields(&file.own_list));
        let keys = |texts: &[String]| -> Vec<String> { texts.iter().map(|text| key(text)).collect() };
        let mut words: Vec<(String, Role)> = Vec::new();
        for entry in &file.role {
            for word in keys(&entry.words) {
                if let Some((_, other)) = words.iter().find(|(seen, _)| *seen == word)
                    && *other != entry.code
                {
                    wrong.push(format!("`{word}` names two persons"));
                }
                words.push((word, entry.code));
            }
        }
        words.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        words.dedup();
        let (joints, leads, names) = (keys(&file.joints), keys(&file.leads), keys(&file.names));
        let care_titles = keys(&file.care_titles);
        let roles = Roles { words, joints, leads, names, fields: of_person, shared, care_titles, own_list };
        if wrong.is_empty() { Ok(roles) } else { Err(wrong) }
    }

    /// The person that the key of a heading names, and the heading without the word; `None` where it names
    /// none, or two.
    pub(super) fn split(&self, heading: &str) -> Option<(Role, String)> {
        let (word, role) = self.words.iter().find(|(word, _)| has_phrase(heading, word))?;
        let left = without(heading, std::slice::from_ref(word));
        if self.words.iter().any(|(other, _)| has_phrase(&left, other)) {
            return None;
        }
        let (before, behind) = left.split_once('#')?;
        let (mut before, behind) = (before.trim(), behind.trim());
        if self.leads.iter().any(|lead| lead == before) {
            before = "";
        }
        while let Some(rest) = self.joints.iter().find_map(|joint| before.strip_suffix(joint.as_str())) {
            before = rest.trim_end();
        }
        // A word in front of more belongs to a longer one (`đối tượng thuộc diện`), but for what is in brackets.
        let alone = before.is_empty() && !behind.is_empty();
        (!alone).then(|| (*role, if before.is_empty() { String::new() } else { before.to_owned() }))
    }

    /// Whether a field may have a person of its own.
    pub(super) fn is_personal(&self, field: Field) -> bool {
        self.fields.contains(&field)
    }

    /// Whether the rows above a table say that it is about carers.
    pub(super) fn is_care_title(&self, title: &str) -> bool {
        self.care_titles.iter().any(|words| has_phrase(title, words))
    }

    /// The fields of columns by the persons that they name: `plain` what each column without a word means,
    /// `named` the person and the field of the others.
    pub(super) fn fields(
        &self,
        plain: &[Option<Field>],
        named: &[Option<(Role, Field)>],
        care_title: bool,
    ) -> Vec<Option<Field>> {
        let persons = Persons::of(self, plain, named, care_title);
        let meant = |at: usize| named[at].map(|(_, field)| field).or(plain[at]);
        let names: Vec<usize> = (0..plain.len()).filter(|&at| meant(at) == Some(Field::FullName)).collect();
        let read_as = |at: usize| named[at].map_or(ReadAs::Row, |(role, _)| persons.read_as(role));
        let row_begins = names.iter().copied().find(|&at| read_as(at) == ReadAs::Row);
        let field = |at: usize| {
            let field = meant(at)?;
            let bare = named[at].is_none();
            if bare && (field == Field::FullName || !self.is_personal(field) || self.shared.contains(&field)) {
                return Some(field);
            }
            let twice = (0..plain.len()).any(|other| other != at && meant(other) == Some(field));
            if !bare {
                // `Họ và tên | Ngày sinh của trẻ`: nobody cared for is named, and no other such column stands there.
                let disabled = named[at].is_some_and(|(role, _)| role == Role::Disabled);
                let lone = disabled && !twice && names.iter().all(|&name| read_as(name) != ReadAs::CaredFor);
                return Some(self.field(if lone { ReadAs::Row } else { read_as(at) }, field));
            }
            // `Năm sinh`, `Số CCCD` twice, or before the name of the row's person: that of the last name.
            // A place before the name is the household's.
            let place = matches!(field, Field::Address | Field::Hamlet | Field::OldWard);
            let early = !place && row_begins.is_some_and(|begins| at < begins);
            let last = names.iter().rev().find(|&&name| name < at).filter(|_| twice || early);
            Some(self.field(last.map_or(ReadAs::Row, |&name| read_as(name)), field))
        };
        (0..plain.len()).map(field).collect()
    }

    /// What a column of a person is read as.
    fn field(&self, read: ReadAs, field: Field) -> Field {
        match (read, field) {
            (ReadAs::Row, _) => field,
            (_, field) if self.shared.contains(&field) => field,
            (ReadAs::CaredFor, Field::FullName) => Field::CaredForName,
            (ReadAs::CaredFor, Field::IdNo) => Field::CaredForId,
            (ReadAs::CaredFor, Field::BirthDate) => Field::CaredForBirth,
            (ReadAs::CaredFor, Field::DeathDate) => Field::CaredForDeath,
            (ReadAs::Receiver, Field::FullName) => Field::Receiver,
            _ => Field::OtherPerson,
        }
    }
}

/// The persons of a table.
struct Persons {
    /// A name without a word, or of the beneficiary.
    named: bool,
    disabled: bool,
    carer: bool,
    /// The row is the carer's.
    carers: bool,
}

impl Persons {
    fn of(roles: &Roles, plain: &[Option<Field>], named: &[Option<(Role, Field)>], care_title: bool) -> Persons {
        let has = |role: Role, field: Field| named.contains(&Some((role, field)));
        let bare = plain.iter().zip(named).any(|(plain, named)| *plain == Some(Field::FullName) && named.is_none());
        let beneficiary = has(Role::Beneficiary, Field::FullName);
        let disabled = has(Role::Disabled, Field::FullName);
        let cared_for = has(Role::CaredFor, Field::FullName);
        let carer = has(Role::Carer, Field::FullName);
        let own_list = plain.iter().flatten().any(|field| roles.own_list.contains(field));
        let other = disabled || cared_for || beneficiary;
        let by_columns = cared_for || disabled && !beneficiary && has(Role::Carer, Field::IdNo) && !own_list;
        let carers = carer && !bare && (!other || care_title || by_columns);
        Persons { named: bare || beneficiary, disabled, carer, carers }
    }

    fn read_as(&self, role: Role) -> ReadAs {
        match role {
            Role::Carer if self.carers => ReadAs::Row,
            Role::Beneficiary | Role::Disabled if self.carers => ReadAs::CaredFor,
            Role::Beneficiary => ReadAs::Row,
            Role::Disabled if self.named => ReadAs::CaredFor,
            Role::Disabled => ReadAs::Row,
            Role::CaredFor => ReadAs::CaredFor,
            Role::Carer | Role::Receiver => ReadAs::Receiver,
            Role::Household if self.named || self.disabled || self.carer => ReadAs::Nobody,
            // Nobody else is named who could be the row's person.
            Role::Household => ReadAs::Row,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::forms::Forms;

    #[track_caller]
    fn check(heading: &str, expected: Option<(Role, &str)>) {
        let forms = Forms::load(std::path::Path::new("pipelines/forms")).unwrap();
        let split = forms.roles.split(&key(heading));
        assert_eq!(split, expected.map(|(role, rest)| (role, rest.to_owned())), "{heading}");
    }

    #[test]
    fn the_person_is_taken_off_a_heading() {
        check("CCCD đối tượng", Some((Role::Beneficiary, "cccd")));
        check("Họ tên chủ hộ", Some((Role::Household, "ho ten")));
        check("Ngày tháng năm sinh của người hưởng", Some((Role::Beneficiary, "ngay thang nam sinh")));
        check("Số CCCD của NKT", Some((Role::Disabled, "so cccd")));
        check("Thông tin người chăm sóc, nuôi dưỡng", Some((Role::Carer, "")));
        check("NKT được chăm sóc", Some((Role::CaredFor, "")));
        check("Họ tên người nhận thay/giám hộ", Some((Role::Receiver, "ho ten")));
        // What only sounds like it.
        check("Hộ khẩu thường trú", None);
        check("Đối tượng theo Nghị định", None);
        check("Người nhận ký", None);
        check("Quan hệ giữa người chăm sóc và người khuyết tật", None);
        check("Họ và tên", None);
    }
}
