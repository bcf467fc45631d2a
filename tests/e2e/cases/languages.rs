//! No string is left untranslated: no key shows, and what is said in Chinese is not said in English.

use emberlab::lessons::LESSONS;
use serde_json::json;

use crate::page::Page;
use crate::report::{Trouble, ensure};

/// Texts and labels that can be seen or heard, without code, numbers and formulas.
const TEXTS: &str = r#"
    const hidden = 'code, pre, math, script, style, svg, [data-testid="language"], [data-testid="backend"], [aria-hidden="true"]';
    const texts = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent && !parent.closest(hidden) && parent.checkVisibility()) texts.add(walker.currentNode.data.trim());
    }
    for (const element of document.querySelectorAll('[aria-label], [title]')) {
        if (element.closest(hidden)) continue;
        for (const name of ['aria-label', 'title']) texts.add(element.getAttribute(name) ?? '');
    }
    return [...texts].filter(text => /[A-Za-z]{4}|\p{Script=Han}/u.test(text));
"#;

/// Words that are the same in both languages: names, of layers and functions too, file formats, the settings' values, what
/// stands in the Titanic's table.
const NAMES: &str = "Emberlab English MNIST CIFAR Rosenbrock Adam adam momentum auto mnist fashion Fashion softmax burn Rust ReLU \
    safetensors conv pool linear AdaGrad RMSprop Xavier Kaiming tanh relu sigmoid detach mean matmul logit flat exploding LSTM lstm \
    titanic survived pclass cabin female male sibsp parch fare embarked title Master Miss Other";

pub async fn check(page: &Page<'_>) -> Result<String, Trouble> {
    let mut counts = Vec::new();
    let lessons = LESSONS.iter().map(|lesson| format!("lesson/{}/", lesson.id));
    for path in std::iter::once(String::new()).chain(lessons) {
        let path = path.as_str();
        let english = texts(page, path, "en").await?;
        let chinese = texts(page, path, "zh").await?;
        for text in english.iter().chain(&chinese) {
            ensure(!is_key(text), || format!("a key instead of a text: {text}"))?;
        }
        let same: Vec<&String> = chinese.iter().filter(|text| !has_han(text) && !is_name(text)).collect();
        ensure(same.is_empty(), || format!("English on the Chinese page {path:?}: {same:?}"))?;
        let foreign: Vec<&String> = english.iter().filter(|text| has_han(text)).collect();
        ensure(foreign.is_empty(), || format!("Chinese on the English page {path:?}: {foreign:?}"))?;
        counts.push(format!("{} and {}", english.len(), chinese.len()));
    }
    Ok(format!("texts in English and Chinese, on the home page and in each lesson: {}", counts.join(", ")))
}

async fn texts(page: &Page<'_>, path: &str, language: &str) -> Result<Vec<String>, Trouble> {
    page.open(&format!("{path}?lang={language}")).await?;
    if !path.is_empty() {
        page.until("the lesson", 60, |now| now.is("ready")).await?;
    }
    for _ in 0..100 {
        // What stands there before the code has come is in both languages.
        let awake = "return document.getElementById('early') === null ? document.documentElement.lang : null";
        let found: Option<String> = page.ask(awake, json!([])).await?;
        let texts: Vec<String> = page.ask(TEXTS, json!([])).await?;
        if found.is_some_and(|found| found.starts_with(language)) && !texts.is_empty() {
            return Ok(texts);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    Err(Trouble(format!("the page {path:?} does not say that it is in {language}")))
}

/// `run.reset_changed`, or a placeholder that was not filled.
fn is_key(text: &str) -> bool {
    let is_path = |word: &str| {
        let parts: Vec<&str> = word.split('.').collect();
        parts.len() > 1
            && parts.iter().all(|part| part.contains('_') && part.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    text.contains("{{") || text.split_whitespace().any(is_path)
}

fn has_han(text: &str) -> bool {
    text.chars().any(|character| ('\u{4e00}'..='\u{9fff}').contains(&character))
}

/// Only names, numbers and punctuation.
fn is_name(text: &str) -> bool {
    let words = text.split(|character: char| !character.is_ascii_alphabetic()).filter(|word| word.len() >= 4);
    let mut words = words.filter(|word| !NAMES.split(' ').any(|name| name == *word)).peekable();
    words.peek().is_none()
}
