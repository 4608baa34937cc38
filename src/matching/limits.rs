//! The limits that a model file gives: of the verdict, the prior, the training.

use super::check::{Checker, MOST_COMPARISONS};
use super::config::ModelFile;
use super::model::{Comparison, Relation};
use super::whereabouts::Step::{Item, Key};

impl Checker<'_, '_> {
    /// Limits of the verdict, and how many rows of one list can be one of the other.
    pub(super) fn verdict(&mut self, file: &ModelFile) -> Relation {
        let verdict = &file.verdict;
        for (name, share) in [("matched", verdict.matched), ("review", verdict.review)] {
            if !(share > 0.0 && share < 1.0) {
                self.wrong(&[Key("verdict"), Key(name)], format!("`{name}` must lie between 0 and 1"));
            }
        }
        if verdict.matched <= 0.5 {
            self.wrong(&[Key("verdict"), Key("matched")], "a match must be more likely than not: over 0.5");
        }
        if verdict.review > verdict.matched {
            self.wrong(&[Key("verdict"), Key("review")], "`review` lies at or below `matched`");
        }
        match verdict.relation.as_str() {
            "one_to_one" => Relation::OneToOne,
            "many_to_one" => Relation::ManyToOne,
            "many_to_many" => Relation::ManyToMany,
            other => {
                let message = format!("no relation `{other}`; one of one_to_one, many_to_one, many_to_many");
                self.wrong(&[Key("verdict"), Key("relation")], message);
                Relation::ManyToOne
            }
        }
    }

    /// Groups of comparisons, found by their titles.
    pub(super) fn together(&mut self, file: &ModelFile) -> Vec<Vec<usize>> {
        let mut out = Vec::new();
        for (number, group) in file.together.iter().enumerate() {
            let at = |title: &String| file.comparison.iter().position(|comparison| comparison.title == *title);
            for title in group.iter().filter(|title| at(title).is_none()) {
                self.wrong(&[Key("together"), Item(number)], format!("no comparison has the title `{title}`"));
            }
            out.push(group.iter().filter_map(at).collect());
        }
        out
    }

    /// Groups of fields that ask for a person.
    pub(super) fn asks(&mut self, file: &ModelFile) -> Vec<Vec<usize>> {
        let groups = file.verdict.ask.iter().enumerate();
        let asks: Vec<Vec<usize>> =
            groups.map(|(number, group)| self.numbers(&[Key("verdict"), Key("ask"), Item(number)], group)).collect();
        if asks.iter().any(Vec::is_empty) {
            self.wrong(&[Key("verdict"), Key("ask")], "a group of `ask` without a field would ask for everybody");
        }
        asks
    }

    /// Blocks, comparisons, prior and training.
    pub(super) fn counts(&mut self, file: &ModelFile, comparisons: &[Comparison]) {
        if file.block.is_empty() {
            self.wrong(&[], "at least one [[block]] is needed");
        }
        if comparisons.is_empty() || comparisons.len() > MOST_COMPARISONS {
            self.wrong(&[Key("comparison")], format!("1 to {MOST_COMPARISONS} comparisons"));
        }
        for (name, prior) in [("probability", file.prior.probability), ("share", file.prior.share)] {
            if prior.is_some_and(|prior| !(prior > 0.0 && prior < 1.0)) {
                self.wrong(&[Key("prior"), Key(name)], format!("`{name}` must lie between 0 and 1"));
            }
        }
        let training = &file.training;
        if training.sample == 0 || training.rounds == 0 || training.iterations == 0 || training.change <= 0.0 {
            self.wrong(&[Key("training")], "`sample`, `rounds`, `iterations` and `change` must be over 0");
        }
    }
}
