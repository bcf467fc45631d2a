//! Lesson texts to HTML: Markdown by pulldown-cmark, TeX between dollar signs to MathML by pulldown-latex. Pure.
//!
//! The texts are part of the program, so what they hold is trusted as HTML.

use pulldown_cmark::{CowStr, Event, Options, Parser, html};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{RenderConfig, Storage, push_mathml};

/// Where a lesson's text leaves room for its live figure: a line of its own.
pub const FIGURE: &str = "<!-- figure -->";

/// A lesson's text as HTML, before and after its figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonHtml {
    pub before: String,
    pub after: String,
}

impl LessonHtml {
    pub fn of(markdown: &str) -> Self {
        let (before, after) = markdown.split_once(FIGURE).unwrap_or((markdown, ""));
        Self { before: to_html(before), after: to_html(after) }
    }
}

fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::InlineMath(tex) => Event::InlineHtml(mathml(&tex, DisplayMode::Inline)),
        Event::DisplayMath(tex) => Event::InlineHtml(mathml(&tex, DisplayMode::Block)),
        other => other,
    });
    let mut html = String::new();
    html::push_html(&mut html, events);
    html
}

fn mathml(tex: &str, display_mode: DisplayMode) -> CowStr<'static> {
    let storage = Storage::new();
    let mut mathml = String::new();
    let config = RenderConfig { display_mode, annotation: Some(tex), ..RenderConfig::default() };
    // Wrong TeX shows as red text in the page, and fails the test over all lessons.
    match push_mathml(&mut mathml, pulldown_latex::Parser::new(tex, &storage), config) {
        Ok(()) => mathml.into(),
        Err(error) => format!("<code>{error}</code>").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lessons::LESSONS;

    #[test]
    fn text_and_formulas_become_html() {
        let html = LessonHtml::of("# One\n\nA *word* and $x^2$.\n\n<!-- figure -->\n\n$$y = \\sum_i w_i x_i$$");
        assert!(html.before.contains("<h1>One</h1>") && html.before.contains("<em>word</em>"));
        assert!(html.before.contains("<math") && html.before.contains("<msup>"));
        assert!(html.after.contains("display=\"block\"") && !html.after.contains("figure"));
    }

    #[test]
    fn every_lesson_has_a_figure_and_sound_formulas_in_both_languages() {
        for lesson in LESSONS {
            for text in [lesson.text.en, lesson.text.zh] {
                let html = LessonHtml::of(text);
                assert_eq!(text.matches(FIGURE).count(), 1, "{}", lesson.id);
                for part in [html.before, html.after] {
                    assert!(!part.contains("merror") && !part.contains("178, 34, 34") && !part.contains('$'), "{part}");
                }
            }
        }
    }
}
