"""Principal components."""

import torch

from .base import BaseEstimator, TransformerMixin, check_fitted, in_numpy, refuse, table

# Up to so many columns, or rows, all components are found at once.
_SMALL = 128


class PCA(TransformerMixin, BaseEstimator):
    def __init__(
        self,
        n_components=None,
        *,
        copy=True,
        whiten=False,
        svd_solver="auto",
        tol=0.0,
        iterated_power="auto",
        n_oversamples=10,
        power_iteration_normalizer="auto",
        random_state=None,
    ):
        """The solver and what it is set with choose between ways to the same components."""
        self.n_components, self.copy, self.whiten, self.svd_solver, self.tol = n_components, copy, whiten, svd_solver, tol
        self.iterated_power, self.n_oversamples, self.power_iteration_normalizer, self.random_state = (
            iterated_power,
            n_oversamples,
            power_iteration_normalizer,
            random_state,
        )

    def fit(self, X, y=None):
        self._fitted(table(X))
        return self

    def fit_transform(self, X, y=None):
        return self.fit(X).transform(X)

    def _fitted(self, X):
        refuse(self, copy=(True,))
        rows, columns = X.shape
        wanted = min(rows, columns) if self.n_components is None else self.n_components
        if isinstance(wanted, int) and not 0 <= wanted <= min(rows, columns):
            raise ValueError(f"n_components={wanted} must be between 0 and min(n_samples, n_features)={min(rows, columns)} with svd_solver='full'")
        mean = X.mean(0)
        centred = X - mean
        count = wanted if isinstance(wanted, int) else min(rows, columns)
        values, axes = _largest(centred, count)
        total = centred.square().sum() / (rows - 1)
        variances = values.square() / (rows - 1)
        shares = variances / total
        if not isinstance(wanted, int):
            count = int((shares.cumsum(0) < wanted).sum()) + 1
            values, axes, variances, shares = values[:count], axes[:count], variances[:count], shares[:count]
        # Signs as scikit-learn chooses them: the largest projection of each is above 0.
        projected = centred @ axes.t()
        signs = projected.gather(0, projected.abs().argmax(0, True)).sign()
        axes = axes * signs.t()
        rest = min(rows, columns) - count
        self.noise_variance_ = ((total - variances.sum()) / rest).item() if rest > 0 else 0.0
        self.n_components_, self.n_features_in_, self.n_samples_ = count, columns, rows
        self.components_, self.explained_variance_, self.explained_variance_ratio_, self.singular_values_, self.mean_ = map(
            in_numpy, (axes, variances, shares, values, mean)
        )

    def transform(self, X):
        check_fitted(self, "components_")
        found = (table(X) - self.mean_._tensor) @ self.components_._tensor.t()
        return in_numpy(found / self.explained_variance_._tensor.sqrt() if self.whiten else found)

    def inverse_transform(self, X):
        X = table(X)
        X = X * self.explained_variance_._tensor.sqrt() if self.whiten else X
        return in_numpy(X @ self.components_._tensor + self.mean_._tensor)


def _largest(X, count):
    """The largest singular values and their right vectors."""
    rows, columns = X.shape
    if min(rows, columns) <= _SMALL or count > min(rows, columns) // 2:
        if columns <= rows:
            values, axes = torch.linalg.eigh(X.t() @ X)
            axes = axes.flip(1)[:, :count].t()
            return values.flip(0)[:count].clamp(min=0).sqrt(), axes
        values, sides = torch.linalg.eigh(X @ X.t())
        values = values.flip(0)[:count].clamp(min=0).sqrt()
        return values, (X.t() @ sides.flip(1)[:, :count] / values.clamp(min=1e-300)).t()
    # A few more than wanted, pulled towards the largest again and again.
    generator = torch.Generator().manual_seed(0)
    axes = torch.linalg.qr(torch.randn(columns, count + 10, generator=generator, dtype=torch.float64))[0]
    before = None
    for _ in range(60):
        axes = torch.linalg.qr(X.t() @ (X @ axes))[0]
        values = (X @ axes).norm(dim=0)[:count]
        if before is not None and (values - before).abs().max() <= 1e-9 * values[0]:
            break
        before = values
    _, values, turned = torch.linalg.svd(X @ axes, full_matrices=False)
    return values[:count], (turned @ axes.t())[:count]


def __getattr__(name):
    raise AttributeError(f"sklearn.decomposition.{name} is not here. It would run in scikit-learn.")
