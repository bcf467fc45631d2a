"""scikit-learn's names: splits by the same lots, models at the same optimum, scores."""

import warnings

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs, make_circles, make_moons, make_regression
from sklearn.decomposition import PCA
from sklearn.impute import SimpleImputer
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge
from sklearn.manifold import TSNE
from sklearn.metrics import accuracy_score, auc, classification_report, confusion_matrix, f1_score, log_loss, mean_absolute_error, mean_squared_error, precision_score, r2_score, recall_score, roc_auc_score, roc_curve, silhouette_score
from sklearn.model_selection import GridSearchCV, KFold, StratifiedKFold, cross_val_predict, cross_val_score, train_test_split
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, OneHotEncoder, PolynomialFeatures, StandardScaler

warnings.simplefilter("ignore")
np.set_printoptions(precision=3, suppress=True)
X, y = make_blobs(60, centers=3, random_state=1, cluster_std=2.5)
M, z = make_moons(80, noise=0.2, random_state=2)
C, c = make_circles(20, noise=0.05, factor=0.5, random_state=3)
R, r = make_regression(40, 4, n_informative=2, noise=3.0, random_state=4)
print(X[:2], y[:10], M[:2], z[:10], C[0], c[:5], R[0], r[:3])
print([part.shape for part in train_test_split(X, y, test_size=0.3, random_state=0)], train_test_split(np.arange(10), test_size=3, random_state=5), train_test_split(list(range(6)), shuffle=False), train_test_split(y, train_size=12, test_size=6, stratify=y, random_state=6)[1], train_test_split(z, stratify=z, test_size=0.1, random_state=1)[1])
for fit, held in KFold(4, shuffle=True, random_state=1).split(np.zeros(10)):
    print(fit, held)
print([held.tolist() for _, held in StratifiedKFold(3, shuffle=True, random_state=2).split(z[:20], z[:20])], [held.tolist() for _, held in StratifiedKFold(2).split(y[:12], y[:12])])

