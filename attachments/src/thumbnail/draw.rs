//! Decoding within limits: what an image would cost is known before the first pixel is unpacked.

use bytes::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::{self, BufRead, Cursor, Read, Seek, SeekFrom};
use std::time::Instant;

/// Longest side of a thumbnail, in pixels.
const SIDE: u32 = 512;
/// Most pixels that are unpacked: more than a camera of 50 million has.
const MOST_PIXELS: u64 = 51_000_000;
/// Most memory that a decoder may take.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// 1 to 100.
const JPEG_QUALITY: u8 = 80;

/// Whether thumbnails are made of such files. An SVG is a document, not an image.
pub(super) fn can(media_type: &str) -> bool {
    format(media_type).is_some()
}

fn format(media_type: &str) -> Option<ImageFormat> {
    match media_type {
        "image/png" => Some(ImageFormat::Png),
        "image/jpeg" => Some(ImageFormat::Jpeg),
        "image/gif" => Some(ImageFormat::Gif),
        "image/webp" => Some(ImageFormat::WebP),
        "image/bmp" => Some(ImageFormat::Bmp),
        _ => None,
    }
}

/// What a thumbnail that was stored is.
pub(super) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match image::guess_format(bytes) {
        Ok(ImageFormat::Png) => Some("image/png"),
        Ok(ImageFormat::Jpeg) => Some("image/jpeg"),
        _ => None,
    }
}

/// The thumbnail and its media type, or why there is none. Of moving images the first picture.
pub(super) fn draw(
    source: &Bytes,
    media_type: &str,
    until: Instant,
) -> Result<(Bytes, &'static str), String> {
    let format = format(media_type).ok_or("only images have thumbnails")?;
    let open = || {
        let source = Timed {
            inner: Cursor::new(source.clone()),
            until,
        };
        let mut reader = ImageReader::with_format(source, format);
        reader.limits(limits());
        reader
    };
    let (width, height) = open().into_dimensions().map_err(unreadable)?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(format!(
            "the image has {width} × {height} pixels; the most is 51 million"
        ));
    }
    let mut decoder = open().into_decoder().map_err(unreadable)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    let whole = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    let mut small = shrunk(whole);
    small.apply_orientation(orientation);
    encode(&small)
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

fn shrunk(image: DynamicImage) -> DynamicImage {
    match image.width() <= SIDE && image.height() <= SIDE {
        true => image,
        false => image.thumbnail(SIDE, SIDE),
    }
}

/// Photographs as JPEG; what shows through as PNG.
fn encode(image: &DynamicImage) -> Result<(Bytes, &'static str), String> {
    let mut bytes = Vec::new();
    if image.color().has_alpha() {
        let image = DynamicImage::ImageRgba8(image.to_rgba8());
        let mut writer = Cursor::new(&mut bytes);
        image
            .write_to(&mut writer, ImageFormat::Png)
            .map_err(unreadable)?;
        return Ok((bytes.into(), "image/png"));
    }
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    image
        .to_rgb8()
        .write_with_encoder(encoder)
        .map_err(unreadable)?;
    Ok((bytes.into(), "image/jpeg"))
}

fn unreadable(error: image::ImageError) -> String {
    match error {
        image::ImageError::Limits(_) => "the image would take too much memory".to_owned(),
        image::ImageError::IoError(error) if error.kind() == io::ErrorKind::TimedOut => {
            "the image takes too long to read".to_owned()
        }
        _ => "the image cannot be read".to_owned(),
    }
}

/// A source that ends when time is up: decoders cannot be interrupted otherwise.
struct Timed {
    inner: Cursor<Bytes>,
    until: Instant,
}

impl Timed {
    fn check(&self) -> io::Result<()> {
        match Instant::now() < self.until {
            true => Ok(()),
            false => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

impl Read for Timed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.check()?;
        // by small steps, so that the time is looked at
        let most = buffer.len().min(64 * 1024);
        self.inner.read(&mut buffer[..most])
    }
}

impl BufRead for Timed {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check()?;
        let filled = self.inner.fill_buf()?;
        Ok(&filled[..filled.len().min(64 * 1024)])
    }

    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount);
    }
}

impl Seek for Timed {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests;
