"""numpy's arrays of words and objects, functions that fold and cross, places, polynomials, eigenvalues, further chance."""

import numpy as np

names = np.array(["Bob", "Joe", "Will", "Bob"])
data = np.arange(8).reshape(4, 2)
print(names, repr(names), names.dtype, names.shape, names == "Bob", data[names == "Bob"], data[~(names == "Bob")].tolist(), names[[0, 2]], names[::-1], names[0], names.reshape(2, 2).T)
print(np.unique(names, return_counts=True), np.sort(names), names.argsort(), np.isin(names, ["Bob", "Will"]), np.where(data[:, 0] > 2, "big", "small"), np.concatenate([names, ["Ann"]]), np.full(2, "x"), "Joe" in names, sorted(set(names)))
names[1] = "Josephine"
print(names, np.array([1, None, "x"], dtype=object), np.array([[1, 2], [3]], dtype=object), np.array(["1.5", "2"]).astype(float), np.array([1.5, 2]).astype(str), np.char.upper(names), np.char.add(["a"], ["b"]), np.vectorize(len)(names), np.array(["cat", "dog"])[np.array([0, 1, 1])])
print(np.add.reduce([[1, 2], [3, 4]]), np.add.accumulate([1, 2, 3]), np.multiply.outer([1, 2], [3, 4]), np.maximum.accumulate([1, 3, 2]), np.logical_and.reduce([[True, False], [True, True]], axis=1), np.add.reduceat(np.arange(8), [0, 4, 1, 5]), np.bitwise_xor.reduce([1, 2, 3]), np.add.identity, np.frompyfunc(lambda a, b: a + b, 2, 1)([1, 2], [3, 4]))
counts = np.zeros(3)
np.add.at(counts, [0, 0, 2], 1)
line = np.arange(5)
np.put(line, [0, 2], [9, 8])
np.fill_diagonal(data[:2], 7)
print(counts, line, data[:2], np.choose([0, 1, 0], [[1, 2, 3], [4, 5, 6]]), np.piecewise(np.arange(4.0), [np.arange(4) < 2, np.arange(4) >= 2], [lambda x: -x, lambda x: x**2]), np.tril_indices(2), np.unpackbits(np.array([7], dtype=np.uint8)), np.packbits([1, 0, 1]), np.compress([1, 0, 1], [1, 2, 3]), np.lib.stride_tricks.sliding_window_view(np.arange(4), 2).tolist(), np.unwrap([0, 3, 6.5]), np.divmod(7, 3), np.gcd(12, 18))
whole = np.arange(6).reshape(2, 3)
print(whole[0].base is whole, whole.copy().base, whole.T.flags["C_CONTIGUOUS"], whole.reshape(3, 2, order="F"), np.result_type(np.int32, np.float32), np.float64(0) / 0, np.int64(1) / 0, 1 / np.float64(3), np.float32(1) / 3, np.float64(2.567).round(1), np.int64(3) + 1.5, np.empty(0).sum(), np.shares_memory(whole, whole[1:]))
print(np.linalg.eig(np.array([[4.0, 1], [2, 3]])), np.linalg.eigh(np.array([[2.0, -1, 0], [-1, 2, -1], [0, -1, 2]])), np.linalg.svd(np.array([[3.0, 1], [1, 2]])), np.roots([1, -3, 2]), np.poly1d([1, -6, 11, -6]), np.polyfit([0, 1, 2, 3], [1, 3, 7, 13], 2, full=True)[:2], np.hanning(4))
np.random.seed(0)
print(np.random.beta(2, 3, 3), np.random.gamma(0.5, 2, 2), np.random.dirichlet([1, 2]), np.random.multinomial(10, [0.2, 0.8]), np.random.binomial(100, 0.5, 3), np.random.poisson(20, 3), np.random.standard_t(3), np.random.multivariate_normal([0, 0], [[1, 0.5], [0.5, 1]], 2), np.random.choice(names, 3), np.random.permutation(["a", "b"]), np.random.randint(0, 256, 3, dtype=np.uint8), np.random.rand(7)[-1], np.random.randn(3), np.random.randn())
rng = np.random.default_rng(1)
print(rng.exponential(2, 2), rng.poisson(3, 3), rng.gamma(2, 1), rng.beta(1, 2), rng.geometric(0.2), rng.choice(["a", "b"], 2))
print(repr(np.arange(40)), repr(np.arange(60).reshape(2, 30) * 7), np.array([np.arange(25), np.arange(25)]))
with np.printoptions(formatter={"float": "{:.1f}".format}):
    print(np.array([1.25, 2.0]))
for mistake in (lambda: np.array([[1, 2], [3]]), lambda: np.arange(4) ** np.arange(-1, 3) if False else np.concatenate([np.ones((2, 2)), np.ones((3, 3))]), lambda: np.argmax([])):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__)
