//! Small files as people attach them: a picture of a screen, a document, a text.

use super::dice::Dice;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// How many different files of each kind there are.
pub(super) const VARIANTS: usize = 12;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Picture,
    Document,
    Text,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Picture, Self::Document, Self::Text];
}

/// The bytes of one of them.
pub(super) fn bytes(kind: Kind, variant: usize, seed: u64) -> Vec<u8> {
    let mut dice = Dice::of(seed, &format!("file/{kind:?}/{variant}"));
    match kind {
        Kind::Picture => picture(&mut dice),
        Kind::Document => document(&mut dice),
        Kind::Text => text(&mut dice),
    }
}

const WIDTH: usize = 480;
const HEIGHT: usize = 300;

/// A window with a title, some lines of a form and a message in a colour.
fn picture(dice: &mut Dice) -> Vec<u8> {
    let colours = [[37, 99, 235], [185, 28, 28], [180, 83, 9], [15, 118, 110]];
    let accent = *dice.pick(&colours);
    let mut pixels = vec![[245, 245, 244]; WIDTH * HEIGHT];
    rectangle(&mut pixels, (0, 0, WIDTH, 28), [68, 64, 60]);
    for (place, left) in [12, 32, 52].into_iter().enumerate() {
        let shade = [[239, 68, 68], [234, 179, 8], [34, 197, 94]][place];
        rectangle(&mut pixels, (left, 9, 10, 10), shade);
    }
    for line in 0..6 {
        let length = usize::try_from(dice.between(120, 380)).unwrap_or(200);
        rectangle(
            &mut pixels,
            (40, 60 + line * 24, length, 10),
            [168, 162, 158],
        );
    }
    rectangle(&mut pixels, (40, 216, 400, 52), accent);
    rectangle(&mut pixels, (56, 232, 260, 8), [255, 255, 255]);
    rectangle(&mut pixels, (56, 248, 180, 8), [255, 255, 255]);
    png(&pixels)
}

fn rectangle(
    pixels: &mut [[u8; 3]],
    (left, top, width, height): (usize, usize, usize, usize),
    colour: [u8; 3],
) {
    for row in top..(top + height).min(HEIGHT) {
        let right = (left + width).min(WIDTH);
        pixels[row * WIDTH + left..row * WIDTH + right].fill(colour);
    }
}

/// PNG (W3C, third edition): eight bits of red, green and blue, unfiltered.
fn png(pixels: &[[u8; 3]]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for row in pixels.chunks(WIDTH) {
        // writing into memory cannot fail
        let _ = encoder.write_all(&[0]);
        let _ = encoder.write_all(row.as_flattened());
    }
    let data = encoder.finish().unwrap_or_default();
    let mut header = Vec::new();
    for side in [WIDTH, HEIGHT] {
        header.extend(u32::try_from(side).unwrap_or_default().to_be_bytes());
    }
    header.extend([8, 2, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, content) in [(b"IHDR", header), (b"IDAT", data), (b"IEND", Vec::new())] {
        chunk(&mut file, name, &content);
    }
    file
}

fn chunk(file: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    let mut crc = flate2::Crc::new();
    crc.update(name);
    crc.update(content);
    file.extend(
        u32::try_from(content.len())
            .unwrap_or_default()
            .to_be_bytes(),
    );
    file.extend(name);
    file.extend(content);
    file.extend(crc.sum().to_be_bytes());
}

/// PDF 1.4 with one page, its offsets counted as they are written.
fn document(dice: &mut Dice) -> Vec<u8> {
    let number = dice.between(1000, 9999);
    let mut lines = vec![
        "Dalia Trade".to_owned(),
        format!("Invoice INV-{number}"),
        String::new(),
    ];
    let mut sum = 0;
    for item in 1..=dice.between(2, 6) {
        let price = dice.between(900, 48_000);
        sum += price;
        lines.push(format!(
            "{item}.  Item {}   {}.{:02}",
            dice.between(100, 999),
            price / 100,
            price % 100
        ));
    }
    lines.push(format!("Total   {}.{:02}", sum / 100, sum % 100));
    let mut page = String::from("BT /F1 14 Tf 20 TL 72 760 Td\n");
    for line in lines {
        page += &format!("({line}) Tj T*\n");
    }
    page += "ET";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    assembled(&objects).into_bytes()
}

fn assembled(objects: &[String]) -> String {
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (place, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{} 0 obj\n{object}\nendobj\n", place + 1);
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file += &format!("xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n");
    file + &format!("startxref\n{start}\n%%EOF\n")
}

fn text(dice: &mut Dice) -> Vec<u8> {
    let levels = ["INFO ", "INFO ", "WARN ", "ERROR"];
    let said = [
        "session opened",
        "request took longer than usual",
        "connection reset by peer",
        "retry in 5 s",
        "0x80070005 access denied",
        "cache was empty",
    ];
    let mut lines = String::new();
    let mut second = dice.between(30_000, 60_000);
    for _ in 0..dice.between(12, 40) {
        second += dice.between(1, 90);
        let (hour, minute) = (second / 3600, second / 60 % 60);
        let (level, what) = (dice.pick(&levels), dice.pick(&said));
        lines += &format!("{hour:02}:{minute:02}:{:02} {level} {what}\n", second % 60);
    }
    lines.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_begins_as_its_kind_does_and_the_same_seed_makes_the_same() {
        for (kind, head) in [
            (Kind::Picture, &b"\x89PNG"[..]),
            (Kind::Document, b"%PDF-1.4"),
            (Kind::Text, b""),
        ] {
            let made = bytes(kind, 3, 1);
            assert!(made.starts_with(head) && made.len() > 200, "{kind:?}");
            assert_eq!(made, bytes(kind, 3, 1));
            assert_ne!(made, bytes(kind, 4, 1));
        }
    }
}
