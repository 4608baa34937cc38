//! A second evaluation of the law: plain, slow, a day at a time, written from the text of the law
//! (`law.md` and the time rules of the data contract) and from nothing else. It reads no rules file.
//!
//! A birth date of which only a part is known is tried at both ends; facts are three-valued. Money
//! is counted in đồng and coefficients in hundredths, by hand.

use ansinh::model::{
    Benefit, BenefitKind, Claim, ClaimSource, Date, EntitlementStatus, Fact, Month, PersonKey, Subject,
};

/// What one claim gives in one month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who receives it.
    pub key: PersonKey,
    /// The month.
    pub month: Month,
    /// The benefit due; of a family the one that the reading day shows, else the one claimed.
    pub benefit: Benefit,
    /// Carers: the person cared for.
    pub for_person: Option<PersonKey>,
    /// Entitled, not entitled, undetermined.
    pub status: EntitlementStatus,
    /// Hundredths; 0 unless entitled. Twenty times the rate is 2000.
    pub coefficient: u32,
    /// Đồng; 0 unless entitled.
    pub amount: i64,
    /// Another benefit of the person gives the same amount: which of them is paid is open.
    pub tied: bool,
}

/// True, false or unknown.
type Truth = Option<bool>;

fn all(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(false)) {
        Some(false)
    } else {
        truths.iter().copied().collect::<Option<Vec<_>>>().map(|_| true)
    }
}

fn any(truths: &[Truth]) -> Truth {
    if truths.contains(&Some(true)) {
        Some(true)
    } else {
        truths.iter().copied().collect::<Option<Vec<_>>>().map(|_| false)
    }
}

fn not(truth: Truth) -> Truth {
    truth.map(|truth| !truth)
}

fn ymd(year: i16, month: i8, day: i8) -> Date {
    Date::new(year, month, day).expect("a day of the calendar")
}

fn month(year: i32, number: u8) -> Month {
    Month::new(year, number).expect("a month of the calendar")
}

/// The decree under which a month counts. October 2026 belongs to NĐ 335 as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Decree {
    Nd20,
    Nd147,
    Nd335,
}

fn decree(at: Month) -> Decree {
    if at >= month(2026, 10) {
        Decree::Nd335
    } else if at >= month(2025, 7) {
        Decree::Nd147
    } else {
        Decree::Nd20
    }
}

/// A person with one of the possible birth dates.
#[derive(Clone, Copy)]
struct Person<'a> {
    subject: &'a Subject,
    birth: Option<Date>,
}

/// Completed years; who is born on 29 February has the birthday of a common year on 1 March.
fn years(birth: Date, on: Date) -> i32 {
    let ((by, bm, bd), (y, m, d)) = (birth.ymd(), on.ymd());
    y - by - i32::from((m, d) < (bm, bd))
}

impl Person<'_> {
    fn fact(&self, fact: Fact, on: Date) -> Option<i64> {
        let known = self.subject.facts.iter().find(|one| one.fact == fact && one.from <= on && on <= one.to);
        match (known, fact) {
            // Ledger and ward speak only where something happened.
            (None, Fact::Suspended | Fact::WardEnded | Fact::CoupleShare | Fact::SingleParentChild) => Some(0),
            (known, _) => known.map(|one| one.value),
        }
    }

    fn is(&self, fact: Fact, value: i64, on: Date) -> Truth {
        self.fact(fact, on).map(|known| known == value)
    }

    fn among(&self, fact: Fact, values: &[i64], on: Date) -> Truth {
        self.fact(fact, on).map(|known| values.contains(&known))
    }

    fn at_least(&self, fact: Fact, value: i64, on: Date) -> Truth {
        self.fact(fact, on).map(|known| known >= value)
    }

    fn age(&self, on: Date) -> Option<i32> {
        self.birth.map(|birth| years(birth, on))
    }

    fn aged(&self, from: i32, below: i32, on: Date) -> Truth {
        self.age(on).map(|age| from <= age && age < below)
    }

    /// The age was reached on the day itself or not yet: a limit "up to the month of the birthday".
    fn not_past_birthday(&self, birthday: i32, on: Date) -> Truth {
        self.age(on.plus_days(-1)).map(|age| age < birthday)
    }
}

