"""Documents as counts of their words."""

import re

import numpy
import torch

from ..base import BaseEstimator, NotFittedError, in_numpy
from ..preprocessing import _Wide


class CountVectorizer(BaseEstimator):
    def __init__(
        self,
        *,
        lowercase=True,
        stop_words=None,
        token_pattern=r"(?u)\b\w\w+\b",
        tokenizer=None,
        ngram_range=(1, 1),
        analyzer="word",
        max_df=1.0,
        min_df=1,
        max_features=None,
        vocabulary=None,
        binary=False,
    ):
        self.lowercase, self.stop_words, self.token_pattern, self.tokenizer, self.ngram_range, self.analyzer = (
            lowercase,
            stop_words,
            token_pattern,
            tokenizer,
            ngram_range,
            analyzer,
        )
        self.max_df, self.min_df, self.max_features, self.vocabulary, self.binary = max_df, min_df, max_features, vocabulary, binary

    def _words(self, text):
        if self.analyzer not in ("word", "char"):
            raise NotImplementedError(f"analyzer={self.analyzer!r} is not here: 'word' and 'char' are.")
        text = text.lower() if self.lowercase else text
        if self.analyzer == "char":
            words, glue = list(re.sub(r"\s\s+", " ", text)), ""
        else:
            words, glue = self.tokenizer(text) if self.tokenizer else re.findall(self.token_pattern, text), " "
            if isinstance(self.stop_words, str):
                raise NotImplementedError(f"stop_words={self.stop_words!r} is not here: a list of words is.")
            gone = set(self.stop_words or ())
            words = [word for word in words if word not in gone]
        low, high = self.ngram_range
        return [glue.join(words[place : place + size]) for size in range(low, high + 1) for place in range(len(words) - size + 1)]

    def build_analyzer(self):
        return self._words

    def fit(self, raw_documents, y=None):
        self.fit_transform(raw_documents)
        return self

    def fit_transform(self, raw_documents, y=None):
        documents = [self._words(text) for text in raw_documents]
        if self.vocabulary is not None:
            names = list(self.vocabulary)
        else:
            held = {}
            for words in documents:
                for word in set(words):
                    held[word] = held.get(word, 0) + 1
            least, most = (share if isinstance(share, int) else share * len(documents) for share in (self.min_df, self.max_df))
            names = sorted(word for word, count in held.items() if least <= count <= most)
            if self.max_features is not None and len(names) > self.max_features:
                totals = {name: sum(words.count(name) for words in documents) for name in names}
                names = sorted(sorted(names, key=lambda name: -totals[name])[: self.max_features])
        if not names:
            raise ValueError("empty vocabulary; perhaps the documents only contain stop words")
        self.vocabulary_ = {name: place for place, name in enumerate(names)}
        # In the order in which the words came.
        self.vocabulary_ = {word: self.vocabulary_[word] for words in documents for word in words if word in self.vocabulary_} | self.vocabulary_
        return self._counted(documents)

    def _counted(self, documents):
        rows = torch.zeros(len(documents), len(self.vocabulary_), dtype=torch.int64)
        for row, words in enumerate(documents):
            places = [self.vocabulary_[word] for word in words if word in self.vocabulary_]
            rows[row] = torch.bincount(torch.tensor(places, dtype=torch.int64), minlength=len(self.vocabulary_))
        return _Wide((rows > 0).long() if self.binary else rows)

    def transform(self, raw_documents):
        if not hasattr(self, "vocabulary_"):
            raise NotFittedError("Vocabulary not fitted or provided")
        return self._counted([self._words(text) for text in raw_documents])

    def get_feature_names_out(self):
        return numpy.array(sorted(self.vocabulary_, key=self.vocabulary_.get), dtype=object)


class TfidfTransformer(BaseEstimator):
    def __init__(self, *, norm="l2", use_idf=True, smooth_idf=True, sublinear_tf=False):
        self.norm, self.use_idf, self.smooth_idf, self.sublinear_tf = norm, use_idf, smooth_idf, sublinear_tf

    def fit(self, X, y=None):
        counts = _table(X)
        held, more = (counts > 0).sum(0).double(), int(self.smooth_idf)
        self._weights = ((counts.size(0) + more) / (held + more)).log() + 1
        self.idf_ = in_numpy(self._weights)
        return self

    def transform(self, X):
        counts = _table(X)
        counts = torch.where(counts > 0, counts.clamp(min=1e-300).log() + 1, 0.0) if self.sublinear_tf else counts
        counts = counts * self._weights if self.use_idf else counts
        if self.norm is not None:
            sizes = counts.norm({"l1": 1.0, "l2": 2.0}[self.norm], 1, True)
            counts = counts / torch.where(sizes == 0, 1.0, sizes)
        return _Wide(counts)

    def fit_transform(self, X, y=None):
        return self.fit(X).transform(X)


def _table(X):
    return numpy.asarray(X.toarray() if hasattr(X, "toarray") else X)._tensor.double()


class TfidfVectorizer(CountVectorizer):
    def __init__(self, *, lowercase=True, stop_words=None, token_pattern=r"(?u)\b\w\w+\b", tokenizer=None, ngram_range=(1, 1), analyzer="word", max_df=1.0, min_df=1, max_features=None, vocabulary=None, binary=False,
                 norm="l2", use_idf=True, smooth_idf=True, sublinear_tf=False):  # fmt: skip
        super().__init__(lowercase=lowercase, stop_words=stop_words, token_pattern=token_pattern, tokenizer=tokenizer, ngram_range=ngram_range, analyzer=analyzer, max_df=max_df, min_df=min_df,
                         max_features=max_features, vocabulary=vocabulary, binary=binary)  # fmt: skip
        self.norm, self.use_idf, self.smooth_idf, self.sublinear_tf = norm, use_idf, smooth_idf, sublinear_tf

    def fit_transform(self, raw_documents, y=None):
        counts = super().fit_transform(raw_documents)
        self._rest = TfidfTransformer(norm=self.norm, use_idf=self.use_idf, smooth_idf=self.smooth_idf, sublinear_tf=self.sublinear_tf).fit(counts)
        self.idf_ = self._rest.idf_
        return self._rest.transform(counts)

    def transform(self, raw_documents):
        return self._rest.transform(super().transform(raw_documents))


def __getattr__(name):
    raise AttributeError(f"sklearn.feature_extraction.text.{name} is not here. It would run in scikit-learn.")
