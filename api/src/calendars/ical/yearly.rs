//! Holidays that come again: every year on the same day, for ever or for some years.

use domain::business::Holiday;
use jiff::ToSpan;
use jiff::civil::Date;

/// Most years after which a holiday ends that does end.
const YEARS: i16 = 200;

/// What a rule says.
#[derive(Debug, Default)]
struct Rule {
    count: Option<usize>,
    until: Option<Date>,
}

/// The holiday as often as `rule` says: as one that comes every year, or as one for each year.
pub(super) fn repeated(holiday: Holiday, rule: &str) -> Result<Vec<Holiday>, String> {
    let rule = parsed(rule, &holiday)?;
    if rule.count.is_none() && rule.until.is_none() {
        let yearly = true;
        return Ok(vec![Holiday { yearly, ..holiday }]);
    }
    let years = (0..YEARS).filter_map(|year| in_year(&holiday, year));
    let until = rule.until.unwrap_or(Date::MAX);
    let years = years.take_while(|found| found.first <= until);
    Ok(years.take(rule.count.unwrap_or(usize::MAX)).collect())
}

fn parsed(text: &str, holiday: &Holiday) -> Result<Rule, String> {
    let mut rule = Rule::default();
    let mut yearly = false;
    for part in text.trim().split(';').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let number = |wanted: i8| value.parse() == Ok(wanted);
        let understood = match name.to_ascii_uppercase().as_str() {
            "FREQ" => {
                yearly = value.eq_ignore_ascii_case("YEARLY");
                yearly
            }
            "INTERVAL" => number(1),
            "BYMONTH" => number(holiday.first.month()),
            "BYMONTHDAY" => number(holiday.first.day()),
            "WKST" => true,
            "COUNT" => {
                rule.count = value.parse().ok().filter(|count| *count > 0);
                rule.count.is_some()
            }
            "UNTIL" => {
                let day = value.get(..8).unwrap_or_default();
                rule.until = Date::strptime("%Y%m%d", day).ok();
                rule.until.is_some()
            }
            _ => false,
        };
        if !understood {
            return Err(not_understood(part));
        }
    }
    match yearly {
        true => Ok(rule),
        false => Err(not_understood(text)),
    }
}

fn not_understood(part: &str) -> String {
    let part: String = part.chars().take(50).collect();
    format!(
        "{part} is not understood: only FREQ=YEARLY on the same day, with COUNT or UNTIL if it ends; \
         give other holidays an event for each year"
    )
}

/// `years` later; a 29th of February is not in every year.
fn in_year(holiday: &Holiday, years: i16) -> Option<Holiday> {
    let (day, length) = (holiday.first, holiday.last - holiday.first);
    let first = Date::new(day.year() + years, day.month(), day.day()).ok()?;
    let last = first.checked_add(length.get_days().days()).ok()?;
    Some(Holiday {
        first,
        last,
        ..holiday.clone()
    })
}
