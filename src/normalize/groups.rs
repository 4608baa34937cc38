//! Groups of beneficiaries: benefit, ground and severity from a ward's own words.
//!
//! Reads `điểm a K5`, `5a`, `K6 ĐBN`, `NKT nặng là NCT`, `Hưu trí xã hội`, `đơn thân nuôi con`.
//! Phrases stand in `words/groups.toml`; the written clause (khoản, điểm) is read here. Never:
//! choosing between severe and especially severe where nothing says which.

use super::config::{GroupRule, GroupWords};
use super::text::letters::fold;
use crate::model::{Benefit, Date, DisabilityType, Ground, Severity};

/// What a group text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GroupReading {
    /// The benefit.
    pub benefit: Option<Benefit>,
    /// Ground of k1.
    pub ground: Option<Ground>,
    /// Severity of the disability.
    pub severity: Option<Severity>,
    /// A disability group whose severity is not said (k6).
    pub disabled: bool,
    /// Khoản and điểm, where these gave the benefit.
    pub clause: Option<(u8, Option<char>)>,
}

/// A benefit read from a clause, by the decree that the decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ByDecree {
    /// The clause means one benefit only, or the decision's day tells which.
    Settled(Option<Benefit>),
    /// The clause has two meanings and the decision's day is unknown: the older one.
    Doubtful(Option<Benefit>),
}

/// The benefit of a reading for a decision signed on `decided`.
#[must_use]
pub fn by_decree(reading: &GroupReading, decided: Option<Date>, words: &GroupWords) -> ByDecree {
    let later = reading
        .clause
        .and_then(|(number, letter)| words.renumbered.iter().find(|c| c.number == number && Some(c.letter) == letter));
    match (later, decided) {
        (None, _) => ByDecree::Settled(reading.benefit),
        (Some(_), None) => ByDecree::Doubtful(reading.benefit),
        (Some(later), Some(day)) if day >= later.from => ByDecree::Settled(Some(later.benefit)),
        (Some(_), Some(_)) => ByDecree::Settled(reading.benefit),
    }
}

/// Words of a text, folded, with a blank at both ends for whole-word search.
fn padded(text: &str) -> String {
    format!(" {} ", fold(text))
}

fn has(padded: &str, phrase: &str) -> bool {
    padded
        .match_indices(phrase)
        .any(|(at, _)| padded[..at].ends_with(' ') && padded[at + phrase.len()..].starts_with(' '))
}

fn fits(rule: &GroupRule, padded: &str) -> bool {
    rule.any.iter().any(|phrase| has(padded, phrase))
        && rule.all.iter().all(|phrase| has(padded, phrase))
        && !rule.none.iter().any(|phrase| has(padded, phrase))
}

/// Reads a group text.
#[must_use]
pub fn read_group(text: &str, words: &GroupWords) -> GroupReading {
    let folded = padded(text);
    let severity = read_severity(text, words);
    // A lone letter (`N`) is a severity only next to a disability: titles cut short end in letters too.
    let spelt = severity.filter(|_| folded.trim().len() == 1 || severity_in(&folded, words, 2).is_some());
    if let Some(rule) = words.rules.iter().find(|rule| fits(rule, &folded)) {
        return settle(rule.benefit, rule.ground, if rule.disabled { severity } else { spelt }, rule.disabled);
    }
    match read_clause(text) {
        Some((6, _)) => settle(None, None, severity, true),
        Some((number, letter)) => clause_benefit(number, letter).map_or_else(GroupReading::default, |benefit| {
            let ground = (benefit == Benefit::K1).then(|| letter.and_then(ground_of)).flatten();
            GroupReading { clause: Some((number, letter)), ..settle(Some(benefit), ground, None, false) }
        }),
        None => settle(None, None, spelt, spelt.is_some()),
    }
}

/// Reads a title, which holds for all rows of its sheet: one that joins several groups (`NCT+NKT`) is
/// the group of none.
#[must_use]
pub fn read_title(title: &str, words: &GroupWords) -> GroupReading {
    let lower = title.to_lowercase();
    let halves = lower.split(['+', '/', '&', ';', ',']).flat_map(|part| part.split(" và "));
    let parts: Vec<&str> = halves.flat_map(|part| part.split(" va ")).collect();
    let kind = |part: &&str| words.kinds.iter().any(|kind| has(&padded(part), kind));
    let said: Vec<GroupReading> = parts.iter().filter(|part| kind(part)).map(|part| read_group(part, words)).collect();
    let first = said.first().copied().unwrap_or_default();
    if said.iter().any(|other| (other.benefit, other.disabled) != (first.benefit, first.disabled)) {
        return GroupReading::default();
    }
    read_group(title, words)
}

