//! One person's story, from what the wards sent to the lists.

mod evidence;
mod gather;
mod results;
mod select;
mod sources;
mod values;

pub(super) use evidence::{OTHERS, compared_text};
use std::path::Path;

use self::gather::Story;
use super::ReportError;
use super::wording::{day, month};
use crate::model::{Coded, Date, FullName, Month, PersonKey, RowId, Ward, WardCode};

/// Of whom the story is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A person, in the register or provisional.
    Person(PersonKey),
    /// The person of a row of a ward's list.
    Row(RowId),
}

impl std::str::FromStr for Who {
    type Err = ReportError;

    fn from_str(text: &str) -> Result<Who, ReportError> {
        let person = PersonKey::from_code(text).map(Who::Person);
        person.or_else(|_| RowId::from_code(text).map(Who::Row)).map_err(|_| ReportError::Unknown)
    }
}

/// Where the story is read from.
#[derive(Debug, Clone, Copy)]
pub struct StoryInputs<'a> {
    /// The `tables` folder of a published run.
    pub tables: &'a Path,
    /// The day whose knowledge the run used.
    pub as_of: Date,
    /// The month of the lists.
    pub pay_month: Month,
    /// All wards of the city.
    pub wards: &'a [Ward],
}

impl StoryInputs<'_> {
    /// Name of a ward, its code where it is none of the city's.
    fn ward(&self, code: WardCode) -> String {
        let ward = self.wards.iter().find(|ward| ward.code == code);
        ward.map_or_else(|| format!("xã có mã {code}"), |ward| ward.name.to_string())
    }
}

/// The story in Vietnamese, ending in a newline. Personal: for the terminal of whoever may see it.
///
/// # Errors
/// Nobody of that id in the run, or a table cannot be read.
pub fn story(inputs: &StoryInputs, who: Who) -> Result<String, ReportError> {
    let story = gather::gather(inputs.tables, who)?;
    let mut lines = head(inputs, &story);
    let parts: [(&str, Vec<String>); 7] = [
        ("XÃ, PHƯỜNG ĐÃ GỬI", sources::lines(inputs, &story)),
        ("THÔNG TIN DÙNG ĐỂ XÉT", values::lines(&story)),
        ("TỪNG ĐIỀU KIỆN", results::conditions(&story)),
        ("KẾT QUẢ THEO THÁNG", results::months(inputs, &story)),
        ("BIẾN ĐỘNG CỦA THÁNG", results::changes(inputs, &story)),
        ("TRUY LĨNH, TRUY THU", results::arrears(&story)),
        ("SẮP TỚI", results::coming(&story)),
    ];
    for (number, (title, part)) in (1..).zip(parts) {
        lines.extend([String::new(), format!("{number}. {title}")]);
        if part.is_empty() {
            lines.push("   Không có.".to_owned());
        }
        lines.extend(part.into_iter().map(|line| format!("   {line}")));
    }
    Ok(lines.join("\n") + "\n")
}

fn head(inputs: &StoryInputs, story: &Story) -> Vec<String> {
    let name = story
        .person
        .as_ref()
        .and_then(|person| person.full_name.as_ref())
        .or(story.records.iter().find_map(|record| record.full_name.as_ref()))
        .map_or("(chưa rõ họ tên)", FullName::reveal);
    let id = match story.key {
        Some(PersonKey::Register(id)) => format!("số định danh {}", id.reveal()),
        Some(key @ PersonKey::Provisional(_)) => {
            format!("chưa xác định được trong CSDL dân cư, mã tạm {}", key.code())
        }
        None => "chưa gắn với người nào".to_owned(),
    };
    let paying = story.person.as_ref().map(|person| format!(" · {}", inputs.ward(person.ward_code)));
    vec![
        format!("{} · {id}{}", name.to_uppercase(), paying.unwrap_or_default()),
        format!("Danh sách tháng {}, theo dữ liệu đến ngày {}", month(inputs.pay_month), day(inputs.as_of)),
    ]
}
