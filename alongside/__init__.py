"""Casework software: intake, assessment, plan, work, review, closing, after-care."""

RELEASE = "0.1.0"
"""The version of this code; the one of ``pyproject.toml``."""
