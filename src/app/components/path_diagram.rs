//! A convolutional net as a diagram, lit along the path of the image in hand: the image, maps of each layer, the classes.

use leptos::prelude::*;

use super::classifier::Classes;
use super::net_diagram::{Column, NetDiagram};
use crate::i18n::*;
use crate::run_context::use_run_context;

const SIDE_PX: usize = 28;

#[component]
pub fn PathDiagram(classes: Classes) -> impl IntoView {
    let (i18n, context) = (use_i18n(), use_run_context());
    let image = context.part(|view| view.drawn.clone());
    let prediction = context.part(|view| view.prediction.clone());
    let grids = context.part(|view| view.activations.clone());
    let columns = Memo::new(move |_| {
        let image = image.get().unwrap_or_else(|| vec![0.0; SIDE_PX * SIDE_PX].into());
        let maps = grids.with(|grids| {
            let maps = grids.iter().filter(|(grid, _)| grid.name.ends_with(".maps"));
            maps.map(|(grid, values)| Column::maps(grid, values)).collect::<Vec<_>>()
        });
        let nothing = vec![0.0; classes.len()];
        let answers = Column::units(prediction.get().as_deref().unwrap_or(&nothing), classes);
        [vec![Column::image(image, SIDE_PX)], maps, vec![answers]].concat()
    });
    view! { <NetDiagram columns label=Signal::derive(move || t_string!(i18n, home.diagram).to_owned()) /> }
}
