//! What everyone was granted: rows of beneficiary lists with a decision, and opening lines.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::{
    Benefit, BenefitKind, Claim, ClaimSource, Date, FullName, ListKind, Month, PartialDate, PersonKey, Record, RowId,
    WardCode,
};
use crate::table::inputs::PaymentRow;

use super::FactInputs;
use super::history::History;
use super::identity::{Identities, Who};
use super::labels::{self, names_cared_for};
use super::likeness::{births_agree, fold};
use super::register::Registers;
use super::ward_word::Reports;

/// A claim in the making: one person, one family of benefits, for carers one person cared for.
#[derive(Debug, Clone)]
pub(super) struct Draft<'a> {
    pub(super) for_person: Option<PersonKey>,
    /// The row with the decision (or, for people only paid, without one).
    pub(super) record: Option<&'a Record>,
    pub(super) lines: Vec<&'a PaymentRow>,
    /// Rows about the same claim that do not count.
    left: Vec<&'a Record>,
    /// What the row's decision is about; `None` for a row without one.
    label: Option<Benefit>,
    record_safe: bool,
    line_safe: bool,
}

/// Drafts by person and family.
pub(super) type Drafts<'a> = BTreeMap<PersonKey, BTreeMap<Benefit, Vec<Draft<'a>>>>;

/// Everything enrolled, and the records that enrol nobody.
pub(super) struct Enrolment<'a> {
    pub(super) drafts: Drafts<'a>,
    /// Rows of beneficiary lists of a person who is not enrolled by them: no decision, no benefit.
    pub(super) idle: Vec<(&'a Record, Who)>,
}

/// Groups records and opening lines into claims.
pub(super) fn enrolment<'a>(
    inputs: &FactInputs<'a>,
    who: &Identities,
    history: &History,
    registers: &Registers<'_>,
    reports: &Reports<'_>,
) -> Enrolment<'a> {
    let dropped: HashSet<RowId> = inputs.duplicates.iter().filter(|d| !d.keep).map(|d| d.row_id).collect();
    let cared_for = CaredFor::new(inputs, who, registers);
    let mut drafts: Drafts<'a> = BTreeMap::new();
    let mut idle = Vec::new();
    let mut order: Vec<usize> = (0..inputs.records.len()).collect();
    order.sort_by_key(|&i| inputs.records[i].row_id);
    for i in order {
        let (record, person) = (&inputs.records[i], who.records[i]);
        if record.list_kind != ListKind::Beneficiaries || dropped.contains(&record.row_id) {
            continue;
        }
        let decided = record.decision_no.is_some() || record.decision_date.is_some();
        let label = decided.then(|| labels::benefit(record, person.key, reports, history)).flatten();
        let Some(benefit) = label else {
            idle.push((record, person));
            continue;
        };
        let for_person = names_cared_for(benefit).then(|| cared_for.find(record)).flatten();
        add_record(&mut drafts, record, person.key, person.safe, benefit, for_person);
    }
    for &i in &history.opening {
        add_line(&mut drafts, &inputs.ledger.rows[i], who.payees[i].key, who.payees[i].safe);
    }
    lend_rows(&mut drafts, &mut idle);
    Enrolment { drafts, idle }
}

fn add_record<'a>(
    drafts: &mut Drafts<'a>,
    record: &'a Record,
    key: PersonKey,
    safe: bool,
    benefit: Benefit,
    for_person: Option<PersonKey>,
) {
    let found = drafts.entry(key).or_default().entry(benefit.family()).or_default();
    match found.iter_mut().find(|draft| draft.for_person == for_person) {
        // Two kept rows about one claim: the later decision counts, else the first row.
        Some(draft) if draft.record.is_none_or(|other| other.decision_date < record.decision_date) => {
            draft.left.extend(draft.record.replace(record));
            (draft.label, draft.record_safe) = (Some(benefit), safe);
        }
        Some(draft) => draft.left.push(record),
        None => {
            let (record, label) = (Some(record), Some(benefit));
            found.push(Draft { record, label, record_safe: safe, ..Draft::blank(for_person) });
        }
    }
}

