//! The storage as its callers see it.

use crate::error::{FileError, OpenError};
use crate::options::{Limits, Location, S3, StoreOptions};
use crate::space;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use secrecy::ExposeSecret;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a request to a bucket is repeated before it counts as failed.
const RETRIES: Duration = Duration::from_secs(20);

/// Where content lies. Cheap to clone; clones share connections and the turn of making thumbnails.
#[derive(Clone, Debug)]
pub struct Store(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub objects: Arc<dyn ObjectStore>,
    pub limits: Limits,
    /// Set when the objects are files of this machine.
    pub folder: Option<PathBuf>,
    /// One picture is decoded at a time, so that memory is bounded.
    pub decoding: Semaphore,
}

impl Store {
    /// Opens the storage. A folder is made when it is missing; a bucket is not asked yet.
    pub fn open(options: StoreOptions) -> Result<Self, OpenError> {
        let (objects, folder) = match options.location {
            Location::Folder(folder) => (local(&folder)?, Some(folder)),
            Location::S3(s3) => (bucket(s3).map_err(OpenError::Bucket)?, None),
        };
        Ok(Self(Arc::new(Inner {
            objects,
            limits: options.limits,
            folder,
            decoding: Semaphore::new(1),
        })))
    }

    /// What is taken at most.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// Refuses a file of which only the announced length is known, before a byte of it is read.
    pub fn check_announced(&self, bytes: u64) -> Result<(), FileError> {
        let most = self.0.limits.file_bytes;
        if bytes > most {
            return Err(FileError::TooLarge { most });
        }
        self.check_space(bytes)
    }

    pub(crate) fn check_space(&self, wanted: u64) -> Result<(), FileError> {
        space::check(
            self.0.folder.as_deref(),
            wanted,
            self.0.limits.reserve_bytes,
        )
    }

    pub(crate) fn objects(&self) -> &dyn ObjectStore {
        &*self.0.objects
    }
}

fn local(folder: &std::path::Path) -> Result<Arc<dyn ObjectStore>, OpenError> {
    let refuse = |why: String| OpenError::Folder(folder.to_owned(), why);
    std::fs::create_dir_all(folder).map_err(|error| refuse(error.to_string()))?;
    let files =
        LocalFileSystem::new_with_prefix(folder).map_err(|error| refuse(error.to_string()))?;
    // an answer comes after the flush, as with the log
    Ok(Arc::new(files.with_fsync(true)))
}

fn bucket(s3: S3) -> Result<Arc<dyn ObjectStore>, object_store::Error> {
    // the client wants to be told who encrypts; whoever is first in the process decides
    let _ = rustls::crypto::ring::default_provider().install_default();
    let retry = RetryConfig {
        retry_timeout: RETRIES,
        ..RetryConfig::default()
    };
    let mut builder = AmazonS3Builder::from_env()
        .with_bucket_name(s3.bucket)
        .with_retry(retry);
    if let Some(endpoint) = s3.endpoint {
        let options = ClientOptions::default().with_allow_http(endpoint.starts_with("http://"));
        builder = builder.with_client_options(options).with_endpoint(endpoint);
    }
    if let Some(region) = s3.region {
        builder = builder.with_region(region);
    }
    if let Some(id) = s3.access_key_id {
        builder = builder.with_access_key_id(id);
    }
    if let Some(secret) = s3.secret_access_key {
        builder = builder.with_secret_access_key(secret.expose_secret());
    }
    let objects = builder.build()?;
    Ok(match s3.prefix {
        Some(prefix) => Arc::new(PrefixStore::new(objects, Path::from(prefix))),
        None => Arc::new(objects),
    })
}
