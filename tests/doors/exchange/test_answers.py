"""What goes wrong has one shape."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse

from alongside.doors.exchange import answers
from alongside.ground.foundation.errors import NotFound, Refused


@pytest.mark.parametrize(
    ("answer", "status", "header"),
    [
        (answers.absent(), 404, ""),
        (answers.without_token(), 401, "WWW-Authenticate"),
        (answers.too_often(7), 429, "Retry-After"),
        (answers.too_large(10), 413, ""),
        (answers.not_that_way("GET"), 405, "Allow"),
        (answers.broken(), 500, ""),
        (answers.unavailable(), 503, "Retry-After"),
    ],
)
def test_every_problem_has_a_code_a_sentence_and_fields(answer: HttpResponse, status: int, header: str) -> None:
    said = json.loads(answer.content)
    assert answer.status_code == status
    assert said["code"]
    assert said["message"].endswith(".")
    assert said["fields"] == {}
    assert not header or answer[header]


def test_a_refusal_keeps_its_code_its_fields_and_the_rule_behind_it() -> None:
    said = json.loads(answers.refused(Refused("x.y", "No.", fields={"a": "Why."}, basis="The law")).content)
    assert said == {"code": "x.y", "message": "No.", "fields": {"a": "Why."}, "basis": "The law"}
    assert "basis" not in json.loads(answers.refused(NotFound()).content)
