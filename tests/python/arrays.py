"""numpy: arrays that share a tensor's numbers, random numbers, printing."""

import numpy as np
import torch

np.random.seed(5)
a = np.arange(6).reshape(2, 3)
print(a, a.dtype, a.shape, a.T, a.sum(axis=0), a.mean(), a / 2)
t = torch.ones(2, 3)
b = t.numpy()
b[0, 0] = 9
t[1, 1] = -1
print(t, b, repr(b), torch.from_numpy(a).dtype)
print(np.random.rand(3), np.random.randn(2, 2), np.random.randint(0, 10, 5), np.random.normal(1, 2, 3), np.random.permutation(5), np.random.uniform(-1, 1, 2))
print(repr(np.array([1.5, 2.0, 1e-9])), repr(np.array([0.1, 0.25], dtype=np.float32)), repr(np.linspace(0, 1, 5)), np.array([[1.0, -2.5], [100.25, 3.0]]))
print(np.sqrt(np.array([1.0, 4.0])), np.exp(0.0), np.hstack([[1, 2], [3]]), np.vstack([a, a]).shape, np.concatenate([a, a], 1).shape, np.argsort(np.array([3, 1, 2])))
print(a[a > 2], a[::-1], a[:, 1], np.where(a > 2, a, 0), np.unique(np.array([3, 1, 3])), np.abs(np.array([-1.5])), np.max(a), a.astype(np.float32).dtype, a.tolist())
print(np.float32(0.1), np.float64(1) / 3, np.pi, np.arange(0, 1, 0.25), np.zeros((2, 2)), np.eye(2), np.arange(2000))
