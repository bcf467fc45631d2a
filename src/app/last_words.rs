//! When the page's own code panics: a sentence and a way on, in place of a page that no longer answers.

use std::panic::PanicHookInfo;

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;

use super::i18n::*;
use super::language::locale_of;

/// From now on a panic is said on the page, and in the console with its place in the code.
pub fn provide() {
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        if let Err(error) = say(panic) {
            web_sys::console::error_1(&error);
        }
    }));
}

/// Plain elements: of the page's own components none can be relied on any more.
fn say(panic: &PanicHookInfo) -> Result<(), JsValue> {
    const SAID: &str = "page-panic";
    let (document, location) = (document(), window().location());
    let (Some(root), Some(body)) = (document.document_element(), document.body()) else { return Ok(()) };
    if document.get_element_by_id(SAID).is_some() {
        return Ok(());
    }
    let locale = root.get_attribute("lang").as_deref().and_then(locale_of).unwrap_or(Locale::en);
    let place = panic.location().map_or_else(String::new, |place| {
        format!("{}:{}", place.file().rsplit(['/', '\\']).next().unwrap_or_default(), place.line())
    });
    let sheet = document.create_element("div")?;
    for (name, value) in [
        ("id", SAID),
        ("class", "fault page-panic"),
        ("role", "alert"),
        ("data-testid", "fault"),
        ("data-code", "page-panic"),
    ] {
        sheet.set_attribute(name, value)?;
    }
    let words = document.create_element("p")?;
    words.set_text_content(Some(&td_string!(locale, fault.page_panic, place)));
    let link = document.create_element("a")?;
    link.set_text_content(Some(td_string!(locale, fault.reload)));
    // `external`, so that the router, which is as dead as the rest, leaves it to the browser.
    let here = location.href()?;
    let here = here.split('#').next().unwrap_or_default();
    for (name, value) in
        [("class", "button button-main"), ("rel", "external"), ("data-testid", "reload"), ("href", here)]
    {
        link.set_attribute(name, value)?;
    }
    sheet.append_child(&words)?;
    sheet.append_child(&link)?;
    body.append_child(&sheet)?;
    Ok(())
}
