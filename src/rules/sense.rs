//! Mistakes of sense in a rules file: a condition that can never hold, conditions of which no two
//! people could meet both, a benefit whose end no reason names.
//!
//! A condition is tried on every value at which its answer can change: each number that it names,
//! one less and one more; the declared codes; yes and no. Terms are taken as independent, so that a
//! condition that is refused here truly holds for nobody.

use toml::Spanned;

use super::config::FactKind;
use super::config_benefit::{ConditionEntry, VersionEntry};
use super::expr::{Expr, Term};
use super::law::{Condition, Version};
use super::source::Source;
use super::vocabulary::Vocabulary;
use crate::model::{Benefit, BenefitKind, Mistake, Reason};

/// More choices than this are not tried.
const MOST: usize = 200_000;

/// Checks the conditions of a version, each alone and with each before it.
pub(super) fn check(
    conditions: &[Condition],
    entry: &VersionEntry,
    words: &Vocabulary,
    source: &Source,
    mistakes: &mut Vec<Mistake>,
) {
    let place = |name: &str| entry.condition.iter().find(|one: &&ConditionEntry| one.name.get_ref() == name);
    for (index, condition) in conditions.iter().enumerate() {
        let Some(at) = place(&condition.name).map(|one| one.when.span().start) else { continue };
        if never(&[&condition.when], words) {
            mistakes.push(source.mistake(at, format!("`{}` can never hold", condition.name)));
            continue;
        }
        // What is inherited stands before what the version names itself, wherever it is in the list.
        let before = conditions.iter().enumerate().filter(|(at, one)| *at < index || place(&one.name).is_none());
        let against = before.map(|(_, one)| one).find(|other| {
            !other.reads.within(condition.reads).is_empty() && never(&[&other.when, &condition.when], words)
        });
        if let Some(other) = against.filter(|other| !never(&[&other.when], words)) {
            let message = format!("`{}` can never hold together with `{}`", condition.name, other.name);
            mistakes.push(source.mistake(at, message));
        }
    }
}

/// Every version of a benefit that is paid monthly has a condition whose end is a reason.
pub(super) fn ends(
    benefit: Benefit,
    versions: &[Version],
    entries: &[Spanned<VersionEntry>],
    source: &Source,
    mistakes: &mut Vec<Mistake>,
) {
    if benefit.kind() == BenefitKind::OneOff {
        return;
    }
    for (version, entry) in versions.iter().zip(entries) {
        if version.conditions.iter().all(|condition| condition.reason == Reason::None) {
            mistakes.push(source.mistake(entry.span().start, format!("no reason says how `{benefit}` ends")));
        }
    }
}

/// Whether no choice of values makes all of the expressions true.
fn never(all: &[&Expr], words: &Vocabulary) -> bool {
    let mut atoms: Vec<&Term> = Vec::new();
    let mut numbers = vec![0, 1];
    for expr in all {
        expr.terms(&mut |term| match term {
            Term::Number(number) => numbers.push(*number),
            Term::Sum(_) => {}
            atom => {
                if !atoms.contains(&atom) {
                    atoms.push(atom);
                }
            }
        });
        listed(expr, &mut numbers);
    }
    numbers.extend(numbers.clone().iter().flat_map(|number| [number - 1, number + 1]));
    numbers.sort_unstable();
    numbers.dedup();
    let choices: Vec<Vec<Option<i64>>> = atoms.iter().map(|atom| values(atom, &numbers, words)).collect();
    let count = choices.iter().try_fold(1_usize, |all, one| all.checked_mul(one.len()).filter(|all| *all <= MOST));
    let Some(count) = count else { return false };
    !(0..count).any(|mut choice| {
        let mut chosen: Vec<(&Term, Option<i64>)> = Vec::with_capacity(atoms.len());
        for (atom, values) in atoms.iter().zip(&choices) {
            chosen.push((atom, values[choice % values.len()]));
            choice /= values.len();
        }
        all.iter().all(|expr| holds(expr, &chosen) == Some(true))
    })
}

/// Numbers of lists: `in (…)`.
fn listed(expr: &Expr, numbers: &mut Vec<i64>) {
    match expr {
        Expr::OneOf(_, values) => numbers.extend(values),
        Expr::Not(inner) => listed(inner, numbers),
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| listed(part, numbers)),
        Expr::Compare(..) | Expr::Unknown(_) => {}
    }
}

/// Values that a term can have, `None` for unknown.
fn values(atom: &Term, numbers: &[i64], words: &Vocabulary) -> Vec<Option<i64>> {
    let info = if let Term::Fact(slot) = atom { words.info(slot.fact) } else { None };
    let known: Vec<i64> = match info.map(|info| info.kind) {
        Some(FactKind::Flag) => vec![0, 1],
        Some(FactKind::Code) => info.map(|info| info.codes.values().copied().collect()).unwrap_or_default(),
        Some(FactKind::Count | FactKind::Money) => numbers.iter().copied().filter(|number| *number >= 0).collect(),
        None => numbers.to_vec(),
    };
    known.into_iter().map(Some).chain([None]).collect()
}

fn number(term: &Term, chosen: &[(&Term, Option<i64>)]) -> Option<i64> {
    match term {
        Term::Number(number) => Some(*number),
        Term::Sum(parts) => parts.iter().map(|part| number(part, chosen)).sum(),
        atom => chosen.iter().find(|(term, _)| *term == atom).and_then(|(_, value)| *value),
    }
}

fn holds(expr: &Expr, chosen: &[(&Term, Option<i64>)]) -> Option<bool> {
    match expr {
        Expr::Compare(left, op, right) => Some(op.test(number(left, chosen)?, number(right, chosen)?)),
        Expr::OneOf(term, values) => number(term, chosen).map(|value| values.contains(&value)),
        Expr::Unknown(term) => Some(number(term, chosen).is_none()),
        Expr::Not(inner) => holds(inner, chosen).map(|held| !held),
        Expr::All(parts) => {
            let held: Vec<Option<bool>> = parts.iter().map(|part| holds(part, chosen)).collect();
            if held.contains(&Some(false)) {
                Some(false)
            } else {
                held.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        Expr::Any(parts) => {
            let held: Vec<Option<bool>> = parts.iter().map(|part| holds(part, chosen)).collect();
            if held.contains(&Some(true)) {
                Some(true)
            } else {
                held.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
    }
}
