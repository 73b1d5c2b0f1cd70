//! Finds the Postgres and nats-server programs of this machine and refuses versions that are too old.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use super::{EmbeddedError, account::Account};

/// A program with the version that it reported.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub path: PathBuf,
    pub version: (u32, u32),
}

impl Found {
    /// The folder that holds the program and those that come with it.
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }
}

/// What is looked for, and from which version on it will do.
#[derive(Debug)]
struct Wanted {
    program: &'static str,
    variable: &'static str,
    least: (u32, u32),
    least_text: &'static str,
}

const POSTGRES: Wanted = Wanted {
    program: "postgres",
    variable: "DOCKET_POSTGRES_BIN",
    least: (15, 0),
    least_text: "15",
};

const NATS: Wanted = Wanted {
    program: "nats-server",
    variable: "DOCKET_NATS_SERVER",
    least: (2, 10),
    least_text: "2.10",
};

/// Postgres ≥ 15 that `account` may execute; with `major`, exactly that one.
///
/// `DOCKET_POSTGRES_BIN` (a folder) decides alone when it is set.
pub(crate) fn postgres(
    account: Option<Account>,
    major: Option<u32>,
) -> Result<Found, EmbeddedError> {
    let usual = patterns(&[
        ("/usr/lib/postgresql", "", "bin"),
        ("/opt/homebrew/opt", "postgresql", "bin"),
        ("/usr/local/opt", "postgresql", "bin"),
        ("/usr", "pgsql-", "bin"),
        ("/opt", "pgsql", "bin"),
        ("/opt", "postgresql", "bin"),
        ("/usr/local", "pgsql", "bin"),
    ]);
    let given = env::var_os(POSTGRES.variable).map(PathBuf::from);
    let files: Vec<PathBuf> = given
        .map_or_else(
            || [path_folders(), usual, tools("postgres/bin")].concat(),
            |folder| vec![folder],
        )
        .iter()
        .map(|folder| folder.join(POSTGRES.program))
        .collect();
    choose(&POSTGRES, &files, account, |found| {
        major.is_none_or(|major| found.version.0 == major)
    })
}

/// nats-server ≥ 2.10 that `account` may execute; `DOCKET_NATS_SERVER` (the file) decides alone when it is set.
pub(crate) fn nats_server(account: Option<Account>) -> Result<Found, EmbeddedError> {
    let usual = [
        "/usr/sbin",
        "/usr/local/sbin",
        "/usr/local/bin",
        "/opt/homebrew/bin",
        "/opt/nats-server",
    ];
    let given = env::var_os(NATS.variable).map(PathBuf::from);
    let files = given.map_or_else(
        || {
            let usual = usual.iter().map(PathBuf::from).collect();
            [path_folders(), usual, tools("bin")]
                .concat()
                .iter()
                .map(|folder| folder.join(NATS.program))
                .collect()
        },
        |file| vec![file],
    );
    choose(&NATS, &files, account, |_| true)
}

/// The first that suits; otherwise an error that lists what was seen and why it does not.
fn choose(
    wanted: &Wanted,
    files: &[PathBuf],
    account: Option<Account>,
    suits: impl Fn(&Found) -> bool,
) -> Result<Found, EmbeddedError> {
    let mut refused = Vec::new();
    for found in files.iter().filter_map(|file| probe(file)) {
        let shown = format!("{} {}", found.path.display(), version_text(found.version));
        if found.version < wanted.least || !suits(&found) {
            refused.push(shown);
        } else if account.is_some_and(|account| !account.can_reach(&found.path)) {
            refused.push(format!(
                "{shown} (not reachable for the account that runs it)"
            ));
        } else {
            return Ok(found);
        }
    }
    refused.dedup();
    Err(EmbeddedError::NoProgram {
        program: wanted.program,
        needed: wanted.least_text,
        found: match refused.is_empty() {
            true => "none was found".to_owned(),
            false => format!("only {} was found", refused.join(", ")),
        },
        variable: wanted.variable,
    })
}

/// Symbolic links are followed, because Postgres' other programs lie beside the real file.
fn probe(path: &Path) -> Option<Found> {
    let path = path.canonicalize().ok()?;
    let output = Command::new(&path).arg("--version").output().ok()?;
    let version = parse_version(&String::from_utf8_lossy(&output.stdout))?;
    Some(Found { path, version })
}

/// The first word that begins like a version: "postgres (PostgreSQL) 15.18 (Debian …)", "nats-server: v2.15.1", "18beta2".
pub(crate) fn parse_version(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let mut numbers = word
            .trim_start_matches('v')
            .split(|c: char| !c.is_ascii_digit());
        let major = numbers.next()?.parse().ok()?;
        let minor = numbers.next().and_then(|n| n.parse().ok()).unwrap_or(0);
        Some((major, minor))
    })
}

pub(crate) fn version_text((major, minor): (u32, u32)) -> String {
    format!("{major}.{minor}")
}

fn path_folders() -> Vec<PathBuf> {
    env::var_os("PATH")
        .map(|path| env::split_paths(&path).collect())
        .unwrap_or_default()
}

/// `parent/prefix*/child` for each triple, the newest version first, as the names end in it.
fn patterns(triples: &[(&str, &str, &str)]) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for (parent, prefix, child) in triples {
        let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
        let mut names: Vec<String> = entries
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| name.starts_with(prefix))
            .collect();
        names.sort_by_key(|name| std::cmp::Reverse(trailing_number(name)));
        all.extend(
            names
                .iter()
                .map(|name| Path::new(parent).join(name).join(child)),
        );
    }
    all
}

fn trailing_number(name: &str) -> u32 {
    let digits = name.rsplit(|c: char| !c.is_ascii_digit()).next();
    digits.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

/// `child` in the private tools folders that `scripts/install.sh` fills: of the checkout that this program was
/// built in, or of the machine. Never of the current directory, which may be anybody's.
fn tools(child: &str) -> Vec<PathBuf> {
    let program = env::current_exe().ok();
    let target = program.as_deref().and_then(|program| {
        let mut folders = program.ancestors();
        folders.find(|folder| folder.ends_with("target"))
    });
    let given = env::var_os("DOCKET_TOOLS").map(PathBuf::from);
    let of_checkout = target.map(|target| target.with_file_name(".tools"));
    let of_machine = PathBuf::from("/var/lib/docket/tools");
    given
        .into_iter()
        .chain(of_checkout)
        .chain([of_machine])
        .map(|folder| folder.join(child))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_what_the_programs_print() {
        let debian = "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)";
        assert_eq!(parse_version(debian), Some((15, 18)));
        assert_eq!(
            parse_version("postgres (PostgreSQL) 19beta1"),
            Some((19, 0))
        );
        assert_eq!(parse_version("nats-server: v2.15.1"), Some((2, 15)));
        assert_eq!(parse_version("no digits here"), None);
    }

    #[test]
    fn a_version_that_is_too_old_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("nats-server");
        std::fs::write(&path, "#!/bin/sh\necho 'nats-server: v2.9.10'\n").unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        std::fs::set_permissions(&path, mode).unwrap();

        let refused = choose(&NATS, &[path], None, |_| true);

        let text = refused.unwrap_err().to_string();
        assert!(text.contains("2.10 or newer is needed"), "{text}");
        assert!(text.contains("2.9"), "{text}");
        assert!(text.contains("DOCKET_NATS_SERVER"), "{text}");
    }
}
