//! Files in forms, as browsers send them.

use super::*;

const TEXT: &str = "Content-Disposition: form-data; name=\"note\"\r\n\r\nfor Ben";

async fn sends(person: &Person, parts: &[&str]) -> Answer {
    let parts: String = parts
        .iter()
        .map(|part| format!("--b0\r\n{part}\r\n"))
        .collect();
    let request = person.request(Method::POST, "/attachments");
    let request = request.header("Content-Type", "multipart/form-data; boundary=b0");
    person
        .sends(request.body(format!("{parts}--b0--\r\n")))
        .await
}

fn file(name: &str, content: &str) -> String {
    let disposition = format!("form-data; name=\"file\"; filename=\"{name}\"");
    format!("Content-Disposition: {disposition}\r\nContent-Type: image/png\r\n\r\n{content}")
}

#[tokio::test]
async fn the_file_of_a_form_is_taken_with_its_name_wherever_it_stands() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let hebrew = file("דו״ח\\חודשי.txt", "--b\r\n--b1\r\nnot the end");

    let answer = sends(&ana, &[TEXT, &hebrew, TEXT]).await;

    let file = answer.ok();
    assert_eq!(
        (&file["name"], &file["media_type"]),
        (&"חודשי.txt".into(), &"text/plain".into())
    );
    let content = downloads(&ana, file, &[]).await.text().await.unwrap();
    assert_eq!(content, "--b\r\n--b1\r\nnot the end");
}

#[tokio::test]
async fn a_form_without_a_file_or_with_two_is_refused_and_nothing_stays() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let head = desk.head().await;
    let large = file("large", &"x".repeat(10 * MIB));

    for parts in [
        &[TEXT][..],
        &[&large, &file("second", "y")],
        &[&file("empty", "")],
    ] {
        let answer = sends(&ana, parts).await;
        assert_eq!(answer.status, 422, "{answer:?}");
        assert_eq!(answer.refused_fields(), ["file"]);
    }
    let request = ana.request(Method::POST, "/attachments");
    let request = request.header("Content-Type", "multipart/form-data");
    assert_eq!(
        ana.sends(request.body("x")).await.refused_fields(),
        ["Content-Type"]
    );

    until_stored(&desk, "the parts to go", |files| files == 0).await;
    assert_eq!(desk.head().await, head);
}

#[tokio::test]
async fn a_form_that_ends_early_is_refused() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let request = ana.request(Method::POST, "/attachments");
    let request = request.header("Content-Type", "multipart/form-data; boundary=b0");
    let body = format!("--b0\r\n{}", file("half", "of it"));
    let answer = ana.sends(request.body(body)).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    assert!(stored(&desk).is_empty());
}
