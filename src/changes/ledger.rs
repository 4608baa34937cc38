//! The closed lists by person: the lines of the opening, and what is settled for each month.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Benefit, Coefficient, Dong, Month, PaymentKind, PaymentLine, PaymentStatus, PersonKey, WardCode};
use crate::table::inputs::PaymentRow;

use super::ChangeInputs;

/// What the ledger says about one person.
#[derive(Debug, Default)]
pub(super) struct Paid<'a> {
    /// Lines of the opening, one for each regular ledger line, ordered.
    pub(super) opening: Vec<PaymentLine>,
    /// Months before the opening in which a family of benefits was paid regularly.
    pub(super) before: BTreeSet<(Benefit, Month)>,
    /// Lines for the months that are settled here, by month and family.
    settled: BTreeMap<(Month, Benefit), Vec<&'a PaymentRow>>,
    /// Lines of funeral support for this person, to whomever they were paid.
    pub(super) funerals: Vec<&'a PaymentRow>,
}

/// The ledger by person.
pub(super) fn by_person<'a>(inputs: &ChangeInputs<'a>) -> BTreeMap<PersonKey, Paid<'a>> {
    let opening_month = inputs.pay_month.prev();
    let mut people: BTreeMap<PersonKey, Paid<'a>> = BTreeMap::new();
    for (line, &key) in inputs.ledger.iter().zip(inputs.payees) {
        if line.kind == PaymentKind::Funeral {
            let dead = line.for_person_id.map_or(key, PersonKey::Register);
            people.entry(dead).or_default().funerals.push(line);
            continue;
        }
        if line.month > opening_month {
            continue;
        }
        let paid = people.entry(key).or_default();
        let family = line.benefit.family();
        if line.kind == PaymentKind::Regular {
            if line.month == opening_month {
                paid.opening.push(opening_line(line, key));
            } else {
                paid.before.insert((family, line.month));
            }
        }
        if line.month >= inputs.arrears_from {
            paid.settled.entry((line.month, family)).or_default().push(line);
        }
    }
    for paid in people.values_mut() {
        paid.opening.sort_by_key(order);
    }
    people
}

/// The order of lines of one person.
pub(super) fn order(line: &PaymentLine) -> (Benefit, WardCode, Option<PersonKey>, Dong, Option<Coefficient>) {
    (line.benefit, line.ward, line.for_person, line.amount, line.coefficient)
}

/// A line of the ledger as a line that was paid.
pub(super) fn opening_line(line: &PaymentRow, person: PersonKey) -> PaymentLine {
    PaymentLine {
        person,
        ward: line.ward_code,
        benefit: line.benefit.today(),
        for_person: line.for_person_id.map(PersonKey::Register),
        coefficient: line.coefficient,
        amount: line.amount,
        carried_over: false,
        row_id: None,
    }
}

/// What a line moves; nothing where it was returned. Some lists write what is taken back as a negative
/// amount, others as a positive one.
pub(super) fn moved(line: &PaymentRow) -> Dong {
    match (line.status, line.kind) {
        (PaymentStatus::Returned, _) => Dong::ZERO,
        (_, PaymentKind::Recovery) => Dong(-line.amount.0.abs()),
        _ => line.amount,
    }
}

impl<'a> Paid<'a> {
    /// All lines for a month, of every family.
    pub(super) fn lines(&self, month: Month) -> impl Iterator<Item = &'a PaymentRow> + '_ {
        self.settled.range((month, Benefit::K1)..=(month, Benefit::MaiTang)).flat_map(|(_, lines)| lines).copied()
    }

    fn of(&self, month: Month, family: Benefit) -> &[&'a PaymentRow] {
        self.settled.get(&(month, family)).map_or(&[], Vec::as_slice)
    }

    /// The regular lines of a month and family that count: those that did not come back.
    fn counted(&self, month: Month, family: Benefit) -> impl Iterator<Item = &'a PaymentRow> + '_ {
        let counts = |line: &&PaymentRow| line.kind == PaymentKind::Regular && line.status != PaymentStatus::Returned;
        self.of(month, family).iter().copied().filter(counts)
    }

    /// The wards whose regular lines of a month and family count.
    pub(super) fn wards(&self, month: Month, family: Benefit) -> BTreeSet<WardCode> {
        self.counted(month, family).map(|line| line.ward_code).collect()
    }

    /// What is settled for a month and a family: paid and uncollected lines, recoveries taken off;
    /// returned ones do not count. `None` where the sum overflows.
    pub(super) fn settled(&self, month: Month, family: Benefit) -> Option<Dong> {
        Dong::sum(self.of(month, family).iter().map(|line| moved(line)))
    }

    /// The wards that paid for a month, with the sum of each, and whether several paid for one family.
    pub(super) fn payers(&self, month: Month) -> (BTreeMap<WardCode, i64>, bool) {
        let mut wards: BTreeMap<WardCode, i64> = BTreeMap::new();
        let mut several = false;
        for (&(_, family), lines) in self.settled.range((month, Benefit::K1)..=(month, Benefit::MaiTang)) {
            several |= self.wards(month, family).len() > 1;
            for line in lines {
                let sum = wards.entry(line.ward_code).or_default();
                *sum = sum.saturating_add(moved(line).0);
            }
        }
        (wards, several)
    }

    /// Whether some line of a month and family came back.
    pub(super) fn came_back(&self, month: Month, family: Benefit) -> bool {
        self.of(month, family).iter().any(|line| line.status == PaymentStatus::Returned)
    }

    /// The first month before the opening in which a family was paid regularly.
    pub(super) fn first_paid(&self, family: Benefit) -> Option<Month> {
        self.before.iter().find(|(paid, _)| *paid == family).map(|(_, month)| *month)
    }

    /// The one regular line of a month and family that counts; `None` where there is none, or several.
    pub(super) fn the_line(&self, month: Month, family: Benefit) -> Option<&'a PaymentRow> {
        let mut regular = self.counted(month, family);
        regular.next().filter(|_| regular.next().is_none())
    }

    /// The month after the last one before the opening in which a family was paid.
    pub(super) fn unpaid_since(&self, family: Benefit) -> Option<Month> {
        self.before.iter().filter(|(paid, _)| *paid == family).map(|(_, month)| month.next()).max()
    }
}
