//! The drawing on its way to the net: cropped, fitted into the box, centred in the field.

use std::sync::Arc;

use leptos::prelude::*;

use crate::figures::canvas::{Pixels, page_theme};
use crate::i18n::*;
use digit::{Bitmap, FIELD_PX, Normalised};
use plot::images::{PixelImage, Shape, from_bytes};
use plot::palette::Theme;

/// Longest side of the small pictures; the last one is twice as large.
const SIDE_PX: f64 = 56.0;

#[component]
pub fn Stages(#[prop(into)] digit: Signal<Option<Arc<Normalised>>>) -> impl IntoView {
    let i18n = use_i18n();
    let ink = Signal::derive(move || digit.with(|digit| digit.as_ref().map(|digit| digit.ink.clone())));
    let boxed = Signal::derive(move || digit.with(|digit| digit.as_ref().map(|digit| digit.boxed.clone())));
    let centred = Signal::derive(move || Some(digit.with(|digit| field(digit.as_deref()))));
    view! {
        <ol class="digit-pad-stages">
            <Stage bitmap=ink side_px=SIDE_PX caption=Signal::derive(move || t_string!(i18n, pad.cropped).to_owned()) />
            <Stage bitmap=boxed side_px=SIDE_PX caption=Signal::derive(move || t_string!(i18n, pad.boxed).to_owned()) />
            <Stage
                bitmap=centred
                side_px=2.0 * SIDE_PX
                caption=Signal::derive(move || t_string!(i18n, pad.centred).to_owned())
            />
        </ol>
    }
}

#[component]
fn Stage(bitmap: Signal<Option<Bitmap>>, side_px: f64, caption: Signal<String>) -> impl IntoView {
    let theme = page_theme();
    let image = Signal::derive(move || bitmap.with(|bitmap| bitmap.as_ref().map(|bitmap| pixels(bitmap, theme.get()))));
    let zoom = move || {
        let longest_px = image.with(|image| image.as_ref().map_or(1, |image| image.width_px.max(image.height_px)));
        side_px / longest_px as f64
    };
    view! {
        <li>
            <span class="digit-pad-frame" style:width=format!("{side_px}px") style:height=format!("{side_px}px")>
                <Pixels image=move || image.get().unwrap_or_default() zoom=zoom label=caption />
            </span>
            <span class="digit-pad-caption">{caption}</span>
        </li>
    }
}

/// What the net reads; white paper where there is no digit.
fn field(digit: Option<&Normalised>) -> Bitmap {
    let ink = digit.map_or_else(|| vec![0.0; FIELD_PX * FIELD_PX], |digit| digit.centred.to_vec());
    Bitmap { width_px: FIELD_PX, height_px: FIELD_PX, ink }
}

fn pixels(bitmap: &Bitmap, theme: Theme) -> PixelImage {
    let bytes: Vec<u8> = bitmap.ink.iter().map(|ink| (ink * 255.0).round() as u8).collect();
    from_bytes(&bytes, Shape { channels: 1, height_px: bitmap.height_px, width_px: bitmap.width_px }, theme)
}
