"""Bringing a spreadsheet in at the desk: upload, columns, check, decide, bring in, ledger, put right, put away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.doors.commands import jobs
from alongside.doors.desk.imports.forms import ColumnsForm
from alongside.ground.foundation.reader import Reader
from alongside.oversight.imports import actions, queries
from alongside.oversight.imports.models import ImportRun, SheetRow, Upload
from alongside.record.people.models import Person
from tests.conftest import Become

FILE = """Client ID;First name;Surname;DOB;Phone;Shoe size
1;Marta;López;24/07/1990;087 555 0101;38
2;Zoë;Müller;03/04/1970;;
3;;;;;
4;=Evil();Formula;01/02/1980;;
5;Zoe;Muller;03/04/1970;;
"""
Visit = Callable[[str], Client]


class Desk:
    """A supervisor at her desk, and the job that works for her."""

    def __init__(self, client: Client, become: Become) -> None:
        self.client, self.become = client, become
        self.at = ""

    def upload(self, content: bytes, name: str = "list.csv") -> str:
        """Upload a file; returns the page after it."""
        answer = self.client.post("/imports/", {"file": SimpleUploadedFile(name, content)}, follow=True)
        if answer.redirect_chain:
            self.at = re.sub(r"columns/$", "", answer.redirect_chain[-1][0])
        return str(answer.content.decode())

    def page(self, tail: str = "") -> str:
        """A page of the import."""
        return str(self.client.get(f"{self.at}{tail}", follow=True).content.decode())

    def run(self) -> ImportRun:
        """The import, read as the supervisor."""
        self.become("supervisor")
        return ImportRun.objects.latest("id")

    def map(self, **more: str) -> int:
        """Send the columns as they are proposed, with ``more``; returns the status."""
        by = self.become("supervisor")
        form = ColumnsForm(queries.run_page(self.run().public_id, by=by))
        data = {name: field.initial for name, field in form.fields.items() if name.startswith("c")}
        return self.client.post(f"{self.at}columns/", {**data, "name": "", **more}).status_code

    def work(self) -> None:
        """Let the job do what it was asked for."""
        run = self.run()

        @contextmanager
        def enter() -> Iterator[Reader]:
            yield self.become("supervisor")

        actions.carry_on(run_id=run.id, enter=enter)

    def go(self, step: str) -> None:
        """Press a button."""
        self.client.post(f"{self.at}go/", {"step": step})


@pytest.fixture
def desk(visit: Visit, become: Become) -> Desk:
    """A supervisor at her desk."""
    return Desk(visit("supervisor"), become)


def test_from_the_upload_to_the_rows_put_right(desk: Desk) -> None:
    page = desk.upload(FILE.encode("cp1252"))
    for words in ("It is read as Windows-1252", "López", "Day, month, year: 03/04/1970 is 3 April 1970"):
        assert words in page, words
    assert "can be read in two ways" in desk.client.post(f"{desk.at}columns/", {"name": ""}).content.decode()
    assert desk.map(dates="dmy") == 302
    assert "The rows are being laid out" in desk.page()
    desk.work()
    page = desk.page()
    assert "What would come in" in page
    assert "One row looks like somebody" in page
    assert Person.objects.count() == 0
    assert "The same person as in row 2 of this file" in desk.page("decide/")
    desk.go("bring")
    desk.work()
    assert desk.run().counts == {"created": 3, "refused": 2, "read": 5}
    assert "The same person as Zoë Müller" in desk.page("decide/")
    zoe = Person.objects.get(display_name="Zoë Müller")
    desk.client.post(f"{desk.at}decide/", {"row-5": f"same {zoe.public_id}", "row-9": "new", "row-x": "new"})
    assert "One row was decided" in desk.page()
    desk.go("bring")
    desk.work()
    assert desk.run().counts == {"created": 3, "updated": 1, "refused": 1, "read": 5}
    ledger = desk.page("ledger/?outcome=refused")
    assert "Surname: Write a name, as far as it is known." in ledger
    assert "Marta" not in ledger
    mended = io.StringIO()
    rows = list(csv.reader(io.StringIO(desk.client.get(f"{desk.at}refused.csv").content.decode("utf-8-sig"))))
    assert rows[0][-1] == "Why it did not come in"
    assert rows[1][0] == "3"
    csv.writer(mended).writerows([rows[0], ["3", "Ben", "Roe", *rows[1][3:]]])
    assert "remembered" in desk.upload(mended.getvalue().encode(), "mended.csv")
    desk.map(dates="dmy")
    desk.work()
    desk.go("bring")
    desk.work()
    assert desk.run().counts == {"created": 1, "read": 1}
    assert Person.objects.filter(display_name="Ben Roe").exists()


def test_the_ledger_as_a_file_runs_no_formula(desk: Desk) -> None:
    desk.upload(b"id,full_name,sex\n=1+1,Ana Silva,q\n")
    desk.map()
    desk.work()
    whole = desk.client.get(f"{desk.at}ledger.csv")
    assert whole.headers["Content-Disposition"] == 'attachment; filename="ledger.csv"'
    row = next(csv.DictReader(io.StringIO(whole.content.decode("utf-8-sig"))))
    assert (row["file"], row["row"], row["outcome"], row["id"]) == ("list", "1", "refused", "'=1+1")
    refused = desk.client.get(f"{desk.at}refused.csv").content.decode("utf-8-sig")
    assert "'=1+1,Ana Silva,q," in refused
    assert desk.page("ledger/?page=7").count("<tr>") == 0


def test_the_mapping_is_remembered_for_the_next_file_with_these_columns(desk: Desk) -> None:
    text = "Nr,Called,When\n1,Ana Silva,1990\n"
    desk.upload(text.encode())
    assert desk.map(**{"c0-0": "id", "c0-1": "full_name", "c0-2": "birth_date", "name": "Food bank"}) == 302
    desk.upload(text.replace("Ana", "Bo").encode())
    form = ColumnsForm(queries.run_page(desk.run().public_id, by=desk.become("supervisor")))
    assert [form.fields[f"c0-{at}"].initial for at in range(3)] == ["id", "full_name", "birth_date"]
    assert form.initial["name"] == "Food bank"


def test_a_file_is_read_in_another_way(desk: Desk) -> None:
    desk.upload("1,Łukasz Wałęsa\n".join(["id,full_name\n", "", "2,Żaneta Śliwińska\n"]).encode("cp1250"))
    data = {"encoding": "cp1250", "separator": ",", "header_line": "1"}
    assert desk.client.post(f"{desk.at}reading/", data).status_code == 302
    assert "Łukasz Wałęsa" in desk.page("columns/")
    wrong = desk.client.post(f"{desk.at}reading/", {**data, "header_line": "900"})
    assert wrong.status_code == 422
    assert "nothing in this file" in wrong.content.decode()
    assert desk.client.post(f"{desk.at}reading/", {**data, "encoding": "klingon"}).status_code == 422


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "nothing in this file"), (b"%PDF-1.7", "a PDF"), (b"PK\x03\x04x", "damaged")],
)
def test_what_is_no_table_is_said_beside_the_field(desk: Desk, content: bytes, words: str) -> None:
    assert words in desk.upload(content)
    assert desk.client.post("/imports/", {}).status_code == 422


def test_a_header_that_names_a_column_twice_cannot_be_mapped(desk: Desk) -> None:
    assert "stands twice in the header" in desk.upload(b"name,id,Name\na,1,b\n")
    assert desk.map() == 422


def test_it_can_be_stopped_gone_on_with_and_put_away(desk: Desk) -> None:
    desk.upload(b"id,full_name\n1,Ana Silva\n")
    desk.map()
    desk.go("stop")
    desk.work()
    assert desk.run().state == "uploaded"
    desk.map()
    desk.go("revive")
    desk.work()
    desk.go("bring")
    desk.go("stop")
    assert "Stopped in the middle" in desk.page()
    desk.go("bring")
    desk.work()
    assert desk.run().counts["created"] == 1
    desk.go("check")
    assert desk.run().state == "done"
    desk.go("nothing of the kind")
    desk.go("away")
    desk.become("supervisor")
    assert not SheetRow.objects.exists()
    assert not Upload.objects.exists()
    assert "What came in" in desk.page()
    assert "Put it away" not in desk.page()


def test_the_job_acts_as_the_worker_who_uploaded(desk: Desk) -> None:
    desk.upload(b"id,full_name\n1,Ana Silva\n")
    desk.map()
    run = desk.run()
    jobs.carry_on_import(run=run.id, actor=run.actor_id)
    assert desk.run().counts == {"created": 1, "read": 1}


@pytest.mark.parametrize("who", ["worker", "evaluator", "privacy", "admin", "elsewhere"])
def test_other_roles_do_not_bring_in(visit: Visit, who: str) -> None:
    assert visit(who).get("/imports/").status_code == 403


def test_an_import_of_somebody_else_is_not_there(desk: Desk, visit: Visit) -> None:
    desk.upload(FILE.encode())
    other = visit("intake")
    assert other.get("/imports/").status_code == 200
    for tail in ("", "columns/", "decide/", "ledger/", "ledger.csv", "refused.csv"):
        assert other.get(f"{desk.at}{tail}").status_code == 404, tail
    assert other.post(f"{desk.at}go/", {"step": "away"}).status_code == 404
