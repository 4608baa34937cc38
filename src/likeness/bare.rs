//! Letters without their marks.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without diacritics (`đ` as `d`, `Đ` as `D`), its case and everything else kept. Lossy: for
/// comparing, and for names of files that every system writes alike.
pub(crate) fn bare(text: &str) -> String {
    let letters = text.nfd().filter(|&c| !is_combining_mark(c));
    letters
        .map(|c| match c {
            'đ' => 'd',
            'Đ' => 'D',
            c => c,
        })
        .collect()
}

/// A name without marks and case, single blanks: for comparing, never for showing.
pub(crate) fn plain(name: &str) -> String {
    let folded = bare(name).to_lowercase();
    folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn marks_go_and_letters_stay() {
        assert_eq!(bare("Danh sách ĐỐI tượng đợt 2.xlsx"), "Danh sach DOI tuong dot 2.xlsx");
        assert_eq!(bare("Ho\u{300}a"), "Hoa");
    }
}
