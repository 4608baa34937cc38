//! Which encoding a text was written in, judged by Vietnamese syllables.
//!
//! Why: `NguyÔn` (TCVN3 font), `Nguyeãn` (VNI font), `Nguyá»…n` (UTF-8 read as Windows-1252) must be
//! decoded before anything is stripped: ư is a soft hyphen in TCVN3. Every reading is judged by its
//! words (`super::judge`); a text is converted only when it cannot be Vietnamese as it stands and
//! one reading is clearly best. A text that reads as Vietnamese both ways (`Vò`) follows its column;
//! without one it stays and the other reading is told. Never: converting a text that is valid
//! Vietnamese in Unicode on its own evidence.

use super::charset::{Charset, is_mark};
use super::look_alikes::tidy;
use super::reading::{Candidate, read_in};
use super::syllable::Syllables;
use super::{judge, mojibake};

/// How a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// Precomposed Unicode.
    Unicode,
    /// Unicode with combining marks: NFD, windows-1258 or UniKey composite.
    Combining,
    /// TCVN3 (ABC) font.
    Tcvn3,
    /// VNI font.
    Vni,
    /// windows-1258 bytes read as Windows-1252.
    Cp1258,
    /// VPS font.
    Vps,
    /// VISCII font.
    Viscii,
    /// UTF-8 bytes read as Windows-1252.
    Utf8As1252,
}

impl Encoding {
    /// The code in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Encoding::Unicode => "unicode",
            Encoding::Combining => "combining",
            Encoding::Tcvn3 => "tcvn3",
            Encoding::Vni => "vni",
            Encoding::Cp1258 => "cp1258",
            Encoding::Vps => "vps",
            Encoding::Viscii => "viscii",
            Encoding::Utf8As1252 => "utf8_as_1252",
        }
    }

    /// The legacy encodings, the likelier ones first.
    pub(super) const LEGACY: [Encoding; 6] =
        [Encoding::Utf8As1252, Encoding::Tcvn3, Encoding::Vni, Encoding::Cp1258, Encoding::Viscii, Encoding::Vps];

    /// Whether the text had to be decoded.
    #[must_use]
    pub const fn is_legacy(self) -> bool {
        !matches!(self, Encoding::Unicode | Encoding::Combining)
    }
}

/// The legacy character sets.
#[derive(Debug)]
pub struct Charsets {
    /// TCVN3 (ABC).
    pub tcvn3: Charset,
    /// VNI for Windows.
    pub vni: Charset,
    /// windows-1258 in the order of UniKey.
    pub cp1258: Charset,
    /// VPS.
    pub vps: Charset,
    /// VISCII.
    pub viscii: Charset,
}

/// What a text means and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The text in Unicode; still with look-alikes and blanks of every kind.
    pub text: String,
    /// How it was written.
    pub encoding: Encoding,
    /// The text itself decided; false where only its column could or nothing did.
    pub sure: bool,
    /// It looks like a legacy text but could not be decoded whole.
    pub broken: bool,
    /// Another reading that is as good or better, where the text was left as it is.
    pub other: Option<String>,
}

/// By so much another set must read better than the one that the column has.
const AGAINST_COLUMN: i32 = 4;

/// So much better is a reading in which most words become Vietnamese while some never are.
const CLEAR_LEAD: i32 = 8;

impl Charsets {
    /// The table of a legacy set of one or two bytes a letter.
    fn table(&self, encoding: Encoding) -> Option<&Charset> {
        match encoding {
            Encoding::Unicode | Encoding::Combining | Encoding::Utf8As1252 => None,
            Encoding::Tcvn3 => Some(&self.tcvn3),
            Encoding::Vni => Some(&self.vni),
            Encoding::Cp1258 => Some(&self.cp1258),
            Encoding::Vps => Some(&self.vps),
            Encoding::Viscii => Some(&self.viscii),
        }
    }

    /// A text in one encoding; `None` where it has nothing to convert.
    /// With `only_best`, one that is not as good as any can be may be left out, unless its column told it.
    fn candidate(
        &self,
        text: &str,
        encoding: Encoding,
        told: bool,
        only_best: bool,
        syllables: &Syllables,
    ) -> Option<Candidate> {
        if let Some(set) = self.table(encoding) {
            return read_in(set, text, encoding, told, only_best, syllables);
        }
        // What was lost is looked for only where that reads better.
        let readings = [true, false].into_iter().filter_map(|lost| mojibake::decode(text, lost, syllables));
        let scored =
            readings.map(|(text, proof)| Candidate { score: judge::unicode(&text, syllables), text, encoding, proof });
        scored.max_by_key(|candidate| candidate.score)
    }

    /// Reads a text. `column` is what most cells of its column are, where known. Marks are in their
    /// letters already (`super::accents`).
    #[must_use]
    pub fn read(&self, text: &str, column: Option<Encoding>, syllables: &Syllables) -> Reading {
        self.read_by(text, column, true, syllables)
    }

