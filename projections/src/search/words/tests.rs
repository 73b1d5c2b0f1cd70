//! Texts are cut into words, and what is written in several ways is one word.

use super::*;

fn read(text: &str) -> Vec<String> {
    words(text).map(|word| word.text).collect()
}

fn wholes(text: &str) -> Vec<String> {
    pieces(text).iter().filter_map(Piece::whole).collect()
}

#[track_caller]
fn same(spellings: &[&str]) {
    for spelling in spellings {
        assert_eq!(read(spelling), read(spellings[0]), "{spelling}");
    }
}

#[test]
fn spellings_of_one_word_are_equal() {
    same(&["PRINTER", "printer", "Ｐｒｉｎｔｅｒ", "prin\u{AD}ter"]);
    same(&["Café", "CAFE\u{301}", "cafe"]);
    same(&["مُحَمَّد", "محمد", "محمـــد", "\u{202B}محمد\u{202C}"]);
    same(&["أحمد", "احمد", "إحمد", "آحمد", "ٱحمد"]);
    same(&["فاتورة", "فاتوره"]);
    same(&["إلى", "الي"]);
    same(&["مسائل", "مسايل"]);
    same(&["کتاب", "كتاب"]);
    same(&["شيء", "شي"]);
    same(&["ﻻ", "لا"]);
    same(&["שָׁלוֹם", "שלומ", "שלום"]);
    same(&["מכתב", "מכתב\u{200F}"]);
    same(&["قناة ١٢٣", "قناه 123", "قناة ۱۲۳"]);
    same(&["Straße", "STRASSE"]);
}

#[test]
fn apostrophes_and_gershayim_stand_within_words() {
    assert_eq!(read("don't Dana's Dana’s"), ["dont", "dana", "dana"]);
    assert_eq!(read("דו\"ח צה״ל צ'אט"), ["דוח", "צהל", "צאט"]);
    assert_eq!(read("he said \"no\""), ["he", "said", "no"]);
    assert_eq!(read("וכו' 'quoted'"), ["וכו", "quoted"]);
}

#[test]
fn codes_and_addresses_are_found_whole_and_in_parts() {
    assert_eq!(read("ABC-123"), ["abc", "123"]);
    assert_eq!(wholes("ABC-123, dana@x.org."), ["abc123", "danaxorg"]);
    assert_eq!(wholes("192.168.1.1 and v2.4.1"), ["19216811", "v241"]);
    assert_eq!(wholes("10:30 1,234 re: mail"), ["1030", "1234"]);
    assert_eq!(wholes("דואר־אלקטרוני"), ["דואראלקטרוני"]);
    assert!(pieces("e-mail")[0].hyphenated);
    assert!(!pieces("a-b.c")[0].hyphenated);
}

#[test]
fn each_word_is_where_it_stands() {
    let text = "(الطابعة) fire-proof";
    for word in words(text) {
        assert_eq!(read(&text[word.at.clone()]), [word.text]);
    }
    assert_eq!(&text[pieces(text)[1].at()], "fire-proof");
}

#[test]
fn nothing_to_hear_is_no_word() {
    for text in ["", " ", "\u{64B}", "—…!?", "\u{200F}\u{202E}", "ء", "\0"] {
        assert!(read(text).is_empty(), "{text:?}");
    }
}

#[test]
fn a_long_word_counts_by_its_beginning() {
    let long = "א".repeat(100);
    assert_eq!(read(&long)[0].len(), WORD_BYTES);
}
