"""Functions that answer questions, beside what plain Python answers from the same rows.

``differences(facts, name)`` asks a function as every reader of the dense world, with every argument that could matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db import Error, connection, transaction

from alongside.agency.access import actions as access
from alongside.agency.access.enums import SessionKind
from alongside.agency.access.queries import enter, house_actor
from alongside.ground.foundation import clock
from alongside.record.people.gates.finding import MY_PEOPLE
from tests.mutation import answers, counts, partners, work, world
from tests.mutation.dense import ACTORS, CIRCLES, CROWD, KNOWING, OVERSEER, PEOPLE, SKILLED, Dice
from tests.mutation.eyes import Eyes, Facts

Answer = Callable[..., Iterable[Any]]
NOBODY = 0
HOUSE = -1
MOST = 12
"""What told of changes of the same function before is asked first, but no more than so many."""


@dataclass(frozen=True)
class Question:
    """How a function is asked: its SQL, the arguments to try and what the answer is by plain Python."""

    sql: str
    arguments: Callable[[Facts], Iterable[tuple[Any, ...]]]
    answer: Answer
    ordered: bool = False
    readers: tuple[int, ...] = (*ACTORS, NOBODY)
    many: bool = False
    """Asked as if the reader saw more people than are listed at once."""


@contextmanager
def reading_as(actor: int) -> Iterator[None]:
    """Read as an actor until the end of the block; everything is rolled back."""
    with transaction.atomic():
        who = house_actor() if actor == HOUSE else actor
        if who:
            secret, until = f"asked {actor}".encode(), clock.now() + timedelta(hours=1)
            access.open_session(actor_id=who, kind=SessionKind.COMMAND, secret=secret, expires_at=until)
            enter(secret)
        yield
        transaction.set_rollback(True)


@contextmanager
def seeing_many(question: Question) -> Iterator[None]:
    """Let everybody see very many people, where that is asked."""
    if question.many:
        world.run(VERY_MANY)
    try:
        yield
    finally:
        if question.many:
            world.run(MY_PEOPLE.statements())


def eyes_of(facts: Facts, actor: int) -> Eyes:
    """A reader as plain Python sees her; whoever has left is nobody."""
    who = next(row["id"] for row in facts.actor if row["kind"] == "house") if actor == HOUSE else actor
    known = who in facts.actors and facts.actors[who]["ended_at"] is None
    return Eyes(facts, who if known else NOBODY)


def ask(sql: str, arguments: tuple[Any, ...]) -> list[tuple[Any, ...]] | str:
    """The rows of an answer as the application gets them, or the code of the refusal."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local statement_timeout = '3s'")  # a change may make it endless
            cursor.execute(sql, arguments)
            return list(cursor.fetchall())
    except Error as error:
        return str(getattr(error.__cause__, "sqlstate", "")) or str(error)


def differences(facts: Facts, name: str) -> Iterator[str]:
    """Everything that a function answers otherwise than plain Python does, one line each."""
    for question, actor, told in [*_telling(facts, name), *_everybody(facts, name)]:
        eyes = eyes_of(facts, actor)
        with seeing_many(question), reading_as(actor):
            for arguments in told:
                given, wanted = ask(question.sql, arguments), _wanted(question, eyes, arguments)
                if isinstance(given, str) or not _same(given, wanted, ordered=question.ordered):
                    _remember(facts, name, (question, actor, [arguments]))
                    yield f"{name}{arguments} as {actor}: {str(given)[:200]}, not {str(wanted)[:200]}"


Asking = tuple[Question, int, Iterable[tuple[Any, ...]]]


def _everybody(facts: Facts, name: str) -> Iterator[Asking]:
    """Every question of a function by every reader."""
    for question in QUESTIONS[name]:
        arguments = list(question.arguments(facts))
        for actor in question.readers:
            yield question, actor, arguments


def _telling(facts: Facts, name: str) -> list[Asking]:
    """What told of the kin of a change before, the last first."""
    return facts.telling.setdefault(name, [])[:MOST]


def _remember(facts: Facts, name: str, asking: Asking) -> None:
    telling = facts.telling[name]
    if asking in telling:
        telling.remove(asking)
    telling.insert(0, asking)


def _wanted(question: Question, eyes: Eyes, arguments: tuple[Any, ...]) -> list[Any]:
    """What plain Python answers; worked out once for the same rows."""
    key = (id(question), eyes.actor, repr(arguments))
    if key not in eyes.facts.answers:
        found = [one if isinstance(one, tuple) else (one,) for one in question.answer(eyes, *arguments)]
        eyes.facts.answers[key] = found
    return eyes.facts.answers[key]


