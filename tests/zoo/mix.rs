//! Many quirks together, drawn from a seed: a page is put together line by line, with what must be
//! read of it.

use std::fmt::Write as _;

use crate::check::{As, Case, Want, bytes, ending};
use crate::page::Page;

/// Numbers from a seed, the same everywhere (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const FAMILIES: [&str; 12] =
    ["Nguyễn", "Trần", "Lê", "Phạm", "Vũ", "Đỗ", "Bùi", "Ngô", "Dương", "Đào", "Đoàn", "Hoàng"];
const GIVEN: [&str; 14] =
    ["An", "Bình", "Cúc", "Dũng", "Em", "Gấm", "Hoa", "Ích", "Kim", "Lâm", "Mơ", "Năm", "Oanh", "Phú"];

/// A column of the drawn list.
#[derive(Clone, Copy, PartialEq)]
enum Col {
    Ordinal,
    Name,
    Birth,
    Male,
    Female,
    Id,
    Address,
    Hamlet,
    Coefficient,
    Amount,
    DecisionNo,
    DecisionDate,
    Unknown,
    Note,
}

/// What is drawn once for a page.
struct Plan {
    columns: Vec<Col>,
    left: usize,
    two_rows: bool,
    numbering: bool,
    merges: bool,
    hamlet_once: bool,
    sections: usize,
    thousands: bool,
}

impl Plan {
    fn draw(dice: &mut Dice, merges: bool) -> Plan {
        let mut columns = vec![Col::Ordinal, Col::Name];
        let split = dice.one_in(3);
        columns.extend(if split { vec![Col::Male, Col::Female] } else { vec![Col::Birth] });
        columns.push(Col::Id);
        let decision = dice.one_in(2);
        if decision {
            columns.extend([Col::DecisionNo, Col::DecisionDate]);
        }
        for (col, odds) in [(Col::Address, 2), (Col::Hamlet, 3), (Col::Unknown, 4), (Col::Coefficient, 3)] {
            if dice.one_in(odds) {
                columns.push(col);
            }
        }
        columns.push(Col::Amount);
        if dice.one_in(2) {
            columns.push(Col::Note);
        }
        let grouped = split || decision;
        let hamlets = columns.contains(&Col::Hamlet);
        Plan {
            left: if dice.one_in(3) { dice.below(4) } else { 0 },
            two_rows: grouped && (split || dice.one_in(2)),
            numbering: dice.one_in(2),
            merges,
            hamlet_once: hamlets && dice.one_in(2),
            sections: if hamlets { dice.below(2) } else { dice.below(3) },
            thousands: dice.one_in(4),
            columns,
        }
    }

    fn pad(&self) -> String {
        "|".repeat(self.left)
    }

    fn fields(&self) -> String {
        let name = |col: &Col| match col {
            Col::Ordinal => "ordinal",
            Col::Name => "full_name",
            Col::Birth => "birth_date",
            Col::Male => "birth_male",
            Col::Female => "birth_female",
            Col::Id => "id_no",
            Col::Address => "address",
            Col::Hamlet => "hamlet",
            Col::Coefficient => "coefficient",
            Col::Amount => "amount",
            Col::DecisionNo => "decision_no",
            Col::DecisionDate => "decision_date",
            Col::Unknown => "-",
            Col::Note => "note",
        };
        let names: Vec<&str> = vec!["-"; self.left].into_iter().chain(self.columns.iter().map(name)).collect();
        format!("F {}\n", names.join(" "))
    }

