//! What the figures of lessons are made of: one import for a lesson's `view.rs` and its parts.

pub use super::components::batch_view::BatchView;
pub use super::components::choice::{Choice, Tick};
pub use super::components::classifier::{self, ByClass, Classes, Errors, Inside, Pad};
pub use super::components::lab_table::LabTable;
pub use super::components::learning_charts::{LearningCharts, with_program};
pub use super::components::metrics::{Metric, Metrics};
pub use super::components::presets::{Preset, Presets, preset};
pub use super::components::quiz::{Question, Quiz};
pub use super::components::share_bars::largest;
pub use super::components::small_net::SmallNet;
pub use super::components::specimen::Specimen;
pub use super::components::weights_view::WeightsView;
pub use super::figures::chart::{Chart, Curve, CurveStyle, Unit, curve, use_curves};
pub use super::figures::confusion::ConfusionMatrix;
pub use super::figures::histograms::{HistogramRow, Histograms};
pub use super::figures::images::ImageGrid;
pub use super::figures::plane::{Bounds, Dash, Layer, PlaneView, Spacing, Tone, Touch};
pub use super::figures::scatter::EmbeddingView;
pub use super::figures::scatter3d::{Frame3d, Mesh, Scatter3dView, Slice};
pub use super::i18n::Locale;
pub use super::language::{Language, say, word};
pub use super::run_context::use_run_context;
pub use super::run_view::{PastRun, Picture, RunView};
pub use super::scene::Scene;
pub use course::Text;
pub use protocol::RunState;
