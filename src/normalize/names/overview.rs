//! What is found about a name as a whole once it is mended.
//!
//! Names of other peoples of the country and foreign names are no errors: they are told with
//! severity info, so that a person looks once.

use super::known::Place;
use super::mend::{Mending, is_initial, is_minority};
use super::restore::{Meant, Sex, likeliest};
use crate::model::Issue;
use crate::normalize::checks;
use crate::normalize::text::letters::Lower;

/// How probable a meaning must be to be suggested.
const LIKELY: f32 = 0.8;

/// The same of a surname: there are few of them.
const LIKELY_SURNAME: f32 = 0.5;

/// Adds the findings about a whole name.
pub(super) fn look_over(mending: &mut Mending<'_>) {
    let (raw, lexicon) = (mending.raw, mending.lexicon);
    let words = &mending.words;
    let mut found: Vec<Issue> = Vec::new();
    if words.len() == 1 {
        found.push(Issue::new(checks::NAME_SINGLE, raw));
    }
    if words.len() > 7 {
        found.push(Issue::new(checks::NAME_LONG, raw));
    }
    let unmarked = words.iter().all(|word| word.is_ascii());
    let real = || lexicon.names.surname_without_accents(&words[0]).is_some_and(|surname| !surname.is_ascii());
    let lost = |word: &String| {
        // Thi is a given name; between surname and given name it is Thị.
        let thi = word == "Thi" && words.last() != Some(word);
        thi || !lexicon.names.is_known(word) && lexicon.names.of_fold(&word.lower()).next().is_some()
    };
    if unmarked && words.len() > 1 && (real() || words[1..].iter().any(lost)) {
        found.push(Issue::new(checks::NAME_NO_ACCENTS, raw));
    } else if !mending.issues.iter().any(|issue| issue.check.starts_with("name.") && issue.check != checks::NAME_TWO)
        && words.len() > 1
    {
        found.extend(odd_word(mending));
    }
    mending.issues.extend(found);
}

/// The first word that cannot be a syllable, else the first that is no name in use but near one.
fn odd_word(mending: &Mending<'_>) -> Option<Issue> {
    let (raw, lexicon, words) = (mending.raw, mending.lexicon, &mending.words);
    let place = |at: usize| match at {
        0 => Place::Surname,
        at if at + 1 == words.len() => Place::Given,
        _ => Place::Middle,
    };
    let meant = |at: usize| likeliest(&words[at], place(at), Sex::told(words), lexicon);
    let suggestion = |at: usize, meant: Meant<'_>| {
        let mut name = words.clone();
        name[at].clone_from(&meant.known.name);
        name.join(" ")
    };
    let open = |at: &usize| !is_initial(&words[*at]) && !lexicon.names.is_known(&words[*at]);
    if let Some(at) = (0..words.len()).filter(open).find(|at| !lexicon.syllables.can_be(&words[*at])) {
        let own = words.iter().any(|word| is_minority(word, lexicon));
        let near = if own { None } else { meant(at) };
        let Some(meant) = near else { return Some(Issue::new(checks::NAME_FOREIGN, raw)) };
        let issue = Issue::new(checks::NAME_NOT_A_SYLLABLE, raw);
        return Some(if meant.certainty >= 0.5 { issue.suggest(&suggestion(at, meant)) } else { issue });
    }
    let least = |at: usize| if at == 0 { LIKELY_SURNAME } else { LIKELY };
    let likely = |at: usize| meant(at).filter(|meant| meant.certainty >= least(at)).map(|meant| suggestion(at, meant));
    let unusual = (0..words.len()).filter(open).find_map(likely);
    unusual.map(|name| Issue::new(checks::NAME_UNUSUAL, raw).suggest(&name))
}
