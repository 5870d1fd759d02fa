"""A made-up catalogue of any size, for benchmarks only: suppliers and listings varied from the reference sheets.

``generating`` is the way in. ``draws``, ``figures`` and ``words`` vary; ``sheets`` reads what is varied; ``suppliers``
and ``listings`` compose records without touching the database; ``writing`` and ``removal`` move them in and out.
"""
