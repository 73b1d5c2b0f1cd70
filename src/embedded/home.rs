//! The data directory: who may use it, and where the private servers keep their files.

use std::{
    fs::{DirBuilder, File, OpenOptions, TryLockError},
    io::{Read, Seek, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt, symlink},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use sha2::{Digest, Sha256};
use tracing::info;

use super::{EmbeddedError, account::Account, process::POLL};

/// A data directory that this process holds alone until the value is dropped.
#[derive(Debug)]
pub(super) struct Home {
    pub data_dir: PathBuf,
    /// Where the servers' files are: the data directory, or a place that the servers' account can reach.
    pub root: PathBuf,
    pub account: Option<Account>,
    _lock: File,
}

/// Servers' files of data directories that only root can enter.
const ELSEWHERE: &str = "/var/lib/docket";

/// In the data directory, the link to its place below [`ELSEWHERE`].
const LINK: &str = "cluster";

impl Home {
    /// Makes the directory when it is missing and takes its lock.
    pub async fn open(data_dir: &Path) -> Result<Self, EmbeddedError> {
        let data_dir = make_private(data_dir)?;
        let lock = take_lock(&data_dir).await?;
        let link = data_dir.join(LINK);
        let mut root = match link.canonicalize() {
            Ok(elsewhere) => elsewhere,
            Err(_) => data_dir.clone(),
        };
        let account = Account::for_servers(&root.join("postgres"))?;
        if let Some(account) = account {
            root = reachable(root, &link, account)?;
        }
        Ok(Self {
            data_dir,
            root,
            account,
            _lock: lock,
        })
    }

    /// A directory below the root that belongs to the servers' account.
    pub fn directory(&self, name: &str) -> Result<PathBuf, EmbeddedError> {
        let path = self.root.join(name);
        private_directory(&path)?;
        self.give(&path)?;
        Ok(path)
    }

    /// Hands `path` to the servers' account, when there is a special one.
    pub fn give(&self, path: &Path) -> Result<(), EmbeddedError> {
        self.account.map_or(Ok(()), |account| account.own(path))
    }

    /// A server's log: in the data directory itself, where people look.
    pub fn log(&self, name: &str) -> PathBuf {
        self.data_dir.join(format!("{name}.log"))
    }
}

/// True while some process holds the lock of `data_dir`.
pub(super) fn is_held(data_dir: &Path) -> bool {
    let Ok(file) = File::open(lock_path(data_dir)) else {
        return false;
    };
    matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
}

/// Opens (makes) a file that only this account may read.
pub(super) fn private_file(path: &Path) -> Result<File, EmbeddedError> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(EmbeddedError::io("open", path))
}

/// Writes a file that only this account may read, whole or not at all.
pub(super) fn write_private(path: &Path, text: &str) -> Result<(), EmbeddedError> {
    let draft = path.with_extension("new");
    let _ = std::fs::remove_file(&draft);
    let mut file = private_file(&draft)?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .and_then(|()| std::fs::rename(&draft, path))
        .map_err(EmbeddedError::io("write", path))
}

fn make_private(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    if !data_dir.exists() {
        // Others may pass through, since the servers' account must; the files inside are closed to them.
        DirBuilder::new()
            .recursive(true)
            .mode(0o755)
            .create(data_dir)
            .map_err(EmbeddedError::io("make the directory", data_dir))?;
    }
    data_dir
        .canonicalize()
        .map_err(EmbeddedError::io("open the directory", data_dir))
}

fn private_directory(path: &Path) -> Result<(), EmbeddedError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(EmbeddedError::io("make the directory", path))
}

fn lock_path(data_dir: &Path) -> PathBuf {
    data_dir.join("lock")
}

async fn take_lock(data_dir: &Path) -> Result<File, EmbeddedError> {
    let path = lock_path(data_dir);
    let mut file = private_file(&path)?;
    // Somebody who only looks whether an instance runs holds the lock for an instant.
    let deadline = Instant::now() + Duration::from_millis(500);
    while let Err(refused) = file.try_lock() {
        match refused {
            TryLockError::Error(source) => {
                return Err(EmbeddedError::io("lock", path)(source));
            }
            TryLockError::WouldBlock if Instant::now() > deadline => {
                return Err(held_by(&mut file, data_dir));
            }
            TryLockError::WouldBlock => tokio::time::sleep(POLL).await,
        }
    }
    file.set_len(0)
        .and_then(|()| writeln!(file, "{}", std::process::id()))
        .map_err(EmbeddedError::io("write", path))?;
    Ok(file)
}

fn held_by(lock: &mut File, data_dir: &Path) -> EmbeddedError {
    let mut text = String::new();
    let _ = lock.rewind().and_then(|()| lock.read_to_string(&mut text));
    let holder = match text.trim() {
        "" => "process unknown".to_owned(),
        pid => format!("process {pid}"),
    };
    EmbeddedError::Locked {
        data_dir: data_dir.to_owned(),
        holder,
    }
}

/// `root` itself when the account can enter it, else a place below `/var/lib/docket` that the link remembers.
fn reachable(root: PathBuf, link: &Path, account: Account) -> Result<PathBuf, EmbeddedError> {
    if account.can_reach(&root) {
        return Ok(root);
    }
    let place = unused_place(&root)?;
    symlink(&place, link).map_err(EmbeddedError::io("make the link", link))?;
    info!(
        "{} can be entered by root only, so the servers' files are kept in {}",
        root.display(),
        place.display()
    );
    Ok(place)
}

/// A fresh directory named after the data directory, so that a deleted data directory never brings old data back.
fn unused_place(data_dir: &Path) -> Result<PathBuf, EmbeddedError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o755)
        .create(ELSEWHERE)
        .map_err(EmbeddedError::io("make the directory", ELSEWHERE))?;
    let digest = Sha256::digest(data_dir.as_os_str().as_encoded_bytes());
    let name: String = digest
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let mut path = Path::new(ELSEWHERE).join(&name);
    let mut turn = 1;
    while path.exists() {
        turn += 1;
        path = Path::new(ELSEWHERE).join(format!("{name}-{turn}"));
    }
    DirBuilder::new()
        .mode(0o755)
        .create(&path)
        .map_err(EmbeddedError::io("make the directory", &path))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_data_directory_has_one_holder_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let first = take_lock(folder.path()).await.unwrap();
        assert!(is_held(folder.path()));

        let refused = take_lock(folder.path()).await.unwrap_err().to_string();

        let me = format!("process {}", std::process::id());
        assert!(refused.contains(&me), "{refused}");
        drop(first);
        assert!(!is_held(folder.path()));
        take_lock(folder.path()).await.unwrap();
    }

    #[test]
    fn a_private_file_is_closed_to_others() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        write_private(&path, "word").unwrap();
        let mode = std::os::unix::fs::MetadataExt::mode(&path.metadata().unwrap());
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_to_string(path).unwrap(), "word");
    }
}
