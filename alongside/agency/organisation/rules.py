"""The protocol of a programme as versioned data: what each stage asks for, by when, and what every rule rests on.

A protocol is written as YAML, checked here in plain words, and stored whole with its version, so that a case keeps the
rules under which it was opened. Stages and milestones are plain keys in this room; the cases above give them meaning.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, Self

import yaml
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from alongside.ground.foundation.errors import Refused

STAGES = ("intake", "assessment", "plan", "work", "review", "closing")
"""The stages of every protocol, in order (S-002)."""

_KEYS = (
    "request_received urgency_checked safe_contact_asked intake_decided referrer_told notice_given worker_named "
    "first_contact_made assessment_started person_seen safety_checked assessment_finished plan_proposed plan_agreed "
    "plan_approved plan_copy_given work_started review_started review_held closing_started closing_talked_through "
    "summary_given after_care_agreed"
)
MILESTONES = frozenset(_KEYS.split())
"""What a protocol may ask for: the milestones of the cases room, which stands above this one; a test compares."""

CLOCK_STARTS = frozenset({"opened", "entered"})
"""Where a deadline may start besides a milestone: the opening of the case, the coming into its stage."""

SCREENING_DECISIONS = ("accept", "inform", "refer_on", "decline")

DATA = Path(__file__).parent / "data"

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,49}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400)]
StageKey = Literal["intake", "assessment", "plan", "work", "review", "closing"]


class Part(BaseModel):
    """A part of a protocol: fixed once read, and nothing in it that is not known."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Basis(Part):
    """What a rule rests on: a law, a funder's condition or a practice standard, named so that it can be looked up."""

    kind: Literal["law", "funder", "practice"]
    text: Words


class Need(Part):
    """Reached before the next stage. ``lawful``: no reason passes it; ``each_episode``: again on reopening."""

    key: Key
    words: Words
    basis: Basis
    lawful: bool = False
    each_episode: bool = False

    @model_validator(mode="after")
    def _lawful_names_a_law(self) -> Self:
        if self.lawful and self.basis.kind != "law":
            raise ValueError(_("is marked lawful, so its basis must be a law"))
        return self


class Deadline(Part):
    """``to`` is due ``amount`` days after ``start``: a milestone, "opened" (the case) or "entered" (its stage)."""

    key: Key
    words: Words
    start: Key = Field(alias="from")
    to: Key
    amount: int = Field(ge=0, le=3660)
    unit: Literal["business", "calendar"]
    basis: Basis


