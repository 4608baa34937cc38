//! Provisional ids of tonight that the ledger of the nights before knows by what is written.

use std::collections::{BTreeMap, BTreeSet};

use super::provisional::{Night, content_of};
use crate::likeness::mix;
use crate::model::{ProvisionalEvent, ProvisionalStatus};

impl Night<'_> {
    /// Contents that the ledger knows. Two of one id in one night are two people: the id stays with
    /// what was written last.
    pub(super) fn keep_known(&mut self) {
        let mut claims = BTreeMap::<u64, Vec<u64>>::new();
        for content in self.unfound.keys() {
            if let Some(&id) = self.by_content.get(content) {
                claims.entry(id).or_default().push(*content);
            }
        }
        for (id, contents) in claims {
            let known = &self.known[&id];
            let seen = |content: u64| {
                let row = known.rows.iter().find(|row| content_of(row) == content);
                (row.map(|row| row.last_seen), content == id, std::cmp::Reverse(content))
            };
            let keeper = contents.iter().copied().max_by_key(|&content| seen(content));
            let was_open = known.rows[0].status == ProvisionalStatus::Open;
            for content in contents {
                if Some(content) == keeper {
                    self.give(content, id);
                    if !was_open {
                        self.event(id, ProvisionalEvent::Returned, None, None);
                    }
                } else {
                    let own = mix(content, id);
                    self.give(content, own);
                    self.event(own, ProvisionalEvent::Split, Some(id), None);
                }
            }
        }
    }

    /// Contents that the ledger does not know, of the one id of their name, birth date, number and ward:
    /// the same person with more or less written beside. Of several such contents the first has the id.
    pub(super) fn keep_described(&mut self) {
        let present: BTreeSet<u64> = self.given.values().copied().collect();
        let mut claims = BTreeMap::<u64, Vec<u64>>::new();
        for (content, written) in self.unfound.iter().filter(|(content, _)| !self.given.contains_key(content)) {
            let ids: Vec<u64> = self.by_base.get(&written.base).into_iter().flatten().copied().collect();
            // Who was found tonight is nobody else.
            let is_found = |id: &u64| self.known[id].rows.iter().any(|row| self.found.contains_key(&content_of(row)));
            if let [id] = ids[..]
                && !present.contains(&id)
                && !is_found(&id)
            {
                claims.entry(id).or_default().push(*content);
            }
        }
        for (id, contents) in claims {
            let was_open = self.known[&id].rows[0].status == ProvisionalStatus::Open;
            self.give(contents[0], id);
            if !was_open {
                self.event(id, ProvisionalEvent::Returned, None, None);
            }
            for &content in &contents[1..] {
                let own = mix(content, id);
                self.give(content, own);
                self.event(own, ProvisionalEvent::Split, Some(id), None);
            }
        }
    }
}
