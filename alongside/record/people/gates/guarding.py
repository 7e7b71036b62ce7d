"""What must not leave in a text: the hidden addresses of the people whom a circle concerns, still encrypted."""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import SAFE_LOCATION

COLUMNS = (
    "returns table (held_in text, public_id uuid, person_id bigint, kind text, value text, key_id bigint, "
    "key_circle bigint, wrapped bytea, master text) language plpgsql stable"
)
HIDDEN = f"""select 'people_contactpoint' as held_in, p.public_id, p.person_id, p.kind, p.value, p.id
    from people_contactpoint p where p.level = {SAFE_LOCATION} and p.ended_on is null
   union all
  select 'people_placement', p.public_id, p.person_id, 'place', p.place, p.id
    from people_placement p
   where p.level = {SAFE_LOCATION} and p.withdrawn_on is null and p.until_precision = '' and p.place <> ''"""
"""Ways to reach somebody and places they live at that must stay hidden, as long as they hold."""
KEY = "join keys_circlekey k on k.id::text = split_part(p.value, '.', 2) and k.wrapped is not null"

PROTECTED_POINTS = Gate(
    "protected_points",
    "cid bigint",
    COLUMNS,
    f"""begin
  if not app.sees_circle(cid) then return; end if;
  return query
  select p.held_in, p.public_id, p.person_id, p.kind::text, p.value, k.id, k.circle_id, k.wrapped, k.master::text
    from access_circlesubject s join ({HIDDEN}) p on p.person_id = s.person_id {KEY}
   where s.circle_id = cid order by p.held_in, p.id;
end""",
)
"""Wherever it is kept: whoever writes about a person need not know her address to give it away by accident. What comes
back is encrypted, and opens only with a master key that the database does not hold."""

PROTECTED_EVERYWHERE = Gate(
    "protected_everywhere",
    "",
    COLUMNS,
    f"""begin
  if app.uid() is null then return; end if;
  return query
  select p.held_in, p.public_id, p.person_id, p.kind::text, p.value, k.id, k.circle_id, k.wrapped, k.master::text
    from ({HIDDEN}) p {KEY}
   where exists (select 1 from access_circlesubject s where s.person_id = p.person_id and app.sees_circle(s.circle_id))
   order by p.held_in, p.id;
end""",
)
"""The same for everybody whom the reader may see at all: for what leaves of many cases at once, such as a list."""

GUARDING_GATES = (PROTECTED_POINTS, PROTECTED_EVERYWHERE)
