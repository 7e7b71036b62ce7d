"""The exchange door: programs come in here, for a worker, with a token."""
