//! Ways in which wards write a name that is still the same name.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::people::{Dice, Person, Tables};

const VOWELS: [&str; 12] = [
    "aàáảãạ",
    "ăằắẳẵặ",
    "âầấẩẫậ",
    "eèéẻẽẹ",
    "êềếểễệ",
    "iìíỉĩị",
    "oòóỏõọ",
    "ôồốổỗộ",
    "ơờớởỡợ",
    "uùúủũụ",
    "ưừứửữự",
    "yỳýỷỹỵ",
];

/// Shape and tone (ngang, huyền, sắc, hỏi, ngã, nặng) of a small letter.
pub(crate) fn split(letter: char) -> (char, usize) {
    for row in VOWELS {
        if let Some(tone) = row.chars().position(|one| one == letter) {
            return (row.chars().next().unwrap(), tone);
        }
    }
    (letter, 0)
}

fn join(shape: char, tone: usize) -> char {
    VOWELS.iter().find(|row| row.starts_with(shape)).map_or(shape, |row| row.chars().nth(tone).unwrap())
}

pub(crate) fn plain(shape: char) -> char {
    match shape {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        'đ' => 'd',
        other => other,
    }
}

fn map(word: &str, change: impl Fn(char) -> char) -> String {
    title(&word.to_lowercase().chars().map(change).collect::<String>())
}

