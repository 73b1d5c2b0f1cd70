//! What strangers send: kept as it is, and never let loose on a reader.

use super::*;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use flate2::{Compression, Crc};
use std::io::Write;

async fn is_only_downloaded(person: &Person, file: &Value) {
    let response = downloads(person, file, &[]).await;
    let disposition = header(&response, "content-disposition");
    assert!(disposition.starts_with("attachment;"), "{disposition}");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    let policy = header(&response, "content-security-policy");
    assert_eq!(policy, "sandbox; default-src 'none'");
}

async fn reason(response: Response) -> String {
    assert_eq!(response.status(), 404);
    let problem: Value = response.json().await.unwrap();
    problem["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_page_that_is_called_an_image_is_a_page_and_is_not_shown() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let page = "<!DOCTYPE html><script>steal(document.cookie)</script>";
    let request = ana.request(Method::POST, "/attachments?name=photo.png");
    let request = request.header("Content-Type", "image/png").body(page);

    let file = ana.sends(request).await.ok().clone();

    assert_eq!(file["media_type"], "text/html");
    is_only_downloaded(&ana, &file).await;
    let reason = reason(thumbnail(&ana, &file).await).await;
    assert!(
        reason.contains("text/html files have no thumbnail"),
        "{reason}"
    );
}

#[tokio::test]
async fn a_drawing_with_a_script_is_a_document_and_is_not_shown() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let drawing = "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    let file = uploads(&ana, "logo.svg", drawing).await.ok().clone();
    assert_eq!(file["media_type"], "image/svg+xml");
    is_only_downloaded(&ana, &file).await;
    assert_eq!(thumbnail(&ana, &file).await.status(), 404);
}

#[tokio::test]
async fn an_image_of_too_many_pixels_is_kept_has_no_thumbnail_and_costs_no_memory() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let image = tokio::task::spawn_blocking(|| grey_png(50_000))
        .await
        .unwrap();
    uploads(&ana, "warm-up", noise(9 * MIB)).await.ok();
    let before = desk.docket.peak_memory();

    let file = uploads(&ana, "huge.png", image.clone()).await.ok().clone();

    assert_eq!(file["media_type"], "image/png");
    let reason = reason(thumbnail(&ana, &file).await).await;
    assert!(reason.contains("50000 × 50000 pixels"), "{reason}");
    let path = format!("/attachments/{}", file["id"].as_str().unwrap());
    assert_eq!(ana.sees(&path).await["thumbnail"], false);
    let content = downloads(&ana, &file, &[]).await.bytes().await.unwrap();
    assert!(content == image);
    if let (Some(before), Some(after)) = (before, desk.docket.peak_memory()) {
        // unpacked, it would be 312 MiB at a bit per pixel and 2,384 at a byte
        assert!(after - before < 64, "{before} MiB became {after}");
    }
}

#[tokio::test]
async fn an_archive_is_kept_packed() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let bomb = tokio::task::spawn_blocking(|| zip(100 * MIB))
        .await
        .unwrap();
    assert!(bomb.len() < MIB);
    let file = uploads(&ana, "bomb.zip", bomb.clone()).await.ok().clone();

    assert_eq!(file["media_type"], "application/zip");
    is_only_downloaded(&ana, &file).await;
    assert!(downloads(&ana, &file, &[]).await.bytes().await.unwrap() == bomb);
    let files = stored(&desk);
    let bytes: u64 = files
        .iter()
        .map(|file| file.metadata().unwrap().len())
        .sum();
    assert_eq!((files.len(), bytes), (1, bomb.len() as u64));
}

/// A square of white at a bit per pixel: a whole and valid image.
fn grey_png(side: u32) -> Vec<u8> {
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    let mut line = vec![0xff; side.div_ceil(8) as usize + 1];
    line[0] = 0; // no filter
    for _ in 0..side {
        pixels.write_all(&line).unwrap();
    }
    let size = [side.to_be_bytes(), side.to_be_bytes()].concat();
    let header = [&size[..], &[1, 0, 0, 0, 0]].concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    png.extend(chunk(b"IHDR", &header));
    png.extend(chunk(b"IDAT", &pixels.finish().unwrap()));
    png.extend(chunk(b"IEND", &[]));
    png
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut checksum = Crc::new();
    checksum.update(name);
    checksum.update(content);
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length[..], name, content, &checksum.sum().to_be_bytes()].concat()
}

/// An archive with one file of so many zeros, as far as a reader of its first entry goes.
fn zip(bytes: usize) -> Vec<u8> {
    let mut packed = DeflateEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&vec![0; bytes]).unwrap();
    let packed = packed.finish().unwrap();
    let number = |value: usize| u32::try_from(value).unwrap().to_le_bytes();
    let mut zip = b"PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0".to_vec();
    zip.extend(number(packed.len()));
    zip.extend(number(bytes));
    zip.extend(b"\x04\0\0\0zero");
    zip.extend(packed);
    zip
}