fn add_line<'a>(drafts: &mut Drafts<'a>, line: &'a PaymentRow, key: PersonKey, safe: bool) {
    let found = drafts.entry(key).or_default().entry(line.benefit.family()).or_default();
    let for_person = line.for_person_id.filter(|_| names_cared_for(line.benefit)).map(PersonKey::Register);
    let same = found.iter().position(|draft| draft.for_person == for_person);
    let nobody_known = |key: Option<PersonKey>| key.is_none_or(|key| key.register().is_none());
    let open = |draft: &Draft<'_>| nobody_known(draft.for_person) || nobody_known(for_person);
    // A carer's list row that does not say for whom, or names someone not found in the register, or
    // a line that does not say, is the same claim: two claims would pay one care twice.
    let near = || found.iter().position(|draft| names_cared_for(line.benefit) && open(draft) && draft.lines.is_empty());
    match same.or_else(near) {
        Some(i) => {
            found[i].for_person = for_person.or(found[i].for_person);
            found[i].lines.push(line);
            found[i].line_safe |= safe;
        }
        None => {
            let lines = vec![line];
            found.push(Draft { lines, line_safe: safe, ..Draft::blank(for_person) });
        }
    }
}

/// Rows without a decision still say where the list carries someone who is paid.
fn lend_rows<'a>(drafts: &mut Drafts<'a>, idle: &mut Vec<(&'a Record, Who)>) {
    idle.retain(|&(record, who)| {
        let Some(families) = drafts.get_mut(&who.key) else { return true };
        let same = record.benefit.map(Benefit::family);
        let fits = |family: &Benefit| same.is_none_or(|same| same == *family);
        let free = families.iter_mut().filter(|(family, _)| fits(family)).flat_map(|(_, drafts)| drafts.iter_mut());
        match free.into_iter().find(|draft| draft.record.is_none()) {
            Some(draft) => {
                draft.record = Some(record);
                false
            }
            None => true,
        }
    });
}

impl<'a> Draft<'a> {
    const fn blank(for_person: Option<PersonKey>) -> Draft<'a> {
        Draft {
            for_person,
            record: None,
            lines: Vec::new(),
            left: Vec::new(),
            label: None,
            record_safe: false,
            line_safe: false,
        }
    }

    /// Rows about the same claim that do not count.
    pub(super) fn left(&self) -> &[&'a Record] {
        &self.left
    }

    /// A claim of which only lines are in hand, each with whether its person is safely known.
    pub(super) fn of_lines(
        for_person: Option<PersonKey>,
        lines: impl Iterator<Item = (&'a PaymentRow, bool)>,
    ) -> Draft<'a> {
        let mut draft = Draft::blank(for_person);
        for (line, safe) in lines {
            draft.lines.push(line);
            draft.line_safe |= safe;
        }
        draft
    }
}

