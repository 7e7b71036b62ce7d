"""Drawings on paper: the smallest on which their letters can be read; in the case's own PDF, with the same in words."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from alongside.ground.foundation.errors import Refused
from alongside.ground.foundation.reader import SAFE_LOCATION
from alongside.oversight.exports.actions.taking_paper import take_case_on_paper
from alongside.oversight.overviews.drawings import drawings_of_case, laid_for
from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.happenings import a_life_event
from tests.factories.kin import a_family

WHY = "She asked for her record"


@pytest.mark.parametrize(
    ("width", "height", "form", "sheets"), [(500, 400, "a4", 1), (1400, 700, "a3", 1), (3000, 700, "a4", 3)]
)
def test_a_drawing_takes_the_smallest_paper_on_which_it_can_be_read(
    width: float, height: float, form: str, sheets: int
) -> None:
    laid = laid_for(width, height)
    assert (laid.format, laid.columns * laid.rows) == (form, sheets)
    assert laid.scale * 11 >= 7


def test_the_case_on_paper_holds_its_drawings_and_says_the_same_in_words(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    dani = kin.people["Dani Prado"]
    a_life_event(kin.case.circle_id, by, dani, words="Joined the band")
    actions.note_health(circle=kin.case.circle_id, person=dani, kind="illness", basis="Says Marta", by=by)
    family, around, timeline = drawings_of_case(kin.case.public_id, by)
    assert {part.title for part in family.parts} == set(kin.people)
    for one, words in ((family, "Rosario Vega"), (around, "Choir St Brigid"), (timeline, "Joined the band")):
        assert one.picture is not None
        assert words.split()[0] in one.picture.svg
    assert family.picture
    assert around.picture
    assert timeline.picture
    assert "Rosario Vega" in family.picture.alt
    assert "data-bond" not in family.picture.svg
    assert "mark-" not in family.picture.svg
    assert any("Choir St Brigid" in row for row in around.picture.rows)
    assert any("Joined the band" in cell for row in timeline.picture.rows for cell in row)
    taken = take_case_on_paper(case=kin.case.public_id, why=WHY, draw=drawings_of_case, by=by)
    pdf = PdfReader(io.BytesIO(taken.content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Drawings" in text
    assert "What the signs mean" in text
    assert not [image for page in pdf.pages for image in page.images]
    colleague = become("colleague")
    for one in drawings_of_case(kin.case.public_id, colleague):
        assert one.picture is not None
        assert "violen" not in one.picture.svg + one.picture.alt
    alone = a_case(become("worker"), people=["Alone Atlast"])
    (only, _steps) = drawings_of_case(alone.public_id, become("worker"))
    assert "Alone" in only.picture.svg  # type: ignore[union-attr]


def test_a_drawing_that_tells_where_somebody_hides_stops_the_paper(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    actions.add_contact_point(
        person=kin.people["Marta López"], circle=kin.case.circle_id, kind="address", value="7 Mill Lane",
        level=SAFE_LOCATION, by=by,
    )  # fmt: skip
    a_life_event(kin.case.circle_id, by, kin.people["Dani Prado"], words="Moved to 7 Mill Lane")
    with pytest.raises(Refused, match="must not be found") as refusal:
        take_case_on_paper(case=kin.case.public_id, why=WHY, draw=drawings_of_case, by=by)
    assert "may_leave" in refusal.value.fields
