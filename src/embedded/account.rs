//! The unprivileged account that runs the private servers when docket itself was started as root.

use std::{
    os::unix::{fs::MetadataExt, process::CommandExt},
    path::Path,
    process::Command,
};

use super::EmbeddedError;

/// An account of this machine, by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Account {
    pub uid: u32,
    pub gid: u32,
}

impl Account {
    /// In order of preference; macOS names its Postgres account `_postgres`.
    const NAMES: [&str; 3] = ["postgres", "_postgres", "nobody"];

    /// The account to switch to, or none when docket does not run as root.
    ///
    /// A cluster that is already there keeps its owner, so that root and an ordinary user can start the same data directory in turn.
    pub fn for_servers(cluster: &Path) -> Result<Option<Self>, EmbeddedError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let owner = std::fs::metadata(cluster).ok().map(|meta| Self {
            uid: meta.uid(),
            gid: meta.gid(),
        });
        let passwd = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        owner
            .filter(|owner| owner.uid != 0)
            .or_else(|| Self::NAMES.iter().find_map(|name| find(&passwd, name)))
            .ok_or(EmbeddedError::NoAccount)
            .map(Some)
    }

    /// Makes `path` belong to this account.
    pub fn own(self, path: &Path) -> Result<(), EmbeddedError> {
        std::os::unix::fs::chown(path, Some(self.uid), Some(self.gid))
            .map_err(EmbeddedError::io("change the owner of", path))
    }

    /// Whether this account can enter (a directory) or execute (a file) `path`.
    ///
    /// Asked by trying, because permission bits alone miss access lists and mounts.
    pub fn can_reach(self, path: &Path) -> bool {
        Command::new("test")
            .arg("-x")
            .arg(path)
            .current_dir("/")
            .uid(self.uid)
            .gid(self.gid)
            .status()
            .is_ok_and(|status| status.success())
    }
}

fn find(passwd: &str, name: &str) -> Option<Account> {
    let line = passwd
        .lines()
        .find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(number);
    Some(Account {
        uid: numbers.next()??,
        gid: numbers.next()??,
    })
}

/// macOS writes nobody's id as -2.
fn number(text: &str) -> Option<u32> {
    text.parse::<u32>()
        .ok()
        .or_else(|| text.parse::<i32>().ok().map(i32::cast_unsigned))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/bin/bash\n\
        nobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\n\
        postgres:x:101:104::/var/lib/postgresql:/bin/bash\n";

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let postgres = Account { uid: 101, gid: 104 };
        assert_eq!(find(PASSWD, "postgres"), Some(postgres));
        assert_eq!(find(PASSWD, "post"), None);
    }

    #[test]
    fn a_negative_id_is_its_unsigned_twin() {
        let nobody = find(PASSWD, "nobody").unwrap();
        assert_eq!(nobody.uid, u32::MAX - 1);
    }
}
