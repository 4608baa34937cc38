//! Comparison of two names, syllable by syllable.

use super::fold::{Dialect, Folded};
use super::levels::NameLevel;
use super::syllable::{Name, Syllable, letters};

/// A name with its folded keys, which come first: most pairs are told apart by them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[repr(C)]
pub(crate) struct FoldedName {
    pub(crate) keys: Folded,
    pub(crate) name: Name,
}

impl FoldedName {
    pub(crate) fn of(name: Name, dialect: &Dialect) -> FoldedName {
        FoldedName { name, keys: Folded::of(&name, dialect) }
    }
}

/// The level of a record's name against the register's, and for [`NameLevel::Edit`] the syllable of
/// the record's name that differs (whether it is a real name is known once the register was read).
pub(crate) fn compare(record: &FoldedName, register: &FoldedName, dialect: &Dialect) -> (NameLevel, u8) {
    if record.keys.exact == register.keys.exact {
        return (NameLevel::Exact, 0);
    }
    let (a, b) = (record.name.parts(), register.name.parts());
    if record.keys.whole == register.keys.whole {
        return (same_letters(a, b, dialect), 0);
    }
    if abbreviated(a, b) {
        return (NameLevel::Initials, 0);
    }
    if middle_lacks(a, b, dialect) {
        return (NameLevel::Middle, 0);
    }
    if let Some(spot) = one_edit(a, b, dialect) {
        return (NameLevel::Edit, spot);
    }
    if record.keys.ends == register.keys.ends {
        (NameLevel::Ends, 0)
    } else if record.keys.given == register.keys.given {
        (NameLevel::Given, 0)
    } else {
        (NameLevel::Other, 0)
    }
}

/// Names whose dialect-folded syllables are the same set.
fn same_letters(a: &[Syllable], b: &[Syllable], dialect: &Dialect) -> NameLevel {
    let all = |test: &dyn Fn(Syllable, Syllable) -> bool| a.iter().zip(b).all(|(&x, &y)| test(x, y));
    // One syllable without marks among marked ones is a claim (Hoa is not Hòa), not a poor keyboard.
    if a.iter().all(|x| x.is_bare()) && all(&|x, y| x.stripped() == y.stripped()) {
        NameLevel::Unmarked
    } else if all(&|x, y| x.toneless() == y.toneless()) {
        NameLevel::Tones
    } else if all(&|x, y| x.stripped() == y.stripped()) {
        NameLevel::Marks
    } else if all(&|x, y| dialect.is_one(x, y)) {
        NameLevel::Dialect
    } else {
        NameLevel::Order
    }
}

/// `N. V. Lan`, `Ng Văn Lan`: the given name in full, others by their first one or two letters.
fn abbreviated(a: &[Syllable], b: &[Syllable]) -> bool {
    let [a_rest @ .., a_given] = a else { return false };
    let [b_rest @ .., b_given] = b else { return false };
    let short = |x: &Syllable, y: &Syllable| {
        let (count, full) = (letters(x.0), letters(y.0));
        count <= 2 && count < full && y.stripped() & ((1 << (count * 8)) - 1) == x.stripped()
    };
    let fits = |(x, y): (&Syllable, &Syllable)| x.stripped() == y.stripped() || short(x, y);
    a.len() == b.len() && a_given.stripped() == b_given.stripped() && a_rest.iter().zip(b_rest).all(fits)
}

/// One side lacks middle syllables (`Thị`, `Văn`, or any) that the other has.
fn middle_lacks(a: &[Syllable], b: &[Syllable], dialect: &Dialect) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let ([first, middle @ .., last], [other_first, other_middle @ .., other_last]) = (short, long) else {
        return false;
    };
    let same = |x: &Syllable, y: &Syllable| dialect.is_one(*x, *y);
    let mut rest = other_middle.iter();
    short.len() < long.len()
        && same(first, other_first)
        && same(last, other_last)
        && middle.iter().all(|x| rest.any(|y| same(x, y)))
}