/// The base rate of a place in a month: the higher of the nation's and the place's (§0, table).
fn base_rate(area: i64, at: Month) -> i64 {
    let nation = if at >= month(2026, 7) {
        540_000
    } else if at >= month(2024, 7) {
        500_000
    } else {
        360_000
    };
    let local = match area {
        30 | 31 if at >= month(2026, 1) => 700_000,
        30 if at >= month(2024, 8) => 550_000,
        30 => 380_000,
        _ => 0,
    };
    nation.max(local)
}

/// The social pension of a place in a month.
fn social_pension(area: i64, at: Month) -> i64 {
    let nation = if at >= month(2026, 7) { 540_000 } else { 500_000 };
    let local = if matches!(area, 30 | 31) && at >= month(2026, 1) { 700_000 } else { 0 };
    nation.max(local)
}

/// The benefits that one decision covers in turn, in a month.
fn family(claimed: Benefit, at: Month) -> Vec<Benefit> {
    use Benefit::*;
    match claimed {
        K1 | K2 => vec![K1, K2],
        K6Dbn | K6Nang => vec![K6Dbn, K6Nang],
        K5b if decree(at) == Decree::Nd20 => vec![K5b, K5c],
        // An old decision on điểm c bears today's label.
        K5c | Htxh if decree(at) == Decree::Nd20 => vec![K5c],
        K5b | K5c | Htxh => vec![Htxh],
        other => vec![other],
    }
}

/// One claim on one possible pair of birth dates.
struct Case<'a> {
    who: Person<'a>,
    cared: Option<Person<'a>>,
    claim: &'a Claim,
    at: Month,
}

