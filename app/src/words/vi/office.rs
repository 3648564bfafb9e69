//! Tiếng Việt: trang của cán bộ.

use crate::desk::office::{InboxList, Moved, OfficeRefusal, Promise, Role};
use crate::desk::{AttemptState, Event, Moment};
use crate::words::{Desk, Inbox, Office, Say, SignIn, day, lower_first, two};
use forms::form::Limit;

/// The words.
pub(super) const WORDS: Office = Office {
    inbox: "Hộp hồ sơ",
    signed_in: "Đang đăng nhập:",
    sign_out: "Đăng xuất",
    to_inbox: "Về hộp hồ sơ",
    absent: "Không tìm thấy hồ sơ này",
    absent_text: "Không có hồ sơ nào mang mã này, hoặc hồ sơ không thuộc cơ quan của bạn.",
    sign_in: SignIn {
        title: "Đăng nhập dành cho cán bộ",
        intro: "Dành cho người tiếp nhận và giải quyết hồ sơ. Người dân nộp hồ sơ không cần tài khoản.",
        login: "Tên đăng nhập",
        password: "Mật khẩu",
        code: "Mã xác thực",
        code_hint: "6 chữ số trong ứng dụng xác thực. Để trống nếu tài khoản của bạn không dùng mã.",
        submit: "Đăng nhập",
    },
    lists: Inbox {
        roles: "Nhiệm vụ",
        role: |role| match role {
            Role::Receive => "Tiếp nhận",
            Role::Decide => "Phê duyệt",
            Role::Supervise => "Giám sát",
            Role::Author => "Soạn biểu mẫu",
            Role::Administer => "Quản trị tài khoản",
        },
        agency: "Cơ quan",
        agency_submit: "Mở",
        label: "Các danh sách hồ sơ",
        name: |list| match list {
            InboxList::New => "Mới nộp",
            InboxList::Today => "Hẹn hôm nay",
            InboxList::Overdue => "Quá hạn",
            InboxList::Working => "Đang giải quyết",
            InboxList::Waiting => "Chờ người nộp",
            InboxList::All => "Tất cả",
        },
        count_unit: |_| "hồ sơ",
        empty: |list| match list {
            InboxList::New => "Không có hồ sơ nào chờ tiếp nhận.",
            InboxList::Today => "Không có hồ sơ nào hẹn trả trong hôm nay.",
            InboxList::Overdue => "Không có hồ sơ nào quá hạn.",
            InboxList::Working => "Không có hồ sơ nào đang giải quyết.",
            InboxList::Waiting => "Không có hồ sơ nào đang chờ người nộp bổ sung hay trả phí.",
            InboxList::All => "Cơ quan này chưa nhận hồ sơ nào.",
        },
        search: "Tìm hồ sơ",
        search_hint: "Họ tên hoặc mã hồ sơ, có dấu hay không dấu đều được. Tìm trong mọi hồ sơ của cơ quan.",
        search_submit: "Tìm",
        found: |words| format!("Kết quả tìm “{words}”"),
        nothing_found: "Không có hồ sơ nào khớp. Hãy thử ít từ hơn, hoặc xem lại mã.",
        clear: "Bỏ tìm kiếm",
        who: "Người nộp và thủ tục",
        number: "Mã",
        state: "Tình trạng",
        received: "Nhận lúc",
        not_received: "Chưa nhận",
        due: "Hẹn trả",
        not_due: "Chưa hẹn",
        overdue: "Quá hạn",
        next: "Trang sau",
        first: "Về đầu danh sách",
    },
    desk: Desk {
        code: "Mã hồ sơ",
        reference: "Mã tra cứu",
        no_code: "Chưa cấp, có khi tiếp nhận",
        contact: "Liên hệ",
        no_contact: "Không để lại liên hệ",
        promise_title: "Hẹn trả kết quả",
        promise,
        no_promise: "Chưa tính được ngày hẹn: hồ sơ chưa được nhận, hoặc thủ tục không có thời hạn.",
        facts: "Thông tin chung",
        files: "Tệp đính kèm",
        file: "Tệp",
        size: "Dung lượng",
        no_files: "Không có tệp nào.",
        not_scanned: "Chưa quét mã độc",
        attempt_state: |state| match state {
            AttemptState::Started => "Đang chờ kết quả",
            AttemptState::Paid => "Thành công",
            AttemptState::Failed => "Không thành công",
            AttemptState::Cancelled => "Người nộp đã hủy",
            AttemptState::Expired => "Hết thời gian chờ",
            AttemptState::Review => "Cần kiểm tra: tiền nhận được không khớp",
        },
        event,
        acts: "Xử lý hồ sơ",
        no_acts: "Bạn không có việc phải làm với hồ sơ này lúc này.",
        accept_text: "Khi tiếp nhận, hồ sơ được cấp mã, thời hạn được tính và người nộp được báo.",
        accept: "Tiếp nhận",
        refuse: "Từ chối tiếp nhận",
        refuse_text: "Người nộp đọc được cả hai ô dưới đây.",
        reason: "Lý do từ chối",
        reason_hint: "Nêu rõ điều chưa đúng và cách sửa.",
        basis: "Căn cứ pháp lý",
        basis_hint: "Ví dụ: khoản 1 Điều 5, số hiệu và tên văn bản.",
        refuse_submit: "Từ chối tiếp nhận",
        notes: "Ghi chú nội bộ",
        no_notes: "Chưa có ghi chú nào.",
        note: "Thêm ghi chú",
        note_hint: "Chỉ cán bộ đọc được.",
        note_submit: "Lưu ghi chú",
    },
    work: super::processing::WORK,
    decision: super::processing::DECISION,
    author: super::author::AUTHOR,
    refusal,
};

