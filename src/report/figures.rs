//! Figures of the page and the summary, added up from the tables.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::PageInputs;
use crate::model::{
    Benefit, Certainty, Coded, CountedBy, Direction, Disposition, Dong, EntitlementStatus, FileStatus, FindingSeverity,
    Outcome, PersonKey, Reason, RowId, WardCode, WardStatus,
};
use crate::table::Tables;
use crate::table::outputs::MatchRow;

/// Persons (or lines) and đồng.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sum {
    pub(super) count: i64,
    pub(super) dong: i64,
}

impl Sum {
    fn add(&mut self, count: i64, amount: Dong) {
        self.count += count;
        self.dong += amount.0;
    }
}

/// What the page says of a ward, or of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Figures {
    pub(super) opening: Sum,
    pub(super) closing: Sum,
    /// Lines of people who come.
    pub(super) increases: Sum,
    /// Lines of people who go; đồng negative.
    pub(super) decreases: Sum,
    /// Lines of people who stay with another amount.
    pub(super) adjustments: Sum,
    /// Months to be paid, đồng positive.
    pub(super) owed: Sum,
    /// Months to be returned, đồng negative.
    pub(super) overpaid: Sum,
    /// Support for funeral costs, due up to the pay month, paid once.
    pub(super) funerals: Sum,
    /// Lines of change that must be verified.
    pub(super) verify: i64,
    /// Records for which a person must be chosen or was not found, and that nothing else gives to one.
    pub(super) unmatched: i64,
    /// Records that say too little to be asked about and may be decided all the same.
    pub(super) unsure: i64,
    /// Records without a match that a line of last month's payments or a movement row gives to a person.
    pub(super) joined: i64,
    /// Enrolled lines that the law leaves open.
    pub(super) undetermined: i64,
    pub(super) prospects: i64,
    pub(super) files_read: i64,
    pub(super) files_aside: i64,
    pub(super) rows_accepted: i64,
    pub(super) rows_aside: i64,
    pub(super) errors: i64,
    pub(super) warnings: i64,
}

/// Figures of every ward that the tables speak of.
pub(super) fn by_ward(inputs: &PageInputs) -> BTreeMap<WardCode, Figures> {
    let tables = inputs.tables;
    let mut wards: BTreeMap<WardCode, Figures> =
        inputs.wards.iter().map(|ward| (ward.code, Figures::default())).collect();
    add_money(&mut wards, tables);
    add_doubts(&mut wards, inputs);
    add_files(&mut wards, tables);
    wards
}

fn add_money(wards: &mut BTreeMap<WardCode, Figures>, tables: &Tables) {
    for row in &tables.bridge {
        let ward = wards.entry(row.ward_code).or_default();
        match row.reason.as_str() {
            "opening" => ward.opening.add(row.persons, row.amount),
            "closing" => ward.closing.add(row.persons, row.amount),
            _ => {}
        }
    }
    for row in &tables.changes {
        let ward = wards.entry(row.ward_code).or_default();
        let difference = Dong(row.amount_after.0 - row.amount_before.0);
        let stays = row.amount_before > Dong::ZERO && row.amount_after > Dong::ZERO;
        match (stays, row.direction) {
            (true, _) => ward.adjustments.add(1, difference),
            (false, Direction::Increase) => ward.increases.add(1, difference),
            (false, Direction::Decrease) => ward.decreases.add(1, difference),
        }
        ward.verify += i64::from(row.certainty == Certainty::Verify);
    }
    for row in &tables.arrears {
        let ward = wards.entry(row.ward_code).or_default();
        let sum = if row.difference > Dong::ZERO { &mut ward.owed } else { &mut ward.overpaid };
        sum.add(1, row.difference);
    }
}

fn add_doubts(wards: &mut BTreeMap<WardCode, Figures>, inputs: &PageInputs) {
    let tables = inputs.tables;
    let senders: HashMap<RowId, WardCode> = tables.records.iter().map(|row| (row.row_id, row.ward_code)).collect();
    for row in tables.matches.iter().filter(|row| row.outcome != Outcome::Matched) {
        if let Some(ward) = senders.get(&row.row_id) {
            let ward = wards.entry(*ward).or_default();
            if is_joined(row) {
                ward.joined += 1;
            } else {
                ward.unmatched += 1;
            }
            ward.unsure += i64::from(row.unsure == Some(true));
        }
    }
    let paid =
        tables.arrears_ledger.iter().filter(|row| row.benefit == Some(Benefit::MaiTang) && row.difference.0 <= 0);
    let paid: HashSet<PersonKey> = paid.map(|row| row.person_id).collect();
    for row in &tables.entitlements {
        let funeral = row.benefit == Benefit::MaiTang && row.status == EntitlementStatus::Entitled;
        let due = funeral && row.month <= inputs.pay_month && !paid.contains(&row.person_id);
        if let (true, Some(ward)) = (due, row.ward_code) {
            wards.entry(ward).or_default().funerals.add(1, row.amount);
        }
        let open = row.status == EntitlementStatus::Undetermined && row.month == inputs.pay_month;
        if let (true, Some(ward)) = (open, row.ward_code) {
            wards.entry(ward).or_default().undetermined += 1;
        }
    }
    for row in &tables.prospects {
        wards.entry(row.ward_code).or_default().prospects += 1;
    }
    for row in &tables.findings {
        let ward = row.ward_code.or_else(|| row.row_id.and_then(|id| senders.get(&id).copied()));
        let Some(ward) = ward else { continue };
        let ward = wards.entry(ward).or_default();
        match row.severity {
            FindingSeverity::Error => ward.errors += 1,
            FindingSeverity::Warning => ward.warnings += 1,
            FindingSeverity::Info => {}
        }
    }
}