train_X, test_X, train_y, test_y = train_test_split(M, z, random_state=0)
binary = LogisticRegression(tol=1e-7).fit(train_X, train_y)
print(binary.coef_, binary.intercept_, binary.predict(test_X), binary.predict_proba(test_X)[:2], binary.score(test_X, test_y), binary.classes_, binary.decision_function(test_X)[:2], binary)
several = LogisticRegression(C=0.5, max_iter=1000, tol=1e-8, class_weight="balanced").fit(X, y)
print(several.coef_.round(2), several.intercept_.round(2), several.predict_proba(X)[0], several.score(X, y), LogisticRegression(multi_class="ovr", tol=1e-7).fit(X, y).coef_, LogisticRegression(fit_intercept=False, penalty="none").fit(M, z).coef_)
names = np.where(y == 0, 0, 1)
print(LogisticRegression(tol=1e-8, max_iter=500).fit(X, names, sample_weight=np.linspace(0.1, 1, 60)).coef_)
line, ridge = LinearRegression().fit(R, r), Ridge(alpha=2.0).fit(R, r)
print(line.coef_, line.intercept_, line.score(R, r), line.predict(R[:2]), ridge.coef_, ridge.intercept_, LinearRegression(fit_intercept=False).fit(R, r).coef_, LinearRegression().fit(R, np.column_stack([r, -r])).coef_.shape)
near = KNeighborsClassifier(3).fit(train_X, train_y)
print(near.predict(test_X), near.predict_proba(test_X)[:3], near.score(test_X, test_y), near.kneighbors(test_X[:1]), KNeighborsRegressor(2, weights="distance").fit(R, r).predict(R[:2] + 0.1))
scaler = StandardScaler().fit(X)
print(scaler.mean_, scaler.scale_, scaler.transform(X)[0], scaler.inverse_transform(scaler.transform(X))[0], MinMaxScaler((-1, 1)).fit_transform(X)[:2], OneHotEncoder(sparse_output=False).fit_transform([[0, 2], [1, 5], [0, 7]]), OneHotEncoder().fit_transform([["a"], ["b"]]).toarray(), LabelEncoder().fit_transform(["b", "a", "b"]), LabelEncoder().fit([3, 1]).classes_, PolynomialFeatures(2).fit_transform([[2.0, 3.0]]))
print(SimpleImputer(strategy="median", add_indicator=True).fit_transform([[1.0, np.nan], [3.0, 4.0], [np.nan, 8.0]]), make_pipeline(StandardScaler(), LogisticRegression()).fit(X, y).score(X, y))
print(cross_val_score(LogisticRegression(), X, y, cv=4), cross_val_predict(KNeighborsClassifier(), M, z, cv=StratifiedKFold(4, shuffle=True, random_state=0))[:12], cross_val_score(LinearRegression(), R, r, cv=KFold(3), scoring="neg_mean_squared_error"))
search = GridSearchCV(KNeighborsClassifier(), {"n_neighbors": [1, 3, 7]}, cv=3).fit(M, z)
print(search.best_params_, search.best_score_, search.cv_results_["mean_test_score"])
said = binary.predict(M)
print(accuracy_score(z, said), confusion_matrix(z, said), precision_score(z, said), recall_score(z, said), f1_score(z, said), f1_score(y, several.predict(X), average="macro"), f1_score(y, several.predict(X), average=None), roc_auc_score(z, binary.predict_proba(M)[:, 1]), log_loss(z, binary.predict_proba(M)), confusion_matrix(["a", "b", "a"], ["a", "a", "b"], labels=["b", "a"]), confusion_matrix(z, said, normalize="true"))
print(classification_report(y, several.predict(X)))
print(classification_report(z, said, target_names=["down", "up"], digits=3))
fpr, tpr, limits = roc_curve([0, 0, 1, 1, 1], [0.1, 0.4, 0.35, 0.8, 0.8])
print(fpr, tpr, limits[1:], auc(fpr, tpr), mean_squared_error([1, 2], [1, 4]), mean_absolute_error([1, 2], [1, 4]), r2_score([1, 2, 3], [1, 2, 4]), silhouette_score(X, y), roc_auc_score(y, several.predict_proba(X), multi_class="ovr"))
pca = PCA(2).fit(R)
print(pca.components_, pca.explained_variance_, pca.explained_variance_ratio_, pca.mean_, pca.transform(R)[0], pca.inverse_transform(pca.transform(R))[0], PCA(0.8).fit(R).n_components_, PCA(2, whiten=True).fit_transform(R)[0], PCA().fit(X).singular_values_, pca.noise_variance_)
means = KMeans(3, n_init=3, random_state=7).fit(X)
print(means.cluster_centers_, means.labels_[:20], means.inertia_, means.predict([[0.0, 0.0]]), KMeans(2, init=X[:2], n_init=1).fit(X).inertia_, means.transform(X[:1]))
plane = TSNE(perplexity=10, random_state=0, init="random", learning_rate=100.0).fit_transform(X)
own = [np.argsort(((plane - row) ** 2).sum(axis=1))[1:6] for row in plane]
print(plane.shape, plane.dtype, np.mean([np.mean(y[near] == y[place]) for place, near in enumerate(own)]) > 0.85, TSNE(perplexity=10).fit(X).kl_divergence_ < 0.3)
for mistake in (lambda: LogisticRegression().predict(X), lambda: LogisticRegression().fit(X, y[:5]), lambda: StandardScaler().fit([1.0, 2.0]), lambda: train_test_split(X, test_size=1.5), lambda: TSNE(perplexity=80).fit(X), lambda: LogisticRegression().fit(X, y * 0), lambda: LabelEncoder().fit([1]).transform([2]), lambda: KFold(1), lambda: f1_score(y, y), lambda: scaler.transform(R)):
    try:
        print(mistake())
    except Exception as error:
        print(type(error).__name__, str(error).split("\n")[0][:60])

importance = permutation_importance(binary, test_X, test_y, n_repeats=4, random_state=1)
print(importance.importances_mean, importance.importances.shape)
