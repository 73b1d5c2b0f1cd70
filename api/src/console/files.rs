//! The console's files as they were built: each as it is, and smaller where that was worth it.

use bytes::Bytes;
use data_encoding::HEXLOWER;
use rust_embed::{Embed, EmbeddedFile};
use std::borrow::Cow;
use std::collections::HashMap;

#[derive(Embed)]
#[folder = "../web/dist"]
#[allow_missing = true]
struct Built;

/// A file in all its encodings.
#[derive(Debug)]
pub(super) struct File {
    pub media_type: &'static str,
    /// Of the content before encoding.
    pub tag: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl File {
    /// The smallest form that the caller takes, and what it is called; none is the plain one.
    pub fn best(&self, accepted: &str) -> (Option<&'static str>, &Bytes) {
        let forms = [("br", &self.brotli), ("gzip", &self.gzip)];
        let found = forms.into_iter().find_map(|(name, form)| {
            let form = form.as_ref()?;
            takes(accepted, name).then_some((Some(name), form))
        });
        found.unwrap_or((None, &self.plain))
    }
}

/// All files by their paths.
#[derive(Debug)]
pub(super) struct Files(HashMap<String, File>);

impl Files {
    /// Those that the program was built with; none where the console was not built before.
    pub fn embedded() -> Self {
        let all = Built::iter().filter(|path| !path.starts_with('.') && !is_encoded(path));
        Self(
            all.filter_map(|path| Some((path.to_string(), file(&path)?)))
                .collect(),
        )
    }

    pub fn get(&self, path: &str) -> Option<&File> {
        self.0.get(path)
    }

    #[cfg(test)]
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

fn file(path: &str) -> Option<File> {
    let plain = Built::get(path)?;
    let tag = HEXLOWER.encode(&plain.metadata.sha256_hash()[..16]);
    Some(File {
        media_type: media_type(path),
        tag,
        plain: bytes(plain),
        brotli: Built::get(&format!("{path}.br")).map(bytes),
        gzip: Built::get(&format!("{path}.gz")).map(bytes),
    })
}

fn bytes(file: EmbeddedFile) -> Bytes {
    match file.data {
        Cow::Borrowed(bytes) => Bytes::from_static(bytes),
        Cow::Owned(bytes) => Bytes::from(bytes),
    }
}

fn is_encoded(path: &str) -> bool {
    let ending = path.rsplit('.').next();
    ending.is_some_and(|ending| ending == "br" || ending == "gz")
}

fn takes(accepted: &str, encoding: &str) -> bool {
    accepted.split(',').any(|part| {
        let mut part = part.split(';').map(str::trim);
        let named = part
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let quality = part.find_map(|parameter| parameter.strip_prefix("q="));
        named && !quality.is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0))
    })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
