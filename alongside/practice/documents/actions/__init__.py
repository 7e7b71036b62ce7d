"""Papers that jobs make, and files that people bring."""

from __future__ import annotations

from alongside.practice.documents.actions.attaching import (
    CHECK,
    NewFile,
    add_drawn_file,
    add_file,
    recheck_file,
    replace_file,
    withdraw_file,
)
from alongside.practice.documents.actions.checking import settle_file
from alongside.practice.documents.actions.papers import (
    MAKE,
    ask_for_consent,
    ask_for_summary,
    fill,
    set_broken,
    waiting,
)

__all__ = [
    "CHECK",
    "MAKE",
    "NewFile",
    "add_drawn_file",
    "add_file",
    "ask_for_consent",
    "ask_for_summary",
    "fill",
    "recheck_file",
    "replace_file",
    "set_broken",
    "settle_file",
    "waiting",
    "withdraw_file",
]
