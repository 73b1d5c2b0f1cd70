//! Figures gathered over the rounds, printed as medians and ratios.

use std::collections::BTreeMap;
use std::time::Duration;

/// Every figure of every round, by name.
#[derive(Debug, Default)]
pub struct Report {
    figures: BTreeMap<String, (&'static str, Vec<f64>)>,
}

impl Report {
    /// Adds one round's figure.
    pub fn add(&mut self, name: impl Into<String>, unit: &'static str, value: f64) {
        let name = name.into();
        eprintln!("  {name}: {value:.2} {unit}");
        self.figures
            .entry(name)
            .or_insert((unit, Vec::new()))
            .1
            .push(value);
    }

    /// The largest median among figures whose name begins so.
    fn best(&self, prefix: &str) -> Option<f64> {
        let matching = self
            .figures
            .iter()
            .filter(|(name, _)| name.starts_with(prefix));
        matching
            .map(|(_, (_, values))| median(values))
            .reduce(f64::max)
    }

    /// Prints medians with their spread, then the ratios.
    pub fn print(&self) {
        println!(
            "\n{:<52} {:>12} {:>12} {:>12}",
            "median of the rounds", "median", "least", "most"
        );
        for (name, (unit, values)) in &self.figures {
            let least = values.iter().copied().fold(f64::INFINITY, f64::min);
            let most = values.iter().copied().fold(0.0, f64::max);
            println!(
                "{name:<52} {:>12.2} {least:>12.2} {most:>12.2} {unit}",
                median(values)
            );
        }
        println!("\nratios");
        self.ratio(
            "append 64 callers",
            "append 64 callers",
            "pgbench insert",
            1.3,
        );
        self.ratio(
            "append 1000 callers",
            "append 1000 callers",
            "pgbench insert",
            2.0,
        );
        self.ratio(
            "append old snapshot",
            "append old snapshot: held",
            "append old snapshot: free",
            0.9,
        );
        self.ratio(
            "append full table",
            "append 64 callers",
            "append empty table",
            0.9,
        );
        self.ratio("http create", "http create", "pgbench insert", 0.25);
        self.ratio("http get", "http get", "http create", 2.0);
        self.ratio("http list", "http list", "http create", 0.5);
        let many = ("settings many", "settings none");
        for what in ["create", "read"] {
            let (ours, peer) = (format!("{}: {what}", many.0), format!("{}: {what}", many.1));
            self.ratio(&format!("many settings, {what}"), &ours, &peer, 0.67);
        }
        self.ratio("upload", "upload raw", "upload peer", 0.3);
        for format in ["csv", "xlsx", "ndjson"] {
            let (label, ours) = (format!("export as {format}"), format!("export {format}"));
            self.ratio(&label, &ours, "export COPY", 0.1);
        }
        for order in ["-created_at", "-updated_at", "due_at"] {
            for page in ["first", "deep"] {
                let name = format!("access {order}, {page} page");
                let (filtered, scoped) = (format!("{name}: filtered"), format!("{name}: scoped"));
                self.ratio(&format!("scope, {order}, {page}"), &filtered, &scoped, 0.83);
            }
        }
        self.ratio("replay", "replay fold", "replay COPY", 0.7);
    }

    fn ratio(&self, label: &str, ours: &str, peer: &str, target: f64) {
        let rate = |name| {
            self.best(&format!("{name} (events/s)"))
                .or_else(|| self.best(name))
        };
        if let (Some(ours), Some(peer)) = (rate(ours), rate(peer)) {
            println!(
                "{label:<30} {:>6.2}   (aimed at: {target} or more)",
                ours / peer
            );
        }
    }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = |index: usize| sorted.get(index).copied().unwrap_or_default();
    match sorted.len() {
        0 => 0.0,
        n => (middle((n - 1) / 2) + middle(n / 2)) / 2.0,
    }
}

/// The latency below which `share` of the sorted samples lie, in milliseconds.
pub fn quantile(sorted: &[Duration], share: f64) -> f64 {
    let rank = (sorted.len() as f64 * share).ceil() as usize; // the nearest
    let index = rank.clamp(1, sorted.len().max(1)) - 1;
    sorted.get(index).map_or(0.0, |d| d.as_secs_f64() * 1000.0)
}
