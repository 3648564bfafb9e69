//! Officers' pages, rendered from an office made by hand, in both languages.

mod hand;
mod promises;

use app::desk::DossierState;
use app::desk::Special;
use app::desk::office::{Act, InboxList, InboxQuery, OfficeRefusal};
use hand::{Hand, attempt, empty, inbox, office, render, render_with};

const DOSSIER: &str = "/office/d/9D4WN6YT3R";

fn with_inbox(view: app::desk::office::InboxView) -> Option<Hand> {
    Some(Hand {
        inbox: Some(view),
        ..office()
    })
}

#[tokio::test]
async fn nobody_is_sent_to_sign_in() {
    let nobody = || {
        Some(Hand {
            officer: None,
            ..office()
        })
    };
    for (prefix, url) in [
        ("", "/office"),
        ("", DOSSIER),
        ("/en", "/office"),
        ("/en", DOSSIER),
    ] {
        for office in [None, nobody()] {
            let page = render(&format!("{prefix}{url}"), office, None).await;
            assert_eq!(
                (page.status, page.location.clone()),
                (303, format!("{prefix}/office/sign-in"))
            );
            page.is_silent_of("<main");
        }
    }
}

#[tokio::test]
async fn sign_in_asks_for_three_things() {
    let page = render("/office/sign-in", None, None).await;
    assert_eq!(page.status, 200);
    page.says("<h1 class=\"govuk-heading-l\">Đăng nhập dành cho cán bộ</h1>")
        .says("<title>Đăng nhập dành cho cán bộ – Tờ Khai</title>")
        .says("action=\"/office/sign-in\"")
        .says("autocomplete=\"username\"")
        .says("autocomplete=\"current-password\"")
        .says("type=\"password\"")
        .says("autocomplete=\"one-time-code\"")
        .says("/assets/office.css")
        .is_silent_of("Đăng xuất")
        .is_silent_of("Tra cứu hồ sơ");
    render("/en/office/sign-in", None, None)
        .await
        .says("Sign in for officers")
        .says("action=\"/en/office/sign-in\"")
        .says("href=\"/office/sign-in\"");
    let known = render("/office/sign-in", Some(office()), None).await;
    assert_eq!((known.status, known.location.as_str()), (303, "/office"));
}

#[tokio::test]
async fn a_refused_sign_in_keeps_the_name_alone() {
    let typed = [
        ("login", "mai.lo"),
        ("password", "bí mật"),
        ("code", "123456"),
    ];
    let wrong = attempt(&[OfficeRefusal::SignIn], &typed);
    let page = render("/office/sign-in", None, Some(wrong)).await;
    assert_eq!(page.status, 422);
    page.says("<title>Lỗi: Đăng nhập")
        .says("href=\"#login\">Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng")
        .says("value=\"mai.lo\"")
        .is_silent_of("bí mật")
        .is_silent_of("123456");
    let missing = attempt(&[OfficeRefusal::NoLogin, OfficeRefusal::NoPassword], &[]);
    let page = render("/en/office/sign-in", None, Some(missing)).await;
    page.says("href=\"#login\">Enter your user name")
        .says("href=\"#password\">Enter your password")
        .says("id=\"password-error\"");
}

#[tokio::test]
async fn the_inbox_lists_what_is_there() {
    let page = render("/office", Some(office()), None).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.body.matches("<h1").count(), 1);
    page.says("Ủy ban nhân dân phường Tô Hiệu")
        .says("Nhiệm vụ: Tiếp nhận, Phê duyệt")
        .says("Lò Thị Mai")
        .says("action=\"/office/sign-out\"")
        .says("href=\"/office/d/7K3QM8ZX2P\"")
        .says("Quàng Văn &lt;Pản&gt;")
        .says("H52.17-261119-0042")
        .says("17:00 ngày 20/11/2026")
        .says("<strong class=\"govuk-tag govuk-tag--red\">Quá hạn</strong>")
        .says("5B2H-J7KC-8M")
        .says("Chưa hẹn")
        .says("href=\"/office?agency=H52.17&amp;list=overdue\"")
        .says("href=\"/office?agency=H52.17&amp;list=new&amp;after=5B2HJ7KC8M\"")
        .says("<option value=\"H52.90\">Công an tỉnh Sơn La</option>");
    assert_eq!(
        page.body.matches("aria-current=\"page\"").count(),
        2,
        "header and list"
    );
    render(
        "/en/office?list=working&agency=H52.90",
        Some(office()),
        None,
    )
    .await
    .says("Duties: Reception, Decision")
    .says("Copy of a civil-status extract")
    .says("20/11/2026, 17:00")
    .says("href=\"/office?list=working&amp;agency=H52.90\"");
}

