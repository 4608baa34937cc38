//! The limits of the verdicts, chosen from the trials.

use super::super::config::{BitsFile, ModelFile};
use super::super::kind::Kind;
use super::fitted::most;
use super::trial::{Trial, Trials};

/// What a choice of limits comes to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Chosen {
    /// Share of the trials matched rightly.
    pub(super) found: f64,
    /// Wrong matches in all matches, expected over rows with and without an id.
    pub(super) wrong: f64,
    /// Share of the people that the register lacks who would be matched.
    pub(super) absent: f64,
}

/// Bits that are tried, in quarters.
const FROM: i32 = 16;
const TO: i32 = 64;
/// What a wrong match may cost in right ones, in eighths of doublings.
const COSTS: i32 = 120;
/// Least probability of the two shown that is tried, in two-hundredths.
const PROBABILITIES: std::ops::RangeInclusive<i32> = 120..=199;

/// Sets the limits that find most people among those that keep what the file asks. `hidden` is the
/// share of records that have no id: to those alone the trials speak.
///
/// A wrong match costs so many right ones; at each cost every kind of evidence has its own best
/// limit. The least cost at which everything asked is kept is taken, else the highest. Where so few rows
/// were tried that even none wrong would not show what is asked, all limits stay. Gives what is not reached.
pub(super) fn choose(trials: &Trials, file: &mut ModelFile, hidden: f64) -> Vec<String> {
    let rows = trials.present.len();
    let asked = (file.training.most_wrong / hidden).min(file.training.most_absent / hidden);
    let needed = (most(0.0) / asked.max(f64::MIN_POSITIVE)).ceil();
    if (rows as f64) < needed {
        let told = format!("the limits stay those of the model before: {rows} rows were tried, {needed} are needed");
        file.thresholds.found = format!("{told}; before: {}", before(&file.thresholds.found));
        return vec![told];
    }
    let (mut bits, mut chosen) = (file.thresholds.matched_bits, Chosen::default());
    let cleared = Kind::ALL.map(|kind| Cleared::of(trials, kind, bits.others));
    for eighth in 0..COSTS {
        let cost = 2_f64.powf(f64::from(eighth) / 8.0);
        for (kind, cleared) in Kind::ALL.into_iter().zip(&cleared) {
            *of_kind(&mut bits, kind) = cleared.best(cost);
        }
        chosen = tried(trials, &bits, hidden);
        if chosen.wrong <= file.training.most_wrong && chosen.absent <= file.training.most_absent {
            break;
        }
    }
    let probability = PROBABILITIES
        .map(|step| f64::from(step) / 200.0)
        .find(|&least| shown(trials, &bits, least) >= file.training.least_shown)
        .unwrap_or(f64::from(*PROBABILITIES.end()) / 200.0);
    let upper = |share: f64| hidden * most(share * rows as f64 / hidden) / rows as f64;
    let limits = &mut file.thresholds;
    limits.matched_bits = bits;
    limits.review_probability = probability;
    limits.found = format!(
        "chosen on {rows} rows judged with their id hidden: {:.4} of them found, {:.5} of matches wrong over all rows \
         (at 95 of 100 at most {:.5}), {:.5} of people not in the register matched, {:.4} of reviews show the right one",
        chosen.found,
        chosen.wrong,
        upper(chosen.wrong),
        chosen.absent,
        shown(trials, &bits, probability)
    );
    let training = &file.training;
    let reviews = shown(trials, &bits, probability);
    let asks = trials.present.iter().any(|trial| !is_matched(trial, &bits) && trial.shown >= probability);
    let missed = [
        (chosen.wrong > training.most_wrong, "matches wrong over all rows", chosen.wrong, training.most_wrong),
        (
            chosen.absent > training.most_absent,
            "people not in the register matched",
            chosen.absent,
            training.most_absent,
        ),
        (asks && reviews < training.least_shown, "reviews that show the right one", reviews, training.least_shown),
    ];
    let missed = missed.into_iter().filter(|(missed, ..)| *missed);
    missed.map(|(_, what, found, asked)| format!("not reached: {what} {found:.5}, asked {asked:.5}")).collect()
}

/// How the limits were found at first, without the word on each training that kept them.
fn before(found: &str) -> &str {
    found.rsplit_once("; before: ").map_or(found, |(_, first)| first)
}

const fn of_kind(bits: &mut BitsFile, kind: Kind) -> &mut f64 {
    match kind {
        Kind::Full => &mut bits.full,
        Kind::Moved => &mut bits.moved,
        Kind::Partial => &mut bits.partial,
        Kind::NameSlip => &mut bits.name_slip,
        Kind::BirthSlip => &mut bits.birth_slip,
    }
}

/// Trials of one kind that would be matched, by the limit in quarters from [`FROM`].
struct Cleared {
    right: Vec<f64>,
    /// With those of people who are not in the register, each by itself and by how likely it is among them:
    /// how many of them there are is not for the trials to say.
    wrong: Vec<f64>,
}

