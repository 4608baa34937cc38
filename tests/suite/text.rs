//! Legacy text as a whole: cells of every kind, written in every code, alone and in their column;
//! the share that comes back as it was meant, and what must never be decoded.

#![allow(clippy::print_stdout, reason = "the table of shares is what one reads")]

mod corpus;
mod encode;

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

use ansinh::normalize::columns::winner;
use ansinh::normalize::text::{Encoding, clean, is_clean, vote};
use ansinh::normalize::{Lexicon, LexiconTexts};

use corpus::{Corpus, FOREIGN, Rng};
use encode::{CODES, Encoder};

const KINDS: [&str; 4] = ["name", "NAME", "address", "note"];
const CELLS: usize = 500;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let texts = LexiconTexts::gather(|file| fs::read_to_string(format!("pipelines/reference/{file}"))).unwrap();
        Lexicon::parse(&texts).unwrap()
    })
}

/// What became of cells.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Tally {
    right: usize,
    /// Left as it is with a finding.
    flagged: usize,
    /// Left as it is without one.
    missed: usize,
    /// Turned into something else.
    wrong: usize,
}

impl Tally {
    fn count(&mut self, raw: &str, meant: &str, column: Option<Encoding>, same_case: bool) {
        let cleaned = clean(raw, column, lexicon());
        let equal = |left: &str, right: &str| {
            if same_case { left == right } else { left.to_lowercase() == right.to_lowercase() }
        };
        if equal(&cleaned.text, meant) {
            self.right += 1;
        } else if cleaned.encoding != Encoding::Unicode {
            self.wrong += 1;
        } else if cleaned.issues.is_empty() {
            if std::env::var_os("ANSINH_SHOW").is_some() {
                println!("missed: {meant} | {raw} | {}", cleaned.text);
            }
            self.missed += 1;
        } else {
            self.flagged += 1;
        }
    }
}

/// Cells of a kind as they are meant, and in a code.
fn cells(kind: usize, code: &str, seed: u64) -> Vec<(String, String)> {
    let (corpus, encoder) = (Corpus::read(), Encoder::read());
    let mut rng = Rng(seed);
    let meant = (0..CELLS).map(|_| corpus.cell(kind, &mut rng)).collect::<Vec<_>>();
    meant.into_iter().map(|text| (encoder.encode(code, &text), text)).collect()
}

fn context(cells: &[(String, String)]) -> Option<Encoding> {
    let mut votes: BTreeMap<Encoding, usize> = BTreeMap::new();
    for encoding in cells.iter().filter_map(|(raw, _)| vote(raw, lexicon())) {
        *votes.entry(encoding).or_default() += 1;
    }
    winner(&votes)
}

#[test]
fn legacy_cells_come_back_as_they_were_meant() {
    println!("code           kind      alone: right flagged missed wrong   in column: right flagged missed wrong");
    let mut sums = [Tally::default(); 2];
    let mut low: Vec<String> = Vec::new();
    for code in CODES {
        for (kind, name) in KINDS.iter().enumerate() {
            let cells = cells(kind, code, 11 + kind as u64);
            let column = context(&cells);
            let mut tallies = [Tally::default(); 2];
            for (raw, meant) in &cells {
                tallies[0].count(raw, meant, None, code != "tcvn3");
                tallies[1].count(raw, meant, column, code != "tcvn3");
            }
            let show = |t: &Tally| format!("{:5} {:7} {:6} {:5}", t.right, t.flagged, t.missed, t.wrong);
            println!("{code:14} {name:9}        {}              {}", show(&tallies[0]), show(&tallies[1]));
            for (sum, tally) in sums.iter_mut().zip(tallies) {
                sum.right += tally.right;
                sum.flagged += tally.flagged;
                sum.missed += tally.missed;
                sum.wrong += tally.wrong;
            }
            low.extend((tallies[1].right * 100 < CELLS * 98).then(|| format!("{code} {name} in its column")));
            low.extend((tallies[0].wrong * 100 > CELLS).then(|| format!("{code} {name} alone")));
        }
    }
    println!("alone {:?}\nin column {:?}", sums[0], sums[1]);
    assert!(low.is_empty(), "{low:?}");
    let all = CELLS * KINDS.len() * CODES.len();
    assert!(sums[0].right * 100 >= all * 93, "{:?}", sums[0]);
    assert!(sums[1].right * 1000 >= all * 995, "{:?}", sums[1]);
}

