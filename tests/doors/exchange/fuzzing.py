"""A program that tries everything: calls made up from the document, put to rows that are there, every answer judged.

What an answer names is used in later calls, so that one call leads to the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from alongside.doors.exchange.examples import EXAMPLES
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
    | {*("contact", "note", "consent", "attachment", "worker"), *KIND_OF.values()}
)
NOUNS = {"people": "person", "households": "household", "relationships": "relationship", "intakes": "intake"} | {
    "cases": "case",
    "participants": "participant",
    "assessments": "assessment",
    "goals": "goal",
    "plans": "plan",
    "contacts": "contact",
    "notes": "note",
    "consents": "consent",
    "attachments": "attachment",
}

WITHIN = {"point": "person", "member": "household", "statement": "assessment", "line": "plan"}
"""What is addressed below what."""


class Caller:
    """One token, words that nobody of another programme may see, and the workers to whom it may hand things over."""

    def __init__(self, token: str, secret: str, *, programme: str, workers: Collection[str]) -> None:
        self.headers = {"Authorization": f"Bearer {token}"}
        self.secret, self.programme, self.workers = secret, programme, sorted(workers)
        self.seen: set[str] = set()


class Fuzzer:
    """Calls made up from ``document``, for callers who share nothing but ``common`` names, unless they say so."""

    def __init__(self, document: dict[str, Any], callers: Sequence[Caller], common: set[str]) -> None:
        schema = schemathesis.openapi.from_dict(document)
        self.app = get_wsgi_application()
        self.operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
        self.callers = callers
        self.common = common
        self.pool: dict[str, list[str]] = defaultdict(list)
        self.strange = False
        self.numbers: set[int] = set()
        self.within: dict[str, str] = {}
        self.receipts: list[tuple[str, str]] = []
        self.statuses: dict[int, int] = defaultdict(int)
        self.reached: set[str] = set()

    def told(self) -> str:
        """How many calls were answered how, and how many operations did something."""
        answers = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        left = sorted(one.label for one in self.operations if one.label not in self.reached)
        return f"answers {answers}; {len(self.reached)} of {len(self.operations)} did something, not: {left}\n"

    def step(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        """One call by one of the two, right or wrong, and everything that is asked of its answer."""
        operation = draw(st.sampled_from(self.operations))
        wrong = draw(st.integers(0, 4)) == 0
        case = draw(operation.as_strategy(GenerationMode.NEGATIVE if wrong else GenerationMode.POSITIVE))
        chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311 - chance, not secrecy
        caller = draw(st.sampled_from(self.callers))
        if not wrong:
            self._inhabit(case, caller, chance)
        self._call(operation, case, caller)

    def look_around(self) -> None:
        """Let each caller read every list, and the first of everything in it."""
        for caller in self.callers:
            for operation in sorted(self.operations, key=lambda one: one.path.count("/")):
                places = [one for one in operation.path.split("/") if one.startswith("{")]
                known = [self._own(place.strip("{}"), caller) for place in places]
                if operation.method == "get" and all(known) and not operation.path.endswith("/matches"):
                    names = {place.strip("{}"): own[0] for place, own in zip(places, known, strict=True)}
                    self._call(operation, operation.Case(path_parameters=names), caller)

    def _own(self, kind: str, caller: Caller) -> list[str]:
        return [name for name in self.pool[kind] if name in caller.seen]

    def _call(self, operation: Any, case: Any, caller: Caller) -> None:
        response = case.call(base_url="http://testserver", app=self.app, headers=caller.headers)
        self.statuses[response.status_code] += 1
        if response.status_code < 300:
            self.reached.add(operation.label)
        case.validate_response(response, checks=CHECKS, headers=caller.headers)
        self._judge(caller, response, str((case.path_parameters, case.query, case.body)))
        self._learn(caller, case, response)

    def _inhabit(self, case: Any, caller: Caller, chance: Random) -> None:
        """Let a call made up from the document name rows that are there, and days that are near.

        Mostly its own; now and then those of others, or none.
        """
        self.strange = chance.random() < 0.2
        for header in ("If-Match", "Idempotency-Key"):
            if case.headers and chance.random() < 0.7:
                case.headers.pop(header, None)
        places = {name: str(value) for name, value in (case.path_parameters or {}).items()}
        case.path_parameters = {name: self._filled(value, name, caller, chance) for name, value in places.items()}
        for part, whole in WITHIN.items():
            if not self.strange and self.within.get(case.path_parameters.get(part, "")):
                case.path_parameters[whole] = self.within[case.path_parameters[part]]
        case.query = {name: self._filled(value, name, caller, chance) for name, value in (case.query or {}).items()}
        if isinstance(case.body, dict):
            case.body = self._filled(self._likely(case, chance), "", caller, chance)

    def _likely(self, case: Any, chance: Random) -> dict[str, Any]:
        """The body as it was made up; or, as often, the example of the operation with a little of it."""
        body: dict[str, Any] = dict(case.body)
        example = EXAMPLES.get(str(case.operation.definition.raw.get("operationId")))
        if example is not None and chance.random() < 0.6:
            body = {**example, **{name: value for name, value in body.items() if chance.random() < 0.1}}
        return body

    def _filled(self, value: Any, name: str, caller: Caller, chance: Random) -> Any:
        if isinstance(value, dict):
            filled = {key: self._filled(below, key, caller, chance) for key, below in value.items()}
            return filled | self._searched(value, chance)
        if isinstance(value, list):
            return [self._filled(one, name, caller, chance) for one in value]
        return self._text(name, value, caller, chance) if isinstance(value, str) else value

    def _searched(self, value: dict[str, Any], chance: Random) -> dict[str, Any]:
        """The name and the receipt of a search that was made, where somebody new is described."""
        if "searched" not in value or not self.receipts:
            return {}
        name, receipt = chance.choice(self.receipts)
        return {"searched": receipt, "name" if "name" in value else "full_name": name}

    def _text(self, name: str, value: str, caller: Caller, chance: Random) -> str:
        kind = KIND_OF.get(name, name)
        if name == "number" and self.numbers:
            return str(chance.choice(sorted(self.numbers)))
        if UUID.fullmatch(value):
            return self._name(kind, caller, chance) or value
        if name == "programme":
            return caller.programme
        if name == "team":
            return ""
        if chance.random() < 0.7 and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return str(clock.today() + timedelta(days=chance.choice([-30, -1, 0, 0, 0, 1, 30])))
        if chance.random() < 0.7 and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T", value):
            return (clock.now() + timedelta(hours=chance.choice([-48, -1, 24]))).isoformat()
        return value

    def _name(self, kind: str, caller: Caller, chance: Random) -> str:
        if kind == "worker":
            return chance.choice(caller.workers)
        if self.strange and chance.random() < 0.1:
            return ""
        known = self.pool[kind] if self.strange else self._own(kind, caller)
        return chance.choice(known) if known else ""

    def _judge(self, caller: Caller, response: Any, sent: str) -> None:
        """No answer names what only the other has seen; hidden and absent are the same bytes."""
        text = response.content.decode()
        shown = set(UUID.findall(text)) - set(UUID.findall(sent)) - self.common
        for other in self.callers:
            if other.programme != caller.programme:
                assert not shown & other.seen, f"{response.request.method} {response.request.url}: {text}"
                assert other.secret not in text, f"{response.request.method} {response.request.url}: {text}"
        if response.status_code == 404:
            assert response.json() == {
                "code": "not_found",
                "message": "There is nothing here that you can open.",
                "fields": {},
            }

    def _learn(self, caller: Caller, case: Any, response: Any) -> None:
        if response.status_code >= 300 or not response.content:
            return
        answer, noun = response.json(), NOUNS.get(case.path.split("/")[3], "")
        caller.seen |= set(UUID.findall(response.content.decode())) - self.common
        for kind, name in _names(answer, noun):
            if name not in self.pool[kind]:
                self.pool[kind].append(name)
            if isinstance(answer, dict) and kind in WITHIN and noun == WITHIN[kind]:
                self.within[name] = answer.get("id", "")
        if isinstance(answer, dict) and answer.get("after_care"):
            self.numbers |= {one["number"] for one in answer["after_care"]}
        if isinstance(answer, dict) and answer.get("searched"):
            self.receipts.append((case.query["full_name"], answer["searched"]))


def _names(answer: Any, kind: str) -> Iterator[tuple[str, str]]:
    """Every thing that an answer names, with its kind."""
    if isinstance(answer, list):
        for one in answer:
            yield from _names(one, kind)
    elif isinstance(answer, dict):
        for key, value in answer.items():
            below = kind if key in ("id", "items") else KIND_OF.get(str(key), str(key))
            yield from _names(value, below)
    elif isinstance(answer, str) and kind in KINDS and UUID.fullmatch(answer):
        yield kind, answer
