//! Damaged workbooks through ingest.
//!
//! ```text
//! cargo bench --bench fuzz -- --workbooks 20000 --seed 1        # all
//! cargo bench --bench fuzz -- --workbooks 1 --seed 1 --first 417   # the 418th once more
//! ```
//!
//! Each workbook is a seed file (those of the sample city and some made here) with one to three
//! damages (`workbooks/mutate.rs`). It must come out of ingest as a row of `source_files`, without a
//! panic in this program's own code (those of the readers of binary formats are caught at the border
//! and counted), within the time limit, and without the process ever holding more than a gigabyte.
//! The work is done by child processes, so that a hang or an abort is told with the number that
//! caused it, and the others go on.

mod mutate;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use ansinh::ingest::{Forms, Submission, ingest};
use ansinh::model::{Coded, Month, WardCode};

use crate::measure::peak_megabytes;
use mutate::{Random, mutate};

/// A file that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(20);
/// Workbooks a child process reads before its peak memory is looked at.
const BATCH: u64 = 250;
const MEGABYTES: u64 = 1024;

static OWN_PANICS: AtomicU64 = AtomicU64::new(0);
static CAUGHT: AtomicU64 = AtomicU64::new(0);

/// Runs `count` workbooks from number `first` on; gives the number of violations.
pub(crate) fn run(count: u64, seed: u64, first: u64) -> u64 {
    let start = Instant::now();
    let next = AtomicU64::new(first);
    let end = first + count;
    let reports: Vec<Report> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut report = Report::default();
                    loop {
                        let from = next.fetch_add(BATCH, Ordering::Relaxed);
                        if from >= end {
                            return report;
                        }
                        report.batch(seed, from, (from + BATCH).min(end));
                    }
                })
            })
            .collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let sum = |of: fn(&Report) -> u64| reports.iter().map(of).sum::<u64>();
    let peak = reports.iter().map(|report| report.peak).max().unwrap_or(0);
    let violations = sum(|report| report.violations);
    println!(
        "{count} workbooks, seed {seed}: {violations} violations; {} read, {} set aside, {} panics of readers caught; peak memory {peak} MB; longest {} ms; {:.0} s",
        sum(|report| report.read),
        sum(|report| report.aside),
        sum(|report| report.caught),
        reports.iter().map(|report| report.longest).max().unwrap_or(0),
        start.elapsed().as_secs_f64()
    );
    violations
}

#[derive(Default)]
struct Report {
    violations: u64,
    read: u64,
    aside: u64,
    caught: u64,
    peak: u64,
    longest: u64,
}

impl Report {
    /// Reads a batch in child processes; a number that kills its child is told and left behind.
    fn batch(&mut self, seed: u64, from: u64, to: u64) {
        let mut at = from;
        while at < to {
            at = match self.child(seed, at, to) {
                Ok(()) => to,
                Err((number, why)) => {
                    self.violation(seed, number, &why);
                    number + 1
                }
            };
        }
    }

    fn violation(&mut self, seed: u64, number: u64, why: &str) {
        self.violations += 1;
        if self.violations > 20 {
            return;
        }
        println!("VIOLATION {why}: --workbooks 1 --seed {seed} --first {number}");
    }

    /// One child over `from..to`; fails with the number that it died or hung on.
    fn child(&mut self, seed: u64, from: u64, to: u64) -> Result<(), (u64, String)> {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--workbooks-child", &seed.to_string(), &from.to_string(), &to.to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (sender, lines) = mpsc::channel();
        let output = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || output.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        let (mut number, mut begun) = (from, Instant::now());
        loop {
            match lines.recv_timeout(LIMIT) {
                Ok(line) => {
                    self.longest = self.longest.max(begun.elapsed().as_millis() as u64);
                    begun = Instant::now();
                    let mut words = line.splitn(3, ' ');
                    let (what, value) = (words.next().unwrap_or(""), words.next().unwrap_or("0"));
                    match what {
                        "at" => number = value.parse().unwrap(),
                        "own" => self.violation(seed, number, &format!("panic {}", words.next().unwrap_or(""))),
                        "lost" => self.violation(seed, number, "no row of source_files"),
                        "memory" => self.violation(seed, number, &format!("memory {value} MB")),
                        "read" => self.read += value.parse::<u64>().unwrap(),
                        "aside" => self.aside += value.parse::<u64>().unwrap(),
                        "caught" => self.caught += value.parse::<u64>().unwrap(),
                        "peak" => self.peak = self.peak.max(value.parse().unwrap()),
                        _ => {}
                    }
                }
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    return Err((number, format!("longer than {} s", LIMIT.as_secs())));
                }
                Err(mpsc::RecvTimeoutError::Disconnected) => {
                    let status = child.wait().unwrap();
                    return if status.success() { Ok(()) } else { Err((number, format!("{status}"))) };
                }
            }
        }
    }
}

