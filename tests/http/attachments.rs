//! Files that people attach, from the network to the disk and back.

use crate::support::{Answer, Desk, Person, eventually};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Body, Method, RequestBuilder, Response};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};

mod cleaned;
mod dangerous;
mod forms;
mod limits;
mod once;

const MIB: usize = 1024 * 1024;

/// Sends a file as the body.
async fn uploads(person: &Person, name: &str, content: impl Into<Body>) -> Answer {
    person.sends(upload(person, name).body(content)).await
}

fn upload(person: &Person, name: &str) -> RequestBuilder {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    person.request(Method::POST, &format!("/attachments?name={name}"))
}

async fn downloads(person: &Person, file: &Value, headers: &[(&str, &str)]) -> Response {
    asks(person, Method::GET, file, headers).await
}

async fn asks(person: &Person, method: Method, file: &Value, headers: &[(&str, &str)]) -> Response {
    let path = format!("/attachments/{}/content", file["id"].as_str().unwrap());
    let mut request = person.request(method, &path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn thumbnail(person: &Person, file: &Value) -> Response {
    let path = format!("/attachments/{}/thumbnail", file["id"].as_str().unwrap());
    person.request(Method::GET, &path).send().await.unwrap()
}

fn header(response: &Response, name: &str) -> String {
    let value = response.headers().get(name);
    value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

fn sha256(content: &[u8]) -> String {
    let hash = Sha256::digest(content);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes that do not repeat.
fn noise(bytes: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 56) as u8
    };
    (0..bytes).map(|_| next()).collect()
}

/// A recording as a browser makes it, as far as its first bytes go.
fn recording(bytes: usize) -> Vec<u8> {
    let mut webm = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\x82\x84webm".to_vec();
    webm.extend(noise(bytes - webm.len()));
    webm
}

/// Every file below the folder but the mark of the log, whatever the storage calls it.
fn stored(desk: &Desk) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(desk.files(), &mut files);
    files.retain(|file| file != &desk.files().join("log") && !file.starts_with(desk.data()));
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => collect(&path, files),
            false => files.push(path),
        }
    }
}

async fn until_stored(desk: &Desk, what: &str, enough: impl Fn(usize) -> bool) {
    eventually(what, async || enough(stored(desk).len()).then_some(())).await;
}

#[tokio::test]
async fn a_file_comes_back_as_it_was_sent() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let content = "line of the log\n".repeat(1000).into_bytes();

    let answer = uploads(&ana, "سجل النظام.txt", content.clone()).await;
    let file = answer.ok();
    assert_eq!(answer.status, 201);
    assert_eq!(file["name"], "سجل النظام.txt");
    assert_eq!(file["media_type"], "text/plain");
    assert_eq!(file["bytes"], content.len());
    assert_eq!(file["sha256"], sha256(&content));
    assert_eq!(file["uploaded_by"]["name"], "Ana");
    assert_eq!(
        (&file["removed"], &file["ticket_ids"]),
        (&false.into(), &Value::Array(vec![]))
    );
    let path = format!("/attachments/{}", file["id"].as_str().unwrap());
    let seen = ana.sees(&path).await;
    assert_eq!(seen["thumbnail"], false);
    assert_eq!(seen["sha256"], file["sha256"]);

    // as a browser asks, which would take text compressed
    let response = downloads(&ana, file, &[("Accept-Encoding", "gzip, br")]).await;
    assert_eq!(response.status(), 200);
    let expected = [
        ("content-type", "text/plain"),
        ("content-encoding", ""),
        ("content-length", "16000"),
        ("accept-ranges", "bytes"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cache-control", "private, no-cache, no-transform"),
    ];
    for (name, value) in expected {
        assert_eq!(header(&response, name), value, "{name}");
    }
    let disposition = header(&response, "content-disposition");
    assert!(
        disposition.starts_with("attachment; filename="),
        "{disposition}"
    );
    assert!(disposition.ends_with(".txt") && disposition.contains("UTF-8''%D8%B3"));
    let etag = header(&response, "etag");
    assert_eq!(etag, format!("\"{}\"", sha256(&content)));
    assert!(response.bytes().await.unwrap() == content);

    let unchanged = downloads(&ana, file, &[("If-None-Match", &etag)]).await;
    assert_eq!(unchanged.status(), 304);
    let head = asks(&ana, Method::HEAD, file, &[]).await;
    assert_eq!(
        (head.status().as_u16(), &*header(&head, "content-length")),
        (200, "16000")
    );
    assert!(head.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_recording_is_played_by_ranges() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let content = recording(20 * MIB + 5);
    let file = uploads(&ana, "تسجيل.webm", content.clone())
        .await
        .ok()
        .clone();
    assert_eq!(file["media_type"], "video/webm");
    let bytes = content.len();

    for (range, from, to) in [
        ("bytes=0-".to_owned(), 0, bytes),
        ("bytes=100-199".to_owned(), 100, 200),
        (
            format!("bytes={}-{}", 8 * MIB - 7, 8 * MIB + 7),
            8 * MIB - 7,
            8 * MIB + 8,
        ),
        ("bytes=-1000".to_owned(), bytes - 1000, bytes),
    ] {
        let part = downloads(&ana, &file, &[("Range", &range)]).await;
        assert_eq!(part.status(), 206, "{range}");
        let place = format!("bytes {from}-{}/{bytes}", to - 1);
        assert_eq!(header(&part, "content-range"), place);
        assert!(header(&part, "content-disposition").starts_with("inline;"));
        assert!(part.bytes().await.unwrap() == content[from..to], "{range}");
    }
    let beyond = downloads(&ana, &file, &[("Range", &format!("bytes={bytes}-"))]).await;
    assert_eq!(beyond.status(), 416);
    assert_eq!(header(&beyond, "content-range"), format!("bytes */{bytes}"));

    let other = [("Range", "bytes=0-9"), ("If-Range", "\"another\"")];
    assert_eq!(downloads(&ana, &file, &other).await.status(), 200);
}

#[tokio::test]
async fn a_large_file_of_unknown_length_is_taken_and_given_whole() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let part = noise(MIB);
    let parts: Vec<_> = (0..64)
        .map(|_| Ok::<_, std::io::Error>(part.clone()))
        .collect();
    let body = Body::wrap_stream(futures_util::stream::iter(parts));

    let file = uploads(&ana, "dump.bin", body).await.ok().clone();

    assert_eq!(file["bytes"], 64 * MIB);
    let mut hash = Sha256::new();
    let mut response = downloads(&ana, &file, &[]).await;
    while let Some(chunk) = response.chunk().await.unwrap() {
        hash.update(&chunk);
    }
    let hash: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(file["sha256"], hash);
}

#[tokio::test]
async fn an_image_has_a_thumbnail() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let image = include_bytes!("../../attachments/src/tests/flower.png");
    let file = uploads(&ana, "flower", image.to_vec()).await.ok().clone();

    let small = thumbnail(&ana, &file).await;

    assert_eq!(small.status(), 200);
    assert_eq!(header(&small, "content-type"), "image/jpeg");
    assert_eq!(header(&small, "x-content-type-options"), "nosniff");
    assert!(small.bytes().await.unwrap().starts_with(b"\xff\xd8\xff"));
    let path = format!("/attachments/{}", file["id"].as_str().unwrap());
    assert_eq!(ana.sees(&path).await["thumbnail"], true);
}
