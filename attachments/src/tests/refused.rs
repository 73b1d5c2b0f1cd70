//! What is not taken, and that nothing of it stays.

use super::*;

#[tokio::test]
async fn a_file_that_breaks_off_leaves_nothing() {
    let folder = folder();
    for bytes in [MIB, 20 * MIB] {
        let broken = io::Error::from(io::ErrorKind::ConnectionReset);
        let content = chunks(&noise(bytes)).chain(stream::iter([Err(broken)]));
        let refused = folder.store.stage(content).await.unwrap_err();
        assert!(matches!(refused, FileError::BrokenOff(_)), "{refused}");
        nothing_is_left(&folder).await;
    }
}

#[tokio::test]
async fn a_sender_who_goes_away_leaves_nothing() {
    let folder = folder();
    let content = chunks(&noise(20 * MIB)).chain(stream::pending());
    let staging = folder.store.stage(content);
    tokio::select! {
        _ = staging => panic!("the stream never ends"),
        () = until_files(&folder, |files| files > 0) => {}
    }
    nothing_is_left(&folder).await;

    let staged = folder.store.stage(chunks(&noise(20 * MIB))).await.unwrap();
    drop(staged); // received whole, and then not wanted
    nothing_is_left(&folder).await;
}

/// The file goes in the background; that it is still there would show for as long as one waits.
async fn nothing_is_left(folder: &Folder) {
    let gone = until_files(folder, |files| files == 0);
    let gone = tokio::time::timeout(std::time::Duration::from_secs(180), gone).await;
    assert!(gone.is_ok(), "{:?}", folder.files());
}

async fn until_files(folder: &Folder, enough: impl Fn(usize) -> bool) {
    while !enough(folder.files().len()) {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn too_long_a_file_is_refused_announced_or_not() {
    let limits = Limits {
        file_bytes: 9 * MIB as u64,
        reserve_bytes: 0,
    };
    let folder = folder_with(limits);
    assert!(folder.store.check_announced(9 * MIB as u64).is_ok());
    let announced = folder.store.check_announced(9 * MIB as u64 + 1);
    assert!(matches!(announced, Err(FileError::TooLarge { .. })));

    assert!(folder.store.stage(chunks(&noise(9 * MIB))).await.is_ok());
    let endless = stream::repeat_with(|| Ok(Bytes::from_static(&[7; 65_536])));
    let refused = folder.store.stage(endless).await.unwrap_err();
    assert!(matches!(refused, FileError::TooLarge { most } if most == limits.file_bytes));
    nothing_is_left(&folder).await;
}

#[tokio::test]
async fn a_disk_that_is_full_but_for_the_reserve_takes_nothing() {
    let limits = Limits {
        reserve_bytes: u64::MAX / 2,
        ..Limits::default()
    };
    let folder = folder_with(limits);
    assert!(matches!(
        folder.store.check_announced(1),
        Err(FileError::NoSpace)
    ));
    let large = folder.store.stage(chunks(&noise(9 * MIB))).await;
    assert!(matches!(large, Err(FileError::NoSpace)));
    let small = folder.store.stage(chunks(b"small")).await.unwrap();
    assert!(matches!(small.place().await, Err(FileError::NoSpace)));
    nothing_is_left(&folder).await;
}

#[tokio::test]
async fn an_empty_file_is_refused() {
    let refused = folder().store.stage(chunks(b"")).await;
    assert!(matches!(refused, Err(FileError::Empty)));
}
