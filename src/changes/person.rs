//! One person's account: what the law says month by month, what is paid, what is to be paid.

use crate::model::{Benefit, BenefitKind, Claim, Dong, EntitlementStatus, Month, PaymentLine, PersonKey, Subject};
use crate::table::outputs::EntitlementRow;

use super::ledger::{Paid, order};

/// Everything about one person that changes are read from.
pub(super) struct Account<'a> {
    pub(super) key: PersonKey,
    pub(super) subject: Option<&'a Subject>,
    /// Monthly benefits, ordered by month, benefit and person cared for.
    pub(super) rows: Vec<&'a EntitlementRow>,
    pub(super) paid: Paid<'a>,
    pub(super) pay_month: Month,
}

/// The closing of one person, and which lines of the opening it carries over as they are.
pub(super) struct Closing {
    /// Lines that the law grants.
    pub(super) granted: Vec<PaymentLine>,
    /// Indices of opening lines that are carried over: nothing is determined about them.
    pub(super) carried: Vec<usize>,
}

/// Whether two lines can be about one person cared for: the same, or one list does not say.
pub(super) fn same_care(a: Option<PersonKey>, b: Option<PersonKey>) -> bool {
    a == b || a.is_none() || b.is_none()
}

impl<'a> Account<'a> {
    /// The law's answers for a month.
    pub(super) fn month(&self, month: Month) -> impl Iterator<Item = &'a EntitlementRow> + '_ {
        let start = self.rows.partition_point(|row| row.month < month);
        self.rows[start..].iter().take_while(move |row| row.month == month).copied()
    }

    /// The law's answer in the pay month for a family and a person cared for: the exact one first.
    pub(super) fn answer(&self, family: Benefit, care: Option<PersonKey>) -> Option<&'a EntitlementRow> {
        self.answer_in(self.pay_month, family, care)
    }

    /// The law's answer in a month for a family and a person cared for: the exact one first.
    pub(super) fn answer_in(
        &self,
        month: Month,
        family: Benefit,
        care: Option<PersonKey>,
    ) -> Option<&'a EntitlementRow> {
        let of_family = || self.month(month).filter(|row| row.benefit.family() == family);
        let exact = of_family().find(|row| row.for_person_id == care);
        exact.or_else(|| of_family().find(|row| same_care(row.for_person_id, care)))
    }

    /// The claim behind a line.
    pub(super) fn claim(&self, benefit: Benefit) -> Option<&'a Claim> {
        let claims = || self.subject.into_iter().flat_map(|subject| &subject.claims);
        let exact = claims().find(|claim| claim.benefit == benefit);
        exact.or_else(|| claims().find(|claim| claim.benefit.family() == benefit.family()))
    }

    /// The closing: what the law grants; where it cannot tell, what was paid.
    pub(super) fn closing(&self) -> Closing {
        let mut granted: Vec<PaymentLine> = Vec::new();
        let mut carried: Vec<usize> = Vec::new();
        let opening = &self.paid.opening;
        for row in self.month(self.pay_month) {
            match row.status {
                EntitlementStatus::Entitled if row.amount > Dong::ZERO => granted.extend(self.granted(row)),
                EntitlementStatus::Undetermined => {
                    let open = (0..opening.len()).filter(|i| !carried.contains(i)).filter(|&i| {
                        let line = &opening[i];
                        line.benefit.family() == row.benefit.family()
                            && same_care(line.for_person, row.for_person_id)
                            && !self.answers_exactly(line)
                    });
                    carried.extend(open.collect::<Vec<_>>());
                }
                _ => {}
            }
        }
        let asked = |family: Benefit| self.month(self.pay_month).any(|row| row.benefit.family() == family);
        let unasked = (0..opening.len()).filter(|&i| !asked(opening[i].benefit.family()));
        carried.extend(unasked.collect::<Vec<_>>());
        granted.sort_by_key(order);
        carried.sort_unstable();
        carried.dedup();
        Closing { granted, carried }
    }

    /// Whether the law answers about this very line, person cared for included: then an open answer
    /// about an unnamed person does not carry it over a second time.
    fn answers_exactly(&self, line: &PaymentLine) -> bool {
        line.for_person.is_some()
            && self.month(self.pay_month).any(|row| {
                row.benefit.family() == line.benefit.family()
                    && row.for_person_id == line.for_person
                    && row.status != EntitlementStatus::Undetermined
            })
    }

    /// A line that the law grants.
    pub(super) fn granted(&self, row: &EntitlementRow) -> Option<PaymentLine> {
        let claim = self.claim(row.benefit);
        Some(PaymentLine {
            person: self.key,
            ward: row.ward_code.or(claim.map(|claim| claim.ward))?,
            benefit: row.benefit,
            for_person: row.for_person_id,
            coefficient: row.coefficient,
            amount: row.amount,
            carried_over: false,
            row_id: claim.and_then(|claim| claim.row_id),
        })
    }

    /// First month of the unbroken stretch up to a month in which the law grants `after` (or, where it
    /// is `None`, grants and may grant nothing of the family).
    pub(super) fn holds_since(&self, until: Month, family: Benefit, after: Option<&PaymentLine>) -> Month {
        let holds = |month: Month| {
            let mut due = self
                .month(month)
                .filter(|row| row.status != EntitlementStatus::NotEntitled && row.benefit.family() == family);
            match after {
                Some(line) => due.any(|row| row.amount == line.amount && row.benefit == line.benefit),
                None => due.next().is_none(),
            }
        };
        let first = self.rows.first().map_or(until, |row| row.month);
        let mut since = until;
        while since > first && holds(since.prev()) {
            since = since.prev();
        }
        since
    }

    /// Whether a row is about a monthly benefit.
    pub(super) fn monthly(row: &EntitlementRow) -> bool {
        row.benefit.kind() != BenefitKind::OneOff
    }
}