pub(crate) fn title(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

pub(crate) fn bare(text: &str) -> String {
    let small = |letter: char| plain(split(letter).0);
    text.chars()
        .map(|letter| {
            let lower = letter.to_lowercase().next().unwrap();
            let out = small(lower);
            if letter.is_uppercase() { out.to_ascii_uppercase() } else { out }
        })
        .collect()
}

pub(crate) fn tone_of(word: &str) -> usize {
    word.to_lowercase().chars().map(|letter| split(letter).1).max().unwrap_or(0)
}

pub(crate) fn with_tone(word: &str, tone: usize) -> String {
    let old = tone_of(word);
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let at = letters.iter().position(|letter| split(*letter).1 > 0 && old > 0).or_else(|| {
        let shaped = letters.iter().position(|letter| "ăâêôơư".contains(*letter));
        shaped.or_else(|| letters.iter().position(|letter| "aeiouy".contains(*letter)))
    });
    let changed = letters.iter().enumerate().map(|(i, letter)| {
        let (shape, own) = split(*letter);
        if Some(i) == at { join(shape, tone) } else { join(shape, own) }
    });
    title(&changed.collect::<String>())
}

const KEYBOARD: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// One slip in one word: the word written, or the word itself where the slip does not apply.
pub(crate) fn slip(kind: &str, word: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    let at = dice.below(letters.len());
    match kind {
        "lost_tone" => return with_tone(word, 0),
        "hoi_nga" => match tone_of(word) {
            3 => return with_tone(word, 4),
            4 => return with_tone(word, 3),
            _ => {}
        },
        "wrong_tone" => return with_tone(word, dice.below(6)),
        "lost_mark" => return map(word, |letter| join(plain(split(letter).0), split(letter).1)),
        "bare_word" => return bare(word),
        "d_bar" => match letters[0] {
            'd' => letters[0] = 'đ',
            'đ' => letters[0] = 'd',
            _ => {}
        },
        "dialect" => return dialect(word, dice),
        "drop" if letters.len() > 2 => _ = letters.remove(at),
        "double" => letters.insert(at, letters[at]),
        "transpose" if at > 0 => letters.swap(at, at - 1),
        "neighbour" => {
            for row in KEYBOARD {
                if let Some(i) = row.chars().position(|key| key == letters[at]) {
                    let to = if i == 0 || (dice.chance(50) && i + 1 < row.len()) { i + 1 } else { i - 1 };
                    letters[at] = row.chars().nth(to).unwrap();
                    break;
                }
            }
        }
        _ => {}
    }
    title(&letters.into_iter().collect::<String>())
}

const SPEECH: [(&str, &str); 18] = [
    ("l", "n"),
    ("n", "l"),
    ("tr", "ch"),
    ("ch", "tr"),
    ("s", "x"),
    ("x", "s"),
    ("gi", "d"),
    ("gi", "r"),
    ("d", "gi"),
    ("d", "r"),
    ("r", "d"),
    ("r", "gi"),
    ("v", "d"),
    ("d", "v"),
    ("l", "n"),
    ("n", "l"),
    ("tr", "ch"),
    ("s", "x"),
];

fn dialect(word: &str, dice: &mut Dice) -> String {
    let lower = word.to_lowercase();
    let next = |from: &str| bare(&lower).chars().nth(from.len()).is_some_and(|letter| "aeiouy".contains(letter));
    let fitting: Vec<&(&str, &str)> = SPEECH.iter().filter(|(from, _)| lower.starts_with(from) && next(from)).collect();
    if fitting.is_empty() {
        return word.to_owned();
    }
    let (from, to) = **dice.pick(&fitting);
    title(&format!("{to}{}", &lower[from.len()..]))
}

/// One spelling for all that speech confuses.
pub(crate) fn dialect_form(word: &str) -> String {
    for (from, to) in [("tr", "ch"), ("gi", "d"), ("r", "d"), ("x", "s"), ("n", "l"), ("v", "d")] {
        if word.starts_with(from)
            && !word.starts_with("nh")
            && !word.starts_with("ng")
            && bare(word).len() > from.len() + 1
        {
            return format!("{to}{}", &word[from.len()..]);
        }
    }
    word.to_owned()
}

pub(crate) const SLIPS: [&str; 11] = [
    "lost_tone",
    "hoi_nga",
    "wrong_tone",
    "lost_mark",
    "bare_word",
    "d_bar",
    "dialect",
    "drop",
    "double",
    "transpose",
    "neighbour",
];

/// The name with one slip that gives no other name in use.
pub(crate) fn slipped(kind: &str, parts: &[String], dice: &mut Dice, tables: &Tables) -> Option<Vec<String>> {
    for _ in 0..6 {
        let at = dice.below(parts.len());
        let place = if at == 0 {
            0
        } else if at + 1 == parts.len() {
            2
        } else {
            1
        };
        let written = slip(kind, &parts[at], dice);
        let lower = written.to_lowercase();
        if lower != parts[at].to_lowercase() && !tables.in_use(&lower, place) && lower.chars().count() > 1 {
            let mut out = parts.to_vec();
            out[at] = written;
            return Some(out);
        }
    }
    None
}

/// Telex or VNI keys of a word; the tone key at the end or right behind its vowel.
pub(crate) fn keys(word: &str, vni: bool, end: bool) -> String {
    let mut out = String::new();
    let mut tone_key = None;
    for letter in word.to_lowercase().chars() {
        let (shape, tone) = split(letter);
        let (base, mark) = match (shape, vni) {
            ('ă', false) => ("a", "w"),
            ('â', false) => ("a", "a"),
            ('ê', false) => ("e", "e"),
            ('ô', false) => ("o", "o"),
            ('ơ', false) => ("o", "w"),
            ('ư', false) => ("u", "w"),
            ('đ', false) => ("d", "d"),
            ('ă', true) => ("a", "8"),
            ('â', true) => ("a", "6"),
            ('ê', true) => ("e", "6"),
            ('ô', true) => ("o", "6"),
            ('ơ', true) => ("o", "7"),
            ('ư', true) => ("u", "7"),
            ('đ', true) => ("d", "9"),
            _ => ("", ""),
        };
        if base.is_empty() {
            out.push(shape)
        } else {
            out += &format!("{base}{mark}")
        }
        if tone > 0 {
            let key = if vni { ["2", "1", "3", "4", "5"][tone - 1] } else { ["f", "s", "r", "x", "j"][tone - 1] };
            if end { tone_key = Some(key) } else { out += key }
        }
    }
    title(&(out + tone_key.unwrap_or("")))
}

/// Legacy sets: bytes of each letter, read as Windows-1252.
pub(crate) fn legacy(text: &str, set: &str) -> String {
    static SETS: std::sync::OnceLock<HashMap<&'static str, HashMap<char, String>>> = std::sync::OnceLock::new();
    let sets = SETS.get_or_init(|| {
        let text = include_str!("../../../pipelines/reference/encodings/legacy_charsets.csv");
        let head: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let mut sets: HashMap<&'static str, HashMap<char, String>> = HashMap::new();
        for set in ["tcvn3_abc", "vni_windows", "vps", "viscii", "cp1258"] {
            let column = head.iter().position(|name| *name == set).unwrap();
            let table = sets.entry(set).or_default();
            for line in text.lines().skip(1) {
                let cells: Vec<&str> = line.split(',').collect();
                let bytes = cells[column].split('|').next().unwrap();
                let shown: String =
                    bytes.split(' ').filter_map(|hex| u8::from_str_radix(hex, 16).ok()).map(shown).collect();
                table.insert(cells[0].chars().next().unwrap(), shown);
            }
        }
        sets
    });
    if set == "utf8" {
        return text.bytes().map(shown).collect();
    }
    let known = |letter: char| sets[set].get(&letter).filter(|shown| !shown.is_empty()).cloned();
    let small = |letter: char| known(letter.to_lowercase().next().unwrap());
    text.chars().map(|letter| known(letter).or_else(|| small(letter)).unwrap_or_else(|| letter.to_string())).collect()
}

fn shown(byte: u8) -> char {
    encoding_rs::WINDOWS_1252.decode(&[byte]).0.chars().next().unwrap()
}

/// TCVN3 text in a capitals font: capitals without marks, small letters with marks.
pub(crate) fn tcvn3_capitals(text: &str) -> String {
    let mixed = text.chars().map(|letter| {
        if letter.is_ascii() { letter.to_ascii_uppercase() } else { letter.to_lowercase().next().unwrap() }
    });
    legacy(&mixed.collect::<String>(), "tcvn3_abc")
}

/// Tone on the other vowel of open oa, oe, uy.
pub(crate) fn old_tone_placement(text: &str) -> String {
    let mut out = text.to_owned();
    for (first, second) in [('o', 'a'), ('o', 'e'), ('u', 'y')] {
        for tone in 1..6 {
            let (from, to) = (format!("{}{second}", join(first, tone)), format!("{first}{}", join(second, tone)));
            let words: Vec<String> = out
                .split(' ')
                .map(|word| {
                    if word.ends_with(&from) && !word.to_lowercase().starts_with("qu") {
                        word.replace(&from, &to)
                    } else {
                        word.to_owned()
                    }
                })
                .collect();
            out = words.join(" ");
        }
    }
    out
}

pub(crate) fn other_i(text: &str) -> String {
    let pairs = [
        ("Lý", "Lí"),
        ("Mỹ", "Mĩ"),
        ("Kỳ", "Kì"),
        ("Sỹ", "Sĩ"),
        ("Quý", "Quí"),
        ("Kỷ", "Kỉ"),
        ("Tý", "Tí"),
        ("Quỳnh", "Qùynh"),
    ];
    let words = text.split(' ').map(|word| pairs.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| to));
    words.collect::<Vec<_>>().join(" ")
}

