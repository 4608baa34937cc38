//! The verdict on one record, over all its candidates and "nobody" together.
//!
//! A record is at most one person, so the chances of its candidates and of not being in the
//! register share one whole: `p_k = 2^w_k / (c/(1-c) + Σ 2^w)`, with `w` the match weight set
//! against the register's size and `c` the share of such identities that the register lacks. What is
//! rare by name, birth and ward is as rare among those whom the register lacks: their chance of bearing
//! this name in this generation is in the weight (`u` is a frequency), that of being lacked goes by the
//! birth year where a training counted it.

use super::Found;
use super::candidate::{Candidate, owner, weighed};
use super::census::Census;
use super::config::BitsFile;
use super::evidence::{Around, evidence, frequencies};
use super::kind::{Kind, is_doubtful};
use super::levels::{BirthLevel, IdLevel, Levels, NameLevel, WardLevel};
use super::model::Model;
use super::query::{Prepared, Query};
use super::rival::rival;
use super::stream::Hit;
use crate::model::{Difference, Outcome, PersonId, WardCode};

/// What a match rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// Id and name agree.
    IdAndName,
    /// Name, full birth date and place agree.
    NameBirthPlace,
    /// The sum of all evidence.
    Weight,
    /// A person decided.
    Decision,
    /// A person decided, and the evidence now speaks strongly against it.
    DecisionContested,
}

impl Method {
    /// The code in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Method::IdAndName => "id_and_name",
            Method::NameBirthPlace => "name_birth_place",
            Method::Weight => "weight",
            Method::Decision => "decision",
            Method::DecisionContested => "decision_contested",
        }
    }
}

/// What is known about who a record is.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The caller's number of the row.
    pub index: usize,
    /// Verdict.
    pub outcome: Outcome,
    /// Best candidate; acted on only where matched.
    pub person_id: Option<PersonId>,
    /// Best candidate, whatever the verdict: who is told to be nearest where nobody is named.
    pub best: Option<PersonId>,
    /// Its weight in bits, set against the register's size.
    pub weight: Option<f64>,
    /// Its probability.
    pub probability: Option<f64>,
    /// Second candidate.
    pub runner_up_id: Option<PersonId>,
    /// Its probability.
    pub runner_up_probability: Option<f64>,
    /// What it rests on; `None` where nobody is named.
    pub method: Option<Method>,
    /// Levels of the best candidate.
    pub levels: Levels,
    /// In what the record and the best candidate differ.
    pub differences: Vec<Difference>,
    /// `field=level:bits`, joined by semicolons: what is compared and `register=size` sum to the weight,
    /// with `register=listed` and `register=others` to what the probability is made of.
    pub evidence: String,
    /// `field=number`, joined by semicolons: one in how many people of the register agrees with the
    /// record by chance, for the levels of the best candidate whose weights count it.
    pub frequencies: String,
    /// As `evidence`, of the second candidate.
    pub runner_up_evidence: String,
    /// Matched by more than a name: id and name, or name, full birth date and place, and the id is
    /// not somebody else's.
    pub safe_to_act: bool,
    /// Ward of residence of the best candidate.
    pub residence: Option<WardCode>,
    /// The row says too little to be asked about, and the best candidate is likelier than not: people may
    /// decide, and nobody waits for them.
    pub unsure: bool,
}

/// Judges one record. `hits` are its candidates, ordered by person; `family` is who was found for the
/// relative that it names.
pub(super) fn judge(
    query: &Query,
    prepared: &Prepared,
    (hits, family): Found,
    census: &Census,
    model: &Model,
) -> Verdict {
    if query.is_unusable() && prepared.decided == 0 {
        return nobody(query, Outcome::Unusable);
    }
    let owner = owner(hits);
    let size = -census.rows().log2();
    let mut candidates = weighed(prepared, (hits, family), census, model);
    if let Some(decided) = candidates.iter().position(|candidate| prepared.is_decided_for(candidate.hit.person)) {
        candidates[..=decided].rotate_right(1);
    }
    let Some(best) = candidates.first() else { return nobody(query, Outcome::NotFound) };
    let absent = model.absent_odds(query.source, prepared.who.year());
    let others: f64 = candidates[1..].iter().map(|candidate| candidate.weight.exp2()).sum();
    let rest = absent + others;
    let own = best.weight.exp2();
    // Nobody and somebody else are two mistakes of different cost: each has its limit.
    let ahead = Ahead { nobody: best.weight - absent.log2(), others: best.weight - others.log2() };
    let somebody = (own + others) / (own + rest);
    let other_owner = owner.is_some_and(|owner| owner.person != best.hit.person);
    let rival = rival(query, prepared, &candidates);
    let method = if rival.is_some() { Method::Weight } else { method(&best.levels) };
    let probability = |candidate: &Candidate| candidate.weight.exp2() / (own + rest);
    let second = rival.unwrap_or(1);
    let runner_up = candidates.get(second);
    let unshown = (1..candidates.len()).filter(|place| *place != second).map(|place| candidates[place].weight.exp2());
    let around = Around::new(size, absent, unshown.sum());
    let shown = probability(best) + candidates.get(1).map_or(0.0, probability);
    let usual = outcome(&best.levels, method, (ahead, shown, somebody), other_owner, model);
    let outcome = match usual {
        _ if prepared.is_decided_for(best.hit.person) => Outcome::Matched,
        // A rival makes a match a question; what says too little to be asked about stays so.
        Outcome::Matched if rival.is_some() => Outcome::Review,
        usual => usual,
    };
    let named = matches!(outcome, Outcome::Matched | Outcome::Review);
    let likely = probability(best) >= model.file.thresholds.offer_probability;
    let id_of = |candidate: &Candidate| PersonId::from_number(candidate.hit.person);
    Verdict {
        index: query.index,
        outcome,
        person_id: id_of(best).filter(|_| named),
        best: id_of(best),
        weight: Some(best.weight),
        probability: Some(probability(best)),
        runner_up_id: runner_up.and_then(id_of),
        runner_up_probability: runner_up.map(probability),
        method: named.then_some(method),
        levels: best.levels,
        differences: if named { differences(query, best, other_owner) } else { of_nobody(query, owner) },
        evidence: evidence(best, around),
        frequencies: frequencies(best, model),
        runner_up_evidence: runner_up.map_or_else(String::new, |second| evidence(second, around)),
        safe_to_act: outcome == Outcome::Matched && is_safe(&best.levels, method),
        residence: WardCode::from_digits(&format!("{:05}", best.hit.about.ward()))
            .filter(|_| best.hit.about.ward() > 0),
        unsure: outcome == Outcome::Unusable && likely,
    }
}