    fn read_by(&self, text: &str, column: Option<Encoding>, shortcut: bool, syllables: &Syllables) -> Reading {
        let now = judge::unicode(text, syllables);
        let column = column.filter(|encoding| encoding.is_legacy());
        if shortcut && column.is_none() && judge::is_unicode(text, syllables) {
            let impossible = judge::has_impossible(text, syllables) && !self.may_be_slips(text, syllables);
            return left_as_it_is(text, now, impossible, None, syllables);
        }
        let candidates = |only_best: bool| -> Vec<Candidate> {
            let one = |encoding| self.candidate(text, encoding, column == Some(encoding), only_best, syllables);
            let found = Encoding::LEGACY.into_iter().filter_map(one);
            found.filter(|candidate| candidate.text != text).collect()
        };
        // Where a reading is as good as any can be, those that are not need no reading to the end.
        let mut all = candidates(shortcut);
        if shortcut && all.iter().all(|candidate| candidate.score < judge::most(text)) {
            all = candidates(false);
        }
        // The first of equals is the likelier one.
        all.sort_by_key(|candidate| -candidate.score);
        let best = all.first().map_or(i32::MIN, |candidate| candidate.score);
        if let Some(told) = all.iter().find(|candidate| Some(candidate.encoding) == column)
            && told.score >= now
            && best - told.score < AGAINST_COLUMN
        {
            let sure = told.score > now;
            return Reading { text: told.text.clone(), encoding: told.encoding, sure, broken: false, other: None };
        }
        let impossible = judge::has_impossible(text, syllables) && !self.may_be_slips(text, syllables);
        let tied = all.iter().any(|candidate| candidate.score == best && candidate.text != all[0].text);
        let convincing = best > 0 || best.saturating_sub(now) >= CLEAR_LEAD;
        let proof = all.first().is_some_and(|candidate| candidate.proof);
        if (impossible && best > now && convincing || proof && best > 0 && best >= now) && !tied {
            let Candidate { text, encoding, .. } = all.swap_remove(0);
            return Reading { text, encoding, sure: true, broken: false, other: None };
        }
        left_as_it_is(text, now, impossible, all.into_iter().next(), syllables)
    }

    /// Whether each word that cannot be Vietnamese in Unicode can be a slip: its tone was forgotten (`Lôc`), or it
    /// has Vietnamese letters only and none that a set writes in two (`Tâ`, not `Vaên`).
    #[must_use]
    pub fn may_be_slips(&self, text: &str, syllables: &Syllables) -> bool {
        judge::impossible(text, syllables).all(|word| {
            let fewer = |meant: String| meant.chars().count() < word.chars().count();
            let pairs = || [&self.vni, &self.cp1258].iter().any(|set| set.word(word).is_some_and(fewer));
            syllables.lacks_tone(word) || judge::may_be_typed(word) && !pairs()
        })
    }

    /// Every reading of a text in a legacy set, Vietnamese or not.
    #[must_use]
    pub fn every_reading(&self, text: &str, syllables: &Syllables) -> Vec<String> {
        let readings = Encoding::LEGACY.into_iter().filter_map(|set| self.candidate(text, set, true, false, syllables));
        readings.map(|candidate| candidate.text).filter(|reading| reading != text).collect()
    }

    /// Readings of a short text in the legacy sets that leave nothing unmapped and are Vietnamese. With
    /// `slips` in every set, also where some word cannot be a syllable.
    #[must_use]
    pub fn possible(&self, text: &str, slips: bool, syllables: &Syllables) -> Vec<(String, Encoding)> {
        let usual = [Encoding::Tcvn3, Encoding::Vni, Encoding::Cp1258];
        let sets = if slips { &Encoding::LEGACY[..] } else { &usual[..] };
        let decoded = sets.iter().filter_map(|&set| self.candidate(text, set, slips, false, syllables));
        decoded
            .filter(|candidate| slips || !judge::has_impossible(&candidate.text, syllables))
            .map(|candidate| (candidate.text, candidate.encoding))
            .collect()
    }
}

