//! The words of subjects and tags, by which slips are told.

use super::draft::Drafts;
use super::near;
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;

/// The words of the batch that are new.
pub(super) async fn unspelled(
    tx: &Transaction<'_>,
    drafts: &Drafts,
) -> Result<Vec<String>, tokio_postgres::Error> {
    let words: Vec<&String> = drafts.spelled.iter().collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    let statement = tx.prepare_cached(UNSPELLED).await?;
    let rows = tx.query(&statement, &[&words]).await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}

impl Statements {
    pub(super) fn save_near(&mut self, words: &[String]) {
        let pairs = words.iter().flat_map(|word| {
            let forms = near::kept(word).into_iter();
            forms.map(move |form| (form, word.clone()))
        });
        let pairs: Vec<(String, String)> = pairs.collect();
        if !pairs.is_empty() {
            let columns = vec![
                column(&pairs, |(form, _)| form.clone()),
                column(&pairs, |(_, word)| word.clone()),
            ];
            self.push(SAVE_NEAR, columns);
        }
    }
}

/// Each word that was told of stands there as itself; shorter ones never do.
const UNSPELLED: &str = "
SELECT w.word
FROM unnest($1::text[]) w(word)
WHERE NOT EXISTS (SELECT FROM near n WHERE n.form = w.word AND n.word = w.word)";

const SAVE_NEAR: &str = "
INSERT INTO near (form, word)
SELECT n.form, n.word
FROM unnest($1::text[], $2::text[]) n(form, word)
ORDER BY n.form, n.word
ON CONFLICT DO NOTHING";