impl Case<'_> {
    /// Life, residence, facility, suspension, the ward's end: every benefit. Who lives in a facility
    /// gets no allowance of Điều 6 (NĐ 20 Điều 25.5); of carers' support nothing is said, and who
    /// lives there keeps no household.
    fn common(&self, on: Date) -> Truth {
        let who = &self.who;
        let here = all(&[who.is(Fact::Alive, 1, on), who.is(Fact::Resident, 1, on)]);
        if self.claim.benefit.kind() == BenefitKind::OneOff {
            return here;
        }
        let at_home = not(who.is(Fact::InInstitution, 1, on));
        all(&[here, who.is(Fact::Suspended, 0, on), who.is(Fact::WardEnded, 0, on), at_home])
    }

    fn holds(&self, benefit: Benefit, on: Date) -> Truth {
        all(&[self.common(on), self.own(benefit, on)])
    }

    fn poor_elder(who: &Person<'_>, on: Date) -> Truth {
        all(&[who.aged(60, 999, on), who.is(Fact::Poverty, 1, on), who.is(Fact::NoSupporter, 1, on)])
    }

    /// The conditions of one benefit on a day (Điều 5 of both decrees; Điều 20 and 17 for carers).
    fn own(&self, benefit: Benefit, on: Date) -> Truth {
        let who = &self.who;
        let new_law = decree(self.at) == Decree::Nd335;
        match benefit {
            Benefit::K1 => all(&[who.aged(0, 16, on), who.is(Fact::Ground, 1, on)]),
            Benefit::K2 => {
                // Who passed the old limit of 22 before the new decree was dropped, and nothing revives.
                let by = if new_law { ymd(2026, 9, 30).min(on) } else { on };
                let limit = if new_law { who.age(by).map(|age| age < 22) } else { who.not_past_birthday(22, on) };
                all(&[who.aged(16, 999, on), who.is(Fact::Studying, 1, on), limit])
            }
            Benefit::K3 => all(&[who.aged(0, 16, on), who.is(Fact::Hiv, 1, on), who.is(Fact::Poverty, 1, on)]),
            Benefit::K4 => all(&[
                who.among(Fact::Poverty, &[1, 2], on),
                who.among(Fact::Marital, &[1, 3, 5], on),
                any(&[who.at_least(Fact::ChildrenUnder16, 1, on), who.at_least(self.students(), 1, on)]),
            ]),
            Benefit::K5a => Self::poor_elder(who, on),
            Benefit::K5b => {
                all(&[who.aged(75, 80, on), who.among(Fact::Poverty, &[1, 2], on), who.is(Fact::SpecialCommune, 1, on)])
            }
            // "Not of điểm a" is the rule of the highest benefit: điểm a gives more.
            Benefit::K5c => all(&[who.aged(80, 999, on), who.is(Fact::Pension, 0, on)]),
            Benefit::K5d => all(&[Self::poor_elder(who, on), who.is(Fact::TakenIn, 1, on)]),
            Benefit::K6Dbn => all(&[who.is(Fact::Severity, 3, on), who.aged(0, 999, on)]),
            Benefit::K6Nang => all(&[who.is(Fact::Severity, 2, on), who.aged(0, 999, on)]),
            Benefit::K7 => {
                all(&[who.aged(0, 3, on), who.among(Fact::Poverty, &[1, 2], on), who.is(Fact::SpecialCommune, 1, on)])
            }
            Benefit::K8 => all(&[who.is(Fact::Hiv, 1, on), who.is(Fact::Poverty, 1, on), who.is(Fact::Pension, 0, on)]),
            Benefit::Htxh => all(&[
                any(&[who.aged(75, 999, on), all(&[who.aged(70, 75, on), who.among(Fact::Poverty, &[1, 2], on)])]),
                self.pension_below(on),
                Some(self.at >= month(2025, 7)),
            ]),
            Benefit::CsThai => all(&[
                who.at_least(Fact::Severity, 2, on),
                any(&[who.is(Fact::Pregnant, 1, on), who.at_least(Fact::ChildrenUnder3, 1, on)]),
                who.is(Fact::CoupleShare, 0, on),
            ]),
            Benefit::CsNuoi | Benefit::CsHo | Benefit::CsNhan => {
                all(&[who.is(Fact::Caring, 1, on), self.cared(benefit, on)])
            }
            // Children of single parents; survivors' allowances: 80 and over; under NĐ 335 75, or 70 where poor or near-poor.
            Benefit::MaiTang => {
                let aged = if new_law {
                    let poor = who.among(Fact::Poverty, &[1, 2], on);
                    any(&[who.aged(75, 999, on), all(&[who.aged(70, 999, on), poor])])
                } else {
                    who.aged(80, 999, on)
                };
                let survivor = all(&[who.at_least(Fact::Pension, 1, on), aged]);
                any(&[who.is(Fact::SingleParentChild, 1, on), survivor])
            }
        }
    }

    /// The person cared for: alive, in the city, in no facility, and of the kind that is cared for.
    fn cared(&self, benefit: Benefit, on: Date) -> Truth {
        let Some(cared) = &self.cared else { return None };
        let kind = match benefit {
            Benefit::CsNuoi => any(&[
                all(&[cared.aged(0, 16, on), cared.is(Fact::Ground, 1, on)]),
                all(&[Self::poor_elder(cared, on), cared.is(Fact::TakenIn, 1, on)]),
            ]),
            _ => cared.is(Fact::Severity, 3, on),
        };
        all(&[
            cared.is(Fact::Alive, 1, on),
            cared.is(Fact::Resident, 1, on),
            not(cared.is(Fact::InInstitution, 1, on)),
            kind,
        ])
    }

    /// Children of 16 and over who count: to 22 under the old decree, without limit under the new.
    fn students(&self) -> Fact {
        if decree(self.at) == Decree::Nd335 { Fact::ChildrenStudying } else { Fact::ChildrenStudyingTo22 }
    }

    /// No pension, or one below the social pension of the place.
    fn pension_below(&self, on: Date) -> Truth {
        let pension = self.who.fact(Fact::Pension, on)?;
        if pension == 0 {
            return Some(true);
        }
        Some(pension < self.rate(Benefit::Htxh, on)?)
    }

    /// Coefficient in hundredths on a day (Điều 6 of both decrees).
    fn coefficient(&self, benefit: Benefit, on: Date) -> Option<u32> {
        let who = &self.who;
        let child_or_elder = |person: &Person<'_>| person.age(on).map(|age| !(16..60).contains(&age));
        let pick = |when: Truth, then: u32, otherwise: u32| when.map(|when| if when { then } else { otherwise });
        match benefit {
            Benefit::K1 => pick(who.aged(0, 4, on), 250, 150),
            Benefit::K3 => pick(who.aged(0, 4, on), 250, 200),
            Benefit::K4 => {
                let children = who.fact(Fact::ChildrenUnder16, on)? + who.fact(self.students(), on)?;
                u32::try_from(children * 100).ok()
            }
            Benefit::K5a => {
                let upper = if self.at >= month(2026, 7) { 75 } else { 80 };
                pick(who.aged(upper, 999, on), 200, 150)
            }
            Benefit::K5d => Some(300),
            Benefit::K6Dbn => pick(child_or_elder(who), 250, 200),
            Benefit::K6Nang => pick(child_or_elder(who), 200, 150),
            Benefit::K2 | Benefit::K7 | Benefit::K8 => Some(150),
            Benefit::K5b | Benefit::K5c | Benefit::Htxh | Benefit::CsHo => Some(100),
            Benefit::CsNuoi => pick(self.cared?.aged(0, 4, on), 250, 150),
            Benefit::CsNhan => pick(self.cared?.aged(-999, 16, on), 250, 150),
            Benefit::CsThai => {
                let two = any(&[
                    who.at_least(Fact::ChildrenUnder3, 2, on),
                    all(&[who.is(Fact::Pregnant, 1, on), who.at_least(Fact::ChildrenUnder3, 1, on)]),
                ]);
                pick(two, 200, 150)
            }
            Benefit::MaiTang => Some(2000),
        }
    }

    /// Where the area is unknown the amount is known only where both areas of the city pay the same.
    fn rate(&self, benefit: Benefit, on: Date) -> Option<i64> {
        let rate = if benefit == Benefit::Htxh { social_pension } else { base_rate };
        match self.who.fact(Fact::Area, on) {
            Some(area) => Some(rate(area, self.at)),
            None => Some(rate(30, self.at)).filter(|&here| here == rate(31, self.at)),
        }
    }

    /// The first month that a decision pays (timing table, "Start"); none where it always did.
    fn start(&self) -> Option<Month> {
        use Benefit::*;
        // What is paid once is decided after the event.
        if self.claim.benefit.kind() == BenefitKind::OneOff {
            return None;
        }
        // A decision that is not in hand: the month that it names, where it names one.
        let Some(signed) = self.claim.decided_on else { return self.claim.from_month };
        let old = signed < ymd(2025, 7, 1);
        // A file that was pending when a decree took effect keeps its procedure (NĐ 335 Điều 33; of NĐ 147
        // assumed). A file cannot be received after it was decided.
        let filed = self.claim.filed_on.filter(|&filed| filed <= signed);
        let pending = filed.is_some_and(|filed| filed < ymd(2025, 7, 1));
        match self.claim.benefit {
            // From the month of the certificate, or of the birthday: the condition itself says when.
            K6Dbn | K6Nang if old || pending => None,
            K5b | K5c | Htxh if old => None,
            // The social pension has no procedure older than its own.
            K5b | K5c | Htxh if pending && decree(self.at) == Decree::Nd20 => None,
            _ => Some(signed.month()),
        }
    }
}

