"""Totals on their pages: counted by a form, looked at, taken out, and nobody else's door opens."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from alongside.agency.organisation import queries as organisation
from alongside.ground.foundation import clock
from alongside.oversight.exports.models import Export
from tests.conftest import Become
from tests.factories.cases import a_case

Visit = Callable[[str], Client]
HERE = "/take-out/totals/"


def test_from_the_form_to_the_file(become: Become, visit: Visit) -> None:
    last = clock.today().year - 1
    a_case(become("worker"), opened_on=clock.today().replace(year=last, month=2, day=3))
    become("evaluator")
    programme = str(next(line.public_id for line in organisation.programmes() if line.code == "family"))
    client = visit("evaluator")
    page = client.get(HERE).content.decode()
    assert "Family support" in page
    assert "Safe at home" not in page
    said = {"programme": programme, "period": f"{last}-Q1", "why": "For the county"}
    refused = client.post(HERE, said | {"why": "short"})
    assert (refused.status_code, "short" in refused.content.decode()) == (422, True)
    address = client.post(HERE, said).headers["Location"]
    page = client.get(address).content.decode()
    assert f"Quarter 1 of {last}" in page
    assert page.count(">hidden<") == 6
    overlapping = client.post(HERE, said | {"period": str(last)})
    assert (overlapping.status_code, "overlaps" in overlapping.content.decode()) == (422, True)
    file = client.post(address, {"form": "csv"})
    assert file.headers["Content-Disposition"].startswith('attachment; filename="family-support-')
    assert "hidden" in file.content.decode()
    assert client.post(address, {"form": "exe"}).status_code == 422
    become("privacy")
    assert Export.objects.filter(kind="totals").count() == 1
    for stranger in ("worker", "intake", "privacy", "admin"):
        assert visit(stranger).get(address).status_code == 404, stranger


@pytest.mark.parametrize("who", ["worker", "colleague", "intake", "privacy", "admin"])
def test_whoever_counts_nothing_finds_nothing(visit: Visit, who: str) -> None:
    assert visit(who).get(HERE).status_code == 404
