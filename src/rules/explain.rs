//! Vietnamese texts of rows. Made once a stretch of months, never per month.

use std::fmt::Write as _;
use std::sync::Arc;

use super::config::Adjust;
use super::expr::Slot;
use super::law::{BenefitLaw, Condition, Law, Parameter, Reads, Value};
use super::outcome::Context;
use super::procedure::Told;
use super::reading::Reading;
use super::segment::{Alternative, joined};
use super::source::{ViDate, vi_date, vi_month};
use crate::model::{Coefficient, Date, Dong, Month};

/// A benefit that is paid.
pub(super) struct Paid<'a> {
    pub(super) one: &'a Alternative<'a>,
    pub(super) parameter: &'a Parameter,
    pub(super) value: &'a Value,
    pub(super) coefficient: Coefficient,
    pub(super) amount: Dong,
    pub(super) reading: &'a Reading,
    /// The procedure of the decision, where there is something to say of it.
    pub(super) told: Option<&'a Told>,
}

impl Paid<'_> {
    /// The day for which the coefficient is read.
    fn read_on(&self, context: &Context<'_>) -> Date {
        let (batch, episode) = (&context.evaluated.batch, self.reading.episode);
        let before = context.month.first_day().plus_days(-1);
        let holds = batch.first[episode] <= before && before <= batch.last[episode];
        if context.evaluated.segment.regime.adjust == Adjust::NextMonth && holds {
            return before;
        }
        batch.last[episode].min(context.month.last_day())
    }

    /// "Được hưởng 1.050.000 đ/tháng: người khuyết tật nặng (giấy xác nhận từ 20/02/2023), …".
    pub(super) fn text(&self, context: &Context<'_>) -> Arc<str> {
        let mut text = String::with_capacity(512);
        let _ = write!(text, "Được hưởng {} đ/tháng: {}", self.amount, self.one.version.who);
        let day = context.evaluated.batch.first[self.reading.episode];
        for (fact, (before, after)) in &self.one.version.evidence {
            let intervals = context.unit.1.intervals(Slot { cared: false, fact: *fact });
            let interval = intervals.iter().find(|interval| interval.from <= day && day <= interval.to);
            if let Some(from) = interval.map(|interval| interval.from).filter(|&from| from != Date::MIN) {
                let _ = write!(text, " ({before}{}{after})", ViDate(from));
            }
        }
        if let Some(birth) = context.unit.1.births[0].filter(|_| !self.one.reads.within(Reads::AGE).is_empty()) {
            let _ = write!(text, ", {} tuổi", birth.age_years(self.read_on(context)).max(0));
        }
        let (vi, rate) = (&self.parameter.vi, Dong(self.value.amount));
        let _ = write!(text, "; hệ số {} × {vi} {rate} đ ({})", self.coefficient, self.value.clause);
        Told::add(self.told, &mut text);
        let _ = write!(text, ". Căn cứ: {}.", self.one.clause);
        text.into()
    }
}

/// A benefit that ended, or whose condition never held; `clause` names the rule on the stop too.
pub(super) fn ended(one: &Alternative<'_>, condition: &Condition, clause: &str, since: Option<Date>) -> Arc<str> {
    let vi = &one.law.vi;
    match since {
        Some(since) => {
            let (eve, what) = (since.plus_days(-1), ended_vi(condition, since));
            // A condition that fails from the first day of a month on held on no day of it.
            let month = vi_month(eve.month().next());
            format!("Thôi hưởng chế độ “{vi}” từ tháng {month}: {what}. Căn cứ: {clause}.").into()
        }
        // A wording without a day says what is the case; else the condition itself is quoted.
        None if !condition.ended.contains('{') => {
            format!("Không đủ điều kiện hưởng chế độ “{vi}”: {}. Căn cứ: {clause}.", condition.ended).into()
        }
        None => {
            let wording = &condition.vi;
            format!("Không đủ điều kiện hưởng chế độ “{vi}”: không đáp ứng điều kiện “{wording}”. Căn cứ: {clause}.")
                .into()
        }
    }
}

/// "không còn thuộc hộ nghèo từ ngày …".
pub(super) fn ended_vi(condition: &Condition, since: Date) -> String {
    condition.ended.replace("{since}", &vi_date(since)).replace("{eve}", &vi_date(since.plus_days(-1)))
}

/// Two clauses, where there are two.
pub(super) fn clauses(clause: &str, stop: Option<&str>) -> Arc<str> {
    stop.map_or(clause.into(), |stop| joined(clause, stop).into())
}

/// The start rule is not met yet.
pub(super) fn waiting(clause: &str, start: Option<Month>, told: Option<&Told>) -> Arc<str> {
    let mut from = start.map_or(String::new(), |month| format!(", hưởng từ tháng {}", vi_month(month)));
    Told::add(told, &mut from);
    format!("Chưa đến tháng bắt đầu hưởng: hưởng theo ngày ký quyết định{from}. Căn cứ: {clause}.").into()
}

/// Something is unknown.
pub(super) fn unknown(law: &Law, benefit: &BenefitLaw, missing: Reads, clause: &str) -> Arc<str> {
    let vi = &benefit.vi;
    let what = missing_vi(law, missing).join("; ");
    format!(
        "Chưa đủ căn cứ kết luận về chế độ “{vi}”: cần xác minh {what}. Tạm giữ nguyên mức đang chi trả. Căn cứ: {clause}."
    )
    .into()
}

/// Wording of what is missing.
pub(super) fn missing_vi(law: &Law, missing: Reads) -> Vec<String> {
    if !missing.within(Reads::CARED_FOR).is_empty() {
        return vec!["người được chăm sóc là ai".to_owned()];
    }
    let fact = |slot: Slot| {
        let whose = if slot.cared { " của người được chăm sóc" } else { "" };
        format!("{}{whose}", law.words.wording(slot.fact))
    };
    let mut words: Vec<String> = missing.slots().map(fact).collect();
    let ages = [(Reads::AGE, "ngày sinh đầy đủ"), (Reads::CARED_AGE, "ngày sinh đầy đủ của người được chăm sóc")];
    words.extend(ages.iter().filter(|(age, _)| !missing.within(*age).is_empty()).map(|(_, vi)| (*vi).to_owned()));
    words
}
