"""Partners of care teams in the dense world: places, consents and links of every kind, beside plain Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from tests.mutation.comes import NOW, Come, Verb, need, plainly
from tests.mutation.dense import BASE, CIRCLES, DAY, PEOPLE, Dice, number_on, put
from tests.mutation.eyes import Eyes, Facts, Row
from tests.mutation.world import OWNER, ask

MEMBERS = range(BASE, BASE + 130)
CODE = "123456"
OUTSIDE = 4096
CONSENTS = ("none", "none", "live", "lasting", "ended", "unsigned", "withdrawn", "refused", "replaced")


def _digest(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def secret(member: int) -> bytes:
    """The secret of a member's link; two members have none of their own."""
    return b"link %d" % member


def device(member: int) -> bytes:
    """The secret of the device at which a member opened the link."""
    return b"device %d" % member


@transaction.atomic(using=OWNER)
def build() -> None:
    """Write it into the dense world, with dice of its own."""
    dice, now = Dice(64), datetime.now(UTC)
    team_of = dict(ask("select id, team_id from access_circle"))
    ask("set local session_replication_role = replica")
    for member in MEMBERS:
        circle, actor = dice.choice(CIRCLES), BASE + 100 + member - BASE
        inside = {"circle_id": circle, "level": 1, "acl_key": team_of[circle] * 64 + 1}
        gone = now if dice.now_and_then(12) else None
        put("access_actor", id=actor, kind="partner", name=f"Dense {actor}", ended_at=gone)
        consent = CONSENTS[member % len(CONSENTS)]
        if consent != "none":
            _consent(now, member, consent, inside)
        put(
            "careteams_careteammember",
            id=member,
            actor_id=actor,
            person_id=PEOPLE[0],
            case_id=BASE,
            consent_id=None if consent == "none" else member,
            ground="law" if consent == "none" else "consent",
            ground_words="x" if consent == "none" else "",
            ends_at=now + (-1 if dice.now_and_then(9) else 3) * DAY,
            ended_at=now if dice.now_and_then(9) else None,
            **inside,
        )
        _links(dice, now, member, inside)
        _devices(dice, now, member, actor)
        share = {"actor_id": actor, "item_table": "cases_case", "item_number": BASE, "given_by_id": BASE}
        lasts = now + dice.choice((-1, 3)) * DAY
        put("access_share", valid_from=now - 5 * DAY, valid_until=lasts, ground="law", **share, **inside)
    number_on()
    ask("set local session_replication_role = origin")


def _consent(now: datetime, number: int, kind: str, inside: dict[str, Any]) -> None:
    times = {"withdrawn": "withdrawn_at", "refused": "refused_at", "replaced": "replaced_at"}
    more = {times[kind]: now} if kind in times else {}
    ends = {"lasting": now + DAY, "ended": now - DAY / 2}.get(kind)
    signed = None if kind == "unsigned" else now - DAY
    words = {"recipient": "x", "purpose": "x", "person_id": PEOPLE[0]}
    put("consents_consent", id=number, signed_at=signed, ends_at=ends, **words, **more, **inside)


def _links(dice: Dice, now: datetime, member: int, inside: dict[str, Any]) -> None:
    code = b"" if dice.now_and_then(3) else _digest(secret(member), CODE.encode())
    for number in range(2):
        old = number == 0 or dice.now_and_then(7)
        put(
            "careteams_partnerlink",
            member_id=member,
            secret_hash=_digest(secret(member), b"old" if number == 0 else b""),
            code_hash=code,
            tries=dice.choice((0, 0, 1, 4, 5)),
            made_by_id=BASE,
            expires_at=now + (-1 if dice.now_and_then(7) else 2) * DAY,
            ended_at=now if old else None,
            **inside,
        )


