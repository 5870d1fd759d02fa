"""A question in tantivy's terms. Functions return one clause each; `full_query` puts them together. No I/O
but counts.
"""

from collections.abc import Iterable

import tantivy
from tantivy import Occur, Query

from search.engines.tantivy_schema import LINE_NUMBER, line_key
from search.fields import TIE, WEIGHTS, WHOLE_NAME
from search.params import LineAsk, SearchParams
from search.queries import TextQuery, weigh


class QueryBuilder:
    """Clauses for one searcher (one state of the index)."""

    def __init__(self, schema: tantivy.Schema, searcher: tantivy.Searcher) -> None:
        self.schema = schema
        self.searcher = searcher

    def token(self, token: str) -> Query:
        """A token in any text field: the best field counts whole, the others by TIE."""
        return Query.disjunction_max_query(
            [
                Query.boost_query(Query.term_query(self.schema, field, token, "freq"), weight)
                for field, weight in WEIGHTS.items()
            ],
            TIE,
        )

    def any_of(self, tokens: Iterable[str]) -> Query:
        """Any of the tokens; scores add up."""
        return Query.boolean_query([(Occur.Should, self.token(token)) for token in tokens])

    def frequency(self, tokens: Iterable[str]) -> int:
        """At most in how many documents one of the tokens stands in a field."""
        return max((self.searcher.doc_freq(field, token) for token in tokens for field in WEIGHTS), default=0)

    def text(self, query: TextQuery) -> Query:
        """The required share of the units that say something, and all that adds to the score."""
        documents = self.searcher.num_docs
        weighed = weigh(query, lambda unit: self.frequency(unit.terms) / documents, documents)
        asked = Query.boolean_query(
            [(Occur.Should, self.any_of(unit.terms)) for unit in weighed.asked],
            minimum_number_should_match=weighed.required,
        )
        adding = [(Occur.Should, self.token(token)) for token in weighed.adding]
        named = Query.boost_query(Query.term_query(self.schema, "name", weighed.name, "basic"), WHOLE_NAME)
        return Query.boolean_query([(Occur.Must, asked), (Occur.Should, named), *adding])

    def facet(self, name: str, values: Iterable[str]) -> Query:
        """Any of the values of one facet; adds nothing to the score."""
        terms = Query.boolean_query(
            [
                (Occur.Should, Query.term_query(self.schema, f"facet_{name}", value, "basic"))
                for value in values
            ]
        )
        return Query.const_score_query(terms, 0.0)

    def overlap(self, name: str, low: float | None, high: float | None) -> Query:
        """Documents whose range overlaps the asked one; adds nothing to the score."""
        kind = tantivy.FieldType.Float
        ends = [
            Query.range_query(self.schema, f"{name}_high", kind, lower_bound=-1e300 if low is None else low),
            Query.range_query(self.schema, f"{name}_low", kind, upper_bound=1e300 if high is None else high),
        ]
        return Query.const_score_query(Query.boolean_query([(Occur.Must, end) for end in ends]), 0.0)

    def line(self, ask: LineAsk) -> Query:
        """Documents with a line that answers; adds nothing to the score."""
        bound = line_key(ask.parameter, ask.unit, ask.bound)
        first, last = bound & ~LINE_NUMBER, bound | LINE_NUMBER  # of all lines of this parameter and unit
        low, high = (bound, last) if ask.at_least else (first, bound)
        unsigned = tantivy.FieldType.Unsigned
        found = Query.range_query(self.schema, ask.measure, unsigned, lower_bound=low, upper_bound=high)
        return Query.const_score_query(found, 0.0)

    def full_query(self, params: SearchParams, text: TextQuery) -> Query:
        """Text, filters and ranges of a question; all documents where it names none."""
        parts = [self.facet(name, values) for name, values in params.filters.items() if values]
        parts += [self.overlap(name, low, high) for name, (low, high) in params.ranges.items()]
        parts += [self.line(ask) for ask in params.lines]
        if text.units:
            parts.append(self.text(text))
        if not parts:
            return Query.all_query()
        return Query.boolean_query([(Occur.Must, part) for part in parts])
