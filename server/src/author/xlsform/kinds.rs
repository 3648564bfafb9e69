//! XLSForm's types, with the names they have had, and what each becomes.

use super::ledger::{Why, why};

/// What a row of the survey is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A group of the first level that becomes a page.
    Page,
    Group,
    Repeat,
    Text {
        area: bool,
    },
    Integer,
    Decimal,
    Date,
    /// A date without its day, or without month and day.
    PartialDate(&'static str),
    Time,
    DateTime,
    Location,
    Image,
    File,
    Declaration,
    Note,
    Choice {
        list: String,
        other: bool,
    },
    Choices {
        list: String,
        other: bool,
    },
    /// Numbers from one to another.
    Range {
        decimal: bool,
    },
    Calculate,
    /// XLSForm's row `today`: the day, which every form knows.
    Today,
}

/// What begins or ends here, or stands here.
pub(super) enum Line {
    Begin(Kind),
    EndGroup,
    EndRepeat,
    One(Kind),
}

/// Reads the type of a row.
///
/// # Errors
/// Why it is not carried over.
pub(super) fn read(written: &str) -> Result<Line, Why> {
    let words: Vec<&str> = written.split_whitespace().collect();
    let lower = words.join(" ").to_lowercase().replace('_', " ");
    match lower.as_str() {
        "begin group" | "group" => return Ok(Line::Begin(Kind::Group)),
        "begin repeat" | "begin looped group" => return Ok(Line::Begin(Kind::Repeat)),
        "end group" => return Ok(Line::EndGroup),
        "end repeat" | "end looped group" => return Ok(Line::EndRepeat),
        _ => {}
    }
    for (prefix, several) in SELECTS {
        if let Some(rest) = lower
            .strip_prefix(prefix)
            .filter(|rest| rest.starts_with(' '))
        {
            let other = rest.ends_with(" or other") || rest.ends_with(" or specify other");
            // The list's name keeps its letters and underscores.
            let skip = written_words(prefix, &words);
            let mut list: Vec<&str> = words.iter().skip(skip).copied().collect();
            if other {
                while list.len() > 1
                    && list
                        .last()
                        .is_some_and(|word| OTHER.contains(&&*word.to_lowercase()))
                {
                    list.pop();
                }
            }
            let list = list.join(" ");
            return Ok(Line::One(if several {
                Kind::Choices { list, other }
            } else {
                Kind::Choice { list, other }
            }));
        }
    }
    one(&lower).map(Line::One)
}

/// Types that offer a list, by their beginnings; whether several may be chosen.
const SELECTS: [(&str, bool); 10] = [
    ("select all that apply from", true),
    ("add select multiple prompt using", true),
    ("add select one prompt using", false),
    ("select one from", false),
    ("select multiple from", true),
    ("select all that apply", true),
    ("select multiple", true),
    ("select one", false),
    ("select1", false),
    ("select", true),
];

/// What may stand behind a list's name.
const OTHER: [&str; 4] = ["or_other", "or", "other", "specify"];

/// How many words, as written, a beginning takes: `select_one` is one,
/// `select one` two.
fn written_words(prefix: &str, words: &[&str]) -> usize {
    let wanted = prefix.split(' ').count();
    let mut seen = 0;
    for (place, word) in words.iter().enumerate() {
        seen += word.split('_').count();
        if seen >= wanted {
            return place + 1;
        }
    }
    words.len()
}

fn one(lower: &str) -> Result<Kind, Why> {
    Ok(match lower {
        "text" | "string" | "txt" | "add text prompt" | "barcode" | "add barcode prompt" => {
            Kind::Text { area: false }
        }
        "integer" | "int" | "number" | "add integer prompt" => Kind::Integer,
        "decimal" | "add decimal prompt" => Kind::Decimal,
        "date" | "add date prompt" => Kind::Date,
        "time" | "add time prompt" => Kind::Time,
        "datetime" | "add date time prompt" | "date time" => Kind::DateTime,
        "geopoint" | "gps" | "location" | "add location prompt" => Kind::Location,
        "image" | "photo" | "picture" | "add image prompt" => Kind::Image,
        "file" | "add file prompt" => Kind::File,
        "acknowledge" | "trigger" | "add acknowledge prompt" => Kind::Declaration,
        "note" | "add note prompt" => Kind::Note,
        "range" => Kind::Range { decimal: false },
        "calculate" | "add calculate prompt" => Kind::Calculate,
        "today" => Kind::Today,
        _ => return Err(refused(lower)),
    })
}

fn refused(lower: &str) -> Why {
    match lower {
        "start"
        | "end"
        | "deviceid"
        | "device id"
        | "imei"
        | "subscriberid"
        | "subscriber id"
        | "simserial"
        | "sim id"
        | "phonenumber"
        | "phone number"
        | "username"
        | "email"
        | "audit"
        | "start-geopoint"
        | "background-geopoint"
        | "background-audio"
        | "get device id"
        | "get phone number"
        | "get sim id"
        | "get subscriber id"
        | "get start time"
        | "get end time"
        | "get today"
        | "start time"
        | "end time" => why(
            "metadata of a device: the server records when a dossier was begun and sent, and nothing of the device",
            "siêu dữ liệu của thiết bị: máy chủ tự ghi lúc bắt đầu và lúc nộp, không ghi gì về thiết bị",
        ),
        "audio" | "video" => why(
            "sound and film are no files a form takes; ask for a document instead",
            "tờ khai không nhận tệp âm thanh, phim; hãy yêu cầu giấy tờ thay thế",
        ),
        "geotrace" | "geoshape" => why(
            "a form takes one place (`location`), not lines or areas",
            "tờ khai chỉ nhận một vị trí (`location`), không nhận đường hay vùng",
        ),
        "rank" => why(
            "there is no question that ranks; ask `choice` questions, one a rank",
            "không có câu hỏi xếp hạng; hãy dùng nhiều câu `choice`, mỗi hạng một câu",
        ),
        "xml-external" | "csv-external" => why(
            "files beside a form are not read; make a dataset of them",
            "không đọc tệp đi kèm; hãy lập thành bộ dữ liệu",
        ),
        "hidden" => why(
            "a hidden value that something else fills in; write a `calculated` field",
            "giá trị ẩn do nơi khác điền; hãy viết trường `calculated`",
        ),
        _ if lower.starts_with("select one external")
            || lower.contains("from file")
            || lower.starts_with("osm") =>
        {
            why(
                "lists in files are not read; make a dataset and write `source: {dataset: …, level: …}`",
                "không đọc danh sách trong tệp; hãy lập bộ dữ liệu và viết `source: {dataset: …, level: …}`",
            )
        }
        _ => why(
            "there is no question of this type; choose one by hand",
            "không có loại câu hỏi này; hãy tự chọn loại phù hợp",
        ),
    }
}
