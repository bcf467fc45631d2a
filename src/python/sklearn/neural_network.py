"""Not here: says so to whoever imports it."""

raise ImportError(
    "sklearn.neural_network is not here: MLPClassifier; torch.nn makes such nets, would run in scikit-learn. linear_model, neighbors, cluster, decomposition and manifold are here."
)
