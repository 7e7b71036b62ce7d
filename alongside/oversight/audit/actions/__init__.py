"""Sealing, verifying, taking out for verification elsewhere, and looking at unusual accesses."""
