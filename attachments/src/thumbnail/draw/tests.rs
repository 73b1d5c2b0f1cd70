//! Which images get thumbnails.

use super::*;
use image::{GrayImage, RgbImage, RgbaImage};
use std::time::Duration;

fn drawn(image: impl Into<DynamicImage>, format: ImageFormat) -> (DynamicImage, &'static str) {
    let mut source = Vec::new();
    let image = image.into();
    image
        .write_to(&mut Cursor::new(&mut source), format)
        .unwrap();
    let (bytes, media_type) = draw(&source.into(), format.to_mime_type(), soon()).unwrap();
    assert_eq!(super::media_type(&bytes), Some(media_type));
    (image::load_from_memory(&bytes).unwrap(), media_type)
}

fn soon() -> Instant {
    Instant::now() + Duration::from_secs(60)
}

#[test]
fn the_longest_side_has_512_pixels() {
    let wide = drawn(RgbImage::new(2000, 1000), ImageFormat::Png).0;
    assert_eq!((wide.width(), wide.height()), (512, 256));
    let tall = drawn(GrayImage::new(600, 6000), ImageFormat::Jpeg).0;
    assert_eq!((tall.width(), tall.height()), (51, 512));
    let small = drawn(RgbImage::new(16, 9), ImageFormat::Bmp).0;
    assert_eq!((small.width(), small.height()), (16, 9));
}

#[test]
fn every_usual_kind_of_image_is_read_and_what_shows_through_still_does() {
    for format in [ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
        let clear = RgbaImage::new(20, 20);
        let (thumbnail, media_type) = drawn(clear, format);
        assert_eq!(media_type, "image/png", "{format:?}");
        assert_eq!(thumbnail.to_rgba8().get_pixel(1, 1).0[3], 0, "{format:?}");
    }
    assert_eq!(
        drawn(RgbImage::new(9, 9), ImageFormat::Jpeg).1,
        "image/jpeg"
    );
}

#[test]
fn an_image_of_too_many_pixels_is_refused_before_it_is_unpacked() {
    let source = png_header(50_000, 50_000);
    let refused = draw(&source.into(), "image/png", soon()).unwrap_err();
    assert!(refused.contains("50000 × 50000 pixels"), "{refused}");
}

#[test]
fn what_takes_too_long_is_given_up() {
    let mut source = Vec::new();
    let image = DynamicImage::from(RgbImage::new(500, 500));
    image
        .write_to(&mut Cursor::new(&mut source), ImageFormat::Png)
        .unwrap();
    let refused = draw(&source.into(), "image/png", Instant::now()).unwrap_err();
    assert_eq!(refused, "the image takes too long to read");
}

#[test]
fn what_is_no_image_is_refused_in_words() {
    for (source, media_type) in [
        (png_header(10, 10), "image/png"),
        (b"GIF89a".to_vec(), "image/gif"),
        (b"\xff\xd8\xff\xe0".to_vec(), "image/jpeg"),
        (vec![], "image/webp"),
    ] {
        let refused = draw(&source.into(), media_type, soon()).unwrap_err();
        assert_eq!(refused, "the image cannot be read", "{media_type}");
    }
    assert!(!can("image/svg+xml") && !can("text/html"));
}

/// A PNG that promises so many grey pixels and has none of them.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    let header = [&size[..], &[8, 0, 0, 0, 0]].concat();
    let signature = b"\x89PNG\r\n\x1a\n".to_vec();
    [signature, chunk(b"IHDR", &header), chunk(b"IDAT", &[])].concat()
}

fn chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let named = [name, content].concat();
    let length = (content.len() as u32).to_be_bytes();
    [&length[..], &named, &crc(&named).to_be_bytes()].concat()
}

/// The checksum of PNG chunks (RFC 2083, appendix 15).
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 {
                0xedb8_8320 ^ (c >> 1)
            } else {
                c >> 1
            }
        })
    };
    !bytes.iter().fold(u32::MAX, step)
}
