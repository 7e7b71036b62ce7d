"""Whether a text that is for one child tells of another: names in any spelling, and days of birth (S-175)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from alongside.oversight.requests.enums import SpanKind
from alongside.oversight.requests.rules.suggesting import Finder, Known

TELLING = frozenset({SpanKind.NAME, SpanKind.BIRTH})


def told_of_others(texts: Iterable[str], *, own: Iterable[Known], others: Mapping[int, Known]) -> dict[int, str]:
    """Who of ``others`` is told of in ``texts``, by their number, with the first words that do.

    ``own`` are those whose file it is: what they share with others, such as a family name, tells nothing.
    """
    mine = list(own)
    together = Known([name for one in mine for name in one.names], births=[day for one in mine for day in one.births])
    read = [text for text in texts if text.strip()]
    found: dict[int, str] = {}
    for number, known in others.items():
        finder = Finder(together, [known])
        spans = ((text, span) for text in read for span in finder.found(text) if span.kind in TELLING)
        words = next((text[span.begin : span.end] for text, span in spans), "")
        if words:
            found[number] = words
    return found
