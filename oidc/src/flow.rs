//! What belongs to one sign-in, from the moment somebody leaves for the provider until they are back.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

/// The two texts of a sign-in under way.
#[derive(Clone, PartialEq, Eq)]
pub struct Flow {
    /// Comes back from the provider.
    pub state: String,
    /// Stays with the browser that began.
    pub binding: String,
}

impl Flow {
    /// A new one. Fails only when the system gives no random bytes.
    pub fn try_new() -> Result<Self, getrandom::Error> {
        Ok(Self {
            state: random()?,
            binding: random()?,
        })
    }

    /// What is kept of `state` and `binding`.
    #[must_use]
    pub fn hashes(&self) -> [Vec<u8>; 2] {
        [&self.state, &self.binding].map(|text| Sha256::digest(text.as_bytes()).to_vec())
    }

    /// Ties the identity token to this browser.
    pub(crate) fn nonce(&self) -> String {
        self.derived("nonce")
    }

    /// Ties the exchange of the code to this browser (RFC 7636).
    pub(crate) fn verifier(&self) -> String {
        self.derived("verifier")
    }

    fn derived(&self, purpose: &str) -> String {
        let hash = Sha256::new()
            .chain_update(purpose.as_bytes())
            .chain_update([0])
            .chain_update(self.binding.as_bytes())
            .finalize();
        BASE64URL_NOPAD.encode(&hash)
    }
}

impl std::fmt::Debug for Flow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Flow")
    }
}

fn random() -> Result<String, getrandom::Error> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}