def _devices(dice: Dice, now: datetime, member: int, actor: int) -> None:
    for words, kind in ((device(member), "link"), (device(member) + b"?", "command")):
        times = {"expires_at": now + DAY, "ended_at": now if dice.now_and_then(6) else None}
        put("access_accesssession", actor_id=actor, kind=kind, secret_hash=_digest(words), **times)


def _stands(facts: Facts, member: Row) -> bool:
    consent = next((row for row in facts.consent if row["id"] == member["consent_id"]), None)
    return bool(
        member["ended_at"] is None and member["ends_at"] > facts.now and (consent is None or _holds(facts, consent))
    )


def _holds(facts: Facts, consent: Row) -> bool:
    over = consent["withdrawn_at"] or consent["refused_at"] or consent["replaced_at"]
    ended = consent["ends_at"] is not None and consent["ends_at"] <= facts.now
    return bool(consent["signed_at"] and not over and not ended)


def _member(facts: Facts, number: int) -> Row | None:
    return next((row for row in facts.careteammember if row["id"] == number), None)


def _living(facts: Facts, words: bytes) -> tuple[Row, Row] | None:
    """The link of a secret and its member, while both hold."""
    for link in facts.partnerlink:
        if bytes(link["secret_hash"]) == _digest(words):
            lives = link["ended_at"] is None and link["expires_at"] > facts.now and link["tries"] < 5
            member = _member(facts, link["member_id"])
            return (link, member) if lives and member and _stands(facts, member) else None
    return None


def link_asks(eyes: Eyes, words: bytes) -> Iterable[Any]:
    """Whether a link asks for a code."""
    found = _living(eyes.facts, words)
    return [len(bytes(found[0]["code_hash"])) > 0 if found else None]


def come_in_by_link(eyes: Eyes, words: bytes, device_words: bytes) -> Iterable[Any]:
    """Who comes in at a device by her own link."""
    facts, found = eyes.facts, _living(eyes.facts, words)
    session = next((row for row in facts.accesssession if bytes(row["secret_hash"]) == _digest(device_words)), None)
    if not found or not session or session["actor_id"] != found[1]["actor_id"] or session["kind"] != "link":
        return []
    actor = facts.actors[session["actor_id"]]
    if session["ended_at"] or session["expires_at"] <= facts.now or actor["ended_at"]:
        return []
    return [(actor["id"], actor["name"], session["id"], Eyes(facts, actor["id"]).powers | OUTSIDE)]


def open_link(eyes: Eyes, words: bytes, code: str | None, *device_of: Any) -> Come:
    """A device is let in by a link and its code; a wrong one is counted."""
    _digest_of, until, _note = device_of
    found = _living(eyes.facts, words)
    if not found:
        return Come(None)
    link, member = found
    ended = link["ended_at"] and plainly(link["ended_at"])
    if bytes(link["code_hash"]) not in (b"", _digest(words, (code or "").encode())):
        come = Come(False)
        come.add("link", link["id"], link["tries"] + 1, plainly(link["expires_at"]), ended, False)
        return come
    come = Come(True)
    come.add("session", "new", member["actor_id"], None)
    come.add("link", link["id"], 0, plainly(link["expires_at"]), ended, True)
    come.add("lasting", member["actor_id"], plainly(min(until, link["expires_at"])))
    return come


def _end_links(facts: Facts, come: Come, member: Row, kinds: tuple[str, ...] = ("link",)) -> int:
    links = [row for row in facts.partnerlink if row["member_id"] == member["id"] and row["ended_at"] is None]
    for row in links:
        come.add("link", row["id"], row["tries"], plainly(row["expires_at"]), NOW, row["opened_at"] is not None)
    for row in facts.accesssession:
        if row["actor_id"] == member["actor_id"] and row["ended_at"] is None and row["kind"] in kinds:
            come.add("session", row["id"], row["actor_id"], NOW)
            come.add("lasting", row["actor_id"], plainly(row["expires_at"]))
    return len(links)


