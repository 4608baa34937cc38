//! The text of an amount, read whole or not at all: numbers with units, sums and products.
//!
//! `1.050.000 đ/tháng`, `0,5 triệu`, `1tr050`, `500.000 x 1,5`, `750.000 + 500.000`. Never: a part of a
//! text. What is left over, a division, a unit without number, makes it no amount.

use super::config::MoneyWords;
use crate::likeness::bare;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sum {
    /// The amount in the unit that is written.
    pub(super) value: f64,
    /// A unit is written.
    pub(super) unit: bool,
    /// The letter O stood among the digits and was read as zero.
    pub(super) letters: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A number as written.
    Number(String),
    Unit(i64),
    Times,
    Plus,
}

/// Reads a text of one amount.
pub(super) fn read(text: &str, words: &MoneyWords) -> Option<Sum> {
    let (text, letters) = with_zeros(&without_spelled(text, words));
    let (tokens, per) = tokens(&text, words)?;
    // `700.000 x 2 tháng` is no month's amount.
    if per && tokens.contains(&Token::Times) {
        return None;
    }
    let (mut value, mut unit, mut plain) = (0.0, false, false);
    for product in tokens.split(|token| *token == Token::Plus) {
        let (mut factor, mut with_unit) = (1.0, false);
        for part in product.split(|token| *token == Token::Times) {
            let (read, said) = quantity(part)?;
            factor = rounded(factor * read);
            with_unit |= said;
        }
        value += factor;
        unit |= with_unit;
        plain |= !with_unit && factor < 1e4;
    }
    (!(unit && plain)).then_some(Sum { value: rounded(value), unit, letters })
}

fn rounded(number: f64) -> f64 {
    (number * 1e3).round() / 1e3
}

/// A number, or numbers with falling units: `1 triệu 50 nghìn`. Three digits behind a million are
/// thousands, one digit is hundreds of thousands; two may be either.
fn quantity(tokens: &[Token]) -> Option<(f64, bool)> {
    let (Token::Number(first), mut rest) = tokens.split_first()? else { return None };
    let mut value = number_of(first)?;
    let mut last = match rest.split_first() {
        None => return Some((value, false)),
        Some((Token::Unit(unit), behind)) => {
            value = rounded(value * *unit as f64);
            rest = behind;
            *unit
        }
        Some(_) => return None,
    };
    loop {
        match rest {
            [] => return Some((value, true)),
            [Token::Number(number), Token::Unit(unit), behind @ ..] if *unit < last => {
                value = rounded(value + number_of(number)? * *unit as f64);
                (last, rest) = (*unit, behind);
            }
            [Token::Number(digits)] if last == 1_000_000 && matches!(digits.len(), 1 | 3) => {
                let part: f64 = digits.parse().ok()?;
                return Some((value + part * if digits.len() == 1 { 100_000.0 } else { 1_000.0 }, true));
            }
            _ => return None,
        }
    }
}

/// The parts of a text and whether it says for what the amount is (`/tháng`); `None` where something is
/// no part of an amount.
fn tokens(text: &str, words: &MoneyWords) -> Option<(Vec<Token>, bool)> {
    let (mut tokens, mut per, mut behind_word, mut rest) = (Vec::new(), false, false, text.trim());
    while let Some(letter) = rest.chars().next() {
        let length = match letter {
            '0'..='9' => {
                let length = number_length(rest);
                behind_word = false;
                tokens.push(Token::Number(rest[..length].to_owned()));
                // `500.000,-` as on receipts.
                length + if matches!(&rest[length..], ",-" | ".-" | "." | ",") { rest.len() - length } else { 0 }
            }
            '+' | '*' | '×' => {
                tokens.push(if letter == '+' { Token::Plus } else { Token::Times });
                letter.len_utf8()
            }
            '/' if rest[1..].trim_start().starts_with(is_word_part) => 1,
            ' ' | '(' | ')' | ':' | '.' | ',' => 1,
            letter if is_word_part(letter) => {
                let length = rest.find(|c| !is_word_part(c)).unwrap_or(rest.len());
                let (word, plain) = (rest[..length].to_lowercase(), bare(&rest[..length]).to_lowercase());
                let sign = !letter.is_ascii() && word.chars().count() == 1;
                let is_in = |list: &[String]| list.contains(&plain) || list.contains(&word);
                match words.units.get(&plain) {
                    _ if plain == "x" => tokens.push(Token::Times),
                    // A unit behind other words is none: `đ/ng` is for each person.
                    Some(unit) if !behind_word => tokens.push(Token::Unit(*unit)),
                    None if sign || is_in(&words.currency) => behind_word = true,
                    None if is_in(&words.around) => (behind_word, per) = (true, true),
                    _ => return None,
                }
                length
            }
            _ => return None,
        };
        rest = &rest[length..];
    }
    Some((tokens, per))
}

