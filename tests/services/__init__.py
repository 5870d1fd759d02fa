"""Real Elasticsearch and PostgreSQL for tests and developers, started as an ordinary user on free ports.

    python -m tests.services up                      both, until Ctrl-C (make services)
    python -m tests.services run -- COMMAND …        both, and a command that uses them (make run SERVICES=1)
    python -m tests.services postgres -- COMMAND …   a PostgreSQL that is empty and thrown away afterwards

Nothing here needs Docker, an account or a running server; `docs/services.md` says what it needs and where it keeps what.
"""
