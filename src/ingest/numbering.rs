//! Rows that number the columns: `(1) (2) (3)`, `A B 1 2 3`, `1 2 3=1x2`.

use super::grid::Cell;

/// True for a row of column numbers: three cells or more, each a small number, a letter or a
/// formula of such, rising from left to right; or nothing but the letters A, B, C and so on.
pub(super) fn is_numbering(cells: &[Cell]) -> bool {
    let marks: Option<Vec<u32>> = cells.iter().filter(|cell| !cell.is_blank()).map(column_number).collect();
    let Some(marks) = marks else { return false };
    let numbers: Vec<u32> = marks.iter().copied().filter(|&n| n > 0).collect();
    if marks.len() >= 3 && numbers.is_empty() {
        return are_letters(cells);
    }
    marks.len() >= 3 && numbers.len() >= 2 && numbers[0] <= 3 && numbers.windows(2).all(|pair| pair[0] < pair[1])
}

/// The letters of the alphabet from the first one on.
fn are_letters(cells: &[Cell]) -> bool {
    let letters =
        cells.iter().filter_map(Cell::as_text).filter_map(|text| text.chars().find(char::is_ascii_alphabetic));
    letters.zip('A'..='Z').all(|(letter, wanted)| letter.to_ascii_uppercase() == wanted)
}

/// The number that a cell gives its column; 0 for a letter.
fn column_number(cell: &Cell) -> Option<u32> {
    let text = match cell {
        Cell::Number(number) => {
            return (number.fract() == 0.0 && (1.0..100.0).contains(number)).then_some(*number as u32);
        }
        Cell::Text(text) => text.reveal(),
        _ => return None,
    };
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && !"()[]".contains(*c)).collect();
    if bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic()) {
        return Some(0);
    }
    let first: String = bare.chars().take_while(char::is_ascii_digit).collect();
    let rest = &bare[first.len()..];
    let formula =
        rest.is_empty() || (rest.starts_with('=') && rest[1..].chars().all(|c| "0123456789x*+-/=X×:".contains(c)));
    if first.len() <= 2 && formula { first.parse().ok().filter(|&n: &u32| n > 0) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(line: &str) -> Vec<Cell> {
        line.split('|').map(|cell| cell.parse().map_or_else(|_| Cell::text(cell), Cell::Number)).collect()
    }

    #[test]
    fn numbering_rows() {
        for line in ["(1)|(2)|(3)", "1|2|3|4", "A|B|1|2|3", "[1]|[2]|[3]=[1]x[2]", "1|2||3", "A|B|C", "(a)|(b)|(c)|(d)"]
        {
            assert!(is_numbering(&row(line)), "{line}");
        }
        for line in ["1|Nguyễn Văn An|1948", "1|2", "3|2|1", "12|540000|1", "A|C|D", "x|x|x", "I|II|III", "1|Nam|3"]
        {
            assert!(!is_numbering(&row(line)), "{line}");
        }
    }
}
