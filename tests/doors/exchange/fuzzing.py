"""A program that tries everything: calls made up from the document, put to rows that are there, every answer judged.

What an answer names is used in later calls, so that one call leads to the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from random import Random
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from alongside.ground.foundation import clock

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
KIND_OF = {
    **dict.fromkeys(("said_by", "other", "people", "seen_alone", "not_same", "person_view_by"), "person"),
    **dict.fromkeys(("grows_from", "also_from", "builds_on", "statements", "need", "factor"), "statement"),
    **dict.fromkeys(("to_worker", "other_worker", "colleagues"), "worker"),
    "goals": "goal",
    "lines": "line",
    "next_step": "line",
    "versions": "plan",
    "members": "member",
    "contact_points": "point",
}
"""Which kind of thing the field of a body or an answer names, where it is not called so itself."""
KINDS = frozenset(
    {*("person", "household", "relationship", "intake", "case", "participant", "assessment", "goal", "plan")}
    | {*("contact", "note", "worker"), *KIND_OF.values()}
)
NOUNS = {"people": "person", "households": "household", "relationships": "relationship", "intakes": "intake"} | {
    "cases": "case",
    "participants": "participant",
    "assessments": "assessment",
    "goals": "goal",
    "plans": "plan",
    "contacts": "contact",
    "notes": "note",
}


class Caller:
    """One token, what it has seen, and words that nobody else may see."""

    def __init__(self, token: str, secret: str) -> None:
        self.headers = {"Authorization": f"Bearer {token}"}
        self.secret = secret
        self.seen: set[str] = set()


class Fuzzer:
    """Calls made up from ``document``, for two callers who share nothing but ``common`` names."""

    def __init__(self, document: dict[str, Any], first: Caller, second: Caller, common: set[str]) -> None:
        schema = schemathesis.openapi.from_dict(document)
        self.app = get_wsgi_application()
        self.operations = [found.ok() for found in schema.get_all_operations()]
        self.callers = (first, second)
        self.common = common
        self.pool: dict[str, list[str]] = defaultdict(list)
        self.pool["worker"] = sorted(common)
        self.pool["programme"] = ["family", "safe"]
        self.statuses: dict[int, int] = defaultdict(int)
        self.reached: set[str] = set()

    def step(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        """One call by one of the two, right or wrong, and everything that is asked of its answer."""
        operation = draw(st.sampled_from(self.operations))
        wrong = draw(st.integers(0, 4)) == 0
        case = draw(operation.as_strategy(GenerationMode.NEGATIVE if wrong else GenerationMode.POSITIVE))
        chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - chance, not secrecy
        if not wrong:
            self._inhabit(case, chance)
        caller = self.callers[draw(st.integers(0, 2)) == 0]
        response = case.call(base_url="http://testserver", app=self.app, headers=caller.headers)
        self.statuses[response.status_code] += 1
        if response.status_code < 300:
            self.reached.add(operation.label)
        case.validate_response(response, checks=CHECKS, headers=caller.headers)
        self._judge(caller, response, str((case.path_parameters, case.query, case.body)))
        self._learn(caller, response, NOUNS.get(case.path.split("/")[3], ""))

    def _inhabit(self, case: Any, chance: Random) -> None:
        """Let a call made up from the document name rows that are there, and days that are near."""
        case.path_parameters = {
            name: self._named(name, value, chance) for name, value in (case.path_parameters or {}).items()
        }
        case.query = {name: self._named(name, value, chance) for name, value in (case.query or {}).items()}
        if not isinstance(case.body, NotSet):
            case.body = self._filled(case.body, "", chance)

    def _named(self, name: str, value: Any, chance: Random) -> Any:
        if name in ("after", "limit") or not isinstance(value, str):
            return value
        return self._text(name, value, chance)

    def _filled(self, value: Any, name: str, chance: Random) -> Any:
        if isinstance(value, dict):
            return {key: self._filled(below, key, chance) for key, below in value.items()}
        if isinstance(value, list):
            return [self._filled(one, name, chance) for one in value]
        return self._text(name, value, chance) if isinstance(value, str) else value

    def _text(self, name: str, value: str, chance: Random) -> str:
        kind = KIND_OF.get(name, name)
        if UUID.fullmatch(value) and chance.random() < 0.9:
            return chance.choice(self.pool[kind]) if self.pool[kind] else value
        if name == "searched" and self.pool["searched"]:
            return chance.choice(self.pool["searched"])
        if name == "programme":
            return chance.choice(self.pool["programme"])
        if chance.random() < 0.7 and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return str(clock.today() + timedelta(days=chance.choice([-30, -1, 0, 1, 30])))
        if chance.random() < 0.7 and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", value):
            return (clock.now() + timedelta(hours=chance.choice([-48, -1, 24]))).isoformat()
        return value

    def _judge(self, caller: Caller, response: Any, sent: str) -> None:
        """No answer names what only the other has seen; hidden and absent are the same bytes."""
        text = response.content.decode()
        other = self.callers[caller is self.callers[0]]
        shown = set(UUID.findall(text)) - set(UUID.findall(sent))
        assert not shown & other.seen - self.common, f"{response.request.method} {response.request.url}: {text}"
        assert other.secret not in text, f"{response.request.method} {response.request.url}: {text}"
        if response.status_code == 404:
            assert response.json() == {
                "code": "not_found",
                "message": "There is nothing here that you can open.",
                "fields": {},
            }

    def _learn(self, caller: Caller, response: Any, noun: str) -> None:
        if response.status_code >= 300 or not response.content:
            return
        answer = response.json()
        caller.seen |= set(UUID.findall(response.content.decode())) - self.common
        for kind, name in _names(answer, noun):
            if name not in self.pool[kind]:
                self.pool[kind].append(name)
        if isinstance(answer, dict) and answer.get("searched"):
            self.pool["searched"].append(answer["searched"])


def _names(answer: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Every thing that an answer names, with its kind."""
    if isinstance(answer, list):
        for one in answer:
            yield from _names(one, kind)
    elif isinstance(answer, dict):
        for key, value in answer.items():
            below = kind if key in ("id", "items") else KIND_OF.get(key, key)
            yield from _names(value, below)
    elif isinstance(answer, str) and kind in KINDS and UUID.fullmatch(answer):
        yield kind, answer
