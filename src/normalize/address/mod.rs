//! Addresses as people write them, to the ward of today.
//!
//! Takes a text and where it was sent from. Gives the ward in force where a careful person could
//! decide, else all wards that it can be, and the parts before the ward. Reads old three-level and
//! new two-level forms, mixed ones, units retired since 2021, abbreviations, text without accents,
//! slips; as of the day on which it was written, where that is known. Verdicts do not depend on
//! capitals or on composed letters. Never: the network; a choice between several sides of a split
//! ward; a search of the whole country for a bare name.

mod either;
mod found;
mod glyphs;
mod hashing;
mod markers;
mod meaning;
mod mention;
mod names;
mod neighbours;
mod points;
mod reading;
mod repair;
mod resolve;
mod rest;
mod right;
mod sight;
mod slips;
mod spare;
mod speech;
mod tables;
mod unit;
mod units;
mod words;

pub use units::Gazetteer;

use super::checks;
use super::lexicon::Lexicon;
use super::text::beginning;
use crate::model::{Date, Issue, ProvinceCode, WardCode};
use resolve::Resolver;

/// Where the text was sent from, and when it was written: evidence, not proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within {
    /// Province of today.
    pub province: ProvinceCode,
    /// Ward of today, where known. It decides only between units of one name where no district is
    /// written, and never a side of a split one; among the alternatives it stands first.
    pub ward: Option<WardCode>,
    /// The day on which the address was written: before 2025-07-01 no unit of today is meant.
    /// Unknown: every reading counts.
    pub written: Option<Date>,
}

impl Within {
    /// A ward of today; its province is looked up, Hải Phòng where the ward is unknown.
    #[must_use]
    pub fn of_ward(ward: WardCode, gazetteer: &Gazetteer) -> Within {
        let province = gazetteer.province_of(ward).unwrap_or_else(home);
        Within { province, ward: Some(ward), written: None }
    }

    /// A whole province of today.
    #[must_use]
    pub fn of_province(province: ProvinceCode) -> Within {
        Within { province, ward: None, written: None }
    }

    /// The same place, with the day on which the address was written.
    #[must_use]
    pub fn on(self, written: Option<Date>) -> Within {
        Within { written, ..self }
    }
}

/// Hải Phòng, the city of the nightly job.
#[must_use]
pub fn home() -> ProvinceCode {
    ProvinceCode::from_digits("31").expect("two digits are a province code")
}

/// What an address says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct AddressReading {
    /// Ward in force, where a careful person could decide.
    pub ward: Option<WardCode>,
    /// Province in force.
    pub province: Option<ProvinceCode>,
    /// Full name of the ward in force.
    pub ward_name: Option<String>,
    /// What names no unit: house, street, hamlet.
    pub rest: String,
    /// Number of the house, without a word before it.
    pub house_no: Option<String>,
    /// Lane (ngõ, ngách, hẻm), as written.
    pub lane: Option<String>,
    /// Name of the street.
    pub street: Option<String>,
    /// Hamlet (thôn, xóm, làng, khu, đội), as written.
    pub hamlet: Option<String>,
    /// Residential group (tổ dân phố, khu dân cư), as written.
    pub group: Option<String>,
    /// How sure the ward is, 0 to 1; 0 where there is none.
    pub confidence: f64,
    /// Wards that it can be, where it could not be decided: the one that sent the text first, the
    /// others ascending by code.
    pub alternatives: Vec<WardCode>,
    /// Doubtful steps.
    pub issues: Vec<Issue>,
}

impl AddressReading {
    /// The address in its canonical form: what names no unit as written, the ward and the province
    /// in force. `None` where the ward is not decided. Reading it again gives the same.
    #[must_use]
    pub fn canonical(&self, gazetteer: &Gazetteer) -> Option<String> {
        let (ward, province) = (self.ward_name.as_deref()?, gazetteer.province_name(self.province?)?);
        let rest = if self.rest.is_empty() { String::new() } else { format!("{}, ", self.rest) };
        Some(format!("{rest}{ward}, {province}"))
    }
}

/// Longest address, in bytes, that is looked through for units. The longest ones written have some
/// hundred; a whole page would cost a look at each of its words.
const LONGEST: usize = 2_000;