fn moment(at: Moment) -> String {
    format!("{}:{} ngày {}", two(at.hour), two(at.minute), day(at.date))
}

/// Why the result is promised for then, in one sentence.
fn promise(promise: &Promise) -> String {
    let mut text = format!("Nhận lúc {}", moment(promise.received_at));
    let counted = day(promise.counted_from);
    match promise.moved {
        None => {}
        Some(Moved::Closed) => {
            text.push_str(&format!(", là ngày nghỉ nên tính từ ngày {counted}"));
        }
        Some(Moved::Late) => {
            let cutoff = promise.limit.cutoff.as_deref().unwrap_or("giờ làm việc");
            text.push_str(&format!(", sau {cutoff} nên tính từ ngày {counted}"));
        }
    }
    let limit = super::limit(&Limit {
        cutoff: None,
        ..promise.limit.clone()
    });
    text.push_str(&format!("; thời hạn {}", lower_first(&limit)));
    if promise.supplement_days > 0 {
        let days = match promise.limit.unit.as_str() {
            "workingDay" => "ngày làm việc",
            _ => "ngày",
        };
        let count = promise.supplement_days;
        text.push_str(&format!(", cộng {count} {days} chờ bổ sung"));
    }
    if promise.rolled {
        text.push_str("; ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc tiếp theo");
    }
    let promised = match promise.tentative {
        true => "; nếu tiếp nhận bây giờ, hẹn trả trước ",
        false => "; hẹn trả trước ",
    };
    text.push_str(promised);
    text.push_str(&moment(promise.at));
    if !promise.certain {
        text.push_str(", có thể đổi vì chưa có lịch nghỉ lễ của năm liên quan");
    }
    text.push('.');
    text
}

fn event(event: Event) -> Say {
    match event {
        Event::Submitted => "Người nộp gửi hồ sơ",
        Event::PaymentCancelled => "Người nộp hủy lần trả phí",
        Event::PaymentReview => "Khoản trả cần được kiểm tra",
        Event::Received => "Hồ sơ đến cơ quan",
        Event::SupplementRequested => "Đã yêu cầu bổ sung",
        Event::SupplementSent => "Người nộp gửi bổ sung",
        Event::WithdrawalAsked => "Người nộp xin rút hồ sơ",
        Event::PaymentStarted
        | Event::PaymentFailed
        | Event::PaymentExpired
        | Event::PaymentReceived
        | Event::PaymentWaived
        | Event::Accepted
        | Event::NotAccepted
        | Event::Processing
        | Event::SupplementExpired
        | Event::HandedOver
        | Event::IdentityChecked
        | Event::Withdrawn
        | Event::WithdrawalDeclined
        | Event::FeeAsked
        | Event::PaperReady
        | Event::Decided
        | Event::Returned
        | Event::ClosedUnpaid
        | Event::RefundStarted
        | Event::Refunded
        | Event::CodeSent
        | Event::SecretRenewed => super::event(event),
    }
}

