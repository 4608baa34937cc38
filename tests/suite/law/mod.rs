//! The engine of the rules against a second, independent evaluation.

#[allow(unreachable_pub, reason = "the bench shares it")]
mod compare;
#[allow(unreachable_pub, reason = "the bench shares it")]
mod oracle;
#[allow(unreachable_pub, dead_code, reason = "the bench shares it")]
mod people;

mod readme;

use std::path::Path;

use ansinh::model::Subject;
use ansinh::rules::Law;

use compare::{Compared, compare, kinds};

#[track_caller]
fn agree(compared: &Compared, subjects: &[Subject]) {
    let mut text = String::new();
    for (count, kind, one) in kinds(&compared.differences).into_iter().take(12) {
        text += &format!("{count} × {kind}\n  {} {}\n", one.month, people::shown(&subjects[one.subject]));
    }
    let (differences, all) = (compared.differences.len(), compared.person_months);
    assert!(differences == 0, "{differences} of {all} person-months differ\n{text}");
}

fn law() -> Law {
    Law::load(Path::new("pipelines/rules")).expect("the rules of the project load")
}

#[test]
fn random_people_on_boundaries() {
    let subjects = people::people(1, 600);
    let (from, to) = people::window();
    let compared = compare(&law(), &subjects, from, to);
    agree(&compared, &subjects);
    assert!(compared.entitled > 3000 && compared.undetermined > 1500);
}
