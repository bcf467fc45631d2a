//! Who does what and when: the last step's parts as bars, a row for each worker.

use leptos::prelude::*;

use crate::app::kit::*;
use crate::protocol::Command;

const TITLE: Text = Text { en: "Who does what, and when", zh: "谁在什么时候做什么" };
const EMPTY: Text = Text {
    en: "Press Run with two workers or more: the latest step appears here.",
    zh: "用两个以上的工作线程，按“运行”：这里会画出最近的一步。",
};
const LEADER: Text = Text { en: "Leader", zh: "主导线程" };
const WORKER: Text = Text { en: "Worker", zh: "工作线程" };
const FORWARD: Text = Text { en: "forward and backward", zh: "前向与反向" };
const STEP: Text = Text { en: "adds up and takes the step", zh: "汇总，走一步" };
const STAFF: Text = Text {
    en: "Workers running: {present}; replaced so far: {replaced}",
    zh: "运行中的工作线程：{present}；已替换：{replaced}",
};
const KILL: Text = Text { en: "End a worker in the middle of a step", zh: "在一步中途结束一个工作线程" };
const KILL_NOTE: Text = Text {
    en: "The leader waits three seconds or more, does that part itself, and starts another worker. The curve is the same to the last digit.",
    zh: "主导线程至少等三秒，然后自己补做那一份，再启动一个工作线程。曲线连最后一位数字都不变。",
};

#[component]
pub fn Diary() -> impl IntoView {
    let (context, language) = (use_run_context(), expect_context::<Language>());
    let say = move |text| say(language.locale.get(), text);
    let picture = context.part(|view| view.picture.clone());
    let parts = Memo::new(move |_| picture.with(|picture| picture.values("parts").to_vec()));
    let step = Memo::new(move |_| picture.with(|picture| <[f32; 2]>::try_from(picture.values("combining")).ok()));
    let staff = Memo::new(move |_| picture.with(|picture| <[f32; 2]>::try_from(picture.values("staff")).ok()));
    let workers = move || staff.get().map_or(0, |[present, _]| present as usize);
    let row = move |worker: usize| {
        let bars = move || {
            let end = step.get().map_or(1.0, |[_, end]| end.max(1e-3));
            let of_worker = |part: &&[f32]| part[0] as usize == worker;
            let own = parts.with(|parts| {
                let bar = |part: &[f32]| bar(part[1], part[2], end, "diary-part", say(FORWARD));
                parts.chunks_exact(3).filter(of_worker).map(bar).collect::<Vec<_>>()
            });
            let combining =
                step.get().filter(|_| worker == 0).map(|[from, to]| bar(from, to, end, "diary-step", say(STEP)));
            (own, combining)
        };
        let name = move || match worker {
            0 => say(LEADER).to_owned(),
            _ => format!("{} {}", say(WORKER), worker + 1),
        };
        view! {
            <li>
                <span>{name}</span>
                <span class="diary-track">{bars}</span>
            </li>
        }
    };
    let says_staff = move || {
        let [present, replaced] = staff.get()?.map(|count| count.to_string());
        Some(say(STAFF).replace("{present}", &present).replace("{replaced}", &replaced))
    };
    let has_diary = move || parts.with(|parts| !parts.is_empty());
    let scale = move || step.get().map(|[_, end]| format!("{end:.1} ms"));
    view! {
        <section data-testid="diary">
            <h3>{word(TITLE)}</h3>
            <Show when=has_diary fallback=|| view! { <p class="note">{word(EMPTY)}</p> }>
                <ol class="diary">{move || (0..workers()).map(row).collect::<Vec<_>>()}</ol>
                <p class="diary-key">
                    <span class="diary-part"></span>{word(FORWARD)}
                    <span class="diary-step"></span>{word(STEP)}
                    <span class="diary-scale">"0 – "{scale}</span>
                </p>
                <p
                    data-testid="staff"
                    data-present=move || staff.get().map(|[present, _]| present.to_string())
                    data-replaced=move || staff.get().map(|[_, replaced]| replaced.to_string())
                >
                    {says_staff}
                </p>
                <button
                    class="button"
                    data-testid="kill-worker"
                    disabled=move || staff.get().is_none_or(|[present, _]| present < 2.0)
                    on:click=move |_| context.act(|conductor, _| conductor.tell(Command::KillWorker))
                >
                    {word(KILL)}
                </button>
                <p class="note">{word(KILL_NOTE)}</p>
            </Show>
        </section>
    }
}

/// From one moment to another of a step that ends at `end`, all in milliseconds.
fn bar(from: f32, to: f32, end: f32, class: &'static str, what: &'static str) -> impl IntoView {
    let percent = |millis: f32| format!("{:.2}%", 100.0 * (millis / end).clamp(0.0, 1.0));
    view! {
        <span
            class=class
            style:left=percent(from)
            style:width=percent(to - from)
            title=format!("{what}: {from:.1} – {to:.1} ms")
        ></span>
    }
}
