//! What was known on the as-of day: rows of registers and of the ledger that arrived later are left out
//! before anything reads them, so that the list of an earlier day can be made again from the inputs of
//! today.
//!
//! A row is known from the day that its register writes beside it: a death from its registration,
//! everything else from the first day that it speaks of, a closed list of the ledger from the end of its
//! month. Whether an end was known before its day is a setting of each register (`[knowledge]` of
//! `facts.toml`). The population register is taken back to the day where it is read
//! ([`Population::known_on`](crate::registers::Population::known_on)).

use super::night::Night;
use crate::facts::Knowledge;
use crate::model::{Date, Month};
use crate::registers::Registers;

/// Leaves out what arrived after the as-of day; gives how many rows that were.
pub(super) fn registers(registers: &mut Registers, night: &Night<'_>) -> u64 {
    let (as_of, knowledge) = (night.as_of, &night.plan.fact_settings.knowledge);
    let mut later = 0;
    later += keep(&mut registers.deaths, |row| row.registered_on.unwrap_or(row.death_date).max(row.death_date), as_of);
    later += keep(&mut registers.pensions, |row| row.valid_from, as_of);
    later += keep(&mut registers.poverty, |row| row.valid_from, as_of);
    later += keep(&mut registers.disability, |row| row.issued_on, as_of);
    later += keep(&mut registers.schooling, |row| row.valid_from, as_of);
    later += keep(&mut registers.institutions, |row| row.valid_from, as_of);
    let closed = |month: Month| month < night.pay_month;
    let before = registers.payments.len();
    registers.payments.retain(|line| closed(line.month));
    ends(registers, knowledge, as_of);
    later + (before - registers.payments.len()) as u64
}

fn keep<Row>(rows: &mut Option<Vec<Row>>, known_from: impl Fn(&Row) -> Date, as_of: Date) -> u64 {
    let Some(rows) = rows else { return 0 };
    let before = rows.len();
    rows.retain(|row| known_from(row) <= as_of);
    (before - rows.len()) as u64
}

/// An end after the as-of day that nobody knew of yet is none.
fn ends(registers: &mut Registers, knowledge: &Knowledge, as_of: Date) {
    fn open<Row>(rows: &mut Option<Vec<Row>>, ahead: bool, as_of: Date, end: impl Fn(&mut Row) -> &mut Option<Date>) {
        for row in rows.iter_mut().flatten().filter(|_| !ahead) {
            let end = end(row);
            *end = end.filter(|&day| day <= as_of);
        }
    }
    open(&mut registers.pensions, knowledge.pensions, as_of, |row| &mut row.valid_to);
    open(&mut registers.poverty, knowledge.poverty, as_of, |row| &mut row.valid_to);
    open(&mut registers.disability, knowledge.disability, as_of, |row| &mut row.withdrawn_on);
    open(&mut registers.schooling, knowledge.schooling, as_of, |row| &mut row.valid_to);
    open(&mut registers.institutions, knowledge.institutions, as_of, |row| &mut row.valid_to);
}