fn refusal(refusal: OfficeRefusal) -> String {
    match refusal {
        OfficeRefusal::SignIn => {
            "Tên đăng nhập, mật khẩu hoặc mã xác thực không đúng. Hãy nhập lại".to_owned()
        }
        OfficeRefusal::NoLogin => "Nhập tên đăng nhập".to_owned(),
        OfficeRefusal::NoPassword => "Nhập mật khẩu".to_owned(),
        OfficeRefusal::NoReason => "Nhập lý do từ chối".to_owned(),
        OfficeRefusal::NoBasis => "Nhập căn cứ pháp lý".to_owned(),
        OfficeRefusal::NoNote => "Nhập nội dung ghi chú".to_owned(),
        OfficeRefusal::TooLong(max) => format!("Nhập không quá {max} ký tự"),
        OfficeRefusal::NothingAsked => "Viết điều cần bổ sung vào ít nhất một mục".to_owned(),
        OfficeRefusal::SupplementAsked => {
            "Hồ sơ này đã được yêu cầu bổ sung một lần, không yêu cầu được nữa".to_owned()
        }
        OfficeRefusal::NoAgency => "Chọn cơ quan giải quyết".to_owned(),
        OfficeRefusal::NoWhy => "Nhập lý do chuyển".to_owned(),
        OfficeRefusal::NoIdentity => "Chọn cách đã kiểm tra danh tính".to_owned(),
        OfficeRefusal::IdentityWanting => {
            "Ghi nhận việc kiểm tra danh tính trước khi quyết định".to_owned()
        }
        OfficeRefusal::NoAnswer => "Chọn đồng ý hoặc không đồng ý".to_owned(),
        OfficeRefusal::NotViewed => {
            "Mở bản xem trước (PDF) của nội dung hiện tại trước khi quyết định".to_owned()
        }
        OfficeRefusal::FindingsChanged => {
            "Kết quả vừa được người khác sửa. Hãy đọc lại rồi mở bản xem trước lần nữa".to_owned()
        }
        OfficeRefusal::FindingsIncomplete => "Kết quả còn thiếu mục bắt buộc".to_owned(),
        OfficeRefusal::NoPaper => {
            "Không tạo được giấy tờ từ mẫu của thủ tục. Hãy báo người quản trị biểu mẫu".to_owned()
        }
        OfficeRefusal::Faulty => "Chưa gửi duyệt được: sửa các lỗi nêu dưới đây trước".to_owned(),
        OfficeRefusal::TooSmallARaise => {
            "Chưa gửi duyệt được: số phiên bản phải tăng đúng mức thay đổi".to_owned()
        }
        OfficeRefusal::OwnProposal => {
            "Bạn soạn bản này nên không tự duyệt được: cần một người khác".to_owned()
        }
        OfficeRefusal::ProposalMoved => {
            "Bản soạn hoặc bản đang công bố vừa thay đổi. Hãy đọc lại rồi làm tiếp".to_owned()
        }
        OfficeRefusal::NotOffered => {
            "Cơ quan của bạn không thực hiện thủ tục này nên không công bố được biểu mẫu của nó"
                .to_owned()
        }
        OfficeRefusal::VersionTaken => {
            "Số phiên bản này đã được công bố với nội dung khác: hãy tăng số phiên bản".to_owned()
        }
        OfficeRefusal::DefinitionTooLarge => {
            "Quá lớn, chưa lưu gì: cả ba tệp cộng lại không quá 300 KiB".to_owned()
        }
        OfficeRefusal::NotText => {
            "Tệp vừa chọn không phải văn bản UTF-8: hãy lưu lại tệp ở dạng UTF-8".to_owned()
        }
        OfficeRefusal::TooManyProposals => {
            "Bạn có quá nhiều bản đang soạn: hãy rút bớt những bản không dùng".to_owned()
        }
        OfficeRefusal::StandsSo => "Biểu mẫu đã ở tình trạng đó rồi".to_owned(),
        OfficeRefusal::Moved(state) => format!(
            "Hồ sơ vừa được người khác xử lý, nay ở tình trạng “{}”. Việc bạn vừa làm không được ghi",
            super::state_name(state)
        ),
    }
}
