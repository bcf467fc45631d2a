//! The embedding: t-SNE of a net's features in the plane, step by step, seeded, without burn and without the DOM.
//!
//! Features become the squared distances between their rows ([`distances`]); the nearest of them, at a wanted perplexity,
//! joint probabilities ([`neighbours`], [`affinities`]); these pull on the points, which start from the principal
//! components ([`pca`]), along the [`gradient`], one step at a time ([`tsne`]); very many points repel each other on a
//! [`mesh`]. A point that comes later finds its place among them ([`transform`]). [`session`] turns the page's commands into
//! such steps, [`worker`] runs it in the browser, [`trustworthiness`] says how good the picture is.

pub mod affinities;
pub mod distances;
mod fourier;
pub mod gradient;
pub mod input;
pub mod mesh;
pub mod neighbours;
pub mod pca;
pub mod session;
pub mod transform;
pub mod trustworthiness;
pub mod tsne;
pub mod worker;

/// Points in the plane, by axis: `positions[0]` holds every x, `positions[1]` every y. Without unit.
pub type Positions = [Vec<f32>; 2];

/// Eight numbers that the compiler keeps in SIMD registers: two of WebAssembly's, one of AVX's.
type Lanes = [f32; LANES];
const LANES: usize = 8;
