"""Words against words: BM25 and latent semantic analysis over one joint document per technology.

A technology's document holds its words in every language it has, and the names of its codes in ten languages. Words
that mean the same then meet in the same rows, so that the latent space is one for all languages: a question in Khmer
and a sheet whose Khmer translation it resembles lie close, and so do the sheets next to it. Figures behind the
composition are in ``docs/decisions/0005-first-ranking.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.preprocessing import normalize

from .profiles import NeedProfile, TechnologyProfile

Analyse = Callable[[str], Sequence[str]]

# How often each field's words count in a document; titles are short and say most.
FIELD_WEIGHTS = {"title": 2, "terms": 1, "summary": 1, "problem": 1}
TITLE_WEIGHT_IN_NEED = 2
COMPONENTS = 100  # best of 60, 80, 100, 120, 150, 200 on the judged needs
BM25_K1 = 1.2  # the usual constants of Robertson and Zaragoza (2009)
BM25_B = 0.6


def document_tokens(profile: TechnologyProfile, analyse: Analyse, names: Mapping[str, str]) -> list[str]:
    """The joint document of a technology. ``names`` gives the words of a code (``parameter/cod``), all languages."""
    tokens: list[str] = []
    for words in profile.words.values():
        for field, weight in FIELD_WEIGHTS.items():
            value = getattr(words, field)
            tokens += list(analyse(value if isinstance(value, str) else " ; ".join(value))) * weight
    tokens += analyse(profile.local_fit)
    keys = [f"technology-group/{profile.group}"]
    keys += [f"sector/{code}" for code in sorted(profile.sectors)]
    keys += [f"parameter/{code}" for code in sorted(profile.parameters)]
    for key in keys:
        tokens += analyse(names.get(key, ""))
    return tokens


def need_tokens(need: NeedProfile, analyse: Analyse) -> list[str]:
    """The words of a need, its title counted twice."""
    rest = "\n".join((need.problem, *need.must, *need.nice))
    return [*list(analyse(need.title)) * TITLE_WEIGHT_IN_NEED, *analyse(rest)]


def _as_is(tokens: Sequence[str]) -> Sequence[str]:
    return tokens


@dataclass
class TextModel:
    """Fitted on n documents with v tokens: BM25 weights (n × v, sparse) and latent vectors (n × k, unit length)."""

    counter: CountVectorizer
    tfidf: TfidfTransformer
    svd: TruncatedSVD | None
    bm25: sp.csc_matrix
    vectors: np.ndarray

    @classmethod
    def fit(
        cls, documents: Sequence[Sequence[str]], components: int = COMPONENTS, seed: int = 0
    ) -> TextModel:
        """Fit on the tokens of all documents; ``ValueError`` where there is none with a token."""
        counter = CountVectorizer(analyzer=_as_is)
        counts = counter.fit_transform(documents)
        tfidf = TfidfTransformer(sublinear_tf=True)
        weights = tfidf.fit_transform(counts)
        # The decomposition needs fewer components than documents; a catalogue of two has no latent space.
        size = min(components, min(weights.shape) - 1)
        svd = TruncatedSVD(size, random_state=seed).fit(weights) if size >= 1 else None
        latent = svd.transform(weights) if svd is not None else np.zeros((len(documents), 1))
        return cls(counter, tfidf, svd, _bm25(counts), normalize(latent).astype(np.float32))

    def lexical(self, tokens: Sequence[str]) -> np.ndarray:
        """BM25 of a question against every document, shape (n,); each of its tokens counts once."""
        present = sorted({self.counter.vocabulary_[t] for t in tokens if t in self.counter.vocabulary_})
        return np.asarray(self.bm25[:, present].sum(axis=1)).ravel()

    def latent(self, tokens: Sequence[str]) -> np.ndarray:
        """Cosine of a question with every document in the latent space, shape (n,), -1 to 1."""
        if self.svd is None:
            return np.zeros(self.vectors.shape[0])
        vector = normalize(self.svd.transform(self.tfidf.transform(self.counter.transform([tokens]))))
        return np.asarray(self.vectors @ vector[0].astype(np.float32))

    def shared(self, tokens: Sequence[str], row: int, most: int = 8) -> list[str]:
        """The tokens a question shares with document ``row``, those that weigh most first."""
        known = [
            (t, self.counter.vocabulary_[t]) for t in dict.fromkeys(tokens) if t in self.counter.vocabulary_
        ]
        weighed = [(float(self.bm25[row, column]), token) for token, column in known]
        return [token for weight, token in sorted(weighed, key=lambda w: (-w[0], w[1])) if weight > 0][:most]


def _bm25(counts: sp.csr_matrix) -> sp.csc_matrix:
    """Okapi BM25 weights of every token in every document."""
    table = counts.tocoo().astype(np.float64)
    n = table.shape[0]
    lengths = np.bincount(table.row, weights=table.data, minlength=n)
    holding = np.bincount(table.col, minlength=table.shape[1])
    idf = np.log1p((n - holding + 0.5) / (holding + 0.5))
    scale = BM25_K1 * (1 - BM25_B + BM25_B * lengths / max(lengths.mean(), 1e-9))
    weights = table.data * (BM25_K1 + 1) / (table.data + scale[table.row]) * idf[table.col]
    return sp.csc_matrix((weights.astype(np.float32), (table.row, table.col)), shape=table.shape)
