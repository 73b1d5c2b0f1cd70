//! What the person in front of the terminal is told at the start.

use super::Notice;
use crate::config::Config;
use accounts::Issued;
use std::io::Write;

/// Tells the person in front of the terminal where to look and how to sign in.
pub(super) fn greet(config: &Config, (first_run, made_key, link): &Notice) {
    let base = config.http.public_url();
    tell(&format!(
        "\nDocket is ready.\n\n  console            {base}/"
    ));
    tell(&format!("  API documentation  {base}/api/docs"));
    if let Some(notice) = first_run {
        tell(&format!(
            "  data               {}",
            notice.data_dir.display()
        ));
    }
    if let Some(Issued { link, .. }) = link {
        tell(&format!("  first password     {link}"));
        tell("                     (an administrator's link; good once, within 72 hours)");
    }
    notice_key(made_key);
    tell("");
    if let Some(warning) = config.http.warning() {
        tracing::warn!("{warning}");
    }
}

pub(super) fn notice_key(made_key: &Option<String>) {
    if let Some(key) = made_key {
        tell(&format!("  API key            {key}"));
        tell("                     (an administrator's; shown only now, so keep it)");
    }
}

/// Somebody who reads no more is no reason to stop.
fn tell(line: &str) {
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}