def _same(given: list[Any], wanted: list[Any], *, ordered: bool) -> bool:
    return given == wanted if ordered else sorted(map(repr, given)) == sorted(map(repr, wanted))


def of_circles(facts: Facts) -> Iterable[tuple[int]]:
    """Every circle of the dense world."""
    return [(circle,) for circle in CIRCLES]


def of_people(facts: Facts) -> Iterable[tuple[int]]:
    """Every person, and one that is not there."""
    return [(person,) for person in (*PEOPLE, PEOPLE[-1] + 500)]


def once(facts: Facts) -> Iterable[tuple[()]]:
    """No argument at all."""
    return [()]


KEYS = (["a1", "b+2", "c@3", "@0", "d4", "@5", "a6"], ["b+2"], ["nothing"])
VERY_MANY = tuple(replace(MY_PEOPLE, body="  select null::bigint[]").statements())
CROWDED = [f"crowd{n}" for n in range(1, CROWD + 1)]


PAST_SESSIONS = ("ended", "over", "over too", "never")
RARELY = [*CROWDED, "rare"]


def _keyed(facts: Facts) -> Iterable[tuple[Any, ...]]:
    return [(keys, limit) for keys in KEYS for limit in (3, 50)]


def _moments(facts: Facts) -> Iterable[tuple[Any, ...]]:
    return [(circle, facts.now - timedelta(days=days, hours=5)) for circle in CIRCLES for days in (0, 3, 9)]


def _publics(table: str) -> Callable[[Facts], Iterable[tuple[Any, ...]]]:
    return lambda facts: [(row["public_id"],) for row in facts.rows[table]]


def _pages(facts: Facts) -> Iterable[tuple[Any, ...]]:
    half = PEOPLE[20]
    return [(True, None, None, 50), (True, "dense 4", half, 3), (False, None, None, 50), (False, None, half, 4)]


def _likely(facts: Facts) -> Iterable[tuple[Any, ...]]:
    today = clock.today()
    middle = sorted((row["points"], row["id"]) for row in facts.likelypair)[30]
    return [(None, 0, None, today, 90), (None, *middle, today, 4), *[(one, 0, None, today, 9) for one in PEOPLE[:24]]]


def _each_reason(actor: int) -> Callable[[Facts], Iterable[tuple[Any, ...]]]:
    """Pairs for which a reader hears each of the reasons."""

    def pairs(facts: Facts) -> Iterable[tuple[Any, ...]]:
        if ("pairs", actor) not in facts.answers:
            tried = [(row["person_id"], row["other_id"]) for row in (*facts.relationship, *facts.notsameperson)]
            tried += Dice(actor).sample([(one, two) for one in PEOPLE for two in PEOPLE if one != two], 250)
            eyes, heard, found = eyes_of(facts, actor), Counter[Any](), []
            for pair in tried:
                reason = next(iter(answers.merge_refusal(eyes, *pair)))
                heard[reason] += 1
                if reason != "absent" and heard[reason] <= 9:
                    found.append(pair)
            facts.answers["pairs", actor] = found
        return facts.answers["pairs", actor]

    return pairs


TELLING = (OVERSEER, SKILLED, ACTORS[0], ACTORS[7], *KNOWING)
"""Readers of whom one hears what another does not."""


def _two(facts: Facts) -> Iterable[tuple[Any, ...]]:
    pairs = [(one, two) for one in PEOPLE[:36] for two in (*PEOPLE[:36:5], PEOPLE[-1] + 500, *PEOPLE[2:9])]
    alike = [(one, two) for one in PEOPLE[:30:4] for two in PEOPLE[:30:4]]
    told = [(row["person_id"], row["other_id"]) for row in (*facts.relationship, *facts.notsameperson[:20])]
    return [*alike, *told, *Dice(1).sample(pairs, 90)]


def _somebody(facts: Facts) -> Iterable[tuple[Any, ...]]:
    pairs = Dice(2).sample([(actor, circle) for actor in ACTORS for circle in CIRCLES], 90)
    over = [row for row in facts.grant if row["scope"] == "c" and row["levels"] & 32 and row["valid_until"] < facts.now]
    shut = [(row["actor_id"], row["scope_id"]) for row in over]
    return [(SKILLED, CIRCLES[1]), (SKILLED, CIRCLES[2]), *shut[-25:], *pairs]


def _opposed(facts: Facts) -> Iterable[tuple[Any, ...]]:
    return Dice(4).sample([(circle, actor) for circle in CIRCLES for actor in ACTORS], 160)


