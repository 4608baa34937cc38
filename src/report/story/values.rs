//! The values that the law was applied to, each with its source and its first day.

use super::day;
use super::gather::Story;
use super::sources::partial;
use crate::model::{Coded, Date, Dong, FactSource, FullName, MaritalStatus, PovertyClass};
use crate::table::outputs::BeneficiaryRow;

pub(super) fn lines(story: &Story) -> Vec<String> {
    let mut lines = story.person.as_ref().map(of_person).unwrap_or_default();
    lines.extend(
        story.conflicts.iter().map(|row| format!("• Các nguồn ghi khác nhau. {}", row.explanation_vi.reveal())),
    );
    lines
}

fn of_person(person: &BeneficiaryRow) -> Vec<String> {
    let benefits: Vec<&str> = person.benefits.iter().map(|benefit| benefit.label_vi()).collect();
    let identity = [
        ("Họ và tên", person.full_name.as_ref().map(FullName::reveal).map(str::to_owned), &person.full_name_source),
        ("Ngày sinh", person.birth_date.map(partial), &person.birth_date_source),
        ("Giới tính", person.gender.map(|gender| gender.label_vi().to_owned()), &person.gender_source),
    ];
    let mut lines: Vec<String> =
        identity.into_iter().map(|(label, value, source)| line(label, value, source, None)).collect();
    let facts = [
        ("Tình trạng", life(person), &person.life_status_source, person.life_status_from),
        ("Hộ nghèo, cận nghèo", poverty(person), &person.poverty_source, person.poverty_from),
        (
            "Mức độ khuyết tật",
            person.severity.map(|severity| severity.label_vi().to_owned()),
            &person.severity_source,
            person.severity_from,
        ),
        ("Lương hưu, trợ cấp BHXH", person.pension.map(pension), &person.pension_source, person.pension_from),
        ("Đang đi học", person.studying.map(yes), &person.studying_source, person.studying_from),
        (
            "Ở cơ sở trợ giúp xã hội",
            person.in_institution.map(yes),
            &person.in_institution_source,
            person.in_institution_from,
        ),
        ("Hôn nhân", marital(person), &person.marital_status_source, None),
    ];
    lines.extend(facts.into_iter().map(|(label, value, source, from)| line(label, value, source, from)));
    lines.push(line("Chế độ đang xét", Some(benefits.join("; ")), &None, None));
    let number = person.decision_no.as_deref().map(|number| format!("số {number}"));
    let signed = person.decision_date.map(|date| format!("ngày {}", day(date)));
    let decision: Vec<String> = number.into_iter().chain(signed).collect();
    lines.push(line("Quyết định", (!decision.is_empty()).then(|| decision.join(" ")), &None, None));
    lines
}

/// `Hộ nghèo, cận nghèo: hộ nghèo (nguồn: danh sách hộ nghèo, từ 01/01/2026)`; unknown is said.
fn line(label: &str, value: Option<String>, source: &Option<String>, from: Option<Date>) -> String {
    let Some(value) = value.filter(|value| !value.is_empty()) else { return format!("• {label}: chưa rõ") };
    let source = source.as_deref().map(|source| format!("nguồn: {}", source_text(source)));
    let from = from.map(|from| format!("từ {}", day(from)));
    let about: Vec<String> = source.into_iter().chain(from).collect();
    if about.is_empty() {
        format!("• {label}: {value}")
    } else {
        format!("• {label}: {value} ({})", about.join(", "))
    }
}

fn source_text(source: &str) -> String {
    match FactSource::from_code(source) {
        Ok(known) => known.label_vi().to_owned(),
        Err(_) if source == "list" => "danh sách của xã, phường".to_owned(),
        Err(_) => source.to_owned(),
    }
}

fn life(person: &BeneficiaryRow) -> Option<String> {
    person.life_status.as_deref().map(|status| match status {
        "alive" => "còn sống".to_owned(),
        "dead" => "đã chết".to_owned(),
        other => other.to_owned(),
    })
}

fn poverty(person: &BeneficiaryRow) -> Option<String> {
    person.poverty.as_deref().map(|class| match PovertyClass::from_code(class) {
        Ok(PovertyClass::Poor) => "hộ nghèo".to_owned(),
        Ok(PovertyClass::NearPoor) => "hộ cận nghèo".to_owned(),
        Err(_) => "không".to_owned(),
    })
}

fn marital(person: &BeneficiaryRow) -> Option<String> {
    person.marital_status.as_deref().map(|status| match MaritalStatus::from_code(status) {
        Ok(MaritalStatus::Single) => "chưa kết hôn".to_owned(),
        Ok(MaritalStatus::Married) => "đang có vợ, chồng".to_owned(),
        Ok(MaritalStatus::Widowed) => "góa".to_owned(),
        Ok(MaritalStatus::Divorced) => "ly hôn".to_owned(),
        Ok(MaritalStatus::SpouseMissing) => "vợ, chồng mất tích".to_owned(),
        Err(_) => status.to_owned(),
    })
}

fn pension(amount: Dong) -> String {
    if amount == Dong::ZERO { "không".to_owned() } else { format!("{amount} đồng một tháng") }
}

fn yes(value: bool) -> String {
    if value { "có".to_owned() } else { "không".to_owned() }
}
