"""What is encrypted opens for whoever may read its circle, and for nobody else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import override_settings

from alongside.agency.keys.actions import encrypt_with_key, newest_key
from alongside.agency.keys.queries import blind_word, keys_numbered, masters, opened, opened_text, unwrapped
from alongside.ground.foundation.encryption import Place, Unopened, is_encrypted
from alongside.ground.foundation.masters import NoMaster
from tests.conftest import Become
from tests.factories.cases import a_circle

Collecting = Callable[[], AbstractContextManager[list[str]]]
HERE = Place("people_contactpoint", "value", "a1")


def test_it_opens_for_the_team_and_stays_shut_for_others(become: Become) -> None:
    by = become("worker")
    encrypted = encrypt_with_key(circle=a_circle(by), place=HERE, text="12 Harbour Street", by=by)
    assert is_encrypted(encrypted)
    assert opened_text(encrypted, HERE) == "12 Harbour Street"
    for stranger in ("elsewhere", "intake", "evaluator", "privacy", "admin"):
        become(stranger)
        with pytest.raises(Unopened):
            opened_text(encrypted, HERE)


def test_many_open_with_one_statement_and_none_without_any(become: Become, queries: Collecting) -> None:
    by = become("worker")
    texts = [
        (encrypt_with_key(circle=a_circle(by), place=HERE, text=f"{n} Harbour Street", by=by), HERE) for n in range(3)
    ]
    with queries() as seen:
        assert opened([*texts, ("in clear", HERE)]) == [*(f"{n} Harbour Street" for n in range(3)), "in clear"]
    assert len(seen) == 1
    with queries() as seen:
        assert opened([("in clear", HERE)]) == ["in clear"]
        assert keys_numbered([]) == {}
    assert len(seen) == 0


def test_a_missing_master_key_is_named_and_the_value_not_shown_as_empty(become: Become, tmp_path: object) -> None:
    by = become("worker")
    circle = a_circle(by)
    key = newest_key(circle=circle, by=by)
    with pytest.raises(Unopened, match="master key 9"):
        unwrapped(key.number, circle, b"x" * 60, "9")
    with pytest.raises(Unopened, match="destroyed"):
        unwrapped(key.number, circle, None, "1")
    with override_settings(MASTER_KEYS=f"{tmp_path}/masters.key"), pytest.raises(NoMaster):
        masters()


def test_a_blind_word_is_the_same_each_time() -> None:
    assert blind_word("0855550171") == blind_word("0855550171") != blind_word("0855550172")
    assert blind_word("") == ""
