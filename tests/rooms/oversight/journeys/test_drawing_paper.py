"""A drawing made by a job: for who asked alone, as she sees the case now, once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.ground.foundation.errors import NotFound
from alongside.oversight.exports.enums import PaperState
from alongside.oversight.exports.models import DrawingPaper, Export
from alongside.oversight.exports.queries.leaving import drawing_paper, drawings_of
from alongside.oversight.journeys.drawing_paper import make_drawing
from alongside.oversight.journeys.taking_family import Copy
from tests.conftest import Become
from tests.factories.kin import a_family
from tests.rooms.oversight.journeys.test_taking_family import PDF, WHOM, fetched


def test_the_file_is_for_who_asked_alone_and_the_job_sees_what_she_sees(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    case = kin.case.public_id
    name, content = fetched(Copy(case, whom=WHOM), PDF, by)
    assert name == f"{kin.case.number}-drawing.pdf"
    assert content.startswith(b"%PDF")
    (line,) = drawings_of(case, by=by)
    made = DrawingPaper.objects.get().made_at
    make_drawing(public_id=line.public_id, by=by)
    assert DrawingPaper.objects.get().made_at == made
    for who in ("supervisor", "colleague", "elsewhere"):
        reader = become(who)
        assert drawings_of(case, by=reader) == ()
        with pytest.raises(NotFound):
            drawing_paper(case, line.public_id, by=reader)
        make_drawing(public_id=line.public_id, by=reader)
    by = become("worker")
    DrawingPaper.objects.update(state=PaperState.WAITING, content=None, asked={"day": "1900-01-01", "layers": [],
                                "left_out": [str(uuid4())], "restricted": True})  # fmt: skip
    make_drawing(public_id=line.public_id, by=by)
    assert DrawingPaper.objects.get().state == PaperState.BROKEN
    assert Export.objects.count() == 1