/// The one syllable of `a` that is a letter away from its place in `b`, all others being the same.
fn one_edit(a: &[Syllable], b: &[Syllable], dialect: &Dialect) -> Option<u8> {
    if a.len() != b.len() {
        return None;
    }
    let mut different = (0..a.len()).filter(|&i| !dialect.is_one(a[i], b[i]));
    let spot = different.next()?;
    let near = different.next().is_none() && within_one_edit(a[spot].stripped(), b[spot].stripped());
    near.then_some(spot as u8)
}

/// Damerau distance at most one between packed words.
fn within_one_edit(a: u64, b: u64) -> bool {
    let (short, long) = if letters(a) <= letters(b) { (a, b) } else { (b, a) };
    // Equal letters at the front end where the first bits differ.
    let front = ((short ^ long).trailing_zeros() / 8) as usize;
    let rest = |word: u64, skip: usize| if skip >= 8 { 0 } else { word >> (skip * 8) };
    let letter = |word: u64, at: usize| rest(word, at) & 0xff;
    match letters(long) - letters(short) {
        0 => {
            let exchanged = letter(short, front) == letter(long, front + 1)
                && letter(short, front + 1) == letter(long, front)
                && rest(short, front + 2) == rest(long, front + 2);
            rest(short, front + 1) == rest(long, front + 1) || exchanged
        }
        1 => rest(short, front) == rest(long, front + 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(record: &str, register: &str, level: NameLevel) {
        let group = |items: &[&str]| items.iter().map(|item| (*item).to_owned()).collect();
        let dialect = Dialect::new(&[group(&["l", "n"]), group(&["ch", "tr"]), group(&["s", "x"])]);
        let of = |text: &str| FoldedName::of(Name::fold(text).unwrap(), &dialect);
        assert_eq!(compare(&of(record), &of(register), &dialect).0, level, "{record} against {register}");
    }

    #[test]
    fn levels_of_names() {
        use NameLevel::*;
        check("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hòa", Exact);
        check("nguyen thi hoa", "Nguyễn Thị Hòa", Unmarked);
        check("Nguyễn Thị Hoa", "Nguyễn Thị Hòa", Tones);
        check("Nguyễn Thị Hóa", "Nguyễn Thị Hòa", Tones);
        check("Lê Văn Hùng", "Lê Văn Hưng", Marks);
        check("Lê Văn Nong", "Lê Văn Long", Dialect);
        check("Long Lê Văn", "Lê Văn Long", Order);
        check("Nguyễn Lan", "Nguyễn Thị Lan", Middle);
        check("Nguyễn Thị Thu Lan", "Nguyễn Thu Lan", Middle);
        check("Ng. V. Lan", "Nguyễn Văn Lan", Initials);
        check("Nguyễn Văn Thắn", "Nguyễn Văn Thắng", Edit);
        check("Nguyễn Văn Tahnh", "Nguyễn Văn Thanh", Edit);
        check("Nguyễn Đức Lan", "Nguyễn Văn Lan", Ends);
        check("Phạm Đức Lan", "Nguyễn Văn Lan", Given);
        check("Phạm Đức Minh", "Nguyễn Văn Lan", Other);
        check("N. V. L.", "Nguyễn Văn Lan", Other);
    }

    #[test]
    fn one_edit_is_one() {
        let packed = |text: &str| Name::fold(text).unwrap().parts()[0].stripped();
        let near = |a: &str, b: &str| within_one_edit(packed(a), packed(b)) && within_one_edit(packed(b), packed(a));
        for (a, b) in [("lan", "lan"), ("lan", "lam"), ("lan", "loan"), ("lan", "anl"), ("lan", "lna"), ("an", "lan")] {
            assert_eq!(near(a, b), strsim::damerau_levenshtein(a, b) <= 1, "{a} {b}");
        }
    }
}
