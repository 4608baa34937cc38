//! Are the months still to settle right, to the month and to the đồng; is the funeral support; and does
//! the bridge balance in every ward?

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use ansinh::model::{
    Benefit, BenefitKind, Certainty, EntitlementStatus, Month, PartialDate, PaymentKind, PaymentStatus, PersonId,
    PersonKey, WardCode,
};
use ansinh::table::inputs::{PaymentRow, PopulationRow};
use ansinh::table::outputs::{ArrearsLedgerRow, ArrearsRow, BridgeRow, EntitlementRow};
use ansinh::table::read_rows;
use ansinh::table::truth::TruthEntitlementRow;

use crate::share;

/// Đồng still to settle, by person and month.
type Months = BTreeMap<(PersonId, Month), i64>;

pub(crate) fn score(city: &Path, tables: &Path, truth: &Path) {
    let said: Vec<ArrearsRow> = read_rows(&tables.join("arrears.parquet")).unwrap().0;
    let ledger: Vec<PaymentRow> = read_rows(&city.join("ledger/payments.parquet")).unwrap().0;
    let due: Vec<TruthEntitlementRow> = read_rows(&truth.join("truth_entitlements.parquet")).unwrap().0;
    let payees = payees(city, &ledger, &due);
    let (true_months, true_funerals) = differences(&due, &ledger, &payees);
    let is_true = |row: &&&ArrearsRow| {
        row.person_id.register().is_some_and(|id| true_months.get(&(id, row.month)) == Some(&row.difference.0))
    };
    for certainty in [Certainty::Certain, Certainty::Verify] {
        let lines: Vec<&ArrearsRow> = said.iter().filter(|row| row.certainty == certainty).collect();
        println!(
            "arrears: {certainty:<8} right           {}",
            share(lines.iter().filter(is_true).count(), lines.len())
        );
        wrong(&lines, &true_months);
    }
    let found: BTreeSet<(PersonId, Month)> =
        said.iter().filter_map(|row| Some((row.person_id.register()?, row.month))).collect();
    let open: Vec<_> = true_months.iter().filter(|(_, difference)| **difference != 0).collect();
    let recalled = open.iter().filter(|(month, _)| found.contains(month)).count();
    println!("arrears: true ones found         {}", share(recalled, open.len()));
    let rows: Vec<EntitlementRow> = read_rows(&tables.join("entitlements.parquet")).unwrap().0;
    let hangs = |row: &&EntitlementRow| row.status == EntitlementStatus::Undetermined;
    let hanging: BTreeSet<(PersonKey, Month)> =
        rows.iter().filter(hangs).map(|row| (row.person_id, row.month)).collect();
    let asked = open
        .iter()
        .filter(|(month, _)| !found.contains(month) && hanging.contains(&(PersonKey::Register(month.0), month.1)));
    println!("  of the others undetermined     {} (nothing is changed before somebody has asked)", asked.count());
    let first = due.iter().map(|row| row.month).min();
    funerals(tables, &rows, &true_funerals, first);
    bridge(tables, &ledger);
}

/// How the wrong lines differ, by reason.
fn wrong(lines: &[&ArrearsRow], true_months: &Months) {
    let mut kinds: BTreeMap<(String, &str), usize> = BTreeMap::new();
    for row in lines {
        let truth = row.person_id.register().and_then(|id| true_months.get(&(id, row.month))).copied();
        let kind = match truth {
            Some(truth) if truth == row.difference.0 => continue,
            None | Some(0) => "nothing is due",
            Some(_) => "another amount",
        };
        *kinds.entry((row.reason.to_string(), kind)).or_default() += 1;
    }
    kinds.into_iter().for_each(|((reason, kind), count)| println!("  {reason:<22} {kind}: {count}"));
}

/// Who each line was paid to: its number, else the one person of that name and birth date to whom anything
/// is ever due.
fn payees(city: &Path, ledger: &[PaymentRow], due: &[TruthEntitlementRow]) -> Vec<Option<PersonId>> {
    type Written = (String, Option<PartialDate>);
    let nameless: BTreeSet<Written> = ledger.iter().filter(|line| line.person_id.is_none()).map(written).collect();
    let population: Vec<PopulationRow> = read_rows(&city.join("registers/population.parquet")).unwrap().0;
    let mut people: HashMap<Written, Vec<PersonId>> = HashMap::new();
    let paid: BTreeSet<PersonId> = due.iter().map(|row| row.person_id).collect();
    for row in population.into_iter().filter(|row| paid.contains(&row.person_id)) {
        let name = (row.full_name.reveal().to_owned(), row.birth_date);
        if nameless.contains(&name) {
            people.entry(name).or_default().push(row.person_id);
        }
    }
    let the_one = |line: &PaymentRow| match people.get(&written(line)).map(Vec::as_slice) {
        Some([only]) => Some(*only),
        _ => None,
    };
    ledger.iter().map(|line| line.person_id.or_else(|| the_one(line))).collect()
}

