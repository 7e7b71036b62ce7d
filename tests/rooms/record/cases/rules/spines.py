"""Events and protocols for the tests of the spine, by hand and at random."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from alongside.agency.organisation.rules import default_protocol, protocol_keys
from alongside.record.cases.enums import ClosingReason, EventKind, Milestone, Stage
from alongside.record.cases.rules.events import SpineEvent

START = datetime(2026, 5, 1, 9, tzinfo=UTC)
AFTERWARDS = date(2027, 1, 1)
INTAKE_DONE = ("intake_decided", "safe_contact_asked", "notice_given")
ASSESSMENT_DONE = ("person_seen", "safety_checked", "assessment_finished")


def event(kind: str, day: float = 0, **more: str) -> SpineEvent:
    """An event ``day`` days after the first of May 2026, nine o'clock."""
    return SpineEvent(kind, START + timedelta(days=day), "Ada Bell", **more)


def reached(*keys: str, day: float = 0, why: str = "") -> list[SpineEvent]:
    """The milestones ``keys`` on one day."""
    return [event("milestone", day, milestone=key, why=why) for key in keys]


def at_work() -> list[SpineEvent]:
    """A family support case that has come to Work without a detour."""
    return [
        event("opened"),
        *reached(*INTAKE_DONE, day=1),
        *reached("assessment_started", day=2),
        *reached(*ASSESSMENT_DONE, day=10),
        *reached("plan_proposed", day=12),
        *reached("plan_agreed", day=14),
        *reached("work_started", day=16),
    ]


protocols = st.sampled_from(protocol_keys()).map(default_protocol)
reasons = st.sampled_from(["", " ", "asked for by the family", "recorded by mistake"])
moments = st.integers(0, 60 * 24).map(lambda hours: START + timedelta(hours=hours))
kinds = st.sampled_from([*[EventKind.MILESTONE] * 8, *EventKind])


@st.composite
def events(draw: st.DrawFn) -> SpineEvent:
    """Any event, sensible or not."""
    kind = draw(kinds)
    return SpineEvent(
        kind,
        draw(moments),
        draw(st.sampled_from(["Ada Bell", "Noor Karim"])),
        draw(reasons),
        stage=draw(st.sampled_from([None, *Stage])) if kind != EventKind.MILESTONE else None,
        milestone=draw(st.sampled_from(list(Milestone))),
        closing_reason=draw(st.sampled_from(list(ClosingReason))) if kind == EventKind.CLOSED else "",
    )


histories = st.lists(events(), max_size=25)


@st.composite
def likely_histories(draw: st.DrawFn) -> list[SpineEvent]:
    """A case that was opened, with some of a straight course and some disorder."""
    course = draw(st.sampled_from([[event("opened")], at_work()]))
    return [*course, *draw(st.lists(events(), max_size=12))]


any_history = st.one_of(histories, likely_histories())
