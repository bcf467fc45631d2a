//! Bad input to the lessons on small data: each ends in a sentence on the page, and the page goes on.

use crate::page::Page;
use crate::report::{Trouble, ensure};

/// An address that cannot be run as it is.
pub struct Wrong {
    pub what: &'static str,
    lesson: &'static str,
    query: &'static str,
    code: &'static str,
    /// Needs a step to go wrong, or a few.
    needs_run: bool,
}

pub const ALL: [Wrong; 9] = [
    Wrong::at_once("an expression that ends too early", "autograd", "expr=y+%3D+2+*", "bad-expression"),
    Wrong::at_once("a tensor program with an unknown name", "tensors", "expr=a+%2B+1", "bad-expression"),
    Wrong::in_time("no points", "two-blobs", "points=none", "no-points"),
    Wrong::in_time("a count of zero points", "two-blobs", "count=0", "no-points"),
    Wrong::at_once("points that are no numbers", "two-blobs", "points=1,2,x", "bad-expression"),
    Wrong::at_once("a learning rate that is no number", "xor", "lr=NaN", "bad-setting"),
    Wrong::in_time("a learning rate of 1e9, by hand", "linear-regression", "lr=1e9", "diverged"),
    Wrong::in_time("a learning rate of 1e9, a net", "curve-fitting", "lr=1e9", "diverged"),
    Wrong::in_time("a learning rate of 1e9, a classifier", "clusters-3d", "lr=1e9", "diverged"),
];

impl Wrong {
    const fn at_once(what: &'static str, lesson: &'static str, query: &'static str, code: &'static str) -> Self {
        Self { what, lesson, query, code, needs_run: false }
    }

    const fn in_time(what: &'static str, lesson: &'static str, query: &'static str, code: &'static str) -> Self {
        Self { what, lesson, query, code, needs_run: true }
    }
}

pub async fn check(page: &Page<'_>, wrong: &Wrong) -> Result<String, Trouble> {
    page.open(&format!("lesson/{}/?pace=100000&{}", wrong.lesson, wrong.query)).await?;
    if wrong.needs_run {
        page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
        page.click("run").await?;
    }
    let now = page.until_fault(wrong.code, 60).await?;
    let text = now.fault_text.unwrap_or_default();
    ensure(text.trim().split(' ').count() > 5, || format!("no sentence: {text}"))?;

    // The same page, without what was wrong.
    page.open(&format!("lesson/{}/", wrong.lesson)).await?;
    page.until("the lesson to be ready", 60, |now| now.is("ready")).await?;
    page.click("step").await?;
    page.until("a step", 60, |now| now.steps() == 1).await?;
    Ok(format!("“{}”", text.trim_end_matches('×').trim()))
}
