//! The lesson's live figure: curves, who does what and when, and how much faster more workers are on this machine.

use std::sync::Arc;

use leptos::prelude::*;

use super::speed_up::{amdahl, pace, serial_share, speed_ups};
use crate::app::kit::*;
use crate::protocol::{Question, WorkersPoint};
use diary::Diary;

mod diary;

const TITLE: Text = Text { en: "How much faster?", zh: "能快多少？" };
const NOTE: Text = Text {
    en: "Takes the run's first hundred steps with one worker, with two, and so on, ten steps at a time in turn; the first three turns are not timed. It starts once all the images have arrived. Pause the run first.",
    zh: "分别用一个、两个……工作线程走这次运行的前一百步，每十步轮换一次，前三轮不计时；全部图片到齐后才开始。请先暂停运行。",
};
const MEASURE: Text = Text { en: "Measure", zh: "测量" };
const MEASURING: Text = Text { en: "Measuring…", zh: "正在测量……" };
const WAITING: Text = Text { en: "Waiting for the images…", zh: "等待图片到齐……" };
const WORKERS: Text = Text { en: "Workers", zh: "工作线程" };
const RATE: Text = Text { en: "Images/s", zh: "图片/秒" };
const SPEED_UP: Text = Text { en: "Speed-up", zh: "加速比" };
const AMDAHL: Text = Text { en: "Amdahl's law", zh: "阿姆达尔定律" };
const LINE: Text = Text { en: "S = N", zh: "S = N" };
const BUSY: Text = Text { en: "At work", zh: "工作时间" };
const PACE: Text = Text { en: "Pace of each", zh: "各自速度" };
const APART: Text = Text { en: "Losses differ by", zh: "损失相差" };
const ABSENT: Text = Text {
    en: "This browser did not start all the workers; the leader did their share.",
    zh: "浏览器没有启动全部工作线程：缺少的那几份由主导线程代做。",
};

/// A step has no more parts.
const MOST_WORKERS: f64 = 6.0;

const PRESETS: &[Preset] = &[
    preset("One worker does it all. Does the curve change?", "全由一个工作线程来做。曲线变了吗？", &[("workers", "1")]),
    preset(
        "Six workers: more than this machine has cores?",
        "六个工作线程：比这台机器的核心还多吗？",
        &[("workers", "6")],
    ),
    preset(
        "Batches of 16: is a second worker still worth having?",
        "每批 16 张：第二个工作线程还值得用吗？",
        &[("batch", "16")],
    ),
    preset(
        "Batches of 256: more work between two meetings.",
        "每批 256 张：两次会合之间的计算更多。",
        &[("batch", "256")],
    ),
];

/// What the lesson shows.
pub fn scene() -> Scene {
    let rest = view! {
        <SpeedUp />
        <LearningCharts />
        <Presets presets=PRESETS />
    };
    Scene::new(view! { <Diary /> }).rest(rest)
}

#[component]
fn SpeedUp() -> impl IntoView {
    let (context, language) = (use_run_context(), expect_context::<Language>());
    let say = move |text| say(language.locale.get(), text);
    let points = context.part(|view| view.workers.clone());
    let fault_count = context.part(|view| view.faults.len());
    let run = context.part(|view| view.run);
    let is_loading = context.part(|view| view.loading.is_some());
    let most = window().navigator().hardware_concurrency().clamp(2.0, MOST_WORKERS) as u32;
    let is_measuring = RwSignal::new(false);
    // The rates come, something goes wrong, or another run takes the place of the one to be measured.
    Effect::new(move || {
        points.track();
        fault_count.track();
        run.track();
        is_measuring.set(false);
    });
    let start = move |_| {
        if !is_measuring.get_untracked() {
            is_measuring.set(true);
            context.ask(Question::MeasureWorkers { most });
        }
    };
    let label = move || match (is_measuring.get(), is_loading.get()) {
        (false, _) => MEASURE,
        (true, false) => MEASURING,
        (true, true) => WAITING,
    };
    let is_someone_absent = move || points.with(|points| points.iter().any(|point| point.present < point.workers));
    view! {
        <section class="block">
            <h3>{word(TITLE)}</h3>
            <p class="note">{word(NOTE)}</p>
            <button
                class="button"
                data-testid="measure-workers"
                aria-disabled=move || is_measuring.get().to_string()
                on:click=start
            >
                {move || say(label())}
            </button>
            <Show when=move || points.with(|points| !points.is_empty())>
                <Curve points />
                <Table points />
            </Show>
            <Show when=is_someone_absent>
                <p class="note" role="status">{word(ABSENT)}</p>
            </Show>
        </section>
    }
}

