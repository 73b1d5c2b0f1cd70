//! Passwords of NATS users.

use bcrypt::{BcryptError, Version};

use crate::embedded::random_word;

/// Cheap on purpose: nobody guesses 244 random bits, and the server computes it at each sign-in.
const COST: u32 = 6;

/// A password that was made up, and what the server is told of it.
pub(super) struct Password {
    pub clear: String,
    pub hash: String,
}

impl Password {
    pub fn try_new() -> Result<Self, BcryptError> {
        let clear = random_word();
        // nats-server knows a hash by this version's prefix, and takes any other for the password
        let hash = bcrypt::hash_with_result(&clear, COST)?.format_for_version(Version::TwoA);
        Ok(Self { clear, hash })
    }
}
