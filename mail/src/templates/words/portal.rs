//! The words of the letter that lets a customer into the portal.

use super::{Language, Words};

/// The letter in this language.
pub(super) fn link(language: Language) -> Words {
    match language {
        Language::English => ENGLISH,
        Language::Arabic => ARABIC,
        Language::Hebrew => HEBREW,
    }
}

const ENGLISH: Words = Words {
    subject: "Your link to sign in",
    greeting: "Hello{% if name %} {{ name }}{% endif %},",
    opening: "With this link you sign in and see your requests to us:",
    button: "Sign in",
    until: "The link works once, within 15 minutes.",
    otherwise: "If you did not ask for it, you need not do anything; nobody else can sign in.",
};

const ARABIC: Words = Words {
    subject: "رابط تسجيل الدخول",
    greeting: "مرحبًا{% if name %} {{ name }}{% endif %}،",
    opening: "بهذا الرابط تسجّل الدخول وترى طلباتك لدينا:",
    button: "تسجيل الدخول",
    until: "يعمل الرابط مرة واحدة، خلال 15 دقيقة.",
    otherwise: "إن لم تطلبه فلا حاجة إلى فعل أي شيء؛ لا يستطيع أحد غيرك تسجيل الدخول.",
};

const HEBREW: Words = Words {
    subject: "הקישור שלך לכניסה",
    greeting: "שלום{% if name %} {{ name }}{% endif %},",
    opening: "בקישור הזה אפשר להיכנס ולראות את הפניות שלך אלינו:",
    button: "כניסה",
    until: "הקישור פועל פעם אחת, בתוך 15 דקות.",
    otherwise: "אם לא ביקשת אותו, אין צורך לעשות דבר; איש מלבדך אינו יכול להיכנס.",
};
