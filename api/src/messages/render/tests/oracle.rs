//! What must be true of everything that is shown, read by a tokenizer and nothing of ours.

use super::*;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

const PLAIN: [&str; 15] = [
    "align",
    "alt",
    "class",
    "color",
    "colspan",
    "data-remote-src",
    "dir",
    "height",
    "lang",
    "referrerpolicy",
    "rel",
    "rowspan",
    "span",
    "start",
    "width",
];

/// Panics with the body that shows something dangerous.
pub(super) fn is_harmless(body: &str) {
    for format in [Format::Text, Format::Markdown, Format::Html] {
        let shown = render(body, format, RemoteImages::Block);
        for tag in tags(&shown) {
            check(&tag, &shown, body);
        }
        // read and written once more it is the same: no parser sees something else in it
        assert_eq!(BLOCKING.clean(&shown).to_string(), shown, "{body:?}");
        let allowed = render(body, format, RemoteImages::Allow);
        let scripts = tags(&allowed).iter().any(|tag| &*tag.name == "script");
        assert!(!scripts, "{body:?} becomes {allowed}");
    }
}

fn check(tag: &Tag, shown: &str, body: &str) {
    let told = || format!("{tag:?} of {body:?} becomes {shown}");
    assert!(tidy::TAGS.contains(&&*tag.name), "{}", told());
    for attribute in &tag.attrs {
        let value = attribute.value.to_ascii_lowercase();
        let begins = |starts: &[&str]| starts.iter().any(|start| value.starts_with(start));
        let is_fine = match &*attribute.name.local {
            "href" => begins(&["http://", "https://", "mailto:"]),
            "src" => begins(&["/api/v1/attachments/"]) && !value.contains(".."),
            "style" => {
                let bad = [
                    "url",
                    "expression",
                    "position",
                    "@",
                    "\\",
                    "/*",
                    "image",
                    "behavior",
                ];
                !bad.iter().any(|word| value.contains(word))
            }
            "title" => true,
            name => PLAIN.contains(&name),
        };
        assert!(is_fine, "{}", told());
    }
}

fn tags(html: &str) -> Vec<Tag> {
    let tokenizer = Tokenizer::new(Tags::default(), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

#[derive(Default)]
struct Tags(RefCell<Vec<Tag>>);

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.0.borrow_mut().push(tag),
            Token::CommentToken(text) => panic!("a comment is left: {text}"),
            Token::DoctypeToken(_) => panic!("a doctype is left"),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}
