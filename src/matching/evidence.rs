//! The evidence of a pair in words.

use super::model::Model;
use super::weights::Term;
use super::words::WordsFile;

/// `Họ tên: trùng khớp +9,1 (độ hiếm +2,0); Ngày sinh: thiếu; quy mô danh sách −12,3; tỷ lệ dòng có ở danh sách kia −1,0;
/// tổng +10,2`, then the runner-up with its probability. `size` and `share` are the bits of the right
/// list's size and of the share of left rows that stand in it. The sum gives the probability where no
/// other candidate has any. The bits shown are rounded; the sum is not of the rounded ones.
pub(super) fn words(terms: &[Term], [size, share]: [f64; 2], runner_up: Option<(&str, f64)>, model: &Model) -> String {
    let words = &model.file.words;
    let mut parts: Vec<String> = model
        .comparisons
        .iter()
        .zip(terms)
        .map(|(comparison, term)| {
            let title = &comparison.title;
            match term.level {
                None => format!("{title}: {}", words.missing),
                Some(level) if term.counted => {
                    format!("{title}: {} +0,0 ({})", level_title(model, comparison, level), words.counted)
                }
                Some(level) => format!(
                    "{title}: {} {}{}",
                    level_title(model, comparison, level),
                    signed(term.bits),
                    rarity(term, words)
                ),
            }
        })
        .collect();
    parts.push(format!("{} {}", words.size, signed(size)));
    if share != 0.0 {
        parts.push(format!("{} {}", words.share, signed(share)));
    }
    let sum = terms.iter().map(|term| term.bits).sum::<f64>() + size + share;
    parts.push(format!("{} {}", words.sum, signed(sum)));
    if let Some((id, probability)) = runner_up {
        parts.push(format!("{}: {id} ({})", words.runner_up, comma(format!("{probability:.3}"))));
    }
    parts.join("; ")
}

fn rarity(term: &Term, words: &WordsFile) -> String {
    if term.frequency.abs() < 0.05 {
        return String::new();
    }
    format!(" ({} {})", words.frequency, signed(term.frequency))
}

/// The title of a level; the last may have none of its own.
pub(super) fn level_title<'a>(model: &'a Model, comparison: &'a super::model::Comparison, level: usize) -> &'a str {
    let title = &comparison.levels[level].title;
    if title.is_empty() { &model.file.words.other } else { title }
}

/// With its sign, one decimal after a comma, a true minus.
fn signed(bits: f64) -> String {
    let sign = if bits < -0.049 { '−' } else { '+' };
    format!("{sign}{}", comma(format!("{:.1}", bits.abs())))
}

fn comma(number: String) -> String {
    number.replace('.', ",")
}
