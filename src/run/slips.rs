//! Hands the submitted files and what was found about them to the return slips.

use std::path::Path;

use super::RunError;
use super::inputs::CityFiles;
use super::night::Night;
use super::publishing::output;
use crate::ingest;
use crate::model::RawRow;
use crate::publish::{self, FileEntry, SlipInputs, Submitted};
use crate::report::PageInputs;

/// Writes a slip for each file that counts or could not be read.
pub(super) fn write(
    night: &Night<'_>,
    files: &CityFiles,
    folder: &Path,
    page: &PageInputs<'_>,
    raw: &[RawRow],
) -> Result<Vec<FileEntry>, RunError> {
    let submitted = files
        .submissions
        .iter()
        .map(|submission| Submitted { file: submission.file.clone(), path: submission.path.clone() });
    let submitted: Vec<Submitted> = submitted.collect();
    let inputs = SlipInputs {
        city: page.city,
        as_of: page.as_of,
        pay_month: page.pay_month,
        wards: page.wards,
        tables: page.tables,
        raw,
        submitted: &submitted,
        titles: page.check_titles,
        proposes: &|check| night.plan.catalogue.get(check).is_some_and(|check| check.proposes),
        pictures: &|path| ingest::pictures(path, &night.plan.forms),
    };
    publish::write_slips(folder, &inputs).map_err(|error| output(folder, &error))
}
