"""Files of a case: added, made safe, read by those who may, and lying encrypted in the row."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import override_settings

from alongside.agency.access.models import History, Reading
from alongside.ground.files.apart import Cleaned
from alongside.ground.files.kinds import FileKind
from alongside.ground.foundation import clock
from alongside.ground.foundation.encryption import Unopened, is_encrypted_bytes
from alongside.ground.foundation.errors import NotFound, Refused, Stale
from alongside.ground.foundation.reader import ORDINARY, PSYCHOTHERAPY, RESTRICTED
from alongside.practice.documents import actions, queries
from alongside.practice.documents.actions import NewFile
from alongside.practice.documents.models import Attachment
from alongside.practice.documents.queries import Examined
from alongside.practice.documents.rules.attaching import MOST_OF_A_CASE, WORDS, words_of_refusal
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.cases import a_case
from tests.factories.files import SECRET, a_docx, a_file, a_pdf, a_picture, a_telling_photo, checked, unfit_files
from tests.factories.scanner import a_scanner


@pytest.fixture
def case(become: Become) -> Case:
    return a_case(become("worker"))


def test_a_photo_is_encrypted_at_once_and_opened_once_it_is_made_anew(case: Case, become: Become) -> None:
    by = become("worker")
    row = a_file(case, by, content=a_telling_photo(), name="../IMG_\u202e1.jpg", title="", check=False)
    assert (row.title, row.file_name, row.kind, row.state) == ("IMG_1", "IMG_1.jpg", "jpeg", "checking")
    assert is_encrypted_bytes(bytes(row.content or b""))
    assert SECRET.encode() not in bytes(row.content or b"")
    for give in (queries.file_to_give, queries.thumbnail_to_give):
        with pytest.raises(NotFound):
            give(row.public_id)
    row = checked(row, by)
    assert (row.state, row.refusal, row.size > 0) == ("ready", "", True)
    assert all(is_encrypted_bytes(bytes(held or b"")) for held in (row.content, row.thumbnail))
    given, small = queries.file_to_give(row.public_id, case=case.public_id), queries.thumbnail_to_give(row.public_id)
    assert given.content.startswith(b"\xff\xd8\xff")
    assert len(given.content) == row.size
    assert SECRET.encode() not in given.content + small.content
    assert given.media_type == small.media_type == "image/jpeg"
    assert case.title.split()[0] not in given.file_name
    assert "IMG" not in given.file_name
    noted = list(Reading.objects.order_by("-id").values_list("act", "circle_id", "object_ids")[:2])
    assert noted == [("file thumbnail", case.circle_id, [row.id]), ("file", case.circle_id, [row.id])]
    kept = History.objects.filter(table_name="documents_attachment", row_id=row.id)
    assert not [one for one in kept if {"content", "thumbnail"} & set(one.before or {})]


def test_bytes_moved_to_another_row_do_not_open(case: Case, become: Become) -> None:
    by = become("worker")
    mine, other = a_file(case, by), a_file(case, by)
    Attachment.objects.filter(id=other.id).update(content=bytes(mine.content or b""))
    with pytest.raises(Unopened):
        queries.file_to_give(other.public_id)
    Attachment.objects.filter(id=other.id).update(content=b"in clear")
    with pytest.raises(Unopened):
        queries.file_to_give(other.public_id)


def test_what_is_not_kept_says_what_would_be_right(case: Case, become: Become) -> None:
    by = become("worker")
    for code, content in unfit_files().items():
        with pytest.raises(Refused) as refused:
            a_file(case, by, content=content, name="photo.jpg")
        assert refused.value.code == f"file.{code}"
        assert refused.value.fields["files"] == words_of_refusal(code)
    assert not Attachment.objects.filter(case=case).exists()
    assert not [code for code in WORDS if "%(" in words_of_refusal(code)]
    assert words_of_refusal("of another version") == words_of_refusal("unknown")


def test_what_only_the_job_finds_is_refused_later_and_its_bytes_are_gone(case: Case, become: Become) -> None:
    by = become("worker")
    for code, content in (
        ("macros", a_docx({"word/vbaProject.bin": b"x"})),
        ("locked", a_pdf(owner="owner", user="let me in")),
        ("broken", a_picture()[:200]),
    ):
        row = a_file(case, by, content=content)
        assert (row.state, row.refusal, row.content, row.size) == ("refused", code, None, 0)
        with pytest.raises(NotFound):
            queries.file_to_give(row.public_id)
    line = queries.attachments_of(case)[0]
    assert line.refused_words == words_of_refusal("broken")
    assert not line.ready


def test_the_scanner_is_asked_first_and_its_silence_keeps_the_file_shut(case: Case, become: Become) -> None:
    by = become("worker")
    with a_scanner() as address, override_settings(SCANNER=address):
        assert checked(a_file(case, by, check=False), by, apart=True).state == "ready"
    with a_scanner(answer=b"stream: Win.Test FOUND\0") as address, override_settings(SCANNER=address):
        found = checked(a_file(case, by, check=False), by, apart=True)
        assert (found.state, found.refusal, found.content) == ("refused", "virus", None)
    with override_settings(SCANNER="unix:/nowhere/at/all"):
        row = checked(a_file(case, by, check=False), by, apart=True)
        assert (row.state, row.tries) == ("unscanned", 1)
        with pytest.raises(NotFound):
            queries.file_to_give(row.public_id)
        assert checked(row, by, apart=True).tries == 2
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_jobs where task_name = %s and scheduled_at is not null", [actions.CHECK]
        )
        assert cursor.fetchone()[0] >= 2
    actions.recheck_file(attachment=row, by=by)
    row = checked(row, by)
    assert row.state == "ready"
    with pytest.raises(Refused, match="checked already"):
        actions.recheck_file(attachment=row, by=by)


def test_a_check_that_comes_too_late_writes_nothing(case: Case, become: Become) -> None:
    by = become("worker")
    row = a_file(case, by, check=False)
    waits = queries.waiting_file(public_id=row.public_id, by=by)
    assert waits is not None
    checked(row, by)
    late = Examined(cleaned=Cleaned(FileKind.PNG, b"another", b""))
    actions.settle_file(public_id=row.public_id, file=waits, found=late, by=by)
    assert b"another" not in queries.file_to_give(row.public_id).content
    assert queries.waiting_file(public_id=row.public_id, by=by) is None
    assert queries.waiting_file(public_id=uuid4(), by=by) is None


def test_a_better_file_takes_the_place_and_the_first_stays(case: Case, become: Become) -> None:
    by = become("worker")
    old = a_file(case, by, title="Letter of the school", level=RESTRICTED)
    new = actions.replace_file(attachment=old, file=NewFile("scan.pdf", a_pdf()), by=by)
    assert (new.title, new.level, new.kind, new.replaces_id) == (old.title, RESTRICTED, "pdf", old.id)
    first, second = queries.attachments_of(case)
    assert (first.replaces, second.replaced_at is not None, second.ready) == (old.public_id, True, True)
    with pytest.raises(Refused, match="replaced already"):
        actions.replace_file(attachment=old, file=NewFile("scan.pdf", a_pdf()), by=by)


def test_a_withdrawn_file_is_opened_by_nobody_and_stays_on_record(case: Case, become: Become) -> None:
    by = become("worker")
    row = a_file(case, by)
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw_file(attachment=row, why="  ", by=by)
    with pytest.raises(Stale):
        actions.withdraw_file(attachment=row, why="Another case", version=row.version - 1, by=by)
    colleague = become("colleague")
    page = queries.attachment_page(case.public_id, row.public_id, by=colleague)
    assert (bool(page.add), bool(page.replace), bool(page.withdraw)) == (True, True, False)
    with pytest.raises(Refused, match="Only whoever added"):
        actions.withdraw_file(attachment=row, why="Another case", by=colleague)
    by = become("worker")
    actions.withdraw_file(attachment=row, why="Another case", version=row.version, by=by)
    (line,) = queries.attachments_of(case)
    assert (line.withdrawn_why, line.withdrawn_by, line.ready) == ("Another case", by.name, False)
    for give in (queries.file_to_give, queries.thumbnail_to_give):
        with pytest.raises(NotFound):
            give(row.public_id)
    with pytest.raises(Refused, match="withdrawn"):
        actions.withdraw_file(attachment=row, why="Again", by=by)
    with pytest.raises(Refused, match="withdrawn"):
        actions.replace_file(attachment=row, file=NewFile("a.jpg", a_picture()), by=by)


def test_each_level_shows_to_those_who_hold_it_and_leaves_no_gap(case: Case, become: Become) -> None:
    by = become("worker")
    ordinary, restricted = a_file(case, by, title="Plain"), a_file(case, by, title="Kept close", level=RESTRICTED)
    assert queries.levels_to_choose(case, by) == [ORDINARY, RESTRICTED]
    assert [line.title for line in queries.attachments_of(case)] == ["Kept close", "Plain"]
    for level in (PSYCHOTHERAPY, 16, 3, 0, 64):
        with pytest.raises(Refused) as refused:
            a_file(case, by, level=level)
        assert refused.value.code == "level.not_held"
    colleague = become("colleague")
    assert [line.title for line in queries.attachments_of(case)] == ["Plain"]
    assert queries.levels_to_choose(case, colleague) == [ORDINARY]
    assert queries.file_to_give(ordinary.public_id).content
    for hidden in (
        lambda: queries.file_to_give(restricted.public_id),
        lambda: queries.thumbnail_to_give(restricted.public_id),
        lambda: queries.attachment_row(case.public_id, restricted.public_id),
        lambda: actions.withdraw_file(attachment=restricted, why="Mine now", by=colleague),
    ):
        with pytest.raises(NotFound):
            hidden()
    with pytest.raises(Refused):
        a_file(case, colleague, level=RESTRICTED)


@pytest.mark.parametrize("name", ["elsewhere", "evaluator", "admin"])
def test_strangers_find_nothing_and_add_nothing(case: Case, become: Become, name: str) -> None:
    row = a_file(case, become("worker"))
    stranger = become(name)
    for hidden in (
        lambda: queries.file_to_give(row.public_id, case=case.public_id),
        lambda: queries.thumbnail_to_give(row.public_id, case=case.public_id),
        lambda: queries.attachment_page(case.public_id, row.public_id, by=stranger),
        lambda: actions.replace_file(attachment=row, file=NewFile("a.jpg", a_picture()), by=stranger),
    ):
        with pytest.raises(NotFound):
            hidden()
    assert queries.attachments_of(case) == []
    assert queries.levels_to_choose(case, stranger) == []
    assert queries.waiting_file(public_id=row.public_id, by=stranger) is None
    with pytest.raises(Refused):
        a_file(case, stranger)


def test_a_full_case_and_one_that_is_not_open_take_no_file(case: Case, become: Become) -> None:
    by = become("worker")
    row = a_file(case, by)
    Attachment.objects.filter(id=row.id).update(size=MOST_OF_A_CASE)
    with pytest.raises(Refused, match="500 MB"):
        a_file(case, by)
    Case.objects.filter(id=case.id).update(state="not_opened")
    case.refresh_from_db()
    with pytest.raises(Refused, match="not open yet"):
        a_file(case, by)


def test_drawn_lines_are_kept_as_a_picture(case: Case, become: Become) -> None:
    by = become("worker")
    lines = "10,10 20,40 30,10 40,40 50,10 60,40 70,10 80,40"
    row = checked(actions.add_drawn_file(case=case, lines=lines, title="Signature", level=ORDINARY, by=by), by)
    assert (row.kind, row.state) == ("png", "ready")
    assert queries.file_to_give(row.public_id).content.startswith(b"\x89PNG")
    with pytest.raises(Refused, match="Draw it again"):
        actions.add_drawn_file(case=case, lines="<svg/>", title="Signature", level=ORDINARY, by=by)


def test_a_check_that_hangs_can_be_asked_for_again(case: Case, become: Become) -> None:
    by = become("worker")
    row = a_file(case, by, check=False)
    assert not queries.attachments_of(case)[0].stuck
    Attachment.objects.filter(id=row.id).update(added_at=clock.now() - timedelta(minutes=3))
    assert queries.attachments_of(case)[0].stuck
