//! What the island is told by the server, in the form's `data-live`.

use forms::Answers;
use forms::date::Date;
use forms::rows;

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
    /// As a row.
    #[cfg(feature = "ssr")]
    pub fn write(&self) -> String {
        let given = self.given.iter();
        let given = given.map(|(path, raw)| rows::row(vec![path.into(), raw.into()]));
        rows::row(vec![
            self.form.as_str().into(),
            self.page.as_str().into(),
            self.prefix.as_str().into(),
            self.lang.as_str().into(),
            self.today.to_iso().into(),
            self.agency.as_str().into(),
            self.province.as_str().into(),
            self.channel.as_str().into(),
            given.collect(),
            self.said.problems.as_str().into(),
            self.said.error.as_str().into(),
            self.said.error_title.as_str().into(),
            self.said.left.as_str().into(),
            self.said.over.as_str().into(),
        ])
        .to_string()
    }

    /// What expressions run in.
    #[cfg(feature = "hydrate")]
    pub(crate) fn context(&self) -> forms::Context<'_> {
        forms::Context {
            today: self.today,
            channel: &self.channel,
            agency: &self.agency,
            province: &self.province,
            datasets: &forms::NoDatasets,
        }
    }

    /// What [`Setting::write`] wrote.
    #[cfg(any(feature = "hydrate", test))]
    pub(crate) fn read(text: &str) -> Option<Self> {
        rows::read(text, |row| {
            Some(Self {
                form: row.text(),
                page: row.text(),
                prefix: row.text(),
                lang: row.text(),
                today: Date::parse_iso(&row.text())?,
                agency: row.text(),
                province: row.text(),
                channel: row.text(),
                given: {
                    let mut given = Answers::new();
                    for (path, raw) in row.list(|row| (row.text(), row.text())) {
                        given.set(path, raw);
                    }
                    given
                },
                said: Said {
                    problems: row.text(),
                    error: row.text(),
                    error_title: row.text(),
                    left: row.text(),
                    over: row.text(),
                },
            })
        })?
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
