//! Random persons built to sit on boundaries: birthdays on the first and last days of months and on
//! 29 February, facts that begin and end there, decisions on the days on which decrees change.

use ansinh::model::{
    Benefit, BenefitKind, Claim, ClaimSource, Date, Fact, FactInterval, FactSource, Month, PartialDate, PersonId,
    PersonKey, Subject, WardCode,
};

/// SplitMix64 (Steele, Lea, Flood 2014): small, and the same on every machine.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    fn chance(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// First and last month in which boundaries lie.
#[must_use]
pub fn window() -> (Month, Month) {
    let month = |year, number| Month::new(year, number).expect("a month of the calendar");
    (month(2024, 4), month(2027, 3))
}

/// A day on or beside a boundary of a month, or a day on which the law changes.
fn edge(random: &mut Random) -> Date {
    const LAW: [(i16, i8, i8); 10] = [
        (2025, 6, 30),
        (2025, 7, 1),
        (2025, 12, 31),
        (2026, 1, 1),
        (2026, 6, 30),
        (2026, 7, 1),
        (2026, 9, 30),
        (2026, 10, 1),
        (2026, 10, 4),
        (2026, 10, 5),
    ];
    if random.chance(20) {
        let (year, month, day) = random.pick(&LAW);
        return Date::new(year, month, day).expect("a day of the calendar");
    }
    let (from, to) = window();
    let month = from.plus(random.below(to.since(from) as usize + 1) as i32);
    let (first, last) = (month.first_day(), month.last_day());
    match random.below(5) {
        0 => first,
        1 => first.plus_days(1),
        2 => last.plus_days(-1),
        3 => last,
        _ => first.plus_days(random.below(28) as i32),
    }
}

/// Ages at which something happens to a benefit; people stand about one of them.
fn ages(benefit: Benefit) -> &'static [i16] {
    use Benefit::*;
    match benefit {
        K1 => &[3, 4, 15, 16],
        K2 => &[16, 18, 22, 23],
        K3 => &[3, 4, 16],
        K5a | K5d => &[60, 75, 80, 85],
        K5b => &[75, 80],
        K5c => &[80, 85],
        K6Dbn | K6Nang => &[0, 16, 30, 60],
        K7 => &[0, 3],
        Htxh => &[70, 72, 75, 80],
        MaiTang => &[70, 75, 80],
        _ => &[0, 3, 4, 16, 30, 60],
    }
}

fn birth(benefit: Benefit, random: &mut Random) -> Option<PartialDate> {
    if random.chance(2) {
        return None;
    }
    let age = if random.chance(10) { random.pick(&[2, 10, 22, 59, 70, 90]) } else { random.pick(ages(benefit)) };
    let (year, month, day) = edge(random).ymd();
    let year = year as i16 - age;
    let (month, day) = if random.chance(5) { (2, 29) } else { (month, day) };
    let born = PartialDate::of_day(year, month, day).or_else(|| PartialDate::of_day(year - year % 4, 2, 29))?;
    match random.below(20) {
        0 => PartialDate::of_year(born.year()),
        1 => PartialDate::of_month(born.year(), month),
        _ => Some(born),
    }
}

/// Values that a fact can take; the first is the one that most conditions want.
fn values(fact: Fact) -> &'static [i64] {
    match fact {
        Fact::Area => &[31, 30, 30, 1],
        Fact::Poverty => &[1, 2, 0],
        Fact::Severity => &[3, 2, 1, 0],
        Fact::Pension => &[0, 400_000, 499_999, 500_000, 540_000, 699_999, 700_000, 3_000_000],
        Fact::Marital => &[1, 2, 3, 4, 5],
        Fact::ChildrenUnder16 | Fact::ChildrenUnder3 => &[1, 2, 0, 3],
        Fact::ChildrenStudying | Fact::ChildrenStudyingTo22 => &[0, 1, 2],
        Fact::InInstitution | Fact::Suspended | Fact::WardEnded | Fact::CoupleShare | Fact::SingleParentChild => {
            &[0, 1]
        }
        _ => &[1, 0],
    }
}

