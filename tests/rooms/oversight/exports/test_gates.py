"""Old papers are forgotten by the house alone, and that they left stays on record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from alongside.ground.foundation import clock
from alongside.oversight.disposals.actions.holding import place_hold, release_hold
from alongside.oversight.exports.actions.taking_case import ask_for_paper, forget_papers
from alongside.oversight.exports.actions.taking_paper import make_paper
from alongside.oversight.exports.models import CasePaper, Export
from tests.conftest import Become
from tests.database.putting import many, number, put, seen
from tests.factories.cases import a_case
from tests.factories.cast import entered_house
from tests.rooms.oversight.disposals.gates.holds import KEPT, THEN, Held


def test_the_house_forgets_old_papers_and_nobody_else_does(become: Become) -> None:
    by = become("worker")
    ask_for_paper(case=a_case(by).public_id, why="For the court", by=by)
    make_paper(public_id=CasePaper.objects.get().public_id, by=by)
    with pytest.raises(DatabaseError, match="only the house"), transaction.atomic():
        forget_papers(by=become("supervisor"))
    with clock.standing_at(clock.now() + timedelta(days=6)):
        assert forget_papers(by=entered_house()) == 0
    day = clock.today() + timedelta(days=9)
    number = CasePaper.objects.get().case.number if become("worker") else ""
    hold = place_hold(
        number=number, why="The court asked for it all", authority="HC 1", review_on=day, by=become("privacy")
    )
    with clock.standing_at(clock.now() + timedelta(days=8)):
        assert forget_papers(by=entered_house()) == 0
    release_hold(hold=hold, why="Nobody needs it any longer", by=become("privacy"))
    with clock.standing_at(clock.now() + timedelta(days=8)):
        assert forget_papers(by=entered_house()) == 1
    become("worker")
    assert not CasePaper.objects.exists()
    assert Export.objects.get().why == "For the court"


@pytest.mark.usefixtures("administer")
def test_papers_and_drawings_go_on_their_day_but_not_those_of_a_case_that_is_held() -> None:
    held, papers = Held(), ("exports_casepaper", "exports_drawingpaper")
    with many():
        rows = {
            (table, place, at): put(table, case_id=case, created_at=at)
            for table in papers
            for place, case in enumerate([*held.cases, number()])
            for at in (THEN - timedelta(seconds=1), THEN)
        }
    held.place()
    entered_house()
    with connection.cursor() as cursor:
        cursor.execute("select app.forget_papers(%s)", [THEN])
        assert cursor.fetchone() == (2 * KEPT.count(False),)
    stay = {row for (_table, place, at), row in rows.items() if at == THEN or [*KEPT, True][place]}
    assert {row[0] for table in papers for row in seen(f"select id from {table}")} == stay
