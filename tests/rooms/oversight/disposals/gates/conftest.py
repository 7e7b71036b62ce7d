"""The functions of disposals are tried on rows put by hand."""

from __future__ import annotations

from tests.factories.by_hand import hand

__all__ = ["hand"]
