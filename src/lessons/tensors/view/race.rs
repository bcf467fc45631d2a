//! "Where the GPU starts to win": matrices of growing size, moved and multiplied on each device of this machine.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::figures::plane::{Bounds, Dash, Layer, PlaneView, Spacing};
use crate::app::i18n::*;
use crate::app::run_context::use_run_context;
use crate::protocol::{Backend, Question, RacePoint};

const SIZES: [u32; 7] = [16, 32, 64, 128, 256, 512, 1024];
const DEVICES: [(Backend, &str); 2] = [(Backend::Cpu, "CPU"), (Backend::Gpu, "GPU")];

#[component]
pub fn Race() -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let points = context.part(|view| view.race.clone());
    let fault_count = context.part(|view| view.faults.len());
    let is_measuring = RwSignal::new(false);
    // Times come, or something goes wrong.
    Effect::new(move || {
        points.track();
        fault_count.track();
        is_measuring.set(false);
    });
    let start = move |_| {
        if !is_measuring.get_untracked() {
            is_measuring.set(true);
            context.ask(Question::RaceMatmul { sizes: SIZES.to_vec() });
        }
    };
    let has_points = Memo::new(move |_| points.with(|points| !points.is_empty()));
    view! {
        <section class="block">
            <h3>{t!(i18n, tensors.race)}</h3>
            <p class="note">{t!(i18n, tensors.race_text)}</p>
            <button class="button" data-testid="race" aria-disabled=move || is_measuring.get().to_string() on:click=start>
                {move || match is_measuring.get() {
                    true => t_string!(i18n, tensors.race_running),
                    false => t_string!(i18n, tensors.race_start),
                }}
            </button>
            <Show when=move || has_points.get()>
                <Times points />
            </Show>
        </section>
    }
}

#[component]
fn Times(points: Memo<Arc<[RacePoint]>>) -> impl IntoView {
    let i18n = use_i18n();
    let layers = move || {
        let lines = DEVICES.iter().enumerate().flat_map(|(colour, (backend, device))| {
            let product = t_string!(i18n, tensors.race_product, device).to_string();
            let there_and_back = t_string!(i18n, tensors.race_move, device).to_string();
            points.with(|points| {
                [
                    line(points, *backend, |point| point.product_millis, colour, Dash::Solid, product),
                    line(points, *backend, |point| point.move_millis, colour, Dash::Dashed, there_and_back),
                ]
            })
        });
        lines.flatten().collect::<Vec<_>>()
    };
    let verdict = move || {
        points.with(|points| match (has_gpu(points), first_win(points)) {
            (false, _) => t_string!(i18n, tensors.race_cpu_only).to_owned(),
            (true, Some(size)) => t_string!(i18n, tensors.race_wins, size).to_string(),
            (true, None) => t_string!(i18n, tensors.race_never).to_owned(),
        })
    };
    view! {
        <PlaneView
            name="race"
            title=Signal::derive(move || t_string!(i18n, tensors.race).to_owned())
            x_label=Signal::derive(move || t_string!(i18n, tensors.race_size).to_owned())
            y_label=Signal::derive(move || t_string!(i18n, tensors.race_millis).to_owned())
            bounds=Signal::derive(move || points.with(|points| bounds(points)))
            spacing=(Spacing::Log10, Spacing::Log10)
            layers=Signal::derive(layers)
        />
        <p data-testid="race-verdict">{verdict}</p>
        <div class="race-table">
            {move || points.with(|points| view! { <Table points=points.to_vec() /> })}
        </div>
    }
}

