//! The program's readings against the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::OnceLock;

use ansinh::normalize::address::{AddressReading, Within, home, read_address};
use ansinh::normalize::text::clean;
use ansinh::normalize::{Lexicon, LexiconTexts};

use super::forms::Case;

/// The reference files, parsed once.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let read = |file: &str| std::fs::read_to_string(format!("pipelines/reference/{file}"));
        Lexicon::parse(&LexiconTexts::gather(read).unwrap()).unwrap()
    })
}

/// Counts of one group of addresses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) right: usize,
    pub(crate) wrong: usize,
    pub(crate) none: usize,
    /// Undecidable ones without a ward, and with one.
    pub(crate) open: usize,
    pub(crate) guessed: usize,
    /// Open ones whose alternatives are exactly the true ones.
    pub(crate) listed: usize,
}

impl Counts {
    fn add(&mut self, case: &Case, reading: &AddressReading) -> bool {
        let ward = reading.ward.map(|ward| ward.to_string());
        let decidable = case.truth.len() == 1;
        match (decidable, &ward) {
            (true, Some(ward)) if case.truth.contains(ward) => self.right += 1,
            (true, Some(_)) => self.wrong += 1,
            (true, None) => self.none += 1,
            (false, Some(_)) => self.guessed += 1,
            (false, None) => {
                self.open += 1;
                let listed: BTreeSet<String> = reading.alternatives.iter().map(ToString::to_string).collect();
                self.listed += usize::from(listed == case.truth);
                return listed == case.truth;
            }
        }
        decidable && ward.is_some_and(|ward| case.truth.contains(&ward))
    }
}

/// Counts by form and by error, and the addresses that were not read right.
#[derive(Debug, Default)]
pub(crate) struct Score {
    pub(crate) all: Counts,
    pub(crate) groups: BTreeMap<String, Counts>,
    pub(crate) missed: Vec<String>,
}

/// Reads all addresses as a file of the city has them.
pub(crate) fn measure(cases: &[Case]) -> Score {
    let mut score = Score::default();
    for case in cases {
        let cleaned = clean(&case.address, None, lexicon());
        let reading = read_address(&cleaned.text, Within::of_province(home()), lexicon());
        let right = score.all.add(case, &reading);
        let plain = case.errors.is_empty().then_some("clean");
        let labels = [format!("form {}", case.form), format!("region {}", case.region)].into_iter();
        for label in labels.chain(case.errors.iter().copied().chain(plain).map(|error| format!("error {error}"))) {
            score.groups.entry(label).or_default().add(case, &reading);
        }
        if !right {
            let truth: Vec<&str> = case.truth.iter().map(String::as_str).collect();
            let alternatives: Vec<&str> = reading.alternatives.iter().map(|ward| ward.as_str()).collect();
            score.missed.push(format!(
                "{} | {} {} | truth {} | read {} [{}]",
                case.address,
                case.form,
                case.errors.join("+"),
                truth.join(";"),
                reading.ward.map(|ward| ward.to_string()).unwrap_or_default(),
                alternatives.join(";"),
            ));
        }
    }
    score
}

impl Score {
    /// Share in 100 of decidable ones read right, read wrong, and of undecidable ones left open.
    pub(crate) fn shares(&self) -> [f64; 3] {
        let part = |part: usize, all: usize| 100.0 * part as f64 / all.max(1) as f64;
        let Counts { right, wrong, none, open, guessed, .. } = self.all;
        [part(right, right + wrong + none), part(wrong, right + wrong + none), part(open, open + guessed)]
    }

    /// A line a group.
    pub(crate) fn table(&self) -> String {
        let mut out = String::from("group                     right  wrong   none |   open guessed listed\n");
        for (label, c) in std::iter::once((&"all".to_owned(), &self.all)).chain(&self.groups) {
            let Counts { right, wrong, none, open, guessed, listed } = c;
            _ = writeln!(out, "{label:<24} {right:>6} {wrong:>6} {none:>6} | {open:>6} {guessed:>7} {listed:>6}");
        }
        let [right, wrong, open] = self.shares();
        _ = writeln!(out, "right {right:.2} %  wrong {wrong:.2} %  left open {open:.2} %");
        out
    }
}

/// The addresses as a file with the columns of the public cases.
pub(crate) fn to_csv(cases: &[Case]) -> String {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([
        "id",
        "address",
        "form",
        "region",
        "new_ward_code",
        "new_province_code",
        "old_ward_code",
        "candidates",
        "errors",
        "origin",
    ])
    .unwrap();
    for (at, case) in cases.iter().enumerate() {
        let truth: Vec<&str> = case.truth.iter().map(String::as_str).collect();
        let open = truth.len() > 1;
        out.write_record([
            &format!("g{at}"),
            &case.address,
            case.form,
            case.region,
            if open { "ambiguous" } else { truth[0] }.to_owned().as_str(),
            &case.province,
            &case.old_ward,
            &if open { truth.join("|") } else { String::new() },
            &case.errors.join("|"),
            "generated",
        ])
        .unwrap();
    }
    String::from_utf8(out.into_inner().unwrap()).unwrap()
}
