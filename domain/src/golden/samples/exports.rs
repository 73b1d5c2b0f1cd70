//! Samples of exports.

use crate::export::{BreakOff, ExportEvent, ExportFilter, ExportFormat, ExportStarted};

pub fn exports() -> [ExportEvent; 3] {
    [
        ExportEvent::Started(ExportStarted {
            format: ExportFormat::Xlsx,
            columns: ["number", "subject", "fields.product"]
                .map(str::to_owned)
                .to_vec(),
            filter: vec![
                filter("status", Some("open,pending")),
                filter("q", None),
                filter("sort", Some("-created_at")),
            ],
            language: Some("ar".to_owned()),
            time_zone: Some("Asia/Jerusalem".to_owned()),
        }),
        ExportEvent::Finished { rows: 1234 },
        ExportEvent::BrokenOff {
            rows: 200,
            reason: BreakOff::Abandoned,
        },
    ]
}

pub fn bare() -> ExportEvent {
    ExportEvent::Started(ExportStarted {
        format: ExportFormat::Ndjson,
        columns: Vec::new(),
        filter: Vec::new(),
        language: None,
        time_zone: None,
    })
}

fn filter(parameter: &str, value: Option<&str>) -> ExportFilter {
    ExportFilter {
        parameter: parameter.to_owned(),
        value: value.map(str::to_owned),
    }
}
