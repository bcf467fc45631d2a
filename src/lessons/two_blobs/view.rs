//! The lesson's live figure: the plane to touch, what the points cost, curves, and experiments to try.
#![cfg(feature = "ui")]

use leptos::prelude::*;

use crate::app::kit::*;
use crate::lessons::two_blobs::hand::Hand;

mod costs;
mod plane;
mod trials;

use costs::Costs;
use plane::PointPlane;

/// The figure.
pub fn figure() -> AnyView {
    let hand = RwSignal::new(Hand::default());
    view! {
        <Metrics />
        <PointPlane hand />
        <Costs chosen=Signal::derive(move || hand.get().chosen) />
        <LearningCharts />
        <Quiz questions=trials::QUESTIONS />
        <Presets presets=trials::PRESETS />
    }
    .into_any()
}