/// Reads a cleaned address. A text longer than a page names no unit and stays as it is.
#[must_use]
pub fn read_address(text: &str, within: Within, lexicon: &Lexicon) -> AddressReading {
    if text.len() > LONGEST {
        let issues = vec![Issue::new(checks::ADDRESS_UNKNOWN, &beginning(text))];
        return AddressReading { rest: text.to_owned(), issues, ..AddressReading::default() };
    }
    Resolver { all: &lexicon.gazetteer, syllables: &lexicon.syllables, within }.resolve(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::tests::lexicon;

    fn show(text: &str, within: Within) -> String {
        let reading = read_address(text, within, lexicon());
        let ward = reading.ward.map(|ward| ward.to_string());
        let open = || reading.alternatives.iter().map(WardCode::as_str).collect::<Vec<_>>().join("|");
        let checks: Vec<&str> = reading.issues.iter().map(|issue| issue.check).collect();
        format!("{} {}", ward.unwrap_or_else(open), checks.join(" ")).trim().to_owned()
    }

    /// Ward, or all alternatives; then the checks.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(show(text, Within::of_province(home())), expected, "{text}");
    }

    #[test]
    fn a_text_longer_than_a_page_names_no_unit() {
        let long = "Phường Lê Chân, ".repeat(LONGEST / 16);
        let reading = read_address(&long, Within::of_province(home()), lexicon());
        assert_eq!((reading.ward, reading.rest.as_str()), (None, long.as_str()));
        assert_eq!(reading.issues[0].check, checks::ADDRESS_UNKNOWN);
    }

    #[test]
    fn old_and_new_forms() {
        check("Thôn 3, xã Tiên Minh, huyện Tiên Lãng, TP Hải Phòng", "11791");
        check("Phường Lê Chân, TP. Hải Phòng", "11383");
        check("Huyện đảo Bạch Long Vĩ, thành phố Hải Phòng", "11948");
        check("TT Cát Bà, huyện đảo Cát Hải", "11914");
        check("P.An Biên, Hải Phòng", "11407");
        check("TT. Núi Đối, thành phố Hải Phòng", "11680");
        check("ĐẶC KHU CÁT HẢI", "11914");
        check("x. Lyy Hoc, huyen Vinh Bao", "11911 address.spelling");
        check("xã Dươgn Quan, huyện Thủy Nguyên", "11560 address.spelling");
        check("Ph. Tân Bìbh, TP Hải Dương, T.P Hải Phòng", "10532 address.spelling");
    }

    /// Of what was typed all counts: a letter too many, a word that a nearer name with other accents leaves.
    #[test]
    fn a_name_with_a_slip_is_read_whole() {
        check("Xã Tứ Kỳỳ, Hải Phòng", "11074 address.spelling");
        check("Xã Tứứ Kỳ, Hải Phòng", "11074|11488 address.ambiguous");
        check("Phường Tần Hưng Đạo, thành phố Hải Phòng", "10570 address.spelling");
        check("Xã Tthái Sơn, Hải Phòng", "11629|11668 address.ambiguous");
        check("TTCát Bà, huyện Cát Hải", "11914");
        // Another kind and other accents, or another name with one slip.
        check("Xã Hái Sơn, Hải Phòng", "11086|11113|11455|11629|11668 address.ambiguous");
    }

    /// Two wards of which either may be meant.
    #[test]
    fn one_of_two_wards_is_left_open() {
        check("Phường Lê Chân hoặc phường An Biên, Hải Phòng", "11383|11407 address.ambiguous");
        check("Phường Lê Chân hoặc phường An Biên, Hải Phòng (nhà trọ)", "11383|11407 address.ambiguous");
        check("xóm 3, xã Tiên Minh hoặc xã Hùng Thắng, Hải Phòng", "11791|11809 address.ambiguous");
        check("An Biên và Gia Viên, Hải Phòng", "11329|11359|11383|11407 address.ambiguous");
        check("P. Lê Chân / P. An Biên, TP Hải Phòng", "11383|11407 address.contradiction");
        check("xã Tiên Minh hoặc xã Tiên Minh, Hải Phòng", "11791");
        check("thôn Và, phường Lê Chân, Hải Phòng", "11383");
        let two = "11488|11506 address.contradiction";
        check("Phường Quảng Thanh / phường Lưu Kiếm, thành phố Thuỷ Nguyên, thành phố Hải Phòng", two);
        check("Xã Minh Tân, xã Hợp Tiến, huyện Nam Sách, tỉnh Hải Dương", "10615|10642 address.contradiction");
        check("X. Minh Tân, xã Hợp Tiến, huyện Nam Sách, tỉnh Hải Dương", "10615");
    }

    /// Two whole addresses in one cell: neither is chosen; a second one that names no ward says nothing.
    #[test]
    fn a_second_whole_address_is_left_open() {
        let both = "thôn Trung, xã Tân Dân, huyện An Lão, HP; tạm trú: P. Đằng Lâm, Hải An";
        check(both, "11413|11629 address.ambiguous");
        check("phường Đằng Lâm, Hải An, con ở P. Trại Cau, Lê Chân", "11383|11413 address.ambiguous");
        check("HKTT: P. Đằng Lâm, Hải An", "11413");
        check("P. Đằng Lâm, Hải An, tạm trú P. Đằng Lâm, quận Hải An", "11413");
        check("P. Đằng Lâm, quận Hải An, Hải Phòng, ở với con", "11413");
    }

    /// A ward of another district, or one of this district with a slip.
    #[test]
    fn a_mistaken_district_or_a_slip_is_left_open() {
        check("Khu 2, phường Văn An, huyện Thanh Hà, Hải Dương", "10549|10846 address.contradiction");
        check("xã Chiến Thắng, huyện Tiên Lãng, thành phố Hải Phòng", "11674|11791 address.contradiction");
    }

    /// Several units fit equally well, so a careful person leaves it open.
    #[test]
    fn left_open() {
        // A unit of 2024 and one retired months before, without a district.
        check("xã An Sơn, Hải Phòng", "10642|11503 address.ambiguous");
        check("phường Phạm Ngũ Lão", "10532|11473 address.ambiguous");
        check("phường Phạm Ngũ Lão, TP Hải Dương", "10532");
        // A phường was a xã before it was raised, and keeps the name.
        check("xã Phạm Ngũ Lão", "11473");
        // A kind that no unit of the name has.
        check("xã An Dương, Hải Phòng", "11407|11581 address.ambiguous");
        check("phường An Dương, Hải Phòng", "11581");
        // Accents of the xã, kind of thị trấn Cẩm Giang.
        check("thị trấn Cẩm Giàng, huyện Cẩm Giàng", "10888|10903 address.ambiguous");
        check("thị trấn Cẩm Giang, huyện Cẩm Giàng", "10888");
        check("xã An Phụ, Kinh Môn", "10729");
        // Hải Dương is a province as likely as a city.
        check("Trần Hưng Đạo, Hải Dương", "10525|10570 address.ambiguous");
        check("Trần Hưng Đạo, TP Hải Dương", "10525");
        check("Ngọc Châu, Hải Dương", "10525");
    }

    /// A ward and nothing else: a unit of today, or one of the past whose address was cut short. The ward
    /// that sent it means its own, but never a side of a split one, nor against a district.
    #[test]
    fn a_ward_and_nothing_else() {
        let from = |sender: &str, text: &str, expected: &str| {
            let within = Within::of_ward(WardCode::from_digits(sender).unwrap(), &lexicon().gazetteer);
            assert_eq!(show(text, within), expected, "{text} from {sender}");
        };
        let open = "10525|10570|11488 address.ambiguous";
        check("Phường Trần Hưng Đạo", open);
        check("Phường Trần Hưng Đạo, thành phố Hải Phòng", "10570");
        from("10525", "Phường Trần Hưng Đạo", "10525");
        from("10570", "Phường Trần Hưng Đạo", "10570");
        from("11383", "Phường Trần Hưng Đạo", open);
        from("10570", "Phường Trần Hưng Đạo, TP Hải Dương", "10525");
        from("11503", "xã An Sơn, Hải Phòng", "11503");
        check("Xã Gia Phúc", "10999|11050 address.ambiguous");
        from("10999", "Xã Gia Phúc", "10999|11050 address.ambiguous");
    }

    /// Accents that are nobody's: of two names that lack or change as many, neither is chosen; a lost accent
    /// is nearer than a wrong one, word by word.
    #[test]
    fn two_names_as_near_by_their_accents() {
        check("Xã Cẩm Giãng, thành phố Hải Phòng", "10888|10903 address.ambiguous");
        check("Xã Cầm Giang, thành phố Hải Phòng", "10888");
        check("Xã Câm Giàng, thành phố Hải Phòng", "10903");
        check("Xã An Thãnh, thành phố Hải Phòng", "10792|11131 address.ambiguous");
        check("Xã An Thành, thành phố Hải Phòng", "10792");
        check("Xã An Thanh, thành phố Hải Phòng", "11131");
        check("TT Cam Giang, H. Cam Giang, Hai Duong", "10888");
    }
}
