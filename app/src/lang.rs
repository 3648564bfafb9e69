//! The languages of the interface.

/// A language of the interface. Vietnamese is the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Tiếng Việt: no prefix in URLs.
    #[default]
    Vi,
    /// English: prefix `/en`.
    En,
}

impl Lang {
    /// Every language, the source first.
    pub const ALL: [Lang; 2] = [Lang::Vi, Lang::En];

    /// The language tag, for `lang` attributes and [`forms::Text::get`].
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Vi => "vi",
            Lang::En => "en",
        }
    }

    /// The prefix of a page's URL.
    pub fn prefix(self) -> &'static str {
        match self {
            Lang::Vi => "",
            Lang::En => "/en",
        }
    }

    /// The language with this tag.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// Splits the language off a path: `/en/p/1` is English and `/p/1`.
    pub fn split(path: &str) -> (Lang, &str) {
        match path.strip_prefix("/en") {
            Some("") => (Lang::En, "/"),
            Some(rest) if rest.starts_with('/') => (Lang::En, rest),
            _ => (Lang::Vi, path),
        }
    }
}
