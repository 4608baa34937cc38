//! People on the rolls as the law looks at them.

use super::case::Case;
use super::life::{Life, put};
use super::places::Ward;
use crate::model::{
    Benefit, Claim, ClaimSource, Date, Dong, Fact, FactInterval, FactSource, Month, PersonKey, Subject,
};
use crate::table::outputs::EntitlementRow;

/// The law as the caller hands it in: subjects, first and last month.
pub type LawFn<'a> = dyn Fn(&[Subject], Month, Month) -> Vec<EntitlementRow> + 'a;

/// Which subjects stand for a case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Views {
    /// The true facts, as far as the inputs can tell them.
    pub(super) truth: usize,
    /// What the office believed; the same subject where nothing differs.
    pub(super) office: usize,
    /// What the office believed of the last benefit alone, where two were paid side by side.
    pub(super) second: Option<usize>,
}

/// Turns cases into subjects. Whole groups must be handed in, so that carers find the people cared
/// for. Keys are provisional: the index of the subject.
pub(super) fn subjects(cases: &[Case], wards: &[Ward]) -> (Vec<Subject>, Vec<Views>) {
    let mut subjects: Vec<Subject> = Vec::with_capacity(cases.len() * 2);
    let mut views: Vec<Views> = Vec::with_capacity(cases.len());
    for group in cases.chunk_by(|a, b| a.group == b.group) {
        let differs = group.iter().any(|case| case.believed.is_some());
        let first = subjects.len();
        for (place, case) in group.iter().enumerate() {
            subjects.push(subject(case, &case.life, first + place, first, wards));
        }
        let office = if differs { subjects.len() } else { first };
        for (place, case) in group.iter().enumerate().filter(|_| differs) {
            let life = case.believed.as_deref().unwrap_or(&case.life);
            subjects.push(subject(case, life, office + place, office, wards));
        }
        for (place, case) in group.iter().enumerate() {
            let mut view = Views { truth: first + place, office: office + place, second: None };
            if case.story == super::stories::Story::TwoBenefits && case.grants.len() > 1 {
                (view.office, view.second) = (subjects.len(), Some(subjects.len() + 1));
                let both = subject(case, &case.life, 0, first, wards);
                let last = both.claims.len() - 1;
                for (offset, claims) in
                    [both.claims[..last].to_vec(), both.claims[last..].to_vec()].into_iter().enumerate()
                {
                    let key = PersonKey::Provisional((view.office + offset) as u64);
                    subjects.push(Subject { key, claims, ..both.clone() });
                }
            }
            views.push(view);
        }
    }
    (subjects, views)
}

fn subject(case: &Case, life: &Life, index: usize, group: usize, wards: &[Ward]) -> Subject {
    let mut facts = life.facts();
    decided(case, &mut facts);
    facts.sort_by_key(|fact| (fact.fact, fact.from));
    let claims = case.grants.iter().flat_map(|grant| {
        let labels = grant.old_label.into_iter().chain([grant.benefit]);
        labels.map(move |benefit| Claim {
            benefit,
            ground: grant.ground,
            decided_on: Some(grant.decided_on),
            filed_on: Some(grant.filed_on()),
            from_month: Some(grant.decided_on.month()),
            source: ClaimSource::Both,
            row_id: None,
            ward: wards[case.ward].code,
            cared_for: grant.cared_for.map(|place| group + place),
            opening: Some(Dong::ZERO),
            safe_link: true,
        })
    });
    Subject {
        key: PersonKey::Provisional(index as u64),
        birth: Some(life.birth),
        gender: Some(case.gender),
        wards: life.wards.iter().map(|&(from, code, _)| (from, code)).collect(),
        claims: claims.collect(),
        facts,
    }
}

/// Facts that no register holds, taken from the decisions.
fn decided(case: &Case, facts: &mut Vec<FactInterval>) {
    let any = |benefits: &[Benefit]| i64::from(case.grants.iter().any(|grant| benefits.contains(&grant.benefit)));
    for (fact, value) in [
        (Fact::Pregnant, 0),
        (Fact::Hiv, any(&[Benefit::K3, Benefit::K8])),
        (Fact::NoSupporter, any(&[Benefit::K5a, Benefit::K5d])),
        (Fact::Ground, any(&[Benefit::K1, Benefit::K2])),
        (Fact::TakenIn, any(&[Benefit::K5d])),
        (Fact::Caring, any(&[Benefit::CsNuoi, Benefit::CsThai, Benefit::CsHo, Benefit::CsNhan])),
    ] {
        put(facts, fact, FactSource::Decision, &[(Date::MIN, Date::MAX, value)], 0);
    }
}
