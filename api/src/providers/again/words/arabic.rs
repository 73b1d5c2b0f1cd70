//! The page in Arabic.

use super::{Told, Words};
use crate::problem::Kind;
use crate::providers::failure::Reason;
use accounts::{CustomerDenial, Denial};

pub(super) const WORDS: Words = Words {
    tag: "ar",
    direction: "rtl",
    title: "لم يكتمل تسجيل الدخول",
    button: "تسجيل الدخول مرة أخرى",
    told: Told::Translated { reason, kind },
};

fn reason(reason: &Reason) -> &'static str {
    match reason {
        Reason::Stale => {
            "بدأ تسجيل الدخول هذا في متصفح آخر، أو استغرق أكثر من 10 دقائق، أو اكتمل من قبل. سجّل الدخول مرة أخرى."
        }
        Reason::Unconfirmed => "لم تتأكد هويتك لدى {name}. سجّل الدخول مرة أخرى.",
        Reason::Unreachable => {
            "لا يمكن الوصول إلى {name} الآن. حاول مرة أخرى بعد قليل، أو سجّل الدخول بطريقة أخرى."
        }
        Reason::Foreign => "هذا الرد ليس من {name}. سجّل الدخول مرة أخرى.",
        Reason::Declined => {
            "لم يُسمح لك بالدخول لدى {name}، أو لم تكمل هناك. سجّل الدخول مرة أخرى، أو اطلب من مدير {name} أن يسمح لك باستخدام هذه الخدمة."
        }
        Reason::Troubled => "توجد مشكلة لدى {name} الآن. حاول مرة أخرى بعد قليل.",
        Reason::Nobody(_) => {
            "لم تتأكد هويتك لدى {name}، والسبب المذكور: {word}. سجّل الدخول مرة أخرى، وإن لم ينفع ذلك فأخبر مدير النظام."
        }
        Reason::Unreadable => "تعذّرت قراءة رد مزوّد الهوية. سجّل الدخول مرة أخرى.",
        Reason::Member(denial) => member(*denial),
        Reason::UnfitMember => {
            "ما يقوله مزوّد الهوية عنك لا يناسب قواعد الأعضاء هنا. أخبر مدير النظام."
        }
        Reason::Customer(denial) => customer(*denial),
        Reason::UnfitCustomer => {
            "ما يقوله مزوّد الهوية عنك لا يناسب قواعد العملاء هنا. اطلب رابط دخول بالبريد الإلكتروني بدلًا من ذلك."
        }
    }
}

fn member(denial: Denial) -> &'static str {
    match denial {
        Denial::Unverified => UNVERIFIED,
        Denial::Domain => "عناوين بريد كعنوانك غير مقبولة هنا. اطلب من مدير النظام أن يضيفك.",
        Denial::Unknown => "لا يوجد عضو بعنوان بريدك الإلكتروني. اطلب من مدير النظام أن يضيفك.",
        Denial::NotLinked(_) => {
            "أنت عضو بالفعل، ولا يحق لمزوّد الهوية هذا أن يعرّف بك من خلال بريدك الإلكتروني. سجّل الدخول بكلمة مرورك."
        }
        Denial::OtherIdentity(_) => {
            "حساب آخر لدى مزوّد الهوية هذا يمثّلك هنا. استخدم ذلك الحساب، أو اطلب من مدير النظام أن يلغي ربطه."
        }
        Denial::Retired(_) => "انتهت عضويتك. اطلب من مدير النظام أن يعيدها.",
        Denial::NoRole(_) => "لا تقابل أيٌّ من مجموعاتك لدى مزوّد الهوية دورًا هنا. اسأل مدير النظام.",
    }
}

fn customer(denial: CustomerDenial) -> &'static str {
    match denial {
        CustomerDenial::Unverified => UNVERIFIED,
        CustomerDenial::Domain => {
            "عناوين بريد كعنوانك غير مقبولة هنا. اطلب رابط دخول بالبريد الإلكتروني بدلًا من ذلك."
        }
        CustomerDenial::Unknown => "لم يراسلنا أحد من عنوان بريدك الإلكتروني بعد. راسلنا أولًا.",
        CustomerDenial::Ended => "انتهت صلاحية دخولك. راسلنا لاستعادتها.",
    }
}

const UNVERIFIED: &str =
    "لم يتحقق مزوّد الهوية من عنوان بريدك الإلكتروني. أكّده هناك ثم حاول مرة أخرى.";

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NotFound => "لا يوجد مزوّد هوية كهذا. سجّل الدخول بطريقة أخرى.",
        Kind::Unavailable => "تسجيل الدخول غير ممكن الآن. حاول مرة أخرى بعد قليل.",
        _ => "لم ينجح تسجيل الدخول. حاول مرة أخرى، وإن لم ينفع ذلك فأخبر مدير النظام.",
    }
}
