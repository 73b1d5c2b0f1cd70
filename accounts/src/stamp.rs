//! Moments that we told somebody and can trust when they are shown to us again.

use crate::Accounts;
use data_encoding::BASE64URL_NOPAD;
use jiff::Timestamp;
use mail::Seal as _;

impl Accounts {
    /// A text that stands for the moment. Nobody else can make or read one.
    #[must_use]
    pub fn stamp(&self, about: &str, at: Timestamp) -> String {
        let plain = at.as_millisecond().to_be_bytes();
        BASE64URL_NOPAD.encode(&self.vault.seal(about.as_bytes(), &plain))
    }

    /// The moment that a stamp stands for, if we made it for the same purpose.
    #[must_use]
    pub fn stamped(&self, about: &str, stamp: &str) -> Option<Timestamp> {
        let sealed = BASE64URL_NOPAD.decode(stamp.trim().as_bytes()).ok()?;
        let plain = self.vault.open(about.as_bytes(), &sealed)?;
        let plain = plain.try_into().ok()?;
        Timestamp::from_millisecond(i64::from_be_bytes(plain)).ok()
    }
}
