"""How people may be told something by whoever sees no records: what is safe, never the number or the address.

A privacy officer writes letters about a record she does not see (ruling 22). Before one goes, the house must be able to
say whether a letter is safe there (R-28). Whatever a programme for victims holds stays as if it were not there, and a
place that hides is answered for without its label.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import READS_LOGS, SAFE_LOCATION

COVERED_POINTS = Gate(
    "covered_points",
    "people bigint[]",
    "returns table (id bigint, person_id bigint, kind text, label text, level int, call_ok text, text_ok text, "
    "voicemail_ok text, letter_ok text, hours_from time, hours_until time, say_as text, asked_on date, review_on date) "
    "language plpgsql stable",
    f"""#variable_conflict use_column
begin
  return query select c.id, c.person_id, c.kind::text,
         case when c.level = {SAFE_LOCATION} then '' else c.label::text end, c.level::int,
         c.call_ok::text, c.text_ok::text, c.voicemail_ok::text, c.letter_ok::text,
         c.hours_from, c.hours_until, c.say_as::text, c.asked_on, c.review_on
    from people_contactpoint c join people_person p on p.id = c.person_id join access_circle o on o.id = c.circle_id
   where app.powers() & {READS_LOGS} <> 0 and c.person_id = any(people) and c.ended_on is null
     and o.kind = 'ordinary' and not p.sealed and not app.barred_from(c.person_id)
   order by c.id desc;
end""",
)

REACHING_GATES = (COVERED_POINTS,)
