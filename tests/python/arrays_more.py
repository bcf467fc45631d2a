"""numpy's functions by family: making, shapes, sums, statistics, sets, products, files, printing, dtypes, mistakes."""

import io

import numpy as np

a = np.arange(12.0).reshape(3, 4)
b = np.array([[3, 1, 2], [9, 7, 8]])
v = np.array([1.0, 2.0, 4.0])
print(np.zeros(3, int), np.ones((2, 2), dtype=bool), np.full(2, 7), np.full((2,), 1.5), np.zeros_like(b), np.ones_like(a, dtype=int)[0], np.arange(5, 0, -2), np.linspace(0, 1, 3, endpoint=False), np.linspace(0, 10, 5, retstep=True), np.logspace(0, 2, 3), np.geomspace(1, 8, 4), np.eye(2, 3, 1), np.identity(2), np.tri(2), np.diag(v), np.diag(a, 1))
print(np.meshgrid([1, 2], [3, 4, 5]), np.meshgrid([1, 2], [3, 4], indexing="ij")[0], np.mgrid[0:2, 0:3], np.mgrid[0:1:3j], np.ogrid[0:2, 0:2][1], np.indices((2, 2)), np.fromiter((x * x for x in range(4)), float), np.array([1, 2], ndmin=2), np.array(3.0), np.array([True, False]), np.vander([1, 2, 3]))
print(a[::-1, ::-1], a[1:, ::-2], a[:, [0, 2]], a[a % 2 == 0], a[np.array([0, 2]), 1], a[..., 0], a[None].shape, a[[0, 1]][:, [1, 3]], a[np.ix_([0, 2], [1, 3])], b[b[:, 0] > 3], a.flat[5] if hasattr(a.flat, "__getitem__") else a.ravel()[5])
c = a.copy()
c[0] = 1
c[:, 1] += 2
c[c > 9] = 0
c[1, ::-1] = [1, 2, 3, 4]
c[[0, 2], [3, 3]] = -1
print(c, a.T.shape, a.reshape(-1, 2).shape, a.ravel(order="F"), a.flatten()[:3], a.transpose(1, 0).shape, np.swapaxes(a, 0, 1).shape, np.moveaxis(np.zeros((2, 3, 4)), 0, -1).shape, np.expand_dims(v, 0).shape, np.squeeze(np.zeros((1, 3, 1))).shape, np.rollaxis(np.zeros((2, 3, 4)), 2).shape, np.atleast_2d(v).shape)
print(np.concatenate([a, a], axis=1).shape, np.concatenate([[1, 2], [3.5]]), np.stack([v, v], 1), np.hstack([v, [9]]), np.vstack([v, v]), np.dstack([v, v]).shape, np.column_stack([v, v]), np.append(v, 5), np.append(b, [[0, 0, 0]], axis=0), np.split(np.arange(6), 3), np.array_split(np.arange(7), 3), np.hsplit(a, 2)[1], np.c_[v, v], np.r_[v, 0, 1:3], np.block([[np.eye(2), np.zeros((2, 1))]]))
print(np.tile(v, 2), np.repeat(v, 2), np.repeat(b, [1, 2], axis=0), np.roll(v, 1), np.flip(b), np.fliplr(b), np.rot90(b), np.pad(v, 1), np.pad(b, ((0, 1), (1, 0)), constant_values=9), np.pad(v, (2, 1), mode="edge"), np.pad(v, 2, "reflect"), np.delete(v, 1), np.delete(b, 0, axis=1), np.insert(v, 1, 9), np.resize(v, (2, 2)), np.trim_zeros([0, 1, 0]), np.unravel_index(5, (2, 3)))
for name in ("sum", "mean", "prod", "std", "var", "max", "min", "argmax", "argmin", "cumsum", "ptp", "median", "any", "all", "cumprod"):
    print(name, getattr(np, name)(b), getattr(np, name)(b, axis=0), getattr(np, name)(a, axis=1))
