//! How letters are kept from those who may read the database.

/// Seals bytes at rest. Whoever has the key can open them again, nobody else.
pub trait Seal: Send + Sync + std::fmt::Debug {
    /// The bytes as they may be kept; `about` must be the same when they are opened.
    fn seal(&self, about: &[u8], plain: &[u8]) -> Vec<u8>;

    /// The bytes as they were; nothing when the key or `about` is another.
    fn open(&self, about: &[u8], sealed: &[u8]) -> Option<Vec<u8>>;
}
