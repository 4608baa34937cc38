//! Text files (`.csv`, `.txt`, `.tsv`) to one sheet: encoding, separator, quotes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use super::config::Limits;
use super::grid::{Cell, Sheet};
use super::legacy::{Charset, Legacy};
use super::trouble::Trouble;

/// Lines of which the separator is judged.
const SAMPLE_LINES: usize = 200;

/// A quoted field of more lines than this is a stray quote (a ditto mark), not a field.
const QUOTED_LINES: usize = 20;

/// Where no line has a separator outside quotes, each line is a cell.
const NO_SEPARATOR: char = '\u{1f}';

/// Reads a text file; gives the sheet and the name of the encoding.
pub(super) fn read(bytes: &[u8], limits: &Limits, legacy: &Legacy) -> Result<(Sheet, &'static str), Trouble> {
    let (text, encoding) = decode(bytes, legacy);
    let separator = separator(&text);
    let rows = split(&text, separator);
    let cells: usize = rows.iter().map(|row| row.len().max(1)).sum();
    if cells > limits.max_cells || rows.iter().any(|row| row.len() > limits.max_columns) {
        return Err(Trouble::TooLarge);
    }
    Ok((Sheet::new("", false, rows), encoding))
}

/// The text and the encoding found. Legacy fonts are left as windows-1252 shows them, as they stand
/// in workbooks: the cells are decoded one by one when they are cleaned.
pub(super) fn decode(bytes: &[u8], legacy: &Legacy) -> (String, &'static str) {
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return (encoding.decode_without_bom_handling(&bytes[bom..]).0.into_owned(), name(encoding));
    }
    if let Some(encoding) = utf16(bytes) {
        return (encoding.decode_without_bom_handling(bytes).0.into_owned(), name(encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), "utf-8");
    }
    let utf8 = String::from_utf8_lossy(bytes);
    let (broken, letters) = (utf8.matches('\u{fffd}').count(), utf8.chars().filter(|c| !c.is_ascii()).count());
    if broken * 20 < letters {
        // A few bytes lost in an otherwise sound file.
        return (utf8.into_owned(), "utf-8");
    }
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
    let vietnamese = WINDOWS_1258.decode_without_bom_handling(bytes).0.into_owned();
    let readings = [
        (legacy.plausible(&vietnamese).0, "windows-1258"),
        (legacy.plausible(&legacy.decode(&western, Charset::Tcvn3)).0, "tcvn3"),
        (legacy.plausible(&legacy.decode(&western, Charset::Vni)).0, "vni"),
    ];
    // The first of equals: windows-1258 is a real encoding, the others are fonts.
    let best = readings.iter().rev().max_by_key(|(good, _)| *good).map_or("windows-1258", |(_, name)| name);
    (if best == "windows-1258" { vietnamese } else { western }, best)
}

fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == UTF_16LE {
        "utf-16le"
    } else if encoding == UTF_16BE {
        "utf-16be"
    } else {
        debug_assert!(encoding == UTF_8, "only these have a mark");
        "utf-8"
    }
}

/// UTF-16 by its byte order mark; without one, separators, digits and line ends have a zero on one
/// side.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding).filter(|&encoding| encoding != UTF_8);
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 4 > sample.len() / 2 && even * 20 < odd {
        Some(UTF_16LE)
    } else if even * 4 > sample.len() / 2 && odd * 20 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The separator that most lines have, and have often: the one with the highest median count.
fn separator(text: &str) -> char {
    let median = |separator: char| {
        let lines = text.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE_LINES);
        let mut counts: Vec<usize> = lines.map(|line| count_outside_quotes(line, separator)).collect();
        counts.sort_unstable();
        counts.get(counts.len() / 2).copied().unwrap_or(0)
    };
    let all = [(';', 3), ('\t', 2), (',', 1), ('|', 0)];
    if !text.lines().any(|line| all.iter().any(|(separator, _)| count_outside_quotes(line, *separator) > 0)) {
        return NO_SEPARATOR;
    }
    // The first of equals wins.
    all.into_iter().max_by_key(|&(c, rank)| (median(c), rank)).map_or(';', |b| b.0)
}

