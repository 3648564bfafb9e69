//! `partialDate`: a date of which day, or day and month, may be unknown. Old
//! civil-status records and elders' cards often lack them.

use super::Around;
use super::date::{Bound, outside};
use crate::date::PartialDate;
use crate::problem::Code;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Options of `partialDate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// The finest part asked for: `day`, `month` or `year`. With `day`, day
    /// and month may be left out; with `month`, the month is needed.
    pub precision: String,
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_date: Option<Bound>,
    /// Not after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_date: Option<Bound>,
}

pub(super) fn read(options: &Options, text: &str) -> Result<Option<Value>, Code> {
    let date = PartialDate::parse_typed(text).ok_or(Code::Type)?;
    let fits = match options.precision.as_str() {
        "year" => date.month == 0,
        "month" => date.month > 0 && date.day == 0,
        _ => true,
    };
    if fits {
        Ok(Some(Value::PartialDate(date)))
    } else {
        Err(Code::Type)
    }
}

pub(super) fn check(options: &Options, date: PartialDate, around: &Around<'_, '_>) -> Option<Code> {
    outside(
        date.earliest(),
        date.latest(),
        options.min_date.as_ref(),
        options.max_date.as_ref(),
        around,
    )
}

pub(super) fn show(date: PartialDate) -> Vec<String> {
    vec![date.show()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_fine_as_asked() {
        let taken = |precision: &str, text| {
            read(
                &Options {
                    precision: precision.to_owned(),
                    min_date: None,
                    max_date: None,
                },
                text,
            )
            .is_ok()
        };
        assert!(taken("day", "//1950") && taken("day", "/2/1950") && taken("day", "1/2/1950"));
        assert!(
            taken("month", "2/1950") && !taken("month", "//1950") && !taken("month", "1/2/1950")
        );
        assert!(taken("year", "1950") && !taken("year", "2/1950"));
    }
}
