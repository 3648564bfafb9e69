//! Tiếng Việt: the source.

mod author;
mod codes;
mod office;
mod processing;

use super::*;

/// The words.
pub(super) const WORDS: Words = Words {
    common: Common {
        service: "Tờ Khai",
        tagline: "Cổng biểu mẫu điện tử tỉnh Sơn La",
        description: "Điền tờ khai, nộp hồ sơ và trả phí dịch vụ công của tỉnh Sơn La ngay trên điện thoại.",
        skip: "Chuyển đến nội dung chính",
        nav_label: "Trình đơn",
        nav_catalogue: "Thủ tục",
        nav_track: "Tra cứu hồ sơ",
        other_language: "English",
        other_language_label: "Read this page in English",
        demo_tag: "Bản thử",
        demo_text: "Đừng nhập thông tin thật: không cơ quan nào nhận hồ sơ này.",
        footer_label: "Thông tin thêm",
        footer_help: "Trợ giúp",
        footer_privacy: "Quyền riêng tư",
        footer_accessibility: "Khả năng tiếp cận",
        footer_text: "Tờ Khai giúp người dân Sơn La làm thủ tục hành chính trên mạng.",
        back: "Quay lại",
        back_label: "Trang trước",
        error_title: "Lỗi: ",
        error: "Lỗi",
        warning: "Lưu ý",
        problems: "Có chỗ cần sửa",
        important: "Thông báo",
        optional: "không bắt buộc",
        or: "hoặc",
        time: "Giờ",
        latitude: "Vĩ độ",
        longitude: "Kinh độ",
        yes: "Có",
        no: "Không",
        choose: "Chọn một mục",
        change: "Sửa",
        remove: "Xóa",
        day: "Ngày",
        month: "Tháng",
        year: "Năm",
        total: "Tổng cộng",
        free: "Miễn phí",
        moment: |at| format!("{}:{} ngày {}", two(at.hour), two(at.minute), day(at.date)),
        size: |bytes| size(bytes, ','),
        limit,
        limit_or: " hoặc ",
        agency: "Cơ quan tiếp nhận",
        procedure_code: "Mã thủ tục",
    },
    catalogue: Catalogue {
        title: "Bạn cần làm thủ tục gì?",
        intro: "Điền tờ khai, gửi giấy tờ và trả phí ngay tại đây. Không cần tài khoản, không phải đến tận nơi.",
        search: "Tìm thủ tục",
        search_hint: "Gõ có dấu hay không dấu đều được, ví dụ: khai sinh, ly lich.",
        agency: "Cơ quan",
        any_agency: "Mọi cơ quan",
        event: "Sự kiện trong đời",
        any_event: "Mọi sự kiện",
        submit: "Tìm",
        clear: "Xóa bộ lọc",
        results: |n| format!("{n} thủ tục"),
        nothing: "Chưa tìm thấy thủ tục nào",
        nothing_hint: "Hãy thử ít từ hơn, hoặc bỏ bớt bộ lọc. Nếu vẫn không thấy, thủ tục có thể chưa nhận hồ sơ trên mạng: \
                       xin đến bộ phận một cửa gần nhất.",
        fee: "Phí",
        limit: "Thời hạn",
        steps_title: "Cách làm",
        steps: [
            ("Điền tờ khai", "Từng bước một, lưu lại sau mỗi trang."),
            (
                "Trả phí, nếu có",
                "Qua cổng thanh toán, không cần tiền mặt.",
            ),
            ("Theo dõi hồ sơ", "Bằng mã hồ sơ và mã bí mật của bạn."),
        ],
        life_event,
        track_prompt: "Bạn đã nộp hồ sơ?",
        track_link: "Xem hồ sơ đang ở đâu",
    },
    start: Start {
        to_catalogue: "Mọi thủ tục",
        illustrative: "Mức phí, thời hạn và căn cứ pháp lý trên trang này là số liệu minh họa.",
        who: "Ai làm được",
        result: "Bạn nhận được",
        papers: "Giấy tờ cần có",
        no_papers: "Không cần giấy tờ nào.",
        paper_kind: |kind| match kind {
            "original" => "Bản chính.",
            "copy" => "Bản sao hoặc ảnh chụp.",
            "electronic" => "Bản điện tử.",
            _ => "",
        },
        fee: "Phí, lệ phí",
        limit: "Thời hạn giải quyết",
        delivery: "Cách nhận kết quả",
        delivery_kind: |kind| match kind {
            "online" => "Bản điện tử",
            "counter" => "Tại bộ phận một cửa",
            "post" => "Qua bưu chính",
            _ => "Theo hướng dẫn của cơ quan",
        },
        assurance: "Xác minh danh tính",
        assurance_kind: |kind| match kind {
            "contact" => Some(
                "Cơ quan xác nhận qua số điện thoại hoặc thư điện tử bạn cho trước khi trả kết quả.",
            ),
            "vneid" => Some("Cơ quan kiểm tra danh tính của bạn qua VNeID trước khi giải quyết."),
            "counter" => {
                Some("Bạn xuất trình giấy tờ tùy thân bản chính tại quầy trước khi nhận kết quả.")
            }
            _ => None,
        },
        law: "Căn cứ pháp lý",
        in_force: |from, to| match (from, to) {
            (Some(from), Some(to)) => format!("hiệu lực từ {} đến {}", iso_day(from), iso_day(to)),
            (Some(from), None) => format!("hiệu lực từ {}", iso_day(from)),
            (None, Some(to)) => format!("hiệu lực đến {}", iso_day(to)),
            (None, None) => String::new(),
        },
        privacy: "Dữ liệu của bạn",
        purpose: "Dùng để làm gì",
        holder: "Ai giữ",
        retention: "Giữ bao lâu",
        rights: "Bạn có quyền xem, sửa và yêu cầu xóa dữ liệu của mình",
        agency: "Bạn nộp hồ sơ cho cơ quan nào?",
        agency_hint: "Chọn nơi giải quyết hồ sơ của bạn.",
        agency_missing: "Chọn cơ quan nhận hồ sơ",
        begin: "Bắt đầu",
        before: |days| {
            format!(
                "Bạn có thể dừng giữa chừng và làm tiếp trên chính thiết bị này. Tờ khai chưa nộp được giữ {days} ngày kể từ lần lưu cuối."
            )
        },
    },
    question: Question {
        go_on: "Tiếp tục",
        save_item: "Lưu",
        refresh: "Cập nhật danh sách",
        refresh_hint: "Chọn xong mục trên, bấm nút này để hiện danh sách bên dưới.",
        step: |n, of| format!("Bước {n} trên {of}"),
        add: |what, more| match more {
            true => format!("Thêm {} khác", lower_first(what)),
            false => format!("Thêm {}", lower_first(what)),
        },
        no_items: "Chưa có mục nào.",
        item_empty: "Chưa điền",
        fee: "Phí tạm tính",
        fee_note: "Số tiền chính thức được tính khi bạn nộp hồ sơ.",
        confirm_title: "Xin kiểm tra lại",
        confirm: "Tôi đã kiểm tra và vẫn giữ câu trả lời như trên",
        stale: "Tờ khai này vừa được sửa ở một cửa sổ khác. Những gì bạn vừa điền vẫn còn dưới đây: hãy xem lại rồi bấm Tiếp tục lần nữa.",
        new_version: "Biểu mẫu vừa có bản mới. Câu trả lời của bạn được giữ nguyên; xin xem lại trước khi nộp.",
        preview: "Bản xem trước: chưa công bố, không nộp được và không phải trả tiền.",
        old_version_goes_on: "Biểu mẫu đã có bản mới hỏi khác đi. Tờ khai này vẫn theo bản cũ và vẫn nộp được.",
        old_version: |day| {
            format!("Biểu mẫu đã có bản mới. Bạn vẫn nộp được theo bản này đến hết ngày {day}.")
        },
        characters_left: "Còn {} ký tự",
        characters_over: "Thừa {} ký tự",
        characters_max: |max| format!("Tối đa {max} ký tự"),
        files: "Tệp đã tải lên",
        upload: "Tải lên",
        file_hint: |accept, max, count| {
            format!(
                "{}, mỗi tệp không quá {}, nhiều nhất {count} tệp.",
                kinds(accept),
                size(max, ',')
            )
        },
        file_refusal,
        saved_note: |day| {
            format!("Đã lưu. Bạn có thể đóng trang và làm tiếp trên thiết bị này trước ngày {day}.")
        },
        parent_first: "Hãy chọn mục phía trên trước",
        filter: "Gõ vài chữ để lọc danh sách",
        found: "Có {} mục phù hợp",
        help: "Giải thích thêm",
    },
    check: Check {
        title: "Xem lại trước khi nộp",
        intro: "Xin đọc lại một lượt. Chỗ nào chưa đúng, bấm Sửa ở bên cạnh.",
        not_answered: "Không trả lời",
        fee: "Phí phải nộp",
        fee_later: "Thu sau khi tiếp nhận",
        agency: "Nơi nhận hồ sơ",
        warnings: "Điểm cần lưu ý",
        submit_title: "Nộp hồ sơ",
        submit_text: "Khi nộp, bạn xác nhận những điều đã khai là đúng sự thật và chịu trách nhiệm trước pháp luật.",
        submit: "Nộp hồ sơ",
        submit_and_pay: "Nộp hồ sơ và trả phí",
        incomplete: "Còn câu chưa trả lời đúng. Hãy sửa rồi nộp lại.",
        version_changed: "Biểu mẫu vừa có bản mới. Xin xem lại câu trả lời rồi nộp lần nữa.",
        add_or_change: "Thêm hoặc sửa",
    },
    pay: Pay {
        title: "Trả phí",
        lines: "Các khoản phải nộp",
        choose: "Trả qua đâu?",
        test: "Cổng thử, không mất tiền thật",
        submit: "Đi tới cổng thanh toán",
        later: "Để sau, xem hồ sơ",
        until: |day| format!("Xin trả trước hết ngày {day}. Quá hạn, hồ sơ sẽ được đóng."),
        no_gateway: "Hiện chưa có cổng thanh toán nào nhận khoản này. Hồ sơ của bạn vẫn được giữ; xin quay lại sau.",
        gateway_missing: "Chọn cổng thanh toán",
        gateway_unavailable: "Cổng thanh toán đang không trả lời. Bạn chưa mất tiền; xin thử lại sau ít phút hoặc chọn cổng khác.",
        attempt_open: "Một lần trả đang chờ kết quả từ cổng thanh toán. Xin đợi vài phút trước khi thử lại.",
        waiting: "Lần trả trước đang chờ kết quả. Nếu tài khoản của bạn đã bị trừ tiền, đừng trả lần nữa: kết quả sẽ tự hiện ở trang hồ sơ.",
        line: "Khoản",
        amount: "Số tiền",
    },
    dossier: Dossier {
        sent: "Đã nhận hồ sơ của bạn",
        title: "Hồ sơ của bạn",
        reference: "Mã hồ sơ",
        secret_title: "Ghi lại mã bí mật này ngay",
        secret_text: "Cùng với mã hồ sơ, mã bí mật cho phép bạn xem hồ sơ từ bất cứ thiết bị nào. Hãy chép ra giấy hoặc chụp màn hình. Đừng đưa cho người khác.",
        secret: "Mã bí mật",
        secret_once: "Mã này chỉ hiện ở đây trong thời gian ngắn sau khi nộp, rồi không ai xem lại được.",
        print: "Muốn in: dùng lệnh In của trình duyệt.",
        state: "Tình trạng",
        state_name,
        state_text,
        submitted_at: "Nộp lúc",
        received_at: "Tiếp nhận lúc",
        result_due: "Hẹn trả kết quả",
        money: "Phí, lệ phí",
        nothing_due: "Không phải nộp khoản nào.",
        due_state: |state| match state {
            DueState::Due => "Chưa trả",
            DueState::Paid => "Đã trả",
            DueState::Waived => "Được miễn",
            DueState::Expired => "Quá hạn trả",
            DueState::Refunding => "Đang hoàn tiền",
            DueState::Refunded => "Đã hoàn tiền",
        },
        paid_at: "Trả lúc",
        pay_now: "Trả phí",
        pay_again: "Trả phí lần nữa",
        pay_until: "Hạn trả",
        attempts: "Các lần trả",
        attempt_state: |state| match state {
            AttemptState::Started => "Đang chờ kết quả",
            AttemptState::Paid => "Thành công",
            AttemptState::Failed => "Không thành công, bạn không mất tiền",
            AttemptState::Cancelled => "Bạn đã hủy",
            AttemptState::Expired => "Hết thời gian chờ",
            AttemptState::Review => "Đang được kiểm tra, chúng tôi sẽ liên hệ",
        },
        started: "Bắt đầu lúc",
        timeline: "Diễn biến",
        event,
        answers: "Những gì bạn đã khai",
        version: "Bản biểu mẫu",
        next: "Việc tiếp theo",
    },
    track: Track {
        title: "Tra cứu hồ sơ",
        intro: "Nhập mã hồ sơ và mã bí mật đã hiện khi bạn nộp.",
        reference: "Mã hồ sơ",
        reference_hint: "10 chữ và số, ví dụ 7K3Q-M8ZX-2P. Gõ có hay không có dấu gạch đều được.",
        secret: "Mã bí mật",
        secret_hint: "10 chữ và số, hiện một lần khi bạn nộp hồ sơ.",
        submit: "Xem hồ sơ",
        wrong: "Mã hồ sơ và mã bí mật không khớp. Hãy xem lại từng chữ.",
        no_reference: "Nhập mã hồ sơ",
        no_secret: "Nhập mã bí mật",
    },
    checkout: Checkout {
        title: "Cổng thanh toán thử",
        tag: "Cổng thử",
        warning: "Đây không phải ngân hàng. Không có tiền thật nào được chuyển. Đừng nhập số thẻ hay tài khoản.",
        merchant: "Đơn vị thu",
        order: "Nội dung",
        amount: "Số tiền",
        choose: "Bạn muốn điều gì xảy ra?",
        outcome: |name| match name {
            "success" => Some((
                "Trả thành công",
                "Cổng báo đã thu tiền, rồi đưa bạn quay lại.",
            )),
            "failure" => Some(("Không thành công", "Cổng báo không thu được tiền.")),
            "cancel" => Some(("Người trả hủy", "Như khi bạn bấm hủy ở trang ngân hàng.")),
            "late" => Some((
                "Trả thành công nhưng báo muộn",
                "Bạn quay lại trước, kết quả đến sau.",
            )),
            "never" => Some((
                "Thu tiền rồi im lặng",
                "Cổng không bao giờ tự báo; hệ thống phải tự đi hỏi.",
            )),
            "twice" => Some((
                "Báo hai lần",
                "Cổng báo thành công hai lần; tiền chỉ được ghi một lần.",
            )),
            "wrong-amount" | "wrongAmount" => Some((
                "Sai số tiền",
                "Cổng báo một số tiền khác; cán bộ phải xem xét.",
            )),
            _ => None,
        },
        submit: "Xác nhận",
        missing: "Chọn một kết quả",
        gone: "Giao dịch này không còn mở",
        gone_text: "Giao dịch đã kết thúc hoặc quá hạn. Hãy mở lại hồ sơ của bạn để xem kết quả hoặc trả lần nữa.",
    },
    returned: Returned {
        title: |state| match state {
            ReturnState::Waiting => "Đang chờ kết quả thanh toán",
            ReturnState::Paid => "Đã trả phí",
            ReturnState::Failed => "Chưa trả được phí",
            ReturnState::Cancelled => "Bạn đã hủy thanh toán",
            ReturnState::Review => "Khoản trả đang được kiểm tra",
        },
        text: |state| match state {
            ReturnState::Waiting => {
                "Cổng thanh toán chưa báo kết quả. Thường mất chưa đến một phút. Đừng trả lần nữa; bạn có thể đóng trang này."
            }
            ReturnState::Paid => "Chúng tôi đã nhận được khoản phí của bạn. Cảm ơn bạn.",
            ReturnState::Failed => {
                "Cổng thanh toán báo không thu được tiền. Hồ sơ của bạn vẫn còn nguyên, bạn có thể trả lần nữa."
            }
            ReturnState::Cancelled => {
                "Không có khoản nào bị trừ. Hồ sơ của bạn vẫn còn nguyên, bạn có thể trả lần nữa bất cứ lúc nào trong hạn."
            }
            ReturnState::Review => {
                "Số tiền nhận được không khớp với khoản phải nộp. Cán bộ sẽ xem xét và liên hệ với bạn. Đừng trả lần nữa."
            }
        },
        amount: "Số tiền",
        txn: "Mã giao dịch",
        to_dossier: "Xem hồ sơ",
        to_track: "Tra cứu hồ sơ",
        again: "Trả phí lần nữa",
        refresh: "Xem lại kết quả",
        unknown: "Không đọc được kết quả thanh toán",
        unknown_text: "Đường dẫn quay lại không đầy đủ hoặc không đúng chữ ký. Hãy mở hồ sơ của bạn để xem kết quả thật.",
    },
    special: SpecialWords {
        not_found: "Không tìm thấy trang này",
        not_found_text: "Có thể địa chỉ bị gõ nhầm hoặc trang đã chuyển đi.",
        lost: "Không mở được trang này trên thiết bị đang dùng",
        lost_text: "Đường dẫn đã cũ, hoặc bạn mở nó trên máy hay trình duyệt khác với lúc điền.",
        lost_draft: "Tờ khai đang điền dở chỉ mở được trên thiết bị đã bắt đầu, và được xóa sau một thời gian. Nếu không còn thiết bị đó, xin bắt đầu lại từ danh sách thủ tục.",
        lost_dossier: "Hồ sơ đã nộp không mất. Hãy tra cứu bằng mã hồ sơ và mã bí mật của bạn.",
        too_many: "Bạn đã thử quá nhiều lần",
        too_many_text: |seconds| format!("Xin đợi {} rồi thử lại.", wait(seconds)),
        too_many_owner: "Hồ sơ không bị khóa. Bạn vẫn mở được từ thiết bị hay mạng khác.",
        too_many_saved: "Những gì bạn đã lưu vẫn còn nguyên. Đợi xong, hãy mở lại trang vừa rồi.",
        foreign: "Yêu cầu này không được nhận",
        foreign_text: "Yêu cầu đến từ một trang khác, hoặc trình duyệt của bạn giấu nơi gửi. Hãy mở lại trang và gửi từ chính trang này.",
        too_large: "Tệp gửi lên quá lớn",
        too_large_text: "Chưa có gì được lưu từ lần gửi này. Hãy quay lại và chọn tệp nhỏ hơn, hoặc chụp lại ở cỡ ảnh nhỏ hơn.",
        broken: "Xin lỗi, hệ thống gặp trục trặc",
        broken_text: "Những gì bạn đã lưu vẫn còn. Xin thử lại sau ít phút.",
        broken_id: "Mã sự cố, khi cần báo cho chúng tôi",
        to_catalogue: "Về danh sách thủ tục",
        to_page: "Mở lại trang vừa rồi",
        to_track: "Tra cứu hồ sơ",
    },
    codes: codes::WORDS,
    office: office::WORDS,
    supplement: processing::SUPPLEMENT,
    withdrawal: processing::WITHDRAWAL,
    verify: processing::VERIFY,
    privacy: Article {
        title: "Quyền riêng tư",
        sections: &[
            Section {
                heading: "Chúng tôi giữ gì",
                text: &[
                    "- Những gì bạn điền và tải lên cho một thủ tục.",
                    "- Mã hồ sơ, thời điểm nộp, các lần trả phí và kết quả.",
                    "- Một cookie tên tokhai để thiết bị của bạn mở lại được tờ khai. Không có cookie quảng cáo hay theo dõi.",
                ],
            },
            Section {
                heading: "Dùng để làm gì, ai giữ, giữ bao lâu",
                text: &[
                    "Mỗi thủ tục ghi rõ mục đích, cơ quan giữ và thời hạn giữ ở trang đầu, trước câu hỏi thứ nhất.",
                    "Câu trả lời và tệp được mã hóa khi lưu. Chỉ cơ quan giải quyết hồ sơ của bạn đọc được.",
                    "Tờ khai bỏ dở được tự động xóa.",
                ],
            },
            Section {
                heading: "Quyền của bạn",
                text: &[
                    "Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, bạn có quyền xem, sửa, rút lại đồng ý và yêu cầu xóa dữ liệu của mình, trừ khi luật buộc cơ quan phải giữ.",
                    "Hãy gửi yêu cầu đến cơ quan giữ dữ liệu, nêu mã hồ sơ của bạn.",
                ],
            },
        ],
    },
    accessibility: Article {
        title: "Khả năng tiếp cận",
        sections: &[
            Section {
                heading: "Ai cũng dùng được",
                text: &[
                    "Chúng tôi làm trang này theo chuẩn WCAG 2.2 mức AA, để bạn có thể:",
                    "- dùng chỉ với bàn phím hoặc với phần mềm đọc màn hình;",
                    "- phóng to đến 400% mà không mất chữ;",
                    "- dùng trên điện thoại cũ, mạng chậm, và cả khi trình duyệt tắt JavaScript.",
                ],
            },
            Section {
                heading: "Nếu bạn gặp khó",
                text: &[
                    "Bộ phận một cửa nơi bạn nộp hồ sơ sẽ điền giúp bạn. Bạn cũng có thể nhờ người thân điền cùng.",
                ],
            },
        ],
    },
    help: Article {
        title: "Trợ giúp",
        sections: &[
            Section {
                heading: "Điền tờ khai",
                text: &[
                    "- Mỗi trang hỏi vài câu. Bấm Tiếp tục là đã lưu trang đó.",
                    "- Dừng giữa chừng được. Mở lại trên cùng thiết bị để làm tiếp.",
                    "- Gõ tiếng Việt có dấu. Ngày tháng ghi theo thứ tự ngày, tháng, năm.",
                ],
            },
            Section {
                heading: "Gửi ảnh giấy tờ",
                text: &[
                    "Đặt giấy trên nền tối, chụp thẳng, đủ sáng, thấy cả bốn góc. Ảnh mờ là lý do hay gặp nhất khiến hồ sơ bị trả lại.",
                ],
            },
            Section {
                heading: "Trả phí",
                text: &[
                    "Nếu tài khoản bị trừ tiền mà hồ sơ chưa báo đã trả, đừng trả lần nữa. Hệ thống tự hỏi lại cổng thanh toán; khoản trả thừa luôn được hoàn.",
                ],
            },
            Section {
                heading: "Mất mã bí mật hay đổi điện thoại",
                text: &[
                    "Ở trang Tra cứu hồ sơ, chọn “Quên mã bí mật?”. Mã dùng một lần được gửi đến e-mail hoặc số điện thoại bạn đã ghi trong tờ khai, rồi bạn nhận mã bí mật mới.",
                    "Không còn dùng địa chỉ đó: đến bộ phận một cửa nơi nhận hồ sơ, mang theo giấy tờ tùy thân.",
                ],
            },
        ],
    },
};

