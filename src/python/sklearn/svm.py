"""Not here: says so to whoever imports it."""

raise ImportError(
    "sklearn.svm is not here: support vector machines would run in scikit-learn. linear_model, neighbors, cluster, decomposition and manifold are here."
)