    fn heading(&self, dice: &mut Dice) -> String {
        let own = |col: &Col, dice: &mut Dice| match col {
            Col::Ordinal => dice.pick(&["STT", "TT", "Số TT"]),
            Col::Name => dice.pick(&["Họ và tên", "HỌ TÊN", "Họ và tên đối tượng", "Họ và\\ntên"]),
            Col::Birth => dice.pick(&["Ngày tháng năm sinh", "Năm sinh", "Ngày sinh"]),
            Col::Male => "Năm sinh nam",
            Col::Female => "Năm sinh nữ",
            Col::Id => dice.pick(&["Số CCCD", "CCCD/CMND", "Số định danh cá nhân", "Số\\nCCCD"]),
            Col::Address => dice.pick(&["Địa chỉ", "Nơi thường trú", "Nơi ở hiện nay"]),
            Col::Hamlet => dice.pick(&["Thôn", "Tổ dân phố", "Thôn/TDP"]),
            Col::Coefficient => dice.pick(&["Hệ số", "HS"]),
            Col::Amount if self.thousands => "Mức trợ cấp (nghìn đồng)",
            Col::Amount => dice.pick(&["Mức trợ cấp", "Số tiền", "Mức hưởng/tháng"]),
            Col::DecisionNo => "Số QĐ",
            Col::DecisionDate => "Ngày QĐ",
            Col::Unknown => "Chỉ tiêu theo dõi",
            Col::Note => "Ghi chú",
        };
        if !self.two_rows {
            let cells: Vec<&str> = self.columns.iter().map(|col| own(col, dice)).collect();
            return format!("H {}{}\n", self.pad(), cells.join("|"));
        }
        let (gap, down) = if self.merges { ("<", "^") } else { ("", "") };
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for col in &self.columns {
            let (over, under) = match col {
                Col::Male => ("Năm sinh", "Nam"),
                Col::Female => (gap, "Nữ"),
                Col::DecisionNo => ("Quyết định", "Số"),
                Col::DecisionDate => (gap, "Ngày"),
                col => (own(col, dice), down),
            };
            upper.push(over);
            lower.push(under);
        }
        format!("H {0}{1}\nH {0}{2}\n", self.pad(), upper.join("|"), lower.join("|"))
    }

    fn numbers(&self) -> String {
        let cells: Vec<String> = (1..=self.columns.len()).map(|n| format!("({n})")).collect();
        format!("H {}{}\n", self.pad(), cells.join("|"))
    }
}

/// One person of the list: cells, and what they are cleaned to.
fn person(plan: &Plan, number: usize, hamlet: Option<&str>, dice: &mut Dice) -> (String, String) {
    let female = dice.one_in(2);
    let name = format!("{} {} {}", dice.pick(&FAMILIES), if female { "Thị" } else { "Văn" }, dice.pick(&GIVEN));
    let (year, month, day) = (1925 + dice.below(55), 1 + dice.below(12), 1 + dice.below(28));
    let (birth, clean) = match dice.below(7) {
        0 => (format!("#{year}"), format!("{year}")),
        1 => (format!("{day:02}/{month:02}/{year}"), format!("{year}-{month:02}-{day:02}")),
        2 => (format!("{day}.{month}.{year}"), format!("{year}-{month:02}-{day:02}")),
        3 => (format!("@{year}-{month:02}-{day:02}"), format!("{year}-{month:02}-{day:02}")),
        4 => (format!("tháng {month}/{year}"), format!("{year}-{month:02}")),
        5 => (format!("00/00/{year}"), format!("{year}")),
        _ => (format!("khoảng {year}"), format!("{year}")),
    };
    let serial = 100_001 + dice.below(89_999) * 10;
    let id = format!("031{}{:02}{serial}", u8::from(female), year % 100);
    let shown_id = match dice.below(3) {
        0 => format!("#{}", id.trim_start_matches('0')),
        1 => format!("{} {} {}", &id[..4], &id[4..8], &id[8..]),
        _ => id.clone(),
    };
    let amount = [700_000, 1_050_000, 1_400_000][dice.below(3)];
    let shown_amount = match (plan.thousands, dice.below(2)) {
        (true, 0) => format!("#{}", amount / 1000),
        (true, _) => thousands(amount / 1000),
        (false, 0) => format!("#{amount}"),
        (false, _) => thousands(amount),
    };
    let cell = |col: &Col| match col {
        Col::Ordinal => format!("#{number}"),
        Col::Name => name.clone(),
        Col::Birth => birth.clone(),
        Col::Male if !female => birth.clone(),
        Col::Female if female => birth.clone(),
        Col::Male | Col::Female => String::new(),
        Col::Id => shown_id.clone(),
        Col::Address => format!("Số {number}, đường Tô Hiệu"),
        Col::Hamlet => hamlet.unwrap_or("").to_owned(),
        Col::Coefficient => format!("#{}", amount as f64 / 700_000.0),
        Col::Amount => shown_amount.clone(),
        Col::DecisionNo => format!("{number}/QĐ-UBND"),
        Col::DecisionDate => "01/02/2020".to_owned(),
        Col::Unknown => format!("ct {number}"),
        Col::Note => {
            if number.is_multiple_of(3) {
                "đã có thẻ".to_owned()
            } else {
                String::new()
            }
        }
    };
    let cells: Vec<String> = plan.columns.iter().map(cell).collect();
    (cells.join("|"), format!("full_name={name}; birth_date={clean}; id={id}; amount={amount}"))
}

