//! Which number formats of a workbook show a day.
//!
//! Sources: ECMA-376 part 1, 18.8.30 (numbers of built-in formats) and 18.8.31 (format codes). The same
//! judgement as the library's that reads the other formats, so that a list means the same in each.

/// The numbers of built-in formats that show a day or a time of day; those from 27 to 36 and from 50 to
/// 58 do so in East Asian versions.
const BUILT_IN: [std::ops::RangeInclusive<u32>; 5] = [14..=22, 27..=36, 45..=45, 47..=47, 50..=58];

/// A built-in format by its number as written.
pub(super) fn is_built_in(id: &str) -> bool {
    let canonical = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()) && !id.starts_with('0');
    canonical && id.parse().is_ok_and(|id: u32| BUILT_IN.iter().any(|range| range.contains(&id)))
}

/// A format code that shows a day or a time of day: its first section has a letter of dates outside
/// quotes, brackets and escapes. A duration (`[h]:mm`) is none.
pub(super) fn shows_day(code: &str) -> bool {
    let mut chars = code.chars().peekable();
    let (mut depth, mut morning) = (0_u32, false);
    while let Some(c) = chars.next() {
        match (c, depth) {
            ('_' | '\\' | '*', _) => _ = chars.next(),
            ('"', _) => {
                while let Some(c) = chars.next() {
                    match c {
                        '_' | '\\' | '*' => _ = chars.next(),
                        '"' => break,
                        _ => {}
                    }
                }
            }
            (';', _) => return false,
            ('[', _) => {
                depth += 1;
                if is_duration(chars.clone(), depth) {
                    return false;
                }
            }
            (']', _) => depth = depth.saturating_sub(1),
            ('a' | 'A', 0) if !morning => morning = true,
            ('p' | 'm' | '/' | 'P' | 'M', 0) if morning => return true,
            ('d' | 'm' | 'h' | 'y' | 's' | 'D' | 'M' | 'H' | 'Y' | 'S', 0) if !morning => return true,
            _ => {}
        }
    }
    false
}

/// `[h]`, `[mm]`: one letter of times, perhaps repeated, and nothing else in the outermost brackets.
fn is_duration(mut inside: impl Iterator<Item = char>, depth: u32) -> bool {
    let Some(first) = inside.next().filter(|c| depth == 1 && "mhsMHS".contains(*c)) else { return false };
    inside.find(|c| !c.eq_ignore_ascii_case(&first)) == Some(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_show_a_day_and_others() {
        for code in [
            "DD/MM/YY",
            "H:MM:SS;@",
            "m\"M\"d\"D\";@",
            "[$-404]e\"\\xfc\"m",
            "ha/p\\\\m",
            "*-yyyy-mm-dd",
            "dd\\-mm",
            "\"VN_\"#,##0\"d\"",
        ] {
            assert!(shows_day(code), "{code}");
        }
        for code in [
            "[h]:mm:ss",
            "[ss]",
            "[Blue]\\+[h]:mm",
            "#,##0",
            "\"Y: \"0.00\"m\"",
            "0_ ;[Red]\\-0\\ ",
            "#,##0*y",
            "General",
            "\\Y000",
            "\"_\"dd/mm/yyyy",
        ] {
            assert!(!shows_day(code), "{code}");
        }
        assert!(
            is_built_in("14") && is_built_in("47") && !is_built_in("46") && !is_built_in("014") && !is_built_in("0")
        );
    }
}
