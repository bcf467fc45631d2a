//! A shader on its way to the GPU.

use std::fmt::Write;

use burn::backend::wgpu::{CubeTensor, KernelSource, SourceKernel, SourceTemplate, into_contiguous};
use burn::cubecl::prelude::KernelId;
use burn::cubecl::server::KernelArguments;
use burn::cubecl::{CubeCount, CubeDim};
use burn::tensor::{DType, Shape};

/// What each of so many invocations does.
pub struct Shader {
    /// Statements in WGSL, with the invocation's number in `at`.
    pub body: String,
    pub invocations: usize,
}

impl Shader {
    /// Runs it on inputs, each with the name of its array and the type of that one's values; all of them are used. Gives back its
    /// outputs, arrays of `f32` of these names and shapes.
    pub fn launch<const INPUTS: usize, const OUTPUTS: usize>(
        self,
        inputs: [(&str, &str, CubeTensor); INPUTS],
        outputs: [(&str, &[usize]); OUTPUTS],
    ) -> [CubeTensor; OUTPUTS] {
        let arrays = inputs.iter().map(|(name, values, _)| (*name, *values));
        let text = self.text(arrays.chain(outputs.map(|(name, _)| (name, "f32"))));
        let tensors = inputs.map(|(_, _, tensor)| into_contiguous(tensor));
        let (client, device) = (tensors[0].client.clone(), tensors[0].device.clone());
        let outputs = outputs.map(|(_, shape)| {
            let shape = Shape::from(shape.to_vec());
            let buffer = client.empty(shape.num_elements() * DType::F32.size());
            CubeTensor::new_contiguous(client.clone(), device.clone(), shape, buffer, DType::F32)
        });
        let handles = tensors.iter().chain(&outputs).map(|tensor| tensor.handle.clone().binding());
        let arguments = KernelArguments::new().with_buffers(handles.collect());
        let groups = (self.invocations as u32).div_ceil(GROUP);
        let count = CubeCount::Static(groups.min(ROW), groups.div_ceil(ROW), 1);
        client.launch(Box::new(SourceKernel::new(Source(text), CubeDim::new_1d(GROUP))), count, arguments);
        outputs
    }

    fn text<'a>(&self, arrays: impl Iterator<Item = (&'a str, &'a str)>) -> String {
        let mut text = String::new();
        for (place, (name, values)) in arrays.enumerate() {
            let array = format_args!("var<storage, read_write> {name}: array<{values}>;");
            line(&mut text, format_args!("@group(0) @binding({place}) {array}"));
        }
        line(&mut text, format_args!("@compute @workgroup_size({GROUP}, 1, 1)"));
        line(&mut text, format_args!("fn main(@builtin(global_invocation_id) id: vec3<u32>) {{"));
        line(&mut text, format_args!("let at = id.x + id.y * {}u;", GROUP * ROW));
        line(&mut text, format_args!("if (at >= {}u) {{ return; }}", self.invocations));
        text + &self.body + "}\n"
    }
}

/// Adds a line to a text.
pub fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    writeln!(text, "{words}").expect("writing to a string cannot fail");
}

/// Invocations that run side by side.
const GROUP: u32 = 64;
/// Groups in a row of the grid: every device has so many.
const ROW: u32 = 65_535;

struct Source(String);

impl KernelSource for Source {
    fn source(&self) -> SourceTemplate {
        SourceTemplate::new(self.0.clone())
    }

    /// The text itself: kernels are kept by it.
    fn id(&self) -> KernelId {
        KernelId::new::<Self>().info(self.0.clone())
    }

    fn lang(&self) -> &'static str {
        "wgsl"
    }
}
