//! Cells of a register as they are meant: names, addresses, notes and decisions of synthetic people,
//! and text of other languages. Shared with the fuzz bench.

use std::fs;

/// A small deterministic generator (SplitMix64).
pub(crate) struct Rng(pub u64);

impl Rng {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// One of a list.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &'a [Box<T>]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Words to make cells of.
pub(crate) struct Corpus {
    surnames: Vec<Box<str>>,
    middles: Vec<Box<str>>,
    givens: Vec<Box<str>>,
    wards: Vec<Box<str>>,
    districts: Vec<Box<str>>,
}

/// Notes, reasons, groups and decisions as clerks write them.
pub(crate) const NOTES: [&str; 40] = [
    "đã chết",
    "Chết ngày 12/10/2026",
    "Hộ nghèo",
    "Chuyển đi thành phố Hồ Chí Minh",
    "Mất khả năng lao động",
    "Sống cùng con trai út",
    "Không có lương hưu",
    "Khuyết tật đặc biệt nặng",
    "Khuyết tật vận động",
    "Thần kinh, tâm thần",
    "2159/QĐ-UBND",
    "Số 12/QĐ-UBND ngày 05/10/2025",
    "QĐ 335 của UBND xã",
    "điểm a khoản 5",
    "Trẻ mồ côi cả cha lẫn mẹ",
    "Người cao tuổi cô đơn",
    "Hưởng từ tháng 7 năm 2025",
    "Đang ở bệnh viện",
    "Đề nghị dừng trợ cấp",
    "Thôi hưởng do thoát nghèo",
    "chăm sóc bà Nguyễn Thị Lý, sinh năm 1950",
    "Con đang học lớp 9",
    "Đơn thân nuôi con nhỏ",
    "Bổ sung giấy xác nhận khuyết tật",
    "Sai năm sinh so với căn cước",
    "Tổ trưởng tổ dân phố xác nhận",
    "Nhận tiền mặt tại nhà văn hóa",
    "Người nhận thay: vợ",
    "Ủy ban nhân dân phường",
    "NKT ĐBN",
    "Nữ",
    "Tăng mới",
    "Giảm do chết",
    "Ở với cháu ngoại",
    "Ốm nặng",
    "Đúng",
    "1.050.000 đồng/tháng",
    "Bệnh tim, huyết áp cao",
    "Đã đối chiếu",
    "Tạm dừng từ tháng 11",
];

/// Cells that are not Vietnamese, and signs: none of them may be decoded.
pub(crate) const FOREIGN: [&str; 64] = [
    "café",
    "Café Müller",
    "naïve",
    "résumé",
    "Señor",
    "El Niño",
    "São Paulo",
    "Zürich",
    "Ångström",
    "smörgåsbord",
    "Björk Guðmundsdóttir",
    "François Hélène",
    "Łódź",
    "Dvořák",
    "Skłodowska",
    "crème brûlée",
    "à la carte",
    "fiancée",
    "Köln",
    "Straße",
    "über alles",
    "Malmö",
    "Tromsø",
    "Århus",
    "piñata",
    "jalapeño",
    "Málaga",
    "Córdoba",
    "Bogotá",
    "Perú",
    "Brasília",
    "coração",
    "não",
    "João",
    "Noël",
    "Citroën",
    "déjà vu",
    "Besançon",
    "Genève",
    "garçon",
    "100 m²",
    "35°C",
    "12½ kg",
    "±5%",
    "§ 12",
    "© 2026",
    "® TM",
    "€ 100",
    "£5",
    "¥1000",
    "µg/ml",
    "5 × 3 = 15",
    "«oui»",
    "“quoted” – text…",
    "naïveté",
    "Übung macht den Meister",
    "Fußgänger",
    "Ærø",
    "Íslenska",
    "Þórr",
    "Gdańsk",
    "Île-de-France",
    "Москва",
    "Ελλάδα",
];

fn column(file: &str, head: &str) -> Vec<Box<str>> {
    let mut reader = csv::Reader::from_path(format!("pipelines/reference/{file}")).unwrap();
    let at = reader.headers().unwrap().iter().position(|name| name == head).unwrap();
    let all = reader.records().map(|row| row.unwrap()[at].to_owned());
    all.filter(|word| !word.is_empty()).map(String::into_boxed_str).collect()
}

impl Corpus {
    /// From the reference folder.
    pub(crate) fn read() -> Corpus {
        assert!(fs::exists("pipelines/reference").unwrap(), "run from the top of the repository");
        Corpus {
            surnames: column("names/surnames.csv", "surname"),
            middles: column("names/middle_names.csv", "middle_name"),
            givens: column("names/given_names.csv", "given_name"),
            wards: column("admin_units/wards_2024.csv", "full_name"),
            districts: column("admin_units/districts_2024.csv", "full_name"),
        }
    }

    /// A name of two to four words, the common surnames more often.
    pub(crate) fn name(&self, rng: &mut Rng) -> String {
        let common = self.surnames.len().min(12);
        let surname = if rng.below(4) > 0 { &self.surnames[rng.below(common)] } else { rng.pick(&self.surnames) };
        let given = rng.pick(&self.givens);
        match rng.below(5) {
            0 => format!("{surname} {given}"),
            _ => format!("{surname} {} {given}", rng.pick(&self.middles)),
        }
    }

    /// An address of one to three levels.
    pub(crate) fn address(&self, rng: &mut Rng) -> String {
        let ward = rng.pick(&self.wards);
        let house = match rng.below(4) {
            0 => format!("Số {}, ", rng.below(200)),
            1 => format!("Tổ dân phố số {}, ", rng.below(20)),
            2 => format!("Thôn {}, ", rng.below(9)),
            _ => String::new(),
        };
        match rng.below(3) {
            0 => format!("{house}{ward}"),
            1 => format!("{house}{ward}, {}", rng.pick(&self.districts)),
            _ => format!("{house}{ward}, {}, thành phố Hải Phòng", rng.pick(&self.districts)),
        }
    }

    /// A cell of a kind: 0 name, 1 name in capitals, 2 address, 3 note.
    pub(crate) fn cell(&self, kind: usize, rng: &mut Rng) -> String {
        match kind {
            0 => self.name(rng),
            1 => self.name(rng).to_uppercase(),
            2 => self.address(rng),
            _ => NOTES[rng.below(NOTES.len())].to_owned(),
        }
    }
}