/// `1.050.000`.
fn thousands(amount: usize) -> String {
    let digits = amount.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// The text of a page.
pub(crate) fn page(seed: u64, merges: bool, hiding: bool) -> String {
    let dice = &mut Dice::new(seed);
    let plan = Plan::draw(dice, merges);
    let pad = plan.pad();
    let mut out = String::new();
    for _ in 0..dice.below(3) {
        let _ = writeln!(out, "T {pad}UBND PHƯỜNG LÊ CHÂN|||CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
    }
    (0..dice.below(3)).for_each(|_| out.push_str(".\n"));
    let _ = writeln!(out, "T {pad}||DANH SÁCH ĐỐI TƯỢNG ĐANG HƯỞNG TRỢ CẤP XÃ HỘI");
    (0..dice.below(2)).for_each(|_| out.push_str(".\n"));
    out.push_str(&plan.fields());
    let heading = plan.heading(dice);
    out.push_str(&heading);
    if plan.numbering {
        out.push_str(&plan.numbers());
    }
    let mut number = 0;
    let groups = 1 + dice.below(3);
    for group in 0..groups {
        section(&mut out, &plan, group, dice);
        people(&mut out, &plan, group, &mut number, &heading, hiding, dice);
        if dice.one_in(3) {
            let _ = writeln!(out, "L {pad}|Cộng nhóm");
        }
    }
    if dice.one_in(2) {
        let _ = writeln!(out, "L {pad}|Tổng cộng: {number} người");
    }
    if dice.one_in(2) {
        out.push_str(".\n");
        let _ = writeln!(out, "N {pad}||Lê Chân, ngày 5 tháng 11 năm 2026");
        let _ = writeln!(out, "N {pad}|Người lập biểu||CHỦ TỊCH");
        let _ = writeln!(out, ".\nN {pad}|Phạm Thị Dung||Vũ Văn Em");
    }
    out
}

fn section(out: &mut String, plan: &Plan, group: usize, dice: &mut Dice) {
    let pad = plan.pad();
    let wide = if plan.merges && dice.one_in(2) { "|<|<|<" } else { "" };
    let at = if wide.is_empty() && dice.one_in(2) { "|" } else { "" };
    let groups = ["I. Người khuyết tật đặc biệt nặng", "II. Người khuyết tật nặng", "III. Người cao tuổi"];
    if plan.sections > 0 {
        let _ = writeln!(out, "S1 {pad}{at}{}{wide}", groups[group]);
    }
    if plan.sections > 1 {
        let _ = writeln!(out, "S2 {pad}{at}Thôn Đông{wide}");
    }
}

fn people(
    out: &mut String,
    plan: &Plan,
    group: usize,
    number: &mut usize,
    heading: &str,
    hiding: bool,
    dice: &mut Dice,
) {
    let pad = plan.pad();
    let rows = 4 + dice.below(5);
    let names = [
        "Thôn Đông",
        "Thôn Đoài",
        "Thôn Nam",
        "Thôn Bắc",
        "Thôn Thượng",
        "Thôn Hạ",
        "Thôn Trung",
        "Thôn Nội",
        "Thôn Trại",
    ];
    for row in 0..rows {
        *number += 1;
        // A group that is written once does not come back.
        let hamlet = names[(group * 3 + row / 3) % names.len()];
        let first = row % 3 == 0;
        let shown = if plan.hamlet_once && !first { None } else { Some(hamlet) };
        let (cells, clean) = person(plan, *number, shown, dice);
        let kind = if hiding && dice.one_in(9) { "Dh" } else { "D" };
        let told = if plan.hamlet_once && !first { format!(" => hamlet={hamlet}") } else { String::new() };
        let _ = writeln!(out, "{kind} {pad}{cells}{told} ~> {clean}");
        if row + 1 < rows && !plan.hamlet_once {
            match dice.below(14) {
                0 => out.push_str(".\n"),
                1 => out.push_str(heading),
                2 if plan.columns.contains(&Col::Address) => carry(out, plan),
                _ => {}
            }
        }
    }
}

/// The address of the last person goes on in a row of its own.
fn carry(out: &mut String, plan: &Plan) {
    let Some(line) = out.trim_end().rfind('\n').map(|at| at + 1) else { return };
    let (head, clean) = out[line..].trim_end().split_once(" ~> ").expect("a person was written last");
    let address = head.split('|').find(|cell| cell.starts_with("Số ")).expect("an address").to_owned();
    let new = format!("{head} => address={address} phường Lê Chân ~> {clean}\n");
    out.truncate(line);
    out.push_str(&new);
    let at = plan.columns.iter().position(|col| *col == Col::Address).expect("a column of addresses");
    let _ = writeln!(out, "C {}{}phường Lê Chân", plan.pad(), "|".repeat(at));
}

/// Pages drawn from seeds, in all formats in turn.
pub(crate) fn cases() -> Vec<Case> {
    (0..350).map(drawn).collect()
}

/// The page of a seed, in the format of its turn.
pub(crate) fn drawn(seed: u64) -> Case {
    let formats = [As::Xlsx, As::Xls, As::Ods, As::Csv, As::Xlsb, As::Html, As::Xml2003];
    let format = formats[(seed % 7) as usize];
    let page = Page::parse(&page(seed, format != As::Csv, !matches!(format, As::Csv | As::Html)));
    let bytes = bytes(&page, format);
    let name = format!("mix-{seed:04}.{}", ending(format));
    Case { quirk: "many quirks together", name, bytes, want: Want::Rows(Box::new(page), Vec::new()) }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..proptest::prelude::ProptestConfig::with_cases(200) })]

    /// Whatever is put together: every physical row stands once in the rows read, every data row
    /// comes out once as a person or is set aside, and each value stands in its field.
    #[test]
    fn nothing_is_lost_and_nothing_doubled(seed in proptest::num::u64::ANY) {
        let wrong = crate::check::check(&drawn(seed));
        proptest::prop_assert!(wrong.is_empty(), "seed {seed}: {}", wrong.join("\n"));
    }

    /// The same page with rows struck out at random: the books close whatever is left.
    #[test]
    fn the_books_close_over_any_mutilated_page(seed in proptest::num::u64::ANY, holes in proptest::collection::vec((0..60usize, 0..14usize), 0..40)) {
        let mut page = Page::parse(&page(seed, true, true));
        for (row, column) in holes {
            if let Some(cell) = page.sheets[0].rows.get_mut(row).and_then(|cells| cells.get_mut(column)) {
                *cell = None;
            }
        }
        let used = page.sheets[0].rows.iter().rposition(|row| row.iter().any(Option::is_some)).map_or(0, |at| at + 1);
        let out = crate::check::read("hole.xlsx", &bytes(&page, As::Xlsx));
        let physical: Vec<u32> = out.rows.iter().filter(|row| row.row_id.sheet < 1000).map(|row| row.row_number).collect();
        proptest::prop_assert_eq!(physical, (1..=used as u32).collect::<Vec<_>>());
        let data = out.rows.iter().filter(|row| row.row_kind == ansinh::model::RowKind::Data).map(|row| row.row_id);
        let people = out.raw.iter().map(|row| row.row_id);
        let (mut data, mut people): (Vec<_>, Vec<_>) = (data.collect(), people.collect());
        data.sort();
        people.sort();
        proptest::prop_assert_eq!(&data, &people);
        proptest::prop_assert_eq!(out.files[0].data_rows as usize, data.len());
    }
}

#[test]
#[ignore = "shows one page: ZOO=seed cargo test --test zoo show -- --ignored --nocapture"]
#[allow(clippy::print_stdout, reason = "shows a page")]
fn show() {
    let seed = std::env::var("ZOO").unwrap().parse().unwrap();
    println!("{}", page(seed, true, true));
}
