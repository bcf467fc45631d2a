//! What stands in a page before its code has come: title, one line and text in both languages, laid out as the page will be, so
//! that there is something to read at once and nothing moves when it wakes. `boot.js` takes it away then.

use std::fs;

use emberlab::course::reading::{FIGURE, Reading};
use emberlab::course::{Manifest, Text};
use emberlab::lessons::LESSONS;
use serde_json::Value;

use crate::failure::Failure;
use crate::reading::LANGUAGES;
use crate::{place, reading};

/// Where it goes.
pub const MARK: &str = "<div id=\"early\"></div>";

/// A lesson's title, its line, the stage's room, and its text.
pub fn lesson(lesson: &Manifest) -> Result<String, Failure> {
    let mut texts = String::new();
    for language in LANGUAGES {
        let Reading { html, .. } = reading::of(lesson, language)?;
        let (before, after) = html.split_once(FIGURE).unwrap_or((&html, ""));
        texts += &format!("<div class=\"prose\" {}>{before}{FIGURE}{after}</div>", marked(language));
    }
    let content = format!(
        "<article class=\"lesson\"><div class=\"opening\"><header class=\"lesson-head\">{}{}{}</header><div class=\"stage\">\
         <div class=\"run-bar-place\"></div><div class=\"stage-body\"><div class=\"stage-figure\"></div><div class=\"stage-side\">\
         </div></div></div></div>{texts}</article>",
        LANGUAGES.map(|language| chapter(lesson, language)).into_iter().collect::<Result<String, _>>()?,
        both("h1", "", lesson.title),
        both("p", "lesson-line", lesson.summary),
    );
    Ok(frame(lesson.id, &content))
}

/// The chapter's name, and how long the lesson takes.
fn chapter(lesson: &Manifest, language: &str) -> Result<String, Failure> {
    let Text { en, zh } = lesson.chapter.title();
    let minutes = words(language, "page")?["minutes"].as_str().unwrap_or_default().to_owned();
    let minutes = minutes.replace("{{ minutes }}", &lesson.minutes.to_string());
    let title = if language == "zh" { zh } else { en };
    Ok(format!("<p class=\"lesson-chapter\" {}>{} · {minutes}</p>", marked(language), escape(title)))
}

/// The front page: what this is, and the lessons.
pub fn home() -> Result<String, Failure> {
    let mut parts = String::new();
    for language in LANGUAGES {
        let (home, page) = (words(language, "home")?, words(language, "page")?);
        let word = |words: &Value, key: &str| escape(words[key].as_str().unwrap_or_default());
        let lines = LESSONS.iter().map(|lesson| {
            let say = |text: Text| escape(if language == "zh" { text.zh } else { text.en });
            format!("<li class=\"lesson-card\"><h3>{}</h3><p>{}</p></li>", say(lesson.title), say(lesson.summary))
        });
        parts += &format!(
            "<div {}><section class=\"hero\"><h1>{}</h1><p class=\"lede\">{}</p><p class=\"home-standing\"></p>\
             <div class=\"home-place\"></div></section><section><h2>{}</h2><ol class=\"lesson-list\">{}</ol></section></div>",
            marked(language),
            word(&home, "title"),
            word(&home, "line"),
            word(&page, "lessons"),
            lines.collect::<String>(),
        );
    }
    Ok(frame("", &parts))
}

/// The page's words of one room.
fn words(language: &str, room: &str) -> Result<Value, Failure> {
    let path = place::root().join(format!("locales/{language}/{room}.json"));
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    Ok(serde_json::from_str(&text).expect("the page is built from the same words"))
}

/// The page's own frame around it, without what needs code.
fn frame(lesson_id: &str, content: &str) -> String {
    format!(
        "<div id=\"early\" data-lesson=\"{lesson_id}\"><header class=\"top-bar\"><span class=\"menu-button\">☰</span>\
         <span class=\"brand\">Emberlab</span><span class=\"badge\">&nbsp;</span></header><div class=\"layout\">\
         <div class=\"sidebar\"></div><main>{content}</main></div></div>"
    )
}

fn both(element: &str, class: &str, text: Text) -> String {
    let one =
        |language, text| format!("<{element} class=\"{class}\" {}>{}</{element}>", marked(language), escape(text));
    one("en", text.en) + &one("zh", text.zh)
}

/// Style sheets show the one that the page speaks.
fn marked(language: &str) -> String {
    format!("lang=\"{language}\" data-early=\"{language}\"")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lesson_stands_in_both_languages_before_any_code() {
        let lesson_html = lesson(LESSONS[0]).unwrap();
        let Manifest { id, title, summary, .. } = LESSONS[0];
        for text in [title.en, title.zh, summary.en, summary.zh] {
            assert!(lesson_html.contains(&escape(text)), "{text}");
        }
        assert!(lesson_html.contains(&format!("data-lesson=\"{id}\"")));
        assert_eq!(lesson_html.matches("class=\"prose\"").count(), 2);
        assert!(!lesson_html.contains("style="), "the policy forbids it");
    }

    #[test]
    fn the_front_page_lists_every_lesson() {
        let home = home().unwrap();
        assert_eq!(home.matches("lesson-card").count(), 2 * LESSONS.len());
    }
}
