"""The table of widths: every letter of the shipped font that it names has the width that it says."""

from __future__ import annotations

import font_source_sans_pro
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from alongside.ground.familymap.advances import ADVANCES


def test_the_table_is_that_of_the_font() -> None:
    font = TTFont(font_source_sans_pro.SourceSansPro)
    letters, widths = font.getBestCmap(), font["hmtx"]
    known = {one: width for one, width in ADVANCES.items() if ord(one) in letters}
    assert len(known) > 300
    wrong = {one for one, width in known.items() if abs(widths[letters[ord(one)]][0] - width) > 25}
    assert wrong == set()
