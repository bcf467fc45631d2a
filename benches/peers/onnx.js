// The lesson's convolutional net in onnxruntime-web on WebAssembly, one thread: its model, written here, and the logits.

const FOLDER = "/target/peers/onnxruntime-web/dist/";

export async function open() {
    const ort = await import(`${FOLDER}ort.wasm.min.mjs`);
    ort.env.wasm.numThreads = 1;
    ort.env.wasm.wasmPaths = FOLDER;
    const session = await ort.InferenceSession.create(model());
    return {
        inference(batch) {
            const pixels = Float32Array.from({ length: batch * 784 }, Math.random);
            return async () => {
                const { logits } = await session.run({ images: new ort.Tensor("float32", pixels, [batch, 1, 28, 28]) });
                logits.dispose();
            };
        },
    };
}

/// The file of the net, as protocol buffers: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3
function model() {
    const nodes = [
        node("Conv", ["images", "filter1", "bias1"], "convolved1", { pads: [2, 2, 2, 2] }),
        node("Relu", ["convolved1"], "active1"),
        node("MaxPool", ["active1"], "maps1", { kernel_shape: [2, 2], strides: [2, 2] }),
        node("Conv", ["maps1", "filter2", "bias2"], "convolved2", { pads: [2, 2, 2, 2] }),
        node("Relu", ["convolved2"], "active2"),
        node("MaxPool", ["active2"], "maps2", { kernel_shape: [2, 2], strides: [2, 2] }),
        node("Flatten", ["maps2"], "features"),
        node("Gemm", ["features", "matrix", "bias"], "logits", { transB: 1 }),
    ];
    const weights = [
        tensor("filter1", [16, 1, 5, 5]), tensor("bias1", [16]), tensor("filter2", [32, 16, 5, 5]), tensor("bias2", [32]),
        tensor("matrix", [10, 1568]), tensor("bias", [10]),
    ];
    const graph = [
        nodes.map(bytes => part(1, bytes)), part(2, text("net")), weights.map(bytes => part(5, bytes)),
        part(11, value("images", ["n", 1, 28, 28])), part(12, value("logits", ["n", 10])),
    ];
    const version = [part(1, []), number(2, 13)];
    return Uint8Array.from([number(1, 8), part(8, version), part(7, graph)].flat(Infinity));
}

function node(kind, inputs, output, attributes = {}) {
    const written = Object.entries(attributes).map(([name, value]) => Array.isArray(value)
        ? [part(1, text(name)), value.map(each => number(8, each)), number(20, 7)]
        : [part(1, text(name)), number(3, value), number(20, 2)]);
    return [
        inputs.map(input => part(1, text(input))), part(2, text(output)), part(4, text(kind)),
        written.map(bytes => part(5, bytes)),
    ];
}

function tensor(name, shape) {
    const count = shape.reduce((product, side) => product * side, 1);
    const values = Float32Array.from({ length: count }, () => 0.1 * (Math.random() - 0.5));
    return [shape.map(side => number(1, side)), number(2, 1), part(8, text(name)), part(9, [...new Uint8Array(values.buffer)])];
}

function value(name, shape) {
    const sides = shape.map(side => part(1, typeof side === "string" ? part(2, text(side)) : number(1, side)));
    return [part(1, text(name)), part(2, part(1, [number(1, 1), part(2, sides)]))];
}

const text = words => [...new TextEncoder().encode(words)];
const varint = count => count < 128 ? [count] : [count & 127 | 128, ...varint(count >>> 7)];
const number = (field, count) => [...varint(field << 3), ...varint(count)];
const part = (field, nested) => {
    const bytes = nested.flat(Infinity);
    return [...varint(field << 3 | 2), ...varint(bytes.length), ...bytes];
};
