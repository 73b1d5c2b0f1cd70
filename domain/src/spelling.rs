//! How texts are compared: without case, vowel points and spelling variants.

/// The letters of a text as far as they count when texts are compared.
pub fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .filter(|c| !is_passed_over(*c))
        .flat_map(char::to_lowercase)
        .map(variant)
}

/// The form in which a text is stored and looked for.
#[must_use]
pub fn searchable(text: &str) -> String {
    folded(text).collect()
}

/// Arabic tashkeel and tatweel, Hebrew niqqud and cantillation, marks of direction, controls.
fn is_passed_over(c: char) -> bool {
    matches!(c,
        '\u{0610}'..='\u{061A}'
        | '\u{0640}'
        | '\u{064B}'..='\u{065F}'
        | '\u{0670}'
        | '\u{06D6}'..='\u{06DC}'
        | '\u{06DF}'..='\u{06E4}'
        | '\u{06E7}'..='\u{06E8}'
        | '\u{06EA}'..='\u{06ED}'
        | '\u{0591}'..='\u{05BD}'
        | '\u{05BF}'
        | '\u{05C1}'..='\u{05C2}'
        | '\u{05C4}'..='\u{05C5}'
        | '\u{05C7}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}')
        || c.is_control()
}

/// Letters that people write for one another, as one of them.
fn variant(c: char) -> char {
    match c {
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_vowel_points_and_spelling_variants_do_not_matter() {
        assert_eq!(searchable("Printer On FIRE"), "printer on fire");
        assert_eq!(searchable("مُحَمَّد"), searchable("محمد"));
        assert_eq!(searchable("الفاتورة"), searchable("الفاتوره"));
        assert_eq!(searchable("أحمد إلى آخر"), searchable("احمد الي اخر"));
        assert_eq!(searchable("كـــبير"), searchable("كبير"));
        assert_eq!(searchable("שָׁלוֹם"), searchable("שלום"));
    }
}
