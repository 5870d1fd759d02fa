"""Which tokens serve ten languages best? The figures behind docs/decisions/0002.

    python benchmarks/analysis.py --data DIR [--language th …]

DIR holds SIB-200 (`<language>/train.tsv` and `dev.tsv`: index_id, category, text). Three figures for each
language and way to cut text, higher is better:

- accuracy  topic of the 99 dev sentences by a linear classifier on TF-IDF, learned from train;
- P@10      for each of the 800 sentences, share of its ten nearest (TF-IDF, cosine) that have its topic;
- nDCG@10   BM25 on the project's own judged needs over its reference technologies, in the need's language.

Segmenters (jieba, pythainlp, laonlp, khmernltk) are measured where they are installed; the project does not
need them.
"""

import argparse
import csv
import functools
import importlib
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from search import analysis  # noqa: E402  (the script is run by path)
from search.normal import normalise, without_marks  # noqa: E402

Tokeniser = Callable[[str], list[str]]

FOLDERS = {
    "zh": "zho_Hans", "th": "tha_Thai", "lo": "lao_Laoo", "km": "khm_Khmr", "my": "mya_Mymr",
    "en": "eng_Latn", "id": "ind_Latn", "ms": "zsm_Latn", "vi": "vie_Latn", "fil": "tgl_Latn",
}  # fmt: skip
UNSPACED = ("zh", "th", "lo", "km", "my")
RUN = re.compile(
    r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff]+|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u9fff]+"
)


def n_grams(parts: list[str], size: int) -> list[str]:
    """Neighbours joined, `size` at a time; what is shorter comes whole."""
    return ["".join(parts[i : i + size]) for i in range(len(parts) - size + 1)] or ["".join(parts)]


def clusters(run: str) -> list[str]:
    """A base with all that attaches to it, as the product cuts."""
    return analysis._CLUSTER_RE.findall(run)


def by_run(unspaced: Callable[[str], list[str]], word: Callable[[str], list[str]]) -> Tokeniser:
    """A tokeniser that cuts runs of unspaced scripts with one function and words with the other."""

    def tokens(text: str) -> list[str]:
        found: list[str] = []
        for run in RUN.findall(normalise(text)):
            found += unspaced(run) if run[0] > "\u0dff" and not run[0].isascii() else word(run)
        return found

    return tokens


def segmenter(language: str) -> Callable[[str], list[str]] | None:
    """A dictionary or learned segmenter for the language, where one is installed."""
    known = {
        "zh": ("jieba", lambda m: lambda run: list(m.cut_for_search(run))),
        "th": ("pythainlp.tokenize", lambda m: functools.partial(m.word_tokenize, engine="newmm")),
        "lo": ("laonlp.tokenize", lambda m: m.word_tokenize),
        "km": ("khmernltk", lambda m: m.word_tokenize),
    }
    try:
        name, make = known[language]
        return make(importlib.import_module(name))
    except (KeyError, ImportError):
        return None


def ways(language: str) -> dict[str, Tokeniser]:
    """The candidates for one language, by name."""

    def as_it_is(part: str) -> list[str]:
        return [part]

    found: dict[str, Tokeniser] = {"whitespace": lambda text: normalise(text).split()}
    if language in UNSPACED:
        grams = {
            "characters 2": lambda run: n_grams(list(run), 2),
            "characters 3": lambda run: n_grams(list(run), 3),
            "characters 1+2": lambda run: list(run) + n_grams(list(run), 2),
            "characters 2+3": lambda run: n_grams(list(run), 2) + n_grams(list(run), 3),
            "clusters 1": clusters,
            "clusters 2": lambda run: n_grams(clusters(run), 2),
            "clusters 1+2": lambda run: clusters(run) + n_grams(clusters(run), 2),
        }
        cut = segmenter(language)
        if cut:
            grams["segmenter"] = cut
            grams["segmenter + characters 2"] = lambda run: cut(run) + n_grams(list(run), 2)
        found |= {name: by_run(way, as_it_is) for name, way in grams.items()}
    else:
        stemmers = analysis._stemmers
        words = {
            "words": as_it_is,
            "words without marks": lambda word: [without_marks(word)],
            "words with and without marks": lambda word: list({word: 0, without_marks(word): 0}),
            "stem en": lambda word: [stemmers.english.stemWord(word)],
            "stem id": lambda word: [stemmers.indonesian.stemWord(word)],
            "stem en, then id": lambda word: [stemmers.indonesian.stemWord(stemmers.english.stemWord(word))],
            "stem id, then en": lambda word: [stemmers.english.stemWord(stemmers.indonesian.stemWord(word))],
            "stem en and id, both kept": lambda word: list(
                {stemmers.english.stemWord(word): 0, stemmers.indonesian.stemWord(word): 0}
            ),
            "characters 3-5 of words": lambda word: [
                g for n in (3, 4, 5) for g in n_grams(list(f" {word} "), n)
            ],
        }
        found |= {name: by_run(as_it_is, way) for name, way in words.items()}
    return found | {"search.analysis": analysis.analyse}


