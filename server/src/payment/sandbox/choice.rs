//! The magic outcomes a payer may choose.

/// What the sandbox does with an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Money taken, one callback.
    Success,
    /// The bank refused.
    Failure,
    /// The payer turned back.
    Cancel,
    /// Money taken, but the callback comes a minute after the attempt's end.
    Late,
    /// Money taken and no callback ever: only a status request tells.
    Never,
    /// Money taken once, the same callback delivered twice.
    Twice,
    /// Half the money taken.
    WrongAmount,
}

impl Choice {
    /// Every choice, in the order of the page.
    pub const ALL: [Choice; 7] = [
        Choice::Success,
        Choice::Failure,
        Choice::Cancel,
        Choice::Late,
        Choice::Never,
        Choice::Twice,
        Choice::WrongAmount,
    ];

    /// The value of the page's field `outcome`.
    pub fn as_str(self) -> &'static str {
        match self {
            Choice::Success => "success",
            Choice::Failure => "failure",
            Choice::Cancel => "cancel",
            Choice::Late => "late",
            Choice::Never => "never",
            Choice::Twice => "twice",
            Choice::WrongAmount => "wrongAmount",
        }
    }

    /// The choice a field's value names.
    pub fn parse(word: &str) -> Option<Choice> {
        Self::ALL.into_iter().find(|choice| choice.as_str() == word)
    }
}

/// What the sandbox remembers: the choice and when it was made (µs). The
/// server keeps it as text with the attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen {
    /// What was chosen.
    pub choice: Choice,
    /// µs of Unix time.
    pub at: i64,
}

impl Chosen {
    /// As kept: `late@1795404600000000`.
    pub fn to_text(self) -> String {
        format!("{}@{}", self.choice.as_str(), self.at)
    }

    /// What [`Chosen::to_text`] wrote.
    pub fn parse(text: &str) -> Option<Chosen> {
        let (choice, at) = text.split_once('@')?;
        Some(Chosen {
            choice: Choice::parse(choice)?,
            at: at.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_is_read_back() {
        for choice in Choice::ALL {
            let chosen = Chosen { choice, at: 17 };
            assert_eq!(Chosen::parse(&chosen.to_text()), Some(chosen));
        }
        for text in ["", "late", "late@", "late@x", "lately@1"] {
            assert_eq!(Chosen::parse(text), None, "{text:?}");
        }
    }
}