class StageRules(Part):
    """One stage. ``moves_on``: to the next stage when its needs are met, or only when the next stage starts.

    ``then``: where the case goes when the needs of this stage are met, instead of the next one (after a review: work).
    """

    stage: StageKey
    label: Words
    purpose: Words
    needs: tuple[Need, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    moves_on: Literal["when_done", "when_next_starts"] = "when_done"
    then: StageKey | None = None


class Rhythm(Part):
    """A review at least every ``days`` calendar days, counted from the last one or else from milestone ``start``."""

    days: int = Field(ge=1, le=3660)
    start: Key = Field(alias="from")
    longest_days: int = Field(ge=1, le=3660)
    basis: Basis

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.longest_days < self.days:
            raise ValueError(_("allows at most fewer days than the usual rhythm"))
        return self


class ClosingRequirement(Part):
    """Something settled before closing, or handed over to somebody named when that is allowed.

    ``not_for`` lists the closing reasons for which it is not asked: nobody talks an ending through with the dead.
    """

    key: Key
    words: Words
    can_be_handed_over: bool = False
    not_for: tuple[Key, ...] = ()
    basis: Basis


class ClosingReasonRule(Part):
    """A reason for closing that the programme uses, in its own words."""

    key: Key
    words: Words


class LostContact(Part):
    """How often and in how many different ways to try before a case closes as contact lost (S-018)."""

    attempts: int = Field(ge=1, le=50)
    variety: int = Field(ge=1, le=10)
    days: int = Field(ge=0, le=365, default=0)
    basis: Basis

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if self.variety > self.attempts:
            raise ValueError(_("asks for more ways of contact than attempts"))
        return self


class NoteSection(Part):
    """One heading of a note format."""

    key: Key
    label: Words
    required: bool = False
    hint: str = ""


class NoteFormat(Part):
    """A way to write a note (Practice B10)."""

    key: Key
    label: Words
    best_for: Words
    sections: tuple[NoteSection, ...] = Field(min_length=1)


class Escalation(Part):
    """Who is told when nobody has acknowledged an urgent request after so many minutes."""

    after_minutes: int = Field(ge=1, le=10080)
    to: Words


class UrgentClock(Part):
    """How long an urgent request may wait for somebody to say "I have it", and who hears when it waits on (S-013)."""

    minutes: int = Field(ge=1, le=10080)
    escalation: tuple[Escalation, ...] = Field(min_length=1)
    basis: Basis

    @model_validator(mode="after")
    def _climbs(self) -> Self:
        times = [self.minutes, *(step.after_minutes for step in self.escalation)]
        if any(later < sooner for sooner, later in pairwise(times)):
            raise ValueError(_("escalates earlier than the step before it"))
        return self


class ScreeningCriterion(Part):
    """A printed reason for one decision at intake (S-012)."""

    code: Key
    decision: Literal["accept", "inform", "refer_on", "decline"]
    words: Words
    basis: Basis


class InterpreterRule(Part):
    """What a contact records when the person needs an interpreter (S-017)."""

    required: bool = True
    words: Words
    basis: Basis


class ProtocolRules(Part):
    """The whole protocol of one programme. Read with ``read_protocol``; changed by storing the next version."""

    key: Key
    version: int = Field(ge=1)
    label: Words
    summary: Words
    stages: tuple[StageRules, ...]
    reopens_at: StageKey = "intake"
    review: Rhythm | None = None
    closing: tuple[ClosingRequirement, ...] = ()
    closing_reasons: tuple[ClosingReasonRule, ...] = Field(min_length=1)
    lost_contact: LostContact
    after_care_days: int = Field(ge=0, le=3660, default=90)
    note_formats: tuple[NoteFormat, ...] = Field(min_length=1)
    default_note_format: Key
    urgent: UrgentClock
    screening: tuple[ScreeningCriterion, ...] = ()
    interpreter: InterpreterRule

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        problems = [
            *_stage_problems(self),
            *_milestone_problems(self),
            *_key_problems(self),
            *_closing_problems(self),
        ]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def as_data(self) -> dict[str, Any]:
        """The protocol as plain data, to be stored; ``read_protocol`` reads it back to the same."""
        return self.model_dump(mode="json", by_alias=True)

    def stage(self, key: str) -> StageRules:
        """The rules of the stage ``key``; a KeyError names a stage that does not exist."""
        return self.stages[self.position(key)]

    def position(self, key: str) -> int:
        """Where the stage ``key`` stands in the order, from 0; a KeyError names a stage that does not exist."""
        if key not in STAGES:
            raise KeyError(key)
        return STAGES.index(key)

    def milestones(self) -> frozenset[str]:
        """Every milestone key that this protocol names."""
        needs = {need.key for stage in self.stages for need in stage.needs}
        ends = {key for stage in self.stages for line in stage.deadlines for key in (line.start, line.to)}
        return frozenset((needs | ends | ({self.review.start} if self.review else set())) - CLOCK_STARTS)

    def note_format(self, key: str) -> NoteFormat:
        """The note format ``key``; a KeyError names one that this protocol does not use."""
        return {form.key: form for form in self.note_formats}[key]

    def criteria(self, decision: str) -> tuple[ScreeningCriterion, ...]:
        """The criteria printed beside ``decision``: accept, inform, refer_on or decline."""
        return tuple(line for line in self.screening if line.decision == decision)


def _stage_problems(rules: ProtocolRules) -> list[str]:
    named = tuple(stage.stage for stage in rules.stages)
    if named != STAGES:
        return [_("stages must be these six, in this order: %(stages)s") % {"stages": ", ".join(STAGES)}]
    problems = []
    for at, stage in enumerate(rules.stages):
        if stage.then and STAGES.index(stage.then) >= at:
            problems.append(
                _("stage “%(stage)s” can only go back to an earlier stage by “then”") % {"stage": stage.stage}
            )
        if stage.then and not any(not need.lawful for need in stage.needs):
            problems.append(_("stage “%(stage)s” needs something that ends it before “then”") % {"stage": stage.stage})
    return problems


def _milestone_problems(rules: ProtocolRules) -> list[str]:
    sentence = _("“%(key)s” is no milestone; use one of these: %(known)s")
    known = ", ".join(sorted(MILESTONES))
    ends = {line.to for stage in rules.stages for line in stage.deadlines} & CLOCK_STARTS
    return [sentence % {"key": key, "known": known} for key in sorted(rules.milestones() - MILESTONES | ends)]


def _key_problems(rules: ProtocolRules) -> list[str]:
    lists = {
        _("a need"): [need.key for stage in rules.stages for need in stage.needs],
        _("a deadline"): [line.key for stage in rules.stages for line in stage.deadlines],
        _("a closing requirement"): [line.key for line in rules.closing],
        _("a closing reason"): [line.key for line in rules.closing_reasons],
        _("a note format"): [form.key for form in rules.note_formats],
        _("a screening criterion"): [line.code for line in rules.screening],
        **{
            _("a section of note format %(key)s") % {"key": form.key}: [part.key for part in form.sections]
            for form in rules.note_formats
        },
    }
    return [
        _("“%(key)s” is used twice as %(what)s; give each its own key") % {"key": key, "what": what}
        for what, keys in lists.items()
        for key in dict.fromkeys(keys)
        if keys.count(key) > 1
    ]


def _closing_problems(rules: ProtocolRules) -> list[str]:
    reasons = {line.key for line in rules.closing_reasons}
    problems = [
        _("closing requirement “%(key)s” names the reason “%(reason)s”, which is not among the closing reasons")
        % {"key": line.key, "reason": reason}
        for line in rules.closing
        for reason in line.not_for
        if reason not in reasons
    ]
    if rules.default_note_format not in {form.key for form in rules.note_formats}:
        problems.append(
            _("the default note format “%(key)s” is not among the note formats") % {"key": rules.default_note_format}
        )
    return problems


def read_protocol(data: object) -> ProtocolRules:
    """A protocol from parsed YAML or JSON.

    Refused with one plain sentence for every fault, each under the place where it stands (``fields``): a rule without a
    basis, a lawful need without a law, stages missing or out of order, keys used twice, an unknown word.
    """
    try:
        return ProtocolRules.model_validate(data)
    except ValidationError as found:
        fields = {_place(error["loc"]): _plain(error) for error in found.errors()}
        message = " ".join(f"{place}: {sentence}" if place else sentence for place, sentence in fields.items())
        raise Refused("protocol.faulty", message, fields=fields) from None


def _place(where: tuple[int | str, ...]) -> str:
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in where)