/// What could be paid for a claim in a month.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Possible {
    Nothing,
    /// Benefit (by its place in the list of all), hundredths, đồng.
    Paid(Name, u32, i64),
    /// Something, but how much is not known: tried as little and as much.
    Unclear(i64),
}

/// More than any benefit.
const MUCH: i64 = 1_000_000_000_000;

/// The highest coefficient of a benefit in hundredths; a parent of khoản 4 may raise many children.
fn highest(benefit: Benefit) -> i64 {
    match benefit {
        Benefit::K4 => 1_000_000,
        Benefit::K5a | Benefit::K6Nang => 200,
        _ => 250,
    }
}

/// A benefit by its code: codes have an order.
type Name = &'static str;

fn name(benefit: Benefit) -> Name {
    Benefit::ALL.iter().find(|one| **one == benefit).map_or("", |one| one.as_str())
}

/// Reads one claim with fixed birth dates: everything that the answer may be.
fn read(case: &Case<'_>) -> Vec<Possible> {
    let start = case.start();
    if start.is_some_and(|start| case.at < start) {
        return vec![Possible::Nothing];
    }
    let members = family(case.claim.benefit, case.at);
    let held = |on: Date| any(&members.iter().map(|&one| case.holds(one, on)).collect::<Vec<_>>());
    let (first, last) = (case.at.first_day(), case.at.last_day());
    let mut days: Vec<(Date, Truth)> =
        (first.epoch_days()..=last.epoch_days()).map(Date::from_epoch_days).map(|on| (on, held(on))).collect();
    let mut possible = Vec::new();
    if !days.iter().any(|day| day.1 == Some(true)) {
        possible.push(Possible::Nothing);
    }
    // The old place of residence pays the month of a move; the rate is that of the month's beginning.
    let Some(&(rate_day, _)) = days.iter().find(|day| day.1 != Some(false)) else { return possible };
    // The day that the coefficient is read on, then the days of the month from the nearest on. A
    // first month adjusts nothing that was paid before.
    if decree(case.at) == Decree::Nd147 && start != Some(case.at) {
        let eve = first.plus_days(-1);
        days.insert(0, (eve, held(eve)));
    } else {
        days.reverse();
    }
    for (on, truth) in days {
        if truth == Some(false) {
            continue;
        }
        for &member in members.iter().filter(|&&one| case.holds(one, on) != Some(false)) {
            let paid = case.coefficient(member, on).zip(case.rate(member, rate_day));
            match paid {
                Some((hundredths, rate)) => {
                    possible.push(Possible::Paid(name(member), hundredths, i64::from(hundredths) * rate / 100));
                }
                None => {
                    let most = case.rate(member, rate_day).map(|rate| highest(member) * rate / 100);
                    possible.extend([Possible::Unclear(0), Possible::Unclear(most.unwrap_or(MUCH).min(MUCH))]);
                }
            }
        }
        if truth == Some(true) {
            break;
        }
    }
    possible
}

