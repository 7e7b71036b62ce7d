"""Benchmarks: made-up agencies of any size, and what Alongside costs on them. Numbers are never asserted in tests."""
