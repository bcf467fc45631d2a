// The lesson's convolutional net in jax-js: a step of training as one compiled function, on WebGPU where it is there, else on WebAssembly.
import {
    blockUntilReady, defaultDevice, init, jit, lax, nn, numpy as np, random, tree, valueAndGrad,
} from "/target/peers/jax-js-jax/dist/index.js";

const SHAPES = [[16, 1, 5, 5], [16, 1, 1], [32, 16, 5, 5], [32, 1, 1], [1568, 10], [10]];

export async function open() {
    defaultDevice((await init()).includes("webgpu") ? "webgpu" : "wasm");
    const key = seed => random.key(seed);
    const images = batch => random.uniform(key(9), [batch, 1, 28, 28]);
    const weights = () => SHAPES.map((shape, place) =>
        shape.length > 1 && shape[1] > 1 || place === 0 ? random.normal(key(place), shape).mul(0.05) : np.zeros(shape));
    return {
        training(batch) {
            const classes = nn.oneHot(np.array(Array.from({ length: batch }, (_, image) => image % 10), { dtype: np.int32 }), 10);
            const pixels = images(batch);
            let state = { weights: weights(), means: SHAPES.map(shape => np.zeros(shape)), squares: SHAPES.map(shape => np.zeros(shape)) };
            return async () => {
                const [loss, next] = step(state, pixels.ref, classes.ref);
                state = next;
                await blockUntilReady(next);
                await loss.data();
            };
        },
        inference(batch) {
            const [pixels, net] = [images(batch), weights()];
            return () => forward(tree.ref(net), pixels.ref).data();
        },
    };
}

function convolved(images, filters, bias) {
    const maps = lax.convGeneralDilated(images, filters, [1, 1], "SAME");
    return lax.reduceWindow(nn.relu(maps.add(bias)), np.max, [2, 2], [2, 2]);
}

function logits([filter1, bias1, filter2, bias2, matrix, bias], images) {
    const maps = convolved(convolved(images, filter1, bias1), filter2, bias2);
    return np.matmul(maps.reshape([-1, 1568]), matrix).add(bias);
}

const forward = jit(logits);

/// Adam, without the correction of its first steps, which is a number to each.
const step = jit(({ weights, means, squares }, images, classes) => {
    const loss = (weights, images) => nn.logSoftmax(logits(weights, images), -1).mul(classes.ref).sum(-1).mean().mul(-1);
    const [value, slopes] = valueAndGrad(loss)(tree.ref(weights), images);
    classes.dispose();
    const next = { weights: [], means: [], squares: [] };
    for (const [place, slope] of slopes.entries()) {
        const mean = means[place].mul(0.9).add(slope.ref.mul(0.1));
        const square = squares[place].mul(0.999).add(np.square(slope).mul(0.001));
        next.weights.push(weights[place].sub(mean.ref.div(np.sqrt(square.ref).add(1e-8)).mul(0.001)));
        next.means.push(mean);
        next.squares.push(square);
    }
    return [value, next];
});