fn births(subject: &Subject) -> Vec<Option<Date>> {
    match subject.birth {
        None => vec![None],
        Some(birth) if birth.full().is_some() => vec![birth.full()],
        Some(birth) => vec![Some(birth.earliest()), Some(birth.latest())],
    }
}

/// The sets of lines that give one person the most: the highest only (Điều 6.2), except that a
/// single parent of khoản 4 who is of khoản 5, 6 or 8 gets both. The social pension goes with none.
fn best(amounts: &[(Benefit, i64)]) -> Vec<Vec<usize>> {
    use Benefit::*;
    let paid = || (0..amounts.len()).filter(|&one| amounts[one].1 > 0);
    let beside = |one: &usize| matches!(amounts[*one].0, K5a | K5b | K5c | K5d | K6Dbn | K6Nang | K8);
    let mut sets: Vec<Vec<usize>> = paid().map(|one| vec![one]).collect();
    for parent in paid().filter(|&one| amounts[one].0 == K4) {
        sets.extend(paid().filter(beside).map(|other| vec![parent, other]));
    }
    let total = |set: &Vec<usize>| set.iter().map(|&one| amounts[one].1).sum::<i64>();
    let most = sets.iter().map(total).max().unwrap_or(0);
    sets.retain(|set| total(set) == most);
    sets
}

