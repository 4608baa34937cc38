//! What a training found, as a page and as a few lines.

use super::RunError;
use super::training::Compared;
use crate::link::{LevelReport, TrainingReport};
use crate::report::{Document, DocumentSection, document, paired_shares, signed_bars};

/// Rows of changed verdicts that the page shows; the count beside them is of all.
const MOST_ROWS: usize = 200;

/// The page.
pub(super) fn page(report: &TrainingReport, compared: &Compared) -> Result<String, RunError> {
    let [version, before] = &report.versions;
    let made = Document {
        over: "ansinh train".to_owned(),
        title: format!("Match model {version}"),
        lead: format!("{}. Started from {before}.", report.found[0]),
        sections: vec![
            warnings(report),
            weights(report),
            convergence(report),
            calibration(report),
            lifts(report),
            changes(compared),
        ],
    };
    document(&made).map_err(|error| RunError::input("train", &error))
}

fn words(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn warnings(report: &TrainingReport) -> DocumentSection {
    let none = "None: the limits were reached, and no level weighs more than the best of its field.";
    let some = "What to look at before this model is named in the pipeline.";
    DocumentSection {
        title: "Warnings".to_owned(),
        hint: if report.warnings.is_empty() { none } else { some }.to_owned(),
        head: if report.warnings.is_empty() { Vec::new() } else { words(&["Warning"]) },
        rows: report.warnings.iter().map(|warning| vec![warning.clone()]).collect(),
        ..DocumentSection::default()
    }
}

fn weights(report: &TrainingReport) -> DocumentSection {
    let name = |level: &LevelReport| format!("{} {}", level.field, level.level.replace('_', " "));
    let bar = |level: &LevelReport| (name(level), level.bits[0], format!("{:+.1}", level.bits[0]));
    let row = |level: &LevelReport| {
        vec![
            name(level),
            format!("{:.5}{}", level.m.0, if level.kept { " (kept)" } else { "" }),
            format!("{:.0}", level.m.1),
            format!("{:.3e}{}", level.u.0, if level.shared { " × share" } else { "" }),
            level.u.1.to_string(),
            format!("{:+.1}", level.bits[0]),
            format!("{:+.1}", level.bits[1]),
        ]
    };
    DocumentSection {
        title: "Levels and weights".to_owned(),
        hint: "Bits for (blue) or against (orange) two rows being one person, for names, years and wards of \
               typical frequency; a run counts the real frequency in the register. m: chance among pairs of one \
               person; u: among pairs of two; beside them the pairs that were counted. Kept: judged, or too few pairs to \
               count; m is that of the model before."
            .to_owned(),
        chart: signed_bars("Weights of the levels in bits", &report.levels.iter().map(bar).collect::<Vec<_>>()),
        head: words(&["Level", "m", "pairs of one", "u", "pairs of two", "bits", "bits before"]),
        rows: report.levels.iter().map(row).collect(),
    }
}

fn convergence(report: &TrainingReport) -> DocumentSection {
    let (iterations, change, converged) = report.fit;
    let how = match (iterations, converged) {
        (0, _) => "m was counted on pairs that an id anchors: one pass, nothing to converge.".to_owned(),
        (n, true) => format!("m by EM: converged after {n} iterations (last change {change:.1e})."),
        (n, false) => format!("m by EM: NOT converged after {n} iterations (last change {change:.1e})."),
    };
    let [anchored, of_id, drawn] = report.pairs;
    let row = |what: &str, count: u64| vec![what.to_owned(), count.to_string()];
    DocumentSection {
        title: "Counts and convergence".to_owned(),
        hint: how,
        head: words(&["What", "pairs"]),
        rows: vec![
            row("anchored by an uncontradicted id", anchored),
            row("anchored by name, full date, ward and hamlet (for the id's levels)", of_id),
            row("drawn blindly", drawn),
        ],
        ..DocumentSection::default()
    }
}

fn calibration(report: &TrainingReport) -> DocumentSection {
    // A bin of less than one row says nothing.
    let filled = report.calibration.iter().filter(|bin| bin.rows >= 1.0);
    let bars = filled.map(|bin| {
        [("said", bin.said), ("right", bin.right)].map(|(what, share)| (format!("from {} {what}", bin.from), share))
    });
    let row = |bin: &crate::link::Bin| {
        vec![
            format!("{}", bin.from),
            format!("{:.0}", bin.rows),
            format!("{:.5}", bin.said),
            format!("{:.5}", bin.right),
        ]
    };
    let [full, moved, partial, name_slip, birth_slip, other_id, others, review] = report.limits;
    DocumentSection {
        title: "Calibration and limits".to_owned(),
        hint: format!(
            "Rows whose id is known, judged with the id hidden: the probability said (blue) and the share that \
             was right (orange). Limits {}: matched from {full} bits over nobody, {moved} in another ward, {partial} \
             with a partial birth date, {name_slip} with a slip in the name, {birth_slip} in the birth date, {other_id} \
             with another id, and from {others} over all other candidates; review from probability {review}.",
            report.found[1]
        ),
        chart: paired_shares("Probability said and share right", &bars.collect::<Vec<_>>()),
        head: words(&["Probability from", "rows", "said", "right"]),
        rows: report.calibration.iter().map(row).collect(),
    }
}

fn lifts(report: &TrainingReport) -> DocumentSection {
    let row = |lift: &crate::link::Lift| {
        let [(field, level), (other, other_level)] = lift.levels;
        vec![
            format!("{field} {level} with {other} {other_level}"),
            lift.found.to_string(),
            format!("{:.0}", lift.expected),
            format!("{:.2}", lift.found as f64 / lift.expected),
        ]
    };
    DocumentSection {
        title: "Dependence among pairs of two people".to_owned(),
        hint: "Levels are weighed as if independent. A lift far from 1 says that they are not: two levels much \
               over 1 that both speak for a match count one fact twice."
            .to_owned(),
        head: words(&["Levels", "pairs", "expected", "lift"]),
        rows: report.lifts.iter().map(row).collect(),
        ..DocumentSection::default()
    }
}

fn changes(compared: &Compared) -> DocumentSection {
    let all = compared.rows.len();
    DocumentSection {
        title: "Verdicts that change".to_owned(),
        hint: format!(
            "Against {}: {all} rows change ({}). At most {MOST_ROWS} are listed.",
            compared.version,
            counts(compared)
        ),
        head: words(&["Row (ansinh explain OUT ROW)", "before", "after", "probability before", "after"]),
        rows: compared.rows.iter().take(MOST_ROWS).map(|row| row.to_vec()).collect(),
        ..DocumentSection::default()
    }
}

/// `review to matched 12, …`, without those that stay.
fn counts(compared: &Compared) -> String {
    let changed = compared.counts.iter().filter(|((from, to), _)| from != to);
    let told: Vec<String> = changed.map(|((from, to), count)| format!("{from} to {to} {count}")).collect();
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}

/// The lines on standard output.
pub(super) fn summary(report: &TrainingReport, compared: &Compared) -> String {
    let mut text = format!("{}: {}\nlimits: {}\n", report.versions[0], report.found[0], report.found[1]);
    for level in &report.levels {
        text.push_str(&format!(
            "  {:8} {:14} m {:8.5} ({:>7.0})  u {:9.3e}{} ({:>8})  {:+6.1} bits, before {:+6.1}\n",
            level.field,
            level.level,
            level.m.0,
            level.m.1,
            level.u.0,
            if level.shared { " × share" } else { "        " },
            level.u.1,
            level.bits[0],
            level.bits[1]
        ));
    }
    text.push_str("  probability said, right:\n");
    for bin in &report.calibration {
        text.push_str(&format!("  from {:<7} {:>9.0} rows  {:.5}  {:.5}\n", bin.from, bin.rows, bin.said, bin.right));
    }
    text.push_str(&format!(
        "verdicts against {}: {} change: {}\n",
        compared.version,
        compared.rows.len(),
        counts(compared)
    ));
    text
}
