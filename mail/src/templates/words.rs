//! The fixed words of letters in Arabic, Hebrew and English.

use super::Template;

mod portal;

/// The languages that we write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Arabic,
    Hebrew,
    English,
}

/// What a letter says; `{{ name }}` and `{{ hours }}` are filled in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    pub subject: &'static str,
    pub greeting: &'static str,
    pub opening: &'static str,
    pub button: &'static str,
    pub until: &'static str,
    pub otherwise: &'static str,
}

impl Language {
    /// The language of a BCP 47 tag; English where we do not write it.
    pub fn of(tag: Option<&str>) -> Self {
        let primary = tag.unwrap_or_default().split('-').next();
        match primary.unwrap_or_default().to_ascii_lowercase().as_str() {
            "ar" => Self::Arabic,
            "he" | "iw" => Self::Hebrew,
            _ => Self::English,
        }
    }

    pub fn tag(self) -> &'static str {
        match self {
            Self::Arabic => "ar",
            Self::Hebrew => "he",
            Self::English => "en",
        }
    }

    pub fn direction(self) -> &'static str {
        match self {
            Self::Arabic | Self::Hebrew => "rtl",
            Self::English => "ltr",
        }
    }
}

impl Words {
    pub fn of(template: Template, language: Language) -> Self {
        match (template, language) {
            (Template::Invitation, Language::English) => INVITATION_ENGLISH,
            (Template::Invitation, Language::Arabic) => INVITATION_ARABIC,
            (Template::Invitation, Language::Hebrew) => INVITATION_HEBREW,
            (Template::PasswordReset, Language::English) => RESET_ENGLISH,
            (Template::PasswordReset, Language::Arabic) => RESET_ARABIC,
            (Template::PasswordReset, Language::Hebrew) => RESET_HEBREW,
            (Template::PortalLink, language) => portal::link(language),
        }
    }
}

const INVITATION_ENGLISH: Words = Words {
    subject: "Your invitation to Docket",
    greeting: "Hello {{ name }},",
    opening: "You have been invited to work with Docket. Choose a password to begin:",
    button: "Choose a password",
    until: "The link works once, within {{ hours }} hours.",
    otherwise: "If you did not expect this, you need not do anything.",
};

const INVITATION_ARABIC: Words = Words {
    subject: "دعوتك إلى Docket",
    greeting: "مرحبًا {{ name }}،",
    opening: "تمت دعوتك للعمل على Docket. اختر كلمة مرور للبدء:",
    button: "اختيار كلمة مرور",
    until: "يعمل الرابط مرة واحدة، خلال {{ hours }} ساعة.",
    otherwise: "إن لم تكن تتوقع هذه الرسالة فلا حاجة إلى فعل أي شيء.",
};

const INVITATION_HEBREW: Words = Words {
    subject: "הזמנתך ל-Docket",
    greeting: "שלום {{ name }},",
    opening: "הוזמנת לעבוד עם Docket. יש לבחור סיסמה כדי להתחיל:",
    button: "בחירת סיסמה",
    until: "הקישור פועל פעם אחת, בתוך {{ hours }} שעות.",
    otherwise: "אם לא ציפית להודעה זו, אין צורך לעשות דבר.",
};

const RESET_ENGLISH: Words = Words {
    subject: "Choose a new password for Docket",
    greeting: "Hello {{ name }},",
    opening: "Somebody asked for a new password for your account. Choose one here:",
    button: "Choose a new password",
    until: "The link works once, within {{ hours }} hours. You will be signed out everywhere else.",
    otherwise: "If it was not you, ignore this letter; your password stays as it is.",
};

const RESET_ARABIC: Words = Words {
    subject: "اختيار كلمة مرور جديدة في Docket",
    greeting: "مرحبًا {{ name }}،",
    opening: "طلب أحدهم كلمة مرور جديدة لحسابك. اختر واحدة هنا:",
    button: "اختيار كلمة مرور جديدة",
    until: "يعمل الرابط مرة واحدة، خلال {{ hours }} ساعة. وسيتم تسجيل خروجك من كل مكان آخر.",
    otherwise: "إن لم تكن أنت من طلب ذلك فتجاهل هذه الرسالة؛ تبقى كلمة مرورك كما هي.",
};

const RESET_HEBREW: Words = Words {
    subject: "בחירת סיסמה חדשה ל-Docket",
    greeting: "שלום {{ name }},",
    opening: "מישהו ביקש סיסמה חדשה לחשבונך. אפשר לבחור אותה כאן:",
    button: "בחירת סיסמה חדשה",
    until: "הקישור פועל פעם אחת, בתוך {{ hours }} שעות. החיבור בכל מקום אחר יתנתק.",
    otherwise: "אם לא ביקשת זאת, אפשר להתעלם מהודעה זו; הסיסמה נשארת כפי שהיא.",
};
