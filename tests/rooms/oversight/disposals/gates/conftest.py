"""The functions of disposals are tried on rows put by hand."""

from __future__ import annotations

from tests.factories.beside import hand

__all__ = ["hand"]
