//! Markdown of a reader's or a stranger's as HTML: formulas become MathML, and HTML within it stays text.

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, html};
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{RenderConfig, Storage, push_mathml};

/// The text as HTML that holds nothing but what Markdown makes.
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_MATH | Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let events = Parser::new_ext(markdown, options).map(|event| match event {
        Event::InlineMath(tex) => formula(&tex, DisplayMode::Inline),
        Event::DisplayMath(tex) => formula(&tex, DisplayMode::Block),
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        // Their alignment would be a style attribute, which the page's policy forbids.
        Event::Start(Tag::Table(columns)) => {
            Event::Start(Tag::Table(vec![pulldown_cmark::Alignment::None; columns.len()]))
        }
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: harmless(link_type, dest_url), title, id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: harmless(link_type, dest_url), title, id })
        }
        other => other,
    });
    let mut html = String::new();
    html::push_html(&mut html, events);
    html
}

/// Links lead to pages, never to programs.
fn harmless(link_type: LinkType, address: CowStr<'_>) -> CowStr<'_> {
    let scheme =
        address.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    let is_harmless = link_type == LinkType::Email
        || scheme.is_none_or(|scheme| ["http", "https", "mailto"].contains(&scheme.to_ascii_lowercase().as_str()))
        || address.starts_with("data:image/png;base64,");
    if is_harmless { address } else { "#".into() }
}

/// What is no formula stands as it was written.
fn formula(tex: &str, display_mode: DisplayMode) -> Event<'static> {
    let (storage, mut mathml) = (Storage::new(), String::new());
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let outcome = push_mathml(&mut mathml, pulldown_latex::Parser::new(tex, &storage), config);
    match outcome {
        Ok(()) if !mathml.contains("merror") && !mathml.contains(" style=\"") => Event::InlineHtml(mathml.into()),
        _ => Event::Code(tex.to_owned().into()),
    }
}
