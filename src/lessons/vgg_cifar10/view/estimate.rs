//! How long the run will take on this machine, before it starts; and the small net for who has no graphics card.

use leptos::prelude::*;

use crate::app::kit::*;
use crate::course::settings::Settings;
use crate::lessons::vgg_cifar10::plan::{Plan, THIN, WHOLE, estimated_seconds};
use crate::protocol::{Backend, Question, RacePoint, RunState};

const TITLE: Text = Text { en: "How long will it take?", zh: "要花多长时间？" };
const WORK: Text = Text {
    en: "million multiplications for one image forward.",
    zh: "百万次乘法：一张图片的一次前向计算。",
};
const EPOCH: Text = Text { en: "One epoch on this machine:", zh: "在这台机器上训练一轮：" };
const BY_PRODUCT: Text = Text { en: ", estimated from a matrix product.", zh: "，根据一次矩阵乘法估计。" };
const BY_STEPS: Text = Text { en: ", from the steps so far.", zh: "，根据已走的步数得出。" };
const WARNING: Text = Text {
    en: "Here the net runs on the CPU, and the whole net is too much for most CPUs. The thin one learns in the same way.",
    zh: "这里用 CPU 计算，完整版对多数 CPU 来说太重。窄版的学习方式相同。",
};
const TAKE_SMALL: Text = Text { en: "Use the thin net", zh: "改用窄版" };
const SECONDS: Text = Text { en: "s", zh: "秒" };
const MINUTES: Text = Text { en: "min", zh: "分钟" };
const HOURS: Text = Text { en: "h", zh: "小时" };

/// Rows of the matrices whose product is timed.
const SIZE: u32 = 256;
/// A wait that calls for a warning.
const LONG_SECONDS: f64 = 600.0;

#[component]
pub fn Estimate() -> impl IntoView {
    let (context, language) = (use_run_context(), expect_context::<Language>());
    let say = move |text| say(language.locale.get(), text);
    let is_ready = context.part(|view| view.state == RunState::Ready);
    // The engine is free then, and the worker there.
    Effect::new(move || {
        if is_ready.get() {
            context.ask(Question::RaceMatmul { sizes: vec![SIZE] });
        }
    });
    let backend = context.part(|view| view.backend.as_ref().map(|report| report.backend));
    let race = context.part(|view| view.race.clone());
    let run = context.part(|view| view.settings.clone());
    let images = context.part(|view| view.summary.as_ref().map_or(0, |summary| summary.plan.train_examples));
    let rate = context.part(|view| view.progress.examples_per_second);
    let plan = move || Plan::of(&run.get());
    let estimated = move || {
        let point = race.with(|points| timed(points, backend.get()?))?;
        let workers = run.with(|run: &Settings| run.workers(point.backend)) as f64;
        let work = plan().multiplications();
        Some(estimated_seconds(work, images.get(), point.size, point.product_millis) / workers)
    };
    let measured = move || rate.get().map(|rate| images.get() as f64 / rate);
    let seconds = Memo::new(move |_| measured().or_else(estimated));
    let how = move || say(if rate.get().is_some() { BY_STEPS } else { BY_PRODUCT });
    let is_whole_chosen = move || context.settings.with(|settings| settings.choice("width") == WHOLE);
    let warns = Memo::new(move |_| {
        is_whole_chosen()
            && backend.get() == Some(Backend::Cpu)
            && seconds.get().is_some_and(|wait| wait > LONG_SECONDS)
    });
    // The small width is among the setting's options.
    let take_small = move |_| drop(context.set("width", THIN));
    view! {
        <section class="estimate" data-testid="estimate" data-seconds=move || seconds.get().map(|wait| wait.to_string())>
            <h3>{word(TITLE)}</h3>
            <p class="note">
                {move || format!("{:.1} ", plan().multiplications() as f64 / 1e6)} {word(WORK)} " "
                <Show when=move || seconds.get().is_some()>
                    {word(EPOCH)} " " <strong>{move || seconds.get().map(|wait| words(wait, say))}</strong> {how}
                </Show>
            </p>
            <Show when=move || warns.get()>
                <p class="notice" role="status">{word(WARNING)}</p>
                <button class="button" data-testid="take-small" on:click=take_small>{word(TAKE_SMALL)}</button>
            </Show>
        </section>
    }
}

/// The product on this device, if it has been timed.
fn timed(points: &[RacePoint], backend: Backend) -> Option<RacePoint> {
    points.iter().find(|point| point.backend == backend && point.size == SIZE).copied()
}

/// A wait with two digits.
fn words(seconds: f64, say: impl Fn(Text) -> &'static str) -> String {
    let (wait, unit) = match seconds {
        ..60.0 => (seconds, SECONDS),
        60.0..3600.0 => (seconds / 60.0, MINUTES),
        _ => (seconds / 3600.0, HOURS),
    };
    let digits = usize::from(wait < 10.0);
    format!("{wait:.digits$} {}", say(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_its_unit() {
        let words = |seconds| words(seconds, |text| text.en);
        assert_eq!([8.26, 59.0, 90.0, 2700.0, 9000.0].map(words), ["8.3 s", "59 s", "1.5 min", "45 min", "2.5 h"]);
    }
}
