"""Writes: documents through our engine against ready-made dicts, and a whole rebuild with its memory."""

import json
import os
import statistics
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

from .measuring import Report

ROOT = Path(__file__).resolve().parents[2]
INDEXED = 4_000  # documents of the comparison of writing
INDEX_RATIO, REBUILD_MB = 0.6, 400.0  # at 100,000: docs/scale.md


def bench_index(report: Report, url: str) -> None:
    """Writing documents that were read already, against dicts that are ready to be sent."""
    from elasticsearch import Elasticsearch
    from elasticsearch.helpers import bulk

    from search.documents import source_of
    from search.engines.elasticsearch_engine import ElasticsearchEngine
    from search.engines.elasticsearch_mapping import mapping, settings, to_source

    source = source_of("cms.technologypage")
    assert source is not None
    documents = list(islice(source.documents(), INDEXED))
    ready = [{"_id": d.record, "_source": to_source(d)} for d in documents]
    client = Elasticsearch(url, request_timeout=120)
    ours = ElasticsearchEngine({"URL": url, "PREFIX": "bench-writing", "REPLICAS": "0"})
    rates: dict[str, list[float]] = {"raw": [], "ours": []}
    for round_ in range(3):
        for way in ("raw", "ours") if round_ % 2 else ("ours", "raw"):
            start = time.perf_counter()
            if way == "raw":
                client.indices.create(index="bench-raw", mappings=mapping(), settings=settings(1))
                bulk(client, ready, index="bench-raw", chunk_size=500)
                client.indices.refresh(index="bench-raw")
                client.indices.delete(index="bench-raw")
            else:
                ours.rebuild(documents)
            rates[way].append(len(documents) / (time.perf_counter() - start))
    size = sum(len(json.dumps(row, ensure_ascii=False).encode()) for row in ready[:200]) / 200
    print(f"\nWriting {len(documents):,} documents of {size / 1000:.0f} kB            documents a second")
    for way, values in rates.items():
        print(f"  {way:34}{statistics.median(values):10.0f}")
    ratio = statistics.median(rates["ours"]) / statistics.median(rates["raw"])
    report.bound("ours as a share of raw", ratio, INDEX_RATIO, least=True)


def bench_rebuild(report: Report, workers: int) -> tuple[float, float]:
    """A rebuild in a process of its own, so that its memory is its own: seconds a thousand, and MB at most."""
    code = (
        "import django, resource, time; django.setup(); from search import service; t = time.perf_counter(); "
        f"n = service.rebuild(workers={workers}); me = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss; "
        "child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss; print(n, time.perf_counter() - t, me, child)"
    )
    print(f"\nRebuilding the whole index from the database, {workers} processes …", flush=True)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True, check=True
    )
    count, seconds, own, child = (float(value) for value in done.stdout.split()[-4:])
    pace = f"{count / seconds:.0f} a second, {seconds / count * 1000:.2f} s a thousand"
    print(f"  {count:,.0f} records in {seconds:.0f} s, {pace}")
    print(f"  peak memory: {own / 1024:.0f} MB, each process at most {child / 1024:.0f} MB")
    report.bound("peak memory of a process in MB", max(own, child) / 1024, REBUILD_MB)
    return seconds / count * 1000, max(own, child) / 1024


def size_on_disk(url: str) -> tuple[int, float]:
    """How many records there are, and the bytes that each takes in the index."""
    from elasticsearch import Elasticsearch

    from search.engines.base import get_engine

    engine: Any = get_engine()
    stats = Elasticsearch(url).indices.stats(index=engine.writer.alias, metric="store,docs")["_all"][
        "primaries"
    ]
    records = len(engine.versions())
    size = stats["store"]["size_in_bytes"]
    print(f"\n{records:,} records take {size / 1e6:.0f} MB on disk, {size / records / 1000:.1f} kB each")
    return records, size / records
