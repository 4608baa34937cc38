//! The tables of `ansinh match` (contract §5).

use super::columns::table;
use crate::model::{Outcome, Private};

table! {
    /// Two rows that are one person, or may be.
    PairRow = "pairs" {
        left_id: Private, "Mã dòng bên trái", "Id of the row of the left list";
        right_id: Private, "Mã dòng bên phải", "Id of the row of the right list";
        weight: f64, "Trọng số (bit)", "Weight in bits, set against the size of the lists";
        probability: f64, "Xác suất là một người", "Probability that they are one person";
        evidence: Private, "Căn cứ bằng lời", "Levels, bits and their sum in words";
        outcome: Outcome, "Kết luận", "matched, or review: a person must choose";
        runner_up_id: Option<Private>, "Mã dòng của người thứ hai", "The left row's other best candidate";
        runner_up_probability: Option<f64>, "Xác suất của người thứ hai", "Its probability";
    }
}
table! {
    /// A row of a list that was matched with itself.
    ClusterRow = "clusters" {
        id: Private, "Mã dòng", "Id of the row";
        cluster_id: Private, "Mã nhóm: mã dòng nhỏ nhất trong nhóm", "Smallest id among the rows of this person";
        size: u32, "Số dòng của nhóm", "Rows of this person";
    }
}
