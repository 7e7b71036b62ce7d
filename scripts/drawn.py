"""The generated pages with drawings: the architecture, the states, and the manual's pictures."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product

import grimp
from django.db.models import TextChoices

from alongside.agency.organisation.rules import default_protocol
from alongside.oversight.requests.enums import RequestState
from alongside.oversight.requests.rules.states import TRANSITIONS
from alongside.practice.plans.enums import GoalState, PlanState, StepState
from alongside.practice.plans.rules.goals import may_end_goal
from alongside.practice.plans.rules.lines import may_settle
from alongside.record.cases.enums import STARTS, CaseState, EventKind, Stage
from alongside.record.cases.rules.events import SpineEvent
from alongside.record.cases.rules.walk import walk
from alongside.record.intakes.enums import IntakeState
from scripts.listed import ROOT, SOURCE, page, table

PICTURES = ROOT / "docs" / "manual" / "pictures"
STOREYS = ("doors", "oversight", "practice", "record", "agency", "ground")
SIZES = ((600, "small"), (1800, "middling"), (5000, "large"))
Arrow = tuple[str, str, str]


def _rooms() -> dict[str, str]:
    """Every room and its line, from the glossary."""
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("## Names in the code")[0]
    cells = [row.split("|") for row in text.splitlines() if row.startswith("| `")]
    return {cell[1].strip().strip("`"): cell[2].strip() for cell in cells}


def _short(room: str) -> str:
    """A room's name without its storey."""
    return room.split("/")[1]


def _size(room: str) -> str:
    """How much code a room holds, in a word, so that this page does not change with every line."""
    paths = [path for path in (SOURCE / room).rglob("*.py") if "migrations" not in path.parts]
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in paths)
    return next((word for limit, word in SIZES if lines < limit), "very large")


def _imports(rooms: dict[str, str]) -> dict[str, set[str]]:
    """Which room imports which, directly."""
    graph = grimp.build_graph("alongside", cache_dir=None)
    found: dict[str, set[str]] = {room: set() for room in rooms}
    for module in graph.modules:
        here = "/".join(module.split(".")[1:3])
        if here not in found or ".migrations." in module:
            continue
        for other in graph.find_modules_directly_imported_by(module):
            there = "/".join(other.split(".")[1:3])
            if there in found and there != here:
                found[here].add(there)
    return found


def _needed(found: dict[str, set[str]]) -> list[tuple[str, str]]:
    """The arrows that no longer way through other rooms says already."""

    def below(room: str) -> set[str]:
        return found[room].union(*(below(other) for other in found[room])) if found[room] else set()

    reach = {room: below(room) for room in found}
    return [
        (room, other)
        for room in found
        for other in sorted(found[room])
        if not any(other in reach[between] for between in found[room] - {other})
    ]


def architecture() -> str:
    """Storeys, rooms and imports."""
    rooms = _rooms()
    found = _imports(rooms)
    lines = [
        "Alongside is a house. Each storey rests on those below it; imports and foreign keys only point "
        "down. A room holds "
        "one noun; a door is a way in. How to add to it is in [CONTRIBUTING](../CONTRIBUTING.md), why it is so in the "
        "[first decision](decisions/0001-rooms-and-doors.md).",
        "",
        "## Imports",
        "",
        "An arrow is left out where a way through other rooms says the same.",
        "",
        "```mermaid",
        "flowchart TD",
    ]
    for storey in STOREYS:
        inside = [room for room in rooms if room.startswith(f"{storey}/")]
        lines += [
            f"  subgraph {storey}",
            *(f"    {room.replace('/', '_')}[{room.split('/')[1]}]" for room in inside),
            "  end",
        ]
    lines += [f"  {room.replace('/', '_')} --> {other.replace('/', '_')}" for room, other in _needed(found)]
    lines += ["```", "", "## Storeys and rooms", ""]
    for storey in STOREYS:
        rows = [
            (
                f"`{room.split('/')[1]}`",
                line,
                _size(room),
                ", ".join(other.split("/")[1] for other in sorted(found[room])),
            )
            for room, line in rooms.items()
            if room.startswith(f"{storey}/")
        ]
        lines += [f"### {storey}", "", *table(("Room", "What it is about", "Size", "Imports from"), rows), ""]
    lines += [
        "Small is less than 600 lines, middling less than 1800, large less than 5000. `alongside/config` "
        "holds settings, "
        "addresses and the set-up of the database; it belongs to no storey.",
        "",
        "## Inside a room",
        "",
        "```mermaid",
        "flowchart LR",
        "  actions --> queries --> rules --> policies --> gates --> models --> enums",
        "```",
        "",
        "Each may use all that stand to its right. Not every room has every file.",
        "",
        "## One request",
        "",
        "```mermaid",
        "sequenceDiagram",
        "  participant B as Browser",
        "  participant E as Entrance of the desk",
        "  participant V as View",
        "  participant R as Rooms",
        "  participant D as PostgreSQL",
        "  B->>E: request with a session",
        "  E->>D: begin transaction, begin_session(secret)",
        "  D-->>E: reader, signed for this transaction",
        "  E->>V: request.reader",
        "  V->>R: one query, or one action",
        "  R->>D: rows that this reader may see",
        "  V-->>E: page of frozen values",
        "  E->>D: reading log, commit",
        "  E-->>B: answer",
        "```",
    ]
    return page("Architecture", *lines)


