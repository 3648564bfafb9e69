//! What every message says, in both languages. Nothing personal: a message
//! lies open on its way, so it names the reference, what happened, what to do
//! next and where the page is; everything else is on the page.

use super::{Letter, Undelivered};
use crate::store::{Code, Message, MessageKind};
use app::lang::Lang;
use app::routes::Page;

/// What a message says.
struct Said {
    /// After "Hồ sơ … " in a subject and in a text message.
    short: &'static str,
    /// What happened, as a sentence.
    what: &'static str,
    /// What to do next, as a sentence.
    next: &'static str,
}

/// Writes a message out: short for a telephone, with a greeting for e-mail.
///
/// # Errors
/// When the message lacks what its words need.
pub fn letter(message: Message, public_url: &str) -> Result<Letter, Undelivered> {
    let lang = Lang::from_tag(&message.lang).unwrap_or_default();
    let reference = message.reference.grouped();
    let page = Page::Dossier {
        reference: message.reference.to_string(),
    };
    let link = format!("{public_url}{}", page.url(lang));
    let said = said(lang, message.kind);
    let dossier = match lang {
        Lang::Vi => "Hồ sơ",
        Lang::En => "Dossier",
    };
    let subject = format!("{dossier} {reference}: {}", said.short);
    let text = if message.kind == MessageKind::Code {
        let code = message
            .code
            .as_ref()
            .ok_or_else(|| Undelivered("a code's message has no code".to_owned()))?;
        code_text(lang, &reference, code, message.to.is_phone())
    } else if message.to.is_phone() {
        format!("{subject}. {link}")
    } else {
        let Said { what, next, .. } = said;
        match lang {
            Lang::Vi => format!(
                "Chào bạn,\n\n{what}\n{next}\n\nMã hồ sơ: {reference}\nXem hồ sơ: {link}\n\n\
                 Thư này được gửi tự động, xin đừng trả lời.\n"
            ),
            Lang::En => format!(
                "Hello,\n\n{what}\n{next}\n\nReference: {reference}\nYour dossier: {link}\n\n\
                 This letter was sent automatically; please do not reply.\n"
            ),
        }
    };
    Ok(Letter {
        id: message.claim.id,
        kind: message.kind,
        lang,
        reference: message.reference,
        at: message.at,
        to: message.to,
        subject,
        text,
    })
}

/// A code's message names no page: whoever asked has it open, and people learn
/// not to follow links that come with codes.
fn code_text(lang: Lang, reference: &str, code: &Code, phone: bool) -> String {
    let code = code.expose();
    let said = said(lang, MessageKind::Code);
    match (lang, phone) {
        (Lang::Vi, true) => format!(
            "{code} là mã dùng một lần cho hồ sơ {reference}, có hiệu lực 10 phút. Đừng cho ai biết."
        ),
        (Lang::En, true) => format!(
            "{code} is your one-time code for dossier {reference}, valid for 10 minutes. Never tell anyone."
        ),
        (Lang::Vi, false) => format!(
            "Chào bạn,\n\n{}\n\nMã dùng một lần: {code}\nMã hồ sơ: {reference}\n\n\
             Mã có hiệu lực trong 10 phút. {}\n\nThư này được gửi tự động, xin đừng trả lời.\n",
            said.what, said.next
        ),
        (Lang::En, false) => format!(
            "Hello,\n\n{}\n\nOne-time code: {code}\nReference: {reference}\n\n\
             It is valid for 10 minutes. {}\n\nThis letter was sent automatically; please do not reply.\n",
            said.what, said.next
        ),
    }
}

fn said(lang: Lang, kind: MessageKind) -> Said {
    let (short, what, next) = match lang {
        Lang::Vi => vi(kind),
        Lang::En => en(kind),
    };
    Said { short, what, next }
}

