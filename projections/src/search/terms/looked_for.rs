//! The forms in which a word is looked for.

use super::node::{Node, all, any};
use crate::search::forms::{Forms, bare};
use crate::search::words::Piece;

/// Fewest letters of a beginning that is looked for.
pub(in crate::search) const PREFIX_CHARS: usize = 2;

/// A code is found whole; words that hyphens join, apart too.
pub(super) fn of_piece(piece: &Piece, roots: bool, prefix: bool) -> Node {
    let Some(whole) = piece.whole() else {
        return any(of_word(&piece.words[0].text, roots, prefix));
    };
    let mut nodes = vec![Node::Form(whole.clone())];
    if prefix {
        nodes.push(Node::Prefix(whole));
    }
    let wordlike = |c: char| c.is_alphabetic();
    if piece.hyphenated && piece.words.iter().any(|w| w.text.chars().all(wordlike)) {
        let parts = piece.words.iter();
        let parts = parts.map(|word| any(of_word(&word.text, roots, false)));
        nodes.push(all(parts.collect()));
    }
    any(nodes)
}

fn of_word(word: &str, roots: bool, prefix: bool) -> Vec<Node> {
    let forms = Forms::of(word);
    let mut nodes = vec![Node::Form(forms.exact)];
    nodes.extend(forms.stems.into_iter().map(Node::Form));
    if roots {
        let bare = forms.roots.iter().map(|root| bare(root).to_owned());
        nodes.extend(
            bare.map(Node::Form)
                .filter(|form| !nodes.contains(form))
                .collect::<Vec<_>>(),
        );
        nodes.extend(forms.roots.into_iter().map(Node::Form));
    }
    if prefix && word.chars().count() >= PREFIX_CHARS {
        nodes.push(Node::Prefix(word.to_owned()));
    }
    nodes
}

pub(super) fn exact_piece(piece: &Piece) -> Node {
    let whole = piece.whole();
    Node::Form(whole.unwrap_or_else(|| piece.words[0].text.clone()))
}
