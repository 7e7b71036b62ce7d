"""What of a passage is kept, and what stands in the place of what is held back.

A copy is written anew from the text that is kept: nothing is drawn over anything. What stands for a held part says why
and nothing else; it has the same length whatever was cut, and parts that touch are one (R-31).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from alongside.oversight.requests.enums import Choice, HoldReason

Span = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, and whether it is inside a span; ``place`` is that span's place in the list."""

    text: str
    place: int | None = None


def mark(reason: str) -> str:
    """What stands in the place of what is held back."""
    return "[" + _("held back: %(reason)s") % {"reason": HoldReason(reason).label} + "]"


def kept(text: str, *, choice: str, reason: str = "", spans: Sequence[Span] = ()) -> str:
    """What of ``text`` is handed over."""
    if choice == Choice.WHOLE:
        return text
    if choice != Choice.PART:
        return mark(reason)
    out, at = [], 0
    for begin, end in united(text, [one for one in spans if one["held"]]):
        out += [text[at:begin], mark(reason)]
        at = end
    return "".join([*out, text[at:]])


def united(text: str, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """The runs that ``spans`` cover, in order; what overlaps, or has only blanks and marks between, is one run."""
    runs: list[tuple[int, int]] = []
    for begin, end in sorted((max(0, one["from"]), min(len(text), one["to"])) for one in spans):
        if begin >= end:
            continue
        if runs and not any(letter.isalnum() for letter in text[runs[-1][1] : begin]):
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((begin, end))
    return runs


def held_words(text: str, spans: Iterable[Span]) -> list[str]:
    """The words that are held back, run by run."""
    return [text[begin:end] for begin, end in united(text, [one for one in spans if one["held"]])]


def pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """``text`` cut at its spans, to be shown with each one marked; spans that overlap another begin after it."""
    out, at = [], 0
    for place, one in sorted(enumerate(spans), key=lambda pair: (pair[1]["from"], -pair[1]["to"])):
        begin = max(at, one["from"])
        if begin >= one["to"]:
            continue
        if at < begin:
            out.append(Piece(text[at:begin]))
        out.append(Piece(text[begin : one["to"]], place))
        at = one["to"]
    return [*out, Piece(text[at:])] if at < len(text) else out


def places_of(text: str, words: str) -> list[tuple[int, int]]:
    """Every place at which ``words`` stand in ``text``, whatever their case."""
    sought, where, found = words.casefold(), text.casefold(), []
    if len(where) != len(text):
        sought, where = words, text
    at = where.find(sought) if sought else -1
    while at >= 0:
        found.append((at, at + len(sought)))
        at = where.find(sought, at + len(sought))
    return found
