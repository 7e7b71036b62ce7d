"""Drawings on paper: one PDF that says what it shows, sheets to be put together, a picture; all as in a browser."""

from __future__ import annotations

import io
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import font_source_sans_pro
import pytest
from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from alongside.ground.familymap.drawing.family import draw_family
from alongside.ground.familymap.drawing.options import LAYERS, Options
from alongside.ground.paper.drawings import LARGEST, pdf_of_svg, png_of_svg
from alongside.ground.paper.laying import Laid
from tests.factories.families import DEVELOPMENT
from tests.walks.conftest import MISSING, chromium

MADE_AT = datetime(2026, 11, 22, 9, 52, tzinfo=UTC)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    '<rect x="0" y="0" width="{width}" height="{height}" fill="#fffdfa"/>'
    '<text x="20" y="30" font-family="Source Sans Pro" font-size="20" fill="#1f2d2b">Marta López</text></svg>'
)
SMALL = SVG.format(width=200, height=100)
WIDE = SVG.format(width=3000, height=700)
FONTS = Path(font_source_sans_pro.__file__).parent / "files"
SAME = 0.015
"""Which part of the pixels may differ after a small blur (G23)."""
SCALE = 2
SEEN = 24
"""From what difference of 255 on two pixels differ."""


def test_a_drawing_is_one_tagged_page_that_says_its_title() -> None:
    paper = PdfReader(io.BytesIO(pdf_of_svg(SMALL, title="Family of Marta López", made_at=MADE_AT, laid=Laid())))
    root: Any = paper.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert paper.metadata is not None
    assert paper.metadata.title == "Family of Marta López"
    assert len(paper.pages) == 1
    assert "Marta López" in paper.pages[0].extract_text()
    assert round(float(paper.pages[0].mediabox.width)) == 842


def test_a_drawing_may_have_a_page_of_its_own_size() -> None:
    page = PdfReader(io.BytesIO(pdf_of_svg(SMALL, title="Family", made_at=MADE_AT))).pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (174, 99)


def test_a_wide_drawing_is_laid_on_sheets_with_their_numbers() -> None:
    laid = Laid("tiles", across=True, scale=0.68, columns=3, rows=1, of="sheet %1 of %2")
    paper = PdfReader(io.BytesIO(pdf_of_svg(WIDE, title="Family", made_at=MADE_AT, laid=laid)))
    assert len(paper.pages) == 3
    assert "sheet 2 of 3" in paper.pages[1].extract_text()


def test_the_same_drawing_gives_the_same_bytes() -> None:
    first, second = (pdf_of_svg(SMALL, title="Family", made_at=MADE_AT, laid=Laid("a3")) for _time in range(2))
    assert first == second
    assert png_of_svg(SMALL) == png_of_svg(SMALL)


def test_a_picture_is_as_large_as_asked_for_and_never_too_large() -> None:
    assert Image.open(io.BytesIO(png_of_svg(SMALL, scale=3, rim=10))).size == (660, 360)
    assert max(Image.open(io.BytesIO(png_of_svg(WIDE, scale=9))).size) <= LARGEST


def test_what_is_no_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="width and height"):
        png_of_svg("<p>words</p>")


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.enable_socket
@pytest.mark.skipif(chromium() is None, reason=MISSING)
def test_a_browser_and_paper_show_the_same() -> None:
    """G23: pictures of Chromium and Typst differ in at most 1.5 % of pixels after a blur of one px of the drawing."""
    different = {}
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(device_scale_factor=SCALE)
        for name, make in DEVELOPMENT.items():
            svg = draw_family(make(), Options(layers=frozenset(LAYERS))).svg
            page.set_content(f"<style>{_faces()}body {{ margin: 0 }}</style>{svg}")
            page.evaluate("document.fonts.ready.then(() => true)")
            shown = Image.open(io.BytesIO(page.locator("svg").screenshot()))
            different[name] = _different(shown, Image.open(io.BytesIO(png_of_svg(svg, scale=SCALE, rim=0))))
        browser.close()
    assert max(different.values()) <= SAME, different


def _faces() -> str:
    """The fonts of paper for the browser."""
    return "".join(
        f"@font-face {{ font-family: 'Source Sans Pro'; font-weight: {weight}; "
        f"src: url(data:font/otf;base64,{b64encode((FONTS / f'SourceSansPro-{name}.otf').read_bytes()).decode()}) }}"
        for weight, name in ((400, "Regular"), (600, "Semibold"))
    )


def _different(one: Image.Image, other: Image.Image) -> float:
    """Which part of the pixels differs visibly."""
    frame = 0, 0, min(one.width, other.width), min(one.height, other.height)
    blurred = [image.convert("L").crop(frame).filter(ImageFilter.GaussianBlur(SCALE)) for image in (one, other)]
    counts = ImageChops.difference(*blurred).histogram()
    return sum(counts[SEEN:]) / sum(counts)
