//! What is asked of the register: an identity as some list or register writes it.

use crate::model::{Cmnd, Gender, IdNumber, PartialDate, PersonId, Private, Record, WardCode};
use crate::table::inputs::{DeathRow, DisabilityRow, PaymentRow, PensionRow};

use super::keys::{Identity, id_key, keys};
use super::model::Model;
use super::place::{self, Place};
use crate::likeness::{FoldedName, Name, pack};

/// Where an identity comes from; how many of its people the register lacks differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A ward's list.
    Record,
    /// A death registration.
    Death,
    /// A pension or allowance of the social insurance.
    Pension,
    /// A disability certificate.
    Disability,
    /// A line of the ledger.
    Payment,
}

/// Somebody of the person's household whom a row names beside the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relative {
    /// Name, folded.
    pub name: Option<Name>,
    /// Id number as written.
    pub id: Option<IdNumber>,
}

/// An identity to look for. `index` is the caller's own number of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// The caller's number of the row; verdicts carry it back.
    pub index: usize,
    /// Where it comes from.
    pub source: Source,
    /// Name, folded.
    pub name: Option<Name>,
    /// Birth date as written.
    pub birth: Option<PartialDate>,
    /// Gender as written.
    pub gender: Option<Gender>,
    /// Id number as written.
    pub id: Option<IdNumber>,
    /// Ward that sent, paid or registered it.
    pub ward: Option<WardCode>,
    /// Ward that the address names.
    pub address_ward: Option<WardCode>,
    /// Phone.
    pub phone: Option<Private>,
    /// Address as written; before it, where known, its house and residential group.
    pub address: Option<Private>,
    /// Hamlet that the list itself names: in the ward that sent it.
    pub hamlet: Option<Private>,
    /// Guardian, receiver or person cared for.
    pub relative: Option<Relative>,
}

impl Query {
    /// Of a row of a ward's list.
    #[must_use]
    pub fn of_record(index: usize, record: &Record) -> Query {
        Query {
            index,
            source: Source::Record,
            name: record.full_name.as_ref().and_then(|name| Name::fold(name.reveal())),
            birth: record.birth_date,
            gender: record.gender,
            id: record.id,
            ward: Some(record.ward),
            address_ward: record.address_ward,
            phone: record.phone.clone(),
            address: place::address_of(record),
            hamlet: record.hamlet.clone(),
            relative: relative_of(record),
        }
    }

    /// Of a death registration. An id that is the informant's own is left out: it says nothing
    /// about the dead person.
    #[must_use]
    pub fn of_death(index: usize, row: &DeathRow) -> Query {
        let informant = row.informant_id.as_ref().and_then(id_number);
        let id = row.person_id.as_ref().and_then(id_number).filter(|id| Some(*id) != informant);
        Query {
            ward: row.ward_code,
            ..of_register(index, Source::Death, &row.full_name, row.birth_date, row.gender, id)
        }
    }

    /// Of a pension.
    #[must_use]
    pub fn of_pension(index: usize, row: &PensionRow) -> Query {
        let id = row.person_id.as_ref().and_then(id_number);
        of_register(index, Source::Pension, &row.full_name, row.birth_date, row.gender, id)
    }

    /// Of a disability certificate.
    #[must_use]
    pub fn of_disability(index: usize, row: &DisabilityRow) -> Query {
        let id = row.person_id.as_ref().and_then(id_number);
        let query = of_register(index, Source::Disability, &row.full_name, row.birth_date, row.gender, id);
        Query { ward: row.ward_code, ..query }
    }

    /// Of a line of the ledger.
    #[must_use]
    pub fn of_payment(index: usize, row: &PaymentRow) -> Query {
        Query {
            index,
            source: Source::Payment,
            name: row.full_name.as_ref().and_then(|name| Name::fold(name.reveal())),
            birth: row.birth_date,
            gender: None,
            id: row.person_id.map(IdNumber::Person),
            ward: Some(row.ward_code),
            address_ward: None,
            phone: None,
            address: None,
            hamlet: None,
            relative: None,
        }
    }

    /// Too little to look for anybody: no id, and no name or nothing beside it.
    #[must_use]
    pub fn is_unusable(&self) -> bool {
        let bare_name = self.birth.is_none() && self.ward.is_none() && self.address_ward.is_none();
        self.id.is_none() && (self.name.is_none_or(|name| name.len < 2 && self.birth.is_none()) || bare_name)
    }
}

fn of_register(
    index: usize,
    source: Source,
    name: &Option<Private>,
    birth: Option<PartialDate>,
    gender: Option<Gender>,
    id: Option<IdNumber>,
) -> Query {
    let name = name.as_ref().and_then(|name| Name::fold(name.reveal()));
    Query {
        index,
        source,
        name,
        birth,
        gender,
        id,
        ward: None,
        address_ward: None,
        phone: None,
        address: None,
        hamlet: None,
        relative: None,
    }
}

/// Who receives for the person, or whom the person cares for; carers live with them.
fn relative_of(record: &Record) -> Option<Relative> {
    let name = record.receiver_name.as_ref().or(record.cared_for_name.as_ref());
    let name = name.and_then(|name| Name::fold(name.reveal()));
    let id = if record.receiver_name.is_none() { record.cared_for_id } else { None };
    (name.is_some() || id.is_some()).then_some(Relative { name, id })
}

/// An id as another agency writes it: blanks and dots left out, one lost leading zero restored.
fn id_number(text: &Private) -> Option<IdNumber> {
    let digits: String = text.reveal().chars().filter(char::is_ascii_digit).collect();
    let person = |text: &str| PersonId::from_digits(text).map(IdNumber::Person);
    match digits.len() {
        12 => person(&digits),
        11 => person(&format!("0{digits}")),
        9 => Cmnd::from_digits(&digits).map(IdNumber::Cmnd),
        8 => Cmnd::from_digits(&format!("0{digits}")).map(IdNumber::Cmnd),
        _ => None,
    }
}

