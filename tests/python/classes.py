"""scikit-learn further: irises, made classes, Bayes, support vectors, words of documents, measures."""

import numpy as np
from sklearn.cluster import DBSCAN
from sklearn.datasets import load_iris, make_blobs, make_classification
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression
from sklearn.metrics import adjusted_rand_score, brier_score_loss, cohen_kappa_score, davies_bouldin_score, jaccard_score, median_absolute_error, normalized_mutual_info_score
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.model_selection import LeaveOneOut, ShuffleSplit, TimeSeriesSplit, train_test_split
from sklearn.naive_bayes import BernoulliNB, GaussianNB, MultinomialNB
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import LabelBinarizer, LabelEncoder, MaxAbsScaler, Normalizer, RobustScaler
from sklearn.svm import SVC

iris = load_iris()
X, y = iris.data, iris.target
print(X.shape, X.sum(), np.bincount(y), iris.target_names, iris.feature_names[0])
train, test, known, asked = train_test_split(X, y, test_size=0.3, random_state=1, stratify=y)
nb = GaussianNB().fit(train, known)
print(nb.score(test, asked), nb.theta_, nb.predict_proba(test[:2]).round(4), SVC().fit(train, known).score(test, asked), SVC(kernel="linear").fit(X[:100, :2], y[:100]).coef_.round(2))
print(make_classification(8, 4, random_state=0), make_classification(5, 3, n_redundant=0, n_clusters_per_class=1, random_state=1)[1])
print(Lasso(alpha=0.01).fit(X, y).coef_, ElasticNet(alpha=0.1).fit(X, y).coef_, LogisticRegression().fit([[0.0], [1], [2], [3]], ["n", "n", "y", "y"]).predict([[0.5], [2.5]]), LabelEncoder().fit(["b", "a"]).inverse_transform([0, 1]))
print(MultinomialNB().fit([[1, 0, 2], [0, 3, 1], [2, 0, 0]], ["a", "b", "a"]).predict_proba([[1, 1, 0]]), BernoulliNB().fit([[1, 0], [0, 1], [1, 1]], [0, 1, 0]).predict_proba([[1, 0]]))
print(DBSCAN(eps=1.0, min_samples=3).fit_predict(make_blobs(30, random_state=42)[0]), NearestNeighbors(n_neighbors=2).fit(X).kneighbors(X[:1]), RobustScaler().fit_transform(X)[0], MaxAbsScaler().fit_transform(X)[0], Normalizer().fit_transform(X)[0], LabelBinarizer().fit_transform(["a", "b", "c"]))
words = CountVectorizer()
print(words.fit_transform(["the cat sat", "the dog"]).toarray(), words.get_feature_names_out(), TfidfVectorizer().fit_transform(["a cat", "cat dog"]).toarray(), cosine_similarity([[1, 0], [1, 1]]))
print(cohen_kappa_score([0, 1, 1], [0, 1, 0]), jaccard_score([0, 1, 1], [0, 1, 0]), adjusted_rand_score([0, 0, 1, 1], [0, 0, 1, 2]), normalized_mutual_info_score([0, 0, 1, 2], [1, 1, 0, 0]), davies_bouldin_score(X, y), brier_score_loss([0, 1], [0.1, 0.8]), median_absolute_error([1, 2, 3], [1, 2, 5]))
print([t[1].tolist() for t in TimeSeriesSplit(3).split(np.arange(8))], len(list(LeaveOneOut().split([1, 2, 3]))), [t[1].tolist() for t in ShuffleSplit(2, test_size=0.3, random_state=0).split(np.arange(10))])