/// The lines of one subject in one month, main ones combined, and the funeral.
#[must_use]
pub fn one(subject: &Subject, subjects: &[Subject], at: Month) -> Vec<Line> {
    let answers: Vec<Vec<Possible>> = subject
        .claims
        .iter()
        .map(|claim| {
            let cared = claim.cared_for.and_then(|index| subjects.get(index));
            let mut possible = Vec::new();
            for birth in births(subject) {
                let others = cared.map_or(vec![None], births);
                for other in others {
                    let who = Person { subject, birth };
                    let cared = cared.map(|subject| Person { subject, birth: other });
                    possible.extend(read(&Case { who, cared, claim, at }));
                }
            }
            possible.sort();
            possible.dedup();
            possible
        })
        .collect();
    let mut lines: Vec<Line> = Vec::new();
    for (index, claim) in subject.claims.iter().enumerate() {
        if claim.benefit.kind() != BenefitKind::OneOff && !undecided(claim) {
            lines.push(line(subject, subjects, claim, at, &answers, index));
        }
    }
    lines.extend(funeral(subject, at));
    lines
}

fn amount_of(possible: &Possible, claim: &Claim) -> (Benefit, i64) {
    match possible {
        Possible::Nothing => (claim.benefit, 0),
        Possible::Paid(benefit, _, amount) => {
            (*Benefit::ALL.iter().find(|one| one.as_str() == *benefit).unwrap_or(&claim.benefit), *amount)
        }
        Possible::Unclear(amount) => (claim.benefit, *amount),
    }
}

/// Every choice of one answer a claim.
fn choices(answers: &[&Vec<Possible>]) -> Vec<Vec<Possible>> {
    let mut sets = vec![Vec::new()];
    for answer in answers {
        sets = sets
            .into_iter()
            .flat_map(|set| {
                answer.iter().map(move |one| {
                    let mut longer = set.clone();
                    longer.push(one.clone());
                    longer
                })
            })
            .collect();
    }
    sets
}

fn line(
    subject: &Subject,
    subjects: &[Subject],
    claim: &Claim,
    at: Month,
    answers: &[Vec<Possible>],
    index: usize,
) -> Line {
    let for_person = claim.cared_for.and_then(|index| subjects.get(index)).map(|cared| cared.key);
    let mut tied = false;
    let outcomes: Vec<Possible> = if claim.benefit.kind() == BenefitKind::Main {
        let main = |claim: &Claim| claim.benefit.kind() == BenefitKind::Main && !undecided(claim);
        let mains: Vec<usize> = (0..subject.claims.len()).filter(|&i| main(&subject.claims[i])).collect();
        let place = mains.iter().position(|&i| i == index).unwrap_or(0);
        // What is undetermined decides nothing about another benefit: it may come to nothing.
        let mut each: Vec<Vec<Possible>> = mains.iter().map(|&i| answers[i].clone()).collect();
        for (i, answer) in each.iter_mut().enumerate() {
            if i != place && answer.len() > 1 && !answer.contains(&Possible::Nothing) {
                answer.push(Possible::Nothing);
            }
        }
        let sets = choices(&each.iter().collect::<Vec<_>>());
        let mut outcomes: Vec<Possible> = sets
            .iter()
            .map(|set| {
                let amounts: Vec<(Benefit, i64)> =
                    set.iter().zip(&mains).map(|(one, &i)| amount_of(one, &subject.claims[i])).collect();
                let mut sets = best(&amounts);
                // Of equal sums the one that hangs on nothing unknown: the amount is not in doubt.
                sets.sort_by_key(|set| set.iter().filter(|&&one| each[one].len() > 1).count());
                let wins = sets.iter().filter(|set| set.contains(&place)).count();
                tied |= 0 < wins && wins < sets.len();
                if sets.first().is_some_and(|first| first.contains(&place)) {
                    set[place].clone()
                } else {
                    Possible::Nothing
                }
            })
            .collect();
        outcomes.sort();
        outcomes.dedup();
        outcomes
    } else {
        answers[index].clone()
    };
    let mut line = Line {
        key: subject.key,
        month: at,
        benefit: claim.benefit,
        for_person,
        status: EntitlementStatus::Undetermined,
        coefficient: 0,
        amount: 0,
        tied,
    };
    match outcomes.as_slice() {
        [Possible::Nothing] => line.status = EntitlementStatus::NotEntitled,
        [Possible::Paid(_, hundredths, amount)] => {
            line.benefit = amount_of(&outcomes[0], claim).0;
            line.status = EntitlementStatus::Entitled;
            (line.coefficient, line.amount) = (*hundredths, *amount);
        }
        _ => {}
    }
    line
}

