//! What is carried over whole: nothing is listed and the definition is sound.

use super::{body, listed, loaded, of};

const SURVEY: &str = "
type|name|label::Tiếng Việt (vi)|label::English (en)|hint::Tiếng Việt (vi)|hint::English (en)|required|required_message::Tiếng Việt (vi)|required_message::English (en)|relevant|constraint|constraint_message::Tiếng Việt (vi)|constraint_message::English (en)|calculation|appearance|default|read_only|repeat_count|parameters
begin_group|person|Người khai|Applicant|||||||||||field-list||||
text|full_name|Họ và tên|Full name|Như trên giấy tờ|As on your papers|yes|Hãy nhập họ tên|Enter your name|||||||||
text|code|Mã|Code|||||||regex(., '^[A-Z]{2}\\d{3}$')|Mã gồm 2 chữ và 3 số|Two letters, three digits||||||
date|born|Ngày sinh|Date of birth|||true()||||. <= today()|Ngày ở tương lai|In the future||||||
select_one sex|sex|Giới tính|Sex||||||||||||male||
end_group
select_multiple crops or_other|crops|Cây trồng|Crops|||${sex} = 'male'|||||||||rice maize||
integer|area|Diện tích|Area||||||selected(${crops}, 'rice')|. > 0 and . < 1000|||||10|yes||
decimal|weight|Khối lượng|Weight|||||||||||||||
text|remark|Ghi chú|Remark|||||||||||multiline||||
range|grade|Điểm|Grade|||||||||||||||start=0 end=10 step=2
date|month|Tháng|Month|||||||||||month-year||||
time|at|Giờ|Time
dateTime|moment|Lúc|Moment
geopoint|place|Vị trí|Place
image|photo|Ảnh|Photo
file|paper|Giấy tờ|Paper
note|thanks|Cảm ơn|Thank you|Đã xong|That is all
acknowledge|sworn|Tôi cam đoan|I declare|||yes
calculate|twice||||||||||||${area} * 2
begin_repeat|children|Con|Children||||||||||||||2
text|name|Tên|Name
integer|years|Tuổi|Age||||||${name} != ''
end_repeat
integer|total|Tổng|Total||||||||||sum(${years})|||yes
";

const CHOICES: &str = "
list_name|name|label::Tiếng Việt (vi)|label::English (en)
sex|male|Nam|Male
sex|female|Nữ|Female
crops|rice|Lúa|Rice
crops|maize|Ngô|Maize
";

const SETTINGS: &str = "
form_title|form_id|version|default_language
Đăng ký|vn.sample.farm|2.1.0|Tiếng Việt (vi)
";

#[test]
fn everything_xlsform_shares_with_us() {
    let made = of(&[
        ("survey", SURVEY),
        ("choices", CHOICES),
        ("settings", SETTINGS),
    ]);
    assert_eq!(listed(&made), Vec::<String>::new());
    assert_eq!(body(&made), include_str!("carried.yaml").trim_end());
    if let Err(faults) = loaded(&made) {
        panic!("{faults:?}");
    }
}

/// Words of one language need no second; names that are no ids are renamed
/// wherever they stand, and the renaming is said.
#[test]
fn names_and_older_headings() {
    let made = of(&[
        (
            "Survey",
            "type|name|caption|bind:relevant|bind:jr:constraintMsg|bind:constraint|readonly
            select one from yes_no|is-farmer|Are you a farmer?
            int|first.field|How many fields?|${is-farmer}='yes'|At most nine|. &lt;= 9|no
            text|size|Size|../first.field > 1",
        ),
        (
            "choices",
            "list name|name|label
            yes_no|yes|Yes
            yes_no|no|No",
        ),
        (
            "settings",
            "title|id_string|default_language\nFarm|Farm 2020|en",
        ),
    ]);
    // `&lt;` is no XPath: it is named, with the words that belong to it.
    assert_eq!(
        listed(&made),
        [
            "Survey!E3: the constraint it belongs to was not carried over",
            "Survey!F3: `&` has no meaning in an XPath expression",
        ]
    );
    let renamed: Vec<&str> = made
        .notes
        .iter()
        .map(|entry| entry.why.en.as_str())
        .collect();
    assert_eq!(
        renamed,
        [
            "renamed: it is `is_farmer` here",
            "renamed: it is `first_field` here",
            "renamed: it is `farm-2020` here"
        ]
    );
    let form = loaded(&made).unwrap().form;
    assert_eq!(form.languages, ["en"]);
    assert!(
        made.yaml.contains("visibleWhen: \"is_farmer == 'yes'\""),
        "{}",
        made.yaml
    );
    assert!(
        made.yaml.contains("visibleWhen: \"first_field > 1\""),
        "{}",
        made.yaml
    );
}

/// Groups of the first level are pages where XLSForm shows them so; the rest
/// stays one page, with groups in it.
#[test]
fn pages_and_groups() {
    let survey = "type|name|label
        text|a|A
        begin group|first|First
        text|b|B
        end group
        begin group|second|Second
        begin group|inner|Inner
        text|c|C
        end group
        end group";
    let pages = |style: &str| {
        let made = of(&[("survey", survey), ("settings", style)]);
        let form = loaded(&made).unwrap().form;
        let pages = form.pages.iter().map(|page| page.id.clone());
        pages.collect::<Vec<_>>()
    };
    assert_eq!(pages("form_title\nT"), ["page"]);
    assert_eq!(pages("style\npages"), ["page", "first", "second"]);
}

/// A filter of a list becomes a rule over both answers.
#[test]
fn a_cascade() {
    let made = of(&[
        (
            "survey",
            "type|name|label|choice_filter
            select_one province|province|Province
            select_one commune|commune|Commune|province_of = ${province}",
        ),
        (
            "choices",
            "list_name|name|label|province_of
            province|p1|One
            province|p2|Two
            commune|c1|North|p1
            commune|c2|South|p2
            commune|c3|East|p2",
        ),
    ]);
    assert_eq!(listed(&made), Vec::<String>::new());
    let rule =
        "!has(self) || has(province) && self in {'p1': ['c1'], 'p2': ['c2', 'c3']}[province]";
    assert!(made.yaml.contains(rule), "{}", made.yaml);
    assert!(loaded(&made).is_ok());
}
