//! `ansinh train` on the sample city: the model, its page, and the comparison with another model.

use std::fs;
use std::path::{Path, PathBuf};

use ansinh::link::Model;
use ansinh::plan::Plan;
use ansinh::run::{Options, RunError, Silent, TrainOptions, TrainedFiles, train};

const IN_FORCE: &str = "pipelines/linking/model-2026-11-23.toml";

fn trained(folder: &Path, compare: Option<PathBuf>) -> Result<TrainedFiles, RunError> {
    let plan = Plan::load(Path::new("pipelines/nightly.toml")).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let options = TrainOptions {
        run: Options { city: Some("sample_data/haiphong".into()), ..Options::default() },
        model: Some(folder.join("next.toml")),
        page: None,
        compare,
        seed: 1,
        overwrite: false,
    };
    train(&plan, &options, &Silent)
}

#[test]
fn the_page_names_levels_chances_and_weights_and_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let files = trained(folder.path(), None).unwrap();
    assert_eq!(Model::load(&files.model).unwrap().version(), "next");
    let page = fs::read_to_string(&files.page).unwrap();
    for wanted in
        ["name exact", "birth year only", "ward previous", "<svg", "bits before", "converge", "Calibration and limits"]
    {
        assert!(page.contains(wanted), "the page lacks {wanted}");
    }
    assert!(!page.contains("Nguyễn") && !page.contains("http://") && !page.contains("https://"));
    assert!(trained(folder.path(), None).is_err(), "a model of the same name is not written over");
}

#[test]
fn verdicts_that_another_model_gives_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    // A model that matches next to nobody: whoever the new one matches has changed.
    let strict = folder.path().join("strict.toml");
    let text = fs::read_to_string(IN_FORCE).unwrap().replace("full = 8.25", "full = 500.0");
    fs::write(&strict, text.replace("version = \"2026-11-23\"", "version = \"strict\"")).unwrap();
    let files = trained(folder.path(), Some(strict)).unwrap();
    let page = fs::read_to_string(&files.page).unwrap();
    assert!(files.summary.contains("strict") || page.contains("strict"), "{}", files.summary);
    assert!(page.contains("matched") && page.contains("review"), "verdicts before and after");
    assert!(page.matches("s1-r").count() + page.matches("<tr>").count() > 100, "rows whose verdict changes");
}