fn limit(limit: &Limit) -> String {
    let base = match (limit.count, limit.unit.as_str()) {
        (0, "workingDay") => "Trong ngày làm việc".to_owned(),
        (0, _) => "Ngay khi nhận".to_owned(),
        (n, "hour") => format!("{n} giờ"),
        (n, "workingDay") => format!("{n} ngày làm việc"),
        (n, "month") => format!("{n} tháng"),
        (n, _) => format!("{n} ngày"),
    };
    match &limit.cutoff {
        Some(cutoff) => format!("{base}; nhận sau {cutoff} tính sang ngày làm việc tiếp theo"),
        None => base,
    }
}

fn life_event(key: &str) -> Option<Say> {
    Some(match key {
        "birth" => "Sinh con",
        "marriage" => "Kết hôn",
        "death" => "Người thân qua đời",
        "family" => "Gia đình",
        "residence" => "Chuyển nơi ở",
        "work" => "Đi làm",
        "study" => "Đi học",
        "papers" => "Giấy tờ cá nhân",
        "travel" => "Ra nước ngoài",
        "business" => "Kinh doanh",
        "land" => "Nhà đất",
        "health" => "Sức khỏe",
        "retirement" => "Nghỉ hưu",
        _ => return None,
    })
}

fn file_refusal(name: &str, reason: &FileRefusal) -> String {
    match reason {
        FileRefusal::TooLarge(max) => {
            format!("Tệp {name} quá lớn. Mỗi tệp không quá {}", size(*max, ','))
        }
        FileRefusal::Empty => format!("Tệp {name} trống. Hãy chọn lại tệp"),
        FileRefusal::Type => format!("Tệp {name} không đúng loại được nhận. Hãy chọn tệp khác"),
        FileRefusal::TooMany(max) => format!("Nhiều nhất {max} tệp. Hãy xóa bớt rồi tải lên lại"),
        FileRefusal::Name => {
            format!("Tên tệp {name} không dùng được. Hãy đổi tên tệp rồi tải lên lại")
        }
        FileRefusal::Missing => "Chọn một tệp rồi bấm Tải lên".to_owned(),
        FileRefusal::FormTooLarge(max) => {
            format!("Tất cả tệp cộng lại không quá {}", size(*max, ','))
        }
    }
}