/// Letters, and the signs that stand for letters in legacy fonts (`®ång`).
fn is_word_part(letter: char) -> bool {
    letter.is_alphabetic() || (!letter.is_ascii() && !letter.is_whitespace() && letter != '×')
}

/// Length of the number at the head of a text; a blank stands between thousands only.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = digits(0);
    loop {
        end += match bytes.get(end) {
            Some(b'.' | b',' | b'\'') if digits(end + 1) > 0 => 1 + digits(end + 1),
            Some(b' ') if digits(end + 1) == 3 => 4,
            _ => return end,
        };
    }
}

/// The text without brackets that say the amount in letters.
fn without_spelled(text: &str, words: &MoneyWords) -> String {
    let Some((before, rest)) = text.split_once('(') else { return text.to_owned() };
    let Some((inside, after)) = rest.split_once(')') else { return text.to_owned() };
    let mut inner = inside.split(|c: char| !is_word_part(c)).filter(|word| !word.is_empty()).peekable();
    let several = inside.trim().contains(' ');
    let spelled = |word: &str| words.spelled.contains(&bare(word).to_lowercase());
    if several
        && before.contains(|c: char| c.is_ascii_digit())
        && inner.all(spelled)
        && !inside.contains(|c: char| c.is_ascii_digit())
    {
        return format!("{before} {after}");
    }
    text.to_owned()
}

/// The letter O behind a digit, or behind the mark behind one, is a zero.
fn with_zeros(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len());
    let mut found = false;
    for letter in text.chars() {
        let behind = out.ends_with(|c: char| c.is_ascii_digit())
            || out.strip_suffix(['.', ',']).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        let zero = matches!(letter, 'O' | 'o') && behind;
        found |= zero;
        out.push(if zero { '0' } else { letter });
    }
    (out, found)
}

/// A number with dots or commas between thousands or before decimals: three digits after the last
/// mark are thousands, unless there is only one mark and nothing but zero before it.
pub(super) fn number_of(text: &str) -> Option<f64> {
    let body: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    let groups: Vec<&str> = body.split(['.', ',']).collect();
    let (head, tail) = groups.split_first()?;
    let last = tail.last().copied().unwrap_or("");
    let all_thousands = tail.iter().all(|group| group.len() == 3);
    if tail.is_empty() || (all_thousands && *head != "0") {
        return groups.concat().parse().ok();
    }
    let whole = groups[..groups.len() - 1].concat();
    let inner_fit = tail[..tail.len() - 1].iter().all(|group| group.len() == 3);
    if !inner_fit || last.len() > 4 {
        return None;
    }
    format!("{whole}.{last}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    #[track_caller]
    fn check(text: &str, expected: Option<f64>) {
        assert_eq!(read(text, &lexicon().words.money).map(|sum| sum.value), expected, "{text}");
    }

    #[test]
    fn sums_and_products_are_read_whole() {
        check("1tr050", Some(1_050_000.0));
        check("1tr5", Some(1_500_000.0));
        check("1 triệu 500", Some(1_500_000.0));
        check("1 triệu 50 nghìn đồng", Some(1_050_000.0));
        check("500.000 x 1,5", Some(750_000.0));
        check("500.000đ × 1.5", Some(750_000.0));
        check("1,5*700.000", Some(1_050_000.0));
        check("750.000+500.000", Some(1_250_000.0));
        check("500.000 x 1,5 + 200.000", Some(950_000.0));
        check("500.000 (năm trăm nghìn đồng)", Some(500_000.0));
        check("Mức: 500.000 đ/tháng", Some(500_000.0));
        check("500.000,-", Some(500_000.0));
        check("7OO.OOO", Some(700_000.0));
    }

    #[test]
    fn what_is_left_over_makes_it_no_amount() {
        for text in [
            "1tr50",
            "1 triệu 50",
            "500k5",
            "500.000đ/ng/tháng",
            "1.500.000/2 tháng",
            "1.500.000/2",
            "700.000 x 2 tháng",
            "500.000 - 700.000",
            "500.000 hoặc 700.000",
            "500.000 700.000",
            "500.000 (đã trừ)",
            "QĐ 500",
            "500.000?",
            "triệu",
            "x 1,5",
            "500.000 x",
            "500.000 +",
            "1tr + 50",
            "",
        ] {
            check(text, None);
        }
    }
}
