//! Lesson texts to HTML: Markdown by pulldown-cmark, TeX between dollar signs to MathML by pulldown-latex. Pure.
//!
//! Done while building, so that the page carries the texts and not their renderers. The texts are part of the program:
//! what they hold is trusted as HTML.

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{RenderConfig, Storage, push_mathml};

/// `[the thick line](<mark:the net>)`: words that mean what a figure's legend calls by that name. Links do not nest.
const MARK: &str = "mark:";

/// A lesson's text as HTML, or what is wrong with one of its formulas.
pub fn to_html(markdown: &str) -> Result<String, String> {
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION;
    let mut is_mark = false;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::InlineMath(tex) => mathml(&tex, DisplayMode::Inline),
        Event::DisplayMath(tex) => mathml(&tex, DisplayMode::Block),
        Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with(MARK) => {
            is_mark = true;
            let name = dest_url[MARK.len()..].replace('&', "&amp;").replace('"', "&quot;");
            Ok(Event::InlineHtml(format!("<span data-mark=\"{name}\">").into()))
        }
        Event::End(TagEnd::Link) if std::mem::take(&mut is_mark) => Ok(Event::InlineHtml("</span>".into())),
        other => Ok(other),
    });
    let events = events.collect::<Result<Vec<_>, _>>()?;
    let mut html = String::new();
    html::push_html(&mut html, events.into_iter());
    // Columns with an alignment, negative space and coloured formulas have one; the pages' policy would ignore it.
    match html.contains(" style=\"") {
        true => Err("a style attribute: the page's Content-Security-Policy forbids them".to_owned()),
        false => Ok(html),
    }
}

fn mathml(tex: &str, display_mode: DisplayMode) -> Result<Event<'static>, String> {
    let storage = Storage::new();
    let mut mathml = String::new();
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    // Wrong TeX is rendered as red text, which no reader should meet.
    let outcome = push_mathml(&mut mathml, pulldown_latex::Parser::new(tex, &storage), config);
    match outcome {
        Ok(()) if !mathml.contains("merror") => Ok(Event::InlineHtml(CowStr::from(mathml))),
        Ok(()) => Err(format!("the formula {tex} is not understood: {mathml}")),
        Err(error) => Err(format!("the formula {tex} is not understood: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_the_marks_of_a_figure() {
        let html = to_html("the [*thick* line](<mark:the net>), and a [link](https://example.org/)").unwrap();
        let expected = "the <span data-mark=\"the net\"><em>thick</em> line</span>, and a <a href=\"https://example.org/\">link</a>";
        assert_eq!(html.trim(), format!("<p>{expected}</p>"));
    }
}
