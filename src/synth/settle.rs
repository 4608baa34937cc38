//! From members to people: their papers, and those on the rolls as cases.

use super::case::Case;
use super::household::{Household, Member};
use super::life::{Child, Life};
use super::rng::Rng;
use super::roles::{Draft, Grant};
use super::stories::Story;
use super::world::World;
use crate::model::{Cmnd, Date, PersonId};

impl World<'_> {
    /// The papers of each member, besides the person's number.
    pub(super) fn papers(
        &mut self,
        ward: usize,
        household: &Household,
        ids: &[PersonId],
        rng: &mut Rng,
    ) -> Vec<Person> {
        let area = self.wards[ward].area;
        let of = |(member, &id): (&Member, &PersonId)| {
            let age = member.age(self.times.as_of);
            let cmnd = (age >= 28 && rng.chance(0.85)).then(|| self.ids.cmnd(area));
            let phone = (age >= 14 && rng.chance(if age < 70 { 0.8 } else { 0.35 }))
                .then(|| format!("0{}{:08}", rng.pick(&[3, 7, 8, 9]), rng.below(100_000_000)));
            Person { id, cmnd, phone }
        };
        household.members.iter().zip(ids).map(of).collect()
    }

    /// Keeps those on the rolls.
    pub(super) fn keep(
        &mut self,
        ward: usize,
        household: &Household,
        drafts: Vec<Draft>,
        people: &[Person],
        rng: &mut Rng,
    ) {
        let group = self.cases.len();
        let places: Vec<usize> = drafts.iter().map(|draft| draft.member).collect();
        let moved_now = drafts.iter().any(|draft| draft.story == Story::Moved);
        let payer = household.moved.filter(|_| moved_now).map_or(ward, |(_, other)| other);
        for draft in drafts {
            let (member, person) = (&household.members[draft.member], &people[draft.member]);
            let believed = believed_of(&draft, member, self.times.settled.plus_days(-270));
            let grants: Vec<_> = draft
                .grants
                .into_iter()
                .map(|grant| Grant {
                    cared_for: grant.cared_for.and_then(|cared| places.iter().position(|&place| place == cared)),
                    ..grant
                })
                .collect();
            let others: Vec<_> = people.iter().filter(|other| other.id != person.id).collect();
            self.cases.push(Case {
                id: person.id,
                cmnd: person.cmnd,
                name: member.name.clone(),
                gender: member.gender,
                birth: member.birth,
                ward,
                payer,
                home: household.home,
                phone: person.phone.clone(),
                account: rng.chance(0.55).then(|| self.account(rng)),
                decision_nos: grants.iter().map(|_| rng.range(12, 2890) as u32).collect(),
                grants,
                other_id: (!others.is_empty()).then(|| rng.pick(&others).id),
                life: member.life.clone(),
                believed,
                story: draft.story,
                enrolled: draft.enrolled,
                group,
                opening: Vec::new(),
                resumed_from: None,
                closing: Vec::new(),
            });
        }
    }

    fn account(&self, rng: &mut Rng) -> (String, String) {
        let bank = rng.pick(self.words.of("bank")).clone();
        (format!("{}{:09}", rng.range(1000, 9899), rng.below(1_000_000_000)), bank)
    }
}

/// The papers of a member.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Personal identifier.
    pub(super) id: PersonId,
    /// Old card number.
    pub(super) cmnd: Option<Cmnd>,
    /// Phone.
    pub(super) phone: Option<String>,
}

/// A household whose members have their numbers.
pub(super) struct Settled<'a> {
    /// Its number.
    pub(super) number: u32,
    /// The household.
    pub(super) household: &'a Household,
    /// Papers of the members, in their order.
    pub(super) people: &'a [Person],
    /// Members on the rolls with what happened to them.
    pub(super) told: &'a [(usize, Story)],
    /// Index of its ward.
    pub(super) ward: usize,
}

/// What the office believed: with the full birth date of the papers, living where the person lives,
/// and not yet aware of a child's late death. `late` is the first day of deaths that came late.
fn believed_of(draft: &Draft, member: &Member, late: Date) -> Option<Box<Life>> {
    let partial = member.life.birth.full().is_none();
    let unheard = |child: &Child| child.death.is_some_and(|day| day >= late);
    let mut life = match &draft.believed {
        Some(life) => life.clone(),
        None if partial || member.life.children.iter().any(unheard) => member.life.clone(),
        None => return None,
    };
    life.wards.clone_from(&member.life.wards);
    life.children.clone_from(&member.life.children);
    for child in &mut life.children {
        child.death = child.death.filter(|&day| day < late);
    }
    if life.birth.full().is_none() {
        life.birth = member.birth.into();
    }
    Some(Box::new(life))
}