def _diagram(states: type[TextChoices], arrows: list[Arrow], first: str) -> list[str]:
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"  state {json.dumps(str(state.label), ensure_ascii=False)} as {state.value}" for state in states]
    lines.append(f"  [*] --> {first}")
    lines += [f"  {here} --> {there}: {words}" for here, there, words in arrows]
    return [*lines, "```", ""]


def _case_arrows() -> list[Arrow]:
    """Every change of state that events can make, found by walking through every order of up to five of them."""
    start = datetime(2025, 1, 1, tzinfo=UTC)
    kinds = [kind for kind in EventKind if kind not in (EventKind.MILESTONE, EventKind.TAKEN_BACK, EventKind.MOVED)]
    protocol = default_protocol()
    arrows: dict[tuple[str, str], str] = {}
    for order in product(kinds, repeat=5):
        events = [SpineEvent(kind, start + timedelta(days=day), why="-") for day, kind in enumerate(order)]
        states = [str(walk(events[:count], protocol).state) for count in range(len(events) + 1)]
        for (here, there), kind in zip(pairwise(states), order, strict=True):
            if here != there:
                arrows.setdefault((here, there), str(kind.label))
    return [(here, there, words) for (here, there), words in sorted(arrows.items())]


def _arrows(states: type[TextChoices], may: Callable[[str, str], bool]) -> list[Arrow]:
    """Every pair of states between which a rule says yes."""
    pairs = product(states, repeat=2)
    return [
        (here.value, there.value, str(there.label))
        for here, there in pairs
        if here != there and may(here.value, there.value)
    ]


def states() -> str:
    """The states of requests, cases, plans, goals and steps."""
    day = datetime(2025, 1, 1, tzinfo=UTC).date()
    goals = _arrows(
        GoalState, lambda here, there: may_end_goal(state=here, wanted=there, words="-", open_lines=0).allowed
    )
    steps = _arrows(
        StepState,
        lambda here, there: (
            may_settle(present=here, wanted=there, own_idea=False, words="-", on=day, today=day).allowed
        ),
    )
    intakes: list[Arrow] = [
        (IntakeState.NEW.value, IntakeState.DECIDED.value, "screen"),
        (IntakeState.DECIDED.value, IntakeState.DECIDED.value, "screen again"),
        (IntakeState.DECIDED.value, IntakeState.BECAME_CASE.value, "became_case"),
    ]
    plans: list[Arrow] = [
        (PlanState.DRAFT.value, PlanState.IN_FORCE.value, "agree_plan"),
        (PlanState.IN_FORCE.value, PlanState.REPLACED.value, "agree_plan of the next version"),
    ]
    begun = {stage: milestone.label for milestone, stage in STARTS.items()}
    order = [
        f"  {here.value}[{here.label}] -->|{begun.get(there, '')}| {there.value}[{there.label}]"
        for here, there in pairwise(Stage)
    ]
    return page(
        "States",
        "## A request",
        "",
        "By the verbs of `record/intakes`.",
        "",
        *_diagram(IntakeState, intakes, IntakeState.NEW),
        "## A case",
        "",
        "Found by walking through every order of five events with the product's own rules.",
        "",
        *_diagram(CaseState, _case_arrows(), CaseState.NOT_OPENED),
        "### Its stages",
        "",
        "The arrows name the milestone with which a stage begins. A stage may also go on by itself when all "
        "that it needs is "
        "there, or by hand with a reason, back as well as on; its protocol says which.",
        "",
        "```mermaid",
        "flowchart LR",
        *order,
        "```",
        "",
        "## A request for a record",
        "",
        "By the table `VERBS` of `oversight/requests`.",
        "",
        *_diagram(RequestState, [(a.value, b.value, verb) for a, b, verb in TRANSITIONS], RequestState.RECEIVED),
        "## A version of the plan",
        "",
        "By the verbs of `practice/plans`.",
        "",
        *_diagram(PlanState, plans, PlanState.DRAFT),
        "## A goal",
        "",
        "Every pair that `may_end_goal` allows.",
        "",
        *_diagram(GoalState, goals, GoalState.OPEN),
        "## A step",
        "",
        "Every pair that `may_settle` allows.",
        "",
        *_diagram(StepState, steps, StepState.OPEN),
    )


def _title(stem: str) -> str:
    """A picture's file name in words."""
    words = stem.replace("-", " ").replace("_", " ")
    return words[:1].upper() + words[1:]


def manual() -> str:
    """Every picture of the manual, in the order of their names."""
    lines = [
        "What the pages look like. The browser walks take these pictures; every person in them is made up. "
        "How to do each thing is in [how-to](../how-to), where to begin in [start](../start.md).",
        "",
    ]
    names = {path.stem for path in PICTURES.glob("*.png")}
    for stem in sorted({name.removesuffix("-phone") for name in names}):
        lines += [f"## {_title(stem)}", ""]
        if stem in names:
            lines += [f"![{_title(stem)}, on a desk](pictures/{stem}.png)", ""]
        if f"{stem}-phone" in names:
            lines += [f"![{_title(stem)}, on a phone](pictures/{stem}-phone.png)", ""]
    return page("Manual in pictures", *lines)
