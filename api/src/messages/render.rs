//! Bodies as HTML that is safe to show: nothing in it runs, fetches from elsewhere or reaches
//! beyond its place.
//!
//! Every body goes through [`tidy`], which writes known tags anew and bounds how deep they lie,
//! and then through ammonia, which parses the result as a browser would.

mod plain;
mod tidy;

use ammonia::{Builder, UrlRelative};
use comrak::Options;
use domain::ticket::Format;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

pub(crate) use tidy::RemoteImages;

/// Longest HTML of one body. Tables that are all corners and nothing else could be longer: they are
/// shown as they were written.
const HTML_BYTES: usize = 4 * 1024 * 1024;

/// How often HTML is read again before it is given up and shown as it was written.
const READINGS: usize = 4;

static BLOCKING: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(RemoteImages::Block));
static ALLOWING: LazyLock<Builder<'static>> = LazyLock::new(|| cleaner(RemoteImages::Allow));

/// The body as HTML. Takes a time that is bounded by the body's length alone.
pub(crate) fn render(body: &str, format: Format, images: RemoteImages) -> String {
    let written = match format {
        Format::Text => Cow::Owned(plain::paragraphs(body)),
        Format::Markdown => Cow::Owned(comrak::markdown_to_html(body, &markdown())),
        Format::Html => Cow::Borrowed(body),
    };
    let tidied = (written.len() <= HTML_BYTES).then(|| tidy::tidy(&written, images));
    let tidied = tidied.filter(|html| html.len() <= HTML_BYTES);
    let tidied = tidied.unwrap_or_else(|| tidy::tidy(&plain::paragraphs(body), images));
    let cleaner = match images {
        RemoteImages::Block => &BLOCKING,
        RemoteImages::Allow => &ALLOWING,
    };
    settled(&tidied, cleaner).unwrap_or_else(|| {
        let plain = tidy::tidy(&plain::paragraphs(body), images);
        cleaner.clean(&plain).to_string()
    })
}

/// HTML that a parser reads as it is written. What a parser moves elsewhere, as it does with text
/// between the cells of a table, may be moved once more when it is read again; `None` when there
/// is no end to it.
fn settled(html: &str, cleaner: &Builder<'_>) -> Option<String> {
    let mut html = cleaner.clean(html).to_string();
    for _ in 0..READINGS {
        let again = cleaner.clean(&html).to_string();
        if again == html {
            return Some(html);
        }
        html = again;
    }
    None
}

/// Raw HTML within Markdown is dropped, and a line's end is one as in a chat.
fn markdown() -> Options<'static> {
    let mut options = Options::default();
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.tasklist = true;
    options.render.hardbreaks = true;
    options
}

fn cleaner(images: RemoteImages) -> Builder<'static> {
    let mut cleaner = Builder::empty();
    let of_tags = tidy::ATTRIBUTES.iter().map(|(tag, names)| {
        let names: HashSet<_> = names.iter().copied().collect();
        (*tag, names)
    });
    cleaner
        .tags(tidy::TAGS.iter().copied().collect())
        .generic_attributes(tidy::EVERYWHERE.iter().copied().collect())
        .tag_attributes(of_tags.collect::<HashMap<_, _>>())
        .filter_style_properties(tidy::STYLES.iter().copied().collect())
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(move |tag, name, value| {
            let is_safe = tidy::is_safe(tag, name, value, images);
            is_safe.then_some(Cow::Borrowed(value))
        })
        .link_rel(Some(tidy::LINKED));
    cleaner
}

#[cfg(test)]
mod tests;
