//! Making secrets that nobody can guess.

use std::fmt;

/// Characters of the part that tells keys apart.
const PREFIX_CHARS: usize = 8;
/// Bytes of the part that cannot be guessed: 256 bits.
const SECRET_BYTES: usize = 32;

/// A new secret, spelled `dk_<prefix>_<secret>`. Whoever is told it, nothing else shows it.
pub struct Secret {
    text: String,
    prefix: String,
}

impl Secret {
    /// A secret of 256 random bits from the operating system; fails only where it has none.
    pub fn try_new() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; PREFIX_CHARS / 2 + SECRET_BYTES];
        getrandom::fill(&mut bytes)?;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let (prefix, secret) = hex.split_at(PREFIX_CHARS);
        Ok(Self {
            text: format!("dk_{prefix}_{secret}"),
            prefix: format!("dk_{prefix}"),
        })
    }

    /// The whole, which is shown once.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it begins, which may be shown always.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret")
            .field("prefix", &self.prefix)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_secrets_are_alike_and_none_is_shown_by_accident() {
        let (one, two) = (Secret::try_new().unwrap(), Secret::try_new().unwrap());
        assert_ne!(one.text(), two.text());
        assert_eq!(one.text().len(), "dk_".len() + 8 + "_".len() + 64);
        assert!(one.text().starts_with(&format!("{}_", one.prefix())));
        let secret = one.text().rsplit('_').next().unwrap();
        assert!(!format!("{one:?}").contains(secret));
    }
}
