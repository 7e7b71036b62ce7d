"""``alongside rls-check``: silent when all is as declared, loud for every fault."""

from __future__ import annotations

import argparse

import pytest
from django.db import connections, transaction

from alongside.doors.commands import rls_check


def test_all_is_as_declared(capsys: pytest.CaptureFixture[str]) -> None:
    assert rls_check.run(argparse.Namespace()) == 0
    assert "as declared" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wound", "named"),
    [
        ("create table hole (id int)", "hole"),
        ("alter table staff_worker no force row level security", "staff_worker"),
        ("grant delete on cases_case to alongside_app", "cases_case"),
        ("drop policy seen on staff_invitation", "staff_invitation"),
        ("alter function app.invited(bytea) reset search_path", "invited"),
        ("create view public.hole as select 1 as one", "hole"),
    ],
)
def test_every_wound_is_named(wound: str, named: str, capsys: pytest.CaptureFixture[str]) -> None:
    with transaction.atomic(using="owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(wound)
        assert rls_check.run(argparse.Namespace()) == 1
        assert named in capsys.readouterr().out
        transaction.set_rollback(True, using="owner")
