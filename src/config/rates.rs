//! How often somebody may ask, by kind of request.

use std::{fmt, num::NonZeroU32, time::Duration};

use api::{Networks, Rate};
use serde::{Deserialize, Deserializer, de::Error};

use super::http::{listed, networks};

/// Budgets of one key or member; an address has `address_factor` times as much.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Rates {
    /// Attempts to sign in from one address. `DOCKET_RATE_SIGN_IN`, 60/m.
    sign_in: Budget,
    /// `DOCKET_RATE_READ`, 6000/m.
    read: Budget,
    /// `DOCKET_RATE_WRITE`, 3000/m.
    write: Budget,
    /// `DOCKET_RATE_UPLOAD`, 600/m.
    upload: Budget,
    /// `DOCKET_RATE_EXPORT`, 60/m.
    export: Budget,
    /// Public forms sent from one address. `DOCKET_RATE_FORM`, 20/h.
    form: Budget,
    /// `DOCKET_RATE_ADDRESS_FACTOR`, 10.
    address_factor: NonZeroU32,
    /// Networks without limits. `DOCKET_RATE_EXEMPT`, loopback.
    #[serde(deserialize_with = "networks")]
    exempt: Networks,
}

/// `None` is without limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Budget(Option<Rate>);

impl Rates {
    pub(super) fn in_force(&self) -> api::Rates {
        api::Rates {
            sign_in: self.sign_in.0,
            read: self.read.0,
            write: self.write.0,
            upload: self.upload.0,
            export: self.export.0,
            form: self.form.0,
            address_factor: self.address_factor,
            exempt: self.exempt.clone(),
        }
    }
}

impl Default for Rates {
    fn default() -> Self {
        let rates = api::Rates::default();
        Self {
            sign_in: Budget(rates.sign_in),
            read: Budget(rates.read),
            write: Budget(rates.write),
            upload: Budget(rates.upload),
            export: Budget(rates.export),
            form: Budget(rates.form),
            address_factor: rates.address_factor,
            exempt: rates.exempt,
        }
    }
}

impl<'de> Deserialize<'de> for Budget {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "\"{text}\" is not a rate such as 100/s, 6000/m or 5000/h, nor \"off\""
            ))
        })
    }
}

fn parse(text: &str) -> Option<Budget> {
    if text.trim() == "off" {
        return Some(Budget(None));
    }
    let (requests, unit) = text.split_once('/')?;
    let seconds = match unit.trim() {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    let requests = requests.trim().parse().ok()?;
    let per = Duration::from_secs(seconds);
    Some(Budget(Some(Rate { requests, per })))
}

impl fmt::Display for Budget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("off"),
            Some(rate) => write!(f, "{}/{}s", rate.requests, rate.per.as_secs()),
        }
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sign_in,
            read,
            write,
            upload,
            export,
            form,
            address_factor,
            exempt,
        } = self;
        write!(
            f,
            "sign_in {sign_in}, read {read}, write {write}, upload {upload}, "
        )?;
        write!(
            f,
            "export {export}, form {form}, address x{address_factor}, exempt {}",
            listed(exempt)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_as_people_say_them() {
        for (text, shown) in [
            ("100/s", "100/1s"),
            ("6000/m", "6000/60s"),
            ("5/h", "5/3600s"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), shown);
        }
        assert_eq!(parse("off"), Some(Budget(None)));
        for wrong in ["", "0/s", "-1/s", "10", "10/d", "x/s", "1.5/s"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
