"""Two small stories with every kind of event in them: one that ends, and a request that waits."""

from __future__ import annotations

from typing import Any

import yaml

ENDS = """
key: small
title: A mother and her son
programme: family
days_ago: 200
intake: {words: "Two letters about rent.", person_name: Marta López, phone: 085 555 4471, safe_text: "yes",
  urgency: this_week, notice_given: true, notice_how: Read aloud, decision: She asks herself.}
people:
  - {key: marta, name: Marta López, born: "1992-03-04", pronouns: she/her, is: {dani: parent},
     reach: [{kind: phone, value: 085 555 4472, text_ok: "yes"}]}
  - {key: dani, name: Dani López, born: "2011", role: child}
home: {label: Flat near the quay, members: {marta: head, dani: child}}
events:
  - {do: contact, day: 3, by: supervisor, mode: call, who: [marta], text: "She rang back."}
  - {do: contact, day: 4, mode: visit, who: [marta], text: "First visit.", said: "I just need someone.", said_by: marta,
     next: {what: rings the landlord, in: 3}}
  - {do: contact, day: 5, mode: call, text: "Rang again.", next: {what: looks for the papers, person: marta}}
  - {do: milestone, day: 6, reached: [person_seen, safety_checked]}
  - do: assessment
    day: 9
    statements:
      - {key: hope, kind: hope, domain: aspirations, own_words: I want my mornings back., said_by: marta}
      - {key: care, kind: strength, domain: work, words: Eight years in care work}
      - {key: rent, kind: need, domain: housing, words: Two months behind, said_by: dani, person: marta}
    looks:
      safety: {said_by: marta, person_rating: 8, worker_rating: 8}
      legal: {state: not_relevant, said_by: marta}
  - {do: finish_assessment, day: 20, later: true}
  - do: plan
    day: 24
    goals:
      - key: rent
        title: Rent paid by us
        own_words: No more letters.
        said_by: marta
        measure: The rent book shows it
        from: [rent, care]
        lines:
          - {key: r1, what: writes to the landlord, known: He answers}
          - {key: r2, owner: person, person: marta, what: takes the rent book, in: 10}
      - {key: rest, title: Quiet mornings, measure: Marta says so, from: [hope]}
    agreed: {marta: {reply: agree}, dani: {reply: partly, words: Only the side door., how: phone}}
  - {do: plan, day: 25, goals: []}
  - {do: consent, key: office, day: 26, who: [marta], regime: gdpr, recipient: Housing office, items: [attendance],
     purpose: coordination, until_in: 60}
  - {do: left, key: office, day: 27, things: {attendance: "She came on Tuesday."}}
  - {do: withdrawn, key: office, day: 28, why: She tells them herself.}
  - {do: consent, key: school, day: 29, who: [marta], regime: gdpr, recipient: School, items: [attendance],
     purpose: coordination, until_in: 60, signed: false}
  - {do: contact, day: 31, mode: call, who: [marta], goals: {rent: 0}, text: "He waits."}
  - {do: done, day: 33, steps: [r1], words: He answered}
  - {do: review, day: 60, with_whom: Marta, person_view: I open the post., worker_view: Good., decision: Keep it.,
     next_in: 60}
  - {do: review, day: 90, with_whom: Marta, person_view: Still well., worker_view: Good., decision: Towards the end.}
  - {do: need_met, day: 100, needs: [rent]}
  - {do: loose_lines, day: 101}
  - {do: goal_end, day: 102, goals: {rent: Paid, rest: She says so}}
  - do: closing
    day: 104
    reasons: [goals_met]
    agreed_with: Marta
    person_view: I have my mornings back.
    said_by: marta
    summary: The rent fell behind, and she pays it again.
    after_care: [{what: Ring Marta, in: 30}, {what: Send a card, in: 40, name: Ms Obi}]
  - {do: appointment, from_today: 2, about: After-care, who: [marta]}
"""

WAITS = """
key: waiting
title: A request that waits
programme: family
days_ago: 0
worker: ""
intake: {at: "00:00", words: The heating is off., person_name: Rana Haddad, safe_call: "yes", urgency: today}
people: []
"""

NOBODY_NAMED = """
key: unnamed
title: Accepted, and nobody carries it yet
programme: family
days_ago: 3
worker: ""
intake: {words: The heating is off., person_name: Rana Haddad, decision: She asks herself.}
people: [{key: rana, name: Rana Haddad}]
"""


def text(story: str) -> dict[str, Any]:
    """A story as the telling takes it."""
    read: dict[str, Any] = yaml.safe_load(story)
    return read
