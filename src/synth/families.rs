//! How households are put together: couples, children, old people, and what class they are
//! recognised in.

use super::household::{Hints, Household, KINDS, Kind, Member};
use super::life::{Life, Span};
use super::names::Names;
use super::places::Ward;
use super::rng::Rng;
use super::times::Times;
use crate::model::{Date, Gender, LifeStatus, MaritalStatus, PartialDate, PovertyClass};

/// Makes households.
pub(super) struct Builder<'a> {
    /// Names.
    pub(super) names: &'a Names,
    /// The days that matter.
    pub(super) times: Times,
    /// Random numbers.
    pub(super) rng: &'a mut Rng,
}

impl Builder<'_> {
    /// A household of a ward.
    pub(super) fn household(&mut self, ward: &Ward, hints: Hints) -> Household {
        let weights = KINDS.map(|(_, weight)| weight);
        let kind = hints.kind.unwrap_or_else(|| KINDS[self.rng.weighted(&weights)].0);
        let mut members = Vec::new();
        match kind {
            Kind::Nuclear => self.nuclear(&mut members, 24, 58),
            Kind::ThreeGenerations => self.three_generations(&mut members),
            Kind::ElderCouple => {
                let age = self.elder_age(60);
                self.couple(&mut members, age);
            }
            Kind::LoneElder => self.lone_elder(&mut members),
            Kind::SingleParent => self.single_parent(&mut members),
            Kind::Orphan => self.orphan(&mut members),
            Kind::Alone => {
                let (age, gender) = (self.rng.range(19, 55), self.gender());
                self.person(&mut members, None, age, gender, "chủ hộ");
            }
            Kind::Foster => self.foster(&mut members),
        }
        let home = ward.home(self.rng);
        let mut household = Household { kind, members, home, moved: None };
        self.poverty(&mut household, hints);
        household
    }

    fn gender(&mut self) -> Gender {
        if self.rng.chance(0.5) { Gender::Male } else { Gender::Female }
    }

    /// Ages of old people thin out with the years.
    fn elder_age(&mut self, from: i32) -> i32 {
        from + (self.rng.unit().powf(1.75) * f64::from(97 - from)) as i32
    }

    fn birth(&mut self, age: i32) -> Date {
        let born = self.times.as_of.plus_days(-(f64::from(age) * 365.25) as i32 - self.rng.range(1, 364));
        // Many old people were entered with the first of January.
        if age >= 62 && self.rng.chance(0.05) { Date::new(born.ymd().0 as i16, 1, 1).unwrap_or(born) } else { born }
    }

    fn person(
        &mut self,
        members: &mut Vec<Member>,
        surname: Option<String>,
        age: i32,
        gender: Gender,
        relation: &'static str,
    ) -> usize {
        let surname = surname.unwrap_or_else(|| self.names.surname(self.rng).to_owned());
        let birth = self.birth(age);
        let name = self.names.full(self.rng, &surname, gender, birth.ymd().0);
        let life = Life::new(PartialDate::from(birth));
        members.push(Member {
            name,
            birth,
            gender,
            relation,
            father: None,
            mother: None,
            spouse: None,
            status: LifeStatus::Alive,
            life,
        });
        members.len() - 1
    }

    /// A married couple, the man first; gives both.
    fn couple(&mut self, members: &mut Vec<Member>, age: i32) -> (usize, usize) {
        let husband = self.person(members, None, age, Gender::Male, "chủ hộ");
        let younger = self.rng.range(-1, 6);
        let wife = self.person(members, None, (age - younger).max(20), Gender::Female, "vợ");
        self.marry(members, husband, wife);
        (husband, wife)
    }

    fn marry(&mut self, members: &mut [Member], a: usize, b: usize) {
        members[a].spouse = Some(b);
        members[b].spouse = Some(a);
        members[a].life.marital = MaritalStatus::Married;
        members[b].life.marital = MaritalStatus::Married;
    }

    /// Children of a mother who still live with her; at least `least`.
    fn children(&mut self, members: &mut Vec<Member>, father: Option<usize>, mother: Option<usize>, least: usize) {
        let parent = mother.or(father).expect("children have a parent here");
        let parent_age = members[parent].age(self.times.as_of);
        let wanted = self.rng.weighted(&[0.12, 0.30, 0.42, 0.16]).max(least);
        let surname_of = father.unwrap_or(parent);
        let surname = members[surname_of].name.reveal().split(' ').next().unwrap_or_default().to_owned();
        for _ in 0..wanted {
            let age = parent_age - self.rng.range(20, 36);
            let gone = age > 24 && !self.rng.chance(0.3);
            if age < 0 || gone {
                continue;
            }
            let gender = self.gender();
            let child = self.person(members, Some(surname.clone()), age, gender, "con");
            (members[child].father, members[child].mother) = (father, mother);
            if age > 27 && self.rng.chance(0.06) {
                members[child].life.marital = MaritalStatus::Divorced;
            }
        }
    }

    fn nuclear(&mut self, members: &mut Vec<Member>, from: i32, to: i32) {
        let age = self.rng.range(from, to);
        let (husband, wife) = self.couple(members, age);
        self.children(members, Some(husband), Some(wife), 0);
    }

    fn three_generations(&mut self, members: &mut Vec<Member>) {
        let age = self.rng.range(28, 54);
        let (husband, wife) = self.couple(members, age);
        self.children(members, Some(husband), Some(wife), 1);
        let surname = members[husband].name.reveal().split(' ').next().unwrap_or_default().to_owned();
        let (father_age, mother_age) = (age + self.rng.range(24, 36), age + self.rng.range(21, 34));
        let father = self.person(members, Some(surname), father_age, Gender::Male, "bố");
        let mother = self.person(members, None, mother_age, Gender::Female, "mẹ");
        self.marry(members, father, mother);
        (members[husband].father, members[husband].mother) = (Some(father), Some(mother));
        for parent in [father, mother] {
            let aged = f64::from(members[parent].age(self.times.as_of) - 55).max(0.0);
            if self.rng.chance(0.04 + (aged / 45.0).powf(1.4)) {
                self.widow(members, parent);
            }
        }
    }

    /// One member has died; the spouse is widowed.
    fn widow(&mut self, members: &mut [Member], dead: usize) {
        let back = if self.rng.chance(0.3) { self.rng.range(40, 690) } else { self.rng.range(690, 6000) };
        let day = self.times.as_of.plus_days(-back);
        members[dead].status = LifeStatus::Dead;
        members[dead].life.death = Some(day);
        if let Some(spouse) = members[dead].spouse {
            members[spouse].life.marital = MaritalStatus::Widowed;
        }
    }

    fn lone_elder(&mut self, members: &mut Vec<Member>) {
        let (age, female) = (self.elder_age(61), self.rng.chance(0.75));
        let gender = if female { Gender::Female } else { Gender::Male };
        let elder = self.person(members, None, age, gender, "chủ hộ");
        if self.rng.chance(0.5) {
            let other = if female { Gender::Male } else { Gender::Female };
            let spouse_age = age + self.rng.range(0, 5);
            let spouse = self.person(members, None, spouse_age, other, "chồng");
            members[spouse].relation = if female { "chồng" } else { "vợ" };
            self.marry(members, elder, spouse);
            self.widow(members, spouse);
        }
    }

    fn single_parent(&mut self, members: &mut Vec<Member>) {
        let (age, female) = (self.rng.range(23, 50), self.rng.chance(0.85));
        let gender = if female { Gender::Female } else { Gender::Male };
        let parent = self.person(members, None, age, gender, "chủ hộ");
        members[parent].life.marital = match self.rng.weighted(&[0.35, 0.35, 0.25, 0.05]) {
            0 => MaritalStatus::Single,
            1 => MaritalStatus::Widowed,
            2 => MaritalStatus::Divorced,
            _ => MaritalStatus::SpouseMissing,
        };
        let (father, mother) = if female { (None, Some(parent)) } else { (Some(parent), None) };
        self.children(members, father, mother, 1);
    }

    fn orphan(&mut self, members: &mut Vec<Member>) {
        let child_age = self.rng.range(0, 20);
        let (father_age, mother_age) = (child_age + self.rng.range(24, 36), child_age + self.rng.range(21, 33));
        let elder_age = father_age + self.rng.range(22, 30);
        let (elder, _) = self.couple(members, elder_age);
        let surname = members[elder].name.reveal().split(' ').next().unwrap_or_default().to_owned();
        let child_gender = self.gender();
        let child = self.person(members, Some(surname.clone()), child_age, child_gender, "cháu");
        let father = self.person(members, Some(surname), father_age, Gender::Male, "con");
        let mother = self.person(members, None, mother_age, Gender::Female, "con dâu");
        self.marry(members, father, mother);
        (members[father].father, members[father].mother) = (Some(elder), Some(elder + 1));
        (members[child].father, members[child].mother) = (Some(father), Some(mother));
        let lived = (child_age * 365).max(31);
        for parent in [father, mother] {
            let back = self.rng.range(30, lived);
            members[parent].status = LifeStatus::Dead;
            members[parent].life.death = Some(self.times.as_of.plus_days(-back));
        }
    }

    fn foster(&mut self, members: &mut Vec<Member>) {
        self.nuclear(members, 34, 56);
        if self.rng.chance(0.75) {
            let (age, gender) = (self.rng.range(0, 17), self.gender());
            self.person(members, None, age, gender, "con nuôi");
        } else {
            let (age, gender) = (self.rng.range(65, 88), self.gender());
            self.person(members, None, age, gender, "người ở nhờ");
        }
    }

    fn poverty(&mut self, household: &mut Household, hints: Hints) {
        let (poor, near) = match household.kind {
            Kind::LoneElder => (0.09, 0.07),
            Kind::SingleParent => (0.14, 0.22),
            Kind::Orphan | Kind::Foster => (0.25, 0.15),
            Kind::ElderCouple => (0.015, 0.03),
            _ => (0.007, 0.016),
        };
        let draw = self.rng.unit();
        let class = match () {
            () if hints.poor || draw < poor => PovertyClass::Poor,
            () if draw < poor + near => PovertyClass::NearPoor,
            () => return,
        };
        let start = Date::new(self.rng.range(2022, 2024) as i16, 1, 1).unwrap_or(Date::MIN);
        let mut spans = Vec::new();
        if !hints.poor && self.rng.chance(0.08) {
            let first = Span { from: start.plus_days(-730), to: Some(start.plus_days(-1)) };
            spans.push((if class == PovertyClass::Poor { PovertyClass::NearPoor } else { PovertyClass::Poor }, first));
        }
        let ended = !hints.poor && self.rng.chance(0.06);
        spans.push((class, Span { from: start, to: ended.then(|| start.birthday(1).plus_days(-1)) }));
        for member in household.members.iter_mut().filter(|member| member.status == LifeStatus::Alive) {
            member.life.poverty.clone_from(&spans);
        }
    }
}
