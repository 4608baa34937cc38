//! An amount of money in Vietnamese words, as payment lists close with it (số tiền bằng chữ).

use crate::model::Dong;

const DIGITS: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const SCALES: [&str; 3] = ["", "nghìn", "triệu"];

/// `Một triệu không trăm năm mươi nghìn đồng`; negative amounts begin with `Âm`.
pub(super) fn dong_in_words(amount: Dong) -> String {
    let words = if amount.0 == 0 { DIGITS[0].to_owned() } else { number(amount.0.unsigned_abs()).join(" ") };
    let signed = if amount.0 < 0 { format!("âm {words}") } else { words };
    let mut letters = signed.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{} đồng", letters.as_str())
}

/// Groups of nine digits, each but the last followed by `tỷ`.
fn number(value: u64) -> Vec<&'static str> {
    const BILLION: u64 = 1_000_000_000;
    let mut words = Vec::new();
    if value >= BILLION {
        words.extend(number(value / BILLION));
        words.push("tỷ");
    }
    words.extend(below_billion((value % BILLION) as usize, value >= BILLION));
    words
}

fn below_billion(value: usize, follows: bool) -> Vec<&'static str> {
    let (mut words, mut follows) = (Vec::new(), follows);
    for scale in (0..3).rev() {
        let group = value / 1000_usize.pow(scale) % 1000;
        if group > 0 {
            words.extend(below_thousand(group, follows));
            words.extend(Some(SCALES[scale as usize]).filter(|word| !word.is_empty()));
            follows = true;
        }
    }
    words
}

/// `follows`: something stands before, so the hundreds are said even where there are none.
fn below_thousand(value: usize, follows: bool) -> Vec<&'static str> {
    let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
    let mut words = Vec::new();
    if hundreds > 0 || follows {
        words.extend([DIGITS[hundreds], "trăm"]);
    }
    match (tens, ones) {
        (0, 0) => {}
        (0, ones) if words.is_empty() => words.push(DIGITS[ones]),
        (0, ones) => words.extend(["linh", DIGITS[ones]]),
        (1, _) => words.push("mười"),
        (tens, _) => words.extend([DIGITS[tens], "mươi"]),
    }
    match (tens, ones) {
        (0, _) | (_, 0) => {}
        (2.., 1) => words.push("mốt"),
        (2.., 4) => words.push("tư"),
        (_, 5) => words.push("lăm"),
        (_, ones) => words.push(DIGITS[ones]),
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(amount: i64, expected: &str) {
        assert_eq!(dong_in_words(Dong(amount)), expected);
    }

    #[test]
    fn amounts_read_as_a_clerk_writes_them() {
        check(0, "Không đồng");
        check(700_000, "Bảy trăm nghìn đồng");
        check(1_050_000, "Một triệu không trăm năm mươi nghìn đồng");
        check(21_000_000, "Hai mươi mốt triệu đồng");
        check(14_000_000, "Mười bốn triệu đồng");
        check(24_015_000, "Hai mươi tư triệu không trăm mười lăm nghìn đồng");
        check(105, "Một trăm linh năm đồng");
        check(1_000_000_005, "Một tỷ không trăm linh năm đồng");
        check(12_345_678_900, "Mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm đồng");
        check(-700_000, "Âm bảy trăm nghìn đồng");
    }
}
