//! Heading rows: which row it is, where the wanted columns stand, and what of a row may be told.
//!
//! Headings are looked for in every row near the top; the row with most of them counts. A row that
//! holds data among its headings (a form: label, value, label, value) is none. A heading over several
//! columns, with headings of its own below (`Ngày sinh` over `Nam`, `Nữ`), takes them together; one
//! over a number takes the first (`Số CCCD` over `Số`, `Ngày cấp`).

use unicode_normalization::UnicodeNormalization;

use super::config::Headings;

/// Rows among which the heading is looked for.
pub(super) const WITHIN: usize = 60;
/// Digits from which on a cell of nothing but a number or a date is data.
const DATA_DIGITS: usize = 6;

/// What is wanted of a list.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) id: Option<Headings>,
    pub(super) columns: Vec<Headings>,
    /// Of these, the ones that say who somebody is (name, number): at least one must be there.
    pub(super) telling: Vec<bool>,
    /// Of these, the ones that hold one number: of a heading over several columns the first.
    pub(super) single: Vec<bool>,
    pub(super) sheet: Option<String>,
}

impl Wanted {
    /// Every wanted heading, its names joined.
    pub(super) fn all(&self) -> Vec<String> {
        self.id.iter().chain(&self.columns).map(|heading| heading.all().join(" | ")).collect()
    }

    fn words(&self) -> Vec<String> {
        let headings = self.id.iter().chain(&self.columns).flat_map(Headings::all);
        headings.flat_map(|heading| folded(&heading).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
    }
}

/// A heading as it is compared: composed, small letters, single blanks.
pub(super) fn folded(heading: &str) -> String {
    let heading: String = heading.nfc().flat_map(char::to_lowercase).collect();
    heading.trim_start_matches('\u{feff}').split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the wanted columns stand: for each the columns that are joined, none where it lacks.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) id: Option<Vec<usize>>,
    pub(super) columns: Vec<Vec<usize>>,
    /// Heading of each place, folded.
    pub(super) row: Vec<String>,
    /// Rows that it takes: one, or two with headings below headings.
    pub(super) height: usize,
    /// Headings that are not wanted, as far as they may be told.
    pub(super) unused: Told,
    /// Wanted headings that stand there more than once: the first is read.
    pub(super) twice: Vec<String>,
}

impl Heading {
    /// Finds the heading among the first rows: its index, and where the columns stand.
    ///
    /// # Errors
    /// No row has enough of the wanted headings: what the nearest one has.
    pub(super) fn locate(rows: &[Vec<String>], wanted: &Wanted) -> Result<(usize, Heading), Near> {
        let mut best: Option<(usize, Heading)> = None;
        let mut near: Option<(usize, Near)> = None;
        for at in 0..rows.len().min(WITHIN) {
            let heading = Heading::of(&rows[at], rows.get(at + 1).map_or(&[], Vec::as_slice), wanted);
            let found = heading.found();
            if heading.is_enough(wanted) && !is_form(&rows[at..], &heading, wanted) {
                if best.as_ref().is_none_or(|(_, best)| found > best.found()) {
                    best = Some((at, heading));
                }
            } else if rows[at].iter().filter(|cell| !cell.trim().is_empty()).count() > 1
                && near.as_ref().is_none_or(|(most, _)| found > *most)
            {
                near = Some((found, Near { row: at + 1, has: Told::of(&rows[at], wanted) }));
            }
        }
        best.ok_or_else(|| near.map(|(_, near)| near).unwrap_or_default())
    }

    /// What a row has, with the row below it.
    fn of(cells: &[String], below: &[String], wanted: &Wanted) -> Heading {
        let row: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
        let below: Vec<String> = below.iter().map(|cell| folded(cell)).collect();
        // A title has headings below it as well, and is none itself.
        let names = || wanted.columns.iter().flat_map(Headings::all).map(|name| folded(&name));
        let is_heading = names().any(|name| row.contains(&name));
        let below = if is_heading && is_below(&row, &below) { below } else { Vec::new() };
        // What stands beside a number under one heading (its date, its place) is none of its digits.
        let span = |at: usize, single: bool| {
            let under = |place: usize| below.get(place).is_some_and(|cell| !cell.is_empty());
            let open = |place: usize| row.get(place).is_none_or(String::is_empty) && under(place);
            (at..).take_while(|&place| place == at || (!single && under(at) && open(place))).collect::<Vec<usize>>()
        };
        let place = |name: &str, single: bool| {
            let name = folded(name);
            let at = |row: &[String]| (!name.is_empty()).then(|| row.iter().position(|cell| *cell == name))?;
            at(&row).map(|at| span(at, single)).or_else(|| at(&below).map(|at| vec![at]))
        };
        let joined = |heading: &str, single: bool| {
            let parts = heading.split(" + ").map(|part| place(part, single));
            Some(parts.collect::<Option<Vec<_>>>()?.concat())
        };
        let whole = |heading: &str, single: bool| place(heading, single).or_else(|| joined(heading, single));
        let of = |(headings, single): (&Headings, bool)| {
            headings.all().iter().find_map(|heading| whole(heading, single)).unwrap_or_default()
        };
        let id = wanted.id.as_ref().map(|id| of((id, false)));
        let columns: Vec<Vec<usize>> = wanted.columns.iter().zip(wanted.single.iter().copied()).map(of).collect();
        let used: Vec<usize> = id.iter().chain(&columns).flatten().copied().collect();
        let unused = (0..row.len()).filter(|at| !used.contains(at)).map(|at| cells[at].clone()).collect::<Vec<_>>();
        let height = 1 + usize::from(!below.is_empty());
        let again = |at: &usize| row.iter().skip(at + 1).any(|cell| !cell.is_empty() && *cell == row[*at]);
        let twice = used.iter().filter(|at| **at < row.len() && again(at)).map(|&at| cells[at].trim().to_owned());
        let twice = twice.collect();
        Heading { id, columns, row, height, unused: Told::headings(&unused), twice }
    }

