//! The files of a ward: names, formats, times, and which of two versions counts.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use crate::likeness::bare;
use crate::model::{Disposition, ListKind, Month, RowKind};
use crate::synth::{SynthError, WardList};
use crate::table::truth::TruthRowRow;

use super::dice::Dice;
use super::grid::{Row, Sheet};
use super::pen::Pen;
use super::style::{Format, Style, Supersede};
use super::wording::{WORDS, choose};
use super::{FileQuirks, Options, Written, csv, layout, ods, xls, xlsx};

/// Writes one list, and an earlier version of it where the clerk sent one.
pub(super) fn write_list(
    list: &WardList,
    place: (&Path, usize),
    seed: u64,
    current: bool,
    options: &Options,
) -> Result<Written, SynthError> {
    let (city, ordinal) = place;
    let label = format!("{} {} {}", list.ward, list.period, list.kind);
    let mut dice = Dice::new(seed, &label);
    let mut style = Style::of(ordinal, list.kind, &mut dice);
    if style.supersede == Supersede::Time && options.for_version_control {
        style.supersede = Supersede::LaterName;
    }
    style.fit(&list.rows);
    let named = |name: &str| if options.for_version_control { bare(name) } else { name.to_owned() };
    let base = named(&file_name(list, &mut dice));
    let folder = folder(list);
    let sent = sent_day(list.period, &mut dice);
    let mut written = Written::default();
    let mut supersede = None;
    let mut name = base.clone();
    let mut time = sent;
    if style.supersede != Supersede::None {
        let (quirk, later_name, earlier_time) = later(&style, &base, sent, &mut dice);
        let earlier = earlier_version(list, &mut dice);
        let mut pen = Pen::new(&style, list.kind, Dice::new(seed, &format!("{label} earlier")));
        pen.disposition = Disposition::Superseded;
        pen.note("superseded");
        let file = format!("{folder}/{base}.{}", style.format.ending());
        one_file(pen, &earlier, (city, &file), earlier_time, &mut written)?;
        (supersede, name) = (Some(quirk), named(&later_name));
        time = sent.max(if quirk == "supersedes_by_later_name" { earlier_time } else { sent });
    }
    let mut pen = Pen::new(&style, list.kind, dice);
    pen.second = style.supersede == Supersede::Title;
    pen.quirks.extend(supersede);
    if !current {
        pen.disposition = Disposition::Superseded;
        pen.note("earlier_period");
    }
    let file = format!("{folder}/{name}.{}", style.format.ending());
    one_file(pen, list, (city, &file), time, &mut written)?;
    Ok(written)
}

/// Folder of a list inside the city folder.
pub(super) fn folder(list: &WardList) -> String {
    format!("submissions/{}/{}", list.period, list.ward)
}

/// Second of the day on which the ward sent its list: between the 8th and the 18th of its month, in
/// office hours.
pub(super) fn sent_day(period: Month, dice: &mut Dice) -> u64 {
    let day = period.first_day().plus_days(7 + dice.below(10) as i32).epoch_days();
    u64::try_from(day).unwrap_or(0) * 86_400 + 3_600 * (1 + dice.below(9)) as u64
}

fn file_name(list: &WardList, dice: &mut Dice) -> String {
    let (year, month) = list.period.ym();
    choose(&WORDS.files, list.kind.as_str(), dice)
        .replace("{m}", &format!("{month:02}"))
        .replace("{y}", &year.to_string())
        .replace("{ward}", list.ward_name.split_once(' ').map_or("", |(_, name)| name))
}

/// The rule by which the later version counts, its name, and the time of the earlier one. Where name
/// or title decide, the times may contradict them.
fn later(style: &Style, base: &str, sent: u64, dice: &mut Dice) -> (&'static str, String, u64) {
    let two_days = 2 * 86_400;
    let any_time = if dice.chance(50) { sent - two_days } else { sent + two_days };
    match style.supersede {
        Supersede::Name => {
            ("supersedes_by_name", format!("{base}{}", choose(&WORDS.files, "corrected", dice)), any_time)
        }
        Supersede::Title => ("supersedes_by_title", format!("{base}_b"), any_time),
        Supersede::Time => ("supersedes_by_time", format!("A {base}"), sent - two_days),
        Supersede::LaterName | Supersede::None => ("supersedes_by_later_name", format!("{base}_b"), sent),
    }
}

