//! How high a row must be for its text: not every program fits rows to their text when it opens a file.

/// Points that a text needs in a column of so many characters, in the letters of [`super::looks`].
pub(super) fn height_of(text: &str, width: f64) -> f64 {
    const LINE: f64 = 15.0;
    const HIGHEST: f64 = 405.0;
    // A column's width counts digits of the default letters, seven dots each; five dots are its margins.
    let room = (width * 7.0 - 5.0).max(7.0);
    let lines: usize = text.lines().map(|line| lines(line, room)).sum();
    (lines.max(1) as f64 * LINE + 3.0).min(HIGHEST)
}

/// Lines of one paragraph, broken between words as a spreadsheet program does.
fn lines(text: &str, room: f64) -> usize {
    let (mut lines, mut used) = (1, 0.0);
    for word in text.split(' ') {
        let wide: f64 = word.chars().map(dots).sum();
        if used > 0.0 && used + dots(' ') + wide > room {
            (lines, used) = (lines + 1, 0.0);
        }
        let before = if used > 0.0 { dots(' ') } else { 0.0 };
        used += before + wide;
        if used > room {
            // A word without a break goes on in the next line.
            lines += (used / room).ceil() as usize - 1;
            used %= room;
        }
    }
    lines
}

/// Dots that a letter of Times New Roman 11 takes on average of its kind, rather too many than too few.
fn dots(letter: char) -> f64 {
    const EM: f64 = 14.67;
    EM * match letter {
        ' ' => 0.25,
        letter if letter.is_uppercase() => 0.70,
        letter if letter.is_alphabetic() => 0.45,
        letter if letter.is_ascii_digit() => 0.50,
        '.' | ',' | ':' | ';' | '/' | '(' | ')' | '-' => 0.32,
        _ => 0.60,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words() {
        let of_lines = |text: &str, width: f64| ((height_of(text, width) - 3.0) / 15.0) as usize;
        assert_eq!(of_lines("", 70.0), 1);
        assert_eq!(of_lines("Bổ sung họ tên.", 70.0), 1);
        assert_eq!(of_lines("Bổ sung họ tên.\nBổ sung ngày sinh.", 70.0), 2);
        let sentence = "Đối chiếu giấy tờ của người hưởng rồi sửa lại số định danh.";
        assert_eq!((of_lines(sentence, 70.0), of_lines(sentence, 30.0)), (1, 2));
        assert_eq!(of_lines(&"1".repeat(100), 36.0), 3, "no word to break at");
        assert_eq!(of_lines(&"dài ".repeat(9999), 70.0), 26, "as high as a row can be");
    }
}
