//! `ansinh match <left> <right> --model FILE --out FILE`: any two lists against each other, or one
//! against itself.

use std::path::{Path, PathBuf};

use crate::matching::{self, MatchError, Matched, Model, RawList, Side};
use crate::model::{Mistake, Outcome};
use crate::table::{Table, TableError, write_csv, write_rows};

/// Matches two lists (CSV, Parquet, workbook), or finds the duplicates of one.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The first list.
    left: PathBuf,
    /// The second list; the same file again finds its duplicates.
    right: PathBuf,
    /// The model file: columns, comparisons, limits (see `pipelines/linking/match-people.toml`).
    #[arg(long, value_name = "FILE")]
    model: PathBuf,
    /// Where the pairs go, `.parquet` or `.csv`; clusters go to `<name>.clusters` beside it.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Writes the model with the weights that were trained.
    #[arg(long, value_name = "FILE")]
    save_model: Option<PathBuf>,
    /// Writes the report of the training to a file, not to standard output.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

/// Why nothing was matched.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\nerror: "))]
    Model(Vec<Mistake>),
    #[error("`{}` ends neither in .parquet nor in .csv", .0.display())]
    Ending(PathBuf),
    #[error("`{}` is an input too, or another output: nothing was written", .0.display())]
    Overwrites(PathBuf),
    #[error("cannot write {}: {source}", path.display())]
    Output { path: PathBuf, source: std::io::Error },
    #[error(transparent)]
    Match(#[from] MatchError),
    #[error(transparent)]
    Table(#[from] TableError),
}

impl Failure {
    /// Exit code of the contract: 2 for wrong use or configuration, 4 where a file cannot be read
    /// or written.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Failure::Model(_)
            | Failure::Ending(_)
            | Failure::Overwrites(_)
            | Failure::Match(MatchError::TooManyPairs { .. } | MatchError::NoColumn(_)) => super::exit::WRONG_USE,
            _ => super::exit::INPUT_OR_OUTPUT,
        }
    }
}

/// Reads, matches, writes, sums up.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let model = Model::load(&args.model).map_err(Failure::Model)?;
    let format = Format::of(&args.out)?;
    nothing_is_lost(args)?;
    let left = matching::read(&args.left, &model, Side::Left)?;
    tell_list(&args.left, &left);
    let right = if same_file(&args.left, &args.right) {
        None
    } else {
        let right = matching::read(&args.right, &model, Side::Right)?;
        tell_list(&args.right, &right);
        Some(right)
    };
    let matched = matching::match_lists(&left, right.as_ref(), &model)?;
    for warning in &matched.warnings {
        eprintln!("warning: {warning}");
    }
    format.write(&args.out, &matched.pairs)?;
    if right.is_none() {
        format.write(&clusters_beside(&args.out), &matched.clusters)?;
    }
    if let Some(path) = &args.save_model {
        write_text(path, &matched.trained.to_text())?;
    }
    match &args.report {
        Some(path) => write_text(path, &matched.report)?,
        None if !model.is_trained() => println!("{}", matched.report),
        None => {}
    }
    tell(&matched, right.is_none(), &args.out);
    Ok(())
}

/// The output's format, by its ending.
#[derive(Debug, Clone, Copy)]
enum Format {
    Csv,
    Parquet,
}

impl Format {
    fn of(path: &Path) -> Result<Format, Failure> {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Format::Csv),
            Some("parquet") => Ok(Format::Parquet),
            _ => Err(Failure::Ending(path.to_owned())),
        }
    }

    /// Writes aside, then swaps: no half-written file under its name.
    fn write<T: Table>(self, path: &Path, rows: &[T]) -> Result<(), Failure> {
        let aside = aside_of(path);
        match self {
            Format::Csv => write_csv(&aside, rows)?,
            Format::Parquet => write_rows(&aside, rows)?,
        }
        std::fs::rename(&aside, path).map_err(|source| Failure::Output { path: path.to_owned(), source })
    }
}

/// No output is an input or another output: the files that are written aside are outputs too.
fn nothing_is_lost(args: &Args) -> Result<(), Failure> {
    let clusters = same_file(&args.left, &args.right).then(|| clusters_beside(&args.out));
    let tables = [Some(&args.out), clusters.as_ref()].into_iter().flatten();
    let aside: Vec<PathBuf> = tables.clone().map(|table| aside_of(table)).collect();
    let outputs = tables.chain(&aside).chain(&args.save_model).chain(&args.report);
    let mut taken: Vec<PathBuf> = [&args.left, &args.right, &args.model].map(|path| place_of(path)).to_vec();
    for output in outputs {
        let place = place_of(output);
        if taken.contains(&place) {
            return Err(Failure::Overwrites(output.clone()));
        }
        taken.push(place);
    }
    Ok(())
}

fn aside_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".partial");
    path.with_file_name(name)
}

/// Where a path leads, whatever it is called; a file that is not yet there by its folder.
fn place_of(path: &Path) -> PathBuf {
    let of_folder = || {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    };
    path.canonicalize().ok().or_else(of_folder).unwrap_or_else(|| path.to_owned())
}

fn write_text(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|source| Failure::Output { path: path.to_owned(), source })
}

fn clusters_beside(out: &Path) -> PathBuf {
    let ending = out.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
    out.with_extension(format!("clusters.{ending}"))
}

fn same_file(left: &Path, right: &Path) -> bool {
    left == right || left.canonicalize().ok().zip(right.canonicalize().ok()).is_some_and(|(left, right)| left == right)
}

fn tell_list(path: &Path, list: &RawList) {
    eprintln!(
        "{}: {} rows, {} set aside (blank, headings, totals, above the headings), {} without an id go by their number",
        path.display(),
        list.len(),
        list.set_aside(),
        list.without_id()
    );
    // Sheets may be called after people: counts alone are told.
    let rows = |sheets: &[(String, usize)]| sheets.iter().map(|(_, rows)| rows).sum::<usize>();
    let (read, left_out) = (list.sheets(), list.left_out());
    if read.len() > 1 {
        eprintln!("  read {} sheets", read.len());
    }
    if !left_out.is_empty() {
        let (sheets, rows) = (left_out.len(), rows(left_out));
        eprintln!("warning: {sheets} sheets without the headings were left out ({rows} rows)");
    }
}

fn tell(matched: &Matched, same: bool, out: &Path) {
    let of = |outcome| matched.pairs.iter().filter(|pair| pair.outcome == outcome).count();
    let candidates: u64 = matched.candidates.iter().sum();
    println!(
        "{candidates} candidate pairs; {} pairs are one person, {} to be looked at: {}",
        of(Outcome::Matched),
        of(Outcome::Review),
        out.display()
    );
    if same {
        let groups = matched.clusters.iter().filter(|row| row.size > 1 && row.id == row.cluster_id).count();
        println!("{groups} people stand there more than once: {}", clusters_beside(out).display());
    }
}
