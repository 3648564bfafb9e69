//! Templates, papers and `pdftotext` for the tests.

#![allow(
    clippy::unwrap_used,
    dead_code,
    reason = "tests, each of which uses some of it"
)]

use print::{
    Applicant, Dossier, HandedIn, ReceivingSlip, ResultPaper, SupplementItem, SupplementRequest,
};
use serde_json::{Map, Value, json};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The procedures of the catalogue that have a result template.
pub(crate) const CATALOGUE: [&str; 4] = [
    "birth-registration",
    "civil-status-extract",
    "criminal-record-certificate",
    "permanent-residence",
];

/// A procedure's template.
pub(crate) fn template(name: &str) -> String {
    let catalogue = Path::new(env!("CARGO_MANIFEST_DIR")).join("../forms/catalogue");
    std::fs::read_to_string(catalogue.join(name).join("result.typ")).unwrap()
}

/// The definitions every template begins with, and then `body`.
pub(crate) fn with_preamble(body: &str) -> String {
    [print::PREAMBLE, body].concat()
}

pub(crate) fn map(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

/// An unsigned paper with nothing in it.
pub(crate) fn paper() -> ResultPaper {
    ResultPaper {
        agency: "Ủy ban nhân dân phường Chiềng Lề (dữ liệu mẫu)".to_owned(),
        signed: false,
        decision: Map::new(),
        answers: Map::new(),
        verify_url: "https://tokhai.example/tra-cuu-ket-qua/7K3MNP4RQ2".to_owned(),
        title: "Giấy khai sinh".to_owned(),
        at: 1_795_406_400_000_000, // 2026-11-23, 10:00 in Vietnam
    }
}

/// A paper of a catalogue procedure with every field answered.
pub(crate) fn full(name: &str) -> (Map<String, Value>, Map<String, Value>) {
    let (decision, answers) = match name {
        "birth-registration" => (
            json!({"registerNumber": "45/2026", "registerBook": "01/2026", "registeredOn": "23/11/2026", "childPersonalId": "014326000123",
                "birthPlace": "Bệnh viện Đa khoa tỉnh Sơn La, phường Chiềng Lề, tỉnh Sơn La",
                "remarks": "Đăng ký khai sinh theo giấy chứng sinh số 1234, cấp ngày 20/11/2026.\nBản chính cấp lần đầu.",
                "issuedOn": "23/11/2026", "signer.name": "Lò Văn Mẫu", "signer.title": "Phó Chủ tịch Ủy ban nhân dân phường"}),
            json!({"childName": "Quàng Thị Ngọc Ánh", "birthDate": "14/04/2026", "sex": "Nữ", "ethnicity": "Thái", "nationality": "Việt Nam",
                "hometown": "Xã Mường La, tỉnh Sơn La", "mother.fullName": "Quàng Thị Mẫu", "mother.birthDate": "1998", "mother.ethnicity": "Thái",
                "mother.nationality": "Việt Nam", "motherResidence": "Số 12, tổ 3, đường Nguyễn Lương Bằng, phường Chiềng Lề, tỉnh Sơn La",
                "father.fullName": "Cà Văn Thí Dụ", "father.birthDate": "03/1995", "father.ethnicity": "Thái", "father.nationality": "Việt Nam",
                "fatherResidence": "Bản Mòng, xã Hua La, tỉnh Sơn La", "requesterName": "Cà Văn Thí Dụ"}),
        ),
        "civil-status-extract" => (
            json!({"eventType": "Kết hôn", "extractNumber": "12/TLKH-BS", "fullName": "Lường Thị Ví Dụ", "birthDate": "05/1990", "personalId": "014190000321",
                "particulars": [{"name": "Họ, chữ đệm, tên chồng", "content": "Hoàng Văn Mẫu"}, {"name": "Ngày, tháng, năm sinh của chồng", "content": "17/08/1988"},
                    {"name": "Nơi cư trú khi đăng ký", "content": "Tiểu khu 6, thị trấn Ít Ong, huyện Mường La, tỉnh Sơn La"}],
                "registeredAt": "Ủy ban nhân dân thị trấn Ít Ong", "registerNumber": "27", "registerBook": "01/2015", "registeredOn": "02/09/2015",
                "remarks": "Không có thay đổi, cải chính.", "copiesIssued": "2", "issuedOn": "23/11/2026",
                "signer.name": "Nguyễn Thị Thử", "signer.title": "Công chức tư pháp - hộ tịch"}),
            json!({}),
        ),
        "criminal-record-certificate" => {
            let judgment = |number: usize| {
                json!({"judgment": format!("{number}/2009/HSST"), "date": "12/03/2009", "court": "Tòa án nhân dân huyện Mai Sơn, tỉnh Sơn La",
                "offence": "Trộm cắp tài sản, khoản 1 Điều 138 Bộ luật Hình sự năm 1999", "penalty": "6 tháng tù cho hưởng án treo, thử thách 12 tháng; đã chấp hành xong ngày 12/03/2010, đã được xóa án tích"})
            };
            (
                json!({"form": "Cả Phiếu số 1 và Phiếu số 2", "numberForm1": "0123/2026/LLTP", "numberForm2": "0124/2026/LLTP", "fullName": "Đèo Văn Giả Định",
                    "birthDate": "30/12/1985", "identityNumber": "014085000777", "findingForm1": "Không có án tích", "ban": "Không bị cấm", "findingForm2": "Có án tích",
                    "convictionsForm2": (1..=14).map(judgment).collect::<Vec<_>>(), "issuedOn": "23/11/2026",
                    "signer.name": "Trần Đức Mẫu", "signer.title": "Phó Giám đốc Công an tỉnh"}),
                json!({"sex": "Nam", "birthPlace": "Xã Tông Lạnh, huyện Thuận Châu, tỉnh Sơn La", "nationality": "Việt Nam", "permanent": "Bản Cuông Mường, xã Thuận Châu, tỉnh Sơn La",
                    "temporary": "Số 45, tổ 9, phường Tô Hiệu, tỉnh Sơn La", "father.fullName": "Đèo Văn Thí", "mother.fullName": "Lò Thị Dụ", "spouse.fullName": "Bạc Thị Mẫu"}),
            )
        }
        "permanent-residence" => {
            let member = |number: usize| json!({"fullName": format!("Lò Thị Mẫu {number}"), "birthDate": "01/06/2015", "sex": "Nữ", "memberId": "014315000123", "relation": "Con của chủ hộ"});
            (
                json!({"noticeNumber": "45/TB-CT", "registeredOn": "23/11/2026", "householdNumber": "0123456", "finding": "Đã đăng ký thường trú cho những người có tên dưới đây.",
                    "issuedOn": "23/11/2026", "signer.name": "Lò Văn Thử", "signer.title": "Trưởng Công an phường"}),
                json!({"fullName": "Lò Thị Ví Dụ", "birthDate": "27/03/1990", "sex": "Nữ", "personalId": "014190000123", "newHome": "Số 12, tổ 3, phường Tô Hiệu, tỉnh Sơn La",
                    "headName": "Cà Văn Thí Dụ", "members": (1..=15).map(member).collect::<Vec<_>>()}),
            )
        }
        other => panic!("no procedure {other}"),
    };
    (map(decision), map(answers))
}

/// A dossier at the desk.
pub(crate) fn dossier() -> Dossier {
    Dossier {
        centre: "Trung tâm Phục vụ hành chính công tỉnh Sơn La".to_owned(),
        agency: "Ủy ban nhân dân phường Chiềng Lề (dữ liệu mẫu)".to_owned(),
        place: "Sơn La".to_owned(),
        code: "DEMO-SL-001-261123-0007".to_owned(),
        reference: "7K3MNP4RQ2".to_owned(),
        lookup_url: "https://tokhai.example/tra-cuu/7K3MNP4RQ2".to_owned(),
        procedure: "Đăng ký khai sinh".to_owned(),
        procedure_code: "1.001193".to_owned(),
        applicant: Applicant {
            name: "Cà Văn Thí Dụ".to_owned(),
            identity: Some("014095000123".to_owned()),
            address: Some("Bản Mòng, xã Hua La, tỉnh Sơn La".to_owned()),
            phone: Some("0912 345 678".to_owned()),
            email: Some("ca.van.thi.du.mau-don-dang-ky@example.gov.vn".to_owned()),
        },
        officer: "Lò Thị Mẫu".to_owned(),
        at: 1_795_406_400_000_000,
        signed: true,
    }
}

/// Paper 01 with this many papers handed in.
pub(crate) fn receiving_slip(papers: usize) -> ReceivingSlip {
    let paper = |number: usize| HandedIn {
        name: "Giấy chứng sinh hoặc văn bản xác nhận của người làm chứng".to_owned(),
        file: Some(match number % 2 {
            0 => "giay-chung-sinh.pdf".to_owned(),
            _ => format!(
                "IMG_{}_anh_chup_giay_chung_sinh_ban_chinh_co_dau_do.jpeg",
                "20261123".repeat(6)
            ),
        }),
        bytes: Some(1_449_999 * number as u64 + 812),
        sha256: Some("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned()),
    };
    ReceivingSlip {
        dossier: dossier(),
        papers: (0..papers).map(paper).collect(),
        received_at: 1_795_403_100_000_000,
        promised_at: 1_795_510_800_000_000,
        delivery: "Trực tuyến".to_owned(),
        return_place: "Trang tra cứu hồ sơ; bản giấy tại bộ phận một cửa phường Chiềng Lề"
            .to_owned(),
    }
}

/// Paper 02 with two things to mend.
pub(crate) fn supplement_request() -> SupplementRequest {
    let item = |label: &str, mend: &str| SupplementItem {
        label: label.to_owned(),
        mend: mend.to_owned(),
    };
    SupplementRequest {
        dossier: dossier(),
        items: vec![
            item(
                "Giấy chứng sinh",
                "Ảnh chụp bị mờ, không đọc được ngày cấp và dấu của cơ sở y tế; đề nghị chụp lại toàn bộ tờ giấy.",
            ),
            item("Nơi cư trú của người mẹ", "Chưa ghi số nhà, tổ dân phố."),
        ],
        reason: "Thông tin về việc sinh chưa đủ để đối chiếu theo quy định về đăng ký hộ tịch."
            .to_owned(),
        until: 1_796_032_800_000_000,
        how: "Trên trang tra cứu hồ sơ, hoặc tại bộ phận một cửa nơi đã nộp".to_owned(),
        contact: "bà Lò Thị Mẫu, số điện thoại 0212 000 000".to_owned(),
    }
}

/// The text of a PDF as `pdftotext` reads it; a form feed ends each page.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    String::from_utf8(poppler(
        "pdftotext",
        &["-layout", "-enc", "UTF-8", "-", "-"],
        pdf,
    ))
    .unwrap()
}

fn poppler(program: &str, args: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("poppler's tools (Debian: poppler-utils; .ci/setup test installs it)");
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    // Beside the reading: a full pipe would stop both.
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{program}");
    output.stdout
}

/// What poppler's `pdfinfo` says of a PDF.
pub(crate) fn info(pdf: &[u8]) -> String {
    String::from_utf8(poppler("pdfinfo", &["-"], pdf)).unwrap()
}

/// The first page's pixels, three bytes each, after a short head.
pub(crate) fn render(pdf: &[u8]) -> Vec<u8> {
    poppler("pdftoppm", &["-r", "50", "-singlefile"], pdf)
}
