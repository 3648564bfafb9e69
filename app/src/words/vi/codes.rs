//! Tiếng Việt: mã dùng một lần.

use crate::desk::CodeRefusal;
use crate::words::Codes;

/// The words.
pub(super) const WORDS: Codes = Codes {
    lost: "Quên mã bí mật?",
    lost_intro: "Nhập mã hồ sơ cùng e-mail hoặc số điện thoại bạn đã ghi trong tờ khai. Chúng tôi gửi mã dùng một lần đến đó; có mã, bạn nhận được mã bí mật mới.",
    contact: "E-mail hoặc số điện thoại",
    contact_hint: "Đúng như đã ghi trong tờ khai. Nếu tờ khai có cả hai, hãy nhập e-mail.",
    send: "Gửi mã",
    unreached: "Không còn dùng e-mail hay số điện thoại đó?",
    unreached_text: "Mang giấy tờ tùy thân đến bộ phận một cửa nơi nhận hồ sơ. Cán bộ tìm được hồ sơ theo tên và số định danh của bạn.",
    sent_title: "Nhập mã dùng một lần",
    sent: "Nếu mã hồ sơ và địa chỉ bạn nhập khớp nhau, một mã đang được gửi đến đó. Mã có hiệu lực trong 10 phút.",
    code: "Mã dùng một lần",
    code_hint: "6 chữ số trong tin chúng tôi vừa gửi. Đừng cho ai biết mã này, kể cả cán bộ.",
    confirm: "Xác nhận",
    again: "Không nhận được mã? Nhập lại mã hồ sơ và địa chỉ",
    renewed_title: "Mã bí mật mới của bạn",
    renewed_text: "Mã bí mật cũ không còn dùng được. Hãy chép mã mới ra giấy hoặc chụp màn hình, và đừng đưa cho người khác.",
    renewed_once: "Mã này chỉ hiện một lần ở đây.",
    to_dossier: "Xem hồ sơ",
    result: "Nhận kết quả",
    result_link: "Nhận kết quả",
    not_ready: "Hồ sơ này chưa có kết quả để nhận.",
    not_ready_text: "Tình trạng và ngày hẹn trả kết quả có ở trang hồ sơ.",
    why: |contact| {
        format!(
            "Kết quả là giấy tờ của riêng bạn, nên trước khi tải về bạn cần nhập một mã dùng một lần. Mã được gửi đến {contact}, nơi bạn đã ghi trong tờ khai."
        )
    },
    on_its_way: |contact| format!("Mã đang được gửi đến {contact}. Mã có hiệu lực trong 10 phút."),
    send_again: "Gửi mã khác",
    no_contact: "Tờ khai không ghi e-mail hay số điện thoại nào để gửi mã.",
    no_contact_text: "Xin mang giấy tờ tùy thân đến nơi nhận hồ sơ để nhận kết quả.",
    proved: |until| format!("Bạn có thể tải kết quả đến {until} trên thiết bị này."),
    download: "Tải kết quả (PDF)",
    shared_device: "Nếu dùng máy chung, hãy xóa tệp đã tải khi xong việc.",
    refusal,
};

fn refusal(refusal: CodeRefusal) -> String {
    match refusal {
        CodeRefusal::NoContact => "Nhập e-mail hoặc số điện thoại".to_owned(),
        CodeRefusal::NoCode => "Nhập mã dùng một lần".to_owned(),
        CodeRefusal::Digits => "Nhập đủ 6 chữ số của mã".to_owned(),
        CodeRefusal::Wrong(left) => format!("Mã không đúng. Bạn còn {left} lần thử."),
        CodeRefusal::Over => {
            "Mã không dùng được nữa: đã hết hạn, đã dùng, hoặc nhập sai quá nhiều lần. Xin lấy mã khác."
                .to_owned()
        }
        CodeRefusal::TooMany(minutes) => {
            format!("Bạn đã hỏi mã quá nhiều lần. Xin đợi {minutes} phút rồi hỏi lại.")
        }
    }
}