print(a.sum(axis=(0, 1)), a.mean(axis=0, keepdims=True), b.std(ddof=1), np.var(a, axis=1, ddof=1), np.sum(a > 3), np.sum(b, dtype=float), np.max(b, initial=20), np.average(v, weights=[1, 2, 1]), np.percentile(a, [25, 50]), np.percentile(v, 30), np.quantile(a, 0.5, axis=0), np.median(a, axis=1), np.nanmean([1, np.nan, 3]), np.nansum([1, np.nan]), np.nanmax([np.nan, 2]), np.nanstd([1, np.nan, 3]))
print(np.sort(b, axis=0), np.sort([3, 1, 2])[::-1], np.argsort(b, axis=1), np.unique([3, 1, 3, 2]), np.unique([3, 1, 3], return_index=True, return_inverse=True, return_counts=True), np.unique(np.array([[1, 2], [1, 2]]), axis=0), np.bincount([0, 2, 2]), np.histogram([1, 2, 2, 5], bins=4), np.histogram(v, bins=[0, 2, 5], density=True), np.digitize([0.5, 2.5], [1, 2, 3]), np.searchsorted([1, 3, 5], [3, 4]), np.where(v > 1, v, 0), np.where(v > 1), np.nonzero(b > 2), np.argwhere(b > 7), np.count_nonzero(b > 2), np.flatnonzero([0, 1, 2]))
print(np.isin([1, 2], [2, 3]), np.intersect1d([1, 2, 3], [2, 3, 4]), np.union1d([1, 2], [2, 3]), np.setdiff1d([1, 2, 3], [2]), np.diff(v), np.diff(b, axis=0), np.gradient(v), np.gradient(a, axis=0)[0], np.cumsum(b), np.cov(b), np.corrcoef(v, [1, 3, 2]), np.trapz(v), np.interp([1.5, 9], [1, 2, 3], v), np.convolve(v, [1, 1]), np.convolve(v, [0.5, 0.5], "same"), np.convolve(v, [1, 2], mode="valid"), np.correlate(v, [1, 2], "full"))
print(a @ a.T, np.dot(v, v), np.dot(b, v), np.matmul(a, a.T).shape, np.inner(v, v), np.outer(v, [1, 2]), np.einsum("ij,j->i", b, v), np.tensordot(a, a, axes=([1], [1])).shape, np.kron([1, 2], [1, 1]), np.cross([1, 0, 0], [0, 1, 0]), np.vdot(v, v), np.trace(a), np.polyfit([0, 1, 2], [1, 3, 5], 1), np.polyval([1, 2, 3], 2), np.poly1d([1, -1])(3))
m = np.array([[4.0, 1.0], [1.0, 3.0]])
print(np.linalg.inv(m), np.linalg.det(m), np.linalg.norm(v), np.linalg.norm(a, axis=1), np.linalg.norm(a), np.linalg.norm(v, 1), np.linalg.norm(m, 2), np.linalg.solve(m, [1, 2]), np.linalg.eigvalsh(m), np.linalg.matrix_rank(a), np.linalg.svd(m)[1], np.linalg.cholesky(m), np.linalg.lstsq(np.array([[1.0, 0], [1, 1], [1, 2]]), np.array([1.0, 2, 4]), rcond=None)[0], np.linalg.pinv(m), np.linalg.cond(m), np.linalg.slogdet(m)[1])
print(np.exp(v), np.log(v), np.sqrt(4), np.abs(-3), np.maximum(v, 2), np.minimum(v, [2, 1, 9]), np.clip(v, 1.5, 3), np.round(2.567, 1), np.round(v / 3, 2), np.power(v, 2), np.mod([5, -5], 3), np.floor_divide(7, 2), np.sign([-2.0, 0]), np.floor(-1.5), np.rint(2.5), np.hypot(3, 4), np.arctan2(1, 1), np.square(v), np.cbrt(8), np.isnan([np.nan, 1]), np.logical_and(v > 1, v < 3), np.deg2rad(180), np.add(v, 1, out=np.zeros(3)), np.nan_to_num([np.nan, np.inf], posinf=9), np.heaviside([-1.0, 0], 0.5), np.isclose(1, 1 + 1e-9), np.array_equal(v, v), np.allclose(v, v + 1e-9))
print([(left * right).dtype.name for left in (np.array([1]), np.array([1], np.uint8), np.array([1.0], np.float32), np.array([True])) for right in (2, 2.5, np.array([1]), np.array([1.5]), np.array([1.5], np.float32), True)], (b / 2).dtype, (b // 2).dtype, (b**2).dtype, np.array([1], np.uint8) + 255, np.float32(1) * 2, type(v[0]).__name__, type(b[0, 0]).__name__, type(v.sum()).__name__, v.astype(int), np.array([1.7]).astype("int32").dtype, np.issubdtype(b.dtype, np.integer), np.finfo(np.float32).eps, np.iinfo(np.int32).max, isinstance(v[0], np.floating))
text = io.StringIO("# x y\n1 2\n3 4.5\n")
print(np.loadtxt(text), np.loadtxt(io.StringIO("1,2\n3,4"), delimiter=",", usecols=1, dtype=int), np.loadtxt(io.StringIO("a,b\n1,2"), delimiter=",", skiprows=1, unpack=True), np.genfromtxt(io.StringIO("1,,3\n4,x,6"), delimiter=","))
file = io.BytesIO()
np.savez(file, a=a, v=v)
file.seek(0)
back, out = np.load(file), io.StringIO()
np.savetxt(out, b, fmt="%d", delimiter=";", header="h")
file = io.BytesIO()
np.save(file, b.T)
print(back["a"].shape, back.files, repr(out.getvalue()), np.load(io.BytesIO(file.getvalue())), np.vectorize(lambda x: x + 1 if x > 1 else 0)(b), np.apply_along_axis(lambda row: row.max(), 1, b), np.frombuffer(v.tobytes()))
print(repr(a), repr(b), repr(v > 1), repr(np.float32(0.1)), np.array([1e10, 1.0]), np.array([1e-5, 1]), np.array([0.1, 123456.789]), np.array([np.nan, 1.5]), np.array([]), repr(np.zeros((0, 3))), np.array([[1.5], [-22.25]]), np.array([1, -100]), repr(np.array([1.0], np.float32)), np.array([1 / 3]), repr(np.array(2.5)), str(np.array([True])), np.arange(30), np.zeros((2, 2, 2)))
np.set_printoptions(precision=3, suppress=True)
print(np.array([1 / 3, 1e-8, 1000.5]), np.random.RandomState(0).rand(2, 2))
for mistake in (lambda: v + np.ones(2), lambda: v.reshape(2, 2), lambda: a @ a, lambda: np.concatenate([v, b]), lambda: v[5], lambda: bool(v), lambda: np.dot(v, np.ones(2)), lambda: np.linalg.inv(np.ones((2, 2))), lambda: np.zeros(0).max(), lambda: np.split(v, 2), lambda: np.array([1]) ** -1, lambda: np.stack([v, b]), lambda: float(v), lambda: np.array([True]) - np.array([True])):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error)[:90])