fn state_name(state: DossierState) -> Say {
    match state {
        DossierState::AwaitingPayment => "Chờ trả phí",
        DossierState::Submitted => "Đã nộp",
        DossierState::Accepted => "Đã tiếp nhận",
        DossierState::Processing => "Đang giải quyết",
        DossierState::SupplementRequested => "Cần bổ sung",
        DossierState::FeeRequested => "Cần trả phí",
        DossierState::WithdrawalAsked => "Đã xin rút",
        DossierState::NotAccepted => "Không được tiếp nhận",
        DossierState::Stopped => "Đã dừng",
        DossierState::ClosedUnpaid => "Đã đóng, chưa trả phí",
        DossierState::Decided => "Đã có kết quả",
        DossierState::Returned => "Đã trả kết quả",
    }
}

fn state_text(state: DossierState) -> Say {
    match state {
        DossierState::AwaitingPayment => {
            "Hồ sơ đã lưu an toàn. Cơ quan bắt đầu xem khi bạn trả phí xong."
        }
        DossierState::Submitted => {
            "Cơ quan sẽ kiểm tra hồ sơ và báo cho bạn. Bạn chưa phải làm gì thêm."
        }
        DossierState::Accepted => "Hồ sơ đủ điều kiện. Thời hạn giải quyết đã bắt đầu tính.",
        DossierState::Processing => "Cán bộ đang giải quyết. Bạn chưa phải làm gì thêm.",
        DossierState::SupplementRequested => {
            "Cơ quan cần bạn bổ sung. Danh sách đầy đủ ở ngay trên đây."
        }
        DossierState::FeeRequested => "Cơ quan chờ bạn trả khoản phí bên dưới để giải quyết tiếp.",
        DossierState::WithdrawalAsked => "Cơ quan đang xử lý yêu cầu rút hồ sơ của bạn.",
        DossierState::NotAccepted => {
            "Lý do ở phần Diễn biến bên dưới. Bạn có thể nộp hồ sơ mới sau khi sửa."
        }
        DossierState::Stopped => "Hồ sơ đã đóng. Lý do ở phần Diễn biến bên dưới.",
        DossierState::ClosedUnpaid => {
            "Phí không được trả trong hạn nên hồ sơ đã đóng. Bạn có thể nộp hồ sơ mới."
        }
        DossierState::Decided => "Kết quả đã có. Bạn nhận theo cách đã chọn.",
        DossierState::Returned => "Bạn đã nhận kết quả. Cảm ơn bạn.",
    }
}

