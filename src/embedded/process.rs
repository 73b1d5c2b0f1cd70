//! Looks at and signals operating-system processes by their id.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

/// How often a condition outside this process is looked at again.
pub(super) const POLL: Duration = Duration::from_millis(20);

/// True while process `pid` runs and has `mark` in its command line.
///
/// The mark is a path inside the data directory, so that a process that merely got a recycled id
/// is never taken for ours; a zombie has no command line and counts as gone.
pub(super) fn runs(pid: u32, mark: &Path) -> bool {
    command_line(pid).is_some_and(|line| line.contains(&*mark.to_string_lossy()))
}

/// Sends `signal`; a process that is already gone is no error.
pub(super) fn signal(pid: u32, signal: Signal) {
    if let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) {
        let _ = kill_process(pid, signal);
    }
}

/// Sends each signal in turn and waits its time for the process to go; false when it outlives all.
pub(super) async fn end(pid: u32, mark: &Path, signals: &[(Signal, Duration)]) -> bool {
    for (kind, patience) in signals {
        signal(pid, *kind);
        let deadline = Instant::now() + *patience;
        while runs(pid, mark) && Instant::now() < deadline {
            tokio::time::sleep(POLL).await;
        }
        if !runs(pid, mark) {
            return true;
        }
    }
    false
}

/// The first line of a pid file, when it is a process id.
pub(super) fn pid_in(file: &Path) -> Option<u32> {
    let text = std::fs::read_to_string(file).ok()?;
    text.lines().next()?.trim().parse().ok()
}

fn command_line(pid: u32) -> Option<String> {
    if Path::new("/proc/self/cmdline").exists() {
        let raw = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        return Some(String::from_utf8_lossy(&raw).replace('\0', " "));
    }
    let output = std::process::Command::new("ps")
        .args(["-ww", "-o", "args=", "-p", &pid.to_string()])
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn a_process_is_ours_only_with_our_path_in_its_command_line() {
        let me = std::process::id();
        let program = std::env::args().next().unwrap();
        assert!(runs(me, Path::new(&program)));
        assert!(!runs(me, Path::new("/no/such/data/directory")));
    }

    #[tokio::test]
    async fn a_process_that_ignores_the_polite_signal_is_ended_by_the_next() {
        // An ignored signal stays ignored in the program that takes the shell's place.
        let mut child = Command::new("sh")
            .args(["-c", "trap '' TERM; exec sleep 61.25"])
            .spawn()
            .unwrap();
        while !runs(child.id(), Path::new("sleep 61.25")) {
            tokio::time::sleep(POLL).await;
        }
        let patience = Duration::from_millis(100);
        let signals = [(Signal::TERM, patience), (Signal::KILL, patience * 50)];
        assert!(end(child.id(), Path::new("sleep 61.25"), &signals).await);
        child.wait().unwrap();
    }
}
