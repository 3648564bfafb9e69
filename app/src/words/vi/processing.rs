//! Tiếng Việt: từ tiếp nhận đến kết quả.

use crate::desk::Moment;
use crate::desk::office::Identity;
use crate::words::{Decision, Supplement, Verify, Withdrawal, Work, day, lower_first, two};

fn moment(at: Moment) -> String {
    format!("{}:{} ngày {}", two(at.hour), two(at.minute), day(at.date))
}

pub(super) const SUPPLEMENT: Supplement = Supplement {
    title: "Bạn cần bổ sung",
    intro: |until| {
        format!(
            "Cơ quan chỉ yêu cầu bổ sung một lần. Hãy gửi đủ trước {}; quá hạn, hồ sơ dừng lại. Bạn chỉ sửa được những mục dưới đây, các mục khác giữ nguyên.",
            moment(until)
        )
    },
    start: "Bổ sung hồ sơ",
    to_mend: "Cơ quan yêu cầu",
    check_title: "Đọc lại phần bổ sung",
    check_intro: "Các mục khác của hồ sơ giữ nguyên như đã nộp.",
    send: "Gửi bổ sung",
    sent: |at| format!("Bạn đã gửi bổ sung lúc {}.", moment(at)),
};

pub(super) const WITHDRAWAL: Withdrawal = Withdrawal {
    title: "Rút hồ sơ",
    text: "Nếu không cần kết quả nữa, bạn có thể xin rút hồ sơ. Cơ quan sẽ trả lời bạn; phí đã trả được xem xét hoàn lại.",
    submit: "Xin rút hồ sơ",
};

pub(super) const VERIFY: Verify = Verify {
    title: "Tra cứu giấy tờ",
    found: "Cơ quan có cấp giấy tờ này",
    kind: "Loại giấy tờ",
    number: "Số",
    date: "Ngày cấp",
    agency: "Cơ quan cấp",
    status: "Tình trạng",
    unsigned: "Đã cấp, chưa ký số",
    unsigned_text: "Bản chưa ký số không có giá trị pháp lý.",
    name: "Cấp cho",
    masked: "Tên được che bớt. Trang này không cho biết nội dung giấy tờ.",
    compare: "So tệp bạn có với bản gốc",
    compare_text: "Chọn tệp PDF bạn nhận được. Hệ thống chỉ so từng byte với bản đã cấp, không giữ lại tệp.",
    file: "Tệp PDF",
    file_hint: "Nhỏ hơn 10 MB.",
    submit: "So tệp",
    same: "Tệp đúng là bản đã cấp",
    same_text: "Không một byte nào khác bản cơ quan đã cấp.",
    different: "Tệp khác với bản đã cấp",
    different_text: "Tệp này đã bị sửa, hoặc không phải tệp cơ quan đã cấp. Bản in rồi quét lại cũng luôn khác.",
    no_file: "Chọn tệp PDF cần so",
    absent: "Không có giấy tờ nào mang mã này",
    absent_text: "Hãy quét lại mã QR trên giấy. Nếu vẫn không thấy, giấy tờ này không do hệ thống cấp.",
};

fn how(how: Identity) -> &'static str {
    match how {
        Identity::Contact => "Gọi lại số điện thoại hoặc thư điện tử đã khai",
        Identity::Vneid => "Qua tài khoản định danh điện tử VNeID",
        Identity::Counter => "Gặp trực tiếp, đối chiếu giấy tờ gốc",
    }
}

pub(super) const WORK: Work = Work {
    deciding: "Cơ quan giải quyết",
    identity: "Kiểm tra danh tính",
    identity_none: "Thủ tục này không yêu cầu kiểm tra danh tính.",
    identity_enough: "Đã đủ để quyết định.",
    identity_wanting: |enough| {
        let ways: Vec<String> = enough.iter().map(|way| lower_first(how(*way))).collect();
        format!(
            "Phải ghi nhận trước khi quyết định: {}.",
            ways.join("; hoặc ")
        )
    },
    identity_how: how,
    identity_done: |check| format!("{}, {}, {}", how(check.how), check.by, moment(check.at)),
    identity_label: "Đã kiểm tra bằng cách nào?",
    identity_submit: "Ghi nhận",
    take_up: "Bắt đầu giải quyết",
    take_up_text: "Người nộp sẽ thấy hồ sơ đang được giải quyết.",
    decide: "Ghi kết quả và quyết định",
    decide_text: "Ghi kết quả tra cứu, xem trước giấy tờ rồi mới quyết định.",
    supplement: "Yêu cầu bổ sung",
    supplement_text: "Chỉ được yêu cầu một lần, nên hãy nêu đủ mọi thiếu sót. Viết vào ô của mục cần sửa; ô để trống là mục đã đúng. Người nộp chỉ sửa được các mục bạn nêu, trong 7 ngày làm việc.",
    supplement_hint: "Thiếu gì, sửa thế nào",
    supplement_submit: "Gửi yêu cầu bổ sung",
    supplement_title: "Yêu cầu bổ sung",
    supplement_asked: |by, at, until| {
        format!(
            "{by} yêu cầu lúc {}, hạn trả lời {}.",
            moment(at),
            moment(until)
        )
    },
    supplement_answered: |at| format!("Người nộp đã bổ sung lúc {}.", moment(at)),
    hand_over: "Chuyển cơ quan khác giải quyết",
    hand_over_text: "Cơ quan tiếp nhận vẫn theo dõi được hồ sơ.",
    to: "Cơ quan giải quyết",
    why: "Lý do chuyển",
    why_hint: "Chỉ cán bộ đọc được.",
    hand_over_submit: "Chuyển hồ sơ",
    withdrawal: "Người nộp xin rút hồ sơ",
    withdrawal_agree: "Đồng ý, dừng hồ sơ",
    withdrawal_decline: "Không đồng ý, giải quyết tiếp",
    withdrawal_submit: "Trả lời",
    refuse: "Từ chối giải quyết",
    papers: "Giấy tờ của hồ sơ",
    slip: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)",
    request: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu 02)",
    result: "Kết quả (PDF)",
    result_soon: "Kết quả đang được tạo. Hãy tải lại trang sau ít phút.",
};

pub(super) const DECISION: Decision = Decision {
    title: "Đọc lại và quyết định",
    findings: "Kết quả do cơ quan ghi",
    ticks: "Thông tin người nộp khai, đã đối chiếu đúng",
    ticks_text: "Chỉ mục được đánh dấu mới in trên giấy tờ. Đừng đánh dấu mục bạn chưa đối chiếu.",
    no_ticks: "Giấy tờ này chỉ dùng kết quả do cơ quan ghi.",
    save_ticks: "Lưu đánh dấu",
    paper: "Xem trước giấy tờ",
    paper_text: "Bản xem trước in đúng những gì sẽ được cấp.",
    open_paper: "Mở bản xem trước (PDF)",
    seen: "Bản xem trước của nội dung này đã được mở.",
    decide: "Quyết định",
    decide_text: "Quyết định chỉ một lần và không sửa được. Giấy tờ được tạo ngay sau đó và người nộp được báo.",
    submit: "Quyết định và cấp giấy tờ",
    identity_wanting: "Chưa ghi nhận việc kiểm tra danh tính, nên chưa quyết định được.",
    elsewhere: |state| {
        format!(
            "Hồ sơ đang ở tình trạng “{}”, nên không ghi kết quả được.",
            super::state_name(state)
        )
    },
};
