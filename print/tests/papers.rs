//! Every paper, drawn and read back with poppler's `pdftotext`.

#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use common::{dossier, map, paper, receiving_slip, text_of, with_preamble};
use print::{PrintError, UNSIGNED};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

/// Each page's text, without what separates words.
fn pages(pdf: &[u8]) -> Vec<String> {
    let text = text_of(pdf);
    let pages = text.strip_suffix('\u{c}').unwrap_or(&text).split('\u{c}');
    pages.map(packed).collect()
}

fn packed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// What the template `#answer("a")` prints of a value.
fn printed(value: &str) -> String {
    let mut paper = paper();
    paper.signed = true;
    paper.answers = map(json!({ "a": value }));
    let pdf = print::result(&with_preamble("#answer(\"a\")"), &paper).unwrap();
    text_of(&pdf).trim_end_matches(['\u{c}', '\n']).to_owned()
}

/// The 67 lower-case and 67 upper-case letters that are no plain Latin ones:
/// twelve vowels in six tones, less the six plain vowels, and đ.
fn letters() -> Vec<String> {
    let tones = ["", "\u{301}", "\u{300}", "\u{309}", "\u{303}", "\u{323}"];
    let vowels = "aăâeêioôơuưy".chars();
    let lower = vowels
        .flat_map(|vowel| tones.map(|tone| format!("{vowel}{tone}").nfc().collect::<String>()));
    let lower: Vec<String> = lower
        .filter(|letter| !letter.is_ascii())
        .chain(["đ".to_owned()])
        .collect();
    let upper: Vec<String> = lower.iter().map(|letter| letter.to_uppercase()).collect();
    [lower, upper].concat()
}

#[test]
fn every_vietnamese_letter_can_be_read_back() {
    let letters = letters();
    assert_eq!(letters.len(), 134);
    assert!(letters.iter().all(|letter| letter.chars().count() == 1));
    // In words of ten, so that lines break where they may.
    let text = letters
        .chunks(10)
        .map(<[String]>::concat)
        .collect::<Vec<_>>()
        .join(" ");
    let composed: String = text.nfc().collect();
    let decomposed: String = text.nfd().collect();
    assert_ne!(composed, decomposed);
    for given in [&composed, &decomposed] {
        assert_eq!(packed(&printed(given)), packed(&composed));
    }
    // A template may come from a machine that writes decomposed letters.
    let pdf = print::result(&with_preamble(&decomposed), &paper()).unwrap();
    assert!(pages(&pdf)[0].contains(&packed(&composed)));
}

#[test]
fn what_people_write_is_never_markup() {
    for hostile in [
        "#panic(\"x\") *a* $b$ @c <d>",
        "#sys.inputs // not a comment /* nor this */ \\ ~ -- --- 'q' \"q\"",
        "= no heading",
        "\"); panic(\"",
        "https://a.example/*b*",
    ] {
        assert_eq!(printed(hostile).trim(), hostile);
    }
    let lines = printed("- một\n+ hai");
    let lines: Vec<&str> = lines
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    assert_eq!(lines, ["- một", "+ hai"]);
}

#[test]
fn every_page_of_an_unsigned_paper_says_so() {
    let mark = packed(UNSIGNED);
    let templates = [
        "one",
        "#set page(header: none, footer: none, background: none, foreground: none)\none #pagebreak() two #pagebreak() three",
        "#set page(margin: 0pt, fill: black)\n#set text(fill: black)\none",
        "#set page(foreground: rect(width: 100%, height: 100%, fill: white))\none",
        "#show regex(\".\"): none\none #pagebreak() two",
        "#show text: hide\n#set page(paper: \"a6\")\none",
        "#set page(paper: \"a3\", flipped: true)\none",
        "#set page(width: 148mm, height: 105mm)\none",
    ];
    for template in templates {
        let mut paper = paper();
        let pdf = print::result(&with_preamble(template), &paper).unwrap();
        let pages = pages(&pdf);
        for page in &pages {
            assert_eq!(page.matches(&mark).count(), 2, "{template}");
        }
        assert_eq!(pages.len(), template.matches("pagebreak").count() + 1);
        paper.signed = true;
        let signed = print::result(&with_preamble(template), &paper).unwrap();
        assert!(!packed(&text_of(&signed)).contains(&mark), "{template}");
    }
    for size in [
        "width: 100mm, height: 200mm",
        "width: 300mm, height: 420mm",
        "width: auto, height: auto",
    ] {
        let template = with_preamble(&format!("a #pagebreak() #set page({size})\none"));
        assert_eq!(
            print::result(&template, &paper()),
            Err(PrintError::PageSize(2)),
            "{size}"
        );
    }
}