fn settle(
    benefit: Option<Benefit>,
    ground: Option<Ground>,
    severity: Option<Severity>,
    disabled: bool,
) -> GroupReading {
    let by_severity = match severity {
        Some(Severity::EspeciallySevere) => Some(Benefit::K6Dbn),
        Some(Severity::Severe) => Some(Benefit::K6Nang),
        _ => None,
    };
    let benefit = if disabled && benefit.is_none() { by_severity } else { benefit };
    GroupReading { benefit, ground, severity, disabled, clause: None }
}

/// Reads a severity: `Đặc biệt nặng`, `ĐBN`, `Nặng`, `N`, `nhẹ`.
#[must_use]
pub fn read_severity(text: &str, words: &GroupWords) -> Option<Severity> {
    severity_in(&padded(text), words, 1)
}

/// The first severity with a word of at least `least` letters in the text.
fn severity_in(padded: &str, words: &GroupWords, least: usize) -> Option<Severity> {
    let said = |word: &&String| word.len() >= least && has(padded, word);
    words.severities.iter().find(|entry| entry.words.iter().any(|word| said(&word))).map(|entry| entry.value)
}

/// Reads a kind of disability: words, or its number in the law.
#[must_use]
pub fn read_disability(text: &str, words: &GroupWords) -> Option<DisabilityType> {
    let folded = padded(text);
    words.disabilities.iter().find(|entry| entry.words.iter().any(|word| has(&folded, word))).map(|entry| entry.value)
}

/// Khoản and điểm of Điều 5: `điểm a K5`, `K5a`, `5.a`, `khoản 5 điểm a`, `K6`, `1đ`. A bare number
/// counts only where nothing else is written: `2. Thôn Minh Khai` is a running number.
fn read_clause(text: &str) -> Option<(u8, Option<char>)> {
    let lower = text.to_lowercase();
    let lower = before_article(&lower).replace("nđ", " ");
    let tokens: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|t| !t.is_empty()).collect();
    // `đ` is short for `điểm` only before a letter: `1.050.000 đ` is money.
    let is_point = |two: &[&str]| matches!(two[0], "điểm" | "diem" | "đ") && one_letter(two[1]).is_some();
    let point = tokens.windows(2).position(is_point).filter(|_| tokens.len() > 2);
    let (at, number, own) = tokens
        .iter()
        .enumerate()
        .find_map(|(at, token)| {
            let marked = at > 0 && matches!(tokens[at - 1], "k" | "khoản" | "khoan");
            let bare = if marked { Some(*token) } else { token.strip_prefix('k') };
            bare.and_then(number_and_letter).map(|(number, letter)| (at, number, letter))
        })
        .or_else(|| {
            let alone = match tokens[..] {
                [_] => true,
                [_, letter] => one_letter(letter).is_some(),
                _ => point.is_some(),
            };
            let found = tokens.iter().enumerate().filter(|_| alone);
            found.clone().find_map(|(at, token)| number_and_letter(token).map(|(number, letter)| (at, number, letter)))
        })?;
    let named = point.and_then(|point| tokens.get(point + 1)).and_then(|token| one_letter(token));
    let near = || tokens.get(at + 1).filter(|_| tokens.len() <= at + 3).and_then(|token| one_letter(token));
    let before = || (at > 0 && tokens.len() <= 3).then(|| one_letter(tokens[at - 1])).flatten();
    Some((number, own.or(named).or_else(near).or_else(before).filter(|letter| *letter != 'k')))
}

/// What stands before the article's number (`Khoản 5 Điều 5`); `điều chỉnh` names no article.
fn before_article(lower: &str) -> &str {
    let named = |(at, word): (usize, &str)| {
        lower[at + word.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit()).then_some(at)
    };
    lower.match_indices("điều").find_map(named).map_or(lower, |at| &lower[..at])
}

/// `5`, `5a`.
fn number_and_letter(token: &str) -> Option<(u8, Option<char>)> {
    let mut letters = token.chars();
    let number = letters.next()?.to_digit(10).filter(|number| (1..=8).contains(number))?;
    let letter = letters.next();
    (letters.next().is_none() && letter.is_none_or(char::is_alphabetic)).then_some((number as u8, letter))
}

