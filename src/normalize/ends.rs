//! Ends that are none: over by now, for a time that is told, or of another programme's benefit.
//!
//! What such a text says is asked about. Never: an end taken back that the words leave open (`đến nay`).

use serde::Deserialize;

use super::movements::{MovementWords, Phrase, any_in, begins, fits, is_number};
use crate::model::Movement;

/// The part `ends` of `words/movements.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ends {
    /// What says that somebody is paid again: with it an end or a move is over.
    pub resumed: Vec<Phrase>,
    /// What a stop for a time is called.
    pub suspended: Vec<Phrase>,
    /// What, with more behind it, says until when; a number behind the first word of one does too.
    pub until: Vec<Phrase>,
    /// Words of which one stands in an end that names what ends.
    pub stops: Vec<String>,
    /// Words that may stand between an end and the benefit that ends.
    pub benefit_lead: Vec<String>,
    /// Benefits of other programmes: the end of one is no end here.
    pub other_benefits: Vec<Phrase>,
}

/// Whether an end is that of another benefit, which `behind` it names: `thôi hưởng | chế độ tuất`.
pub(super) fn ends_another(end: &[String], behind: &[String], words: &MovementWords) -> bool {
    let one_of = |word: &String, list: &[String]| list.iter().any(|wanted| fits(word, wanted));
    let lead = behind.iter().take_while(|word| one_of(word, &words.ends.benefit_lead)).count();
    let names = |phrase: &Phrase| begins(&behind[lead..], phrase, words);
    end.iter().any(|word| one_of(word, &words.ends.stops)) && words.ends.other_benefits.iter().any(names)
}

/// Whether an end or a move that a text states is over, or ends on a day that it tells: `nay hưởng lại`,
/// `tạm dừng từ 01/2026 đến 06/2026`.
pub(super) fn is_over(movement: Movement, text: &str, clauses: &[Vec<String>], words: &MovementWords) -> bool {
    let ends = movement == Movement::Ended;
    let again = (ends || movement == Movement::MovedOut) && any_in(clauses, &words.ends.resumed, words);
    again || ends && any_in(clauses, &words.ends.suspended, words) && (has_limit(clauses, words) || has_range(text))
}

/// Whether a text says until when.
fn has_limit(clauses: &[Vec<String>], words: &MovementWords) -> bool {
    let firsts = || words.ends.until.iter().filter_map(|phrase| phrase.0.first());
    let number = |pair: &[String]| is_number(&pair[1]) && firsts().any(|first| fits(&pair[0], first));
    any_in(clauses, &words.ends.until, words) || clauses.iter().any(|clause| clause.windows(2).any(number))
}

/// Whether a text has two months with a dash between them: `01/2026 - 06/2026`, `T5-T7/2026`.
fn has_range(text: &str) -> bool {
    let text = text.to_lowercase();
    let parts: Vec<&str> = text.split(['-', '–', '—']).collect();
    parts.windows(2).any(|pair| {
        let (before, behind) = (pair[0].split_whitespace().last(), pair[1].split_whitespace().next());
        before.zip(behind).is_some_and(|(from, to)| is_number(from) && is_number(to) && to.contains('/'))
    })
}
