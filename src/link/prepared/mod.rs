//! The prepared register: what the linkage reads of the population register, folded and packed, in a
//! file of its own beside the digest of its source.
//!
//! Names, places and dates are folded once and not every night; so are the counts of names, years and
//! wards. Where few people changed since, a second file says who and holds their rows of tonight. The
//! files are read in blocks of one batch each: of the register only the changed people and the counts of
//! different names are ever held in memory. Verdicts are those of the register itself. A file of another
//! source, folding or program is not opened; a damaged one is an error, and whoever asked goes to the
//! source instead. `benches/linkage -- N/M prepared` measures it.

mod block;
mod bytes;
mod changes;
mod counts;
mod file;
mod ids;
mod marks;
mod packed;

pub use file::PreparedRegister;

pub(super) use block::Block;
pub(super) use bytes::{Sink, Source};
pub(super) use changes::{people_bytes, read_people};
pub(super) use counts::PackedCounts;
pub(super) use ids::Ids;
pub(super) use marks::Person;
pub(super) use packed::{About, Kind, Packed, PackedWriter, Span};

use super::model::Model;
use super::place::Place;
use crate::likeness::{FoldedName, Name};

/// Raised when the layout of the file changes.
const LAYOUT: u32 = 3;

/// Names and addresses that show how this program folds: a change of the folding changes the digest
/// even if nobody thinks of the cache.
const CANARIES: [(&str, &str); 4] = [
    ("Nguyễn Thị Hoà", "Số 30 đường Lý Thường Kiệt, Tổ dân phố số 3, Phường Thất Hùng"),
    ("ĐOÀN GIANG SƠN LONG", "Xóm 2, thôn Đông Hạ, xã An Hưng"),
    ("H'Hen Niê Kdăm", "khu dân cư 5"),
    ("Phuong", "Số 5 đường Tô Hiệu, thôn Phương Phú Xá xã Hợp Tiến"),
];

/// Digest of all that a prepared row depends on but its source.
pub(super) fn folding(model: &Model) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new_derive_key("ansinh 2026-11 folding of the prepared register");
    hasher.update(&LAYOUT.to_le_bytes());
    // Their debug texts name every initial and word.
    hasher.update(format!("{:?} {:?}", model.dialect(), model.words()).as_bytes());
    for (name, address) in CANARIES {
        let folded = Name::fold(name).map(|name| FoldedName::of(name, model.dialect()));
        for number in folded.iter().flat_map(block::numbers_of_name) {
            hasher.update(&number.to_le_bytes());
        }
        for number in Place::of(address, model.words()).numbers() {
            hasher.update(&number.to_le_bytes());
        }
    }
    *hasher.finalize().as_bytes()
}