    /// Wanted columns that were found.
    fn found(&self) -> usize {
        self.columns.iter().filter(|places| !places.is_empty()).count()
    }

    /// Two columns, one of which says who somebody is, and the id where one is asked for.
    fn is_enough(&self, wanted: &Wanted) -> bool {
        let told = self.columns.iter().zip(&wanted.telling).any(|(places, telling)| *telling && !places.is_empty());
        let id = self.id.as_ref().is_none_or(|places| !places.is_empty());
        id && self.found() >= wanted.columns.len().min(2) && (told || !wanted.telling.contains(&true))
    }
}

/// The row below holds headings below headings: it fills only columns that the row leaves open, or
/// where a heading over several columns begins.
fn is_below(row: &[String], below: &[String]) -> bool {
    let empty = |row: &[String], at: usize| row.get(at).is_none_or(String::is_empty);
    let filled: Vec<usize> = (0..below.len()).filter(|&at| !empty(below, at)).collect();
    let fits = |&at: &usize| empty(row, at) || (empty(row, at + 1) && !empty(below, at + 1));
    let open = |&at: &usize| empty(row, at);
    let word = |&at: &usize| !below[at].chars().any(|c| c.is_ascii_digit());
    filled.len() > 1 && filled.iter().all(fits) && filled.iter().any(open) && filled.iter().all(word)
}

/// A row of a form: a cell of data among its headings, or other wanted headings right below them.
fn is_form(rows: &[Vec<String>], heading: &Heading, wanted: &Wanted) -> bool {
    let next = rows.get(1).map_or(&[][..], Vec::as_slice);
    let names: Vec<String> = wanted.columns.iter().flat_map(Headings::all).map(|name| folded(&name)).collect();
    let other = |&at: &usize| {
        let below = next.get(at).map(|cell| folded(cell)).unwrap_or_default();
        heading.row.get(at) != Some(&below) && names.contains(&below)
    };
    rows[0].iter().any(|cell| is_data(cell)) || (heading.height == 1 && heading.columns.iter().flatten().any(other))
}

/// Nothing but a number or a date. A month of this century is none: payments have it as a heading.
fn is_data(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let number = |text: &str, most: usize| text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    let is_month = |(month, year): (&str, &str)| number(month, 2) && number(year, 4) && year.starts_with("20");
    let month = cell.trim().split_once(['/', '-', '.']).is_some_and(is_month);
    digits >= DATA_DIGITS && !month && cell.trim().chars().all(|c| c.is_ascii_digit() || " .,/-'+()".contains(c))
}

/// Cells of a row as far as they may be told: what is made of the model's own words, or one plain
/// word in a row that has nothing else. The others may be somebody's: their number alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// Headings.
    pub named: Vec<String>,
    /// Other cells.
    pub others: usize,
}

impl Told {
    fn of(cells: &[String], wanted: &Wanted) -> Told {
        let words = wanted.words();
        let known = |cell: &str| folded(cell).split(' ').all(|word| words.iter().any(|known| known == word));
        let plain = |cell: &str| cell.trim().chars().all(|c| c.is_ascii_alphabetic() || c == '_');
        let filled: Vec<&String> = cells.iter().filter(|cell| !cell.trim().is_empty()).collect();
        let all_plain = filled.iter().all(|cell| known(cell) || plain(cell));
        let named = filled.iter().filter(|cell| all_plain || known(cell)).map(|cell| cell.trim().to_owned());
        let named: Vec<String> = named.collect();
        Told { others: filled.len() - named.len(), named }
    }

