//! Where the bytes of attachments lie, and how much of them is taken.

use std::path::{Path, PathBuf};

use attachments::{Limits, Location, S3, StoreOptions};
use jiff::SignedDuration;
use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error};

/// Names of numbers in this section; sizes are texts.
pub(super) const NUMBERS: [&str; 1] = ["attachments.keep_unattached_hours"];

/// The storage of attachments.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Attachments {
    /// A folder that the processes of the roles api and automation share. `DOCKET_ATTACHMENTS_FOLDER`; unset, `attachments` in the data directory.
    folder: Option<PathBuf>,
    /// Instead of a folder, an S3-compatible bucket. `DOCKET_ATTACHMENTS_S3_BUCKET`.
    s3_bucket: Option<String>,
    /// Put before every key. `DOCKET_ATTACHMENTS_S3_PREFIX`.
    s3_prefix: Option<String>,
    /// Of a server other than Amazon's. `DOCKET_ATTACHMENTS_S3_ENDPOINT`.
    s3_endpoint: Option<String>,
    /// `DOCKET_ATTACHMENTS_S3_REGION`.
    s3_region: Option<String>,
    /// `DOCKET_ATTACHMENTS_S3_ACCESS_KEY_ID`; unset, as the machine or `AWS_ACCESS_KEY_ID` says.
    s3_access_key_id: Option<String>,
    /// `DOCKET_ATTACHMENTS_S3_SECRET_ACCESS_KEY`.
    s3_secret_access_key: Option<SecretString>,
    /// Largest file. `DOCKET_ATTACHMENTS_FILE_SIZE`, 2 GiB.
    #[serde(deserialize_with = "size")]
    pub file_size: u64,
    /// What stays free on the folder's disk. `DOCKET_ATTACHMENTS_RESERVE`, 1 GiB.
    #[serde(deserialize_with = "size")]
    pub reserve: u64,
    /// How long files are kept that are attached to nothing. `DOCKET_ATTACHMENTS_KEEP_UNATTACHED_HOURS`, 24.
    pub keep_unattached_hours: u16,
}

/// Amazon copies objects of at most 5 GiB within a bucket, which is how a file gets its name.
const MOST_S3: u64 = 5 << 30;

impl Attachments {
    /// What the storage is opened with.
    pub fn store_options(&self, data_dir: &Path) -> StoreOptions {
        let location = match &self.s3_bucket {
            None => Location::Folder(self.folder(data_dir)),
            Some(bucket) => Location::S3(S3 {
                bucket: bucket.clone(),
                prefix: self.s3_prefix.clone(),
                endpoint: self.s3_endpoint.clone(),
                region: self.s3_region.clone(),
                access_key_id: self.s3_access_key_id.clone(),
                secret_access_key: self.s3_secret_access_key.clone(),
            }),
        };
        let limits = Limits {
            file_bytes: self.file_size,
            reserve_bytes: self.reserve,
        };
        StoreOptions { location, limits }
    }

    /// How long files are kept that are attached to nothing.
    pub fn keep_unattached(&self) -> SignedDuration {
        SignedDuration::from_hours(self.keep_unattached_hours.into())
    }

    /// Key and problem of what the types cannot say.
    pub(super) fn check(&self) -> Result<(), (&'static str, String)> {
        if self.s3_bucket.is_none() {
            return match self.s3_endpoint {
                Some(_) => Err(("attachments.s3_endpoint", "needs s3_bucket too".to_owned())),
                None => Ok(()),
            };
        }
        if self.folder.is_some() {
            let problem = "a folder or an S3 bucket, not both".to_owned();
            return Err(("attachments.folder", problem));
        }
        if self.file_size > MOST_S3 {
            let problem = "a file in a bucket has at most 5 GiB".to_owned();
            return Err(("attachments.file_size", problem));
        }
        Ok(())
    }

    /// The place without keys.
    pub(super) fn place(&self, data_dir: &Path) -> String {
        match (&self.s3_bucket, &self.s3_endpoint) {
            (None, _) => self.folder(data_dir).display().to_string(),
            (Some(bucket), None) => format!("s3://{bucket}"),
            (Some(bucket), Some(endpoint)) => format!("s3://{bucket} at {endpoint}"),
        }
    }

    fn folder(&self, data_dir: &Path) -> PathBuf {
        let own = self.folder.clone();
        own.unwrap_or_else(|| data_dir.join("attachments"))
    }
}

impl Default for Attachments {
    fn default() -> Self {
        let limits = Limits::default();
        Self {
            folder: None,
            s3_bucket: None,
            s3_prefix: None,
            s3_endpoint: None,
            s3_region: None,
            s3_access_key_id: None,
            s3_secret_access_key: None,
            file_size: limits.file_bytes,
            reserve: limits.reserve_bytes,
            keep_unattached_hours: 24,
        }
    }
}

/// From "500 MB", "2 GiB" or a number of bytes.
fn size<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Size {
        Bytes(u64),
        Text(String),
    }
    match Size::deserialize(deserializer)? {
        Size::Bytes(bytes) => Ok(bytes),
        Size::Text(text) => parse(&text).ok_or_else(|| {
            D::Error::custom(format!(
                "\"{text}\" is not a size such as \"500 MiB\" or \"2 GiB\""
            ))
        }),
    }
}

fn parse(text: &str) -> Option<u64> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        "tib" => 1 << 40,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_written_as_people_do() {
        assert_eq!(parse("500 MB"), Some(500_000_000));
        assert_eq!(parse("2GiB"), Some(2 << 30));
        assert_eq!(parse("1024"), Some(1024));
        for wrong in ["", "GiB", "1.5 GiB", "-1", "2 gigs", "99999999999 TiB"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_bucket_excludes_a_folder_and_bounds_files() {
        let bucket = Attachments {
            s3_bucket: Some("files".to_owned()),
            ..Attachments::default()
        };
        assert!(bucket.check().is_ok());
        let both = Attachments {
            folder: Some("x".into()),
            ..bucket.clone()
        };
        let large = Attachments {
            file_size: MOST_S3 + 1,
            ..bucket
        };
        let orphan = Attachments {
            s3_endpoint: Some("http://localhost".to_owned()),
            ..Attachments::default()
        };
        let keys = [both, large, orphan].map(|wrong| wrong.check().unwrap_err().0);
        let names = ["folder", "file_size", "s3_endpoint"];
        assert_eq!(keys, names.map(|name| format!("attachments.{name}")));
    }
}
