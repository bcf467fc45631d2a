"""scikit-learn's trees, forests, boosting and perceptrons: by the same lots, what they print; columns made ready for them."""

import warnings

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_blobs, make_moons
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import SimpleImputer
from sklearn.inspection import permutation_importance
from sklearn.model_selection import StratifiedKFold, cross_val_predict, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, export_text

np.set_printoptions(precision=4, suppress=True)
X, y = make_moons(120, noise=0.3, random_state=1)
B, b = make_blobs(90, centers=3, n_features=4, cluster_std=4.0, random_state=2)
r = X[:, 0] * 2 + X[:, 1] ** 2

tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, y)
print(export_text(tree, feature_names=["a", "b"]), tree.tree_.threshold, tree.tree_.n_node_samples, tree.get_depth(), tree.get_n_leaves(), tree.score(X, y), tree.feature_importances_, tree)
print(tree.predict_proba(X[:4]), tree.predict(X[:9]), tree.apply(X[:6]), tree.classes_, tree.tree_.value[0], tree.tree_.children_left)
print(export_text(DecisionTreeRegressor(max_depth=2, random_state=0).fit(X, r)), DecisionTreeRegressor(min_samples_leaf=5, random_state=3).fit(X, r).predict(X[:5]), DecisionTreeClassifier(criterion="entropy", max_features=2, class_weight="balanced", random_state=4).fit(B, b).tree_.node_count)
names = np.where(b == 0, "red", np.where(b == 1, "green", "blue"))
forest = RandomForestClassifier(30, random_state=1, min_samples_leaf=2).fit(B, names)
print(forest.classes_, forest.predict(B[:6]), forest.predict_proba(B[:4]), forest.feature_importances_, forest.score(B, names), len(forest.estimators_), forest.estimators_[3].tree_.node_count, forest)
print(RandomForestClassifier(20, max_samples=0.5, max_features=None, criterion="entropy", random_state=5).fit(X, y).predict_proba(X[:5]), RandomForestRegressor(20, random_state=6, max_depth=4).fit(X, r).predict(X[:5]), RandomForestClassifier(5, bootstrap=False, random_state=7).fit(B, b).feature_importances_)
boosted = GradientBoostingClassifier(n_estimators=25, random_state=8).fit(X, y)
print(boosted.predict_proba(X[:4]), boosted.decision_function(X[:3]), boosted.score(X, y), boosted.feature_importances_, boosted.estimators_.shape, [int((said != y).sum()) for said in boosted.staged_predict(X)][::6])
print(GradientBoostingClassifier(n_estimators=10, subsample=0.7, max_depth=2, random_state=9).fit(B, names).predict_proba(B[:3]), GradientBoostingRegressor(n_estimators=30, learning_rate=0.2, random_state=10).fit(X, r).predict(X[:5]))

net = MLPClassifier((16,), max_iter=60, early_stopping=True, learning_rate_init=0.01, random_state=1).fit(X, y)
print(net.n_iter_, net.loss_, net.best_validation_score_, net.predict_proba(X[:3]), net.score(X, y), net.coefs_[0][0, :4], [one.shape for one in net.coefs_], net.out_activation_)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    several = MLPClassifier((8, 5), activation="tanh", solver="sgd", momentum=0.8, batch_size=20, max_iter=15, random_state=2).fit(B, names)
print([issubclass(one.category, ConvergenceWarning) for one in told], several.loss_curve_[::5], several.predict(B[:5]), several.predict_proba(B[:2]))
warnings.simplefilter("ignore")
print(MLPRegressor((10,), max_iter=40, random_state=3, learning_rate_init=0.02).fit(X, r).predict(X[:4]), MLPClassifier((4,), solver="sgd", learning_rate="adaptive", max_iter=20, random_state=4, nesterovs_momentum=False, shuffle=False).fit(X, y).loss_)

words = [["a", "x"], ["b", "x"], ["a", "y"], ["c", "x"], ["a", "z"], ["b", "x"]]
encoder = OneHotEncoder(min_frequency=2, handle_unknown="infrequent_if_exist", sparse_output=False).fit(words)
print(encoder.transform([["a", "q"], ["c", "x"]]), encoder.get_feature_names_out(), encoder.infrequent_categories_, encoder.categories_, OneHotEncoder(max_categories=2, sparse_output=False).fit_transform(words)[:3], OneHotEncoder(handle_unknown="ignore").fit(words).transform([["q", "y"]]).toarray())
mixed = np.hstack([np.where(np.arange(120)[:, None] % 7 == 0, np.nan, X).astype(object), np.array(words * 20, dtype=object)])
columns = ColumnTransformer([("numbers", make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler()), slice(0, 2)), ("words", OneHotEncoder(min_frequency=30, handle_unknown="infrequent_if_exist"), slice(2, None))])
folds = StratifiedKFold(3, shuffle=True, random_state=1)
for model in (RandomForestClassifier(10, random_state=1), GradientBoostingClassifier(n_estimators=10, random_state=1)):
    whole = make_pipeline(columns, model)
    print(cross_val_score(whole, mixed, y, cv=folds), cross_val_predict(whole, mixed, y, cv=folds, method="predict_proba")[:3, 1], permutation_importance(whole.fit(mixed, y), mixed, y, n_repeats=3, random_state=0).importances_mean)
lattice = np.array([[place % 3, place // 3 % 3, place // 9 % 3] + [0] * 15 for place in range(300)], dtype=float)
print(KNeighborsClassifier(7).fit(lattice, np.arange(300) % 2).predict(lattice[:40] + 0.5))
for mistake in (lambda: tree.predict(B), lambda: RandomForestClassifier().predict(X), lambda: RandomForestClassifier().fit(X, y[:5]), lambda: MLPClassifier().predict(X), lambda: OneHotEncoder().fit(words).transform([["q", "x"]])):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:70])
