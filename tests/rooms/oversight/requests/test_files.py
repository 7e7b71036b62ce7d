"""Files in a record that is handed over: looked at, handed over whole or held, and none that nobody decided on."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from alongside.agency.access.models import Reading
from alongside.ground.foundation.errors import NotFound, Refused
from alongside.ground.foundation.reader import ORDINARY, RESTRICTED, SAFE_LOCATION, Reader
from alongside.oversight.exports.actions.outgoing import OVERRIDE
from alongside.oversight.requests.actions import making, making_paper
from alongside.oversight.requests.actions.deciding import decide_passage, decide_passages
from alongside.oversight.requests.actions.gathering import gather_record
from alongside.oversight.requests.enums import Choice, HoldReason
from alongside.oversight.requests.models import RecordRequest, RequestedPassage
from alongside.oversight.requests.queries.files import file_to_look_at
from alongside.oversight.requests.queries.listing import redactions, request_sheet
from alongside.oversight.requests.queries.passages import paper_of, passage_lines, passage_view
from alongside.oversight.requests.rules.copying import Decided, copy_of, letter_of
from alongside.oversight.requests.rules.files import FILE, GoingFile, can_be_cut, in_bundles, words_for, zipped
from alongside.oversight.requests.rules.passages import files, files_waiting
from alongside.practice.consents.models import DisclosedItem
from alongside.practice.documents.actions import withdraw_file
from alongside.practice.documents.queries import file_to_give
from alongside.record.people.models import Person
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.files import a_docx, a_file, a_pdf, a_picture
from tests.factories.people import a_phone
from tests.factories.requests import gathered
from tests.rooms.oversight.requests.test_rules import MADE

LETTER = "Marta was early. Dani cried when Ingrid Vasquez rang.\nShe sleeps better."


def decide(request: RecordRequest, passage: UUID, by: Reader, **said: Any) -> None:
    view = passage_view(request.public_id, passage)
    given: dict[str, Any] = {"choice": "whole", "looked": True, "version": view.version, **said}
    decide_passage(request=request.public_id, passage=passage, by=by, **given)


def files_in(request: RecordRequest) -> dict[str, UUID]:
    """The files of a request by their kind."""
    rows = RequestedPassage.objects.filter(request=request).exclude(file_kind="")
    return dict(rows.values_list("file_kind", "public_id"))


def rest_given(request: RecordRequest, by: Reader) -> None:
    """Of everything but the files, what is plain is handed over whole, and the rest is held."""
    decide_passages(request=request.public_id, by=by)
    for line in passage_lines(request.public_id):
        if line.undecided and line.section != "The files themselves":
            decide(request, line.public_id, by, choice="none", reason="other_person", words="About others")


def papers(request: RecordRequest, by: Reader) -> dict[str, bytes]:
    """The papers of a request, made as the job does it."""
    making.ask_for_copy(request=request.public_id, by=by)
    making_paper.make_copy(request=request.public_id, by=by)
    made = request_sheet(request.public_id).papers
    return {one.kind: paper_of(request.public_id, one.public_id)[1] for one in made}


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


@pytest.mark.long
def test_files_are_decided_one_by_one_and_leave_as_they_were_decided(become: Become) -> None:
    worker = become("worker")
    case = a_case(worker, family=True)
    person = Person.objects.get(display_name="Marta López")
    a_phone(Person.objects.get(display_name="Dani Prado"), case.circle_id, worker, "085 555 4471", level=SAFE_LOCATION)
    a_file(case, worker, content=LETTER.encode(), name="note.txt")
    photo = a_file(case, worker, content=a_picture("PNG"), name="photo.png")
    a_file(case, worker, content=a_docx(), name="certificate.docx")
    pdf = a_file(case, worker, content=a_pdf(words="Ring Dani on 085 555 4471"), name="ring.pdf")
    late = a_file(case, worker, name="late.jpg", check=False)
    by = become("privacy")
    request = gathered(case, person, by)
    assert request_sheet(request.public_id).files_waiting == 1, "what is not checked is not gathered, and it says so"
    found = files_in(request)
    assert found.keys() == {"text", "png", "docx", "pdf"}
    rest_given(request, by)
    lines = {one.public_id: one for one in passage_lines(request.public_id)}
    assert {lines[one].worry for one in found.values()} == {"file"}
    with pytest.raises(Refused, match="4 passages wait"):
        making.ask_for_copy(request=request.public_id, by=by)

    given = file_to_look_at(request.public_id, found["text"])
    assert (given.content.decode(), given.media_type) == (LETTER, "text/plain; charset=utf-8")
    assert Reading.objects.filter(act="requested file", ground="request").exists()
    view = passage_view(request.public_id, found["text"])
    assert {one["text"] for one in view.spans} == {"Dani", "Ingrid Vasquez"}
    assert view.file is not None
    assert (view.file.cuttable, view.file.read, view.file.picture) == (True, True, False)
    tries: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("pdf", {"choice": "part", "reason": "danger", "also": ["Ring"]}, "do not cut inside"),
        ("png", {"looked": False}, "look at all of it"),
        ("docx", {"choice": "none", "words": "Hers"}, "Choose why"),
    )
    for kind, said, words in tries:
        with pytest.raises(Refused, match=words):
            decide(request, found[kind], by, **said)
    decide(request, found["text"], by, choice="part", reason="other_person", held=[0, 1])
    decide(request, found["docx"], by, choice="none", reason="in_confidence", words="Ingrid wrote it")
    held_source = RequestedPassage.objects.get(public_id=found["docx"]).source
    told = RequestedPassage.objects.filter(request=request, source=held_source).values_list("choice", "reason")
    assert [*told] == [("none", "in_confidence")] * 2, "its title would tell what was held"
    decide(request, found["png"], by)
    decide(request, found["pdf"], by)
    place = passage_view(request.public_id, found["pdf"]).place
    with pytest.raises(Refused, match=rf"must not be found \(Phone, in passage {place}\)") as refusal:
        making.ask_for_copy(request=request.public_id, by=by)
    assert "4471" not in str(refusal.value.message)
    decide(request, found["pdf"], by, words="Both live there, and she has the number herself")
    made = papers(request, by)
    assert Reading.objects.filter(act=OVERRIDE, actor_id=by.actor_id).exists()

    box = zipfile.ZipFile(io.BytesIO(made["files"]))
    numbers = {kind: at for at, kind in enumerate(
        RequestedPassage.objects.filter(request=request).exclude(file_kind="").order_by("place")
        .values_list("file_kind", flat=True), start=1,
    )}  # fmt: skip
    names = {
        kind: f"files/{numbers[kind]}.{ending}" for kind, ending in (("text", "txt"), ("png", "png"), ("pdf", "pdf"))
    }
    assert set(box.namelist()) == {"copy.pdf", "letter.pdf", *names.values()}
    assert {one.date_time[:3] for one in box.infolist()} == {(1980, 1, 1)}
    held = "[held back: about another person]"
    cut = LETTER.replace("Ingrid Vasquez", held).replace("Dani", held)
    assert box.read(names["text"]).decode() == cut
    become("worker")
    originals = {"png": photo, "pdf": pdf}
    for kind, original in originals.items():
        assert box.read(names[kind]) == file_to_give(original.public_id).content
    by = become("privacy")
    assert (box.read("copy.pdf"), box.read("letter.pdf")) == (made["copy"], made["letter"])
    copy, letter = read(made["copy"]), read(made["letter"])
    for hidden in ("Vasquez", "4471", "Dear family"):
        assert hidden not in copy.split("The files themselves")[-1] + letter
    assert "All of this file is held back" in copy
    assert "certificate" not in copy
    assert f"{numbers['png']}.png (Picture)" in copy
    assert f"File {numbers['docx']}: all of it held back, told to us in confidence" in letter
    assert "1 file is still being checked" in letter

    assert making.hand_over(request=request.public_id, way="handed", by=by) == 1
    digests = {hashlib.sha256(box.read(name)).hexdigest() for name in names.values()}
    _line, log = redactions(request.public_id)
    assert {one.left_digest for one in log} - {""} == digests
    with pytest.raises(NotFound):
        file_to_look_at(request.public_id, found["png"])
    become("worker")
    items = {one.digest: one.text for one in DisclosedItem.objects.filter(disclosure__case=case)}
    assert digests <= items.keys()
    assert len(items) == len(digests) + 1, "the copy, and exactly the files that left"
    assert all(str(late.public_id) not in text for text in items.values())


def test_a_file_that_was_withdrawn_meanwhile_does_not_leave(become: Become) -> None:
    worker = become("worker")
    case = a_case(worker, people=["Marta López"])
    wrong = a_file(case, worker, content=b"About somebody else.", name="wrong.txt")
    person = Person.objects.get(display_name="Marta López")
    by = become("privacy")
    request = gathered(case, person, by)
    rest_given(request, by)
    decide(request, files_in(request)["text"], by)
    making.ask_for_copy(request=request.public_id, by=by)
    withdraw_file(attachment=wrong, why="It belongs to another case", by=become("worker"))
    by = become("privacy")
    making_paper.make_copy(request=request.public_id, by=by)
    assert request_sheet(request.public_id).line.state == "gathered", "nothing was made"
    with pytest.raises(Refused, match="was withdrawn"):
        making.ask_for_copy(request=request.public_id, by=by)
    with pytest.raises(NotFound):
        file_to_look_at(request.public_id, files_in(request)["text"])
    decide(request, files_in(request)["text"], by, choice="none", reason="other_person", words="Withdrawn")
    assert papers(request, by).keys() == {"copy", "letter"}
    later = a_file(case, become("worker"), content=b"It came later.", name="later.txt")
    by = become("privacy")
    assert gather_record(request=request.public_id, by=by) == 2, "what the case says of it, and the file itself"
    assert request_sheet(request.public_id).line.state == "gathered", "the copy that was made is an old one"
    assert not any(one.made for one in request_sheet(request.public_id).papers)
    assert RequestedPassage.objects.filter(request=request, source=later.public_id, file_kind="text").exists()
    passage = files_in(request)["text"]
    become("supervisor")
    with pytest.raises(NotFound):
        file_to_look_at(request.public_id, passage)


def test_what_a_copy_says_of_a_file_tells_nothing_of_one_that_is_held() -> None:
    kinds = ("jpeg", "pdf", "text")
    held = {words_for(GoingFile(2, kind), choice=Choice.NONE, reason=HoldReason.DANGER) for kind in kinds}
    assert len(held) == 1, "neither its kind nor its size"
    assert "danger" in held.pop()
    assert words_for(GoingFile(3, "pdf"), choice=Choice.WHOLE, reason="").endswith("3.pdf (PDF).")
    assert [can_be_cut(*one) for one in (("text", "a"), ("pdf", "a"), ("text", "a" * 30_000))] == [True, False, False]
    going = [
        Decided(FILE, "Ingrid wrote", 1, choice, reason, [], GoingFile(at, "jpeg", digest))
        for at, (choice, reason, digest) in enumerate((("whole", "", "ab" * 32), ("none", "danger", "")), start=1)
    ]
    sheet = copy_of(going, agency="Harbour", made_at=MADE)
    assert [one.texts[0][1][:12] for one in sheet.chapters[-1].entries] == ["This file go", "[held back: "]
    section = letter_of(going, agency="Harbour", number="R-1", law="hipaa", made_at=MADE, waiting=2).sections[1]
    assert [line[:22] for line in section.lines] == [
        "1.jpg (Photo), SHA-256",
        "File 2: all of it held",
        "2 files are still bein",
    ]
    assert "Ingrid" not in "".join(section.lines)


def test_files_of_a_case_are_passages_of_their_own_and_those_unchecked_are_counted() -> None:
    def row(name: str, level: int, state: str, content: bytes | None) -> dict[str, Any]:
        held = base64.b64encode(content).decode() if content else None
        codes = {"kind": {"code": "text"}, "state": {"code": state}, "level": {"code": level}}
        return {"id": name, "content": held, **codes}

    papers = [row("summary", ORDINARY, "ready", a_pdf(words="She is well"))]
    brought = [
        row("note", RESTRICTED, "ready", b"Her words"),
        row("withdrawn", ORDINARY, "ready", None),
        row("late", ORDINARY, "unscanned", None),
    ]
    content = {"sections": {"attachments": brought, "documents": papers}}
    found = [(one.source, one.kind, one.text.strip(), one.worry) for one in files(content, person="p", asker="person")]
    assert found == [("note", "text", "Her words", "restricted"), ("summary", "pdf", "She is well", "file")]
    assert files_waiting(content) == 1


def test_bundles_hold_what_fits_and_are_the_same_each_time() -> None:
    assert [*in_bundles([3, 3, 3, 9, 1], most=6)] == [[0, 1], [2], [3], [4]]
    assert [*in_bundles([])] == []
    parts = {"copy.pdf": b"one", "files/1.txt": b"two"}
    assert zipped(parts) == zipped(dict(parts))
    box = zipfile.ZipFile(io.BytesIO(zipped(parts)))
    assert {name: box.read(name) for name in box.namelist()} == parts
    assert {one.extra + one.comment for one in box.infolist()} == {b""}
