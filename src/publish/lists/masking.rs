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

/// The grounds of this group must not be told outside the specialist's own lists.
pub(super) fn is_secret(benefit: Benefit) -> bool {
    matches!(benefit, Benefit::K3 | Benefit::K8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wording_of_a_secret_group_is_shared_by_groups_that_are_none() {
        let secret: Vec<&Benefit> = Benefit::ALL.iter().filter(|benefit| is_secret(**benefit)).collect();
        assert_eq!(secret, [&Benefit::K3, &Benefit::K8]);
        for benefit in secret {
            let sharing = Benefit::ALL.iter().filter(|other| shown_benefit(**other) == shown_benefit(*benefit));
            assert!(sharing.filter(|other| !is_secret(**other)).count() >= 3);
        }
    }
}