#[test]
fn a_page_that_hides_everything_still_shows_the_mark() {
    // The mark is the only ink of this page: rendered, some of it is red.
    let template =
        with_preamble("#set page(foreground: rect(width: 100%, height: 100%, fill: black))\none");
    let pdf = print::result(&template, &paper()).unwrap();
    let ppm = common::render(&pdf);
    let red = ppm
        .chunks_exact(3)
        .filter(|pixel| pixel[0] > 120 && pixel[1] < 90 && pixel[2] < 90);
    assert!(red.count() > 200);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let template = with_preamble("#answer(\"a\") #verify-code #datetime.today().display()");
    let draw = |at: i64| {
        let mut paper = paper();
        paper.at = at;
        paper.answers = map(json!({"a": "Lò Thị Ón"}));
        print::result(&template, &paper).unwrap()
    };
    let at = paper().at;
    let first = draw(at);
    assert_eq!(first, draw(at));
    assert!(packed(&text_of(&first)).contains("2026-11-23"));
    assert_ne!(first, draw(at + 86_400_000_000));
    let slip = receiving_slip(3);
    assert_eq!(print::receiving_slip(&slip), print::receiving_slip(&slip));
}

#[test]
fn a_pdf_says_what_it_is() {
    let mut paper = paper();
    // 2026-11-23T17:59:59Z: the day after, where the paper is made.
    paper.at = 1_795_456_799_000_000;
    let pdf = print::result(&common::template("birth-registration"), &paper).unwrap();
    let info = common::info(&pdf);
    let says = |key: &str, value: &str| {
        let line = info
            .lines()
            .find(|line| line.starts_with(key))
            .unwrap_or_default();
        assert!(line.contains(value), "{key}: {info}");
    };
    says("Title", "Giấy khai sinh");
    says("Author", "phường Chiềng Lề");
    says("Creator", "Tờ Khai");
    says("Tagged", "yes");
    says("Page size", "A4");
    // Uncompressed, as the standard asks: the claim, the language, the time.
    let raw = String::from_utf8_lossy(&pdf);
    assert!(raw.contains("<pdfaid:part>2</pdfaid:part>"));
    assert!(raw.contains("<pdfaid:conformance>U</pdfaid:conformance>"));
    assert!(
        raw.contains("<rdf:li>vi</rdf:li>")
            || raw.contains("/Lang(vi)")
            || raw.contains("/Lang (vi)")
    );
    assert!(raw.contains("2026-11-24T00:59:59+07:00"));
}

#[test]
fn every_template_prints_with_everything_and_with_nothing() {
    for name in common::CATALOGUE {
        let template = common::template(name);
        let empty = print::result(&template, &paper()).unwrap();
        assert!(text_of(&empty).contains("………"), "{name}");
        let mut paper = paper();
        (paper.decision, paper.answers) = common::full(name);
        let text = packed(&text_of(&print::result(&template, &paper).unwrap()));
        assert!(text.contains(&packed("Tra cứu tại")), "{name}");
        assert!(text.contains(&paper.verify_url), "{name}");
        for shown in ["signer.name", "issuedOn"] {
            assert!(
                text.contains(&packed(paper.decision[shown].as_str().unwrap())),
                "{name}"
            );
        }
    }
    let mut paper = paper();
    (paper.decision, paper.answers) = common::full("birth-registration");
    let text = text_of(&print::result(&common::template("birth-registration"), &paper).unwrap());
    assert!(text.contains("QUÀNG THỊ NGỌC ÁNH"));
    assert!(text.contains("mười bốn, tháng tư, năm hai nghìn không trăm hai mươi"));
}

#[test]
fn papers_01_and_02_say_what_the_forms_ask_for() {
    let text = packed(&text_of(
        &print::receiving_slip(&receiving_slip(2)).unwrap(),
    ));
    for said in [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Mẫu số 01",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH",
        "Mã hồ sơ: DEMO-SL-001-261123-0007",
        "Tiếp nhận hồ sơ của: Cà Văn Thí Dụ",
        "014095000123",
        "ca.van.thi.du.mau-don-dang-ky@example.gov.vn",
        "Đăng ký khai sinh (mã thủ tục 1.001193)",
        "2 giấy tờ",
        "giay-chung-sinh.pdf",
        "1,4 MB",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "10 giờ 05 phút, ngày 23 tháng 11 năm 2026",
        "16 giờ 00 phút, ngày 24 tháng 11 năm 2026",
        "Mã tra cứu: 7K3MNP4RQ2",
        "https://tokhai.example/tra-cuu/7K3MNP4RQ2",
        "Lò Thị Mẫu",
    ] {
        assert!(text.contains(&packed(said)), "{said}");
    }
    assert!(!text.contains(&packed(UNSIGNED)));
    let text = packed(&text_of(
        &print::supplement_request(&common::supplement_request()).unwrap(),
    ));
    for said in [
        "Mẫu số 02",
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "1. Giấy chứng sinh: Ảnh chụp bị mờ",
        "2. Nơi cư trú của người mẹ: Chưa ghi số nhà",
        "Thời hạn bổ sung: 17 giờ 00 phút, ngày 30 tháng 11 năm 2026",
        "Cách bổ sung: Trên trang tra cứu",
        "Người hướng dẫn",
    ] {
        let said = packed(said);
        assert!(
            text.contains(&said) || text.contains(&said.to_uppercase()),
            "{said}"
        );
    }
}

