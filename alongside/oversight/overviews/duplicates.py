"""The list of people who may be in twice: each pair with the cases by which the two are told apart."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from alongside.ground.foundation.reader import Reader
from alongside.oversight.overviews.search import CaseHit, cases_of_people
from alongside.record.people.queries.likely import PAGE, PairView, likely_pairs


@dataclass(frozen=True, slots=True)
class DuplicateLine:
    """A pair, and the cases of each as far as the reader sees them."""

    pair: PairView
    one_cases: tuple[CaseHit, ...]
    two_cases: tuple[CaseHit, ...]


@dataclass(frozen=True, slots=True)
class DuplicatesPage:
    """One page of the list; ``more`` is what ``after`` of the next page is, None on the last one."""

    lines: tuple[DuplicateLine, ...]
    more: UUID | None


def duplicates_page(*, after: UUID | None = None, size: int = PAGE, by: Reader) -> DuplicatesPage:
    """The pairs of which ``by`` sees both, the most alike first; the same number of statements for few and many."""
    page = likely_pairs(after=after, size=size, by=by)
    cases = cases_of_people({one.id for pair in page.pairs for one in (pair.one, pair.two)})
    return DuplicatesPage(
        tuple(DuplicateLine(pair, cases.get(pair.one.id, ()), cases.get(pair.two.id, ())) for pair in page.pairs),
        page.more,
    )
