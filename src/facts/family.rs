//! Marital status and living children, from the population register.

use crate::model::{Date, Fact, FactSource, MaritalStatus, PartialDate};
use crate::table::inputs::PopulationRow;

use super::life::life;
use super::register::Registers;
use super::standing::studying;
use super::timeline::{Span, Timeline};
use super::{FactInputs, Settings};

/// The fact `marital`. The register holds no day of marriage: where a decision rests on the status
/// and the status today is married or divorced, it is known from the as-of day (or the day that the
/// ward reported), and unknown before. Who is widowed was married until the spouse's death.
pub(super) fn marital(
    person: &PopulationRow,
    registers: &Registers<'_>,
    inputs: &FactInputs<'_>,
    rests_on_it: bool,
    reported: Option<Date>,
) -> Timeline {
    let mut timeline = Timeline::unknown();
    let Some(status) = person.marital_status else { return timeline };
    let code = |status| match status {
        MaritalStatus::Single => 1,
        MaritalStatus::Married => 2,
        MaritalStatus::Widowed => 3,
        MaritalStatus::Divorced => 4,
        MaritalStatus::SpouseMissing => 5,
    };
    let span = Span::always(code(status), FactSource::Population);
    match status {
        MaritalStatus::Married | MaritalStatus::Divorced if rests_on_it => {
            timeline.paint(span.since(reported.unwrap_or(inputs.as_of)));
        }
        MaritalStatus::Widowed => {
            timeline.paint(span);
            let spouse = person.spouse_id.and_then(|id| registers.person(id));
            if let Some(death) = spouse.and_then(|spouse| spouse.death_date).filter(|&day| day <= inputs.as_of) {
                timeline.paint(Span { value: code(MaritalStatus::Married), ..span.until(death.plus_days(-1)) });
            }
        }
        _ => timeline.paint(span),
    }
    timeline
}

/// A child that may count: when it may live, and its study.
struct Child {
    birth: PartialDate,
    /// It lives with the parent; false where the household of one of them is not known.
    at_home: bool,
    lives_to: Option<Date>,
    studying: Timeline,
}

/// The four counts of children, in the order of [`Fact`]. A child counts in the household of the
/// parent; a partial birth date, or a household that is not known, leaves the count unknown on the days on
/// which it matters. Study of a
/// grown child is what the decision rests on where the opening paid for more children
/// (`paid_children`) than were small.
pub(super) fn children(
    parent: &PopulationRow,
    registers: &Registers<'_>,
    inputs: &FactInputs<'_>,
    paid_children: Option<i64>,
) -> Vec<(Fact, Timeline)> {
    let opening = inputs.pay_month.prev().first_day();
    let Settings { child_age_years, student_age_years, nursed_years, .. } = *inputs.settings;
    let small = |child: &PopulationRow| {
        child.birth_date.is_some_and(|birth| birth.latest().birthday(child_age_years) >= opening)
    };
    // Nobody knows whether two people of unknown households live together.
    let at_home = |child: &PopulationRow| Some(child.household_id.as_ref()? == parent.household_id.as_ref()?);
    let raised = registers.children(parent.person_id).into_iter().filter(|child| at_home(child) != Some(false));
    let under_16 = raised.clone().filter(|child| small(child)).count() as i64;
    let grown_child_was_paid = paid_children.is_some_and(|paid| paid > under_16);
    let children: Vec<Child> = raised
        .filter_map(|child| {
            let life = life(child.person_id, registers, inputs.as_of, inputs.pay_month);
            let lives_to = match life.timeline.spans().iter().find(|span| span.value == 0) {
                Some(gone) => Some(gone.from.plus_days(-1)),
                None => Some(Date::MAX),
            };
            let rests = grown_child_was_paid && !small(child);
            Some(Child {
                birth: child.birth_date?,
                at_home: at_home(child) == Some(true),
                lives_to,
                studying: studying(child.person_id, registers, inputs, rests),
            })
        })
        .collect();
    let age = |from: i32, to: Option<i32>| {
        move |birth: Date| {
            let start = if from == 0 { birth } else { birth.birthday(from) };
            (start, to.map_or(Date::MAX, |years| birth.birthday(years).plus_days(-1)))
        }
    };
    // "Not over 22" is read as up to and with the month of the 22nd birthday (law.md §14).
    let to_22 = |birth: Date| (birth.birthday(child_age_years), birth.birthday(student_age_years));
    vec![
        (Fact::ChildrenUnder16, count(&children, false, age(0, Some(child_age_years)))),
        (Fact::ChildrenStudyingTo22, count(&children, true, to_22)),
        (Fact::ChildrenStudying, count(&children, true, age(child_age_years, None))),
        (Fact::ChildrenUnder3, count(&children, false, age(0, Some(nursed_years)))),
    ]
}

/// Days from one to another, both included.
type Days = Vec<(Date, Date)>;

/// Days on which a child surely counts, and days on which it may.
fn windows(child: &Child, study: bool, window: &impl Fn(Date) -> (Date, Date)) -> (Days, Days) {
    let (early, late) = (window(child.birth.earliest()), window(child.birth.latest()));
    let end = child.lives_to.unwrap_or(Date::MAX);
    let sure = (late.0, if child.at_home { early.1.min(end) } else { Date::MIN });
    let may = (early.0, late.1.min(end));
    if !study {
        return (vec![sure], vec![may]);
    }
    let overlap = |(from, to): (Date, Date), (a, b): (Date, Date)| (from.max(a), to.min(b));
    let spans = child.studying.spans();
    let yes = |days: (Date, Date)| -> Vec<_> {
        spans.iter().filter(|s| s.value == 1).map(|s| overlap(days, (s.from, s.to))).collect()
    };
    // Unknown study may count: everything that is not a plain no.
    let mut not_no = Timeline::always(1, FactSource::Schooling);
    for no in spans.iter().filter(|span| span.value == 0) {
        not_no.erase(no.from, no.to);
    }
    let maybe = not_no.spans().iter().map(|s| overlap(may, (s.from, s.to))).collect();
    (yes(sure), maybe)
}

fn count(children: &[Child], study: bool, window: impl Fn(Date) -> (Date, Date)) -> Timeline {
    let all: Vec<_> = children.iter().map(|child| windows(child, study, &window)).collect();
    let mut days: Vec<Date> = vec![Date::MIN];
    for (sure, may) in &all {
        days.extend(sure.iter().chain(may).flat_map(|&(from, to)| [from, to.plus_days(1)]));
    }
    days.sort_unstable();
    days.dedup();
    let covers = |windows: &[(Date, Date)], day: Date| windows.iter().any(|&(from, to)| from <= day && day <= to);
    let mut timeline = Timeline::unknown();
    for (i, &from) in days.iter().enumerate() {
        let to = days.get(i + 1).map_or(Date::MAX, |next| next.plus_days(-1));
        let sure = all.iter().filter(|(sure, _)| covers(sure, from)).count();
        let may = all.iter().filter(|(_, may)| covers(may, from)).count();
        if sure == may {
            timeline.paint(Span { from, to, ..Span::always(sure as i64, FactSource::Population) });
        }
    }
    timeline
}
