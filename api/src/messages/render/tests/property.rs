//! Bodies made at random from pieces that mean something to a parser.

use super::oracle::is_harmless;
use proptest::prelude::*;
use proptest::sample::select;

/// With blanks between; a piece has none.
const PIECES: &str = "< > </ /> \" ' ` = & ; &lt; &#60; &quot; <!-- --> <![CDATA[ ]]> <? <! \
    \u{0} \u{feff} \u{202e} שלום <script> </script> <style> </style> <svg> </svg> <math> <mtext> \
    <mglyph> <table> </table> <tr> <td> </td> <caption> <p> </p> <b> </b> <i <a href= </a> <img \
    <title> </title> <textarea> <noscript> <select> <option> <template> <form> <iframe> \
    <plaintext> <ul><li> <div <font color= <input type=checkbox checked onerror=alert(1) onload= \
    style= src= srcset= title=\" class= dir=rtl javascript:alert(1) JAVASCRIPT: data:text/html, \
    https://evil.example/x //evil.example url(//evil.example) position:fixed cid: \
    /api/v1/attachments/ 0192f0c4-81b7-7c3e-a5d0-42f1c7e69b30 /content [ ]( ) ![ ** ~~ - [x] | \
    |---| ``` # mailto: http:// www.";

fn body() -> impl Strategy<Value = String> {
    let pieces: Vec<_> = PIECES
        .split(' ')
        .chain([" ", " ", "\n", "\n\n> ", "    ", "\t"])
        .collect();
    let piece = prop_oneof![
        9 => select(pieces).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_is_harmless_when_shown(body in body()) {
        is_harmless(&body);
    }
}
