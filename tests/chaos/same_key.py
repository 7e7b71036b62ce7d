"""The same is sent ten times at once: one record, one answer for all; another body under its key is refused."""

from __future__ import annotations

import sys
import threading
from uuid import uuid4

from tests.chaos.house import Answer, House, contact, first_case, main, say

TIMES = 10


def trial(house: House, short: bool) -> None:
    """Several rounds of ten at once."""
    house.start()
    tokens = [house.token("worker")] * TIMES
    case, person = first_case(house, tokens[0])
    for _round in range(3 if short else 50):
        key, said = uuid4().hex, uuid4().hex
        body, answers = contact(case, person, said), list[Answer]()
        start = threading.Barrier(TIMES)

        def one(token: str, key: str = key, body: object = body, start: threading.Barrier = start) -> None:
            start.wait()
            answers.append(house.call(token, "POST", "/contacts", body, Idempotency_Key=key))  # noqa: B023 - joined below

        threads = [threading.Thread(target=one, args=[token]) for token in tokens]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert {status for status, _headers, _body in answers} == {201}
        assert len({answer["id"] for _status, _headers, answer in answers}) == 1
        other = house.call(tokens[0], "POST", "/contacts", {**body, "text": "another"}, Idempotency_Key=key)
        assert other[0] == 422, other
        with house.database() as database:
            row = database.execute("select count(*) from contacts_note where text = %s", [said]).fetchone()
        assert row == (1,)
    say(f"{TIMES} at once made one record, each time")


if __name__ == "__main__":
    sys.exit(main(trial))
