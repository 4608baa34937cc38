//! Errors of registries, put into a drafted address.

use unicode_normalization::UnicodeNormalization;

use super::Rng;
use super::legacy;
use super::letters::{TONES, bare, distance, key, marked_key};
use super::truth::Written;
use super::world::World;
use super::writing::Level;

/// An address in parts.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) form: &'static str,
    pub(crate) rest: String,
    pub(crate) ward: Option<Level>,
    pub(crate) district: Option<Level>,
    pub(crate) province: Option<Level>,
    pub(crate) errors: Vec<&'static str>,
}

const KINDS: [(&str, usize); 14] = [
    ("typo", 22),
    ("dialect", 8),
    ("tcvn3", 5),
    ("vni", 5),
    ("utf8_1252", 3),
    ("telex", 5),
    ("vni_keys", 3),
    ("nodia", 14),
    ("caps", 8),
    ("lower", 8),
    ("seps", 9),
    ("nfd", 4),
    ("lost_marks", 8),
    ("wrong_tone", 8),
];

/// One error, sometimes two.
pub(crate) fn spoil(world: &World, draft: &mut Draft, written: &mut Written, rng: &mut Rng) {
    for _ in 0..if rng.chance(25) { 2 } else { 1 } {
        let mut at = rng.below(KINDS.iter().map(|(_, weight)| weight).sum());
        let kind = KINDS.iter().find(|(_, weight)| {
            let here = at < *weight;
            at = at.saturating_sub(*weight);
            here
        });
        let kind = kind.map_or("typo", |(kind, _)| kind);
        if draft.errors.contains(&kind) || clash(&draft.errors, kind) {
            continue;
        }
        let done = match kind {
            "typo" => misspell(world, draft, written, rng, typo),
            "dialect" => misspell(world, draft, written, rng, dialect),
            "wrong_tone" => misspell(world, draft, written, rng, wrong_tone),
            "nodia" => {
                written.marks = false;
                true
            }
            _ => true,
        };
        if done {
            draft.errors.push(kind);
        }
    }
}

/// Errors that need marks do not follow their loss; one encoding only.
fn clash(before: &[&str], kind: &str) -> bool {
    let coded = ["tcvn3", "vni", "utf8_1252", "nfd", "nodia", "telex", "vni_keys", "lost_marks"];
    let one = |list: &[&str]| list.contains(&kind) && before.iter().any(|error| list.contains(error));
    one(&coded)
        || (kind == "wrong_tone" && before.contains(&"nodia"))
        || one(&["caps", "lower", "tcvn3"])
        || one(&["typo", "dialect", "wrong_tone"])
}

type Slip = fn(&str, &mut Rng) -> String;

/// Misspells one level's name, unless that makes it another unit's name or as near to one.
fn misspell(world: &World, draft: &mut Draft, written: &Written, rng: &mut Rng, slip: Slip) -> bool {
    let mut levels: Vec<&mut Level> = Vec::new();
    levels.extend(draft.ward.as_mut().filter(|_| draft.form != "new2_note"));
    levels.extend(draft.district.as_mut());
    if rng.chance(25) || levels.is_empty() {
        levels.extend(draft.province.as_mut());
    }
    let at = rng.below(levels.len());
    let Some(level) = levels.get_mut(at) else { return false };
    if level.name.len() < 6 || level.name.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let made = slip(&level.name, rng);
    let (was, now) = (key(&level.name), key(&made));
    let own = distance(&was, &now);
    let near = |name: &str| {
        let other = key(name);
        other != was && distance(&other, &now) <= own.max(1) || marked_key(name) == marked_key(&made)
    };
    let here = world.places.iter().filter(|place| place.province == written.province).map(|place| &place.name);
    let others = here.chain(world.districts.iter().filter(|d| d.province == written.province).map(|d| &d.name));
    if made == level.name || others.into_iter().any(|name| near(name)) {
        return false;
    }
    level.name = made;
    true
}

const NEIGHBOURS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

