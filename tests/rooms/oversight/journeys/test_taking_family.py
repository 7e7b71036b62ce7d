"""A drawing leaves without a name in its file name, and nothing of whom it leaves out is anywhere in the file."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from PIL import Image
from pypdf import PdfReader

from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import Reader
from alongside.oversight.exports.enums import DrawingKind, ExportFormat, PaperState
from alongside.oversight.exports.models import DrawingPaper, Export
from alongside.oversight.exports.queries.leaving import drawing_paper
from alongside.oversight.journeys.drawing_paper import make_drawing
from alongside.oversight.journeys.taking_family import Copy, ask_for_drawing, take_drawing
from alongside.oversight.overviews.family_leaving import Left
from alongside.record.people import actions
from tests.conftest import Become
from tests.factories.happenings import a_life_event
from tests.factories.kin import Kin, a_family

WHY = "For the school meeting"
WHOM = "Ms Obi, school"
FAMILY, AROUND, TIMELINE = DrawingKind.FAMILY, DrawingKind.AROUND, DrawingKind.TIMELINE
SVG, PNG, PDF = ExportFormat.SVG, ExportFormat.PNG, ExportFormat.PDF
TRACES = ("Andrés", "Andres", "Ruiz", "violen")


def told(kin: Kin, by: Reader) -> None:
    """Beside the family of every test: what Andrés is named in, and a grandmother's illness."""
    circle, people = kin.case.circle_id, kin.people
    fleet = actions.add_system(circle=circle, kind="work", label="Andrés’ taxi firm", by=by)
    actions.rate_tie(system=fleet, household=kin.home, strength="weak", by=by)
    actions.rate_tie(system=kin.choir, household=kin.home, strength="strong", words="Andrés drives them", by=by)
    a_life_event(circle, by, people["Andrés Ruiz"], words="Andrés found a flat")
    a_life_event(circle, by, people["Dani Prado"], words="Won a prize with Andrés")
    a_life_event(circle, by, people["Dani Prado"], words="Joined the band")
    actions.note_health(circle=circle, person=people["Rosario Vega"], kind="illness", basis="Says Andrés", by=by)


def fetched(copy: Copy, form: ExportFormat, by: Reader) -> tuple[str, bytes]:
    """What the job made of a copy."""
    ask_for_drawing(copy=copy, form=form, why=WHY, by=by)
    paper = DrawingPaper.objects.order_by("-id")[0]
    make_drawing(public_id=paper.public_id, by=by)
    paper.refresh_from_db()
    assert paper.state == PaperState.READY
    return drawing_paper(copy.case, paper.public_id, by=by)


def test_a_drawing_leaves_with_a_reason_to_whoever_sees_the_case(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    copy = Copy(kin.case.public_id, whom=WHOM)
    taken = take_drawing(copy=copy, why=WHY, by=by)
    assert taken.file_name == f"{kin.case.number}-drawing.svg"
    assert taken.shown == len(kin.people)
    svg = taken.content.decode()
    assert f"by {by.name}, for {WHOM}." in svg
    assert f"Recorded by {by.name}, last on" in svg
    row = Export.objects.get()
    assert (row.format, row.why, row.rows) == ("svg", f"{WHOM}: {WHY}", len(kin.people))
    for wrong in ({"why": ""}, {"copy": Copy(kin.case.public_id)}):
        with pytest.raises(Refused):
            take_drawing(**{"copy": copy, "why": WHY, "by": by, **wrong})  # type: ignore[arg-type]
    nobody = Copy(kin.case.public_id, left=Left(frozenset((uuid4(),))), whom=WHOM)
    with pytest.raises(Refused, match="changed in the record"):
        take_drawing(copy=nobody, why=WHY, by=by)
    with pytest.raises(NotFound):
        take_drawing(copy=copy, why=WHY, by=become("elsewhere"))


def test_whom_a_copy_leaves_out_is_nowhere_in_any_file(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    told(kin, by)
    gone = frozenset(kin.people[name].public_id for name in ("Andrés Ruiz", "Inés Ruiz", "Tomás Ruiz"))
    left = Left(gone, restricted=True)
    expected = {FAMILY: "Rosario", AROUND: "Choir St Brigid", TIMELINE: "Joined the band"}
    for what, shown in expected.items():
        copy = Copy(kin.case.public_id, what, layers=("households", "bonds"), left=left, whom=WHOM)
        svg = take_drawing(copy=copy, why=WHY, by=by).content.decode()
        pdf = PdfReader(io.BytesIO(content := fetched(copy, PDF, by)[1]))
        written = "\n".join(page.extract_text() for page in pdf.pages) + alternatives(pdf)
        assert shown.split()[0] in svg
        assert shown.split()[0] in written
        assert str(kin.people["Rosario Vega"].public_id) not in svg
        for trace in TRACES:
            assert trace not in svg, (what, trace)
            assert trace not in written, (what, trace)
            assert trace.encode() not in content
        picture = Image.open(io.BytesIO(fetched(copy, PNG, by)[1]))
        assert picture.format == "PNG"
        assert not [key for key in picture.info if key not in ("dpi", "srgb", "gamma", "transparency")]


def alternatives(pdf: PdfReader) -> str:
    """Everything that the structure of a PDF says in place of pictures, and its metadata."""
    found: list[str] = [str(pdf.metadata)]

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            found.append(str(node.get("/Alt", "")))
            if "/K" in node:
                walk(node["/K"])

    root = pdf.trailer["/Root"]
    walk(root["/StructTreeRoot"])  # type: ignore[index]
    return "\n".join(found)


def test_health_leaves_only_when_it_is_let_and_to_whom_carries_the_case(become: Become) -> None:
    by = become("worker")
    kin = a_family(by)
    told(kin, by)
    layers = ("households", "health")
    shown = Copy(kin.case.public_id, layers=layers, whom=WHOM)
    svg = take_drawing(copy=shown, why=WHY, by=by).content.decode()
    assert "mark-left-filled" in svg
    assert "left half: illness" in svg
    for copy, who in (
        (Copy(kin.case.public_id, layers=layers, left=Left(restricted=True), whom=WHOM), "worker"),
        (shown, "colleague"),
    ):
        svg = take_drawing(copy=copy, why=WHY, by=become(who)).content.decode()
        assert "illness" not in svg
        assert "mark-" not in svg