/// Nobody decided on it: no month is paid.
fn undecided(claim: &Claim) -> bool {
    claim.source == ClaimSource::Prospect
}

/// The last day of life, where known, and whether it is proven.
fn death(subject: &Subject) -> Option<(Date, bool)> {
    let mut dead = subject.facts.iter().filter(|one| one.fact == Fact::Alive && one.value == 0);
    dead.next().filter(|one| one.from > Date::MIN).map(|one| (one.from.plus_days(-1), one.proven))
}

/// Funeral support: 20 times the base rate for who received a benefit of Điều 5, 20 times the social
/// pension for who received that; from NĐ 335 on also for who qualified and had no decision yet.
fn funeral(subject: &Subject, at: Month) -> Option<Line> {
    let (died, proven) = death(subject).filter(|(day, _)| day.month() == at)?;
    let mut possible: Vec<Possible> = Vec::new();
    for birth in births(subject) {
        let mut each: Vec<Vec<Possible>> = Vec::new();
        for claim in subject.claims.iter().filter(|claim| claim.benefit.kind() != BenefitKind::Carer) {
            let mut claim = claim.clone();
            // Who qualified before a decision counts since NĐ 335.
            if decree(at) == Decree::Nd335 {
                (claim.decided_on, claim.from_month) = (None, None);
            } else if undecided(&claim) && claim.benefit.kind() == BenefitKind::Main {
                continue;
            }
            let case = Case { who: Person { subject, birth }, cared: None, claim: &claim, at };
            let base = case.rate(Benefit::K1, died);
            let support = read(&case).into_iter().map(|one| {
                // How much was paid a month does not matter.
                let rate = match one {
                    Possible::Nothing => return Possible::Nothing,
                    Possible::Paid(benefit, ..) if benefit == name(Benefit::Htxh) => case.rate(Benefit::Htxh, died),
                    Possible::Paid(..) | Possible::Unclear(_) => base,
                };
                rate.map_or(Possible::Unclear(MUCH), |rate| Possible::Paid(name(Benefit::MaiTang), 2000, 20 * rate))
            });
            let mut support: Vec<Possible> = support.collect();
            support.sort();
            support.dedup();
            each.push(support);
        }
        // The highest if several.
        let sets = choices(&each.iter().collect::<Vec<_>>());
        possible.extend(sets.into_iter().filter_map(|set| set.into_iter().max()));
    }
    possible.sort();
    possible.dedup();
    let mut line = Line {
        key: subject.key,
        month: at,
        benefit: Benefit::MaiTang,
        for_person: None,
        status: EntitlementStatus::Undetermined,
        coefficient: 0,
        amount: 0,
        tied: false,
    };
    match possible.as_slice() {
        [] | [Possible::Nothing] => return None,
        // Nothing is paid for a death that only a doubtful entry or the ward's word tells of.
        [Possible::Paid(_, hundredths, amount)] if proven => {
            line.status = EntitlementStatus::Entitled;
            (line.coefficient, line.amount) = (*hundredths, *amount);
        }
        _ => {}
    }
    Some(line)
}
