//! Which words are alike, in each language, and which are not.

use super::*;
use crate::search::words::words;

fn forms(text: &str) -> Forms {
    Forms::of(&words(text).next().unwrap().text)
}

#[track_caller]
fn alike(pairs: &[(&str, &str)]) {
    for (one, other) in pairs {
        let (a, b) = (forms(one), forms(other));
        assert!(a.are_like(&b), "{one} {a:?} and {other} {b:?}");
    }
}

#[track_caller]
fn apart(pairs: &[(&str, &str)]) {
    for (one, other) in pairs {
        assert!(!forms(one).are_like(&forms(other)), "{one} and {other}");
    }
}

#[test]
fn arabic_words_are_found_with_articles_prepositions_and_endings() {
    alike(&[
        ("الطابعة", "طابعة"),
        ("بالطابعة", "طابعات"),
        ("للطابعة", "الطابعات"),
        ("وطابعتين", "طابعة"),
        ("المستخدمون", "مستخدم"),
        ("والفاتورة", "فاتورة"),
        ("بفاتورة", "الفاتورة"),
        ("حسابي", "الحساب"),
        ("مشكلتي", "مشكلة"),
        ("كلمات", "كلمة"),
        ("لشبكة", "الشبكات"),
    ]);
    apart(&[("طابعة", "شاشة"), ("فاتورة", "مشكلة"), ("حساب", "خادم")]);
}

#[test]
fn broken_plurals_agree_with_their_singulars() {
    alike(&[
        ("الفواتير", "فاتورة"),
        ("الأجهزة", "جهاز"),
        ("مشاكل", "مشكلة"),
        ("رسائل", "رسالة"),
        ("العقود", "عقد"),
        ("مواعيد", "موعد"),
        ("أقسام", "القسم"),
        ("أسعار", "سعر"),
        ("عملاء", "عميل"),
        ("تقارير", "تقرير"),
        ("مفاتيح", "مفتاح"),
        ("عناوين", "عنوان"),
        ("حقول", "حقل"),
        ("الخوادم", "خادم"),
    ]);
}

#[test]
fn hebrew_words_are_found_with_letters_of_service_and_endings() {
    alike(&[
        ("החשבוניות", "חשבונית"),
        ("בחשבונית", "ההחשבונית"),
        ("ולמדפסת", "מדפסות"),
        ("כשהמחשב", "מחשבים"),
        ("הסיסמאות", "סיסמה"),
        ("שגיאות", "שגיאה"),
        ("קבצים", "קובץ"),
        ("תכנה", "תוכנה"),
        ("ללקוחות", "לקוח"),
        ("הרשתות", "רשת"),
        ("דו\"חות", "הדוח"),
        ("להדפיס", "הדפסה"),
    ]);
    apart(&[("מדפסת", "סיסמה"), ("לקוח", "קובץ")]);
}

#[test]
fn english_words_are_found_in_every_inflection() {
    alike(&[
        ("printers", "printer"),
        ("printing", "printed"),
        ("printing", "printer"),
        ("batteries", "battery"),
        ("crashes", "crashing"),
        ("invoices", "invoicing"),
        ("stopped", "stop"),
        ("installation", "install"),
        ("organisation", "organizations"),
        ("colours", "color"),
        ("replied", "reply"),
        ("licence", "license"),
    ]);
    apart(&[("printer", "paper"), ("bus", "busy"), ("ring", "red")]);
}

#[test]
fn numbers_and_other_scripts_have_one_form() {
    for word in ["1234", "привет", "abc123", "vpn"] {
        assert_eq!(forms(word).all().count(), 1, "{word}");
    }
}
