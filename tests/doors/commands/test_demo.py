"""``alongside demo``: the stories into an empty database, and nothing into any other."""

from __future__ import annotations

import argparse

import pytest

from alongside.doors.commands import demo
from alongside.doors.commands.plain import Parser, Stopped
from alongside.ground.foundation.errors import Refused
from alongside.record.cases.models import Case
from tests.conftest import Become
from tests.factories.care_team import a_member
from tests.factories.cases import a_case


def options(*words: str) -> argparse.Namespace:
    parser = Parser(prog="alongside demo")
    demo.add_arguments(parser)
    return parser.parse_args(list(words))


def test_beside_an_agency_no_story_is_told_and_it_is_said_why(become: Become) -> None:
    with pytest.raises(Stopped, match="needs an empty one"):
        demo.run(options())
    become("worker")
    assert not Case.objects.exists()


def test_each_story_is_named_as_it_is_told_and_the_last_line_counts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def told(*, say: object) -> int:
        for title in ("She lost her job", "A widow"):
            say(title)  # type: ignore[operator]
        return 2

    monkeypatch.setattr(demo, "load_demonstration", told)
    assert demo.run(options()) == 0
    assert capsys.readouterr().out.splitlines() == [
        "  She lost her job",
        "  A widow",
        "The demonstration agency is ready: 2 stories.",
    ]


def test_a_refusal_is_one_plain_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*, say: object) -> int:
        raise Refused("demo.not_empty", "There is an agency already.")

    monkeypatch.setattr(demo, "load_demonstration", refuse)
    with pytest.raises(Stopped, match=r"^There is an agency already\.$"):
        demo.run(options())


def test_the_partner_of_a_demonstration_has_an_address_and_nobody_elsewhere_has(
    become: Become, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    by = become("worker")
    a_member(a_case(by), by)
    with pytest.raises(Stopped, match="Only a demonstration"):
        demo.run(options("--partner-link"))
    monkeypatch.setattr(demo, "partner_link", lambda: "abc")
    assert demo.run(options("--partner-link")) == 0
    assert capsys.readouterr().out == "/partner/abc/\n"
    monkeypatch.setattr(demo, "partner_link", lambda: "")
    assert demo.run(options("--partner-link")) == 0
    assert capsys.readouterr().out == ""
