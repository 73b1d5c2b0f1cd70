//! What the person in front of the terminal is told at the start.

use super::Notice;
use crate::config::Config;
use accounts::Issued;

/// Tells the person in front of the terminal where to look and how to sign in.
pub(super) fn greet(config: &Config, (first_run, made_key, link): &Notice) {
    let base = config.http.public_url();
    println!("\nDocket is ready.\n\n  API documentation  {base}/api/docs");
    println!("  tickets            {base}/api/v1/tickets");
    if let Some(notice) = first_run {
        println!("  data               {}", notice.data_dir.display());
    }
    if let Some(Issued { link, .. }) = link {
        println!("  first password     {link}");
        println!("                     (an administrator's link; good once, within 72 hours)");
    }
    notice_key(made_key);
    println!();
    if let Some(warning) = config.http.warning() {
        tracing::warn!("{warning}");
    }
}

pub(super) fn notice_key(made_key: &Option<String>) {
    if let Some(key) = made_key {
        println!("  API key            {key}");
        println!("                     (an administrator's; shown only now, so keep it)");
    }
}
