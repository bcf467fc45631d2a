"""Not here: says so to whoever imports it."""

raise ImportError("sklearn.tree is not here: decision trees would run in scikit-learn. linear_model, neighbors, cluster, decomposition and manifold are here.")
