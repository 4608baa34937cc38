//! How levels and the words before them are written in registries.

use super::Rng;
use super::world::World;

/// A level as written: the word before the name, blank included, and the name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Level {
    pub(crate) marker: String,
    pub(crate) name: String,
}

impl Level {
    pub(crate) fn text(&self) -> String {
        format!("{}{}", self.marker, self.name)
    }
}

fn marker(kind: &str, rng: &mut Rng) -> &'static str {
    let list: &[&str] = match kind {
        "xã" => &["xã ", "Xã ", "xã ", "Xã ", "X. ", "X.", "x. "],
        "phường" => &["phường ", "Phường ", "Phường ", "P. ", "P.", "p. ", "F. ", "Ph. "],
        "thị trấn" => &["thị trấn ", "Thị trấn ", "TT. ", "TT ", "TT.", "tt "],
        "đặc khu" => &["đặc khu ", "Đặc khu "],
        "quận" => &["quận ", "Quận ", "Q. ", "Q."],
        "huyện" => &["huyện ", "Huyện ", "huyện ", "H. ", "H."],
        "thị xã" => &["thị xã ", "Thị xã ", "TX. ", "TX "],
        "thành phố" => &["thành phố ", "Thành phố ", "TP. ", "TP ", "TP.", "tp ", "T.P "],
        "tỉnh" => &["tỉnh ", "Tỉnh ", "tỉnh ", "T. "],
        _ => &[""],
    };
    list[rng.below(list.len())]
}

/// A unit with its kind, or bare in `bare` of 100; numbers always have their kind.
pub(crate) fn unit(kind: &str, name: &str, bare: usize, rng: &mut Rng) -> (Level, bool) {
    let number = name.bytes().any(|b| b.is_ascii_digit());
    if !number && rng.chance(bare) {
        return (Level { marker: String::new(), name: name.to_owned() }, false);
    }
    (Level { marker: marker(kind, rng).to_owned(), name: name.to_owned() }, true)
}

/// A province by its code of 2024 or of today.
pub(crate) fn province(world: &World, code: &str, old: bool, rng: &mut Rng) -> Level {
    let (name, kind) = if old { &world.old_provinces[code] } else { &world.provinces[code] };
    if code == World::HOME && rng.chance(6) {
        return Level { marker: String::new(), name: (*rng.pick(&["HP", "TPHP", "H.Phòng"][..2])).to_owned() };
    }
    unit(kind, name, 45, rng).0
}

const STREETS: [&str; 22] = [
    "Lạch Tray",
    "Trần Phú",
    "Lê Lợi",
    "Quang Trung",
    "Nguyễn Trãi",
    "Điện Biên Phủ",
    "Hai Bà Trưng",
    "Tôn Đức Thắng",
    "Trường Chinh",
    "Cầu Đất",
    "Trần Nguyên Hãn",
    "Hồ Sen",
    "Hùng Vương",
    "Bạch Đằng",
    "Thống Nhất",
    "Hồng Bàng",
    "Lê Duẩn",
    "Nguyễn Bỉnh Khiêm",
    "Phan Bội Châu",
    "Trần Hưng Đạo",
    "Ngô Gia Tự",
    "Máy Tơ",
];

const HAMLETS: [&str; 18] = [
    "Đông",
    "Đoài",
    "Trung",
    "Thượng",
    "Hạ",
    "Xuân Đài",
    "Kim Sơn",
    "An Lạc",
    "Phú Xá",
    "Cẩm Hoàn",
    "Ngọc Tỉnh",
    "Đại Lộc",
    "Lương Câu",
    "Trà Phương",
    "Vân Tra",
    "Đồng Lý",
    "Lãm Khê",
    "Hạ Lũng",
];

/// What stands before the ward. Streets and hamlets bear a ward's name in `trap` cases.
pub(crate) fn rest(town: bool, trap: Option<&str>, rng: &mut Rng) -> String {
    let number = 1 + rng.below(320);
    if town {
        let street = trap.unwrap_or_else(|| STREETS[rng.below(STREETS.len())]);
        match rng.below(7) {
            0 => format!("Số {number} {street}"),
            1 => format!("{number} {street}"),
            2 => format!("Số nhà {number} đường {street}"),
            3 => format!("Số {}/{number} {street}", 1 + rng.below(90)),
            4 => format!("{number} ngõ {} {street}", 1 + rng.below(400)),
            5 => format!("SN {number}, tổ dân phố {}", 1 + rng.below(25)),
            _ => format!("TDP {}", *rng.pick(&["số 3", "5", "12", "Đông Khê 2", "Cát Bi 3"])),
        }
    } else {
        let hamlet = trap.unwrap_or_else(|| HAMLETS[rng.below(HAMLETS.len())]);
        match rng.below(7) {
            0 => format!("Thôn {}", 1 + rng.below(12)),
            1 => format!("Xóm {}, thôn {hamlet}", 1 + rng.below(12)),
            2 => format!("Đội {}", 1 + rng.below(15)),
            3 => format!("Làng {hamlet}"),
            4 => format!("xóm {hamlet}"),
            _ => format!("Thôn {hamlet}"),
        }
    }
}
