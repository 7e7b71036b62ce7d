"""The portable subset: what is inside passes, what only some programs draw is told by name."""

from __future__ import annotations

import pytest

from alongside.ground.familymap.lint import strays, words_of

GOOD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1" width="1" height="1">{}</svg>'


def test_plain_drawing_passes() -> None:
    assert (
        strays(GOOD.format('<path d="M1 2L3 4.5Q1 -2 3 4Z" fill="none" stroke="#0d5b55" data-x="~" class="a"/>')) == ()
    )


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ('<path d="M0 0" fill="#0d5b5580"/>', "fill"),
        ('<path d="M0 0" fill="var(--pine)"/>', "fill"),
        ('<path d="M0 0" fill="url(#a)"/>', "fill"),
        ('<path d="M0 0" fill="red"/>', "fill"),
        ('<text style="paint-order:stroke">a</text>', "style"),
        ('<text paint-order="stroke">a</text>', "paint-order"),
        ('<g transform="scale(2)"/>', "transform"),
        ("<script>1</script>", "<script>"),
        ("<style>a{}</style>", "<style>"),
        ('<image href="https://example.org/a.png"/>', "<image>"),
        ('<a href="/x"/>', "<a>"),
        ('<g onclick="x()"/>', "onclick"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<rect x="1e3" y="0"/>', "x="),
        ('<path d="m0 0c1 1 2 2 3 3"/>', "d="),
        ("<!-- words -->", "comment"),
    ],
)
def test_what_only_some_programs_draw_is_told(inside: str, told: str) -> None:
    assert told in " ".join(strays(GOOD.format(inside)))


def test_everything_that_a_drawing_says_can_be_searched() -> None:
    assert words_of('<svg><g aria-label="Ana &amp; Bo"><text>7 Mill Lane</text></g></svg>') == [
        "7 Mill Lane",
        "Ana & Bo",
    ]