/// The child's work: numbers `from..to`, told line by line on standard output.
pub(crate) fn child(seed: u64, from: u64, to: u64) {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        // Paths of dependencies are absolute or lie in the registry.
        if place.starts_with("src/") || place.starts_with("benches/") {
            OWN_PANICS.fetch_add(1, Ordering::Relaxed);
            println!("own 1 {place}");
        } else {
            CAUGHT.fetch_add(1, Ordering::Relaxed);
            eprintln!("caught {place}");
        }
    }));
    let forms = Forms::load(Path::new("pipelines/forms")).unwrap();
    let seeds = seeds();
    let folder = std::env::temp_dir().join(format!("ansinh-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (mut read, mut aside, mut over) = (0, 0, false);
    for number in from..to {
        let mut random = Random::new(seed.wrapping_mul(1_000_003).wrapping_add(number));
        let (name, bytes) = &seeds[random.below(seeds.len())];
        let (mutant, damage) = mutate(bytes, &mut random);
        println!("at {number}");
        eprintln!("{number} {name}: {damage}");
        let path = folder.join(name);
        std::fs::write(&path, mutant).unwrap();
        let submission = Submission {
            path,
            file: format!("submissions/2026-11/11407/{name}").into(),
            ward: WardCode::from_digits("11407").unwrap(),
            period: Month::from_code("2026-11").unwrap(),
            modified: 0,
        };
        let out = std::panic::catch_unwind(|| ingest(&[submission], &forms));
        match out {
            Ok(out) if out.files.len() == 1 => {
                let is_read = out.files[0].status == ansinh::model::FileStatus::Read;
                (read, aside) = (read + u64::from(is_read), aside + u64::from(!is_read));
            }
            _ => println!("lost"),
        }
        if !over && peak_megabytes() > MEGABYTES {
            over = true;
            println!("memory {}", peak_megabytes());
        }
    }
    let _ = std::fs::remove_dir_all(&folder);
    println!("read {read}\naside {aside}\ncaught {}\npeak {}", CAUGHT.load(Ordering::Relaxed), peak_megabytes());
}

/// The files that are damaged, in one order: those of the sample city, the fixtures, and a few made here.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut paths = Vec::new();
    walk(Path::new("sample_data/haiphong/submissions"), &mut paths);
    walk(Path::new("tests/fixtures/ingest"), &mut paths);
    paths.sort();
    let read = |(number, path): (usize, &PathBuf)| {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or("");
        (format!("{number}.{ending}"), std::fs::read(path).unwrap())
    };
    let mut seeds: Vec<_> = paths.iter().enumerate().map(read).collect();
    seeds.extend([
        ("a.xlsx".to_owned(), workbook()),
        ("b.xls".to_owned(), SPREADSHEET_ML.as_bytes().to_vec()),
        ("c.xls".to_owned(), HTML.as_bytes().to_vec()),
        ("d.csv".to_owned(), LIST.as_bytes().to_vec()),
    ]);
    seeds
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, paths) } else { paths.push(path) }
    }
}

const LIST: &str = "STT;Họ và tên;Năm sinh;;Số CCCD;Mức trợ cấp\n;;Nam;Nữ;;\n(1);(2);(3);(4);(5);(6)\n\
    I. Người cao tuổi;;;;;\n1;Nguyễn Văn An;1948;;031048000111;1.350.000\n2;Trần Thị Bình;;1950;031150000222;700.000\n\
    Cộng: 2 người;;;;;2.050.000\n";
const SPREADSHEET_ML: &str = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"DS\"><Table ss:ExpandedColumnCount=\"4\" ss:ExpandedRowCount=\"3\"><Row><Cell><Data ss:Type=\"String\">STT</Data></Cell><Cell><Data ss:Type=\"String\">Họ và tên</Data></Cell><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">Số CCCD</Data></Cell></Row><Row ss:Index=\"5\"><Cell><Data ss:Type=\"Number\">1</Data></Cell><Cell><Data ss:Type=\"String\">Nguyễn Văn An</Data></Cell><Cell ss:Index=\"3\"><Data ss:Type=\"String\">031048000111</Data></Cell></Row></Table></Worksheet></Workbook>";
const HTML: &str = "<html><body><table><tr><th rowspan=\"2\">STT</th><th>Họ và tên</th><th colspan=\"2\">Năm sinh</th><th>Số CCCD</th></tr><tr><td>1<td>Nguyễn Văn An<td>1948<td>&nbsp;<td>031048000111</table></body></html>";

/// Merged cells, dates, formulas, hidden sheets and rows, several sheets.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{Format, Formula, Workbook};
    let mut book = Workbook::new();
    for number in 0..3 {
        let sheet = book.add_worksheet();
        sheet.set_hidden(number == 2);
        sheet.merge_range(0, 0, 0, 5, "DANH SÁCH ĐỐI TƯỢNG", &Format::new()).unwrap();
        for (column, heading) in ["STT", "Họ và tên", "Ngày sinh", "Số CCCD", "Địa chỉ", "Mức"].iter().enumerate()
        {
            sheet.write_string(2, column as u16, *heading).unwrap();
        }
        for row in 3..20 {
            sheet.write_number(row, 0, f64::from(row - 2)).unwrap();
            sheet.write_string(row, 1, "Nguyễn Thị Hòa").unwrap();
            let date = Format::new().set_num_format("dd/mm/yyyy");
            sheet.write_number_with_format(row, 2, f64::from(18_000 + row), &date).unwrap();
            sheet.write_string(row, 3, format!("0311480000{row:02}")).unwrap();
            sheet.write_formula(row, 5, Formula::new("=700000*1").set_result("700000")).unwrap();
        }
        sheet.merge_range(5, 4, 9, 4, "Thôn Đông", &Format::new()).unwrap();
        sheet.set_row_hidden(7).unwrap();
    }
    book.save_to_buffer().unwrap()
}