    /// The cells of a heading row are nobody's, but for a number or a date that strayed there.
    fn headings(cells: &[String]) -> Told {
        let filled = || cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
        let named: Vec<String> = filled().filter(|cell| !is_data(cell)).map(str::to_owned).collect();
        Told { others: filled().count() - named.len(), named }
    }
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.named.is_empty(), self.others) {
            (true, others) => write!(f, "{others} cells that the model does not know"),
            (false, 0) => f.write_str(&self.named.join(", ")),
            (false, others) => write!(f, "{} and {others} cells that the model does not know", self.named.join(", ")),
        }
    }
}

/// The row that comes nearest to a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Near {
    /// Its number, from 1; 0 where there is none.
    pub row: usize,
    /// What it has.
    pub has: Told,
}

impl std::fmt::Display for Near {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.row == 0 { f.write_str("it has no headings") } else { write!(f, "row {} has {}", self.row, self.has) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        text.split('/').map(|row| row.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
    }

    fn wanted() -> Wanted {
        let one = |text: &str| Headings::One(text.to_owned());
        let name = Headings::Many(["Họ và tên", "Họ tên", "Họ đệm + Tên"].map(str::to_owned).to_vec());
        let columns = vec![name, one("Ngày sinh"), one("Số CCCD")];
        Wanted { id: None, columns, telling: vec![true, false, true], single: vec![false, false, true], sheet: None }
    }

    #[track_caller]
    fn found(text: &str, at: usize, height: usize, columns: &[&[usize]]) {
        let (row, heading) = Heading::locate(&rows(text), &wanted()).unwrap();
        assert_eq!(
            (row, heading.height, &heading.columns[..]),
            (at, height, &columns.iter().map(|c| c.to_vec()).collect::<Vec<_>>()[..])
        );
    }

    #[test]
    fn the_row_with_most_headings_counts_and_columns_may_lack() {
        found("DANH SÁCH||/STT|Họ tên|Ngày sinh|Số CCCD/1|An|1950|", 1, 1, &[&[1], &[2], &[3]]);
        found("Họ tên|Ngày sinh/An|1950", 0, 1, &[&[0], &[1], &[]]);
        found("Họ đệm|Tên|Số CCCD/Lê|An|", 0, 1, &[&[0, 1], &[], &[2]]);
        found("Họ tên|Ngày sinh|x/Họ tên|Ngày sinh|Số CCCD", 1, 1, &[&[0], &[1], &[2]]);
    }

    #[test]
    fn a_month_is_a_heading_and_a_date_is_none() {
        for (cell, data) in [("11/2026", false), ("10-2026", false), ("03/1948", true), ("12.03.1948", true)] {
            assert_eq!(is_data(cell), data, "{cell}");
        }
        let row = ["Họ tên", "Ngày sinh", "11/2026"].map(str::to_owned).to_vec();
        assert_eq!(Heading::locate(&[row], &wanted()).unwrap().1.columns, [vec![0], vec![1], vec![]]);
    }

    #[test]
    fn headings_over_headings() {
        found("Họ và tên|Ngày sinh||Số CCCD/|Nam|Nữ|/An|1950||1", 0, 2, &[&[0], &[1, 2], &[3]]);
        found("Họ và tên||Giấy tờ|/Họ đệm|Tên|Số CCCD|Ngày cấp/Lê|An|1|2", 0, 2, &[&[0, 1], &[], &[2]]);
        // Of a number and what stands beside it under one heading, the number.
        found("Họ và tên|Số CCCD|||Ngày sinh/|Số|Ngày cấp|Nơi cấp|/An|1|2|3|4", 0, 2, &[&[0], &[4], &[1]]);
        // A person below a heading that has no name beside it.
        found("Họ tên|Ngày sinh||/An|1950|x|", 0, 1, &[&[0], &[1], &[]]);
    }

    #[track_caller]
    fn refused(text: &str, told: &str) {
        assert_eq!(Heading::locate(&rows(text), &wanted()).unwrap_err().to_string(), told, "{text}");
    }

    #[test]
    fn what_is_no_heading_is_told_without_what_may_be_somebodys() {
        refused("HOTEN|NGSINH|CC/An|1950|1", "row 1 has HOTEN, NGSINH, CC");
        refused("Nguyễn Văn An|1950/Lê Thị Bình|1951", "row 1 has 2 cells that the model does not know");
        // A form, with a date among its labels, and one without.
        let of_form = "row 1 has Họ tên, Ngày sinh and 2 cells that the model does not know";
        refused("Họ tên|Nguyễn Văn An|Ngày sinh|12.03.1948/Số CCCD|031048000123||", of_form);
        refused("Họ tên|Nguyễn Văn An|Ngày sinh|Không rõ/Số CCCD|031048000123||", of_form);
        // Nothing says who.
        refused("Ngày sinh|Ghi chú/1950|", "row 1 has Ngày sinh and 1 cells that the model does not know");
        refused("", "it has no headings");
    }
}
