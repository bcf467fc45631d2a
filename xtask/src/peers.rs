//! What `cargo xtask bench peers` compares with: other libraries, put where the benchmark's host serves them.

use crate::failure::Failure;
use crate::packages::Package;
use crate::place;

/// Each under the name by which `benches/peers` asks for it.
const PEERS: [(&str, Package); 4] = [
    (
        "tensorflow-tfjs",
        Package {
            name: "@tensorflow/tfjs@4.22.0",
            size: "30 MB",
            files: &[("dist/tf.min.js", "300dfae273d20b4046f46a06d735688f03675a807561e9bcb5f664eb2f3d2831")],
        },
    ),
    (
        "tensorflow-tfjs-backend-wasm",
        Package {
            name: "@tensorflow/tfjs-backend-wasm@4.22.0",
            size: "2 MB",
            files: &[
                ("dist/tf-backend-wasm.min.js", "691bbec0ef8b5a7f17f212e9c5d85832030f90d030b46e99acb4dea1fb16f009"),
                (
                    "dist/tfjs-backend-wasm-simd.wasm",
                    "77ebb28a6d34f371dbbf2086b7f2de8994acd8ea5a3cf1fa24d2c26c840cac7b",
                ),
            ],
        },
    ),
    (
        "onnxruntime-web",
        Package {
            name: "onnxruntime-web@1.30.0",
            size: "33 MB",
            files: &[
                ("dist/ort.wasm.min.mjs", "219e6a1fc8a9938268d18efca3c91d310bd2f4a59bbd13744df5b2b7fc6cee3b"),
                ("dist/ort-wasm-simd-threaded.mjs", "e13f7f94fc51b4ca72b12faeb1ee95f4ace6dfbc8939bc718aabdc0a27c4299b"),
                (
                    "dist/ort-wasm-simd-threaded.wasm",
                    "3398c10d07d229bd91b364548e130e0e51a8e5704b88c7c083ebbeb78842dee2",
                ),
            ],
        },
    ),
    (
        "jax-js-jax",
        Package {
            name: "@jax-js/jax@0.1.25",
            size: "1 MB",
            files: &[
                ("dist/index.js", "ebe0cf7d20d4c64a490a15aee0083f950cd7abb38900b72566f0393e2b14eb52"),
                ("dist/backend-CnjgxpXq.js", "6f515399eb135f3d97c891494b3b34a67db1445fe75705bf1cc94b821e3a5386"),
                (
                    "dist/rolldown-runtime-D7D4PA-g.js",
                    "16a983b80655888fa521be8504570aef2fc3713d1a723ff439beddac3a2428c3",
                ),
                ("dist/webgpu-D5edCWOx.js", "36aed0121433e0535cb23e63bf18f929d57ab10271e9ce606e5f336ccec3de09"),
                ("dist/webgl-d1MbwhuX.js", "0a442c097453939395cdb695bc30f9243c8f042a0e125c3989b0cf9c28d32347"),
            ],
        },
    ),
];

/// Puts all of them under `target/peers` of the clone.
pub fn install() -> Result<(), Failure> {
    let folder = place::root().join("target/peers");
    PEERS.iter().try_for_each(|(name, package)| package.copy(&package.fetch()?, &folder.join(name)))
}