#[component]
fn Table(points: Vec<RacePoint>) -> impl IntoView {
    let i18n = use_i18n();
    let devices: Vec<_> =
        DEVICES.into_iter().filter(|(backend, _)| points.iter().any(|point| point.backend == *backend)).collect();
    let heads = devices.iter().map(|(_, device)| {
        let device = *device;
        view! {
            <th scope="col">{move || t_string!(i18n, tensors.race_move, device).to_string()}</th>
            <th scope="col">{move || t_string!(i18n, tensors.race_product, device).to_string()}</th>
        }
    });
    let row = |size: &u32| {
        let cells = devices.iter().map(|(backend, _)| {
            let point = points.iter().find(|point| point.backend == *backend && point.size == *size);
            let millis = |millis: Option<f64>| millis.map_or("–".to_owned(), |millis| format!("{millis:.3}"));
            view! {
                <td>{millis(point.map(|point| point.move_millis))}</td>
                <td>{millis(point.map(|point| point.product_millis))}</td>
            }
        });
        view! { <tr><th scope="row">{*size}</th>{cells.collect::<Vec<_>>()}</tr> }
    };
    view! {
        <table data-testid="race-times">
            <thead>
                <tr><th scope="col">{t!(i18n, tensors.race_rows)}</th>{heads.collect::<Vec<_>>()}</tr>
            </thead>
            <tbody>{SIZES.iter().map(row).collect::<Vec<_>>()}</tbody>
        </table>
    }
}

/// On logarithmic axes a power of n is a straight line, as steep as the power.
fn line(
    points: &[RacePoint],
    backend: Backend,
    millis: fn(&RacePoint) -> f64,
    colour: usize,
    dash: Dash,
    label: String,
) -> Option<Layer> {
    let own = points.iter().filter(|point| point.backend == backend);
    let points: Arc<[f32]> = own.flat_map(|point| [point.size as f32, millis(point) as f32]).collect();
    (!points.is_empty()).then_some(Layer::Line { points, colour, width_px: 2.0, dash, label })
}

fn bounds(points: &[RacePoint]) -> Bounds {
    let heights = points.iter().flat_map(|point| [point.move_millis.log10(), point.product_millis.log10()]);
    let (low, high) = heights
        .filter(|height| height.is_finite())
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), height| (low.min(height), high.max(height)));
    let (y_min, y_max) = if low < high { (low.floor(), high.ceil()) } else { (-3.0, 3.0) };
    Bounds { x_min: 10.0, x_max: 2000.0, y_min: 10f64.powi(y_min as i32), y_max: 10f64.powi(y_max as i32) }
}

fn has_gpu(points: &[RacePoint]) -> bool {
    points.iter().any(|point| point.backend == Backend::Gpu)
}

/// The smallest size from which on the GPU's product is the faster one.
fn first_win(points: &[RacePoint]) -> Option<u32> {
    let millis = |backend: Backend, size: u32| {
        points.iter().find(|point| point.backend == backend && point.size == size).map(|point| point.product_millis)
    };
    let wins = |size: &&u32| match (millis(Backend::Gpu, **size), millis(Backend::Cpu, **size)) {
        (Some(gpu), Some(cpu)) => gpu < cpu,
        (None, _) | (_, None) => false,
    };
    SIZES.iter().rev().take_while(wins).last().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(backend: Backend, size: u32, product_millis: f64) -> RacePoint {
        RacePoint { backend, size, move_millis: 1.0, product_millis }
    }

    #[test]
    fn the_gpu_wins_where_it_stays_ahead() {
        let mut points: Vec<_> = SIZES.iter().map(|size| point(Backend::Cpu, *size, f64::from(*size))).collect();
        assert!(!has_gpu(&points));
        points.extend(SIZES.iter().map(|size| point(Backend::Gpu, *size, 100.0)));
        assert_eq!(first_win(&points), Some(128));
        assert_eq!(first_win(&points[..10]), None, "a GPU that gave up has not won");
    }

    #[test]
    fn all_times_are_within_the_bounds() {
        let points = [point(Backend::Cpu, 16, 0.004), point(Backend::Cpu, 1024, 250.0)];
        assert_eq!(bounds(&points), Bounds { x_min: 10.0, x_max: 2000.0, y_min: 0.001, y_max: 1000.0 });
    }
}
