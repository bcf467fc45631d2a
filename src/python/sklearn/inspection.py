"""Not here: says so to whoever imports it."""

raise ImportError("sklearn.inspection is not here: permutation_importance would run in scikit-learn. linear_model, neighbors, cluster, decomposition and manifold are here.")
