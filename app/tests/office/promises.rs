//! The sentence that explains a promise, in both languages.

use crate::hand::{at, date, promise};
use app::desk::office::{Moved, Promise};
use app::lang::Lang;
use app::words;
use forms::form::Limit;

fn limit(count: u32, unit: &str, cutoff: Option<&str>) -> Limit {
    Limit {
        when: None,
        count,
        unit: unit.to_owned(),
        cutoff: cutoff.map(str::to_owned),
    }
}

/// Each kind of promise with its Vietnamese and its English sentence.
fn cases() -> Vec<(Promise, &'static str, &'static str)> {
    let late = Promise {
        at: at(30, 11, 17, 0),
        received_at: at(23, 11, 15, 20),
        counted_from: date(25, 11),
        moved: Some(Moved::Late),
        ..promise()
    };
    let rolled = Promise {
        at: at(7, 12, 17, 0),
        limit: limit(15, "day", None),
        rolled: true,
        ..promise()
    };
    vec![
        (
            promise(),
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 3 ngày làm việc; hẹn trả trước 17:00 ngày 26/11/2026.",
            "Received at 10:00 on 20/11/2026; time limit 3 working days; promised by 17:00 on 26/11/2026.",
        ),
        (
            late.clone(),
            "Nhận lúc 15:20 ngày 23/11/2026, sau 15:00 nên tính từ ngày 25/11/2026; thời hạn 3 ngày làm việc; \
             hẹn trả trước 17:00 ngày 30/11/2026.",
            "Received at 15:20 on 23/11/2026, after 15:00, so counted from 25/11/2026; time limit 3 working days; \
             promised by 17:00 on 30/11/2026.",
        ),
        (
            Promise {
                received_at: at(23, 11, 17, 40),
                at: at(25, 11, 17, 0),
                limit: limit(0, "workingDay", None),
                ..late.clone()
            },
            "Nhận lúc 17:40 ngày 23/11/2026, sau giờ làm việc nên tính từ ngày 25/11/2026; thời hạn trong ngày làm việc; \
             hẹn trả trước 17:00 ngày 25/11/2026.",
            "Received at 17:40 on 23/11/2026, after office hours, so counted from 25/11/2026; \
             time limit the same working day; promised by 17:00 on 25/11/2026.",
        ),
        (
            Promise {
                received_at: at(24, 11, 9, 0),
                moved: Some(Moved::Closed),
                ..late.clone()
            },
            "Nhận lúc 09:00 ngày 24/11/2026, là ngày nghỉ nên tính từ ngày 25/11/2026; thời hạn 3 ngày làm việc; \
             hẹn trả trước 17:00 ngày 30/11/2026.",
            "Received at 09:00 on 24/11/2026, a day off, so counted from 25/11/2026; time limit 3 working days; \
             promised by 17:00 on 30/11/2026.",
        ),
        (
            rolled.clone(),
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 15 ngày; ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc \
             tiếp theo; hẹn trả trước 17:00 ngày 07/12/2026.",
            "Received at 10:00 on 20/11/2026; time limit 15 days; the last day is a day off, so it moves to the next \
             working day; promised by 17:00 on 07/12/2026.",
        ),
        (
            Promise {
                supplement_days: 2,
                ..promise()
            },
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 3 ngày làm việc, cộng 2 ngày làm việc chờ bổ sung; \
             hẹn trả trước 17:00 ngày 26/11/2026.",
            "Received at 10:00 on 20/11/2026; time limit 3 working days, plus 2 working days of waiting for the \
             supplement; promised by 17:00 on 26/11/2026.",
        ),
        (
            Promise {
                supplement_days: 1,
                ..rolled
            },
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 15 ngày, cộng 1 ngày chờ bổ sung; ngày cuối là ngày nghỉ nên \
             chuyển sang ngày làm việc tiếp theo; hẹn trả trước 17:00 ngày 07/12/2026.",
            "Received at 10:00 on 20/11/2026; time limit 15 days, plus 1 day of waiting for the supplement; the last day \
             is a day off, so it moves to the next working day; promised by 17:00 on 07/12/2026.",
        ),
        (
            Promise {
                certain: false,
                ..promise()
            },
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 3 ngày làm việc; hẹn trả trước 17:00 ngày 26/11/2026, \
             có thể đổi vì chưa có lịch nghỉ lễ của năm liên quan.",
            "Received at 10:00 on 20/11/2026; time limit 3 working days; promised by 17:00 on 26/11/2026, \
             which may change because the holidays of a year concerned are not known yet.",
        ),
        (
            Promise {
                tentative: true,
                ..late.clone()
            },
            "Nhận lúc 15:20 ngày 23/11/2026, sau 15:00 nên tính từ ngày 25/11/2026; thời hạn 3 ngày làm việc; \
             nếu tiếp nhận bây giờ, hẹn trả trước 17:00 ngày 30/11/2026.",
            "Received at 15:20 on 23/11/2026, after 15:00, so counted from 25/11/2026; time limit 3 working days; \
             accepting now promises the result by 17:00 on 30/11/2026.",
        ),
        (
            Promise {
                at: at(20, 11, 14, 0),
                limit: limit(4, "hour", None),
                ..promise()
            },
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 4 giờ; hẹn trả trước 14:00 ngày 20/11/2026.",
            "Received at 10:00 on 20/11/2026; time limit 4 hours; promised by 14:00 on 20/11/2026.",
        ),
        (
            Promise {
                at: at(21, 12, 17, 0),
                limit: limit(1, "month", None),
                rolled: true,
                certain: false,
                tentative: true,
                ..promise()
            },
            "Nhận lúc 10:00 ngày 20/11/2026; thời hạn 1 tháng; ngày cuối là ngày nghỉ nên chuyển sang ngày làm việc \
             tiếp theo; nếu tiếp nhận bây giờ, hẹn trả trước 17:00 ngày 21/12/2026, có thể đổi vì chưa có lịch nghỉ lễ \
             của năm liên quan.",
            "Received at 10:00 on 20/11/2026; time limit 1 month; the last day is a day off, so it moves to the next \
             working day; accepting now promises the result by 17:00 on 21/12/2026, which may change because the \
             holidays of a year concerned are not known yet.",
        ),
    ]
}

#[test]
fn a_promise_is_explained_in_one_sentence() {
    for (promise, vi, en) in cases() {
        assert_eq!((words::of(Lang::Vi).office.desk.promise)(&promise), vi);
        assert_eq!((words::of(Lang::En).office.desk.promise)(&promise), en);
    }
}