fn event(event: Event) -> Say {
    match event {
        Event::Submitted => "Bạn đã nộp hồ sơ",
        Event::PaymentStarted => "Bắt đầu một lần trả phí",
        Event::PaymentFailed => "Lần trả phí không thành công",
        Event::PaymentCancelled => "Bạn đã hủy lần trả phí",
        Event::PaymentExpired => "Lần trả phí hết thời gian chờ",
        Event::PaymentReceived => "Đã nhận phí",
        Event::PaymentReview => "Khoản trả được chuyển cho cán bộ kiểm tra",
        Event::PaymentWaived => "Được miễn phí",
        Event::Received => "Hồ sơ đến cơ quan tiếp nhận",
        Event::Accepted => "Hồ sơ được tiếp nhận",
        Event::Processing => "Cán bộ bắt đầu giải quyết",
        Event::SupplementRequested => "Cơ quan yêu cầu bổ sung",
        Event::SupplementSent => "Bạn đã gửi bổ sung",
        Event::SupplementExpired => "Hồ sơ dừng vì quá hạn bổ sung",
        Event::HandedOver => "Hồ sơ được chuyển sang cơ quan khác giải quyết",
        Event::IdentityChecked => "Đã kiểm tra danh tính người nộp",
        Event::WithdrawalAsked => "Bạn đã xin rút hồ sơ",
        Event::Withdrawn => "Hồ sơ đã được rút",
        Event::WithdrawalDeclined => "Cơ quan không đồng ý cho rút, hồ sơ được giải quyết tiếp",
        Event::FeeAsked => "Cơ quan yêu cầu trả phí trước khi nhận kết quả",
        Event::PaperReady => "Kết quả sẵn sàng để nhận",
        Event::NotAccepted => "Hồ sơ không được tiếp nhận",
        Event::Decided => "Đã có kết quả",
        Event::Returned => "Đã trả kết quả",
        Event::ClosedUnpaid => "Hồ sơ đã đóng vì quá hạn trả phí",
        Event::RefundStarted => "Bắt đầu hoàn tiền",
        Event::Refunded => "Đã hoàn tiền",
        Event::CodeSent => "Đã gửi mã dùng một lần",
        Event::SecretRenewed => "Mã bí mật đã được thay bằng mã mới",
    }
}

fn wait(seconds: u64) -> String {
    if seconds < 90 {
        format!("{seconds} giây")
    } else {
        format!("{} phút", seconds.div_ceil(60))
    }
}
