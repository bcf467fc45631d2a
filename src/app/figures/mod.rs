//! Figures that are drawn on canvases: each kind's side of the page, under the name that its drawing has in [`plot`].
//!
//! [`canvas`] alone touches the element, [`head`] saves what it shows, [`legend`] names it, [`pointer`] is the reader's hand.

pub mod canvas;
pub mod chart;
pub mod confusion;
pub mod gif_tool;
pub mod head;
pub mod histograms;
pub mod images;
pub mod legend;
pub mod plane;
pub mod pointer;
pub mod scatter;
pub mod scatter3d;
