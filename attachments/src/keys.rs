//! What objects are called: content by its hash, spread over 256 folders.

use crate::error::FileError;
use object_store::path::Path;
use uuid::Uuid;

/// Content that attachments have.
pub(crate) const CONTENT: &str = "content";
/// Content that seems unused, until that is certain.
pub(crate) const CONDEMNED: &str = "condemned";
/// Small images of content, or the word that there is none.
pub(crate) const THUMBNAILS: &str = "thumbnails";
/// Large files on their way in.
pub(crate) const UPLOADS: &str = "uploads";

/// Which log the content belongs to.
pub(crate) fn owner() -> Path {
    Path::from("log")
}

pub(crate) fn upload() -> Path {
    Path::from(format!("{UPLOADS}/{}", Uuid::now_v7()))
}

/// Where `kind` keeps what belongs to a hash. Whatever is no hash is in no storage.
pub(crate) fn of(kind: &str, sha256: &str) -> Result<Path, FileError> {
    let hex = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
    if sha256.len() != 64 || !sha256.bytes().all(hex) {
        return Err(FileError::Missing);
    }
    Ok(Path::from(format!("{kind}/{}/{sha256}", &sha256[..2])))
}

/// The hash that a key ends with.
pub(crate) fn hash_of(key: &Path) -> Option<&str> {
    key.filename().filter(|name| of(CONTENT, name).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_have_places() {
        let hash = "ab".repeat(32);
        let key = of(CONTENT, &hash).unwrap();
        assert_eq!(key.as_ref(), format!("content/ab/{hash}"));
        assert_eq!(hash_of(&key), Some(hash.as_str()));
        for wrong in ["", "../../etc/passwd", &"AB".repeat(32), &"ab".repeat(31)] {
            assert!(of(CONTENT, wrong).is_err(), "{wrong}");
        }
    }
}