fn written(line: &PaymentRow) -> (String, Option<PartialDate>) {
    (line.full_name.as_ref().map(|name| name.reveal().to_owned()).unwrap_or_default(), line.birth_date)
}

/// What is truly left: monthly benefits by person and month, funeral support by the dead.
fn differences(
    due: &[TruthEntitlementRow],
    ledger: &[PaymentRow],
    payees: &[Option<PersonId>],
) -> (Months, BTreeMap<PersonId, i64>) {
    let (mut months, mut funerals) = (Months::new(), BTreeMap::new());
    for row in due {
        match row.benefit.kind() {
            BenefitKind::OneOff => *funerals.entry(row.person_id).or_default() += row.amount.0,
            _ => *months.entry((row.person_id, row.month)).or_default() += row.amount.0,
        }
    }
    for (line, payee) in ledger.iter().zip(payees).filter(|(line, _)| line.status != PaymentStatus::Returned) {
        let Some(payee) = *payee else { continue };
        match line.kind {
            PaymentKind::Funeral => *funerals.entry(line.for_person_id.unwrap_or(payee)).or_default() -= line.amount.0,
            PaymentKind::Recovery => *months.entry((payee, line.month)).or_default() += line.amount.0.abs(),
            _ => *months.entry((payee, line.month)).or_default() -= line.amount.0,
        }
    }
    let settled = due.iter().map(|row| row.month).min().zip(ledger.iter().map(|line| line.month).max());
    months.retain(|(_, month), _| settled.is_some_and(|(first, last)| first <= *month && *month <= last));
    (months, funerals)
}

/// Funeral support of deaths since the truth begins. Where only the ward tells of a death, nothing may be
/// paid yet: such a line is right where the program asks (`undetermined`).
fn funerals(tables: &Path, rows: &[EntitlementRow], truth: &BTreeMap<PersonId, i64>, first: Option<Month>) {
    let ledger: Vec<ArrearsLedgerRow> = read_rows(&tables.join("arrears_ledger.parquet")).unwrap().0;
    let since = |month: Month| first.is_none_or(|first| first <= month);
    let (said, older): (Vec<&ArrearsLedgerRow>, Vec<_>) = ledger
        .iter()
        .filter(|row| row.benefit == Some(Benefit::MaiTang) && row.difference.0 > 0)
        .partition(|row| since(row.month));
    let right = said.iter().filter(|row| {
        let id = row.person_id.register();
        id.is_some_and(|id| truth.get(&id) == Some(&row.difference.0))
    });
    println!("funeral support right            {}", share(right.count(), said.len()));
    println!("  of deaths before the truth     {} (not judged)", older.len());
    let people: BTreeSet<PersonKey> = said.iter().map(|row| row.person_id).collect();
    let asks = |row: &&EntitlementRow| row.benefit == Benefit::MaiTang && row.status == EntitlementStatus::Undetermined;
    let asked: BTreeSet<PersonKey> = rows.iter().filter(asks).map(|row| row.person_id).collect();
    let open: Vec<PersonKey> =
        truth.iter().filter(|(_, left)| **left > 0).map(|(id, _)| PersonKey::Register(*id)).collect();
    let found = open.iter().filter(|key| people.contains(key)).count();
    let doubtful = open.iter().filter(|key| !people.contains(key) && asked.contains(key)).count();
    println!("funeral support found            {}", share(found, open.len()));
    println!("  asked for, death not proven    {doubtful}");
}

/// Wards whose bridge begins with what the ledger paid and ends where its steps lead.
fn bridge(tables: &Path, ledger: &[PaymentRow]) {
    let rows: Vec<BridgeRow> = read_rows(&tables.join("bridge.parquet")).unwrap().0;
    let opening = ledger.iter().map(|line| line.month).max();
    let mut paid: BTreeMap<WardCode, i64> = BTreeMap::new();
    for line in ledger.iter().filter(|line| Some(line.month) == opening && line.kind == PaymentKind::Regular) {
        *paid.entry(line.ward_code).or_default() += line.amount.0;
    }
    let wards: BTreeSet<WardCode> = rows.iter().map(|row| row.ward_code).chain(paid.keys().copied()).collect();
    let balanced = |ward: &&WardCode| {
        let of = |closing: bool| {
            rows.iter().filter(move |row| row.ward_code == **ward && (row.reason == "closing") == closing)
        };
        let sums = |closing: bool| {
            (of(closing).map(|row| row.persons).sum::<i64>(), of(closing).map(|row| row.amount.0).sum::<i64>())
        };
        let begins: i64 = of(false).filter(|row| row.reason == "opening").map(|row| row.amount.0).sum();
        sums(false) == sums(true) && begins == paid.get(ward).copied().unwrap_or(0)
    };
    println!("bridge balanced in               {}", share(wards.iter().filter(balanced).count(), wards.len()));
}