#[test]
fn a_slip_comes_out_whatever_was_handed_in() {
    let mut slip = receiving_slip(0);
    slip.dossier.signed = false;
    slip.dossier.applicant = print::Applicant {
        name: "Lò \u{202e}Thị 🦬".to_owned(),
        ..Default::default()
    };
    let text = packed(&text_of(&print::receiving_slip(&slip).unwrap()));
    assert!(text.contains(&packed("Lò Thị \u{fffd}")));
    assert!(text.contains(&packed(UNSIGNED)));
    assert!(text.contains(&packed("Không có giấy tờ kèm theo")));
    let long = receiving_slip(60);
    assert!(pages(&print::receiving_slip(&long).unwrap()).len() > 3);
    let mut far = receiving_slip(1);
    far.dossier.lookup_url = "x".repeat(332);
    assert_eq!(print::receiving_slip(&far), Err(PrintError::Address));
    assert!(dossier().signed);
}

#[test]
fn both_sides_of_the_limits() {
    let pages = |count: usize| {
        with_preamble(&format!(
            "#for n in range({count}) {{ pagebreak(weak: false) }}"
        ))
    };
    assert!(print::result(&pages(19), &paper()).is_ok());
    assert_eq!(
        print::result(&pages(20), &paper()),
        Err(PrintError::Pages(21))
    );
    let long = |length: usize| {
        let template = with_preamble("//");
        let rest = length - template.len();
        template + &"x".repeat(rest)
    };
    assert!(print::result(&long(256 * 1024), &paper()).is_ok());
    assert_eq!(
        print::result(&long(256 * 1024 + 1), &paper()),
        Err(PrintError::TemplateSize)
    );
    let mut large = paper();
    large.answers = map(json!({"a": "x ".repeat(512 * 1024)}));
    assert_eq!(
        print::result(&with_preamble("a"), &large),
        Err(PrintError::DataSize)
    );
    let words = PrintError::Pages(21).to_string();
    assert_eq!(
        words,
        "there are 21 pages; 20 are allowed / có 21 trang; tối đa 20"
    );
}

#[test]
fn an_error_has_its_place_and_never_an_answer() {
    let mut paper = paper();
    paper.answers = map(json!({"a": "Quàng Thị Bí Mật 0912345678", "n": "7"}));
    let line = print::PREAMBLE.lines().count() as u32 + 2;
    let failing = [
        "#panic(answer(\"a\"))",
        "#panic(upper(answer(\"a\")))",
        "#assert(false, message: \"no \" + answer(\"a\"))",
        "#int(answer(\"a\"))",
        "#(a: 1).at(answer(\"a\"))",
        "#datetime(year: 2026, month: 13, day: int(answer(\"n\")) + 30)",
        "#image(answer(\"a\"))",
        "#ref(label(answer(\"a\")))",
        "#eval(answer(\"a\"))",
        "#range(1, int(answer(\"n\")) * 130434).at(999999)",
        "#bytes(answer(\"a\")).at(4000)",
        "#decision(\"a\") #symbol(answer(\"a\"))",
        "#lorem(answer(\"a\"))",
        "#rgb(answer(\"a\"))",
        "#regex(\"(\" + answer(\"a\"))",
        "#set text(lang: answer(\"a\"))",
        "#context query(answer(\"a\"))",
        "#counter(answer(\"a\")).at(label(answer(\"a\")))",
        "#str(answer(\"a\")).first().to-unicode()\n#(answer(\"a\").split(\" \").map(w => int(w)))",
    ];
    for body in failing {
        let template = with_preamble(&format!("= ok\n{body}"));
        let error = print::result(&template, &paper).expect_err(body);
        let PrintError::Template(faults) = &error else {
            panic!("{body}: {error}")
        };
        assert!(faults[0].line >= line, "{body}: {error}");
        assert!(faults[0].column > 1, "{body}: {error}");
        let said = format!("{error} {error:?}").to_lowercase();
        for part in ["quàng", "thị", "bí", "mật", "0912345678", "913038"] {
            assert!(!said.contains(part), "{body}: {error}");
        }
    }
    paper.answers = map(json!({"a": "Lò 🦬"}));
    let error = print::result(&with_preamble("a"), &paper).unwrap_err();
    assert_eq!(error.en(), "the letter U+1F9AC in `a` cannot be printed");
    assert_eq!(error.vi(), "không in được ký tự U+1F9AC trong `a`");
}

#[test]
fn a_template_reaches_nothing_outside() {
    for body in [
        "#read(\"/etc/passwd\")",
        "#image(\"x.svg\")",
        "#import \"@preview/cetz:0.3.0\"",
        "#import \"common.typ\": *",
        "#include \"other.typ\"",
        "#plugin(\"x.wasm\")",
        "#bibliography(\"x.bib\")",
    ] {
        let error = print::result(&with_preamble(body), &paper()).expect_err(body);
        assert!(matches!(error, PrintError::Template(_)), "{body}: {error}");
    }
}
