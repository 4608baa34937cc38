//! One night: the plan with what the command line said.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Options, RunError};
use crate::model::{Date, Month, WardCode};
use crate::plan::Plan;

/// What every stage of one run shares.
pub(super) struct Night<'a> {
    pub(super) plan: &'a Plan,
    pub(super) city: PathBuf,
    pub(super) out: PathBuf,
    /// Where what later nights may use again is kept; `None`: nowhere.
    pub(super) cache: Option<PathBuf>,
    pub(super) as_of: Date,
    pub(super) pay_month: Month,
    /// Province of 2024 of each ward of the city.
    pub(super) areas: BTreeMap<WardCode, i64>,
}

impl<'a> Night<'a> {
    pub(super) fn new(plan: &'a Plan, options: &Options) -> Result<Night<'a>, RunError> {
        let as_of = options.as_of.or(plan.as_of).ok_or_else(|| {
            RunError::Configuration("no as-of day: pass --as-of YYYY-MM-DD or `--as-of today`".to_owned())
        })?;
        let pay_month = options.pay_month.unwrap_or(as_of.month().next());
        if pay_month < plan.arrears_from {
            let message = format!("the pay month {pay_month} lies before arrears_from {}", plan.arrears_from);
            return Err(RunError::Configuration(message));
        }
        let city = options.city.clone().unwrap_or_else(|| plan.city.clone());
        if !city.is_dir() {
            return Err(RunError::Configuration(format!("{}: no such city folder", city.display())));
        }
        let out = options.out.clone().unwrap_or_else(|| plan.out.clone());
        let areas = plan.wards.iter().map(|ward| (ward.code, ward.area)).collect();
        let cache = (!options.no_cache).then(|| out.join("cache"));
        Ok(Night { plan, city, out, cache, as_of, pay_month, areas })
    }
}
