//! Why a file is set aside, in words for the ward.

use super::format::Format;
use crate::model::FileStatus;

/// A reason to set a whole file aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The file cannot be opened by this program's account.
    Unopenable,
    Locked,
    Damaged,
    /// The reader of the format broke down on this file.
    Crashed,
    TooLarge,
    Other(&'static str),
    Empty,
    NoTable,
    /// No table, and the Vietnamese letters are gone.
    LettersLost,
}

impl Trouble {
    /// The trouble that a format alone means.
    pub(super) fn of_format(format: Format) -> Option<Trouble> {
        match format {
            Format::Locked => Some(Trouble::Locked),
            Format::Other(what) => Some(Trouble::Other(what)),
            Format::Broken(_) => Some(Trouble::Damaged),
            Format::Bomb => Some(Trouble::TooLarge),
            Format::Xlsx
            | Format::Xlsb
            | Format::Xls
            | Format::Ods
            | Format::Html
            | Format::SpreadsheetMl
            | Format::Text => None,
        }
    }

    pub(super) fn status(self) -> FileStatus {
        match self {
            Trouble::Empty => FileStatus::Empty,
            Trouble::NoTable | Trouble::LettersLost | Trouble::Other(_) => FileStatus::NotAList,
            _ => FileStatus::Unreadable,
        }
    }

    /// What the file is, where it is nothing that can be read.
    pub(super) fn what(self) -> Option<&'static str> {
        match self {
            Trouble::Other(what) => Some(what),
            _ => None,
        }
    }

    /// Id of the check in `pipelines/checks/ingest.toml`.
    pub(super) fn check(self) -> &'static str {
        match self {
            Trouble::Unopenable => "file.unopenable",
            Trouble::Locked => "file.locked",
            Trouble::Damaged | Trouble::Crashed => "file.damaged",
            Trouble::TooLarge => "file.too_large",
            Trouble::Other(_) => "file.wrong_format",
            Trouble::Empty => "file.empty",
            Trouble::NoTable => "file.no_table",
            Trouble::LettersLost => "file.letters_lost",
        }
    }

    /// The reason in Vietnamese, for `source_files`.
    pub(super) fn reason(self) -> String {
        match self {
            Trouble::Unopenable => "Không mở được tệp".to_owned(),
            Trouble::Locked => "Tệp bị khóa bằng mật khẩu".to_owned(),
            Trouble::Damaged => "Tệp bị hỏng, không đọc được".to_owned(),
            Trouble::Crashed => "Tệp có cấu trúc bất thường, không đọc được".to_owned(),
            Trouble::TooLarge => "Tệp quá lớn so với một danh sách của xã".to_owned(),
            Trouble::Other(what) => format!("Không đọc được dạng này: {what}"),
            Trouble::Empty => "Tệp trống, không có ô nào ghi dữ liệu".to_owned(),
            Trouble::LettersLost => "Tệp đã mất dấu tiếng Việt".to_owned(),
            Trouble::NoTable => "Không tìm thấy bảng danh sách (không có dòng tiêu đề với cột họ tên)".to_owned(),
        }
    }
}
