//! How texts are compared: without case, vowel points and spelling variants.

/// The form in which a text is stored and looked for.
pub(crate) fn searchable(text: &str) -> String {
    text.chars()
        .filter(|c| !is_passed_over(*c))
        .flat_map(char::to_lowercase)
        .map(folded)
        .collect()
}

/// A `LIKE` pattern for texts that contain `text`; `None` when nothing is left to look for.
pub(crate) fn contains_pattern(text: &str) -> Option<String> {
    let text = searchable(text.trim());
    if text.is_empty() {
        return None;
    }
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    Some(pattern)
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

fn folded(c: char) -> char {
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

    #[test]
    fn what_is_looked_for_is_never_a_wildcard() {
        assert_eq!(
            contains_pattern("100% _a\\").as_deref(),
            Some("%100\\% \\_a\\\\%")
        );
        assert_eq!(contains_pattern(" \u{64B}\0 "), None);
    }
}
