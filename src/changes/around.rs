//! What a line tells about others: names of wards, the ward's own words, the person cared for.

use std::collections::BTreeMap;

use crate::model::{
    Benefit, BenefitKind, Claim, Date, Dong, EntitlementStatus, Month, PersonKey, Private, Reason, Subject, WardCode,
};
use crate::table::outputs::EntitlementRow;

use super::event::{Event, event};

/// Where a rate of a benefit in a month comes from: first month in force, and its clause.
pub type RateOf<'a> = dyn Fn(Benefit, Month, Dong) -> Option<(Month, &'a str)> + 'a;

/// What is said of the procedure of a decision on a benefit, where there is something to say.
pub type ProcedureOf<'a> = dyn Fn(&Claim, Benefit) -> Option<String> + 'a;

/// What lines may say about others than the person paid.
pub(super) struct Around<'a> {
    wards: &'a BTreeMap<WardCode, String>,
    words: &'a BTreeMap<PersonKey, Private>,
    rate_of: &'a RateOf<'a>,
    procedure_of: &'a ProcedureOf<'a>,
    cared: BTreeMap<PersonKey, &'a Subject>,
    /// Whom a carer cares for, by the family of the benefit.
    cares: BTreeMap<(PersonKey, Benefit), PersonKey>,
    /// Why people cared for get no main benefit in a month.
    ended: BTreeMap<(PersonKey, Month), (Benefit, Reason)>,
}

impl<'a> Around<'a> {
    /// `slices` of subjects, each with claims that point into it: what an earlier one says comes first.
    pub(super) fn new(
        (wards, words): (&'a BTreeMap<WardCode, String>, &'a BTreeMap<PersonKey, Private>),
        slices: [&'a [Subject]; 2],
        entitlements: &[EntitlementRow],
        (rate_of, procedure_of): (&'a RateOf<'a>, &'a ProcedureOf<'a>),
    ) -> Around<'a> {
        let (mut cared, mut cares) = (BTreeMap::new(), BTreeMap::new());
        for subjects in slices {
            for (carer, claim) in subjects.iter().flat_map(|one| one.claims.iter().map(move |claim| (one, claim))) {
                let Some(one) = claim.cared_for.and_then(|index| subjects.get(index)) else { continue };
                cared.entry(one.key).or_insert(one);
                cares.entry((carer.key, claim.benefit.family())).or_insert(one.key);
            }
        }
        let mut ended = BTreeMap::new();
        let stopped = entitlements.iter().filter(|row| {
            row.status == EntitlementStatus::NotEntitled
                && row.benefit.kind() == BenefitKind::Main
                && cared.contains_key(&row.person_id)
        });
        for row in stopped {
            // The reason that speaks of the person; "only the highest" speaks of another benefit.
            let Some(reason) = row.reason.filter(|&reason| reason != Reason::HighestOnly) else { continue };
            let entry = ended.entry((row.person_id, row.month)).or_insert((row.benefit, reason));
            if row.benefit < entry.0 {
                *entry = (row.benefit, reason);
            }
        }
        Around { wards, words, rate_of, procedure_of, cared, cares, ended }
    }

    /// Full name of a ward, with its kind.
    pub(super) fn ward(&self, ward: WardCode) -> Option<&'a str> {
        self.wards.get(&ward).map(String::as_str)
    }

    /// Since when a rate is in force, and the clause that sets it.
    pub(super) fn rate(&self, benefit: Benefit, month: Month, rate: Dong) -> Option<(Month, &'a str)> {
        (self.rate_of)(benefit, month, rate)
    }

    /// What is to be said of the procedure of a decision.
    pub(super) fn procedure(&self, claim: &Claim, benefit: Benefit) -> Option<String> {
        (self.procedure_of)(claim, benefit)
    }

    /// What the ward wrote about a person's end.
    pub(super) fn words(&self, person: PersonKey) -> Option<&'a str> {
        self.words.get(&person).map(Private::reveal)
    }

    /// What had happened to a person cared for when a month began.
    pub(super) fn cared(&self, person: PersonKey, month: Month) -> Option<(Reason, Event)> {
        let &(benefit, reason) = self.ended.get(&(person, month))?;
        let subject = self.cared.get(&person).copied();
        Some((reason, event(reason, Some(benefit), subject, month.first_day())))
    }

    /// Birth date of a person cared for, where the whole of it is known.
    pub(super) fn born(&self, person: PersonKey) -> Option<Date> {
        self.cared.get(&person)?.birth?.full()
    }

    /// The person whom a carer's claim is about.
    pub(super) fn cared_for(&self, carer: PersonKey, benefit: Benefit) -> Option<PersonKey> {
        self.cares.get(&(carer, benefit.family())).copied()
    }
}
