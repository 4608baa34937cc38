//! Two monthly series set against each other: what the law gives and what was paid.
//!
//! Takes: subjects, their entitlements month by month, the ledger ([`ChangeInputs`]). Gives: the
//! lines of increase and decrease of the pay month, the arrears before it, the bridge from opening
//! to closing, the lines of the payment list ([`Changes`]). Promises: opening + increases −
//! decreases ± adjustments = closing for every ward and the city, or an error that names the
//! equation; the same lines whatever the order of the input. Never: law, files.

mod around;
mod arrears;
mod books;
mod bridge;
mod event;
mod explain;
mod ledger;
mod lines;
mod pairing;
mod person;
mod settling;
mod step;
mod wording;

pub use around::{ProcedureOf, RateOf};
pub use books::BooksError;
pub use settling::Statuses;
pub use wording::{Phrase, Sentences, Wording};

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Date, Finding, Month, PaymentLine, PersonKey, Private, Subject, WardCode};
use crate::table::inputs::PaymentRow;
use crate::table::outputs::{ArrearsLedgerRow, ArrearsRow, BridgeRow, ChangeRow, EntitlementRow};

use around::Around;
use person::Account;

/// Everything that changes are computed from.
#[derive(Clone, Copy)]
pub struct ChangeInputs<'a> {
    /// The day whose knowledge is used.
    pub as_of: Date,
    /// The month of the list being prepared.
    pub pay_month: Month,
    /// First month of which arrears and overpayments are settled.
    pub arrears_from: Month,
    /// The enrolled people, as the facts room gave them.
    pub subjects: &'a [Subject],
    /// People who left the closed lists since `arrears_from`, ordered by key, and whom they cared for.
    pub former: &'a [Subject],
    /// Months that were paid to people who had left by the opening.
    pub former_months: &'a BTreeSet<(PersonKey, Month)>,
    /// Entitlements of all of them, from `arrears_from` or earlier to `pay_month`; of former
    /// beneficiaries for their months alone.
    pub entitlements: &'a [EntitlementRow],
    /// The closed payment lists.
    pub ledger: &'a [PaymentRow],
    /// Who each ledger line was paid to, in the order of the ledger.
    pub payees: &'a [PersonKey],
    /// Words and clauses, from `pipelines/changes.toml`.
    pub wording: &'a Wording,
    /// Where a rate comes from.
    pub rate_of: &'a RateOf<'a>,
    /// What is said of the procedure of a new decision.
    pub procedure_of: &'a ProcedureOf<'a>,
    /// What officials wrote about differences.
    pub statuses: &'a Statuses,
    /// Full names of the wards.
    pub ward_names: &'a BTreeMap<WardCode, String>,
    /// What a ward wrote of a person whose end it reports.
    pub ward_words: &'a BTreeMap<PersonKey, Private>,
}

/// What [`changes`] gives.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Lines of the lists of increase, decrease and adjustment, ordered by ward, person, benefit.
    pub changes: Vec<ChangeRow>,
    /// Months still to settle, ordered by person and month.
    pub arrears: Vec<ArrearsRow>,
    /// Every difference, settled ones too, with its lists and its status, in the same order.
    pub ledger: Vec<ArrearsLedgerRow>,
    /// The bridge, ordered by ward; opening, reasons, closing. Reasons without lines are left out.
    pub bridge: Vec<BridgeRow>,
    /// What is wrong with the file of statuses: set by who read it.
    pub findings: Vec<Finding>,
    /// The payment list of the pay month, ordered by ward, person, benefit.
    pub closing: Vec<PaymentLine>,
}

/// Sets what the law gives against what was paid.
///
/// # Errors
/// An equation of the books does not hold.
pub fn changes(inputs: &ChangeInputs<'_>) -> Result<Changes, BooksError> {
    if inputs.ledger.len() != inputs.payees.len() {
        return Err(BooksError::Payees { lines: inputs.ledger.len(), payees: inputs.payees.len() });
    }
    let (mut result, mut opening) = (Changes::default(), Vec::new());
    let names = (inputs.ward_names, inputs.ward_words);
    let law = (inputs.rate_of, inputs.procedure_of);
    let around = Around::new(names, [inputs.subjects, inputs.former], inputs.entitlements, law);
    let funerals = inputs.entitlements.iter().filter(|row| !Account::monthly(row) && row.month <= inputs.pay_month);
    let funerals: BTreeMap<PersonKey, &EntitlementRow> = funerals.map(|row| (row.person_id, row)).collect();
    for account in accounts(inputs) {
        let closing = account.closing();
        let deltas = pairing::deltas(&account, &closing);
        let mut rows: Vec<ChangeRow> =
            deltas.iter().map(|delta| lines::row(&account, delta, &around, inputs.wording)).collect();
        rows.sort_by_key(lines::order);
        let open = arrears::rows(&account, &rows, &around, inputs)?;
        let ledger = settling::rows(&account, &open, funerals.get(&account.key).copied(), inputs);
        // What officials settled or waived is not asked for again.
        let done = |row: &ArrearsRow| {
            ledger.iter().any(|one| one.month == row.month && one.benefit.is_none() && one.due_month.is_none())
        };
        result.arrears.extend(open.into_iter().filter(|row| !done(row)));
        result.ledger.extend(ledger);
        result.changes.extend(rows);
        let carried = closing.carried.iter().map(|&i| PaymentLine {
            carried_over: true,
            row_id: account.claim(account.paid.opening[i].benefit).and_then(|claim| claim.row_id),
            ..account.paid.opening[i].clone()
        });
        result.closing.extend(closing.granted.iter().cloned().chain(carried));
        opening.extend(account.paid.opening);
    }
    result.changes.sort_by_key(lines::order);
    lines::number_equal_ids(&mut result.changes);
    result.closing.sort_by_key(|line| (line.ward, line.person, line.benefit, line.for_person, line.amount));
    result.bridge = bridge::bridge(&opening, &result.changes, &result.closing, inputs.pay_month)?;
    Ok(result)
}

/// An account for everyone who is enrolled or was paid, ordered by key.
fn accounts<'a>(inputs: &ChangeInputs<'a>) -> Vec<Account<'a>> {
    let mut paid = ledger::by_person(inputs);
    let mut rows: BTreeMap<PersonKey, Vec<&'a EntitlementRow>> = BTreeMap::new();
    let monthly = inputs.entitlements.iter().filter(|row| Account::monthly(row) && row.month <= inputs.pay_month);
    for row in monthly {
        rows.entry(row.person_id).or_default().push(row);
    }
    let mut subjects: Vec<&Subject> = inputs.subjects.iter().collect();
    subjects.sort_by_key(|subject| subject.key);
    let funerals = inputs.entitlements.iter().filter(|row| !Account::monthly(row)).map(|row| row.person_id);
    let keys: BTreeSet<PersonKey> = paid.keys().chain(rows.keys()).copied().chain(funerals).collect();
    let account = |key: PersonKey| {
        let mut rows = rows.remove(&key).unwrap_or_default();
        rows.sort_by_key(|row| {
            (row.month, row.benefit, row.for_person_id, row.status, row.amount, row.ward_code, row.reason, row.certain)
        });
        let enrolled = subjects.binary_search_by_key(&key, |subject| subject.key).ok().map(|index| subjects[index]);
        let left = || inputs.former.binary_search_by_key(&key, |subject| subject.key).ok();
        let subject = enrolled.or_else(|| left().map(|index| &inputs.former[index]));
        Account { key, subject, rows, paid: paid.remove(&key).unwrap_or_default(), pay_month: inputs.pay_month }
    };
    keys.into_iter().map(account).collect()
}
