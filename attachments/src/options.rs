//! Where files are kept, and how much of them.

use secrecy::SecretString;
use std::path::PathBuf;

/// What a [`crate::Store`] is opened with.
#[derive(Clone, Debug)]
pub struct StoreOptions {
    pub location: Location,
    pub limits: Limits,
}

/// Where content lies.
#[derive(Clone, Debug)]
pub enum Location {
    /// A folder that every process of the roles `api` and `automation` sees; made when missing.
    Folder(PathBuf),
    S3(S3),
}

/// An S3-compatible bucket. What is left out comes from the usual `AWS_*` variables or the machine.
#[derive(Clone, Debug, Default)]
pub struct S3 {
    pub bucket: String,
    /// Put before every key, so that a bucket can be shared.
    pub prefix: Option<String>,
    /// For servers other than Amazon's; keys then follow the bucket in the path.
    pub endpoint: Option<String>,
    pub region: Option<String>,
    pub access_key_id: Option<String>,
    pub secret_access_key: Option<SecretString>,
}

/// How much is taken. All in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file.
    pub file_bytes: u64,
    /// What must stay free on the folder's disk.
    pub reserve_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const GIB: u64 = 1 << 30;
        Self {
            file_bytes: 2 * GIB,
            reserve_bytes: GIB,
        }
    }
}