/// How often a separator stands in a line, but for quoted fields.
pub(super) fn count_outside_quotes(line: &str, separator: char) -> usize {
    let mut inside = false;
    line.chars()
        .filter(|&c| {
            inside ^= c == '"';
            c == separator && !inside
        })
        .count()
}

/// The cells of a line that holds no line break outside quotes.
pub(super) fn fields(line: &str, separator: char) -> Option<Vec<Cell>> {
    let mut rows = split(line, separator);
    rows.pop().filter(|_| rows.is_empty())
}

/// Splits a text into cells. Blank lines are rows too, as a spreadsheet program shows them; the
/// `csv` crate skips them and would shift every row number. A quote opens a field only at its
/// start, and only if it is closed before a separator or line end within [`QUOTED_LINES`] lines.
fn split(text: &str, separator: char) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    loop {
        let (field, after) = match quoted(rest, separator) {
            Some((field, after)) => (Cell::text(&field), after),
            None => {
                let end = rest.find([separator, '\n', '\r']).unwrap_or(rest.len());
                (Cell::text(&rest[..end]), &rest[end..])
            }
        };
        row.push(field);
        let Some(next) = after.chars().next() else { break };
        rest = &after[next.len_utf8()..];
        if next != separator {
            if next == '\r' {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            rows.push(std::mem::take(&mut row));
        }
    }
    rows.push(row);
    rows
}

/// A quoted field at the start of `rest`: its content, and what follows it.
fn quoted(rest: &str, separator: char) -> Option<(String, &str)> {
    let inner = rest.strip_prefix('"')?;
    if inner.starts_with([separator, '\n', '\r']) {
        return None; // A lone mark in its field means the value above.
    }
    let mut lines = 0;
    let mut marks = inner.char_indices().filter(|&(_, c)| c == '"' || c == '\n').peekable();
    while let Some((at, c)) = marks.next() {
        if c == '\n' {
            lines += 1;
            if lines > QUOTED_LINES {
                return None;
            }
        } else if marks.next_if(|&(next, c)| c == '"' && next == at + 1).is_none() {
            let after = &inner[at + 1..];
            let closed = after.is_empty() || after.starts_with([separator, '\n', '\r']);
            return closed.then(|| (inner[..at].replace("\"\"", "\""), after));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(rows: &[Vec<Cell>]) -> String {
        let cell = |cell: &Cell| cell.as_text().unwrap_or("-").replace('\n', "/");
        rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join("|")).collect::<Vec<_>>().join(" # ")
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(show(&split(text, separator(text))), expected);
    }

    #[test]
    fn fields_quotes_and_blank_lines() {
        check("a;b;c\n1;2;3\n", "a|b|c # 1|2|3 # -");
        check("a,b\r\n\r\n1,\"x, y\"\r\n", "a|b # - # 1|x, y # -");
        check("a\tb\n1\t\"hai\ndòng\"\n", "a|b # 1|hai/dòng # -");
        check("a;b\n1;\"ô \"\"trích\"\" này\"\n", "a|b # 1|ô \"trích\" này # -");
    }

    #[test]
    fn lines_in_quotes_are_a_cell_each() {
        check("\";;a\"\n\"1;b \"\"x\"\";c\"", ";;a # 1;b \"x\";c");
    }

    #[test]
    fn a_ditto_mark_is_no_quote() {
        check("a;b;c\n1;\";x\n2;\";y\n", "a|b|c # 1|\"|x # 2|\"|y # -");
    }

    #[test]
    fn commas_in_amounts_do_not_mislead() {
        check("a;b;c\n1;1,050,000;x\n2;1,050,000;y\n", "a|b|c # 1|1,050,000|x # 2|1,050,000|y # -");
    }
}
