//! Opening lines against closing lines: which belong together, and what each difference is.

use crate::model::{BenefitKind, PaymentLine, Reason, WardCode};

use super::person::{Account, Closing, same_care};

/// A difference between opening and closing.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Delta {
    pub(super) before: Option<PaymentLine>,
    pub(super) after: Option<PaymentLine>,
    pub(super) reason: Reason,
    /// The ward of the line's other half: where a transfer leads or comes from, where the line that is
    /// kept of two stands.
    pub(super) other_ward: Option<WardCode>,
}

/// The differences of one person, in a fixed order.
pub(super) fn deltas(account: &Account<'_>, closing: &Closing) -> Vec<Delta> {
    let carried = |i: &usize| closing.carried.contains(i);
    let opening: Vec<PaymentLine> =
        account.paid.opening.iter().enumerate().filter(|(i, _)| !carried(i)).map(|(_, line)| line.clone()).collect();
    let mut pairing = Pairing { account, before: opening, after: closing.granted.clone(), deltas: Vec::new() };
    let kept = pairing.same_benefit();
    pairing.duplicates(&kept);
    pairing.switches();
    pairing.ends();
    pairing.begins();
    pairing.deltas
}

struct Pairing<'a, 'b> {
    account: &'a Account<'b>,
    before: Vec<PaymentLine>,
    after: Vec<PaymentLine>,
    deltas: Vec<Delta>,
}

fn one_claim(a: &PaymentLine, b: &PaymentLine) -> bool {
    a.benefit.family() == b.benefit.family() && same_care(a.for_person, b.for_person)
}

impl Pairing<'_, '_> {
    /// Pairs lines of one benefit, in the same ward first. Gives the closing lines that were paired.
    fn same_benefit(&mut self) -> Vec<PaymentLine> {
        let mut kept = Vec::new();
        for same_ward in [true, false] {
            let mut rest = Vec::new();
            for after in std::mem::take(&mut self.after) {
                let fits =
                    |before: &PaymentLine| one_claim(before, &after) && (!same_ward || before.ward == after.ward);
                // The line that is paid as it should be, else the one for the same person cared for.
                let nearness =
                    |before: &PaymentLine| (before.amount != after.amount, before.for_person != after.for_person);
                let nearest = (0..self.before.len())
                    .filter(|&i| fits(&self.before[i]))
                    .min_by_key(|&i| nearness(&self.before[i]));
                match nearest {
                    Some(i) => {
                        let before = self.before.remove(i);
                        kept.push(after.clone());
                        self.pair(before, after);
                    }
                    None => rest.push(after),
                }
            }
            self.after = rest;
        }
        kept
    }

    fn pair(&mut self, before: PaymentLine, after: PaymentLine) {
        if before.ward != after.ward {
            let (from, to) = (Some(before.ward), Some(after.ward));
            let (out, into) = (Reason::TransferOut, Reason::TransferIn);
            self.deltas.push(Delta { before: Some(before), after: None, reason: out, other_ward: to });
            self.deltas.push(Delta { before: None, after: Some(after), reason: into, other_ward: from });
            return;
        }
        if before.amount == after.amount {
            return;
        }
        let up = after.amount > before.amount;
        let reason = match (before.benefit == after.benefit, up) {
            (false, true) => Reason::BenefitSwitchUp,
            (false, false) => Reason::BenefitSwitchDown,
            (true, true) if before.coefficient == after.coefficient => Reason::RateUp,
            (true, true) => Reason::CoefficientUp,
            (true, false) => Reason::CoefficientDown,
        };
        self.deltas.push(Delta { before: Some(before), after: Some(after), reason, other_ward: None });
    }

    /// Lines of a benefit that another line already keeps.
    fn duplicates(&mut self, kept: &[PaymentLine]) {
        let surplus = |line: &PaymentLine| {
            line.benefit.kind() == BenefitKind::Main && kept.iter().any(|other| one_claim(line, other))
        };
        let (twice, rest) = std::mem::take(&mut self.before).into_iter().partition(surplus);
        self.before = rest;
        self.drop(twice, kept);
    }

    /// Lines that go because one of `kept` stays, or went for the reason that holds for both.
    fn drop(&mut self, lines: Vec<PaymentLine>, kept: &[PaymentLine]) {
        for line in lines {
            let other_ward = kept.iter().find(|other| one_claim(&line, other)).map(|other| other.ward);
            self.deltas.push(Delta { before: Some(line), after: None, reason: Reason::Duplicate, other_ward });
        }
    }

    /// One main benefit ends and another begins: one line of the list.
    fn switches(&mut self) {
        let main = |line: &PaymentLine| line.benefit.kind() == BenefitKind::Main;
        while let (Some(i), Some(j)) = (dearest(&self.before, main), dearest(&self.after, main)) {
            let (before, after) = (self.before.remove(i), self.after.remove(j));
            self.pair(before, after);
        }
    }

    /// Lines that end. Of two lines of one benefit only the one at home carries the reason.
    fn ends(&mut self) {
        let mut ended: Vec<PaymentLine> = Vec::new();
        let mut lines = std::mem::take(&mut self.before);
        let home = |line: &PaymentLine| {
            let answer = self.account.answer(line.benefit.family(), line.for_person);
            answer.and_then(|row| row.ward_code) == Some(line.ward)
        };
        lines.sort_by_key(|line| !home(line));
        let (mut first, mut twice) = (Vec::new(), Vec::new());
        for line in lines {
            let again = line.benefit.kind() == BenefitKind::Main && ended.iter().any(|other| one_claim(&line, other));
            ended.push(line.clone());
            if again { twice.push(line) } else { first.push(line) }
        }
        for line in first {
            let answer = self.account.answer(line.benefit.family(), line.for_person);
            let reason = answer.and_then(|row| row.reason).unwrap_or(Reason::None);
            self.deltas.push(Delta { before: Some(line), after: None, reason, other_ward: None });
        }
        // Neither stays: the other ward's line is no reason.
        self.drop(twice, &[]);
    }

    /// Lines that begin: paid before and again, or new.
    fn begins(&mut self) {
        for line in std::mem::take(&mut self.after) {
            let paid_before = self.account.paid.unpaid_since(line.benefit.family()).is_some();
            let reason = if paid_before { Reason::Resumed } else { Reason::New };
            self.deltas.push(Delta { before: None, after: Some(line), reason, other_ward: None });
        }
    }
}

/// The dearest line of a kind; of equal ones the first.
fn dearest(lines: &[PaymentLine], kind: impl Fn(&PaymentLine) -> bool) -> Option<usize> {
    let of_kind = (0..lines.len()).filter(|&i| kind(&lines[i]));
    of_kind.max_by_key(|&i| (lines[i].amount, std::cmp::Reverse(i)))
}
