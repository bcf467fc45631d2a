"""numpy's random numbers, the older generator and the newer: to the last bit, so as many digits as there are are printed."""

import numpy as np

for seed in (0, 1, 12345, 2**40 + 7, [3, 2**35]):
    rng = np.random.default_rng(seed)
    print(seed, rng.random(), rng.random(2).tolist(), rng.integers(10, size=5), rng.integers(-3, 3, 4), rng.integers(0, 2**40, 2), rng.integers(5, 9, endpoint=True), rng.normal(), rng.normal(1, 2, 3).tolist(), rng.standard_normal((2, 2)).tolist(), rng.uniform(-1, 1, 2).tolist(), rng.random(2, dtype=np.float32))
rng = np.random.default_rng(42)
numbers = rng.standard_normal(40000)
print(numbers.sum(), numbers.max(), numbers.min(), (numbers**2).mean(), np.abs(numbers).argmax(), numbers[-1])
a, rows = np.arange(10), np.arange(12).reshape(4, 3)
rng.shuffle(a)
rng.shuffle(rows)
listed = list(range(6))
rng.shuffle(listed)
print(a, rows, listed, rng.permutation(7), rng.permutation(rows), rng.permutation([3, 1, 2]), rng.permutation(rows, axis=1))
print(rng.choice(5), rng.choice(5, 3), rng.choice([10, 20, 30], 4), rng.choice(10, 4, replace=False), rng.choice(100, (2, 2), replace=False), rng.choice(4, 3, p=[0.1, 0.2, 0.3, 0.4]), rng.choice(4, 3, replace=False, p=[0.1, 0.2, 0.3, 0.4]), rng.choice(20000, 500, replace=False)[:4], rng.choice(20000, 300, replace=False)[:4],
      rng.choice(50, 3, replace=False, shuffle=False), rng.choice(rows, 2), rng.choice(["a", "b", "c"], 2).tolist() if hasattr(rng.choice(["a"], 1), "tolist") else list(rng.choice(["a", "b", "c"], 2)))  # fmt: skip
np.random.seed(7)
print(np.random.rand(2).tolist(), np.random.randn(3).tolist(), np.random.randint(5), np.random.randint(0, 100, (2, 3)), np.random.normal(2, 0.5, 2).tolist(), np.random.uniform(-2, 2), np.random.random(), np.random.choice(5, 3), np.random.choice(10, 3, replace=False), np.random.choice([1.5, 2.5], 2, p=[0.3, 0.7]), np.random.permutation(5),
      np.random.exponential(2.0, 2).tolist(), np.random.binomial(10, 0.3, 5), np.random.binomial(5, 0.8), np.random.poisson(3.0, 4), np.random.laplace(0, 1, 2).tolist(), np.random.lognormal(0, 1), np.random.gumbel(), np.random.randint(3, size=4))  # fmt: skip
state = np.random.RandomState(3)
order = np.arange(5)
state.shuffle(order)
print(order, state.rand(), state.randn(), state.standard_normal(2).tolist(), state.permutation(np.arange(6).reshape(3, 2)))
for mistake in (lambda: rng.integers(3, 3), lambda: rng.choice(2, 3, replace=False), lambda: rng.choice(2, p=[0.5, 0.4]), lambda: np.random.seed(-1), lambda: np.random.randint(2, 1), lambda: np.random.default_rng(-1)):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error))
np.random.seed(8)
print(np.random.rand(30).sum(), np.random.randn(31).sum(), np.random.randn(), np.random.randint(0, 10, 20), np.random.randint(0, 200, (3, 4), dtype=np.uint8), np.random.randint(0, 2, 5, dtype=bool), np.random.normal(1, 2, (4, 5)).sum(), np.random.beta(0.4, 0.4), np.random.beta(2, 3), np.random.gamma(2.5, 2.0), np.random.choice(7, 18), np.random.rand())
