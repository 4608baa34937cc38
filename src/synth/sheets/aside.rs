//! Files beside the lists that a reader must set aside: no list, empty, cut short, locked.

use std::path::Path;

use crate::likeness::bare;
use crate::synth::{SynthError, WardList};

use super::dice::Dice;
use super::files::{folder, put, sent_day};
use super::grid::{Row, Sheet};
use super::{FileQuirks, Options, Written, xls, xlsx};

/// Kinds of such files, in the order in which the first wards show them.
const KINDS: [&str; 4] = ["not_a_list", "empty_file", "corrupt_file", "locked_file"];

/// Writes such a file beside `list`, in the wards from the second to the fifth and then in some.
pub(super) fn write(
    list: &WardList,
    city: &Path,
    (seed, ordinal): (u64, usize),
    options: &Options,
    written: &mut Written,
) -> Result<(), SynthError> {
    let mut dice = Dice::new(seed, &format!("{} {} aside", list.ward, list.period));
    let kind = match ordinal {
        1..=4 => KINDS[ordinal - 1],
        0 | 5 => return Ok(()),
        _ if dice.chance(12) => *dice.pick(&KINDS),
        _ => return Ok(()),
    };
    let names: &[&str] = match kind {
        "not_a_list" => &["Cong van de nghi.xlsx", "Theo dõi thiết bị.xlsx"],
        "empty_file" => &["Danh sách đối tượng mới.csv", "BTXH.csv", "Book1.xlsx"],
        "corrupt_file" => &["ds BTXH gui so.xlsx", "Danh sach doi tuong - Copy.xlsx"],
        _ => &["DS BTXH bao mat.xlsx", "Danh sách (có mật khẩu).xlsx"],
    };
    let name = *dice.pick(names);
    let name = if options.for_version_control { bare(name) } else { name.to_owned() };
    let file = format!("{}/{name}", folder(list));
    let path = city.join(&file);
    let bytes = content(kind, &file).map_err(|message| SynthError::workbook(&path, message))?;
    put(&path, &bytes, sent_day(list.period, &mut dice))?;
    written.files.push(FileQuirks { file, quirks: vec![kind] });
    Ok(())
}

fn content(kind: &str, file: &str) -> Result<Vec<u8>, String> {
    match kind {
        "empty_file" if file.ends_with("xlsx") => {
            xlsx::write(&[Sheet::new("Sheet1", None)]).map_err(|error| error.to_string())
        }
        "empty_file" => Ok(Vec::new()),
        "locked_file" => locked().map_err(|error| error.to_string()),
        "corrupt_file" => {
            let mut bytes = xlsx::write(&[equipment()]).map_err(|error| error.to_string())?;
            bytes.truncate(bytes.len() * 3 / 5);
            Ok(bytes)
        }
        _ => xlsx::write(&[equipment()]).map_err(|error| error.to_string()),
    }
}

/// A table that a ward keeps too, with rows and headings, but about no person.
fn equipment() -> Sheet {
    let mut sheet = Sheet::new("Sheet1", None);
    let lines: [&[&str]; 8] = [
        &["ỦY BAN NHÂN DÂN"],
        &["BẢNG THEO DÕI TRANG THIẾT BỊ VĂN PHÒNG"],
        &[],
        &["STT", "Tên thiết bị", "Đơn vị", "Số lượng", "Năm sử dụng"],
        &["1", "Máy vi tính để bàn", "bộ", "6", "2021"],
        &["2", "Máy in", "chiếc", "2", "2022"],
        &["3", "Tủ hồ sơ", "chiếc", "4", "2019"],
        &["", "Cộng", "", "12", ""],
    ];
    for line in lines {
        let texts: Vec<(usize, &str)> = line.iter().copied().enumerate().filter(|(_, text)| !text.is_empty()).collect();
        sheet.rows.push(Row::texts(crate::model::RowKind::Title, &texts));
    }
    sheet
}

/// What a workbook locked with a password looks like from outside: a compound file with the packed
/// workbook encrypted in it ([MS-OFFCRYPTO] 2.3.4). The content here is noise.
fn locked() -> Result<Vec<u8>, std::io::Error> {
    let mut noise = Dice::new(1, "locked");
    let package: Vec<u8> = (0..6144).map(|_| noise.below(256) as u8).collect();
    let mut info = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
    info.extend(br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"/>"#);
    xls::compound(&[("EncryptionInfo", &info), ("EncryptedPackage", &package)])
}
