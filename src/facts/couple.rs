//! One share a couple: two spouses who both claim the support of a pregnant or nursing person.

use std::collections::BTreeMap;

use crate::model::{Benefit, Date, FactSource, Gender, PersonId, PersonKey};

use super::claims::{Draft, Drafts};
use super::life::life;
use super::person::Sources;
use super::register::Registers;
use super::timeline::{Span, Timeline};

/// The spouse whose claim carries the share of a person who claims it too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carrier {
    id: PersonId,
    /// First day for which the spouse is paid; open where that was always so.
    from: Date,
    /// The closed lists pay the spouse.
    paid: bool,
}

/// Who of two spouses carries the share: who is paid already, else who was decided on first, else the
/// woman; of equal ones the lower number. By the person who does not carry it.
pub(super) fn carriers(drafts: &Drafts<'_>, registers: &Registers<'_>) -> BTreeMap<PersonKey, Carrier> {
    let draft = |key: &PersonKey| drafts.get(key)?.get(&Benefit::CsThai.family())?.first();
    let rank = |id: PersonId, draft: &Draft<'_>| {
        let woman = registers.person(id).and_then(|row| row.gender) == Some(Gender::Female);
        let decided = draft.decision_date();
        (draft.lines.is_empty(), decided.is_none(), decided, !woman, id)
    };
    let mut carriers = BTreeMap::new();
    for (id, own) in drafts.keys().filter_map(|key| Some((key.register()?, draft(key)?))) {
        let spouse = registers.person(id).and_then(|row| row.spouse_id);
        let Some((spouse, other)) = spouse.and_then(|id| Some((id, draft(&PersonKey::Register(id))?))) else {
            continue;
        };
        let (paid, decided) = (!other.lines.is_empty(), other.decision_date());
        if rank(spouse, other) < rank(id, own) {
            let from = decided.filter(|_| !paid).map_or(Date::MIN, |day| day.month().first_day());
            carriers.insert(PersonKey::Register(id), Carrier { id: spouse, from, paid });
        }
    }
    carriers
}

impl Carrier {
    /// The fact `couple_share` of the other: while the spouse who carries it lives. Proven where the
    /// closed lists pay the spouse.
    pub(super) fn fact(self, sources: &Sources<'_>) -> Timeline {
        let inputs = sources.inputs;
        let life = life(self.id, sources.registers, inputs.as_of, inputs.pay_month);
        let mut timeline = Timeline::always(0, FactSource::Ledger);
        let source = if self.paid { FactSource::Ledger } else { FactSource::Decision };
        let dead = life.timeline.spans().iter().find(|span| span.value == 0).map(|span| span.from.plus_days(-1));
        let carried = Span::always(1, source).since(self.from);
        timeline.paint(dead.map_or(carried, |last| carried.until(last)).proven(self.paid));
        timeline
    }
}
