"""What pages and other rooms read of cases."""

from __future__ import annotations

from alongside.record.cases.queries.banner import Banner
from alongside.record.cases.queries.facts import (
    MaskedCase,
    carrying_on,
    case_of_circle,
    case_row,
    derived,
    events_of,
    masked_case,
    masked_cases,
    protocol_of,
    standing,
    titles_of_circles,
)
from alongside.record.cases.queries.head import (
    CarriedLine,
    CarrierLine,
    CaseHead,
    May,
    PartLine,
    carried_before,
    carriers_of,
    case_head,
    earlier_people,
    part_row,
)
from alongside.record.cases.queries.lists import (
    CaseLine,
    CaseListPage,
    Load,
    Sought,
    case_lines,
    count_mine,
    lines_of,
    loads,
    unassigned,
)
from alongside.record.cases.queries.reviewers import Reviewer, reviewers

__all__ = [
    "Banner",
    "CarriedLine",
    "CarrierLine",
    "CaseHead",
    "CaseLine",
    "CaseListPage",
    "Load",
    "MaskedCase",
    "May",
    "PartLine",
    "Reviewer",
    "Sought",
    "carried_before",
    "carriers_of",
    "carrying_on",
    "case_head",
    "case_lines",
    "case_of_circle",
    "case_row",
    "count_mine",
    "derived",
    "earlier_people",
    "events_of",
    "lines_of",
    "loads",
    "masked_case",
    "masked_cases",
    "part_row",
    "protocol_of",
    "reviewers",
    "standing",
    "titles_of_circles",
    "unassigned",
]
