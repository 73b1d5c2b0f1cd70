//! Words that stand in so many texts that they tell nothing, as they are folded.

/// Sorted within each language.
const COMMON: [&[&str]; 3] = [
    &[
        "a", "about", "an", "and", "are", "as", "at", "be", "been", "but", "by", "can", "cannot",
        "cant", "do", "does", "doesnt", "dont", "for", "from", "had", "has", "have", "how", "i",
        "if", "in", "is", "it", "its", "me", "my", "no", "not", "of", "on", "or", "our", "please",
        "so", "that", "the", "their", "there", "they", "this", "to", "us", "was", "we", "what",
        "when", "where", "why", "will", "with", "you", "your",
    ],
    &[
        "الي", "ان", "انا", "او", "اي", "التي", "الذي", "ثم", "ذلك", "علي", "عن", "عند", "في",
        "قد", "كان", "كيف", "لا", "لم", "لن", "ليس", "ما", "مع", "من", "نحن", "هذا", "هذه", "هل",
        "هو", "هي", "يا",
    ],
    &[
        "או",
        "אח",
        "אינ",
        "איכ",
        "אל",
        "אמ",
        "אני",
        "אנחנו",
        "את",
        "גמ",
        "הוא",
        "היא",
        "הזה",
        "זאת",
        "זה",
        "יש",
        "כי",
        "כל",
        "לא",
        "לי",
        "לנו",
        "מה",
        "מי",
        "על",
        "עמ",
        "של",
        "שלי",
        "שלנו",
    ],
];

pub(super) fn is_common(word: &str) -> bool {
    COMMON.iter().any(|words| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::words;

    #[test]
    fn common_words_are_spelled_as_words_are_folded() {
        for word in COMMON.iter().flat_map(|list| *list) {
            assert_eq!(words(word).next().unwrap().text, *word);
        }
    }
}
