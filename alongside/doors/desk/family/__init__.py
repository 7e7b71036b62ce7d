"""The family of a case: its drawing, the same as a table, and what is said about it."""
