//! Names per language.

use super::*;

fn names(pairs: &[(&str, &str)]) -> Names {
    let owned = |(tag, name): &(&str, &str)| ((*tag).to_owned(), (*name).to_owned());
    pairs.iter().map(owned).collect()
}

fn named(pairs: &[(&str, &str)]) -> Department {
    Department {
        names: names(pairs),
        ..department("Support")
    }
}

#[test]
fn a_department_has_a_name_in_every_language() {
    let support = named(&[("ar", "الدعم"), ("he", "תמיכה"), ("pt-BR", "Suporte")]);
    departments([])
        .when(Create(support.clone()))
        .then([Saved(support)]);
}

#[test]
fn names_in_no_language_and_names_that_say_nothing_are_refused() {
    departments([])
        .when(Create(named(&[
            ("ar", " "),
            ("hebrew", "ת"),
            ("en-us", "Support"),
        ])))
        .wrong(["names.ar", "names", "names"]);
}

#[test]
fn a_name_has_twenty_languages_at_most() {
    let tags: Vec<_> = (b'a'..=b'u')
        .map(|c| format!("x{}", char::from(c)))
        .collect();
    let pairs: Vec<_> = tags.iter().map(|tag| (tag.as_str(), "n")).collect();
    departments([]).when(Create(named(&pairs))).wrong(["names"]);
}

#[test]
fn all_kinds_with_names_check_them() {
    let bad = names(&[("?", "x")]);
    given::<Setting<Status>>([])
        .when(Create(Status {
            names: bad.clone(),
            ..status("fresh").1
        }))
        .wrong(["names"]);
    given::<Setting<Priority>>([])
        .when(Create(Priority {
            names: bad,
            ..priority("low").1
        }))
        .wrong(["names"]);
}

#[test]
fn a_reader_gets_the_text_of_their_language_or_the_usual_one() {
    let names = names(&[("ar", "مفتوح"), ("ar-EG", "مفتوحة"), ("he", "פתוח")]);
    let text = |language| in_language("Open", &names, language);
    assert_eq!(text("ar-EG"), "مفتوحة");
    assert_eq!(text("ar-MA"), "مفتوح");
    assert_eq!(text("he"), "פתוח");
    assert_eq!(text("fr"), "Open");
    assert_eq!(text(""), "Open");
}
