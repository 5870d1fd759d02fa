"""Search at the size of a region: `python -m benchmarks.region` (make bench-search)."""