/// What the clerk sent first: a few rows missing.
fn earlier_version(list: &WardList, dice: &mut Dice) -> WardList {
    let mut earlier = list.clone();
    let many = earlier.rows.len() > 3;
    earlier.rows.retain(|_| !(many && dice.chance(8)));
    earlier
}

fn one_file(
    mut pen: Pen<'_>,
    list: &WardList,
    place: (&Path, &str),
    time: u64,
    written: &mut Written,
) -> Result<(), SynthError> {
    let (city, file) = place;
    let sheets = layout::sheets(&mut pen, list);
    let path = city.join(file);
    let wrong = |message: String| SynthError::workbook(&path, message);
    let bytes = match pen.style.format {
        Format::Xlsx => xlsx::write(&sheets).map_err(|error| wrong(error.to_string()))?,
        Format::Xls => xls::write(&sheets).map_err(|error| wrong(error.to_string()))?,
        Format::Ods => ods::write(&sheets).map_err(|error| wrong(error.to_string()))?,
        _ => csv::write(&mut pen, &sheets).map_err(|error| wrong(error.to_string()))?,
    };
    pen.note(match pen.style.format {
        Format::Xlsx => "format_xlsx",
        Format::Xls => "format_xls",
        Format::Ods => "format_ods",
        _ => "format_csv",
    });
    put(&path, &bytes, time)?;
    let mut quirks = pen.quirks;
    for sheet in &sheets {
        truth(sheet, list, file, pen.style.format.is_csv(), written);
        quirks.extend(sheet.rows.iter().flat_map(|row| row.truth.quirks.iter().copied()));
    }
    let known = |quirk: &&'static str| super::QUIRKS.iter().any(|(name, _)| name == quirk);
    let quirks: BTreeSet<&'static str> = quirks.into_iter().filter(known).collect();
    written.files.push(FileQuirks { file: file.to_owned(), quirks: quirks.into_iter().collect() });
    Ok(())
}

/// Writes a file and sets its modification time.
pub(super) fn put(path: &Path, bytes: &[u8], time: u64) -> Result<(), SynthError> {
    let io = |source| SynthError::io(path, source);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(io)?;
    }
    fs::write(path, bytes).map_err(io)?;
    let file = fs::File::options().write(true).open(path).map_err(io)?;
    file.set_modified(UNIX_EPOCH + Duration::from_secs(time)).map_err(io)
}

/// The truth about every row of a sheet, up to its last used row.
fn truth(sheet: &Sheet, list: &WardList, file: &str, is_csv: bool, written: &mut Written) {
    let used = sheet.rows.iter().rposition(|row| !row.cells.iter().all(super::grid::Cell::is_blank));
    for (index, row) in sheet.rows.iter().take(used.map_or(0, |last| last + 1)).enumerate() {
        let name = if is_csv { "" } else { sheet.name.as_str() };
        written.rows.push(truth_row(row, index, (file, name), list, sheet.list_kind));
    }
}

fn truth_row(row: &Row, index: usize, place: (&str, &str), list: &WardList, kind: Option<ListKind>) -> TruthRowRow {
    let truth = &row.truth;
    TruthRowRow {
        file: place.0.to_owned(),
        sheet: place.1.to_owned(),
        row_number: index as u32 + 1,
        ward_code: list.ward,
        list_kind: kind,
        row_kind: row.kind,
        disposition: truth.disposition.filter(|_| row.kind == RowKind::Data),
        person_id: truth.person,
        full_name: truth.full_name.clone(),
        birth_date: truth.birth,
        gender: truth.gender,
        id_no: truth.id,
        benefit: truth.benefit,
        amount: truth.amount,
        movement: truth.movement,
        quirks: truth.quirks.iter().map(|quirk| (*quirk).to_owned()).collect(),
    }
}
