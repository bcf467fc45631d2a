"""Arrays of words and of anything: made, cut, joined, compared, sorted, written."""

import copy

import numpy as np

a = np.array(["b", "aa", "b"])
print(a, repr(a), a.dtype, a == "b", a[1], a[[2, 0]], len(a), a.shape, a.tolist(), a != a[::-1], "aa" in a, a.dtype.kind, a < "b", np.array(["a", "b"]) == ["a", "c"])
print(np.unique(a), np.unique(a, return_counts=True), np.unique(a, return_inverse=True)[1], np.sort(a), a.argsort(), np.isin(a, ["aa"]), np.where(np.array([1, 0, 1]) > 0, "yes", "no"))
numbers = np.array([[1, 2.5], [3, 4]], dtype=object)
table = np.hstack([numbers, np.array([["x", "none"], ["y", "zz"]], dtype=object)])
print(table, repr(table), table[:, 2:], table[1], table[:, 0].astype(float), table.dtype, table.T.shape, table[:, [0, 3]].tolist(), numbers + 1, numbers.sum(), table.dtype == object)
other = table.copy()
other[:, 3], other[0, 0] = table[[1, 0], 3], None
print(other, table[0, 3], copy.deepcopy(other)[0, 0])
print(np.array(["x", 1]), np.array([1.5, 2]).astype(str), np.array(["1", "2"]).astype(int), np.array([[1, 2], [3]], dtype=object), np.array(["a", None]).dtype)
a[0] = "long"
print(a, np.concatenate([a, ["zzz"]]), np.vstack([a, a]), a.reshape(3, 1).shape, np.repeat(a, 2), np.tile(a, 2), np.append(a, "q"), np.issubdtype(a.dtype, np.number), [str(one) for one in a])
print(np.array([f"word{place}" for place in range(30)]), repr(np.array([f"word{place}" for place in range(12)])), repr(np.array([f"word{place}" for place in range(11)], dtype=object)))
b = np.array(["p", "q", "r", "s"])
np.random.RandomState(3).shuffle(b)
print(b, np.random.RandomState(1).permutation(b), np.random.default_rng(1).permutation(b), np.random.default_rng(1).choice(b, 2), np.random.RandomState(1).choice(["a", "b", "c"], 4))
for mistake in (lambda: a + 1, lambda: a.astype(float), lambda: np.array([[1, 2], [3]])):
    try:
        print(mistake())
    except Exception as error:
        print(isinstance(error, (TypeError, ValueError)))
