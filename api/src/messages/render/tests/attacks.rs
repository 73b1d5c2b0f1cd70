//! What has been tried against pages that show what strangers wrote.

use super::oracle::is_harmless;
use super::*;

/// One a line, with `\n`, `\t` and `\u{1}` spelled out.
const VECTORS: &str = include_str!("attacks.txt");

#[test]
fn nothing_that_has_been_tried_runs_or_fetches() {
    let vectors: Vec<_> = VECTORS.lines().map(spelled).collect();
    assert!(vectors.len() > 100);
    for vector in vectors {
        is_harmless(&vector);
        is_harmless(&format!("<div>{vector}</div>"));
        is_harmless(&format!("<table><tr><td>{vector}"));
        is_harmless(&format!("> {vector}\n\n{vector}"));
    }
}

fn spelled(line: &str) -> String {
    let line = line.replace("\\n", "\n").replace("\\t", "\t");
    line.replace("\\u{1}", "\u{1}").replace("\\u{c}", "\u{c}")
}

#[test]
fn what_hides_in_silent_elements_is_gone_and_text_around_it_stays() {
    assert_eq!(
        html("before<style>p { color: red }</style><title>t</title><script>x()</script>after"),
        "beforeafter"
    );
    assert_eq!(html("<svg><text>shown</text></svg>"), "shown");
    assert_eq!(html("a < b && c > d"), "a &lt; b &amp;&amp; c &gt; d");
}
