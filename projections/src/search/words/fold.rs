//! One spelling for what people write in several ways: case, marks, letter and digit forms.

use unicode_normalization::UnicodeNormalization;

/// The letters and digits of a word in the one spelling that search compares: compatibility forms
/// decomposed (NFKD), marks and tatweel left out, lower case, one form of each letter, plain digits.
pub(super) fn folded(word: &str) -> String {
    plainly_folded(word).unwrap_or_else(|| taken_apart(word))
}

/// Where all letters are common ones, which stay as they are when they are taken apart.
fn plainly_folded(word: &str) -> Option<String> {
    let mut folded = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            '\u{05D0}'..='\u{05EA}' | '\u{0627}'..='\u{063A}' | '\u{0641}'..='\u{064A}' => {
                folded.push(letter(c));
            }
            c if c.is_ascii() => {}
            _ => return None,
        }
    }
    Some(folded)
}

fn taken_apart(word: &str) -> String {
    let letters = word.nfkd().filter(|c| !is_passed_over(*c));
    let mut folded = String::with_capacity(word.len());
    for c in letters.flat_map(char::to_lowercase) {
        match spelled_out(c) {
            Some(letters) => folded.push_str(letters),
            None if is_letter(c) => folded.push(letter(c)),
            None => {}
        }
    }
    folded
}

/// Letters and digits. The common ones of Hebrew and Arabic are told without a look through all
/// alphabets.
pub(super) fn is_letter(c: char) -> bool {
    let is_common = matches!(c,
        '\u{05D0}'..='\u{05EA}' | '\u{0621}'..='\u{063A}' | '\u{0641}'..='\u{064A}');
    is_common || c.is_alphanumeric()
}

/// What is written within words and not heard: vowel points, accents, tatweel, marks of direction,
/// joiners, soft hyphens.
pub(super) fn is_passed_over(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' // accents
        | '\u{0591}'..='\u{05BD}' | '\u{05BF}' | '\u{05C1}'..='\u{05C2}' // niqqud, cantillation
        | '\u{05C4}'..='\u{05C5}' | '\u{05C7}'
        | '\u{0610}'..='\u{061A}' | '\u{0640}' | '\u{064B}'..='\u{065F}' // tashkeel, tatweel
        | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}'
        | '\u{06E7}'..='\u{06E8}' | '\u{06EA}'..='\u{06ED}' | '\u{08D3}'..='\u{08FF}'
        | '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Letters that stand for two, or for none: a hamza by itself comes and goes.
fn spelled_out(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ء' => "",
        _ => return None,
    })
}

/// One form of each letter. Alef, waw and yeh with a hamza were decomposed before.
fn letter(c: char) -> char {
    match c {
        'ٱ' => 'ا',
        'ى' | 'ی' | 'ې' => 'ي',
        'ک' => 'ك',
        'ة' | 'ۃ' | 'ہ' | 'ە' => 'ه',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ς' => 'σ',
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        '\u{0660}'..='\u{0669}' => digit(c, '\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit(c, '\u{06F0}'),
        other => other,
    }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn common_letters_need_not_be_taken_apart(word in "[\\x00-\\x7fא-תء-غـ-يأé]{0,12}") {
            if let Some(folded) = plainly_folded(&word) {
                prop_assert_eq!(folded, taken_apart(&word));
            }
        }
    }

    #[test]
    fn every_common_letter_is_folded_as_when_it_is_taken_apart() {
        let common = ('\0'..='\u{06FF}').filter(|c| plainly_folded(&c.to_string()).is_some());
        let common: Vec<_> = common.collect();
        assert_eq!(common.len(), 128 + 27 + 20 + 10);
        for c in common {
            let word = c.to_string();
            assert_eq!(folded(&word), taken_apart(&word), "{c:?}");
        }
    }
}
