//! The lists that each ward means to send.

use super::case::{Case, Line};
use super::clerk::Clerk;
use super::ledger::other_ward;
use super::list::{ListRow, WardList};
use super::movements;
use super::places::Home;
use super::rng::Rng;
use super::roles::Grant;
use super::stories::Story;
use super::world::World;
use crate::model::{Benefit, ListKind, Severity};

/// Which cases each ward has to do with: an index of cases for every ward.
pub(super) fn by_ward(world: &World<'_>) -> Vec<Vec<usize>> {
    let mut wards: Vec<Vec<usize>> = vec![Vec::new(); world.wards.len()];
    for (index, case) in world.cases.iter().enumerate().filter(|(_, case)| case.enrolled) {
        let mut of = vec![case.ward, case.payer];
        if case.story == Story::PaidTwice {
            of.push(other_ward(case));
        }
        of.sort_unstable();
        of.dedup();
        of.into_iter().for_each(|ward| wards[ward].push(index));
    }
    wards
}

/// The two lists of a ward.
pub(super) fn of_ward(world: &World<'_>, ward: usize, cases: &[usize]) -> Vec<WardList> {
    let code = world.wards[ward].code;
    let mut rng = Rng::of(world.config.seed, 0x00c1_e4c0_0000 + u64::from(code.number()));
    let clerk = Clerk::of(world.config.errors, &mut rng);
    let desk = Desk { world, ward, clerk };
    let (mut full, mut moves) = (Vec::new(), Vec::new());
    for &index in cases {
        let mut rng = Rng::of(world.config.seed, (u64::from(code.number()) << 32) + index as u64);
        full.extend(desk.beneficiary(index, &mut rng));
        moves.extend(movements::of(&desk, index, &mut rng));
    }
    strangers(&desk, &mut full, &mut rng);
    full.sort_by_key(|row| (row.benefit, row.hamlet.len(), row.hamlet.clone()));
    let list = |kind, rows| WardList {
        ward: code,
        ward_name: world.wards[ward].full_name.clone(),
        period: world.times.opening,
        kind,
        rows,
    };
    let mut lists = vec![list(ListKind::Beneficiaries, full)];
    if !moves.is_empty() {
        lists.push(list(ListKind::Movements, moves));
    }
    lists
}

/// People that no register knows.
fn strangers(desk: &Desk<'_>, full: &mut Vec<ListRow>, rng: &mut Rng) {
    let count = (full.len() as f64 * 0.003 + rng.unit()) as usize;
    for _ in 0..count.min(full.len()) {
        let mut row = full[rng.below(full.len())].clone();
        if row.cared_for_name.is_some() || row.quirks.contains(&"same_person_twice") {
            continue;
        }
        let Some(gender) = row.gender else { continue };
        let year = rng.range(1938, 1950);
        let surname = desk.world.names.surname(rng).to_owned();
        row.full_name = desk.world.names.full(rng, &surname, gender, year);
        row.birth = crate::model::PartialDate::of_day(year as i16, rng.range(1, 12) as u8, rng.range(1, 28) as u8);
        (row.person, row.id, row.cmnd, row.account_no, row.bank, row.phone) = (None, None, None, None, None, None);
        row.benefit = Some(Benefit::Htxh);
        (row.severity, row.disability_type, row.certificate_no, row.ground) = (None, None, None, None);
        (row.amount, row.coefficient) = (None, None);
        row.quirks = vec!["not_in_register"];
        full.push(row);
    }
}

/// A ward's clerk at work.
pub(super) struct Desk<'a> {
    pub(super) world: &'a World<'a>,
    /// Index of the ward.
    pub(super) ward: usize,
    clerk: Clerk,
}

