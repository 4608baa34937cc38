//! What a list that leaves the specialist may say of a person's group.
//!
//! The group alone says that someone lives with HIV (khoản 3, khoản 8; NĐ 20/2021 Điều 8 khoản 1
//! điểm b, Luật 91/2025/QH15, law.md §10). A label of their own would say the same, so these two
//! groups share one wording with the other groups that are not about age or disability.

use crate::model::Benefit;

/// The wording that the masked groups share.
pub(super) const SHARED_WORDING: &str = "Trợ giúp xã hội hằng tháng (các khoản khác của Điều 5)";

/// Why the wording is so; stands above the table.
pub(super) const MASKING_NOTE: &str = "Ghi chú: các nhóm tại khoản 1, 2, 3, 4, 7 và 8 Điều 5 được ghi chung là “các khoản khác \
     của Điều 5” để giữ kín thông tin sức khỏe của người hưởng. Nhóm cụ thể xem hồ sơ do cán bộ phụ trách lưu giữ.";

/// The group as lists show it that go to the chair, the paying agency or a notice board.
pub(super) fn shown_benefit(benefit: Benefit) -> &'static str {
    match benefit {
        Benefit::K1 | Benefit::K2 | Benefit::K3 | Benefit::K4 | Benefit::K7 | Benefit::K8 => SHARED_WORDING,
        other => other.label_vi(),
    }
}

/// Grounds and clause would tell the groups apart that share the wording, so none of them shows
/// them: shown for some only, they would say who the others are.
pub(super) fn hides_grounds(benefit: Benefit) -> bool {
    shown_benefit(benefit) == SHARED_WORDING
}

/// A text of another stage, the groups in it worded as lists show them.
pub(in crate::publish) fn without_group(text: &str) -> String {
    let hidden = Benefit::ALL.iter().filter(|benefit| hides_grounds(**benefit));
    hidden.fold(text.to_owned(), |text, benefit| text.replace(benefit.label_vi(), SHARED_WORDING))
}

/// Words in the name of a sheet that say what its people have (Luật phòng, chống HIV/AIDS; law.md §10).
const TELLING: [&str; 2] = ["hiv", "aids"];

/// Whether a name that a ward gave to a sheet tells that its people live with HIV.
pub(in crate::publish) fn tells_of_hiv(name: &str) -> bool {
    let name = name.to_lowercase();
    TELLING.iter().any(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_hiv_share_wording_and_silence_with_others() {
        let alike: Vec<Benefit> = Benefit::ALL.iter().copied().filter(|benefit| hides_grounds(*benefit)).collect();
        assert!(alike.contains(&Benefit::K3) && alike.contains(&Benefit::K8));
        assert!(alike.contains(&Benefit::K1) && alike.contains(&Benefit::K4), "large groups among them: {alike:?}");
        assert!(!hides_grounds(Benefit::Htxh));
    }

    #[test]
    fn a_message_names_no_group_that_is_hidden() {
        let told = format!("đang được chi trả chế độ “{}” từ 01/2026", Benefit::K8.label_vi());
        assert_eq!(without_group(&told), format!("đang được chi trả chế độ “{SHARED_WORDING}” từ 01/2026"));
        assert!(without_group(Benefit::K6Dbn.label_vi()).contains("đặc biệt nặng"));
    }

    #[test]
    fn a_sheet_name_that_tells_of_hiv_is_known() {
        assert!(tells_of_hiv("Người nhiễm HIV hộ nghèo") && tells_of_hiv("ds Aids"));
        assert!(!tells_of_hiv("Hưu trí xã hội"));
    }
}