/// The last nine digits of a phone number as a key; 0 where there are fewer.
pub(super) fn phone_key(text: &str) -> u64 {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let (count, number) =
        digits.fold((0, 0_u64), |(n, sum), d| (n + 1, (sum * 10 + u64::from(d - b'0')) % 1_000_000_000));
    if count >= 9 { number } else { 0 }
}

/// 1 for men, 2 for women, 0 unknown.
pub(super) const fn gender_code(gender: Option<Gender>) -> u8 {
    match gender {
        None => 0,
        Some(Gender::Male) => 1,
        Some(Gender::Female) => 2,
    }
}

/// A query with its keys, as the inner loops read it. What most comparisons need (all but the
/// syllables) lies in its first 64 bytes: one look into memory.
#[derive(Debug, Clone, Copy, Default)]
#[repr(C, align(64))]
pub(super) struct Prepared {
    pub(super) who: Identity,
    pub(super) gender: u8,
    /// Somebody decided who it is.
    pub(super) is_decided: bool,
    /// Its lot, and its place among records and relatives.
    pub(super) lot: u16,
    pub(super) index: u32,
    pub(super) name: Option<FoldedName>,
    /// Where in the sending ward, and in the ward that the address names.
    pub(super) places: [Place; 2],
    /// Number of the person that somebody decided for, 0 none.
    pub(super) decided: u64,
}

impl Prepared {
    /// Whether somebody decided for this person. A register row without a usable number is nobody's.
    pub(super) const fn is_decided_for(&self, person: u64) -> bool {
        self.is_decided && self.decided > 0 && self.decided == person
    }

    pub(super) fn of(query: &Query, model: &Model) -> Prepared {
        let (id, cmnd) = numbers(query.id);
        let who = Identity {
            id,
            cmnd,
            birth: query.birth.map_or(0, pack),
            phone: query.phone.as_ref().map_or(0, |phone| phone_key(phone.reveal())),
            wards: wards(query),
        };
        let name = query.name.map(|name| FoldedName::of(name, model.dialect()));
        Prepared {
            who,
            name,
            gender: gender_code(query.gender),
            places: place::of_query(query, model),
            ..Prepared::default()
        }
    }

    /// Calls `emit` with each key that leads to it.
    pub(super) fn keys(&self, mut emit: impl FnMut(u64)) {
        keys(&self.who, self.name.as_ref().map(|name| &name.keys), true, &mut emit);
        if self.decided > 0 {
            emit(id_key(self.decided));
        }
    }

    /// A number of each of its first lines of memory: whoever asks has them at hand afterwards.
    pub(super) fn glance(&self) -> u64 {
        self.who.id ^ self.name.as_ref().map_or(0, |name| name.keys.given)
    }

    /// Calls `see` with everything that it says, as numbers.
    pub(super) fn numbers(&self, mut see: impl FnMut(u64)) {
        let Identity { id, cmnd, birth, phone, wards } = self.who;
        [id, u64::from(cmnd), u64::from(birth), phone, u64::from(wards[0]), u64::from(wards[1])]
            .into_iter()
            .chain([u64::from(self.gender), self.decided])
            .chain(self.places.iter().flat_map(|place| place.numbers()))
            .for_each(&mut see);
        if let Some(name) = &self.name {
            name.name.parts().iter().for_each(|part| see(part.0));
        }
    }

    /// Somebody decided that it is this person.
    pub(super) const fn decide(&mut self, person: u64) {
        self.decided = person;
        self.is_decided = person > 0;
    }

    /// The relative of a query as a record of its own; `None` where it names none.
    pub(super) fn of_relative(query: &Query, model: &Model) -> Option<Prepared> {
        let relative = query.relative?;
        let (id, cmnd) = numbers(relative.id);
        let who = Identity { id, cmnd, wards: wards(query), ..Identity::default() };
        let name = relative.name.map(|name| FoldedName::of(name, model.dialect()));
        Some(Prepared { who, name, ..Prepared::default() })
    }
}

/// 12-digit and 9-digit number, 0 where there is none.
fn numbers(id: Option<IdNumber>) -> (u64, u32) {
    match id {
        Some(IdNumber::Person(id)) => (id.number(), 0),
        Some(IdNumber::Cmnd(id)) => (0, id.number()),
        None => (0, 0),
    }
}

fn wards(query: &Query) -> [u32; 2] {
    [query.ward, query.address_ward].map(|ward| ward.map_or(0, WardCode::number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_informants_id_is_no_evidence() {
        let row = |person: &str, informant: &str| DeathRow {
            death_no: "1".to_owned(),
            person_id: Some(person.into()),
            full_name: Some("Nguyễn Văn An".into()),
            birth_date: None,
            gender: None,
            ward_code: None,
            death_date: crate::model::Date::MIN,
            registered_on: None,
            informant_id: Some(informant.into()),
        };
        assert_eq!(Query::of_death(0, &row("031170000001", "031170000001")).id, None);
        assert_eq!(
            Query::of_death(0, &row("31.170.000.002", "031170000001")).id,
            IdNumber::Person(PersonId::from_digits("031170000002").unwrap()).into()
        );
    }

    #[test]
    fn phones_meet_whatever_their_prefix() {
        assert_eq!(phone_key("0912 345 678"), phone_key("+84912345678"));
        assert_eq!(phone_key("12345"), 0);
    }
}
