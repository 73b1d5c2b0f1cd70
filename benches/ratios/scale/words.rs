//! Words in three scripts that are as frequent as in real texts: the n-th is there in proportion to
//! 1/n (Zipf's law).

use super::chance::{drawn, mixed};

/// Different words.
const WORDS: u64 = 30_000;

/// So many words of a ticket's `part`, each as frequent as its rank says.
pub fn text(of: u64, part: u64, words: u64) -> String {
    let spoken = (0..words).map(|at| {
        let share = drawn(of, part << 16 | at) as f64 / u64::MAX as f64;
        word((WORDS as f64).powf(share) as usize)
    });
    spoken.collect::<Vec<_>>().join(" ")
}

/// The n-th word.
pub fn word(rank: usize) -> String {
    const LATIN: [char; 16] = [
        'b', 'c', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w', 'z',
    ];
    const HEBREW: [char; 16] = [
        'ב', 'ג', 'ד', 'ז', 'ח', 'ט', 'כ', 'ל', 'מ', 'נ', 'ס', 'ע', 'פ', 'ק', 'ר', 'ש',
    ];
    const ARABIC: [char; 16] = [
        'ب', 'ج', 'د', 'ر', 'ز', 'س', 'ش', 'ص', 'ط', 'ع', 'ف', 'ق', 'ك', 'ل', 'م', 'ن',
    ];
    let letters = [LATIN, HEBREW, ARABIC][rank % 3];
    let mut hash = mixed(rank as u64);
    let mut word = String::new();
    for at in 0..5 + rank % 3 {
        word.push(letters[(hash % 16) as usize]);
        if rank.is_multiple_of(3) && at % 2 == 0 {
            word.push(['a', 'e', 'i', 'o'][(hash / 16 % 4) as usize]);
        }
        hash = mixed(hash);
    }
    word
}

/// The word with its third and fourth letter the other way round.
pub fn slipped(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.swap(2, 3);
    letters.into_iter().collect()
}
