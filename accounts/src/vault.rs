//! The installation's key, and what is sealed with it: second factors, and letters that wait.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{Key, XChaCha20Poly1305, XNonce};
use mail::Seal;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// Bytes of the nonce, which stands before what is sealed. Random ones of 192 bits never meet.
const NONCE: usize = 24;
/// Fewest characters of a key that somebody chose.
const LEAST: usize = 32;

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    #[error(
        "the secret key must have at least {LEAST} characters; `openssl rand -hex 32` makes one"
    )]
    TooShort,
    #[error("the secret key in {0}: {1}; set DOCKET_SECRET_KEY, or let the folder be written to")]
    File(PathBuf, std::io::Error),
    #[error("no random numbers: {0}")]
    Random(getrandom::Error),
}

/// Seals with XChaCha20-Poly1305.
pub struct Vault(XChaCha20Poly1305);

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Vault")
    }
}

impl Vault {
    /// With a text that somebody chose, which all processes of an installation must share.
    pub fn of(key: &SecretString) -> Result<Self, VaultError> {
        let key = key.expose_secret().trim();
        if key.chars().count() < LEAST {
            return Err(VaultError::TooShort);
        }
        let key: [u8; 32] = Sha256::digest(key.as_bytes()).into();
        Ok(Self(XChaCha20Poly1305::new(&Key::from(key))))
    }

    /// With the text in a file; made up when there is no such file.
    pub fn in_file(file: &Path) -> Result<Self, VaultError> {
        let failed = |error| VaultError::File(file.to_owned(), error);
        match std::fs::read_to_string(file) {
            Ok(key) => Self::of(&key.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let key = made_up()?;
                match create(file, &key) {
                    Ok(()) => Self::of(&key.into()),
                    // another process was quicker
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                        Self::of(&std::fs::read_to_string(file).map_err(failed)?.into())
                    }
                    Err(error) => Err(failed(error)),
                }
            }
            Err(error) => Err(failed(error)),
        }
    }
}

impl Seal for Vault {
    #[expect(
        clippy::expect_used,
        reason = "without random numbers no secret is safe, and sealing fails for 256 GiB and more only"
    )]
    fn seal(&self, about: &[u8], plain: &[u8]) -> Vec<u8> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce).expect("random numbers");
        let payload = Payload {
            msg: plain,
            aad: about,
        };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload);
        [nonce.as_slice(), &sealed.expect("a short text")].concat()
    }

    fn open(&self, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload {
            msg: sealed,
            aad: about,
        };
        self.0.decrypt(&XNonce::from(*nonce), payload).ok()
    }
}

fn made_up() -> Result<String, VaultError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(VaultError::Random)?;
    Ok(data_encoding::HEXLOWER.encode(&bytes))
}

/// Linked into place whole, so that nobody reads half a key.
fn create(file: &Path, key: &str) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let draft = folder.join(format!("secret.{}.part", std::process::id()));
    private(&draft)?.write_all(key.as_bytes())?;
    let linked = std::fs::hard_link(&draft, file);
    let _ = std::fs::remove_file(&draft);
    linked
}

fn private(file: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_by_the_same_key_for_the_same_thing_alone() {
        let vault = Vault::of(&"a".repeat(32).into()).unwrap();
        let other = Vault::of(&"b".repeat(32).into()).unwrap();
        let sealed = vault.seal(b"ana", b"secret");
        assert_eq!(vault.open(b"ana", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(vault.open(b"ben", &sealed), None);
        assert_eq!(other.open(b"ana", &sealed), None);
        assert_eq!(vault.open(b"ana", &sealed[..10]), None);
        assert_ne!(sealed, vault.seal(b"ana", b"secret"));
    }

    #[test]
    fn a_key_is_made_once_and_is_its_owner_s() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("data/secret.key");
        let sealed = Vault::in_file(&file).unwrap().seal(b"", b"x");
        let again = Vault::in_file(&file).unwrap();
        assert_eq!(again.open(b"", &sealed).as_deref(), Some(&b"x"[..]));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&file).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn a_short_key_is_refused() {
        assert!(matches!(
            Vault::of(&"short".into()),
            Err(VaultError::TooShort)
        ));
    }
}
