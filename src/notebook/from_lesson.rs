//! A lesson's program as a notebook: what it is, the program, and the weights that the lesson has trained, within the file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{Cell, CellKind, Notebook};

/// Larger weights would make a notebook that no editor opens with pleasure.
pub const MOST_WEIGHT_BYTES: usize = 8_000_000;

/// The program between words about the lesson and, if there are any and they are not too large, its weights: words about them and
/// a safetensors file. It runs wherever PyTorch does.
pub fn notebook(program: &Notebook, words: &str, weights: Option<(&str, &[u8])>) -> Notebook {
    let text = |source: &str| Cell { kind: CellKind::Markdown, source: source.to_owned(), ..Cell::default() };
    let code = |source: String| Cell { source, ..Cell::default() };
    let before = std::iter::once(text(words)).chain(program.cells().iter().cloned());
    let weights = weights.filter(|(_, bytes)| bytes.len() <= MOST_WEIGHT_BYTES);
    let after = weights.into_iter().flat_map(|(words, bytes)| {
        let reading = READING.replace("WEIGHTS", &BASE64.encode(bytes));
        [text(words), code(reading), code(PUTTING.to_owned())]
    });
    Notebook::new(&program.name, before.chain(after))
}

const READING: &str = r#"# A safetensors file: a length, names and shapes as JSON, then the numbers.
import base64
import json

import torch

file = base64.b64decode("WEIGHTS")
length = int.from_bytes(file[:8], "little")
trained = {}
for name, entry in json.loads(file[8 : 8 + length]).items():
    if entry.get("dtype") == "F32":
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        trained[name] = torch.frombuffer(bytearray(file[start:end]), dtype=torch.float32).reshape(entry["shape"])
for name, tensor in trained.items():
    print(name, list(tensor.shape))"#;

const PUTTING: &str = r#"# They go into each net above whose layers have these shapes.
def by_layer(name):
    *layer, kind = name.split(".")
    return [(part.isdigit(), int(part) if part.isdigit() else 0, part) for part in layer], kind != "weight"


nets = {id(value): (name, value) for name, value in reversed(globals().items()) if isinstance(value, torch.nn.Module)}
for found, net in nets.values():
    for group in {name.partition(".")[0] for name in trained} | {""}:
        names = sorted((name for name in trained if name.startswith(group)), key=by_layer)
        parameters = list(net.parameters())
        if parameters and [trained[name].shape for name in names] == [parameter.shape for parameter in parameters]:
            with torch.no_grad():
                for parameter, name in zip(parameters, names):
                    parameter.copy_(trained[name])
            print("the trained weights are in", found)
            break"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lessons_notebook_carries_its_weights_if_they_are_small() {
        let program = Notebook::new("xor", [Cell { source: "print(1)".to_owned(), ..Cell::default() }]);
        let kinds = |notebook: &Notebook| notebook.cells().iter().map(|cell| cell.kind).collect::<Vec<_>>();
        let (text, code) = (CellKind::Markdown, CellKind::Code);
        assert_eq!(kinds(&notebook(&program, "# Xor", None)), [text, code]);
        let whole = notebook(&program, "# Xor", Some(("At step 5.", b"four")));
        assert_eq!(kinds(&whole), [text, code, text, code, code]);
        assert_eq!(whole.name, "xor");
        assert!(whole.cells()[3].source.contains("b64decode(\"Zm91cg==\")"));
        let large = vec![0; MOST_WEIGHT_BYTES + 1];
        assert_eq!(kinds(&notebook(&program, "# Xor", Some(("At step 5.", &large)))), [text, code]);
    }
}