ACTORS_AND_HOUSE = (*ACTORS, NOBODY, HOUSE)
QUESTIONS: dict[str, tuple[Question, ...]] = {
    "sees_circle": (
        Question("select app.sees_circle(%s)", of_circles, lambda eyes, one: [one in eyes.circles]),
        Question(
            "select circle_id, levels from app.my_request_grant",
            once,
            lambda eyes: [
                (row["scope_id"], row["levels"])
                for row in eyes.mine
                if row["scope"] == "c" and row["reason"] == "request"
            ],
        ),
    ),
    "may_rule_circle": (Question("select app.may_rule_circle(%s)", of_circles, lambda eyes, one: [one in eyes.ruled]),),
    "who_can_see": (
        Question(
            "select scope, name, actor_id, levels, looked_at from app.who_can_see(%s)",
            of_circles,
            answers.who_can_see,
            ordered=True,
        ),
    ),
    "seers": (
        Question(
            "select app.seers(%s)",
            of_circles,
            lambda eyes, one: [len({g["actor_id"] for g in answers.seers(eyes, one)}) if one in eyes.circles else 0],
        ),
    ),
    "could_see": (Question("select * from app.could_see(%s, %s)", _moments, answers.could_see, ordered=True),),
    "would_see": (Question("select * from app.would_see(%s, %s)", _somebody, answers.would_see, ordered=True),),
    "who_looked": (
        Question(
            "select at, actor_id from app.who_looked(%s, %s)",
            lambda facts: [(one, limit) for one in CIRCLES for limit in (1, 9)],
            answers.who_looked,
            ordered=True,
        ),
    ),
    "masked_circle": (Question("select * from app.masked_circle(%s)", _publics("circle"), answers.masked_circle),),
    "emergencies": (
        Question(
            "select grant_public from app.emergencies(%s)", lambda facts: [(True,), (False,)], answers.emergencies
        ),
    ),
    "barred_from": (Question("select app.barred_from(%s)", of_people, answers.barred_from),),
    "masked_person": (
        Question(
            "select person_id, born_year, team, circle_public from app.masked_person(%s)",
            _publics("person"),
            answers.masked_person,
        ),
    ),
    "masked_people": (
        Question(
            "select person_id, born_year, team, circle_public from app.masked_people(%s, %s)",
            _keyed,
            answers.masked_people,
            ordered=True,
        ),
        Question(
            "select person_id, born_year, team, circle_public from app.masked_people(%s, %s)",
            lambda facts: [(CROWDED, 50), (RARELY, 50)],
            answers.masked_people,
        ),
        Question(
            "select count(*) from app.masked_people(%s, %s)",
            lambda facts: [(CROWDED, limit) for limit in (1, 2, 3, 5, 8)],
            lambda eyes, keys, limit: [len(list(answers.masked_people(eyes, keys, limit)))],
        ),
    ),
    "search_people": (
        Question("select * from app.search_people(%s, %s)", _keyed, answers.search_people, ordered=True),
        Question(
            "select * from app.search_people(%s, %s)",
            lambda facts: [(CROWDED, 9), (RARELY, 50)],
            answers.search_people,
            ordered=True,
        ),
        Question(
            "select * from app.search_people(%s, %s)",
            _keyed,
            answers.search_people,
            ordered=True,
            many=True,
            readers=(*TELLING, NOBODY),
        ),
        Question(
            "select * from app.search_people(%s, %s)",
            lambda facts: [(RARELY, 50)],
            answers.search_one_by_one,
            many=True,
            readers=(*TELLING, NOBODY),
        ),
        Question(
            "select count(*) from app.search_people(%s, %s)",
            lambda facts: [(RARELY, 3)],
            lambda eyes, keys, limit: [min(limit, len(list(answers.search_people(eyes, keys, 99))))],
            many=True,
            readers=TELLING,
        ),
    ),
    "list_people": (
        Question("select * from app.list_people(%s, %s, %s, %s)", _pages, answers.list_people, ordered=True),
        Question(
            "select * from app.list_people(%s, %s, %s, %s)",
            _pages,
            answers.list_people,
            ordered=True,
            many=True,
            readers=(*TELLING, NOBODY),
        ),
    ),
    "alike_people": (
        Question(
            "select person_id, other_id, same_phone, json_array_length(names) from app.alike_people(%s, %s)",
            lambda facts: [(list(PEOPLE), 50), (list(PEOPLE[:9]), 5)],
            answers.alike_people,
            readers=(HOUSE, ACTORS[0], NOBODY),
        ),
    ),
    "to_compare": (
        Question(
            "select person_id, json_array_length(names) from app.to_compare(%s)",
            lambda facts: [(90,), (3,)],
            answers.to_compare,
            readers=(HOUSE, ACTORS[0], NOBODY),
        ),
    ),
    "merge_refusal": (
        Question("select app.merge_refusal(%s, %s)", _two, answers.merge_refusal),
        *(
            Question("select app.merge_refusal(%s, %s)", _each_reason(one), answers.merge_refusal, readers=(one,))
            for one in TELLING
        ),
    ),
    "likely_pairs": (
        Question("select * from app.likely_pairs(%s, %s, %s, %s, %s)", _likely, answers.likely_pairs, ordered=True),
        Question(
            "select * from app.likely_pairs(%s, %s, %s, %s, %s)",
            _likely,
            answers.likely_pairs,
            ordered=True,
            many=True,
            readers=TELLING,
        ),
    ),
    "masked_case": (
        Question("select circle_public, name from app.masked_case(%s)", _publics("case"), answers.masked_case),
    ),
    "masked_cases": (
        Question(
            "select * from app.masked_cases(%s)",
            lambda facts: [([row["public_id"] for row in facts.circle[part::2]],) for part in (0, 1)],
            answers.masked_cases,
        ),
    ),
    "seal_acts": (
        Question(
            "select act_public, name, born_year, mine from app.seal_acts()", once, answers.seal_acts, ordered=True
        ),
    ),
    "sealed_people": (
        Question(
            "select person_id, opened_to, teams from app.sealed_people()", once, answers.sealed_people, ordered=True
        ),
    ),
    "person_teams": (Question("select * from app.person_teams(%s)", of_people, answers.person_teams),),
    "begin_session": (
        Question(
            "select * from app.begin_session(%s, null)",
            lambda facts: [(words.encode(),) for words in (*(f"told {one}" for one in ACTORS), *PAST_SESSIONS)],
            answers.begin_session,
            readers=(NOBODY,),
        ),
    ),
    "my_tasks": (
        Question(
            "select kind, number, circle, person, name, reach ->> 'say_as' from app.my_tasks()", once, work.my_tasks
        ),
    ),
    "supervisor_waits": (
        Question(
            "select what, circle, person, case_id, interest, worker, due_on from app.supervisor_waits(%s)",
            lambda facts: [(facts.now.date(),), (facts.now.date() + timedelta(days=1),)],
            work.supervisor_waits,
        ),
    ),
    "count_programme": (
        Question(
            "select * from app.count_programme(%s, %s, %s)",
            counts.asked,
            counts.count_programme,
            readers=(*counts.COUNTERS, NOBODY),
        ),
    ),
    "opposed": (Question("select app.opposed(%s, %s)", _opposed, work.opposed, readers=TELLING),),
    "shared": (
        Question(
            "select array(select item from unnest(app.shared(%s)) item order by 1)",
            lambda facts: [("cases_case",), ("people_contactpoint",), ("people_person",)],
            work.shared,
        ),
    ),
    "inside": (
        Question(
            "select app.inside()",
            once,
            lambda eyes: [bool(eyes.actor) and eyes.facts.actors[eyes.actor]["kind"] in ("worker", "house")],
            readers=ACTORS_AND_HOUSE,
        ),
    ),
    "link_asks": (Question("select app.link_asks(%s)", partners.secrets, partners.link_asks, readers=(NOBODY,)),),
    "come_in_by_link": (
        Question(
            "select * from app.come_in_by_link(%s, %s, null)",
            partners.doors,
            partners.come_in_by_link,
            readers=(NOBODY,),
        ),
    ),
    "is_house": (
        Question(
            "select app.is_house()",
            once,
            lambda eyes: [bool(eyes.actor) and eyes.facts.actors[eyes.actor]["kind"] == "house"],
            readers=ACTORS_AND_HOUSE,
        ),
    ),
}

EVERYTHING = (
    *("sees_circle", "may_rule_circle", "emergencies", "masked_circle", "masked_person", "barred_from", "list_people"),
    *("seal_acts", "who_can_see"),
)
"""What tells whether the reader's context is right."""
CONTEXT = {
    *("begin_session", "open_session", "uid", "powers", "acl_keys", "teams", "index_teams", "supervises", "excluded"),
    *("excluded_for_good", "unsealed", "context", "views"),
}


ASKED_BY = {"my_people": ("list_people", "search_people"), "excluded": ("sees_circle",)}
"""Functions that others call, and the questions in which they show."""


def looks_for(name: str) -> Sequence[str]:
    """The questions that tell whether a function is as it should be."""
    asked = (name,) if name in QUESTIONS else ()
    return (*asked, *ASKED_BY.get(name, ()), *(EVERYTHING if name in CONTEXT else ()))