#[tokio::test]
async fn the_inbox_asks_for_what_the_url_says() {
    let hand = office();
    render(
        "/office?list=overdue&agency=H52.90&after=7K3QM8ZX2P&q=Mai",
        Some(hand.clone()),
        None,
    )
    .await;
    render("/office?list=nonsense", Some(hand.clone()), None).await;
    let asked = hand.asked.lock().expect("no panic").clone();
    let expected = InboxQuery {
        agency: "H52.90".to_owned(),
        list: InboxList::Overdue,
        search: String::new(),
        after: "7K3QM8ZX2P".to_owned(),
    };
    assert_eq!(asked, [expected, InboxQuery::default()]);
}

/// A name searched for stands in the page and in no URL of it.
#[tokio::test]
async fn a_search_stays_out_of_urls() {
    let mut found = inbox();
    found.asked.search = "nguyễn \"huyền\"".to_owned();
    found.asked.list = InboxList::All;
    let page = render("/office?list=all", with_inbox(found.clone()), None).await;
    page.says("Kết quả tìm “nguyễn \"huyền\"”")
        .says("<input type=\"hidden\" name=\"q\" value=\"nguyễn &quot;huyền&quot;\"")
        .says("action=\"/office?agency=H52.17&amp;list=all&amp;after=5B2HJ7KC8M\"")
        .says("method=\"post\" action=\"/office?agency=H52.17&amp;list=all\" role=\"search\"")
        .is_silent_of("?q=")
        .is_silent_of("&amp;q=")
        .is_silent_of("rel=\"next\"");
    found.rows.clear();
    found.next = None;
    render("/en/office?list=all", with_inbox(found), None)
        .await
        .says("No dossier matches.");
    let long = "a".repeat(101);
    let refused = attempt(&[OfficeRefusal::TooLong(100)], &[("q", &long)]);
    let page = render("/office?list=all", Some(office()), Some(refused)).await;
    assert_eq!(page.status, 422);
    page.says("href=\"#q\">Nhập không quá 100 ký tự");
}

#[tokio::test]
async fn an_empty_list_says_so() {
    let mut said = Vec::new();
    for list in InboxList::ALL {
        for prefix in ["", "/en"] {
            let url = format!("{prefix}/office?list={}", list.as_str());
            let page = render(&url, with_inbox(empty(list)), None).await;
            assert_eq!(page.status, 200);
            page.is_silent_of("app-inbox__row")
                .is_silent_of("rel=\"next\"");
            page.is_silent_of("name=\"agency\"").is_silent_of("agency=");
            let (_, rest) = page.body.split_once("app-empty").expect("a sentence");
            let (sentence, _) = rest.split_once("</p>").expect("a paragraph");
            said.push(sentence.to_owned());
        }
    }
    said.sort();
    said.dedup();
    assert_eq!(said.len(), 12, "each list says its own");
}

#[tokio::test]
async fn another_agencys_inbox_is_absent() {
    let hand = Hand {
        inbox: None,
        ..office()
    };
    let page = render("/office?agency=H99", Some(hand), None).await;
    assert_eq!(page.status, 404);
    page.says("Không tìm thấy trang này")
        .says("href=\"/office\"");
}

#[tokio::test]
async fn a_dossier_shows_everything_and_every_act() {
    let page = render(DOSSIER, Some(office()), None).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.body.matches("<h1").count(), 1);
    page.says("<h1 class=\"govuk-heading-l\">Nguyễn Thị Thanh Huyền</h1>")
        .says("<title>9D4W-N6YT-3R – Cấp bản sao trích lục hộ tịch – Tờ Khai</title>")
        .says(
            "Nhận lúc 15:20 ngày 23/11/2026, sau 15:00 nên tính từ ngày 25/11/2026; thời hạn 3 ngày làm việc; \
             nếu tiếp nhận bây giờ, hẹn trả trước 17:00 ngày 30/11/2026.",
        )
        .says("Chưa cấp, có khi tiếp nhận")
        .says("thanhhuyen@example.vn")
        .says("href=\"/office/d/9D4WN6YT3R/files/f1\"")
        .says("1,4 MB")
        .says("SHA-256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        .says("24.000")
        .says("Người nộp đã hủy")
        .says("Người nộp gửi hồ sơ")
        .says("Nộp qua mạng")
        .says("Thiếu số &lt;quyển&gt;.")
        .says("action=\"/office/d/9D4WN6YT3R/accept\"")
        .says("action=\"/office/d/9D4WN6YT3R/refuse\"")
        .says("action=\"/office/d/9D4WN6YT3R/note\"")
        .says("<details class=\"govuk-details\"><summary")
        .is_silent_of("Bạn đã nộp hồ sơ")
        .is_silent_of("Trả phí lần nữa");
    let page = render(&format!("/en{DOSSIER}"), Some(office()), None).await;
    page.says(
        "Received at 15:20 on 23/11/2026, after 15:00, so counted from 25/11/2026; time limit 3 working days; \
         accepting now promises the result by 17:00 on 30/11/2026.",
    )
    .says("action=\"/en/office/d/9D4WN6YT3R/accept\"")
    .says("href=\"/office/d/9D4WN6YT3R/files/f1\"")
    .says("The applicant submitted the dossier")
    .says("href=\"/en/office\"");
}

