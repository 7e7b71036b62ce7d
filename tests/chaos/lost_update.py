"""Eight programs change one note a hundred times each: no change is lost unseen, and who loses sees both texts."""

from __future__ import annotations

import sys
import threading
from collections import Counter
from uuid import uuid4

from tests.chaos.house import House, contact, first_case, main, say

CLIENTS = 8


def trial(house: House, short: bool) -> None:
    """Each reads, adds its line to what it read, and sends it with the version that it saw, until it is taken."""
    house.start()
    edits = 10 if short else 100
    tokens = [house.token("worker") for _ in range(CLIENTS)]
    case, person = first_case(house, tokens[0])
    note = house.call(tokens[0], "POST", "/contacts", contact(case, person, "begin"))[2]["note"]
    statuses: Counter[int] = Counter()
    taken: list[str] = []
    wrong: list[str] = []

    def one(token: str) -> None:
        for _edit in range(edits):
            line = uuid4().hex[:10]
            while True:
                _status, headers, now = house.call(token, "GET", f"/notes/{note}")
                text = now["text"].split("\n")[-40:]
                sent = {"text": "\n".join([*text, line])}
                status, _headers, answer = house.call(token, "PATCH", f"/notes/{note}", sent, If_Match=headers["etag"])
                statuses[status] += 1
                if status == 200:
                    taken.append(line)
                    break
                if status != 409 or line not in str(answer) or "current" not in str(answer):
                    wrong.append(f"{status} {answer}")
                    return

    threads = [threading.Thread(target=one, args=[token]) for token in tokens]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    say(f"answers: {dict(statuses)}")
    assert not wrong, wrong[0]
    assert len(taken) == CLIENTS * edits
    with house.database() as database:
        row = database.execute("select text, version from contacts_note where public_id = %s", [note]).fetchone()
    assert row is not None
    assert row[0].split("\n")[1 if len(taken) < 40 else -40 :][-40:] == taken[-40:], "a line that was taken is gone"
    assert row[1] == len(taken) + 1
    say(f"{len(taken)} changes taken in {row[1] - 1} versions, {statuses[409]} sent back with both texts")


if __name__ == "__main__":
    sys.exit(main(trial))