/// Whether a record without a match is counted as a person of the register all the same.
fn is_joined(row: &MatchRow) -> bool {
    let by_others = matches!(row.counted_by, Some(CountedBy::Ledger | CountedBy::Movement));
    by_others && row.counted_as.is_some_and(|key| key.register().is_some())
}

fn add_files(wards: &mut BTreeMap<WardCode, Figures>, tables: &Tables) {
    for row in &tables.source_files {
        let Some(ward) = row.ward_code else { continue };
        let ward = wards.entry(ward).or_default();
        match row.status {
            FileStatus::Read => ward.files_read += 1,
            FileStatus::Superseded => {}
            FileStatus::Unreadable | FileStatus::NotAList | FileStatus::Empty => ward.files_aside += 1,
        }
    }
    for row in &tables.source_rows {
        match row.disposition {
            Some(Disposition::Accepted) => wards.entry(row.ward_code).or_default().rows_accepted += 1,
            Some(Disposition::Quarantined) => wards.entry(row.ward_code).or_default().rows_aside += 1,
            Some(Disposition::Superseded) | None => {}
        }
    }
}

/// The city: all wards together.
pub(super) fn total(wards: &BTreeMap<WardCode, Figures>) -> Figures {
    let plus = |a: Sum, b: Sum| Sum { count: a.count + b.count, dong: a.dong + b.dong };
    wards.values().fold(Figures::default(), |city, ward| Figures {
        opening: plus(city.opening, ward.opening),
        closing: plus(city.closing, ward.closing),
        increases: plus(city.increases, ward.increases),
        decreases: plus(city.decreases, ward.decreases),
        adjustments: plus(city.adjustments, ward.adjustments),
        owed: plus(city.owed, ward.owed),
        overpaid: plus(city.overpaid, ward.overpaid),
        funerals: plus(city.funerals, ward.funerals),
        verify: city.verify + ward.verify,
        unmatched: city.unmatched + ward.unmatched,
        unsure: city.unsure + ward.unsure,
        joined: city.joined + ward.joined,
        undetermined: city.undetermined + ward.undetermined,
        prospects: city.prospects + ward.prospects,
        files_read: city.files_read + ward.files_read,
        files_aside: city.files_aside + ward.files_aside,
        rows_accepted: city.rows_accepted + ward.rows_accepted,
        rows_aside: city.rows_aside + ward.rows_aside,
        errors: city.errors + ward.errors,
        warnings: city.warnings + ward.warnings,
    })
}

/// How many wards sent something that was read.
pub(super) fn fresh_wards(inputs: &PageInputs) -> usize {
    inputs.wards.iter().filter(|ward| matches!(ward.status, WardStatus::Fresh | WardStatus::Partial)).count()
}

/// People with an increase or decrease line, for counting heads.
pub(super) fn people_changed(tables: &Tables) -> usize {
    tables.changes.iter().map(|row| row.person_id).collect::<BTreeSet<_>>().len()
}

/// A step of the city's bridge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) label: String,
    pub(super) direction: Option<Direction>,
    pub(super) persons: i64,
    pub(super) lines: i64,
    pub(super) dong: i64,
}

/// The bridge of the whole city: opening, the reasons in the order of the contract, closing.
pub(super) fn bridge(tables: &Tables) -> Vec<Step> {
    let sum_of = |code: &str, label: &str, direction| {
        let rows = tables.bridge.iter().filter(|row| row.reason == code);
        let start = Step { label: label.to_owned(), direction, persons: 0, lines: 0, dong: 0 };
        rows.fold(start, |step, row| Step {
            persons: step.persons + row.persons,
            lines: step.lines + row.lines,
            dong: step.dong + row.amount.0,
            ..step
        })
    };
    let reasons = Reason::ALL.iter().map(|reason| sum_of(reason.as_str(), reason.label_vi(), reason.direction()));
    let known = |row: &&str| *row != "opening" && *row != "closing" && Reason::from_code(row).is_err();
    let others: BTreeSet<&str> = tables.bridge.iter().map(|row| row.reason.as_str()).filter(known).collect();
    std::iter::once(sum_of("opening", "Đầu kỳ (chi trả tháng trước)", None))
        .chain(reasons.filter(|step| step.lines != 0 || step.persons != 0 || step.dong != 0))
        .chain(others.into_iter().map(|other| sum_of(other, other, None)))
        .chain(std::iter::once(sum_of("closing", "Cuối kỳ (chi trả tháng này)", None)))
        .collect()
}
