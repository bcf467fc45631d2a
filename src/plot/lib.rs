//! Drawing: numbers become marks on any plotters backend, or pixels. Knows nothing of protocol, workers and pages.
//!
//! [`series`] keeps curves small, [`scale`] maps data to pixels, [`palette`] holds the colours of both themes; [`line`],
//! [`scatter`], [`heatmap`] and [`images`] say what is drawn, and [`canvas`] alone touches the element it is drawn on.

pub mod bitmap;
pub mod camera;
pub mod canvas;
pub mod contour;
pub mod csv;
pub mod dash;
pub mod heatmap;
pub mod histogram;
pub mod images;
pub mod line;
pub mod motion;
pub mod palette;
pub mod pen;
pub mod plane;
pub mod scale;
pub mod scatter;
pub mod scatter3d;
pub mod series;
