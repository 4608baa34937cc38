//! The evidence of a verdict as files have it: levels and bits whose sum gives the probability.
//!
//! The weight sets what is compared against the register's size. Two numbers more make a probability of
//! it: how much oftener the register has such people than it lacks them, and what is taken by candidates
//! who are not shown. With the sums `t` and `t'` of the two who are shown, the first has the probability
//! `2^t / (1 + 2^t + 2^t')`; what is left is the other's, and nobody's.

use super::candidate::Candidate;
use super::levels::FIELDS;
use super::model::Model;

/// What stands around the comparison, the same for all candidates of a record, in bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// Against the register's size; in the weight.
    pub(super) size: f64,
    /// For being in the register at all.
    pub(super) listed: f64,
    /// Against the candidates who are not shown.
    pub(super) others: f64,
}

impl Around {
    /// `absent`: odds that the register lacks such a person; `unshown`: the candidates who are not shown,
    /// as the sum of 2 to the power of their weights.
    pub(super) fn new(size: f64, absent: f64, unshown: f64) -> Around {
        Around { size, listed: -absent.log2(), others: -(unshown / absent).ln_1p() / std::f64::consts::LN_2 }
    }
}

/// `field=level:bits`, joined by semicolons.
pub(super) fn evidence(shown: &Candidate, around: Around) -> String {
    let compared = FIELDS.iter().zip(shown.levels.names()).zip(shown.terms);
    let compared = compared.filter(|((_, level), _)| *level != "missing");
    let compared = compared.map(|((field, level), bits)| format!("{field}={level}:{}", tenths(bits)));
    let around = [("size", around.size), ("listed", around.listed), ("others", around.others)];
    let around = around.map(|(level, bits)| format!("register={level}:{}", tenths(bits)));
    compared.chain(around).collect::<Vec<_>>().join(";")
}

/// One decimal, and no sign before nothing.
fn tenths(bits: f64) -> String {
    format!("{:.1}", (bits * 10.0).round() / 10.0 + 0.0)
}

/// The shares behind the weights of the levels that count one: the weight is `log2(m / (u × share))`.
pub(super) fn frequencies(best: &Candidate, model: &Model) -> String {
    let indices = best.levels.indices();
    let counted = FIELDS.iter().enumerate().filter_map(|(field, name)| {
        let level = model.level(field, indices[field]).filter(|level| !level.times.is_one())?;
        let one_in = best.terms[field].exp2() * level.u / level.m;
        (indices[field] > 0 && one_in.is_finite()).then(|| format!("{name}={:.0}", one_in.max(1.0)))
    });
    counted.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(absent: f64, unshown: f64, expected: [&str; 2]) {
        let around = Around::new(-20.0, absent, unshown);
        assert_eq!([tenths(around.listed), tenths(around.others)], expected);
    }

    #[test]
    fn who_is_not_shown_takes_what_he_takes_from_nobody() {
        check(0.02 / 0.98, 0.0, ["5.6", "0.0"]);
        check(1.0, 1.0, ["0.0", "-1.0"]);
        check(0.25, 1e-9, ["2.0", "0.0"]);
        check(4.0, 28.0, ["-2.0", "-3.0"]);
    }
}