/// Only what may be done is offered.
#[tokio::test]
async fn acts_are_those_that_may_be_done() {
    let names = ["accept", "refuse", "note"];
    for may in [
        &[][..],
        &[Act::Note],
        &[Act::Accept],
        &[Act::Refuse, Act::Note],
    ] {
        let mut hand = office();
        hand.dossier.as_mut().expect("one").may = may.to_vec();
        let page = render(DOSSIER, Some(hand), None).await;
        for (act, name) in [Act::Accept, Act::Refuse, Act::Note].into_iter().zip(names) {
            let action = format!("action=\"{DOSSIER}/{name}\"");
            assert_eq!(
                page.body.contains(&action),
                may.contains(&act),
                "{name} of {may:?}"
            );
        }
        let nothing = !may.contains(&Act::Accept) && !may.contains(&Act::Refuse);
        assert_eq!(page.body.contains("Bạn không có việc phải làm"), nothing);
    }
}

#[tokio::test]
async fn a_dossier_without_parts_says_so() {
    let mut hand = office();
    let desk = hand.dossier.as_mut().expect("one");
    desk.applicant.clear();
    desk.code = Some("H52.17-261123-0007".to_owned());
    (desk.promise, desk.contact, desk.dossier.due) = (None, None, None);
    desk.files.clear();
    desk.notes.clear();
    render(DOSSIER, Some(hand), None)
        .await
        .says("<h1 class=\"govuk-heading-l\">Cấp bản sao trích lục hộ tịch</h1>")
        .says("<title>H52.17-261123-0007 – ")
        .says("Chưa tính được ngày hẹn")
        .says("Không để lại liên hệ")
        .says("Không có tệp nào.")
        .says("Chưa có ghi chú nào.")
        .is_silent_of("app-fee");
}

#[tokio::test]
async fn a_refused_act_shows_again_what_was_typed() {
    let typed = [("reason", "Thiếu chữ ký & <dấu>"), ("basis", "")];
    let wrong = attempt(&[OfficeRefusal::NoBasis], &typed);
    let page = render(DOSSIER, Some(office()), Some(wrong)).await;
    assert_eq!(page.status, 422);
    page.says("<title>Lỗi: ")
        .says("Thiếu chữ ký &amp; &lt;dấu&gt;")
        .says("href=\"#basis\">Nhập căn cứ pháp lý")
        .says("id=\"basis-error\"")
        .says("<details open class=\"govuk-details\">")
        .is_silent_of("id=\"reason-error\"");
    let none = attempt(&[OfficeRefusal::NoReason, OfficeRefusal::NoBasis], &[]);
    let page = render(&format!("/en{DOSSIER}"), Some(office()), Some(none)).await;
    page.says("href=\"#reason\">Enter the reason")
        .says("href=\"#basis\">Enter the legal basis");
    let note = attempt(&[OfficeRefusal::NoNote], &[("text", "")]);
    let page = render(DOSSIER, Some(office()), Some(note)).await;
    page.says("href=\"#text\">Nhập nội dung ghi chú")
        .says("<details class=\"govuk-details\"><summary");
    let long = "ă".repeat(2001);
    let note = attempt(&[OfficeRefusal::TooLong(2000)], &[("text", &long)]);
    let page = render(DOSSIER, Some(office()), Some(note)).await;
    page.says("href=\"#text\">Nhập không quá 2000 ký tự")
        .says(&long);
}

#[tokio::test]
async fn someone_was_quicker() {
    let moved = attempt(
        &[OfficeRefusal::Moved(DossierState::Accepted)],
        &[("reason", "Trễ")],
    );
    let page = render(DOSSIER, Some(office()), Some(moved)).await;
    assert_eq!(page.status, 422);
    page.says("nay ở tình trạng “Đã tiếp nhận”")
        .says("<li>Hồ sơ vừa được")
        .says("Trễ");
}

#[tokio::test]
async fn what_is_not_there_is_absent_and_leads_to_the_inbox() {
    let page = render("/office/d/ABSENT", Some(office()), None).await;
    assert_eq!(page.status, 404);
    page.says("Không tìm thấy hồ sơ này")
        .says("href=\"/office\"");
    page.says("Lò Thị Mai").is_silent_of("Về danh sách thủ tục");
    let page = render("/en/office/nothing", Some(office()), None).await;
    assert_eq!(page.status, 404);
    page.says("href=\"/en/office\"")
        .is_silent_of("href=\"/en/track\"");
    let wait = Special::TooManyAttempts { wait: 60 };
    let page = render_with("/office/sign-in", None, None, Some(wait)).await;
    assert_eq!(page.status, 429);
    page.says("60 giây").is_silent_of("Hồ sơ không bị khóa");
}

#[tokio::test]
async fn citizens_load_nothing_of_the_office() {
    render("/track", Some(office()), None)
        .await
        .says("Tra cứu hồ sơ")
        .is_silent_of("office");
}