impl Desk<'_> {
    fn beneficiary(&self, index: usize, rng: &mut Rng) -> Vec<ListRow> {
        let case = &self.world.cases[index];
        let needed = matches!(case.story, Story::New | Story::Resumed | Story::PaidTwice);
        let left_out = match case.story {
            Story::Died | Story::DiedUnregistered => rng.chance(0.3),
            Story::LeftCity => rng.chance(0.4),
            Story::Moved if self.ward == case.payer => rng.chance(0.15),
            Story::Moved => rng.chance(0.6),
            _ => self.clerk.omits(rng),
        };
        if left_out && !needed {
            return Vec::new();
        }
        let mut rows: Vec<ListRow> = (0..case.grants.len()).map(|grant| self.row(case, grant, rng)).collect();
        if rng.chance(0.003) && case.story == Story::None {
            let mut again = self.row(case, 0, rng);
            again.quirks.push("same_person_twice");
            rows.push(again);
        }
        rows
    }

    /// A row about a grant of a case, with the clerk's errors.
    pub(super) fn row(&self, case: &Case, place: usize, rng: &mut Rng) -> ListRow {
        let grant = &case.grants[place];
        let line = line_of(case, grant);
        let mut row = self.bare(case, rng);
        row.benefit = Some(line.map_or(grant.benefit, |line| line.benefit));
        row.ground = grant.ground.filter(|_| row.benefit == Some(Benefit::K1));
        if matches!(row.benefit, Some(Benefit::K6Dbn | Benefit::K6Nang)) {
            let certificate = case.life.certificates.first();
            row.severity =
                Some(if row.benefit == Some(Benefit::K6Dbn) { Severity::EspeciallySevere } else { Severity::Severe });
            row.disability_type = certificate.map(|certificate| certificate.kind);
            row.certificate_no = certificate.filter(|_| rng.chance(0.5)).map(|certificate| certificate.no.to_string());
        }
        row.coefficient = line.and_then(|line| line.coefficient);
        row.amount = line.map(|line| line.amount);
        row.decision_no = Some(format!("{}/QĐ-UBND", case.decision_nos.get(place).copied().unwrap_or(1)));
        row.decision_date = Some(grant.decided_on);
        row.filed_on = Some(grant.filed_on()).filter(|_| self.keeps_files());
        row.from_month = Some(grant.decided_on.month());
        if let Some(cared) = grant.cared_for {
            let cared = &self.world.cases[case.group + cared];
            row.cared_for_name = Some(cared.name.clone());
            row.cared_for_id = (!rng.chance(0.15)).then_some(cared.id);
        }
        row
    }

    /// Whether the ward's lists tell when files were received: every fourth.
    fn keeps_files(&self) -> bool {
        self.world.wards[self.ward].code.number().is_multiple_of(4)
    }

    /// Who it is and where, with the clerk's errors.
    pub(super) fn bare(&self, case: &Case, rng: &mut Rng) -> ListRow {
        let place = &self.world.wards[self.ward];
        let elsewhere = self.world.wards.len() > 1 && self.clerk.keeps_old_place(rng);
        let at = match elsewhere {
            true => (self.ward + 1 + rng.below(self.world.wards.len() - 1)) % self.world.wards.len(),
            false => self.ward,
        };
        let home = if self.ward == case.ward { case.home } else { Home { house: case.home.house, ..place.home(rng) } };
        let mut row = ListRow {
            person: Some(case.id),
            full_name: case.name.clone(),
            birth: Some(case.paper_birth()),
            gender: Some(case.gender),
            id: Some(case.id),
            cmnd: None,
            hamlet: place.hamlet(home).to_owned(),
            address: self.world.wards[at].address(home, &self.world.words, self.clerk.old_addresses),
            benefit: None,
            ground: None,
            disability_type: None,
            severity: None,
            certificate_no: None,
            coefficient: None,
            amount: None,
            decision_no: None,
            decision_date: None,
            filed_on: None,
            from_month: None,
            account_no: case.account.as_ref().map(|(number, _)| number.clone()),
            bank: case.account.as_ref().map(|(_, bank)| bank.clone()),
            phone: case.phone.clone().filter(|_| rng.chance(0.7)),
            movement: None,
            event_date: None,
            reason_text: None,
            other_place: None,
            cared_for_name: None,
            cared_for_id: None,
            note: None,
            quirks: Vec::new(),
        };
        if elsewhere {
            row.quirks.push("moved");
        }
        self.clerk.err(&mut row, case.cmnd, case.other_id, rng);
        row
    }
}

/// The line that a grant pays: of the opening, or of the closing where it is new.
fn line_of<'a>(case: &'a Case, grant: &Grant) -> Option<&'a Line> {
    let same = |line: &&Line| {
        let labels: &[Benefit] = match grant.benefit {
            Benefit::K1 | Benefit::K2 => &[Benefit::K1, Benefit::K2],
            Benefit::K6Dbn | Benefit::K6Nang => &[Benefit::K6Dbn, Benefit::K6Nang],
            _ => std::slice::from_ref(&grant.benefit),
        };
        labels.contains(&line.benefit)
    };
    case.opening.iter().find(same).or_else(|| case.closing.iter().find(same))
}
