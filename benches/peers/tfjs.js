// The lesson's convolutional net in TensorFlow.js on WebAssembly, one thread.
/* global tf */

const FOLDER = "/target/peers/tensorflow-tfjs-backend-wasm/dist/";

export async function open() {
    await load("/target/peers/tensorflow-tfjs/dist/tf.min.js");
    await load(`${FOLDER}tf-backend-wasm.min.js`);
    tf.wasm.setWasmPaths(FOLDER);
    await tf.setBackend("wasm");
    tf.registerKernel({ kernelName: "Conv2DBackpropFilter", backendName: "wasm", kernelFunc: filterGradient });
    const weights = [[5, 5, 1, 16], [16], [5, 5, 16, 32], [32], [1568, 10], [10]].map(shape =>
        tf.variable(shape.length > 1 ? tf.randomNormal(shape, 0, 0.05) : tf.zeros(shape)));
    const [filter1, bias1, filter2, bias2, matrix, bias] = weights;
    const convolved = (x, filter, bias) => tf.maxPool(
        tf.fused.conv2d({ x, filter, strides: 1, pad: "same", bias, activation: "relu" }), 2, 2, "valid");
    const logits = images => {
        const maps = convolved(convolved(images, filter1, bias1), filter2, bias2);
        return tf.add(tf.matMul(tf.reshape(maps, [-1, 1568]), matrix), bias);
    };
    const optimizer = tf.train.adam(0.001);
    return {
        training(batch) {
            const images = tf.randomUniform([batch, 28, 28, 1]);
            const classes = tf.oneHot(tf.range(0, batch, 1, "int32").mod(tf.scalar(10, "int32")), 10);
            return () => {
                const loss = optimizer.minimize(() => tf.losses.softmaxCrossEntropy(classes, logits(images)), true);
                loss.dataSync();
                loss.dispose();
            };
        },
        inference(batch) {
            const images = tf.randomUniform([batch, 28, 28, 1]);
            return () => tf.tidy(() => logits(images).dataSync());
        },
    };
}

/// The one kernel that training lacks on WebAssembly, of those that are there: images as channels, and the slopes as filter.
function filterGradient({ inputs: { x, dy }, attrs: { filterShape } }) {
    const border = (filterShape[0] - 1) / 2;
    return tf.tidy(() => {
        const images = tf.pad(tf.transpose(x, [3, 1, 2, 0]), [[0, 0], [border, border], [border, border], [0, 0]]);
        return tf.transpose(tf.conv2d(images, tf.transpose(dy, [1, 2, 0, 3]), 1, "valid"), [1, 2, 0, 3]);
    });
}

function load(address) {
    return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        Object.assign(script, { src: address, onload: resolve, onerror: () => reject(new Error(address)) });
        document.head.append(script);
    });
}
