"""A document finds people by the numbers that a file gives them."""

from __future__ import annotations

from alongside.ground.familymap.gedcom.document import Document, Individual


def test_somebody_is_found_with_or_without_the_signs() -> None:
    one = Individual("I1", 3)
    document = Document({"I1": one})
    assert [document.named(name) for name in ("I1", "@I1@", " @I1@ ", "I2", "")] == [one, one, one, None, None]
