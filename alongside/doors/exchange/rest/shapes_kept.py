"""What several nouns share: where a thing is kept, and how something ends."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field, model_validator

from alongside.doors.exchange.shapes import Day, Given, Line
from alongside.record.cases.queries import case_row
from alongside.record.intakes.queries import intake_row


class Kept(Given):
    """Where something about a person is kept: with one case or one request that concerns her."""

    case: UUID | None = Field(None, description="The case in whose circle of care this is kept.")
    intake: UUID | None = Field(None, description="Or the request.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Kept:
        if (self.case is None) == (self.intake is None):
            raise ValueError("Name either the case or the intake that this belongs to.")
        return self

    def circle(self) -> int:
        """The circle of care of what is named; ``NotFound`` when it is absent or hidden."""
        if self.case is not None:
            return case_row(self.case).circle_id
        return intake_row(self.request_named()).circle_id

    def request_named(self) -> UUID:
        """The request, when no case is named."""
        if self.intake is None:
            raise AssertionError(self)
        return self.intake


class Ending(Given):
    """From when something is no longer so, and why."""

    on: Day | None = None
    why: Line = ""
