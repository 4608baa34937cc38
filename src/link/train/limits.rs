//! The limits of the verdicts, chosen from the trials.

use super::super::config::{BitsFile, ModelFile};
use super::super::kind::Kind;
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
/// What a wrong match may cost in right ones, in doublings.
const COSTS: i32 = 30;
/// Least probability of the two shown that is tried, in two-hundredths.
const PROBABILITIES: std::ops::RangeInclusive<i32> = 120..=199;

/// Sets the limits that find most people among those that keep what the file asks. `hidden` is the
/// share of records that have no id: to those alone the trials speak.
///
/// A wrong match costs so many right ones; at each cost every kind of evidence has its own best
/// limit. The least cost at which everything asked is kept is taken, else the highest.
pub(super) fn choose(trials: &Trials, file: &mut ModelFile, hidden: f64) {
    let (mut bits, mut chosen) = (file.thresholds.matched_bits, Chosen::default());
    for doubling in 0..COSTS {
        let cost = 2_f64.powf(f64::from(doubling) / 2.0);
        for kind in Kind::ALL {
            let best = (FROM..=TO)
                .map(|quarter| f64::from(quarter) / 4.0)
                .map(|least| (gain(trials, (kind, least, bits.others), cost), least));
            let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.total_cmp(&a.1)));
            *of_kind(&mut bits, kind) = best.map_or(f64::from(TO) / 4.0, |(_, least)| least);
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
    let limits = &mut file.thresholds;
    limits.matched_bits = bits;
    limits.review_probability = probability;
    limits.found = format!(
        "chosen on {} rows judged with their id hidden: {:.4} of them found, {:.5} of matches wrong over all rows, \
         {:.5} of people not in the register matched, {:.4} of reviews show the right one",
        trials.present.len(),
        chosen.found,
        chosen.wrong,
        chosen.absent,
        shown(trials, &bits, probability)
    );
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

/// Right matches of a kind at a limit, less the cost of the wrong ones. Those of people who are not
/// in the register count by themselves: how many there are is not for the trials to say.
fn gain(trials: &Trials, (kind, least, others): (Kind, f64, f64), cost: f64) -> f64 {
    let matched = |trial: &&Trial| trial.kind == kind && clears(trial, least, others);
    let (right, wrong): (Vec<&Trial>, Vec<&Trial>) =
        trials.present.iter().filter(matched).partition(|trial| trial.right[0]);
    let absent = trials.absent.iter().filter(matched).count();
    right.len() as f64 - cost * (wrong.len() + absent) as f64
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
    let absent = trials.absent.iter().filter(|trial| is_matched(trial, bits)).count() as f64 / rows;
    Chosen {
        found: right.len() as f64 / rows,
        wrong: hidden * (wrong.len() as f64 / rows + trials.odds * absent),
        absent: hidden * absent,
    }
}

/// Share of the reviews that show the right person.
fn shown(trials: &Trials, bits: &BitsFile, least: f64) -> f64 {
    let reviews = |of: &[Trial]| -> (f64, f64) {
        let asked = of.iter().filter(|trial| !is_matched(trial, bits) && trial.shown >= least);
        asked.fold((0.0, 0.0), |(all, right), trial| (all + 1.0, right + f64::from(u8::from(trial.right[1]))))
    };
    let ((present, right), (absent, _)) = (reviews(&trials.present), reviews(&trials.absent));
    right / (present + trials.odds * absent).max(1.0)
}
