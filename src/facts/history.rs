//! What the closed lists say: who was paid in the opening, for how long before, and who did not
//! collect.

use std::collections::HashMap;

use crate::model::{Benefit, Date, FactSource, Month, PaymentKind, PaymentStatus, PersonKey};
use crate::table::inputs::PaymentRow;

use super::timeline::{Span, Timeline};

/// Months of regular payments as bits: bit 0 is the opening month, bit 1 the month before it.
type Months = u64;

/// The ledger by person.
pub(super) struct History {
    pay_month: Month,
    regular: HashMap<(PersonKey, Benefit), Months>,
    collected: HashMap<PersonKey, Months>,
    uncollected: HashMap<PersonKey, Months>,
    /// How many months before the opening the ledger begins.
    oldest: i32,
    /// Indices of the regular lines of the opening month, ordered by person, ward, benefit and amount.
    pub(super) opening: Vec<usize>,
}

impl History {
    pub(super) fn new(ledger: &[PaymentRow], payees: &[PersonKey], pay_month: Month) -> History {
        let mut history = History {
            pay_month,
            regular: HashMap::new(),
            collected: HashMap::new(),
            uncollected: HashMap::new(),
            oldest: 0,
            opening: Vec::new(),
        };
        for (i, (line, &key)) in ledger.iter().zip(payees).enumerate() {
            let bit = history.bit(line.month);
            if line.kind != PaymentKind::Regular || bit == 0 {
                continue;
            }
            history.oldest = history.oldest.max(bit.trailing_zeros() as i32);
            *history.regular.entry((key, line.benefit.family())).or_default() |= bit;
            match line.status {
                PaymentStatus::Uncollected => *history.uncollected.entry(key).or_default() |= bit,
                PaymentStatus::Paid | PaymentStatus::Returned => *history.collected.entry(key).or_default() |= bit,
            }
            if bit == 1 {
                history.opening.push(i);
            }
        }
        history.opening.sort_by_key(|&i| {
            let line = &ledger[i];
            (payees[i], line.ward_code, line.benefit, line.for_person_id, line.amount)
        });
        history
    }

    /// The bit of a month; 0 outside the 64 months before the pay month.
    fn bit(&self, month: Month) -> Months {
        match self.pay_month.prev().since(month) {
            back @ 0..64 => 1 << back,
            _ => 0,
        }
    }

    /// Whether a benefit (its family) was paid regularly in a month.
    pub(super) fn was_paid(&self, key: PersonKey, benefit: Benefit, month: Month) -> bool {
        self.regular.get(&(key, benefit.family())).is_some_and(|months| months & self.bit(month) != 0)
    }

    /// The first month in which a benefit (its family) was paid regularly; `None` where it was paid
    /// in the oldest month of the ledger already, or never.
    pub(super) fn paid_since(&self, key: PersonKey, benefit: Benefit) -> Option<Month> {
        let months = self.regular.get(&(key, benefit.family()))?;
        let back = 63 - months.leading_zeros() as i32;
        (back < self.oldest).then(|| self.pay_month.prev().plus(-back))
    }

    /// The first month of the ledger.
    pub(super) fn oldest_month(&self) -> Month {
        self.pay_month.prev().plus(-self.oldest)
    }

    /// The month of the opening.
    pub(super) fn opening_month(&self) -> Month {
        self.pay_month.prev()
    }

    /// Families of benefits that a person was paid regularly in the opening.
    pub(super) fn paid_in_opening(&self, key: PersonKey) -> impl Iterator<Item = Benefit> + '_ {
        self.families(key).filter(|(_, months)| months & 1 == 1).map(|(family, _)| family)
    }

    /// Families of benefits that a person was ever paid regularly.
    pub(super) fn ever_paid(&self, key: PersonKey) -> impl Iterator<Item = Benefit> + '_ {
        self.families(key).map(|(family, _)| family)
    }

    /// Everyone who was ever paid a benefit (its family) regularly, in no order.
    pub(super) fn ever_paid_for(&self, benefit: Benefit) -> impl Iterator<Item = PersonKey> + '_ {
        let family = benefit.family();
        self.regular.keys().filter(move |(_, paid)| *paid == family).map(|&(key, _)| key)
    }

    fn families(&self, key: PersonKey) -> impl Iterator<Item = (Benefit, Months)> + '_ {
        Benefit::ALL.iter().filter_map(move |&family| Some((family, *self.regular.get(&(key, family))?)))
    }

    /// The fact `suspended`: from the month after so many uncollected ones in a row, until a month is
    /// collected again or a later decision (`resumed_on`) pays anew.
    pub(super) fn suspended(&self, key: PersonKey, resumed_on: Option<Date>, uncollected: u32) -> Timeline {
        let mut timeline = Timeline::always(0, FactSource::Ledger);
        let collected = self.collected.get(&key).copied().unwrap_or(0);
        let missed = self.uncollected.get(&key).copied().unwrap_or(0) & !collected;
        let mut in_a_row = 0;
        for back in (0..64).rev() {
            let month = self.pay_month.prev().plus(-back);
            if collected >> back & 1 == 1 {
                in_a_row = 0;
                timeline.paint(Span::always(0, FactSource::Ledger).since(month.first_day()));
            } else if missed >> back & 1 == 1 {
                in_a_row += 1;
            } else {
                in_a_row = 0;
            }
            if in_a_row == uncollected {
                timeline.paint(Span::always(1, FactSource::Ledger).since(month.next().first_day()));
            }
        }
        if let Some(day) = resumed_on {
            let resumed = day.month().first_day();
            if timeline.on(resumed).is_some_and(|span| span.value == 1 && span.from < day) {
                timeline.paint(Span::always(0, FactSource::Decision).since(resumed));
            }
        }
        timeline
    }
}
