//! The page in Hebrew.

use super::{Told, Words};
use crate::problem::Kind;
use crate::providers::failure::Reason;
use accounts::{CustomerDenial, Denial};

pub(super) const WORDS: Words = Words {
    tag: "he",
    direction: "rtl",
    title: "הכניסה לא הושלמה",
    button: "כניסה מחדש",
    told: Told::Translated { reason, kind },
};

fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Stale => {
            "הכניסה הזאת החלה בדפדפן אחר, נמשכה יותר מ־10 דקות או כבר הושלמה. יש להיכנס מחדש."
        }
        Reason::Unconfirmed => "הזהות שלך לא אושרה אצל {name}. יש להיכנס מחדש.",
        Reason::Unreachable => {
            "אי אפשר לפנות כעת אל {name}. אפשר לנסות שוב בעוד רגע, או להיכנס בדרך אחרת."
        }
        Reason::Foreign => "התשובה הזאת אינה של {name}. יש להיכנס מחדש.",
        Reason::Declined => {
            "לא ניתן לך להיכנס אצל {name}, או שלא המשכת שם. יש להיכנס מחדש, או לבקש ממנהל המערכת של {name} לאפשר לך להשתמש בשירות הזה."
        }
        Reason::Troubled => "יש כעת תקלה אצל {name}. אפשר לנסות שוב בעוד רגע.",
        Reason::Nobody(_) => {
            "הזהות שלך לא אושרה אצל {name}; הסיבה שנמסרה: {word}. יש להיכנס מחדש; אם זה לא עוזר, יש לפנות למנהל המערכת."
        }
        Reason::Unreadable => "אי אפשר לקרוא את תשובת ספק הזהות. יש להיכנס מחדש.",
        Reason::Member(denial) => member(*denial),
        Reason::UnfitMember => {
            "מה שספק הזהות אומר עליך אינו מתאים לכללי החברים כאן. יש לפנות למנהל המערכת."
        }
        Reason::Customer(denial) => customer(*denial),
        Reason::UnfitCustomer => {
            "מה שספק הזהות אומר עליך אינו מתאים לכללי הלקוחות כאן. אפשר לבקש במקום זאת קישור כניסה בדוא״ל."
        }
    }
}

fn member(denial: Denial) -> &'static str {
    match denial {
        Denial::Unverified => UNVERIFIED,
        Denial::Domain => "כתובות כמו שלך אינן מתקבלות כאן. יש לבקש ממנהל המערכת להוסיף אותך.",
        Denial::Unknown => "אין חבר עם כתובת הדוא״ל שלך. יש לבקש ממנהל המערכת להוסיף אותך.",
        Denial::NotLinked(_) => {
            "כבר יש לך חברות כאן, וספק הזהות הזה אינו רשאי לזהות אותך לפי כתובת הדוא״ל. יש להיכנס עם הסיסמה."
        }
        Denial::OtherIdentity(_) => {
            "חשבון אחר אצל ספק הזהות הזה מייצג אותך כאן. יש להיכנס איתו, או לבקש ממנהל המערכת לבטל את הקישור."
        }
        Denial::Retired(_) => "החברות שלך הסתיימה. יש לבקש ממנהל המערכת להחזיר אותה.",
        Denial::NoRole(_) => {
            "אף אחת מהקבוצות שלך אצל ספק הזהות אינה מקנה תפקיד כאן. יש לפנות למנהל המערכת."
        }
    }
}

fn customer(denial: CustomerDenial) -> &'static str {
    match denial {
        CustomerDenial::Unverified => UNVERIFIED,
        CustomerDenial::Domain => {
            "כתובות כמו שלך אינן מתקבלות כאן. אפשר לבקש במקום זאת קישור כניסה בדוא״ל."
        }
        CustomerDenial::Unknown => "איש עדיין לא כתב לנו מכתובת הדוא״ל שלך. יש לכתוב לנו קודם.",
        CustomerDenial::Ended => "הגישה שלך הסתיימה. יש לכתוב לנו כדי להחזיר אותה.",
    }
}

const UNVERIFIED: &str = "ספק הזהות לא אימת את כתובת הדוא״ל שלך. יש לאמת אותה שם ולנסות שוב.";

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NotFound => "אין ספק זהות כזה. אפשר להיכנס בדרך אחרת.",
        Kind::Unavailable => "אי אפשר להיכנס כעת. אפשר לנסות שוב בעוד רגע.",
        _ => "הכניסה לא הצליחה. אפשר לנסות שוב; אם זה לא עוזר, יש לפנות למנהל המערכת.",
    }
}
