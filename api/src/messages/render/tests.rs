//! What is shown, what is not, and that neither takes long.

use super::*;

mod attacks;
mod cost;
mod oracle;
mod property;

fn html(body: &str) -> String {
    render(body, Format::Html, RemoteImages::Block)
}

fn markdown(body: &str) -> String {
    render(body, Format::Markdown, RemoteImages::Block)
}

fn text(body: &str) -> String {
    render(body, Format::Text, RemoteImages::Block)
}

#[test]
fn text_becomes_paragraphs_with_line_breaks() {
    assert_eq!(
        text("Hello,\r\nall is <b>well</b> & good.\n\n\nBye"),
        "<p dir=\"auto\">Hello,<br>all is &lt;b&gt;well&lt;/b&gt; &amp; good.</p>\
         <p dir=\"auto\">Bye</p>"
    );
    assert_eq!(text(" \n"), "");
}

#[test]
fn addresses_in_a_text_can_be_clicked() {
    let linked = |address: &str| {
        format!("<a href=\"{address}\" rel=\"noopener noreferrer nofollow\">{address}</a>")
    };
    for (written, shown) in [
        (
            "see https://example.org/a?b=1.",
            format!("see {}.", linked("https://example.org/a?b=1")),
        ),
        (
            "(http://example.org)",
            format!("({})", linked("http://example.org")),
        ),
        ("http://a.example/x_(y)", linked("http://a.example/x_(y)")),
        (
            "mailto:dana@example.org!",
            format!("{}!", linked("mailto:dana@example.org")),
        ),
        (
            "שלום https://example.org, תודה",
            format!("שלום {}, תודה", linked("https://example.org")),
        ),
        ("ftp://example.org", "ftp://example.org".to_owned()),
        ("javascript:alert(1)", "javascript:alert(1)".to_owned()),
        ("xhttp://example.org", "xhttp://example.org".to_owned()),
        ("http://", "http://".to_owned()),
        ("http://.", "http://.".to_owned()),
    ] {
        assert_eq!(
            text(written),
            format!("<p dir=\"auto\">{shown}</p>"),
            "{written}"
        );
    }
}

#[test]
fn markdown_has_tables_tasks_and_struck_words() {
    let shown = markdown("| a | b |\n|---|:-:|\n| 1 | ~~2~~ |\n\n- [x] done\n- [ ] open\n");
    assert!(shown.contains("<th dir=\"auto\">a</th>"), "{shown}");
    assert!(
        shown.contains("<td align=\"center\" dir=\"auto\"><del>2</del></td>"),
        "{shown}"
    );
    assert!(shown.contains("<li>☑ done</li>"), "{shown}");
    assert!(shown.contains("<li>☐ open</li>"), "{shown}");
}

#[test]
fn markdown_keeps_lines_and_links_and_drops_raw_html() {
    let shown = markdown("one\ntwo <b onclick=x>three</b>\n\nwww.example.org [x](javascript:y)");
    assert!(shown.contains("one<br>\ntwo three"), "{shown}");
    assert!(
        shown.contains("<a href=\"http://www.example.org\" rel="),
        "{shown}"
    );
    assert!(!shown.contains("javascript"), "{shown}");
    let code = markdown("```rust\nlet x = 1 < 2;\n```");
    assert!(
        code.contains("<code class=\"language-rust\">let x = 1 &lt; 2;"),
        "{code}"
    );
}

#[test]
fn html_keeps_its_language_and_direction_and_blocks_find_their_own() {
    assert_eq!(
        html("<div dir=rtl lang=he>שלום</div><p>مرحبا</p><ul><li>x</ul>"),
        "<div dir=\"rtl\" lang=\"he\">שלום</div><p dir=\"auto\">مرحبا</p>\
         <ul dir=\"auto\"><li>x</li></ul>"
    );
    assert_eq!(
        html("<p dir=\"sideways\" lang=\"<x>\">x"),
        "<p dir=\"auto\">x</p>"
    );
}

#[test]
fn colours_and_alignment_pass_and_what_could_cover_the_page_does_not() {
    let style = "color: red; position: fixed; top:0; background-color: rgb(1, 2, 3); \
                 background: url(http://evil.example/x); text-align:right; \
                 color: url(http://evil.example); width: expression(alert(1))";
    assert_eq!(
        html(&format!("<span style=\"{style}\">x</span>")),
        "<span style=\"color:red;background-color:rgb(1, 2, 3);text-align:right\">x</span>"
    );
    assert_eq!(
        html("<span style=\"position:fixed\">x</span>"),
        "<span>x</span>"
    );
}

#[test]
fn images_of_other_servers_are_named_but_not_fetched() {
    let image = "<img src=\"https://tracker.example/a.gif?u=1\" alt=\"logo\" width=20 onerror=x>";
    assert_eq!(
        html(image),
        "<img class=\"remote-image\" data-remote-src=\"https://tracker.example/a.gif?u=1\" \
         alt=\"logo\" width=\"20\">"
    );
    assert_eq!(
        render(image, Format::Html, RemoteImages::Allow),
        "<img src=\"https://tracker.example/a.gif?u=1\" referrerpolicy=\"no-referrer\" \
         alt=\"logo\" width=\"20\">"
    );
    let shown = markdown("![x](http://tracker.example/b.png)");
    assert!(
        shown.contains("data-remote-src=\"http://tracker.example/b.png\""),
        "{shown}"
    );
    assert!(!shown.contains(" src="), "{shown}");
    assert!(html("<img src=//tracker.example/c>").contains("=\"https://tracker.example/c\""));
}

#[test]
fn attached_images_are_shown_by_their_id() {
    let id = "0192f0c4-81b7-7c3e-a5d0-42f1c7e69b30";
    let shown = format!("<img src=\"/api/v1/attachments/{id}/content\" alt=\"x\">");
    let own = format!("/api/v1/attachments/{id}/content");
    for src in [
        format!("cid:{id}"),
        format!("CID:{}", id.to_uppercase()),
        own.clone(),
    ] {
        assert_eq!(html(&format!("<img src=\"{src}\" alt=x>")), shown);
    }
    assert!(markdown(&format!("![x]({own})")).contains(&own));
    for src in [
        "cid:logo@example.org".to_owned(),
        "data:image/svg+xml,<svg onload=x>".to_owned(),
        "/api/v1/tickets".to_owned(),
        format!("/api/v1/attachments/{id}/../../../logout"),
        "blob:x".to_owned(),
    ] {
        assert_eq!(
            html(&format!("<img src=\"{src}\" alt=x>")),
            "<img alt=\"x\">",
            "{src}"
        );
    }
}

#[test]
fn what_was_left_open_is_closed_where_it_must_be() {
    assert_eq!(
        html("<p><b>one<p>two</i></b><table><tr><td>a<td>b<tr><td>c</table>"),
        "<p dir=\"auto\"><b>one</b></p><p dir=\"auto\">two</p>\
         <table><tbody><tr><td dir=\"auto\">a</td><td dir=\"auto\">b</td></tr>\
         <tr><td dir=\"auto\">c</td></tr></tbody></table>"
    );
}

#[test]
fn what_a_parser_moves_stays_where_it_was_moved_to() {
    let body = "<ul><li>a<table><ul><li>b</title><table>c</td><li>d</table><tr>e<li>f";
    oracle::is_harmless(body);
    oracle::is_harmless("<ul><li><table>x<li>y<table></li><li>z");
}