type Sentences = (&'static str, &'static str, &'static str);

fn vi(kind: MessageKind) -> Sentences {
    match kind {
        MessageKind::Submitted => (
            "đã gửi",
            "Hồ sơ của bạn đã được gửi.",
            "Nếu trang hồ sơ ghi khoản phải nộp, xin nộp trước hạn; chưa nộp thì hồ sơ chưa được tiếp nhận.",
        ),
        MessageKind::Paid => (
            "đã nhận tiền phí",
            "Chúng tôi đã nhận tiền phí, lệ phí của bạn.",
            "Bạn không cần làm gì thêm.",
        ),
        MessageKind::Closed => (
            "đã đóng vì quá hạn nộp phí",
            "Hồ sơ đã được đóng vì phí, lệ phí không được nộp đúng hạn.",
            "Nếu vẫn cần, xin nộp hồ sơ mới. Nếu bạn đã trả tiền, xin liên hệ nơi nhận hồ sơ.",
        ),
        MessageKind::Accepted => (
            "đã được tiếp nhận",
            "Hồ sơ đã được tiếp nhận và bắt đầu được giải quyết.",
            "Ngày hẹn trả kết quả có ở trang hồ sơ.",
        ),
        MessageKind::Refused => (
            "không được tiếp nhận",
            "Hồ sơ không được tiếp nhận.",
            "Lý do và căn cứ có ở trang hồ sơ. Khi đã đủ điều kiện, bạn có thể nộp hồ sơ mới.",
        ),
        MessageKind::Supplement => (
            "cần bổ sung",
            "Hồ sơ cần được bổ sung.",
            "Cần bổ sung những gì, đến hết ngày nào: xin xem ở trang hồ sơ và gửi ngay tại đó.",
        ),
        MessageKind::Supplemented => (
            "đã nhận phần bổ sung",
            "Chúng tôi đã nhận phần bạn bổ sung.",
            "Bạn không cần làm gì thêm; hồ sơ được giải quyết tiếp.",
        ),
        MessageKind::Stopped => (
            "đã dừng giải quyết",
            "Việc giải quyết hồ sơ đã dừng.",
            "Lý do có ở trang hồ sơ.",
        ),
        MessageKind::Withdrawn => (
            "đã rút theo yêu cầu",
            "Hồ sơ đã được rút theo yêu cầu của bạn.",
            "Nếu bạn không yêu cầu rút, xin liên hệ ngay nơi nhận hồ sơ.",
        ),
        MessageKind::Continued => (
            "được giải quyết tiếp",
            "Cơ quan không đồng ý cho rút hồ sơ và giải quyết tiếp.",
            "Bạn không cần làm gì thêm.",
        ),
        MessageKind::HandedOver => (
            "đã chuyển sang cơ quan khác giải quyết",
            "Hồ sơ đã được chuyển sang cơ quan có thẩm quyền giải quyết.",
            "Bạn không cần làm gì thêm. Cơ quan đang giải quyết được ghi ở trang hồ sơ.",
        ),
        MessageKind::Decided => (
            "đã có kết quả",
            "Hồ sơ đã có kết quả.",
            "Mở trang hồ sơ để nhận. Trang sẽ gửi cho bạn một mã dùng một lần và hỏi mã đó.",
        ),
        MessageKind::Fee => (
            "có khoản phải nộp",
            "Hồ sơ có khoản phí, lệ phí phải nộp.",
            "Số tiền và hạn nộp có ở trang hồ sơ. Chỉ trả tiền từ trang đó.",
        ),
        MessageKind::Delivered => (
            "đã trả kết quả",
            "Kết quả đã được trả.",
            "Nếu bạn chưa nhận được, xin liên hệ ngay nơi nhận hồ sơ.",
        ),
        MessageKind::Code => (
            "mã dùng một lần",
            "Bạn, hoặc ai đó biết mã hồ sơ và địa chỉ này, vừa yêu cầu một mã dùng một lần.",
            "Đừng cho ai biết mã này, kể cả cán bộ. Nếu bạn không yêu cầu, xin bỏ qua thư này.",
        ),
    }
}

fn en(kind: MessageKind) -> Sentences {
    match kind {
        MessageKind::Submitted => (
            "sent",
            "Your dossier has been sent.",
            "If its page names an amount to pay, please pay in time; until then it is not received.",
        ),
        MessageKind::Paid => (
            "fee received",
            "We have received your payment.",
            "There is nothing more for you to do.",
        ),
        MessageKind::Closed => (
            "closed, the fee was not paid in time",
            "Your dossier was closed because its fee was not paid in time.",
            "If you still need it, please apply again. If you did pay, contact the desk you applied to.",
        ),
        MessageKind::Accepted => (
            "accepted",
            "Your dossier was accepted and is being processed.",
            "The day the result is due is on its page.",
        ),
        MessageKind::Refused => (
            "not accepted",
            "Your dossier was not accepted.",
            "The reason and its legal basis are on its page. You may apply again once what is missing is there.",
        ),
        MessageKind::Supplement => (
            "something is to be added",
            "Something has to be added to your dossier.",
            "What, and until when, is on its page; send it there.",
        ),
        MessageKind::Supplemented => (
            "your additions arrived",
            "We have received what you added.",
            "There is nothing more for you to do; processing goes on.",
        ),
        MessageKind::Stopped => (
            "processing stopped",
            "Processing of your dossier was stopped.",
            "The reason is on its page.",
        ),
        MessageKind::Withdrawn => (
            "withdrawn as asked",
            "Your dossier was withdrawn as you asked.",
            "If you did not ask for it, contact the desk you applied to at once.",
        ),
        MessageKind::Continued => (
            "being processed further",
            "The agency declined the withdrawal and goes on with your dossier.",
            "There is nothing for you to do.",
        ),
        MessageKind::HandedOver => (
            "handed over to another agency",
            "Your dossier was handed over to the agency that decides it.",
            "There is nothing for you to do. The agency is named on its page.",
        ),
        MessageKind::Decided => (
            "the result is ready",
            "The result of your dossier is ready.",
            "Open its page to fetch it. The page sends you a one-time code and asks for it.",
        ),
        MessageKind::Fee => (
            "a fee is to be paid",
            "There is a fee to pay for your dossier.",
            "The amount and the last day are on its page. Pay from that page only.",
        ),
        MessageKind::Delivered => (
            "the result was handed over",
            "The result of your dossier was handed over.",
            "If you have not got it, contact the desk you applied to at once.",
        ),
        MessageKind::Code => (
            "one-time code",
            "You, or somebody who knows the reference and this address, asked for a one-time code.",
            "Never tell it to anyone, officers included. If you did not ask for it, ignore this message.",
        ),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::id::Reference;
    use crate::store::{Claimed, Contact};

    const URL: &str = "https://dichvucong.tokhai.example";

    fn message(kind: MessageKind, lang: &str, to: &str) -> Message {
        let claim = Claimed {
            id: "id".into(),
            attempt: 1,
        };
        Message {
            claim,
            kind,
            at: 0,
            lang: lang.into(),
            to: Contact::typed(to),
            reference: Reference::from_bits(1_234_567),
            code: (kind == MessageKind::Code).then(|| Code::parse("012345").unwrap()),
        }
    }

    #[test]
    fn every_message_names_reference_and_page_and_nobody() {
        let reference = Reference::from_bits(1_234_567);
        for kind in MessageKind::ALL {
            for (lang, prefix) in [("vi", ""), ("en", "/en")] {
                for to in ["hoa.lo@example.com", "0912345678"] {
                    let letter = letter(message(kind, lang, to), URL).unwrap();
                    let text = &letter.text;
                    assert!(text.contains(&reference.grouped()), "{text}");
                    assert!(letter.subject.contains(&reference.grouped()));
                    let link = format!("{URL}{prefix}/s/{reference}");
                    assert_eq!(text.contains(&link), kind != MessageKind::Code, "{text}");
                    assert_eq!(text.contains("012345"), kind == MessageKind::Code);
                    assert!(!text.contains("hoa") && !text.contains("0912"));
                    assert!(
                        !letter.subject.contains("012345"),
                        "a subject is shown on locked screens"
                    );
                    // Two parts of a message in UCS-2 hold 134 characters.
                    assert!(
                        !letter.to.is_phone() || text.chars().count() <= 134,
                        "{text}"
                    );
                }
            }
        }
    }

    #[test]
    fn a_code_is_never_sent_without_one() {
        let mut message = message(MessageKind::Code, "vi", "0912345678");
        message.code = None;
        assert!(letter(message, URL).is_err());
    }
}
