//! Drawing: numbers become marks on any plotters backend, or pixels. Knows nothing of protocol, workers and pages.
//!
//! [`series`] keeps curves small, [`scale`] maps data to pixels, [`palette`] holds the colours of both themes, [`axes`] are what
//! charts and planes stand in; [`chart`], [`plane`], [`scatter`], [`scatter3d`], [`histograms`], [`images`] and [`confusion`] say
//! what is drawn, and [`sheet`] what a saved picture has around it. The page's side of each kind of figure has the same name, in
//! `app::figures`.

pub mod axes;
pub mod bitmap;
pub mod camera;
pub mod chart;
pub mod confusion;
pub mod contour;
pub mod csv;
pub mod dash;
pub mod grip;
pub mod histograms;
pub mod images;
pub mod motion;
pub mod palette;
pub mod pen;
pub mod plane;
pub mod scale;
pub mod scatter;
pub mod scatter3d;
pub mod series;
pub mod sheet;