fn nobody(query: &Query, outcome: Outcome) -> Verdict {
    Verdict {
        index: query.index,
        outcome,
        person_id: None,
        best: None,
        weight: None,
        probability: None,
        runner_up_id: None,
        runner_up_probability: None,
        method: None,
        levels: Levels::default(),
        differences: of_nobody(query, None),
        evidence: String::new(),
        frequencies: String::new(),
        runner_up_evidence: String::new(),
        safe_to_act: false,
        residence: None,
        unsure: false,
    }
}

fn method(levels: &Levels) -> Method {
    let named = levels.name != NameLevel::Missing && !levels.name.is_weak();
    let placed = matches!(levels.ward, WardLevel::Same | WardLevel::Address | WardLevel::Previous);
    match levels.id {
        IdLevel::Equal | IdLevel::CmndEqual if named => Method::IdAndName,
        _ if levels.name.is_same() && levels.birth == BirthLevel::Full && placed => Method::NameBirthPlace,
        _ => Method::Weight,
    }
}

/// Bits by which a candidate outweighs nobody, and all other candidates together.
#[derive(Debug, Clone, Copy)]
struct Ahead {
    nobody: f64,
    others: f64,
}

impl Ahead {
    /// What a match needs.
    fn needed(levels: &Levels, foreign_id: bool, bits: &BitsFile) -> Ahead {
        let nobody = Kind::of(levels).bits(bits);
        if foreign_id {
            Ahead { nobody: nobody.max(bits.other_id), others: bits.others.max(bits.other_id) }
        } else {
            Ahead { nobody, others: bits.others }
        }
    }
}

fn outcome(
    levels: &Levels,
    method: Method,
    (ahead, shown, somebody): (Ahead, f64, f64),
    other_owner: bool,
    model: &Model,
) -> Outcome {
    let limits = &model.file.thresholds;
    let foreign_id = other_owner || matches!(levels.id, IdLevel::Different | IdLevel::Member);
    let needed = Ahead::needed(levels, foreign_id, &limits.matched_bits);
    let doubtful = is_doubtful(levels, other_owner && method != Method::NameBirthPlace);
    if ahead.nobody >= needed.nobody && ahead.others >= needed.others && !doubtful {
        Outcome::Matched
    } else if shown >= limits.review_probability || levels.id == IdLevel::Contradicted {
        Outcome::Review
    } else if somebody >= 0.5 {
        // Several fit about equally well: two of them shown would invite a guess.
        Outcome::Unusable
    } else {
        Outcome::NotFound
    }
}

const fn is_safe(levels: &Levels, method: Method) -> bool {
    match method {
        Method::IdAndName => true,
        // Where somebody lived before, a namesake of the same day may have lived too.
        Method::NameBirthPlace => {
            !matches!(levels.id, IdLevel::Different | IdLevel::Member) && !matches!(levels.ward, WardLevel::Previous)
        }
        Method::Weight | Method::DecisionContested => false,
        Method::Decision => true,
    }
}

/// What can be said where nobody is named: about the id alone.
fn of_nobody(query: &Query, owner: Option<&Hit>) -> Vec<Difference> {
    let missing = query.id.is_none().then_some(Difference::IdMissing);
    missing.or(owner.map(|_| Difference::IdOfAnother)).into_iter().collect()
}

fn differences(query: &Query, best: &Candidate, other_owner: bool) -> Vec<Difference> {
    let levels = &best.levels;
    let wrong_birth = |level: BirthLevel| {
        !matches!(
            level,
            BirthLevel::Missing
                | BirthLevel::Full
                | BirthLevel::OneJanuary
                | BirthLevel::MonthOnly
                | BirthLevel::YearOnly
        )
    };
    let id = match levels.id {
        _ if query.id.is_none() => Some(Difference::IdMissing),
        IdLevel::Contradicted => Some(Difference::IdOfAnother),
        IdLevel::Different | IdLevel::Near | IdLevel::Member if other_owner => Some(Difference::IdOfAnother),
        IdLevel::Different | IdLevel::Near | IdLevel::Member => Some(Difference::IdWrong),
        IdLevel::Missing | IdLevel::Equal | IdLevel::CmndEqual => None,
    };
    let elsewhere = matches!(levels.ward, WardLevel::Address | WardLevel::Previous | WardLevel::Other);
    [
        (levels.name > NameLevel::Exact).then_some(Difference::Name),
        wrong_birth(levels.birth).then_some(Difference::BirthDate),
        (levels.gender == super::levels::PlainLevel::Other).then_some(Difference::Gender),
        elsewhere.then_some(Difference::Ward),
        id,
        best.hit.about.is_dead().then_some(Difference::Dead),
        (levels.ward == WardLevel::Previous).then_some(Difference::Moved),
    ]
    .into_iter()
    .flatten()
    .collect()
}