pub(crate) fn decomposed(text: &str) -> String {
    text.nfd().collect()
}

/// Order, abbreviations, missing parts.
pub(crate) fn reshaped(kind: &str, person: &Person, dice: &mut Dice) -> Option<String> {
    let (s, g) = (person.surname.as_str(), person.given.as_str());
    let middle = person.middle.join(" ");
    let first = |word: &str| word.chars().next().unwrap().to_string();
    Some(match kind {
        "missing_marker" => {
            let rest: Vec<&String> =
                person.middle.iter().filter(|word| !matches!(word.as_str(), "Thị" | "Văn")).collect();
            if rest.len() == person.middle.len() {
                return None;
            }
            [s].into_iter().chain(rest.into_iter().map(String::as_str)).chain([g]).collect::<Vec<_>>().join(" ")
        }
        "missing_middle" if !middle.is_empty() => {
            let gone = dice.below(person.middle.len());
            let rest = person.middle.iter().enumerate().filter(|(i, _)| *i != gone).map(|(_, word)| word.as_str());
            [s].into_iter().chain(rest).chain([g]).collect::<Vec<_>>().join(" ")
        }
        "all_middles_missing" if !middle.is_empty() => format!("{s} {g}"),
        "short_surname" => {
            let short = match s {
                "Nguyễn" => *dice.pick(&["Ng.", "Ng~", "Ng", "N."]),
                "Phạm" => *dice.pick(&["Ph.", "P."]),
                "Trần" => *dice.pick(&["Tr.", "T."]),
                "Đỗ" | "Đặng" | "Đinh" | "Đào" | "Đoàn" => "Đ.",
                "Hoàng" => *dice.pick(&["H.", "Hg."]),
                _ => &format!("{}.", first(s)),
            };
            [short, &middle, g].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
        }
        "short_middle" if !middle.is_empty() => {
            let mut middle = person.middle.clone();
            let at = dice.below(middle.len());
            middle[at] = if middle[at] == "Thị" && dice.chance(30) {
                "Th.".to_owned()
            } else {
                format!("{}{}", first(&middle[at]), if dice.chance(70) { "." } else { "" })
            };
            format!("{s} {} {g}", middle.join(" "))
        }
        "initials" if !middle.is_empty() => {
            let all: Vec<String> = person.middle.iter().map(|word| first(word)).collect();
            format!("{}.{}. {g}", first(s), all.join("."))
        }
        "short_given" => format!("{s} {middle} {}.", first(g)),
        "comma" if !middle.is_empty() => format!("{g}, {s} {middle}"),
        "given_first" => format!("{g} {s} {middle}").trim().to_owned(),
        "western" => format!("{g} {middle} {s}"),
        "surname_last" => format!("{middle} {g} {s}").trim().to_owned(),
        _ => return None,
    })
}

pub(crate) const SHAPES: [&str; 11] = [
    "missing_marker",
    "missing_middle",
    "all_middles_missing",
    "short_surname",
    "short_middle",
    "initials",
    "short_given",
    "comma",
    "given_first",
    "western",
    "surname_last",
];