fn one_letter(token: &str) -> Option<char> {
    let mut letters = token.chars();
    let letter = letters.next().filter(|letter| letter.is_alphabetic())?;
    letters.next().is_none().then_some(letter)
}

fn clause_benefit(number: u8, letter: Option<char>) -> Option<Benefit> {
    Some(match (number, letter) {
        (1, _) => Benefit::K1,
        (2, _) => Benefit::K2,
        (3, _) => Benefit::K3,
        (4, _) => Benefit::K4,
        (5, Some('a')) => Benefit::K5a,
        (5, Some('b')) => Benefit::K5b,
        (5, Some('c')) => Benefit::K5c,
        (5, Some('d' | 'đ')) => Benefit::K5d,
        (7, _) => Benefit::K7,
        (8, _) => Benefit::K8,
        _ => return None,
    })
}

fn ground_of(letter: char) -> Option<Ground> {
    let code = if letter == 'đ' { "dd".to_owned() } else { letter.to_string() };
    Ground::ALL.iter().copied().find(|ground| ground.as_str() == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let reading = read_group(text, &lexicon().words.groups);
        let parts = [
            reading.benefit.map(Benefit::as_str),
            reading.ground.map(Ground::as_str),
            reading.severity.map(Severity::as_str),
        ];
        let shown: Vec<&str> = parts.into_iter().map(|part| part.unwrap_or("-")).collect();
        assert_eq!(shown.join(" "), expected, "{text}");
    }

    #[test]
    fn clauses() {
        check("điểm a K5", "k5a - -");
        check("5a", "k5a - -");
        check("5.c", "k5c - -");
        check("Khoản 5 điểm a", "k5a - -");
        check("Điểm a, khoản 5, Điều 5", "k5a - -");
        check("K1đ", "k1 dd -");
        check("điểm b khoản 1", "k1 b -");
        check("K6 ĐBN", "k6_dbn - dbn");
        check("K6", "- - -");
        check("K2", "k2 - -");
        check("K4", "k4 - -");
        check("4", "k4 - -");
        check("khoản 6 (ĐBN)", "k6_dbn - dbn");
        check("K6-N", "k6_nang - nang");
        check("Khoản 2 Điều 5", "k2 - -");
        check("K1 điểm đ", "k1 dd -");
        check("1b", "k1 b -");
        check("2. K5a", "k5a - -");
        check("2. Thôn Minh Khai", "- - -");
        check("2 Phố", "- - -");
        check("I. Thôn Tây 1,050,000 đ", "- - -");
        check("Đ a K5", "k5a - -");
        check("điểm a 5", "k5a - -");
        check("2 Thôn Khoản", "- - -");
        check("1. Điều chỉnh, thay đổi mức hưởng", "- - -");
        check("K2 điều chỉnh", "k2 - -");
    }

    #[test]
    fn a_renumbered_clause_follows_its_decree() {
        let words = &lexicon().words.groups;
        let point_b = read_group("điểm b khoản 5", words);
        let on = |day| by_decree(&point_b, Date::new(2026, 10, day), words);
        assert_eq!(on(4), ByDecree::Settled(Some(Benefit::K5b)));
        assert_eq!(on(5), ByDecree::Settled(Some(Benefit::K5d)));
        assert_eq!(by_decree(&point_b, None, words), ByDecree::Doubtful(Some(Benefit::K5b)));
        let by_words = read_group("Người từ đủ 80 tuổi trở lên", words);
        assert_eq!(by_decree(&by_words, None, words), ByDecree::Settled(Some(Benefit::K5c)));
    }

    #[test]
    fn words() {
        check("NKT nặng là NCT", "k6_nang - nang");
        check("Người khuyết tật đặc biệt nặng", "k6_dbn - dbn");
        check("I. Người khuyết tật nặng là trẻ em", "k6_nang - nang");
        check("NKT ĐBN", "k6_dbn - dbn");
        check("Hưu trí xã hội", "htxh - -");
        check("Trợ cấp HTXH", "htxh - -");
        check("Người đơn thân nghèo đang nuôi con", "k4 - -");
        check("Trẻ em dưới 16 tuổi không có nguồn nuôi dưỡng", "k1 - -");
        check("Trẻ mồ côi cả cha và mẹ", "k1 b -");
        check("Người cao tuổi nghèo không có người phụng dưỡng", "k5a - -");
        check("Người từ đủ 80 tuổi trở lên", "k5c - -");
        check("Hộ gia đình đang trực tiếp chăm sóc NKT đặc biệt nặng", "cs_ho - dbn");
        check("Hộ nhận nuôi dưỡng trẻ em", "cs_nuoi - -");
        check("NKT đang mang thai", "cs_thai - -");
        check("Nhận chăm sóc người khuyết tật ĐBN", "cs_nhan - dbn");
        check("Cá nhân nhận CS NKT ĐBN", "cs_nhan - dbn");
        check("Người nhận chăm sóc NKT đặc biệt nặng", "cs_nhan - dbn");
        check("Hộ nhận nuôi dưỡng", "cs_nuoi - -");
        check("Nhận nuôi dưỡng", "cs_nuoi - -");
        check("Hộ CS NKT ĐBN", "cs_ho - dbn");
        check("Nhận chăm sóc", "- - -");
        check("NCT có người nhận chăm sóc", "k5d - -");
        check("NCT được nhận chăm sóc tại cộng đồng", "k5d - -");
        check("TCHTXH", "htxh - -");
        check("Trẻ em nhiễm HIVAIDS thuộc hộ n", "k3 - -");
        check("Danh sách hộ n", "- - -");
        check("NKT N", "k6_nang - nang");
        check("N", "k6_nang - nang");
        check("Mai táng phí", "mai_tang - -");
        check("Tổ dân phố số 3", "- - -");
        check("Người từ đủ 75 tuổi", "htxh - -");
        check("Người từ đủ 75 tuổi không có lương hưu", "htxh - -");
        check("NCT đủ 75 tuổi", "htxh - -");
        check("NCT từ 75 tuổi trở lên", "htxh - -");
        check("Người cao tuổi không có lương hưu", "htxh - -");
        check("Người từ đủ 70 đến dưới 75 tuổi thuộc hộ nghèo", "htxh - -");
        check("Hưu trí", "htxh - -");
        check("Đang hưởng lương hưu trí", "- - -");
        check("Từ đủ 75 đến dưới 80 tuổi", "k5b - -");
        check("NCT hộ nghèo", "k5a - -");
        check("Người khuyết tật nặng đủ 75 tuổi", "k6_nang - nang");
        check("hộ nuôi dưỡng trẻ mồ côi", "cs_nuoi - -");
        check("Hộ nuôi dưỡng NKT ĐBN", "cs_ho - dbn");
        check("Hộ nuôi dưỡng", "- - -");
    }

    #[test]
    fn a_title_of_several_groups_is_the_group_of_no_row() {
        let title = |text: &str| {
            let reading = read_title(text, &lexicon().words.groups);
            (reading.benefit.map(Benefit::as_str), reading.disabled)
        };
        assert_eq!(title("NCT+NKT"), (None, false));
        assert_eq!(title("Người cao tuổi, người khuyết tật"), (None, false));
        assert_eq!(title("NKT nặng và NKT đặc biệt nặng"), (None, false));
        assert_eq!(title("NGƯỜI CAO TUỔI VÀ NGƯỜI KHUYẾT TẬT ĐẶC BIỆT NẶNG"), (None, false));
        assert_eq!(title("NKT"), (None, true));
        assert_eq!(title("DANH SÁCH NGƯỜI KHUYẾT TẬT ĐẶC BIỆT NẶNG, tháng 11/2026"), (Some("k6_dbn"), true));
        assert_eq!(title("Trẻ mồ côi cả cha và mẹ"), (Some("k1"), false));
    }

    #[test]
    fn severities_and_kinds_of_disability() {
        let words = &lexicon().words.groups;
        assert_eq!(read_severity("Đặc biệt nặng", words), Some(Severity::EspeciallySevere));
        assert_eq!(read_severity("Nặng", words), Some(Severity::Severe));
        assert_eq!(read_severity("nhẹ", words), Some(Severity::Mild));
        assert_eq!(read_severity("vận động", words), None);
        assert_eq!(read_disability("Thần kinh, tâm thần", words), Some(DisabilityType::Mental));
        assert_eq!(read_disability("Nghe nói", words), Some(DisabilityType::HearingSpeech));
        assert_eq!(read_disability("1", words), Some(DisabilityType::Mobility));
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,24}") {
            let _ = read_group(&text, &lexicon().words.groups);
        }
    }
}
