//! One file at a time: seen by whoever may see what it is attached to.

use super::{Asking, told};
use domain::attachment::Attachment;
use serde_json::Value;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What is known of it, its content, and a thumbnail, which a text has none of.
const READS: [(&str, u16); 3] = [("", 200), ("/content", 200), ("/thumbnail", 404)];

pub async fn check(asking: &Asking<'_>) {
    for (read, status) in READS {
        let path = |id: Uuid| format!("/attachments/{id}{read}");
        let missing = told(&asking.person.gets(&path(Uuid::now_v7())).await);
        for (id, file) in &asking.truth.files {
            let told = told(&asking.person.gets(&path(*id)).await);
            let about = || format!("{} asks {} of {file:?}", asking.name, path(*id));
            if !asking.reads() || !asking.sees_file(file) {
                assert_eq!(told, missing, "{}", about());
                continue;
            }
            assert_eq!(told.0, status, "{}", about());
            assert_ne!(told.1, missing.1, "{}", about());
            if read.is_empty() {
                assert_eq!(named(&told.1), places(asking, file), "{}", about());
            }
        }
    }
}

fn named(file: &Value) -> BTreeSet<Uuid> {
    let ids = file["ticket_ids"].as_array().unwrap().iter();
    ids.map(|id| id.as_str().unwrap().parse().unwrap())
        .collect()
}

/// On which tickets they can see it.
fn places(asking: &Asking<'_>, file: &Attachment) -> BTreeSet<Uuid> {
    let shown = file.places.iter().filter(|place| {
        let ticket = asking.truth.details(place.ticket.0);
        asking.access.sees_at(place, ticket)
    });
    shown.map(|place| place.ticket.0).collect()
}