def _plain(error: Any) -> str:
    kind, name, context = error["type"], str(error["loc"][-1]) if error["loc"] else "", error.get("ctx", {})
    if kind == "missing" and name == "basis":
        return _("Say what this rule rests on: a law, a funder's condition or a practice standard.")
    if kind == "missing":
        return _("“%(name)s” is missing.") % {"name": name}
    if kind == "extra_forbidden":
        return _("“%(name)s” is not a word that a protocol knows; check its spelling or leave it out.") % {"name": name}
    if kind == "value_error":
        sentence = str(context.get("error", ""))
        return sentence[:1].upper() + sentence[1:] + "."
    if kind == "literal_error":
        return _("“%(value)s” is not possible here; write %(choices)s.") % {
            "value": error["input"],
            "choices": context["expected"].replace("'", "").replace(" or ", _(" or ")),
        }
    if kind == "string_pattern_mismatch":
        return _("“%(value)s” is no key; write small letters, digits and underscores.") % {"value": error["input"]}
    if kind == "too_short":
        return _("Name at least one here.")
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = {"value": error["input"], "bound": context.get("ge", context.get("le"))}
        at_least = kind == "greater_than_equal"
        return (
            _("%(value)s is too small; at least %(bound)s.")
            if at_least
            else _("%(value)s is too large; at most %(bound)s.")
        ) % bound
    if kind.startswith("int_"):
        return _("“%(value)s” is not a whole number.") % {"value": error["input"]}
    if kind.startswith("string_"):
        return _("Write this as text of 2 to 400 letters.")
    return _("“%(value)s” does not fit here.") % {"value": error["input"]}


def protocol_keys() -> tuple[str, ...]:
    """The keys of the protocols that are shipped."""
    return tuple(sorted(path.stem for path in (DATA / "protocols").glob("*.yaml")))


@lru_cache(maxsize=16)
def default_protocol(key: str = "family_support") -> ProtocolRules:
    """A protocol that is shipped, as a start for an agency's own. Refused: a key that is not shipped."""
    if key not in protocol_keys():
        message = _("There is no protocol “%(key)s”. Shipped are: %(keys)s.")
        raise Refused("protocol.unknown", message % {"key": key, "keys": ", ".join(protocol_keys())})
    return read_protocol(
        _with_formats(yaml.safe_load((DATA / "protocols" / f"{key}.yaml").read_text(encoding="utf-8")))
    )


def _with_formats(data: dict[str, Any]) -> dict[str, Any]:
    """``data`` with the shipped note formats in place of their keys."""
    shipped = yaml.safe_load((DATA / "note_formats.yaml").read_text(encoding="utf-8"))
    formats = [{"key": key, **shipped[key]} if isinstance(key, str) else key for key in data["note_formats"]]
    return {**data, "note_formats": formats}
