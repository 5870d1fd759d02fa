"""How facts are shown: numbers, bars, plots. Plain values in, plain values out; no queries, no requests."""
