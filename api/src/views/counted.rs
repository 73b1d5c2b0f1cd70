//! How many tickets views show.

use super::View;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{Filter, wait};
use futures_util::{StreamExt, TryStreamExt, stream};

/// How many views are counted side by side.
const AT_ONCE: usize = 4;

/// The views with how many tickets each shows the reader, where that is wanted.
pub(super) async fn with_counts(
    reader: &Reader,
    views: Vec<View>,
    wanted: Option<bool>,
) -> Result<Vec<View>, Problem> {
    if wanted != Some(true) {
        return Ok(views);
    }
    let counted = stream::iter(views).map(|view| async move {
        let count = count(reader, &view).await?;
        Ok::<_, Problem>(View {
            count: Some(count).into(),
            ..view
        })
    });
    counted.buffered(AT_ONCE).try_collect().await
}

async fn count(reader: &Reader, view: &View) -> Result<i64, Problem> {
    let filter = Filter {
        view: Some(view.id.to_string()),
        ..Filter::default()
    };
    match filter.into_query(reader).await? {
        Some(query) => {
            wait(reader, &query).await?;
            Ok(reader.state.app.read.count_tickets(&query).await?)
        }
        None => Ok(0),
    }
}
