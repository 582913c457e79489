"""Measures of what Alliage promises to cost; run by `make bench`, written to docs/benchmarks.md."""