impl Draft<'_> {
    /// The decision's day as the row says it.
    pub(super) fn decision_date(&self) -> Option<Date> {
        self.record.and_then(|record| record.decision_date)
    }

    fn decided(&self) -> bool {
        self.record.is_some_and(|record| record.decision_no.is_some() || record.decision_date.is_some())
    }

    /// The benefit: as decided, else as paid, in today's label.
    pub(super) fn benefit(&self) -> Option<Benefit> {
        self.label.or(self.lines.first().map(|line| line.benefit)).map(Benefit::today)
    }

    /// The ward whose list carries it; where only paid, the ward of residence if it pays.
    pub(super) fn ward(&self, residence: Option<WardCode>) -> Option<WardCode> {
        let paying: BTreeSet<WardCode> = self.lines.iter().map(|line| line.ward_code).collect();
        let listed = self.record.map(|record| record.ward);
        let at_home = residence.filter(|ward| paying.contains(ward));
        listed.or(at_home).or(paying.first().copied())
    }

    /// The claim for the rules. `index` gives the place of the person cared for among the subjects.
    pub(super) fn claim(
        &self,
        key: PersonKey,
        residence: Option<WardCode>,
        history: &History,
        inputs: &FactInputs<'_>,
        index: impl Fn(PersonKey) -> Option<usize>,
    ) -> Option<Claim> {
        let (benefit, ward) = (self.benefit()?, self.ward(residence)?);
        let source = match (self.decided(), self.lines.is_empty()) {
            (true, true) => ClaimSource::Decision,
            (true, false) => ClaimSource::Both,
            (false, _) => ClaimSource::Ledger,
        };
        let (decided_on, dated) = self.start(key, benefit, history, inputs);
        let paid = self.lines.iter().find(|line| line.ward_code == ward).or(self.lines.first());
        Some(Claim {
            benefit,
            ground: self.record.and_then(|record| record.ground),
            decided_on,
            filed_on: self.filed_on(decided_on),
            from_month: self.record.and_then(|record| record.from_month).filter(|_| decided_on.is_some()),
            source,
            row_id: self.record.map(|record| record.row_id),
            ward,
            cared_for: self.for_person.and_then(index),
            opening: paid.map(|line| line.amount),
            safe_link: (self.record_safe || self.line_safe) && dated,
        })
    }

    /// The day on which the file was received of the decision that began the payment: one that only
    /// follows it (re-issued, changed, moved) had a file of its own.
    fn filed_on(&self, began: Option<Date>) -> Option<Date> {
        let record = self.record.filter(|record| record.decision_date.is_some() && record.decision_date == began)?;
        record.filed_on
    }

    /// The day from which the decision can pay, and whether it is known. A decision that follows a
    /// month in which the same benefit was already paid did not begin it (re-issued, changed,
    /// moved); where the day is not in hand either, the ledger tells when payment began, or nobody
    /// (paid since before). A new decision whose day is missing pays from the month that the row
    /// names, else from the pay month, and is not safe to act on.
    fn start(
        &self,
        key: PersonKey,
        benefit: Benefit,
        history: &History,
        inputs: &FactInputs<'_>,
    ) -> (Option<Date>, bool) {
        let began = || history.paid_since(key, benefit).map(Month::first_day);
        match self.decision_date() {
            Some(day) if history.was_paid(key, benefit, day.month().prev()) => (began(), true),
            Some(day) => (Some(day), true),
            None if self.lines.is_empty() => {
                let from = self.record.and_then(|record| record.from_month).unwrap_or(inputs.pay_month);
                (Some(from.first_day()), false)
            }
            None => (began(), true),
        }
    }
}

/// People of one ward and folded name: birth date as the list has it, and key.
type Namesakes = Vec<(Option<PartialDate>, PersonKey)>;

/// Finds the person that a carer's row names.
struct CaredFor<'a> {
    registers: &'a Registers<'a>,
    /// People in each ward's lists and opening, by folded name.
    by_name: HashMap<(WardCode, String), Namesakes>,
}

impl<'a> CaredFor<'a> {
    fn new(inputs: &FactInputs<'_>, who: &Identities, registers: &'a Registers<'a>) -> CaredFor<'a> {
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for (record, person) in inputs.records.iter().zip(&who.records) {
            let cared = record.benefit.is_none_or(|benefit| benefit.kind() == BenefitKind::Main);
            if let (Some(name), true) = (&record.full_name, cared) {
                let people = by_name.entry((record.ward, fold(name.reveal()))).or_default();
                people.push((record.birth_date, person.key));
            }
        }
        CaredFor { registers, by_name }
    }

    fn find(&self, record: &Record) -> Option<PersonKey> {
        let name = record.cared_for_name.as_ref().map(FullName::reveal);
        let by_number = record.cared_for_id.and_then(|number| self.registers.by_number(number)).filter(|&id| {
            let registered = self.registers.person(id).map(|person| person.full_name.reveal());
            name.zip(registered).is_none_or(|(a, b)| super::likeness::names_agree(a, b))
        });
        by_number.map(PersonKey::Register).or_else(|| self.by_name(record, name?))
    }

    fn by_name(&self, record: &Record, name: &str) -> Option<PersonKey> {
        let people = self.by_name.get(&(record.ward, fold(name)))?;
        let agrees = |birth: Option<_>| record.cared_for_birth.zip(birth).is_none_or(|(a, b)| births_agree(a, b));
        let mut fitting = people.iter().filter(|(birth, _)| agrees(*birth)).map(|&(_, key)| key);
        let first = fitting.next()?;
        fitting.all(|key| key == first).then_some(first)
    }
}
