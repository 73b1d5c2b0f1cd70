//! What is too much, and senders who go away.

use super::*;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const ONE_MIB: (&str, &str) = ("DOCKET_ATTACHMENTS_FILE_SIZE", "1 MiB");

/// The head of an upload, sent byte by byte as a program of its own would.
async fn begins(desk: &Desk, headers: &str) -> TcpStream {
    let address: SocketAddr = desk.docket.url()["http://".len()..].parse().unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let key = crate::support::docket::ADMINISTRATOR_KEY;
    let head = format!(
        "POST /api/v1/attachments HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {key}\r\n{headers}\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

async fn reads_status(stream: &mut TcpStream) -> String {
    let mut line = [0; 12];
    let read = crate::support::within("a status", stream.read_exact(&mut line)).await;
    read.unwrap();
    String::from_utf8(line.to_vec()).unwrap()
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_before_a_byte_of_it_is_sent() {
    let desk = Desk::open_set(&[ONE_MIB]).await;
    let waiting = "Content-Length: 1048577\r\nExpect: 100-continue\r\n";
    let mut stream = begins(&desk, waiting).await;
    assert_eq!(reads_status(&mut stream).await, "HTTP/1.1 413");
    assert!(stored(&desk).is_empty());

    let fitting = "Content-Length: 1048576\r\nExpect: 100-continue\r\n";
    let mut stream = begins(&desk, fitting).await;
    assert_eq!(reads_status(&mut stream).await, "HTTP/1.1 100");
}

#[tokio::test]
async fn a_file_beyond_the_limit_is_refused_whether_or_not_its_length_was_announced() {
    let desk = Desk::open_set(&[("DOCKET_ATTACHMENTS_FILE_SIZE", "9 MiB")]).await;
    let ana = desk.hires("Ana").await;
    let head = desk.head().await;
    let pieces = noise(10 * MIB);
    let pieces: Vec<_> = pieces
        .chunks(MIB)
        .map(|p| Ok::<_, std::io::Error>(p.to_vec()))
        .collect();
    let unannounced = Body::wrap_stream(futures_util::stream::iter(pieces));

    for body in [Body::from(noise(10 * MIB)), unannounced] {
        let answer = uploads(&ana, "large", body).await;
        assert_eq!(answer.status, 413, "{answer:?}");
        assert_eq!(answer.body["type"], "/problems/too-large");
        assert_eq!(answer.refused_fields(), ["file"]);
    }
    until_stored(&desk, "what came to go", |files| files == 0).await;
    assert_eq!(desk.head().await, head);
    assert_eq!(uploads(&ana, "fits", noise(9 * MIB)).await.status, 201);
}

#[tokio::test]
async fn a_disk_without_room_refuses_before_it_is_full() {
    let desk = Desk::open_set(&[("DOCKET_ATTACHMENTS_RESERVE", "1000000 TiB")]).await;
    let ana = desk.hires("Ana").await;
    let answer = uploads(&ana, "small", "content").await;
    assert_eq!(answer.status, 507, "{answer:?}");
    assert_eq!(answer.body["type"], "/problems/no-space");
    assert!(stored(&desk).is_empty());
}

#[tokio::test]
async fn an_upload_that_is_cut_off_leaves_nothing() {
    let desk = Desk::open().await;
    let head = desk.head().await;
    for headers in [
        "Content-Length: 20971520\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 20971520\r\nContent-Type: multipart/form-data; boundary=b0\r\n",
    ] {
        let mut stream = begins(&desk, headers).await;
        let half = noise(10 * MIB);
        let before = match headers {
            h if h.starts_with("T") => format!("{:x}\r\n", 15 * MIB),
            h if h.contains("b0") => {
                "--b0\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
                    .to_owned()
            }
            _ => String::new(),
        };
        stream.write_all(before.as_bytes()).await.unwrap();
        stream.write_all(&half).await.unwrap();
        until_stored(&desk, "the first part to be on the disk", |files| files > 0).await;
        drop(stream);
        until_stored(&desk, "the first part to go", |files| files == 0).await;
    }
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn only_members_upload_and_an_empty_file_or_name_is_refused() {
    let desk = Desk::open().await;
    let (ana, nobody) = (desk.hires("Ana").await, desk.holder_of("no such key"));
    assert_eq!(uploads(&nobody, "x", "content").await.status, 401);
    let empty = uploads(&ana, "x", "").await;
    assert_eq!(
        (empty.status, empty.refused_fields()),
        (422, vec!["file".to_owned()])
    );
    let nameless = uploads(&ana, "../", "content").await;
    assert_eq!(
        (nameless.status, nameless.refused_fields()),
        (400, vec!["name".to_owned()])
    );
    let unknown = format!("/attachments/{}/content", ana.id);
    assert_eq!(ana.gets(&unknown).await.status, 404);
    assert!(stored(&desk).is_empty());
}
