//! Slips in middle and given names that have one meaning.
//!
//! Certain are: the tone or shapes that a syllable cannot be without, where one such name is in use; a letter typed
//! twice; what cannot be a syllable and is one name by slips and frequency (`Lnih`, `Hnồg`); Văn and Thị between
//! surname and given name; a middle name that can be a syllable, but that nobody bears, where a common one with a slip
//! is far likelier (`Hửu`). Never: a part in use anywhere, and a given name that can be a syllable.

use super::known::{KnownName, Place};
use super::mend::{CERTAIN, Mending, SURELY, is_initial, is_marker, is_minority};
use super::restore::{Sex, likeliest, may_be_marker};
use super::spelling::Spelling;
use crate::normalize::checks;
use crate::normalize::text::is_legacy_sign;
use crate::normalize::text::letters::{Lower, Tone, fold};
use crate::normalize::text::syllable::{place_tone, toneless};
use crate::normalize::text::typing::capital;

/// Share of a given name of which the tables tell the sex.
const RARE: f32 = 1e-4;

/// Share of women among those who bear a name that is no man's alone.
const WOMEN: f32 = 0.3;

impl Mending<'_> {
    /// Slips in a surname, in Thị and Văn, and in middle and given names.
    pub(super) fn mend_slips(&mut self) {
        let unmarked = |word: &String| word.chars().all(|letter| letter.is_ascii() || is_legacy_sign(letter));
        if self.words.len() < 2 || self.words.iter().all(unmarked) {
            return;
        }
        let bar = self.words[0].starts_with('D');
        self.mend_surname();
        let bar = bar && self.words[0].starts_with('Đ');
        for at in 1..self.words.len() {
            if let Some((check, name)) = (!self.is_settled(at)).then(|| self.part(at, bar)).flatten() {
                self.found(check, &name);
                self.words[at] = name;
            }
        }
    }

    /// Whether a part is in use, an initial or of another people.
    fn is_settled(&self, at: usize) -> bool {
        let word = &self.words[at];
        let known = self.lexicon.names.is_known(word) && fold(word) != "thi" || is_marker(word);
        known || is_initial(word) || is_minority(word, self.lexicon)
    }

    /// What a part means that is none in use, and the finding.
    fn part(&self, at: usize, bar: bool) -> Option<(&'static str, String)> {
        let (word, last) = (&self.words[at], at + 1 == self.words.len());
        let odd = !self.lexicon.syllables.can_be(word);
        let doubted = self.issues.iter().any(|issue| issue.check == checks::TEXT_AMBIGUOUS);
        if let Some(name) = self.certain_tone(word).or_else(|| self.certain_shapes(word).filter(|_| odd)) {
            return Some((checks::NAME_PART, name));
        }
        if let Some(name) = self.without_double(word).filter(|_| odd) {
            return Some((checks::NAME_NOT_A_SYLLABLE, name));
        }
        let broken = self.words.get(at + 1).is_some_and(|next| is_initial(next));
        let short = odd && word.chars().count() < 3 && !may_be_marker(word, self.lexicon);
        if doubted || broken || short {
            return None;
        }
        // Dỗ Văn Dạt: whoever wrote the surname had no bar.
        let barred = word.strip_prefix('D').map(|rest| format!("Đ{rest}"));
        if let Some(name) = barred.filter(|name| bar && self.lexicon.names.is_known(name)) {
            return Some((checks::NAME_PART, name));
        }
        // A scanner reads m as rn.
        let scanned = word.replace("rn", "m");
        if odd && scanned != *word && self.lexicon.names.is_known(&scanned) {
            return Some((checks::NAME_NOT_A_SYLLABLE, scanned));
        }
        if last {
            return if odd { self.given(at) } else { None };
        }
        self.middle(at, odd)
    }

    /// The given name that a word means which cannot be a syllable.
    fn given(&self, at: usize) -> Option<(&'static str, String)> {
        let meant = likeliest(&self.words[at], Place::Given, Sex::told(&self.words), self.lexicon)?;
        let certain = meant.certainty >= CERTAIN && !is_marker(&meant.known.name);
        certain.then(|| (checks::NAME_NOT_A_SYLLABLE, meant.known.name.clone()))
    }

    /// The middle name that a word means.
    fn middle(&self, at: usize, odd: bool) -> Option<(&'static str, String)> {
        let word = &self.words[at];
        let meant = likeliest(word, Place::Middle, None, self.lexicon)?;
        let name = meant.known.name.clone();
        if is_marker(&name) {
            let written = Spelling::of(word);
            let same_tone = written.tone == Tone::NGANG || written.tone == meant.known.spelling.tone;
            // Thì is a middle name of men: `Ngô Thì Nhậm`.
            let suits = if name == "Thị" { self.is_womans() } else { self.suits(&name) };
            let surely = at == 1 && meant.weight >= SURELY && suits;
            let together = format!("{word} {}", self.words[at + 1]).lower();
            let kept = self.lexicon.words.names.kept_pairs.contains(&together);
            let mended = may_be_marker(word, self.lexicon) && !kept && (odd || same_tone || surely);
            return (mended && meant.certainty >= CERTAIN).then_some((checks::NAME_PART, name));
        }
        let check = if odd { checks::NAME_NOT_A_SYLLABLE } else { checks::NAME_PART };
        let mended = meant.certainty >= CERTAIN && (odd || meant.weight >= SURELY) && fold(word) != "thi";
        mended.then_some((check, name))
    }

    /// Whether the given name is one that the tables have and that women bear.
    fn is_womans(&self) -> bool {
        let given = self.words.last().map_or_else(Default::default, |last| self.lexicon.names.uses(&last.lower()));
        given.given > RARE && given.female_share().is_some_and(|share| share >= WOMEN)
    }

    /// `Đứcc`, `Hưnng`: the one part in use that is left without a letter typed twice.
    fn without_double(&self, word: &str) -> Option<String> {
        let letters: Vec<char> = word.lower().chars().collect();
        let doubles = (1..letters.len()).filter(|&at| letters[at] == letters[at - 1]);
        let mut found: Vec<String> = doubles
            .map(|left_out| {
                letters.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, letter)| letter).collect()
            })
            .filter(|name: &String| self.lexicon.names.is_known(name))
            .collect();
        found.dedup();
        if found.len() == 1 { found.pop().map(|name| capital(&name)) } else { None }
    }

    /// The one part in use that a word means which is none, with the tone that such a syllable cannot be
    /// without (`Tuyêt`: only Tuyết is a name).
    fn certain_tone(&self, word: &str) -> Option<String> {
        let tone_of = |tone| {
            let syllable = toneless(&word.lower())?;
            Some(capital(&self.lexicon.names.usual(place_tone(&syllable.letters, tone))))
        };
        let uses = |word: &String| self.lexicon.names.uses(&word.lower());
        let part = |word: &String| uses(word).middle + uses(word).given > 0.0;
        let doubted = self.issues.iter().any(|issue| issue.check == checks::TEXT_AMBIGUOUS);
        if doubted || !self.lexicon.syllables.lacks_tone(word) {
            return None;
        }
        let (sac, nang) = (tone_of(Tone::SAC).filter(part), tone_of(Tone::NANG).filter(part));
        if sac.is_some() { sac.filter(|_| nang.is_none()) } else { nang }
    }

    /// The one part in use that a word with some marks, which cannot be a syllable, is but for shapes that were
    /// left off: `Phuợng`, `Hưong`, `Hièn`.
    fn certain_shapes(&self, word: &str) -> Option<String> {
        let doubted = self.issues.iter().any(|issue| issue.check == checks::TEXT_AMBIGUOUS);
        if doubted || word.is_ascii() {
            return None;
        }
        let written = Spelling::of(&word.lower());
        let folded = fold(word);
        let lost = |known: &&KnownName| {
            known.uses.middle + known.uses.given > 0.0
                && known.spelling.tone == written.tone
                && written.is_loss_of(&known.spelling)
        };
        let count = |known: &KnownName| {
            let pairs = known.spelling.letters().iter().zip(written.letters());
            (pairs.filter(|(meant, written)| meant != written).count(), known.name.clone())
        };
        // Dưong is Dương before it is Đương.
        let mut found: Vec<(usize, String)> = self.lexicon.names.of_fold(&folded).filter(lost).map(count).collect();
        found.sort_unstable();
        let clear = found.len() == 1 || found.len() > 1 && found[0].0 < found[1].0;
        clear.then(|| found.swap_remove(0).1)
    }
}