/// Intervals of one fact over the window, with gaps of the unknown now and then.
fn intervals(fact: Fact, random: &mut Random, facts: &mut Vec<FactInterval>) {
    let (unsteady, wanted) = match fact {
        Fact::Alive
        | Fact::Resident
        | Fact::InInstitution
        | Fact::Suspended
        | Fact::WardEnded
        | Fact::CoupleShare
        | Fact::SingleParentChild => (12, 92),
        Fact::ChildrenStudying | Fact::ChildrenStudyingTo22 => (35, 50),
        Fact::Pension => (25, 75),
        _ => (35, 80),
    };
    let mut cuts: Vec<Date> = Vec::new();
    if random.chance(unsteady) {
        cuts = (0..=random.below(2)).map(|_| edge(random)).collect();
        cuts.sort_unstable();
        cuts.dedup();
    }
    if fact == Fact::Alive {
        cuts.truncate(1);
    }
    let mut from = Date::MIN;
    let mut before = None;
    for to in cuts.iter().map(|day| day.plus_days(-1)).chain([Date::MAX]) {
        let value = match fact {
            // The dead stay dead.
            Fact::Alive => i64::from(from == Date::MIN),
            _ if random.chance(wanted) && before != Some(values(fact)[0]) => values(fact)[0],
            _ => random.pick(values(fact)),
        };
        if before != Some(value) && !random.chance(2) {
            // A death that only the ward tells of, among others.
            let proven = !random.chance(4);
            facts.push(FactInterval { fact, value, from, to, source: FactSource::Population, proven });
            before = Some(value);
        }
        from = to.plus_days(1);
    }
}

fn claim(benefit: Benefit, random: &mut Random, next: usize, count: usize) -> Claim {
    let decided =
        (!random.chance(25)).then(|| if random.chance(50) { edge(random) } else { edge(random).plus_days(-900) });
    let filed = decided.filter(|_| random.chance(35)).map(|decided| match random.below(10) {
        0 => decided.plus_days(1),
        1..=4 => edge(random),
        _ => decided.plus_days(-(random.below(60) as i32)),
    });
    let cared_for =
        (benefit.kind() == BenefitKind::Carer && benefit != Benefit::CsThai && next < count && !random.chance(5))
            .then_some(next);
    Claim {
        benefit,
        ground: None,
        decided_on: decided,
        filed_on: filed,
        from_month: random.chance(30).then(|| edge(random).month()),
        source: if random.chance(8) { ClaimSource::Prospect } else { ClaimSource::Both },
        row_id: None,
        ward: WardCode::from_digits("11410").expect("five digits"),
        cared_for,
        opening: None,
        safe_link: true,
    }
}

/// `count` persons; the carers among them care for the next one.
#[must_use]
pub fn people(seed: u64, count: usize) -> Vec<Subject> {
    let mut random = Random(seed);
    (0..count)
        .map(|index| {
            let mut facts = Vec::new();
            for &fact in Fact::ALL {
                if !random.chance(1) {
                    intervals(fact, &mut random, &mut facts);
                }
            }
            let claims: Vec<Benefit> =
                (0..1 + random.below(3) * random.below(2)).map(|_| random.pick(Benefit::ALL)).collect();
            let mut subject = Subject {
                key: PersonKey::Register(PersonId::from_number(31_000_000_000 + index as u64).expect("twelve digits")),
                birth: birth(claims[0], &mut random),
                gender: None,
                wards: vec![(Date::MIN, WardCode::from_digits("11410").expect("five digits"))],
                facts,
                claims: claims.iter().map(|&one| claim(one, &mut random, index + 1, count)).collect(),
            };
            subject.facts.sort_by_key(|one| (one.fact, one.from));
            subject
        })
        .collect()
}

/// A person in a few lines, without identity.
#[must_use]
pub fn shown(subject: &Subject) -> String {
    let day = |day: Date| if day == Date::MIN || day == Date::MAX { String::new() } else { day.to_string() };
    let facts: Vec<String> = subject
        .facts
        .iter()
        .map(|one| {
            let doubt = if one.proven { "" } else { "?" };
            format!("{}={}{doubt} [{}..{}]", one.fact, one.value, day(one.from), day(one.to))
        })
        .collect();
    let claims: Vec<String> = subject
        .claims
        .iter()
        .map(|claim| {
            format!(
                "{} filed {:?} decided {:?} from {:?} for {:?}",
                claim.benefit, claim.filed_on, claim.decided_on, claim.from_month, claim.cared_for
            )
        })
        .collect();
    format!("born {:?}; {}; {}", subject.birth.map(|birth| birth.to_string()), claims.join(" + "), facts.join(", "))
}