fn typo(name: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let at = 1 + rng.below(letters.len() - 1);
    match rng.below(5) {
        0 => _ = letters.remove(at),
        1 => letters.insert(at, letters[at]),
        2 => letters.swap(at - 1, at),
        3 => {
            let row = NEIGHBOURS.iter().find(|row| row.contains(letters[at].to_ascii_lowercase()));
            let Some(row) = row else { return name.to_owned() };
            let place = row.find(letters[at].to_ascii_lowercase()).unwrap();
            letters[at] = row.chars().nth(if place == 0 { 1 } else { place - 1 }).unwrap();
        }
        _ => letters.retain(|letter| *letter != ' '),
    }
    letters.into_iter().collect()
}

fn dialect(name: &str, rng: &mut Rng) -> String {
    const PAIRS: [(&str, &str); 12] = [
        ("L", "N"),
        ("N", "L"),
        ("Tr", "Ch"),
        ("Ch", "Tr"),
        ("S", "X"),
        ("X", "S"),
        ("Gi", "D"),
        ("D", "Gi"),
        ("R", "D"),
        ("D", "R"),
        ("Gi", "R"),
        ("R", "Gi"),
    ];
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let at = rng.below(words.len());
    let fits: Vec<&(&str, &str)> = PAIRS
        .iter()
        .filter(|(from, _)| words[at].strip_prefix(from).is_some_and(|rest| !rest.starts_with(['h', 'g'])))
        .collect();
    if fits.is_empty() {
        return name.to_owned();
    }
    let (from, to) = **rng.pick(&fits);
    words[at] = format!("{to}{}", &words[at][from.len()..]);
    words.join(" ")
}

/// Hỏi for ngã and the other way round, else another tone.
fn wrong_tone(name: &str, rng: &mut Rng) -> String {
    let letters: Vec<char> = name.nfd().collect();
    let marks: Vec<usize> = (0..letters.len()).filter(|&at| TONES.contains(&letters[at])).collect();
    if marks.is_empty() {
        return name.to_owned();
    }
    let at = *rng.pick(&marks);
    let mut letters = letters;
    letters[at] = match letters[at] {
        '\u{309}' => '\u{303}',
        '\u{303}' => '\u{309}',
        '\u{300}' => '\u{301}',
        '\u{301}' => '\u{309}',
        _ => '\u{301}',
    };
    letters.into_iter().nfc().collect()
}

/// The whole text with the errors that concern all of it.
pub(crate) fn finish(draft: &Draft, rng: &mut Rng) -> String {
    let has = |error: &str| draft.errors.contains(&error);
    let separator =
        if has("seps") { *rng.pick(&[" - ", "; ", " ", "/", " | ", ",", ". ", "-", ",  ,", " , "]) } else { ", " };
    let levels = [&draft.ward, &draft.district, &draft.province];
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!draft.rest.is_empty()).then(|| draft.rest.clone()));
    parts.extend(levels.into_iter().flatten().map(Level::text));
    let mut text = parts.join(separator);
    if has("nodia") {
        text = bare(&text);
    }
    if has("lost_marks") {
        let words = text.split(' ').map(|word| if rng.chance(45) { bare(word) } else { word.to_owned() });
        text = words.collect::<Vec<_>>().join(" ");
    }
    if has("caps") {
        text = text.to_uppercase();
    }
    if has("lower") {
        text = text.to_lowercase();
    }
    for (error, vni) in [("telex", false), ("vni_keys", true)] {
        if has(error) {
            text = typed(&text, vni, rng);
        }
    }
    match () {
        () if has("tcvn3") => legacy::tcvn3(&text),
        () if has("vni") => legacy::vni(&text),
        () if has("utf8_1252") => legacy::utf8_as_1252(&text),
        () if has("nfd") => text.nfd().collect(),
        () => text,
    }
}

/// Some words, or all, with the keys still in them.
fn typed(text: &str, vni: bool, rng: &mut Rng) -> String {
    let share = *rng.pick(&[30, 60, 100]);
    let words = text.split(' ').map(|word| {
        let (letters, tail) = word.split_at(word.trim_end_matches([',', '.', ';', ')']).len());
        if rng.chance(share) && letters.chars().all(char::is_alphabetic) && letters.len() > 1 {
            format!("{}{tail}", legacy::keys(letters, vni))
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<_>>().join(" ")
}
