//! Letters are written in the reader's language and direction, and names cannot break them.

use super::*;

fn written(language: Option<&str>, name: &str) -> Written {
    let to = Recipient {
        name: name.to_owned(),
        email: "dana@example.org".to_owned(),
        language: language.map(str::to_owned),
    };
    let values = Values {
        link: "https://desk.example.org/invitation#t0ken".to_owned(),
        hours: 72,
    };
    Template::Invitation.render(&to, &values).unwrap()
}

#[test]
fn each_language_has_its_own_words_and_direction() {
    let arabic = written(Some("ar-EG"), "Dana");
    let hebrew = written(Some("he"), "Dana");
    let english = written(Some("fr"), "Dana");
    assert!(arabic.html.contains(r#"lang="ar" dir="rtl""#));
    assert!(hebrew.html.contains(r#"lang="he" dir="rtl""#));
    assert!(english.html.contains(r#"lang="en" dir="ltr""#));
    assert!(arabic.subject.contains("دعوتك"));
    assert!(hebrew.text.contains("72 שעות"));
    assert!(english.text.contains("within 72 hours"));
}

#[test]
fn the_link_is_in_text_and_html_alike() {
    let letter = written(None, "Dana");
    let link = "https://desk.example.org/invitation#t0ken";
    assert!(letter.text.contains(link), "{}", letter.text);
    assert!(letter.html.contains("invitation#t0ken"), "{}", letter.html);
}

#[test]
fn a_name_is_text_and_never_markup_or_template() {
    let letter = written(None, "<b>{{ link }}</b>");
    assert!(letter.html.contains("&lt;b&gt;"), "{}", letter.html);
    assert!(!letter.html.contains("<b>"));
    assert!(letter.text.contains("{{ link }}"));
}

#[test]
fn a_customer_without_a_name_is_greeted_too() {
    let greeting = |name: &str, language: Option<&str>| {
        let to = Recipient {
            name: name.to_owned(),
            email: "dana@example.org".to_owned(),
            language: language.map(str::to_owned),
        };
        let values = Values {
            link: "https://desk.example.org/portal/sign-in#t0ken".to_owned(),
            hours: 0,
        };
        let letter = Template::PortalLink.render(&to, &values).unwrap();
        letter.text.lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(greeting("", None), "Hello,");
    assert_eq!(greeting("Dana", None), "Hello Dana,");
    assert_eq!(greeting("", Some("ar")), "مرحبًا،");
    assert_eq!(greeting("דנה", Some("he")), "שלום דנה,");
}