#[component]
fn Curve(points: Memo<Arc<[WorkersPoint]>>) -> impl IntoView {
    let language: Language = expect_context();
    let say = move |text| say(language.locale.get(), text);
    let layers = move || {
        points.with(|points| {
            let measured = speed_ups(points);
            let most = furthest(points);
            let places = |height: &dyn Fn(f64) -> f64| {
                (0..=40)
                    .map(|place| 1.0 + (most - 1.0) * f64::from(place) / 40.0)
                    .flat_map(|workers| [workers as f32, height(workers) as f32])
                    .collect::<Vec<f32>>()
            };
            let found =
                points.iter().zip(&measured).flat_map(|(point, speed_up)| [point.workers as f32, *speed_up as f32]);
            let mut layers = vec![
                Layer::line(found.collect::<Vec<_>>(), (0, Dash::Solid), 2.0, say(SPEED_UP)),
                Layer::line(places(&|workers| workers), (3, Dash::Dotted), 2.0, say(LINE)),
            ];
            if let Some(two) = measured.get(1) {
                let share = serial_share(*two);
                let law = places(&|workers| amdahl(share, workers));
                layers.push(Layer::line(law, (1, Dash::Dashed), 2.0, say(AMDAHL)));
            }
            layers
        })
    };
    let bounds = move || {
        let most = points.with(|points| furthest(points));
        Bounds { x_min: 0.8, x_max: most + 0.2, y_min: 0.0, y_max: most + 0.2 }
    };
    view! {
        <PlaneView
            name="speed-up"
            title=word(SPEED_UP)
            x_label=word(WORKERS)
            y_label=word(SPEED_UP)
            bounds=Signal::derive(bounds)
            layers=Signal::derive(layers)
        />
    }
}

/// Amdahl's law is drawn beyond what this machine can measure.
fn furthest(points: &[WorkersPoint]) -> f64 {
    MOST_WORKERS.max(points.len() as f64)
}

#[component]
fn Table(points: Memo<Arc<[WorkersPoint]>>) -> impl IntoView {
    let rows = move || {
        points.with(|points| {
            let measured = speed_ups(points);
            let share = measured.get(1).map(|two| serial_share(*two));
            let row = |(point, speed_up): (&WorkersPoint, &f64)| {
                let pace = pace(point, *speed_up);
                let promised = share.map(|share| format!("{:.2}", amdahl(share, f64::from(point.workers))));
                view! {
                    <tr
                        data-testid=format!("workers-{}", point.workers)
                        data-rate=point.examples_per_second.to_string()
                        data-busy=point.busy.to_string()
                        data-pace=pace.to_string()
                        data-apart=point.losses_apart.to_string()
                    >
                        <th scope="row">{point.workers}</th>
                        <td>{format!("{:.0}", point.examples_per_second)}</td>
                        <td>{format!("{speed_up:.2}")}</td>
                        <td>{promised}</td>
                        <td>{format!("{:.0}%", 100.0 * point.busy)}</td>
                        <td>{format!("{:.0}%", 100.0 * pace)}</td>
                        <td>{format!("{:.1e}", point.losses_apart)}</td>
                    </tr>
                }
            };
            points.iter().zip(&measured).map(row).collect::<Vec<_>>()
        })
    };
    view! {
        <LabTable headings=&[WORKERS, RATE, SPEED_UP, AMDAHL, BUSY, PACE, APART]>{rows}</LabTable>
    }
}