#[test]
fn unicode_and_other_languages_are_never_decoded() {
    let mut rng = Rng(3);
    let corpus = Corpus::read();
    let mut flagged = 0;
    for at in 0..CELLS * 4 {
        let text = corpus.cell(at % 4, &mut rng);
        for column in [None, Some(Encoding::Unicode)] {
            let cleaned = clean(&text, column, lexicon());
            assert_eq!((cleaned.text.as_str(), cleaned.encoding), (text.as_str(), Encoding::Unicode));
            flagged += usize::from(!cleaned.issues.is_empty());
        }
    }
    assert!(flagged * 1000 <= CELLS * 8, "{flagged} sound cells have a finding");
    for text in FOREIGN {
        let cleaned = clean(text, None, lexicon());
        assert_eq!(cleaned.encoding, Encoding::Unicode, "{text} as {}", cleaned.text);
    }
}

/// A Unicode cell in a column of a legacy font: typed later, in another font.
#[test]
fn unicode_cells_stay_in_a_legacy_column() {
    let (corpus, mut rng) = (Corpus::read(), Rng(5));
    for encoding in [Encoding::Tcvn3, Encoding::Vni] {
        let (mut right, mut flagged) = (0, 0);
        for at in 0..CELLS * 4 {
            let text = corpus.cell(at % 4, &mut rng);
            let cleaned = clean(&text, Some(encoding), lexicon());
            right += usize::from(cleaned.text == text);
            flagged += usize::from(cleaned.text == text && !cleaned.issues.is_empty());
        }
        println!("{encoding:?}: {right} of {} Unicode cells stay, {flagged} with a finding", CELLS * 4);
        assert!(right * 100 >= CELLS * 4 * 95, "{encoding:?}: {right}");
    }
}

/// Cells in which a clerk replaced a word in Unicode, or typed one in Unicode from the start.
#[test]
fn words_of_two_codes_in_one_cell() {
    let (corpus, encoder, mut rng) = (Corpus::read(), Encoder::read(), Rng(7));
    for code in ["tcvn3", "vni"] {
        let (mut right, mut wrong, mut all) = (0, 0, 0);
        for at in 0..CELLS {
            let text = corpus.cell([0, 2][at % 2], &mut rng);
            let words: Vec<&str> = text.split(' ').collect();
            let odd = rng.below(words.len());
            let mixed =
                |(at, word): (usize, &&str)| if at == odd { (*word).to_owned() } else { encoder.encode(code, word) };
            let raw = words.iter().enumerate().map(mixed).collect::<Vec<_>>().join(" ");
            let cleaned = clean(&raw, None, lexicon());
            if std::env::var_os("ANSINH_SHOW").is_some() && cleaned.text.to_lowercase() != text.to_lowercase() {
                println!("mixed: {text} | {raw} | {} {:?} {}", cleaned.text, cleaned.encoding, cleaned.issues.len());
            }
            all += 1;
            right += usize::from(cleaned.text.to_lowercase() == text.to_lowercase());
            wrong += usize::from(cleaned.text.to_lowercase() != text.to_lowercase() && cleaned.issues.is_empty());
        }
        println!("{code} mixed with Unicode: {right} of {all} right, {wrong} wrong and not said");
        assert!(right * 100 >= all * 88, "{code}: {right} of {all}");
    }
}

#[test]
fn clean_text_is_known_at_one_look() {
    let (corpus, mut rng) = (Corpus::read(), Rng(9));
    let known = (0..CELLS * 4).filter(|at| is_clean(&corpus.cell(at % 4, &mut rng), None, lexicon())).count();
    assert!(known * 100 >= CELLS * 4 * 94, "{known} of {}", CELLS * 4);
}