/// The whole name in other writing.
pub(crate) fn written(kind: &str, name: &str, dice: &mut Dice) -> String {
    match kind {
        "tcvn3" => legacy(name, "tcvn3_abc"),
        "tcvn3_capitals" => tcvn3_capitals(name),
        "tcvn3_stripped" => legacy(name, "tcvn3_abc").replace('\u{ad}', ""),
        "vni" => legacy(name, "vni_windows"),
        "vni_capitals" => legacy(&name.to_uppercase(), "vni_windows"),
        "vps" => legacy(name, "vps"),
        "viscii" => legacy(name, "viscii"),
        "cp1258" => legacy(name, "cp1258"),
        "utf8" => legacy(name, "utf8"),
        "utf8_capitals" => legacy(&name.to_uppercase(), "utf8"),
        "utf8_stripped" => legacy(name, "utf8").replace('\u{a0}', " ").replace(|c: char| c.is_control(), ""),
        "nfd" => decomposed(name),
        "nfd_capitals" => decomposed(&name.to_uppercase()),
        "telex" => name.split(' ').map(|word| keys(word, false, true)).collect::<Vec<_>>().join(" "),
        "telex_inside" => name.split(' ').map(|word| keys(word, false, false)).collect::<Vec<_>>().join(" "),
        "vni_keys" => name.split(' ').map(|word| keys(word, true, true)).collect::<Vec<_>>().join(" "),
        "telex_word" | "vni_word" => {
            let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let at = dice.below(words.len());
            words[at] = keys(&words[at], kind == "vni_word", dice.chance(60));
            words.join(" ")
        }
        "tone_style" => old_tone_placement(name),
        "i_y" => other_i(name),
        "upper" => name.to_uppercase(),
        "lower" => name.to_lowercase(),
        "odd_case" => name
            .split(' ')
            .map(|w| {
                let mut l = w.chars();
                let a = l.next().unwrap();
                let b: String = l.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
                format!("{a}{b}{}", l.as_str())
            })
            .collect::<Vec<_>>()
            .join(" "),
        "spaces" => {
            format!(" {}  ", name.replacen(' ', ["  ", "\u{a0}", " \t", "   "][dice.below(4)], 1 + dice.below(2)))
        }
        "zero_width" => name.replacen(' ', " \u{200b}", 1),
        "joined" => name.replacen(' ', "", 1),
        "all_joined" => name.replace(' ', ""),
        "cut_word" => {
            let letters: Vec<char> = name.chars().collect();
            let at = 2 + dice.below(letters.len().saturating_sub(4).max(1));
            letters[..at].iter().chain([&' ']).chain(&letters[at..]).collect()
        }
        "bare" => bare(name),
        "bare_upper" => bare(name).to_uppercase(),
        "bare_lower" => bare(name).to_lowercase(),
        "all_tones_lost" => name.split(' ').map(|word| with_tone(word, 0)).collect::<Vec<_>>().join(" "),
        "eth" => name.replace('Đ', "Ð").replace('đ', "ð"),
        _ => with_additions(kind, name, dice),
    }
}

/// Titles, notes and numbers in the cell.
fn with_additions(kind: &str, name: &str, dice: &mut Dice) -> String {
    match kind {
        "titled" => format!(
            "{} {name}",
            dice.pick(&["Ông", "Bà", "Cụ", "LS", "BMVNAH", "Ô.", "B.", "ông", "Cháu", "Em", "bà", "Mẹ", "Ông:", "LS."])
        ),
        "noted" => format!(
            "{name}{}",
            dice.pick(&[
                " (chết)",
                " (tức Ba)",
                " - 1950",
                " (1961)",
                " sn 1950",
                ", 78 tuổi",
                " - 78 tuổi",
                " (đã mất)",
                " bí danh Tám",
                " (con bà Tý)",
                " 1948",
                " vợ ông Sửu",
                "(NKT)"
            ])
        ),
        "numbered" => format!("{}{name}", dice.pick(&["1. ", "12) ", "03- ", "7 "])),
        other => unreachable!("{other}"),
    }
}

pub(crate) const WRITINGS: [&str; 42] = [
    "tcvn3",
    "tcvn3_capitals",
    "tcvn3_stripped",
    "vni",
    "vni_capitals",
    "vps",
    "viscii",
    "cp1258",
    "utf8",
    "utf8_capitals",
    "utf8_stripped",
    "nfd",
    "nfd_capitals",
    "telex",
    "telex_inside",
    "vni_keys",
    "telex_word",
    "vni_word",
    "tone_style",
    "i_y",
    "upper",
    "lower",
    "odd_case",
    "spaces",
    "zero_width",
    "joined",
    "all_joined",
    "cut_word",
    "bare",
    "bare_upper",
    "bare_lower",
    "all_tones_lost",
    "eth",
    "titled",
    "noted",
    "numbered",
    "upper",
    "bare",
    "bare_upper",
    "titled",
    "tcvn3",
    "vni",
];
