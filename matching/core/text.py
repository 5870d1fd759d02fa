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
EXACT_UP_TO = 5000  # documents


def document_tokens(profile: TechnologyProfile, analyse: Analyse, names: Mapping[str, str]) -> list[str]:
    """The joint document of a technology. ``names`` gives the words of a code (``parameter/cod``), all languages."""
    tokens: list[str] = []
    for words in profile.words.values():
        for field, weight in FIELD_WEIGHTS.items():
            value = getattr(words, field)
            tokens += list(analyse(value if isinstance(value, str) else " ; ".join(value))) * weight
    tokens += analyse(profile.local_fit)
    tokens += analyse(" ; ".join(profile.requests))
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


def as_is(tokens: Sequence[str]) -> Sequence[str]:
    """Text that is tokens already."""
    return tokens


@dataclass
class Lexicon:
    """BM25 over n documents with v tokens: which words a question and a document share, and what they weigh."""

    vocabulary: Mapping[str, int]
    by_token: sp.csc_matrix  # n × v weights, for asking
    by_document: sp.csr_matrix  # the same, for explaining

    @classmethod
    def of(cls, documents: Sequence[Sequence[str]]) -> Lexicon:
        """Weigh the tokens of all documents; ``ValueError`` where none has a token."""
        counter = CountVectorizer(analyzer=as_is)
        weights = _bm25(counter.fit_transform(documents))
        return cls(counter.vocabulary_, weights.tocsc(), weights.tocsr())

    def scores(self, tokens: Sequence[str]) -> np.ndarray:
        """BM25 of a question against every document, shape (n,); each of its tokens counts once."""
        present = sorted({self.vocabulary[t] for t in tokens if t in self.vocabulary})
        return np.asarray(self.by_token[:, present].sum(axis=1)).ravel()

    def shared(self, tokens: Sequence[str], row: int, most: int = 24) -> list[str]:
        """The tokens a question shares with document ``row``, those that weigh most first."""
        start, end = self.by_document.indptr[row : row + 2]
        weights = dict(
            zip(self.by_document.indices[start:end], self.by_document.data[start:end], strict=True)
        )
        known = {token: weights.get(self.vocabulary.get(token, -1), 0.0) for token in dict.fromkeys(tokens)}
        found = sorted((-weight, token) for token, weight in known.items() if weight > 0)
        return [token for _, token in found[:most]]


@dataclass
class LatentSpace:
    """Latent semantic analysis: a fitted projection of words to k dimensions, which can be kept and used again."""

    vocabulary: Mapping[str, int]
    tfidf: TfidfTransformer
    svd: TruncatedSVD

    @classmethod
    def fit(
        cls, documents: Sequence[Sequence[str]], components: int = COMPONENTS, seed: int = 0
    ) -> LatentSpace | None:
        """Fit on the tokens of all documents; None where there are too few to have a latent space."""
        counter = CountVectorizer(analyzer=as_is)
        tfidf = TfidfTransformer(sublinear_tf=True)
        weights = tfidf.fit_transform(counter.fit_transform(documents))
        size = min(components, min(weights.shape) - 1)
        if size < 1:
            return None
        # Exact and quick for a catalogue of thousands; the randomised way only pays beyond.
        way = "arpack" if weights.shape[0] <= EXACT_UP_TO else "randomized"
        return cls(
            counter.vocabulary_, tfidf, TruncatedSVD(size, algorithm=way, random_state=seed).fit(weights)
        )

    def vectors(self, documents: Sequence[Sequence[str]]) -> np.ndarray:
        """Documents or questions in the space, shape (n, k), float32, unit length (zeros for unknown words only)."""
        return normalize(self.svd.transform(self.tfidf.transform(self._counts(documents)))).astype(np.float32)

    def _counts(self, documents: Sequence[Sequence[str]]) -> sp.csr_matrix:
        """Token counts, n × v. A ``CountVectorizer`` checks its whole vocabulary on every use: 5 ms a question."""
        rows, columns = [], []
        for row, tokens in enumerate(documents):
            known = [self.vocabulary[token] for token in tokens if token in self.vocabulary]
            rows += [row] * len(known)
            columns += known
        shape = (len(documents), len(self.vocabulary))
        return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)  # equal places are summed


def _bm25(counts: sp.csr_matrix) -> sp.coo_matrix:
    """Okapi BM25 weights of every token in every document."""
    table = counts.tocoo().astype(np.float64)
    n = table.shape[0]
    lengths = np.bincount(table.row, weights=table.data, minlength=n)
    holding = np.bincount(table.col, minlength=table.shape[1])
    idf = np.log1p((n - holding + 0.5) / (holding + 0.5))
    scale = BM25_K1 * (1 - BM25_B + BM25_B * lengths / max(lengths.mean(), 1e-9))
    weights = table.data * (BM25_K1 + 1) / (table.data + scale[table.row]) * idf[table.col]
    return sp.coo_matrix((weights.astype(np.float32), (table.row, table.col)), shape=table.shape)
