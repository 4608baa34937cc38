//! What a line tells about others: names of wards, the ward's own words, the person cared for.

use std::collections::BTreeMap;

use crate::model::{
    Benefit, BenefitKind, Date, EntitlementStatus, Month, PersonKey, Private, Reason, Subject, WardCode,
};
use crate::table::outputs::EntitlementRow;

use super::event::{Event, event};

/// What lines may say about others than the person paid.
pub(super) struct Around<'a> {
    wards: &'a BTreeMap<WardCode, String>,
    words: &'a BTreeMap<PersonKey, Private>,
    all: &'a [Subject],
    cared: BTreeMap<PersonKey, &'a Subject>,
    /// Why people cared for get no main benefit in the pay month.
    ended: BTreeMap<PersonKey, (Benefit, Reason)>,
    pay_month: Month,
}

impl<'a> Around<'a> {
    pub(super) fn new(
        (wards, words): (&'a BTreeMap<WardCode, String>, &'a BTreeMap<PersonKey, Private>),
        subjects: &'a [Subject],
        entitlements: &[EntitlementRow],
        pay_month: Month,
    ) -> Around<'a> {
        let cared: BTreeMap<PersonKey, &Subject> = subjects
            .iter()
            .flat_map(|subject| &subject.claims)
            .filter_map(|claim| subjects.get(claim.cared_for?))
            .map(|subject| (subject.key, subject))
            .collect();
        let mut ended = BTreeMap::new();
        let stopped = entitlements.iter().filter(|row| {
            row.month == pay_month
                && row.status == EntitlementStatus::NotEntitled
                && row.benefit.kind() == BenefitKind::Main
                && cared.contains_key(&row.person_id)
        });
        for row in stopped {
            // The reason that speaks of the person; "only the highest" speaks of another benefit.
            let Some(reason) = row.reason.filter(|&reason| reason != Reason::HighestOnly) else { continue };
            let entry = ended.entry(row.person_id).or_insert((row.benefit, reason));
            if row.benefit < entry.0 {
                *entry = (row.benefit, reason);
            }
        }
        Around { wards, words, all: subjects, cared, ended, pay_month }
    }

    /// Full name of a ward, with its kind.
    pub(super) fn ward(&self, ward: WardCode) -> Option<&'a str> {
        self.wards.get(&ward).map(String::as_str)
    }

    /// What the ward wrote about a person's end.
    pub(super) fn words(&self, person: PersonKey) -> Option<&'a str> {
        self.words.get(&person).map(Private::reveal)
    }

    /// What happened to a person cared for.
    pub(super) fn cared(&self, person: PersonKey) -> Option<(Reason, Event)> {
        let &(benefit, reason) = self.ended.get(&person)?;
        let subject = self.cared.get(&person).copied();
        Some((reason, event(reason, Some(benefit), subject, self.pay_month)))
    }

    /// Birth date of a person cared for, where the whole of it is known.
    pub(super) fn born(&self, person: PersonKey) -> Option<Date> {
        self.cared.get(&person)?.birth?.full()
    }

    /// The person whom a carer's claim is about.
    pub(super) fn cared_for(&self, subject: Option<&Subject>, benefit: Benefit) -> Option<PersonKey> {
        let claims = subject?.claims.iter().filter(|claim| claim.benefit.family() == benefit.family());
        claims.filter_map(|claim| self.all.get(claim.cared_for?)).map(|cared| cared.key).next()
    }
}
