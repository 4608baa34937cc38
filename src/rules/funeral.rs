//! Funeral support (hỗ trợ chi phí mai táng): once, in the month of the death.

use std::sync::Arc;

use super::combine;
use super::engine::{Asked, Plan};
use super::error::RulesError;
use super::kleene::{MAYBE, TRUE};
use super::law::{BenefitLaw, Law, Parameter, Reads, Value, Version};
use super::outcome::Outcome;
use super::series::Series;
use super::source::vi_date;
use crate::model::{
    Benefit, BenefitKind, Date, Dong, EntitlementStatus, Fact, FactInterval, FactSource, Month, Subject,
};

/// Funeral support that fell due.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) month: Month,
    /// The claim of the subject that carries it.
    pub(super) asked: usize,
    pub(super) outcome: Outcome,
}

/// The funeral support of one subject, whose claims and their months are given.
pub(super) fn due(
    law: &Law,
    asked: &[Asked<'_>],
    series: &[Series],
    plan: &Plan<'_>,
) -> Result<Option<Due>, RulesError> {
    let Some((day, dead)) = death(asked[0].own) else { return Ok(None) };
    let month = day.month();
    if month < plan.from || month > plan.to {
        return Ok(None);
    }
    let Some(funeral) = law.law_of(Benefit::MaiTang) else { return Ok(None) };
    let Some(version) = funeral.versions.iter().find(|version| version.period.has(month)) else { return Ok(None) };
    let index = month.since(plan.from) as u32;
    // The highest of those that are certain, unless one that is not may give more.
    let mut best: Option<(usize, EntitlementStatus, i64)> = None;
    for (one, series) in series.iter().enumerate() {
        let Some(status) = gives(version, &asked[one], series.at(index)) else { continue };
        let amount = rate(law, funeral, series.at(index), asked[one].own, day).map(|(_, value)| value.amount);
        let status = if amount.is_none() { EntitlementStatus::Undetermined } else { status };
        let amount = amount.unwrap_or(i64::MAX);
        let rank =
            |(_, status, amount): (usize, EntitlementStatus, i64)| (amount, status == EntitlementStatus::Entitled);
        let next = (one, status, amount);
        if best.is_none_or(|before| rank(next) > rank(before)) {
            best = Some(next);
        }
    }
    let Some((one, status, _)) = best else { return Ok(None) };
    // Nothing is paid for a death that only a doubtful entry or the ward's word tells of.
    let status = if dead.proven { status } else { EntitlementStatus::Undetermined };
    let outcome = outcome(law, version, asked[one], series[one].at(index), status, (day, dead))?;
    Ok(Some(Due { month, asked: one, outcome }))
}

impl Due {
    pub(super) fn is_open(&self) -> bool {
        self.outcome.status == EntitlementStatus::Undetermined
    }
}

/// The funeral support of a subject of several claims whose birth date is not known in full, where none
/// of the claims settles it alone: due where some claim gives it on either end of the time in which the
/// birth lies, and the same amount. `None` where that is not so.
pub(super) fn whenever_born(law: &Law, asked: &[Asked<'_>], plan: &Plan<'_>) -> Result<Option<Due>, RulesError> {
    let own = asked[0].own;
    let Some(birth) = own.birth.filter(|birth| birth.full().is_none() && asked.len() > 1) else { return Ok(None) };
    // A death that is not proven gives nothing, whenever the person was born.
    if death(own).is_none_or(|(_, dead)| !dead.proven) {
        return Ok(None);
    }
    let born = |day: Date| -> Result<Option<Due>, RulesError> {
        let own = Subject { birth: Some(day.into()), ..own.clone() };
        let asked: Vec<Asked<'_>> = asked.iter().map(|one| Asked { own: &own, ..*one }).collect();
        let mut series = law.series(&asked, plan)?;
        combine::combine(law, &asked, &mut series);
        Ok(due(law, &asked, &series, plan)?.filter(|due| due.outcome.status == EntitlementStatus::Entitled))
    };
    let (first, last) = (born(birth.earliest())?, born(birth.latest())?);
    Ok(first.zip(last).filter(|(a, b)| a.outcome.amount == b.outcome.amount).map(|(first, _)| first))
}

/// The rate that the support is a multiple of: the base rate, or the social pension for who received
/// that (a version of the claim's benefit with a clause of its own on funerals has a rate of its own).
/// `None` where the area is unknown and the city's areas pay differently.
fn rate<'a>(
    law: &'a Law,
    funeral: &BenefitLaw,
    claim: &Outcome,
    own: &Subject,
    day: Date,
) -> Option<(&'a Parameter, &'a Value)> {
    let month = day.month();
    let of_claim = law.law_of(claim.benefit);
    let own_clause = |law: &&BenefitLaw| {
        law.versions.iter().any(|version| version.period.has(month) && version.funeral_clause.is_some())
    };
    let rate = of_claim.filter(own_clause).map_or(funeral.rate, |law| law.rate);
    let area = own.facts.iter().find(|fact| fact.fact == Fact::Area && fact.from <= day && day <= fact.to);
    if let Some(area) = area {
        return law.rate_value(rate, Some(area.value), month);
    }
    let mut here = law.areas().into_iter().map(|area| law.rate_value(rate, Some(area), month));
    let first = here.next()??;
    here.all(|value| value.is_some_and(|(_, value)| value.amount == first.1.amount)).then_some(first)
}

/// Last day of life and the interval that says so.
fn death(subject: &Subject) -> Option<(Date, &FactInterval)> {
    let dead = subject.facts.iter().find(|fact| fact.fact == Fact::Alive && fact.value == 0)?;
    (dead.from != Date::MIN).then(|| (dead.from.plus_days(-1), dead))
}

/// Whether a claim gives rise to it.
fn gives(version: &Version, asked: &Asked<'_>, outcome: &Outcome) -> Option<EntitlementStatus> {
    let rule = version.funeral?;
    let kind = asked.benefit.kind();
    match (kind, outcome.status) {
        (BenefitKind::Carer, _) => None,
        // Nobody decided: only who qualifies as an applicant.
        (BenefitKind::Main, _) if !asked.monthly() && !rule.applicants => None,
        // Which of several benefits is paid hangs on something: some benefit was.
        (BenefitKind::Main, EntitlementStatus::Undetermined) if rule.recipients && outcome.held == TRUE => {
            Some(EntitlementStatus::Entitled)
        }
        (_, EntitlementStatus::Undetermined) => Some(EntitlementStatus::Undetermined),
        (BenefitKind::OneOff, EntitlementStatus::Entitled) => Some(EntitlementStatus::Entitled),
        (BenefitKind::Main, EntitlementStatus::Entitled) if rule.recipients => Some(EntitlementStatus::Entitled),
        (BenefitKind::Main, _) if rule.applicants && outcome.held == TRUE => Some(EntitlementStatus::Entitled),
        (BenefitKind::Main, _) if rule.applicants && outcome.held == MAYBE => Some(EntitlementStatus::Undetermined),
        _ => None,
    }
}

fn outcome(
    law: &Law,
    version: &Version,
    asked: Asked<'_>,
    claim: &Outcome,
    status: EntitlementStatus,
    (day, dead): (Date, &FactInterval),
) -> Result<Outcome, RulesError> {
    let month = day.month();
    let funeral = law.law_of(Benefit::MaiTang).expect("the caller found it");
    let list = funeral.coefficients.iter().find(|list| list.period.has(month));
    let unknown_area = rate(law, funeral, claim, asked.own, day).is_none();
    let value = rate(law, funeral, claim, asked.own, day).or_else(|| law.rate_value(funeral.rate, None, month));
    let (Some(list), Some((parameter, value))) = (list, value) else {
        return Err(RulesError::NoRate { benefit: Benefit::MaiTang, month });
    };
    let case = list.cases.last().expect("a list without cases is a mistake of the file");
    let (coefficient, rate) = (case.value, Dong(value.amount));
    let area = if unknown_area { Reads::slot(Fact::Area as usize) } else { Reads::default() };
    let hundredths = i64::from(coefficient.hundredths());
    let not_whole = RulesError::NotWhole { benefit: Benefit::MaiTang, month, hundredths, rate };
    let amount = coefficient.times(rate).ok_or(not_whole)?;
    let entitled = status == EntitlementStatus::Entitled;
    let alive = if dead.proven { Reads::default() } else { Reads::slot(Fact::Alive as usize) };
    let missing = if entitled { Reads::default() } else { claim.missing.and(alive).and(area) };
    // A benefit of another decree has its own clause on funerals.
    let of_claim = law.law_of(claim.benefit).and_then(|law| law.versions.iter().find(|one| one.period.has(month)));
    let clause: Arc<str> = of_claim.and_then(|one| one.funeral_clause.clone()).unwrap_or(version.clause.clone());
    let explanation = if entitled {
        format!(
            "Hỗ trợ chi phí mai táng {amount} đ, một lần: chết ngày {}; {} × {} {rate} đ ({}). Căn cứ: {clause}.",
            vi_date(day),
            coefficient,
            parameter.vi,
            value.clause
        )
    } else {
        let what = super::explain::missing_vi(law, missing).join("; ");
        let doubt = if dead.proven { "" } else { ", chưa có đăng ký khai tử xác nhận chắc chắn" };
        // Without the day before it the state of death has no known beginning.
        let dated = asked.own.facts.iter().any(|fact| fact.fact == Fact::Alive && fact.to == day);
        let died =
            if dated { format!("chết ngày {}", vi_date(day)) } else { "đã chết, chưa rõ ngày".to_owned() };
        format!(
            "Chưa đủ căn cứ kết luận về hỗ trợ chi phí mai táng ({died}{doubt}): cần xác minh {what}. Căn cứ: {clause}."
        )
    };
    let confidence = version.confidence.max(list.confidence).max(case.confidence).max(value.confidence);
    Ok(Outcome {
        status,
        benefit: Benefit::MaiTang,
        coefficient: entitled.then_some(coefficient),
        rate: entitled.then_some(rate),
        amount: if entitled { amount } else { Dong::ZERO },
        possible: amount,
        missing,
        clause,
        confidence,
        explanation: explanation.into(),
        reason: None,
        since: None,
        certain: entitled && claim.certain && !value.verify,
        decided: dead.source == FactSource::Decision || claim.decided,
        held: claim.held,
    })
}
