//! Vietnamese texts of rows. Made once a stretch of months, never per month.

use std::collections::HashMap;
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
use crate::model::{Coefficient, Date, Dong, Fact, Month};

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

    /// "Được hưởng 1.050.000 đ/tháng: người khuyết tật nặng (giấy xác nhận từ 20/02/2023), …". People of
    /// whom the same is to be said share one text.
    pub(super) fn text(&self, context: &Context<'_>) -> Arc<str> {
        let evidence = self.evidence(context);
        let read_age = !self.one.reads.within(Reads::AGE).is_empty();
        let birth = context.unit.1.births[0].filter(|_| read_age);
        let age = birth.map(|birth| birth.age_years(self.read_on(context)).max(0));
        let mut texts = context.evaluated.texts.borrow_mut();
        let key = match evidence.as_slice() {
            [] if self.told.is_none() => Some((self.reading.alternative, self.key(), age, None)),
            [(fact, from)] if self.told.is_none() => {
                Some((self.reading.alternative, self.key(), age, Some((*fact, *from))))
            }
            _ => None,
        };
        if let Some(text) = key.as_ref().and_then(|key| texts.known.get(key)) {
            return text.clone();
        }
        let mut text = std::mem::take(&mut texts.buffer);
        text.clear();
        self.write(&evidence, age, &mut text);
        let shared: Arc<str> = text.as_str().into();
        texts.buffer = text;
        if let Some(key) = key {
            texts.known.insert(key, shared.clone());
        }
        shared
    }

    /// Coefficient, rate in force and its amount: what the text says of money.
    fn key(&self) -> (Coefficient, usize) {
        (self.coefficient, std::ptr::from_ref(self.value).addr())
    }

    /// Since when the facts hold that the text names, where they did not always.
    fn evidence(&self, context: &Context<'_>) -> Vec<(Fact, Date)> {
        let told = &self.one.version.evidence;
        if told.is_empty() {
            return Vec::new();
        }
        let day = context.evaluated.batch.first[self.reading.episode];
        let since = |fact: Fact| {
            let intervals = context.unit.1.intervals(Slot { cared: false, fact });
            let interval = intervals.iter().find(|interval| interval.from <= day && day <= interval.to);
            interval.map(|interval| interval.from).filter(|&from| from != Date::MIN)
        };
        told.iter().filter_map(|(fact, _)| Some((*fact, since(*fact)?))).collect()
    }

    fn write(&self, evidence: &[(Fact, Date)], age: Option<i32>, text: &mut String) {
        let _ = write!(text, "Được hưởng {} đ/tháng: {}", self.amount, self.one.version.who);
        for (fact, from) in evidence {
            let words = self.one.version.evidence.iter().find(|(told, _)| told == fact);
            if let Some((_, (before, after))) = words {
                let _ = write!(text, " ({before}{}{after})", ViDate(*from));
            }
        }
        if let Some(age) = age {
            let _ = write!(text, ", {age} tuổi");
        }
        let (vi, rate) = (&self.parameter.vi, Dong(self.value.amount));
        let _ = write!(text, "; hệ số {} × {vi} {rate} đ ({})", self.coefficient, self.value.clause);
        Told::add(self.told, text);
        let _ = write!(text, ". Căn cứ: {}.", self.one.clause);
    }
}

/// What decides the text of a benefit that is paid: benefit, money, age, evidence.
type Said = (u8, (Coefficient, usize), Option<i32>, Option<(Fact, Date)>);

/// Texts of one segment that were said already.
#[derive(Debug, Default)]
pub(super) struct Texts {
    known: HashMap<Said, Arc<str>>,
    buffer: String,
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
