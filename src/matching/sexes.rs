//! The sex that a name says: `Thị` and `Văn` in its middle.

use super::config::FoldFile;
use crate::likeness::{Name, Syllable};

/// Middle syllables that say the sex, from the model file.
#[derive(Debug, Clone, Default)]
pub(super) struct Sexes(Vec<Vec<Syllable>>);

impl Sexes {
    pub(super) fn new(file: &FoldFile) -> Sexes {
        let syllable = |word: &String| Name::fold(word).map(|name| name.parts()[0]);
        Sexes(file.sexes.iter().map(|group| group.iter().filter_map(syllable).collect()).collect())
    }

    /// One name says one sex, the other another. A name that may say both says nothing: without marks
    /// `Vân` is `Văn`.
    pub(super) fn contradict(&self, a: &Name, b: &Name) -> bool {
        let (a, b) = (self.of(a), self.of(b));
        a.count_ones() == 1 && b.count_ones() == 1 && a != b
    }

    /// A bit for each sex that the name may say.
    fn of(&self, name: &Name) -> u32 {
        let [_, middle @ .., _] = name.parts() else { return 0 };
        // Without any mark a syllable stands for every one of its letters.
        let bare = name.parts().iter().all(|part| part.is_bare());
        let says = |word: &Syllable, part: &Syllable| part == word || (bare && part.stripped() == word.stripped());
        let group = |words: &Vec<Syllable>| middle.iter().any(|part| words.iter().any(|word| says(word, part)));
        self.0.iter().enumerate().filter(|(_, words)| group(words)).fold(0, |bits, (at, _)| bits | 1 << at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(a: &str, b: &str, expected: bool) {
        let sexes = vec![vec!["Văn".to_owned()], vec!["Thị".to_owned()]];
        let sexes = Sexes::new(&FoldFile { sexes, ..FoldFile::default() });
        let [a, b] = [a, b].map(|text| Name::fold(text).unwrap());
        assert_eq!([sexes.contradict(&a, &b), sexes.contradict(&b, &a)], [expected; 2]);
    }

    #[test]
    fn one_of_each_is_two_people() {
        check("Phí Văn Tám", "Phí Thị Tám", true);
        check("PHI VAN TAM", "Phí Thị Tám", true);
        check("Phí Văn Đức Tám", "Phí Thị Tám", true);
        check("Phí Văn Tám", "Phí Văn Tám", false);
        check("Phí Văn Tám", "Phí Tám", false);
        check("Phí Đức Tám", "Phí Thị Tám", false);
        // `Vân` and `Thì` are no markers, a family name is none, and a given name is none.
        check("Phí Vân Anh", "Phí Thị Anh", false);
        check("Phí Thì Anh", "Phí Văn Anh", false);
        check("Văn Anh", "Phí Thị Văn", false);
        // Two markers in one name say nothing: `Thị Vân` without its marks.
        check("PHI THI VAN ANH", "Phí Văn Anh", false);
    }
}
