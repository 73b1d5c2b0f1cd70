//! What a provider's word of a customer counts for.

use super::is_of;

/// What a provider's word of a customer counts for. As with a mailed link it is the address that
/// tells who somebody is, each time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerTrust {
    /// Whether somebody with whose address there is no customer becomes one.
    pub creates_customers: bool,
    /// Whose addresses count; all where there are none.
    pub email_domains: Vec<String>,
}

/// Why a customer whom a provider confirmed does not come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustomerDenial {
    #[error("the provider has not verified your e-mail address; verify it there and try again")]
    Unverified,
    #[error("addresses like yours do not count here; ask for a link by e-mail instead")]
    Domain,
    #[error("nobody with your e-mail address has written to us yet; write to us first")]
    Unknown,
    #[error("your access has ended; write to us to have it back")]
    Ended,
}

impl CustomerTrust {
    /// The address, where the provider's word for it counts.
    pub fn email<'a>(&self, verified: Option<&'a str>) -> Result<&'a str, CustomerDenial> {
        let email = verified.ok_or(CustomerDenial::Unverified)?.trim();
        match is_of(email, &self.email_domains).ok_or(CustomerDenial::Unverified)? {
            true => Ok(email),
            false => Err(CustomerDenial::Domain),
        }
    }
}

impl CustomerDenial {
    /// Counts it, beside those who came in.
    pub fn count(self) {
        crate::portal::count(match self {
            Self::Unverified => "unverified_address",
            Self::Domain => "other_domain",
            Self::Unknown => "unknown_address",
            Self::Ended => "ended",
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_where_it_was_verified_and_is_of_the_right_domain() {
        let any = CustomerTrust::default();
        let shop = CustomerTrust {
            email_domains: vec!["shop.example".to_owned()],
            ..CustomerTrust::default()
        };
        assert_eq!(any.email(Some(" d@a.example ")), Ok("d@a.example"));
        assert_eq!(shop.email(Some("d@SHOP.example")), Ok("d@SHOP.example"));
        for (trust, address, denial) in [
            (&any, None, CustomerDenial::Unverified),
            (&any, Some("dana"), CustomerDenial::Unverified),
            (&shop, Some("d@a.example"), CustomerDenial::Domain),
            (&shop, Some("d@a.shop.example"), CustomerDenial::Domain),
        ] {
            assert_eq!(trust.email(address), Err(denial), "{address:?}");
        }
    }
}
