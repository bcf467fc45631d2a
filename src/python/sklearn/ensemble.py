"""Not here: says so to whoever imports it."""

raise ImportError(
    "sklearn.ensemble is not here: random forests and boosting would run in scikit-learn. linear_model, neighbors, cluster, decomposition and manifold are here."
)
