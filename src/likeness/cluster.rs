//! Rows that are one person: clusters that hold together by their evidence.
//!
//! The rule. Two clusters become one where (1) some pair across them is one person by itself, (2) the
//! mean evidence over all pairs across them, each taken at no more than `limit` bits, is for one
//! person rather than for two, and (3) no pair across them is apart. So a chain of single links does
//! not make a cluster: whoever joins must fit the whole of it. The strongest pairs are tried first,
//! and again after each joining until nothing changes.

use std::collections::BTreeMap;

/// What two rows say about being one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bond {
    /// Odds in bits; against it where below 0.
    pub(crate) bits: f64,
    /// Never one person, whatever the bits.
    pub(crate) apart: bool,
}

/// Two rows that are one person by themselves, and the bits for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    pub(crate) rows: [u32; 2],
    pub(crate) bits: f64,
}

/// The cluster of each row, by the number of its first row. `start` is where each row stands
/// beforehand, named likewise; `bond` tells about any two rows, also those that are no link.
pub(crate) fn cluster(start: Vec<u32>, mut links: Vec<Link>, limit: f64, bond: impl Fn(u32, u32) -> Bond) -> Vec<u32> {
    // Rows have a fixed order: ties never depend on the links' order.
    links.sort_by(|a, b| b.bits.total_cmp(&a.bits).then(a.rows.cmp(&b.rows)));
    let mut of_row = start;
    let mut members: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (row, &cluster) in of_row.iter().enumerate() {
        members.entry(cluster).or_default().push(row as u32);
    }
    loop {
        let mut joined = false;
        links.retain(|link| {
            let [a, b] = link.rows.map(|row| of_row[row as usize]);
            if a == b {
                return false;
            }
            if !fits(&members[&a], &members[&b], limit, &bond) {
                return true;
            }
            let (keep, gone) = (a.min(b), a.max(b));
            let others = members.remove(&gone).unwrap_or_default();
            others.iter().for_each(|&row| of_row[row as usize] = keep);
            let all = members.entry(keep).or_default();
            all.extend(others);
            all.sort_unstable();
            joined = true;
            false
        });
        if !joined {
            return of_row;
        }
    }
}

fn fits(first: &[u32], second: &[u32], limit: f64, bond: &impl Fn(u32, u32) -> Bond) -> bool {
    let (least, most) = (-limit.max(1.0) * 2.0, limit.max(1.0));
    let mut sum = 0.0;
    for &a in first {
        for &b in second {
            let Bond { bits, apart } = bond(a.min(b), a.max(b));
            if apart {
                return false;
            }
            sum += bits.clamp(least, most);
        }
    }
    sum > 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Clusters of rows whose bonds are given; any other two are `rest` bits.
    #[track_caller]
    fn check(rows: u32, bonds: &[(u32, u32, f64)], apart: &[(u32, u32)], rest: f64, expected: &[u32]) {
        let known: BTreeMap<(u32, u32), f64> = bonds.iter().map(|&(a, b, bits)| ((a, b), bits)).collect();
        let links = |backwards: bool| {
            let mut links: Vec<Link> =
                bonds.iter().filter(|bond| bond.2 >= 8.0).map(|&(a, b, bits)| Link { rows: [a, b], bits }).collect();
            if backwards {
                links.reverse();
            }
            links
        };
        let bond =
            |a: u32, b: u32| Bond { bits: known.get(&(a, b)).copied().unwrap_or(rest), apart: apart.contains(&(a, b)) };
        assert_eq!(cluster((0..rows).collect(), links(false), 8.0, bond), expected);
        assert_eq!(cluster((0..rows).collect(), links(true), 8.0, bond), expected, "the order of links is nothing");
    }

    #[test]
    fn a_chain_of_single_links_is_no_cluster() {
        check(3, &[(0, 1, 9.0), (1, 2, 9.0)], &[], -20.0, &[0, 0, 2]);
        check(4, &[(0, 1, 12.0), (1, 2, 9.0), (2, 3, 12.0)], &[], -20.0, &[0, 0, 2, 2]);
        check(3, &[(0, 1, 9.0), (1, 2, 9.0), (0, 2, 3.0)], &[], -20.0, &[0, 0, 0]);
    }

    proptest! {
        #[test]
        fn clusters_hold_together_and_hold_nobody_apart(
            bonds in proptest::collection::btree_map((0..8_u32, 0..8_u32), (-20.0..30.0, proptest::bool::weighted(0.1)), 0..24),
            order in proptest::collection::vec(0..24_usize, 24),
        ) {
            let known: BTreeMap<(u32, u32), (f64, bool)> =
                bonds.into_iter().filter(|((a, b), _)| a < b).collect();
            let bond = |a: u32, b: u32| {
                known.get(&(a, b)).map_or(Bond { bits: -16.0, apart: false }, |&(bits, apart)| Bond { bits, apart })
            };
            let strong = known.iter().filter(|(_, (bits, apart))| *bits >= 8.0 && !apart);
            let links: Vec<Link> = strong.map(|(&(a, b), &(bits, _))| Link { rows: [a, b], bits }).collect();
            let mut shuffled = links.clone();
            shuffled.sort_by_key(|link| order[(link.rows[0] * 3 + link.rows[1]) as usize % order.len()]);
            let found = cluster((0..8).collect(), links, 8.0, bond);
            prop_assert_eq!(&found, &cluster((0..8).collect(), shuffled, 8.0, bond), "the order of links is nothing");
            for first in 0..8_u32 {
                let rows: Vec<u32> = (0..8).filter(|&row| found[row as usize] == first).collect();
                let pairs = rows.iter().flat_map(|&a| rows.iter().filter(move |&&b| a < b).map(move |&b| bond(a, b)));
                let (sum, apart) = pairs.fold((0.0, false), |(sum, apart), bond| {
                    (sum + bond.bits.clamp(-16.0, 8.0), apart || bond.apart)
                });
                prop_assert!(!apart && (rows.len() < 2 || sum > 0.0), "{:?}: {} bits", rows, sum);
            }
        }
    }

    #[test]
    fn rows_that_are_apart_never_meet() {
        check(3, &[(0, 1, 30.0), (1, 2, 29.0), (0, 2, 28.0)], &[(0, 2)], 0.0, &[0, 0, 2]);
        check(2, &[(0, 1, 30.0)], &[], 0.0, &[0, 0]);
        check(2, &[(0, 1, 7.0)], &[], 0.0, &[0, 1]);
    }
}
