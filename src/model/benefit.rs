//! The benefits of the law, by the khoản of Điều 5 of NĐ 20/2021 and NĐ 335/2026.

use super::code::codes;

codes! {
    /// A benefit (chế độ trợ cấp).
    Benefit ("benefit code") {
        /// Child under 16 without support.
        K1 = "k1",
        /// Former k1 from 16 while studying.
        K2 = "k2",
        /// Child with HIV, poor household.
        K3 = "k3",
        /// Poor or near-poor single parent, per child raised.
        K4 = "k4",
        /// Poor elder without supporter.
        K5a = "k5a",
        /// Elder 75 to under 80 in a specially difficult commune (until 2025-06-30).
        K5b = "k5b",
        /// Elder 80 and over without pension (until 2025-06-30).
        K5c = "k5c",
        /// Poor elder taken in by a household.
        K5d = "k5d",
        /// Person with an especially severe disability.
        K6Dbn = "k6_dbn",
        /// Person with a severe disability.
        K6Nang = "k6_nang",
        /// Child under 3, poor or near-poor, specially difficult commune.
        K7 = "k7",
        /// Person with HIV, poor household, without income.
        K8 = "k8",
        /// Social pension (trợ cấp hưu trí xã hội).
        Htxh = "htxh",
        /// Household fostering a k1 child or k5d elder.
        CsNuoi = "cs_nuoi",
        /// Person of k6 who is pregnant or raises a child under 36 months.
        CsThai = "cs_thai",
        /// Household caring for a k6_dbn person.
        CsHo = "cs_ho",
        /// Non-relative caring for a k6_dbn person.
        CsNhan = "cs_nhan",
        /// Funeral support, once.
        MaiTang = "mai_tang",
    }
}

codes! {
    /// Ground of a k1 decision (điểm of khoản 1): `a` to `l`, with `dd` for đ.
    Ground ("ground (a to l)") {
        A = "a", B = "b", C = "c", D = "d", Dd = "dd", E = "e", G = "g", H = "h", I = "i", K = "k", L = "l",
    }
}

/// How a benefit combines with others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BenefitKind {
    /// Monthly assistance of the person; several give only the highest, with the law's exceptions.
    Main,
    /// Support of a carer; a line of its own.
    Carer,
    /// Paid once.
    OneOff,
}

impl Benefit {
    /// How the benefit combines with others.
    #[must_use]
    pub const fn kind(self) -> BenefitKind {
        match self {
            Benefit::CsNuoi | Benefit::CsThai | Benefit::CsHo | Benefit::CsNhan => BenefitKind::Carer,
            Benefit::MaiTang => BenefitKind::OneOff,
            _ => BenefitKind::Main,
        }
    }

    /// The label as it is read today: 5b and 5c have been the social pension since 2025-07
    /// (contract §3, settled points).
    #[must_use]
    pub const fn today(self) -> Benefit {
        match self {
            Benefit::K5b | Benefit::K5c => Benefit::Htxh,
            other => other,
        }
    }

    /// The benefit that stands for all those that one decision covers in turn: k1 goes on as k2
    /// from 16, and the certificate's severity says which of the two of k6 is due.
    #[must_use]
    pub const fn family(self) -> Benefit {
        match self.today() {
            Benefit::K2 => Benefit::K1,
            Benefit::K6Nang => Benefit::K6Dbn,
            other => other,
        }
    }
}