fn left_as_it_is(text: &str, now: i32, impossible: bool, best: Option<Candidate>, syllables: &Syllables) -> Reading {
    let other = best.filter(|best| best.score > now && best.score > 0);
    let proven = text.chars().any(|letter| letter >= '\u{100}' && judge::is_word_part(letter));
    if impossible && other.is_none() && proven {
        // Unicode text with a stray soft hyphen or control character inside a word.
        let stripped = tidy(text);
        if judge::unicode(&stripped, syllables) > now && !judge::has_impossible(&stripped, syllables) {
            return Reading { text: stripped, encoding: Encoding::Unicode, sure: false, broken: false, other: None };
        }
    }
    let foreign = text.chars().any(|letter| judge::is_foreign(letter) || is_mark(letter));
    Reading {
        sure: !impossible && now > 0 && proven,
        broken: other.is_none() && foreign && impossible,
        other: other.map(|best| best.text),
        text: text.to_owned(),
        encoding: Encoding::Unicode,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn told(raw: &str, column: Option<Encoding>, expected: &str, encoding: Encoding) {
        let lexicon = lexicon();
        let reading = lexicon.charsets.read(raw, column, &lexicon.syllables);
        assert_eq!((reading.text.as_str(), reading.encoding), (expected, encoding), "{raw}");
    }

    #[track_caller]
    fn check(raw: &str, expected: &str, encoding: Encoding) {
        told(raw, None, expected, encoding);
    }

    #[test]
    fn each_encoding_is_seen() {
        check("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng", Encoding::Tcvn3);
        check("NGUYÔN V¡N HïNG", "NGUYỄN VĂN HÙNG", Encoding::Tcvn3);
        check("L\u{ad}u ThÞ Ph\u{ad}¬ng", "Lưu Thị Phương", Encoding::Tcvn3);
        check("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng", Encoding::Vni);
        check("Ñoã Thò Höông", "Đỗ Thị Hương", Encoding::Vni);
        check("TRAÀN TUÙ GIANG", "TRẦN TÚ GIANG", Encoding::Vni);
        check("Nguyá»…n VÄƒn HÃ¹ng", "Nguyễn Văn Hùng", Encoding::Utf8As1252);
        check("HÃ  VÄƒn", "Hà Văn", Encoding::Utf8As1252);
        check("Nguyễn Văn Hùng", "Nguyễn Văn Hùng", Encoding::Unicode);
        check("Vò", "Vò", Encoding::Unicode);
        check("NKT ÑBN", "NKT ĐBN", Encoding::Vni);
        check("K6-§BN", "K6-ĐBN", Encoding::Tcvn3);
        check("2159/Q§-UBND", "2159/QĐ-UBND", Encoding::Tcvn3);
        check("K6-ĐBN", "K6-ĐBN", Encoding::Unicode);
        check("Nguyªn V\u{ad}¬ng", "Nguyên Vương", Encoding::Tcvn3);
        check("Phạm ThÞ Hïng", "Phạm Thị Hùng", Encoding::Tcvn3);
    }

    #[test]
    fn a_short_cell_follows_its_column() {
        told("Vò An", Some(Encoding::Tcvn3), "Vũ An", Encoding::Tcvn3);
        told("§µo §\u{ad}c §øc", Some(Encoding::Tcvn3), "Đào Đưc Đức", Encoding::Tcvn3);
        told("Nguyễn An", Some(Encoding::Tcvn3), "Nguyễn An", Encoding::Unicode);
        told("Lê An", Some(Encoding::Tcvn3), "Lê An", Encoding::Unicode);
        told("500.000®", Some(Encoding::Tcvn3), "500.000đ", Encoding::Tcvn3);
        told("Hoà", Some(Encoding::Vni), "Hồ", Encoding::Vni);
    }

    #[test]
    fn capitals_that_a_spreadsheet_made() {
        told("NGUYÔN V¡N HÏNG", None, "NGUYỄN VĂN HÙNG", Encoding::Tcvn3);
        told("§ç THÞ Hß", None, "ĐỖ THỊ HÒ", Encoding::Tcvn3);
        told("§ç THÞ HOA", None, "ĐỖ THỊ HOA", Encoding::Tcvn3);
    }

    #[test]
    fn other_languages_and_signs_stay() {
        for text in [
            "Café Müller",
            "100 m²",
            "12½",
            "35°C",
            "São Paulo",
            "Điều 5 §2",
            "naïve señor",
            "El Niño",
            "Zoë",
            "© 2026",
            "±5",
        ] {
            check(text, text, Encoding::Unicode);
        }
    }

    #[test]
    fn what_could_be_both_stays_and_the_other_reading_is_told() {
        let lexicon = lexicon();
        let reading = lexicon.charsets.read("Vò Gia Phóc", None, &lexicon.syllables);
        assert_eq!((reading.text.as_str(), reading.other.as_deref()), ("Vò Gia Phóc", Some("Vũ Gia Phúc")));
    }

    proptest::proptest! {
        /// Leaving out what cannot be best changes no reading.
        #[test]
        fn the_shortcut_reads_as_the_whole_way(
            text in "((Nguyễn|Nguyển|huỵen|phừơng|Lôc|xã|Đứcc|Kiến|Thuỵy|tòan|HÀI|THẠACH|Tiêm|NguyÔn|Nguyeãn|V¨n|Vaên|ThÞ|Thò|Vò|Gia|Phóc|H\u{ad}¬ng|Höông|§oµn|Ñoaøn|L\u{ad}u|NguyÔN|HÏNG|HÃ¹ng|VÄƒn|°|–) ?){1,4}[à-ÿ¨®µÞ§a-z \u{ad}]{0,5}",
            column in proptest::sample::select(vec![None, Some(Encoding::Tcvn3), Some(Encoding::Vni)]),
        ) {
            let lexicon = lexicon();
            let read = |shortcut| lexicon.charsets.read_by(&text, column, shortcut, &lexicon.syllables);
            proptest::prop_assert_eq!(read(true), read(false));
        }
    }
}
