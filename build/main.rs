//! What the linker is told of two modules.

fn main() {
    println!("cargo::rerun-if-changed=build");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|arch| arch == "wasm32") {
        // What xtask/src/split.rs cuts the module by.
        #[cfg(feature = "ui")]
        println!("cargo::rustc-link-arg-bin=app=--emit-relocs");
        // What src/bin/engine_gpu.rs calls once.
        #[cfg(feature = "gpu")]
        println!("cargo::rustc-link-arg-bin=engine_gpu=--export=__wasm_call_ctors");
    }
}
