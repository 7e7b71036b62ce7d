"""How a drawing lies on paper, in points."""

from __future__ import annotations

from alongside.ground.paper.laying import Laid, size_of, values_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100.5"></svg>'


def test_a_drawing_is_scaled_and_its_sheet_turned() -> None:
    assert size_of(SVG) == (200, 100.5)
    own = values_of(SVG, "A family", None)
    assert (own["width"], own["breadth"], own["alt"]) == (150, 0, "A family")
    across = values_of(SVG, "A family", Laid("a3", across=True, scale=0.5, columns=2))
    assert (across["width"], across["breadth"], across["tall"]) == (100, 1190.55, 841.89)
    assert (across["columns"], across["rows"]) == (2, 1)
    assert values_of(SVG, "", Laid(across=False))["breadth"] == 595.28