def end_links(eyes: Eyes, number: int) -> Come:
    """The links of a member end, by whoever rules the circle."""
    come, member = Come(0), _member(eyes.facts, number)
    if member and member["circle_id"] in eyes.ruled:
        come.answer = _end_links(eyes.facts, come, member)
    return come


def make_link(eyes: Eyes, number: int, hashed: bytes, code: bytes, until: datetime) -> Come:
    """A new link ends those before; without a code only in a demonstration."""
    facts, come, member = eyes.facts, Come(False), _member(eyes.facts, number)
    if not member or not _stands(facts, member) or member["circle_id"] not in eyes.ruled:
        return come
    need(code or any(row["demonstration"] for row in facts.agency))
    _end_links(facts, come, member)
    come.add("link", "new", 0, plainly(min(until, member["ends_at"])), None, False)
    come.answer = True
    return come


def end_member(eyes: Eyes, number: int) -> Come:
    """A place ends, and all that it opened."""
    facts, come, member = eyes.facts, Come(False), _member(eyes.facts, number)
    if not member or member["ended_at"] or member["circle_id"] not in eyes.ruled:
        return come
    _end_links(facts, come, member, ("link", "command"))
    come.answer = True
    come.add("member", member["id"], NOW, eyes.actor)
    come.add("actor", member["actor_id"], NOW)
    for row in facts.share:
        if row["actor_id"] == member["actor_id"] and row["valid_until"] > facts.now:
            names = ("actor_id", "circle_id", "level", "acl_key", "item_table", "item_number", "ground")
            come.add("share", *[row[name] for name in names], plainly(row["valid_from"]), NOW, BASE, eyes.actor)
    return come


def _number(dice: Dice, facts: Facts, eyes: Eyes) -> int:
    mine = [row["id"] for row in facts.careteammember if row["circle_id"] in eyes.ruled]
    chosen: int = dice.choice(mine if mine and not dice.now_and_then(5) else [*MEMBERS, MEMBERS[-1] + 500])
    return chosen


def _opening(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    lasts = facts.now + dice.choice((1, 9)) * timedelta(days=1)
    return secret(dice.choice(MEMBERS)), dice.choice((CODE, CODE, "654321", None)), dice.randbytes(32), lasts, None


def _making(dice: Dice, facts: Facts, eyes: Eyes) -> tuple[Any, ...]:
    code = b"" if dice.now_and_then(4) else dice.randbytes(32)
    return _number(dice, facts, eyes), dice.randbytes(32), code, facts.now + dice.choice((1, 9)) * timedelta(days=1)


LINKS = ("session", "link", "lasting")
VERBS = {
    "open_link": Verb("select app.open_link(%s, %s, %s, %s, %s)", _opening, open_link, tries=20, writes=LINKS),
    "end_links": Verb(
        "select app.end_links(%s)",
        lambda dice, facts, eyes: (_number(dice, facts, eyes),),
        end_links,
        tries=12,
        writes=LINKS,
    ),
    "make_link": Verb("select app.make_link(%s, %s, %s, %s)", _making, make_link, tries=25, writes=LINKS),
    "end_member": Verb(
        "select app.end_member(%s)",
        lambda dice, facts, eyes: (_number(dice, facts, eyes),),
        end_member,
        tries=15,
        writes=(*LINKS, "member", "actor", "share"),
    ),
}


def secrets(facts: Facts) -> list[tuple[bytes]]:
    """The secret of every link, and one that is none."""
    return [(secret(one),) for one in (*MEMBERS, MEMBERS[-1] + 1)]


def doors(facts: Facts) -> list[tuple[bytes, bytes]]:
    """Every link at its own device, at another's, and at what is no device of a link."""
    own = [(secret(one), device(one)) for one in MEMBERS]
    strange = [(secret(one), device(one + 1)) for one in MEMBERS[:-1]]
    return [*own, *strange, *((secret(one), device(one) + b"?") for one in MEMBERS)]
