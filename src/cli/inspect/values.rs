//! Clean values of a record, by the field that they were read from, as a clerk writes them.

use crate::model::{Coded, Date, Field, Month, PartialDate, Record};

/// The clean value of a field; `None` where the record has none.
pub(super) fn clean(record: &Record, field: Field) -> Option<String> {
    let text = |text: &crate::model::Private| text.reveal().to_owned();
    match field {
        Field::FullName => record.full_name.as_ref().map(|name| name.reveal().to_owned()),
        Field::BirthDate | Field::BirthMale | Field::BirthFemale => record.birth_date.map(partial),
        Field::Gender => record.gender.map(|gender| gender.label_vi().to_owned()),
        Field::IdNo => record.id.map(|id| id.code().into_owned()),
        Field::Address => record.address.as_ref().map(text),
        Field::Hamlet => record.hamlet.as_ref().map(text),
        Field::Group => record.benefit.map(|benefit| benefit.label_vi().to_owned()),
        Field::Severity => record.severity.map(|severity| severity.label_vi().to_owned()),
        Field::Coefficient => record.coefficient.map(|coefficient| coefficient.to_string()),
        Field::Amount => record.amount.map(|amount| amount.to_string()),
        Field::Decision => {
            let parts = [record.decision_no.clone(), record.decision_date.map(day)];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            (!parts.is_empty()).then(|| parts.join(" ngày "))
        }
        Field::DecisionNo => record.decision_no.clone(),
        Field::DecisionDate => record.decision_date.map(day),
        Field::FiledOn => record.filed_on.map(day),
        Field::FromMonth | Field::EffectiveMonth => record.from_month.map(month),
        Field::Reason | Field::Status => record.movement.map(|movement| movement.label_vi().to_owned()),
        Field::EventDate | Field::DeathDate => record.event_date.map(partial),
        Field::AccountNo => record.account_no.as_ref().map(text),
        Field::Bank => record.bank.clone(),
        Field::Phone => record.phone.as_ref().map(text),
        Field::CaredForName => record.cared_for_name.as_ref().map(|name| name.reveal().to_owned()),
        Field::CaredForId => record.cared_for_id.map(|id| id.code().into_owned()),
        Field::CaredForBirth => record.cared_for_birth.map(partial),
        _ => None,
    }
}

/// Fields whose values often stand in no column of their own: in a section, a title, another cell. None of
/// them is masked.
pub(super) const OFTEN_ABOVE: [Field; 5] = [Field::Gender, Field::Hamlet, Field::Group, Field::Severity, Field::Reason];

/// True for fields that are read for a value of their own: an empty answer tells of trouble.
pub(super) fn is_read(field: Field) -> bool {
    matches!(
        field,
        Field::FullName | Field::BirthDate | Field::IdNo | Field::Gender | Field::Amount | Field::Coefficient
    )
}

fn day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{day:02}/{month:02}/{year}")
}

fn month(month: Month) -> String {
    let code = month.code().into_owned();
    let mut parts = code.split('-');
    let year = parts.next().unwrap_or("");
    format!("{}/{year}", parts.next().unwrap_or(""))
}

fn partial(date: PartialDate) -> String {
    let text = date.to_string();
    text.split('-').rev().collect::<Vec<_>>().join("/")
}
