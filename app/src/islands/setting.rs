//! What the island is told by the server, in the form's `data-live`.

#[cfg(any(feature = "hydrate", test))]
use super::{json::Json, reader};
use forms::Answers;
use forms::date::Date;

/// Where the form's copy is, the context its expressions run in, and what was answered elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// URL of the form's browser copy.
    pub form: String,
    /// The page's id.
    pub page: String,
    /// Empty, or `residences.k3f9.` for an item of a repeat.
    pub prefix: String,
    /// Language tag.
    pub lang: String,
    /// Today in Asia/Ho_Chi_Minh.
    pub today: Date,
    /// Code of the receiving agency.
    pub agency: String,
    /// Code of the province.
    pub province: String,
    /// `online`, `counter` or `post`.
    pub channel: String,
    /// Answers that are no inputs of this form but that its expressions read.
    pub given: Answers,
    /// The few sentences it says itself.
    pub said: Said,
}

/// Sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Title of the error summary.
    pub problems: String,
    /// Hidden word before a message.
    pub error: String,
    /// Before the document's title.
    pub error_title: String,
    /// `Còn {} ký tự`.
    pub left: String,
    /// `Thừa {} ký tự`.
    pub over: String,
}

impl Setting {
    /// As JSON.
    #[cfg(feature = "ssr")]
    pub fn write(&self) -> String {
        serde_json::json!({
            "form": self.form,
            "page": self.page,
            "prefix": self.prefix,
            "lang": self.lang,
            "today": self.today.to_iso(),
            "agency": self.agency,
            "province": self.province,
            "channel": self.channel,
            "given": self.given,
            "problems": self.said.problems,
            "error": self.said.error,
            "errorTitle": self.said.error_title,
            "left": self.said.left,
            "over": self.said.over,
        })
        .to_string()
    }

    /// What [`Setting::write`] wrote.
    #[cfg(any(feature = "hydrate", test))]
    pub(crate) fn read(text: &str) -> Option<Self> {
        let json = Json::read(text)?;
        Some(Self {
            form: json.word("form"),
            page: json.word("page"),
            prefix: json.word("prefix"),
            lang: json.word("lang"),
            today: reader::day(&json, "today")?,
            agency: json.word("agency"),
            province: json.word("province"),
            channel: json.word("channel"),
            given: reader::answers(json.get("given")?),
            said: Said {
                problems: json.word("problems"),
                error: json.word("error"),
                error_title: json.word("errorTitle"),
                left: json.word("left"),
                over: json.word("over"),
            },
        })
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_browser_reads_what_the_server_wrote() {
        let mut given = Answers::new();
        given.set("residences.k3f9.to", "02/2013");
        given.set("fullName", "Lò Thị \"Mai\"\n</script>");
        let word = |text: &str| text.to_owned();
        let setting = Setting {
            form: word("/forms/ab.vi.json"),
            page: word("history"),
            prefix: word("residences.k3f9."),
            lang: word("vi"),
            today: Date {
                year: 2026,
                month: 11,
                day: 3,
            },
            agency: word("DEMO-1"),
            province: word("14"),
            channel: word("online"),
            given,
            said: Said {
                problems: word("Có chỗ cần sửa"),
                error: word("Lỗi"),
                error_title: word("Lỗi: "),
                left: word("Còn {} ký tự"),
                over: word("Thừa {} ký tự"),
            },
        };
        assert_eq!(Setting::read(&setting.write()), Some(setting));
    }
}
