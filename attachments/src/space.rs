//! How much room the folder's disk has left.

use crate::error::FileError;
use std::path::Path;

/// Refuses to go below the reserve. A disk that cannot be asked refuses when it is full.
pub(crate) fn check(folder: Option<&Path>, wanted: u64, reserve: u64) -> Result<(), FileError> {
    let Some(folder) = folder else {
        return Ok(()); // a bucket has no end that could be asked for
    };
    let Ok(disk) = rustix::fs::statvfs(folder) else {
        return Ok(());
    };
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    if free < wanted.saturating_add(reserve) {
        return Err(FileError::NoSpace);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_is_never_touched() {
        let folder = std::env::temp_dir();
        assert!(check(Some(&folder), 1, 0).is_ok());
        assert!(matches!(
            check(Some(&folder), 0, u64::MAX),
            Err(FileError::NoSpace)
        ));
        assert!(matches!(
            check(Some(&folder), u64::MAX, 1),
            Err(FileError::NoSpace)
        ));
        assert!(check(None, u64::MAX, u64::MAX).is_ok());
    }
}
