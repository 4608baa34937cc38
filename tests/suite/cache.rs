//! What a night keeps for later nights changes no output, whatever became of it on the disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use ansinh::plan::Plan;
use ansinh::run::{Options, Report, Watch, run};

use super::night::contents;

const CITY: &str = "sample_data/haiphong";

/// Keeps what was noted.
#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Watch for Notes {
    fn begin(&self, _: &'static str) {}
    fn end(&self, _: &'static str, _: f64, _: &[(&'static str, u64)]) {}
    fn note(&self, _: &'static str, message: &str) {
        self.0.lock().unwrap().push(message.to_owned());
    }
}

fn night(out: &Path, no_cache: bool) -> (Report, Vec<String>) {
    let plan = Plan::load(Path::new("pipelines/nightly.toml")).unwrap();
    let options = Options { city: Some(CITY.into()), out: Some(out.to_owned()), no_cache, ..Options::default() };
    let notes = Notes::default();
    let report = run(&plan, &options, &notes).unwrap();
    (report, notes.0.into_inner().unwrap())
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    names.sort();
    names
}

/// Runs a night into `out` and checks its outputs and counts against `expected`; gives its notes.
#[track_caller]
fn check(out: &Path, expected: &(Report, Vec<(PathBuf, Vec<u8>)>), what: &str) -> Vec<String> {
    let (report, notes) = night(out, false);
    // What was compared anew is less from the second night on.
    let work = ["pairs_compared", "pairs_narrowed", "records_looked_up"];
    let counts = |report: &Report| -> Vec<(&str, u64)> {
        let counts = report.stages.iter().flat_map(|stage| stage.counts.iter().copied());
        counts.filter(|(name, _)| !work.contains(name)).collect()
    };
    assert_eq!(counts(&report), counts(&expected.0), "{what}");
    let (found, expected) = (contents(&report.folder), &expected.1);
    assert_eq!(found.len(), expected.len(), "{what}");
    for ((path, bytes), (_, right)) in found.iter().zip(expected) {
        assert!(bytes == right, "{what}: {} differs", path.display());
    }
    notes
}

#[test]
fn no_output_depends_on_the_cache() {
    let folder = tempfile::tempdir().unwrap();
    let (out, without) = (folder.path().join("out"), folder.path().join("without"));
    let (report, notes) = night(&without, true);
    let expected = (report.clone(), contents(&report.folder));
    assert_eq!((notes, names(&without.join("cache"))), (vec![], vec![]), "nothing is kept");

    let none: [String; 0] = [];
    assert_eq!(check(&out, &expected, "the first night makes it"), none);
    let cache = out.join("cache");
    let kept = names(&cache);
    let [candidates, name] = &kept[..] else { panic!("candidates and a prepared register: {kept:?}") };
    let (candidates, path) = (cache.join(candidates), cache.join(name));
    let (whole, made) = (fs::read(&path).unwrap(), fs::metadata(&path).unwrap().modified().unwrap());
    assert_eq!(check(&out, &expected, "the second night uses it"), none);
    assert_eq!(fs::metadata(&path).unwrap().modified().unwrap(), made, "it was made again");

    let stranger = cache.join("population-0011223344556677-001122334455.prepared");
    for (what, bytes) in [
        ("empty", Vec::new()),
        ("cut off in its head", whole[..60].to_vec()),
        ("cut off", whole[..whole.len() / 2].to_vec()),
        ("no prepared register", b"something else altogether, but long enough to have a head of its own".repeat(9)),
    ] {
        fs::write(&path, bytes).unwrap();
        fs::write(&stranger, b"old").unwrap();
        fs::write(cache.join("candidates.1.tmp"), b"of a run that was killed").unwrap();
        assert_eq!(check(&out, &expected, what).len(), 1, "{what}: one note");
        assert_eq!(fs::read(&path).unwrap().len(), whole.len(), "{what}: made anew");
        assert_eq!(names(&cache), kept, "{what}: old ones go");
    }
    // Inside a block the damage shows only when records are looked up.
    fs::remove_file(&candidates).unwrap();
    let mut spoilt = whole.clone();
    spoilt[200] ^= 1;
    fs::write(&path, &spoilt).unwrap();
    assert_eq!(check(&out, &expected, "damaged inside").len(), 1);
    assert_eq!(check(&out, &expected, "after the damage"), none);
    assert_eq!(fs::read(&path).unwrap().len(), whole.len(), "made anew by the night after");

    let whole = fs::read(&candidates).unwrap();
    for (what, bytes) in [("no candidates", Vec::new()), ("candidates cut off", whole[..whole.len() / 2].to_vec())] {
        fs::write(&candidates, bytes).unwrap();
        assert_eq!(check(&out, &expected, what).len(), 1, "{what}: one note");
        assert_eq!(fs::read(&candidates).unwrap().len(), whole.len(), "{what}: kept anew");
    }

    fs::remove_dir_all(&cache).unwrap();
    fs::write(&cache, b"a file where the folder should be").unwrap();
    let notes = check(&out, &expected, "a disk that refuses");
    assert!(notes.last().unwrap().ends_with("the register is read as it is"), "{notes:?}");
}
