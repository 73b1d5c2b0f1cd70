//! What files are taken for.

use super::*;

#[test]
fn images_recordings_and_documents_are_known_by_their_bytes() {
    let riff = |kind: &[u8]| [b"RIFF\x24\0\0\0", kind, b"VP8 \0\0\0\0"].concat();
    let webm = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\xf7\x81\x01\x42\xf2\x81\x04\x42\xf3\x81\x08\x42\x82\x84webm";
    for (head, expected) in [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "image/png"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "image/jpeg"),
        (b"GIF89a\x01\0\x01\0".to_vec(), "image/gif"),
        (riff(b"WEBP"), "image/webp"),
        (riff(b"WAVE"), "audio/wav"),
        (webm.to_vec(), "video/webm"),
        (b"\0\0\0\x20ftypisom\0\0\x02\0".to_vec(), "video/mp4"),
        (b"\0\0\0\x20ftypiso5\0\0\x02\0".to_vec(), "video/mp4"),
        (b"ID3\x04\0\0\0\0\0\0".to_vec(), "audio/mpeg"),
        (b"%PDF-1.7\n".to_vec(), "application/pdf"),
        (b"PK\x03\x04\x14\0\0\0".to_vec(), "application/zip"),
    ] {
        assert_eq!(media_type(&head), expected, "{head:?}");
    }
}

#[test]
fn whatever_may_carry_a_script_is_called_by_its_name() {
    for (head, expected) in [
        ("<!DOCTYPE html><p>hello", "text/html"),
        ("\u{feff}  <html>", "text/html"),
        ("harmless words <script>alert(1)</script>", "text/html"),
        (
            "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
            "image/svg+xml",
        ),
        (
            "<?xml version=\"1.0\"?>\n<!-- drawn -->\n<svg>",
            "image/svg+xml",
        ),
        ("<?xml version=\"1.0\"?><order/>", "application/xml"),
    ] {
        assert_eq!(media_type(head.as_bytes()), expected, "{head}");
    }
}

#[test]
fn text_in_any_language_is_text_and_the_rest_is_unknown() {
    let arabic = "تقرير\n".repeat(900);
    for cut in 0..3 {
        assert_eq!(
            media_type(&arabic.as_bytes()[..8 * 1024 - cut]),
            "text/plain"
        );
    }
    assert_eq!(media_type("שלום".as_bytes()), "text/plain");
    assert_eq!(media_type(b"\xff\xfeh\0i\0"), "text/plain");
    assert_eq!(media_type(b"a\0b"), UNKNOWN);
    assert_eq!(media_type(b"\xf3\x01\x80\x80"), UNKNOWN);
}
