//! The lesson's live figure: the plane to touch, what the points cost, curves, and experiments to try.

use leptos::prelude::*;

use crate::app::kit::*;
use crate::lessons::two_blobs::hand::Hand;
use crate::lessons::two_blobs::points::HALF_WIDTH;

mod costs;
mod plane;
mod trials;

use costs::Costs;
use plane::PointPlane;

/// What the lesson shows.
pub fn scene() -> Scene {
    let hand = RwSignal::new(Hand::default());
    let rest = view! {
        <Costs chosen=Signal::derive(move || hand.get().chosen) />
        <LearningCharts />
        <Presets presets=trials::PRESETS />
    };
    let lead = view! {
        <div class="lead lead-pair plane-and-net">
            <PointPlane hand />
            <SmallNet inputs=&["x", "y"] outputs=&["0", "1"] reach=HALF_WIDTH />
        </div>
    };
    Scene::new(lead).questions(trials::QUESTIONS).rest(rest)
}
