//! Secrets that are handed out once: random, and kept as a hash alone.

use crate::AccountsError;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// 256 random bits in 43 letters, digits, `-` and `_`.
pub(crate) fn token() -> Result<String, AccountsError> {
    Ok(BASE64URL_NOPAD.encode(&random::<32>()?))
}

/// What is kept of a secret. It needs no salt: nobody can guess 256 random bits.
pub(crate) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

/// Bytes that nobody can foresee.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], AccountsError> {
    let mut bytes = [0; N];
    let filled = getrandom::fill(&mut bytes);
    filled.map_err(|error| AccountsError::Damaged(format!("no random numbers: {error}")))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_fit_a_cookie_and_an_address() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_ne!(one, other);
        assert_eq!(one.len(), 43);
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        assert!(one.chars().all(allowed), "{one}");
        assert!(
            !hash(&one)
                .windows(8)
                .any(|w| one.as_bytes().windows(8).any(|t| t == w))
        );
    }
}
