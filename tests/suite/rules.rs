//! The law: worked examples, boundaries in pairs, mistakes of rules files.

use std::path::Path;

use ansinh::rules::Law;

fn law() -> Law {
    Law::load(Path::new("pipelines/rules")).unwrap_or_else(|mistakes| {
        let texts: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        panic!("{}", texts.join("\n"))
    })
}

#[test]
fn every_worked_example_gives_what_the_law_says() {
    let law = law();
    assert!(law.examples().len() > 50, "only {} examples", law.examples().len());
    let failures = law.run_examples();
    let texts: Vec<String> = failures
        .iter()
        .map(|one| format!("{} expected {}, got {}\n    {}", one.id, one.expected, one.got, one.trace.join("\n    ")))
        .collect();
    assert!(failures.is_empty(), "\n{}", texts.join("\n"));
}