impl Cleared {
    fn of(trials: &Trials, kind: Kind, others: f64) -> Cleared {
        let limits = (TO - FROM + 1) as usize;
        let mut cleared = Cleared { right: vec![0.0; limits], wrong: vec![0.0; limits] };
        let mean = odds(&trials.absent) / trials.absent.len().max(1) as f64;
        let absent = trials.absent.iter().map(|trial| (trial, trial.odds / mean));
        let all = trials.present.iter().map(|trial| (trial, 1.0)).chain(absent);
        for (trial, weight) in all.filter(|(trial, _)| trial.kind == kind) {
            let counts = if trial.right[0] { &mut cleared.right } else { &mut cleared.wrong };
            let limits = (FROM..=TO).take_while(|&quarter| clears(trial, f64::from(quarter) / 4.0, others));
            limits.zip(counts).for_each(|(_, count)| *count += weight);
        }
        cleared
    }

    /// The limit with most right matches less the cost of the wrong ones; the lowest of several.
    fn best(&self, cost: f64) -> f64 {
        let gain = |(right, wrong): (&f64, &f64)| right - cost * wrong;
        let gains = self.right.iter().zip(&self.wrong).map(gain);
        let limits = (FROM..=TO).map(|quarter| f64::from(quarter) / 4.0);
        let best = gains.zip(limits).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best.map_or(f64::from(TO) / 4.0, |(_, limit)| limit)
    }
}

fn is_matched(trial: &Trial, bits: &BitsFile) -> bool {
    clears(trial, trial.kind.bits(bits), bits.others)
}

fn clears(trial: &Trial, least: f64, others: f64) -> bool {
    !trial.doubtful && trial.ahead[0] >= least && trial.ahead[1] >= others
}

fn tried(trials: &Trials, bits: &BitsFile, hidden: f64) -> Chosen {
    let rows = trials.present.len().max(1) as f64;
    let matched = trials.present.iter().filter(|trial| is_matched(trial, bits));
    let (right, wrong): (Vec<&Trial>, Vec<&Trial>) = matched.partition(|trial| trial.right[0]);
    let absent = odds(trials.absent.iter().filter(|trial| is_matched(trial, bits)));
    Chosen {
        found: right.len() as f64 / rows,
        wrong: hidden * (wrong.len() as f64 + absent) / rows,
        absent: hidden * absent / odds(&trials.absent).max(f64::MIN_POSITIVE),
    }
}

/// How many people such trials stand for whom the register lacks.
fn odds<'a>(trials: impl IntoIterator<Item = &'a Trial>) -> f64 {
    trials.into_iter().map(|trial| trial.odds).sum()
}

/// Share of the reviews that show the right person.
fn shown(trials: &Trials, bits: &BitsFile, least: f64) -> f64 {
    let is_review = |trial: &&Trial| !is_matched(trial, bits) && trial.shown >= least;
    let present: Vec<&Trial> = trials.present.iter().filter(is_review).collect();
    let right = present.iter().filter(|trial| trial.right[1]).count() as f64;
    right / (present.len() as f64 + odds(trials.absent.iter().filter(is_review))).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::model::Model;
    use std::path::Path;

    fn trial(bits: f64, right: bool) -> Trial {
        Trial {
            probability: 0.99,
            ahead: [bits, 20.0],
            shown: 1.0,
            right: [right; 2],
            kind: Kind::Full,
            doubtful: false,
            odds: 0.02,
        }
    }

    #[track_caller]
    fn check(cost: f64, limit: f64) {
        let unclear = |trial: Trial| [Trial { ahead: [60.0, 1.0], ..trial }, Trial { doubtful: true, ..trial }];
        let trials = Trials {
            present: [6.0, 8.0, 9.0, 14.0]
                .map(|bits| trial(bits, true))
                .into_iter()
                .chain([trial(7.0, false)])
                .chain(unclear(trial(60.0, false)))
                .collect(),
            absent: vec![trial(9.1, false), Trial { kind: Kind::Moved, ..trial(40.0, false) }],
        };
        assert_eq!(Cleared::of(&trials, Kind::Full, 3.0).best(cost), limit, "at a cost of {cost}");
    }

    /// Rows enough or too few to show one wrong in 10,000 where all, or one in ten, have no id.
    #[test]
    fn too_few_rows_leave_the_limits() {
        let check = |rows: usize, hidden: f64, told: &str| {
            let mut file = Model::load(Path::new("pipelines/linking/model-2026-11-23.toml")).unwrap().file.clone();
            let bits = |file: &ModelFile| Kind::ALL.map(|kind| kind.bits(&file.thresholds.matched_bits));
            let before = bits(&file);
            let trials = Trials { present: vec![trial(30.0, true); rows], absent: Vec::new() };
            let warnings = choose(&trials, &mut file, hidden).join("; ");
            assert!(
                warnings.contains(told) && warnings.is_empty() == told.is_empty(),
                "{rows} of {hidden}: {warnings}"
            );
            assert_eq!(bits(&file) == before, !told.is_empty(), "{rows} of {hidden}");
        };
        let few = "rows were tried";
        check(28_000, 1.0, few);
        check(29_000, 1.0, "");
        check(2_800, 0.1, few);
        check(2_900, 0.1, "");
        check(0, 0.1, few);
    }

    #[test]
    fn the_dearer_a_wrong_match_the_higher_the_limit() {
        check(0.5, 4.0);
        // One right match for one wrong one: the lower limit.
        check(1.0, 4.0);
        check(1.2, 7.25);
        check(3.0, 9.25);
    }
}