def topics(folder: Path, way: Tokeniser) -> tuple[float, float]:
    """Accuracy on dev, and P@10 over all sentences."""
    rows = {}
    for part in ("train", "dev"):
        with (folder / f"{part}.tsv").open(encoding="utf-8") as file:
            rows[part] = [
                (r["category"], r["text"])
                for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            ]
    documents = [way(text) for _, text in rows["train"] + rows["dev"]]
    topic = np.array([category for category, _ in rows["train"] + rows["dev"]])
    cut = len(rows["train"])
    vectors = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    model = LinearSVC().fit(vectors.fit_transform(documents[:cut]), topic[:cut])
    accuracy = float((model.predict(vectors.transform(documents[cut:])) == topic[cut:]).mean())
    everything = vectors.fit_transform(documents)
    near = (everything @ everything.T).toarray()
    np.fill_diagonal(near, -1)
    nearest = np.argsort(-near, axis=1)[:, :10]
    return accuracy, float((topic[nearest] == topic[:, None]).mean())


def bm25(
    documents: list[list[str]], queries: list[list[str]], k1: float = 1.2, b: float = 0.75
) -> list[np.ndarray]:
    """Scores of every document, one array for each query."""
    places: dict[str, int] = {}
    lengths = np.array([len(document) for document in documents])
    rows, columns, values = [], [], []
    for row, document in enumerate(documents):
        norm = k1 * (1 - b + b * lengths[row] / lengths.mean())
        for token, count in Counter(document).items():
            rows.append(row)
            columns.append(places.setdefault(token, len(places)))
            values.append(count * (k1 + 1) / (count + norm))
    matrix = csr_matrix((values, (rows, columns)), shape=(len(documents), len(places)))
    held = np.bincount(columns, minlength=len(places))
    rarity = np.log1p((len(documents) - held + 0.5) / (held + 0.5))
    scores = []
    for query in queries:
        weights = np.zeros(len(places))
        wanted = [places[token] for token in set(query) if token in places]
        weights[wanted] = rarity[wanted]
        scores.append(matrix @ weights)
    return scores


def ndcg(scores: np.ndarray, grades: list[int], k: int = 10) -> float:
    """nDCG with the gain 2^grade - 1."""
    gains = [
        (2 ** grades[place] - 1) / math.log2(i + 2)
        for i, place in enumerate(np.argsort(-scores, kind="stable")[:k])
    ]
    ideal = [(2**grade - 1) / math.log2(i + 2) for i, grade in enumerate(sorted(grades, reverse=True)[:k])]
    return sum(gains) / sum(ideal)


@functools.cache
def sheets(language: str) -> dict[str, str]:
    """Words of each reference technology in the language, English where it has none."""
    found = {}
    for path in sorted((ROOT / "data" / "technologies").glob("*.json")):
        for sheet in json.loads(path.read_text(encoding="utf-8")):
            words = [sheet["title"]["en"], *sheet["aliases"], sheet["summary"], sheet["problem"]]
            found[sheet["id"]] = " ".join(words)
    if language != "en":
        for sheet_id, words in json.loads(
            (ROOT / "data/translations" / f"{language}.json").read_text("utf-8")
        ).items():
            found[sheet_id] = " ".join([words["title"], *words["terms"], words["summary"], words["problem"]])
    return found


def judged(language: str, way: Tokeniser) -> float:
    """Mean nDCG@10 of BM25 on the judged needs of the language."""
    grades = json.loads((ROOT / "data/judgments-dev.json").read_text("utf-8"))
    needs = [
        need
        for need in json.loads((ROOT / "data/judged-needs-dev.json").read_text("utf-8"))
        if need["language"] == language and max(grades[need["id"]]["grades"].values(), default=0) >= 2
    ]
    texts = sheets(language)
    ranked = bm25(
        [way(text) for text in texts.values()], [way(f"{n['title']} {n['problem']}") for n in needs]
    )
    values = [
        ndcg(scores, [grades[need["id"]]["grades"].get(sheet, 0) for sheet in texts])
        for need, scores in zip(needs, ranked, strict=True)
    ]
    return float(np.mean(values))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--language", nargs="*", choices=FOLDERS, default=list(FOLDERS))
    options = parser.parse_args()
    print("| language | way | accuracy | P@10 | nDCG@10 |\n| --- | --- | --- | --- | --- |")
    for language in options.language:
        for name, way in ways(language).items():
            accuracy, near = topics(options.data / FOLDERS[language], way)
            print(
                f"| {language} | {name} | {accuracy:.3f} | {near:.3f} | {judged(language, way):.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