#[cfg(test)]
mod tests {
    use crate::normalize::checks;
    use crate::normalize::names::tests::check;

    /// What cannot be a syllable and has one near name that is far commoner than all others.
    #[test]
    fn what_is_no_syllable_is_the_one_name_near_it() {
        for (slip, name) in [
            ("Hoàng Hà Lnih", "Hoàng Hà Linh"),
            ("Lê Văn Thắg", "Lê Văn Thắng"),
            ("Nguyễn Văn Đuức", "Nguyễn Văn Đức"),
            ("Trần Thị Hnồg", "Trần Thị Hồng"),
            ("Vũ Ngjọc Mai", "Vũ Ngọc Mai"),
            ("Nguyễn Thị Phươg", "Nguyễn Thị Phương"),
            ("Nguyễn Văn Narn", "Nguyễn Văn Nam"),
        ] {
            check(slip, name, &[checks::NAME_NOT_A_SYLLABLE]);
        }
        // Thanh or Thành: the tone went with the vowel.
        check("Nguyễn Duy Thqnh", "Nguyễn Duy Thqnh", &[checks::NAME_NOT_A_SYLLABLE]);
    }

    /// Thị and Văn at their place, and middle names that nobody bears.
    #[test]
    fn middle_names_that_nobody_bears() {
        for (slip, name) in [
            ("Trần Vãn An", "Trần Văn An"),
            ("TRẦN VÃN AN", "Trần Văn An"),
            ("Trần Vắn Dũng", "Trần Văn Dũng"),
            ("Nguyễn Thì Hoa", "Nguyễn Thị Hoa"),
            ("Nguyễn Tị Hoa", "Nguyễn Thị Hoa"),
            ("Nguyễn Hửu Thắng", "Nguyễn Hữu Thắng"),
            ("Nguyễn Dình Thắng", "Nguyễn Đình Thắng"),
        ] {
            check(slip, name, &[checks::NAME_PART]);
        }
        for name in
            ["Nguyễn Vân Anh", "Trần Vân Dũng", "Nguyễn Vân Khánh", "Trần Thi Thơ", "Nguyễn Vạn Phúc", "Trần Ái Vân"]
        {
            check(name, name, &[]);
        }
        check("Ngô Thì Nhậm", "Ngô Thì Nhậm", &[checks::NAME_UNUSUAL]);
        check("Dỗ Văn Dạt", "Đỗ Văn Đạt", &[checks::NAME_SURNAME, checks::NAME_PART]);
    }

    /// A surname that nobody has and that is a common one with a slip.
    #[test]
    fn surnames_that_nobody_has() {
        check("Nuyễn Thị Lan", "Nguyễn Thị Lan", &[checks::NAME_SURNAME]);
        check("Phạ Thị Lan", "Phạ Thị Lan", &[checks::NAME_SURNAME]);
        check("Nhữ Thị Lan", "Nhữ Thị Lan", &[]);
        check("Xyzabc Nguyễn Văn An", "Xyzabc Nguyễn Văn An", &[checks::NAME_FOREIGN]);
    }
}
