"""Definer functions for after a restore: what was disposed of since the backup is erased again before anybody works.

Only the administrator of the database may call it. Nothing is asked again: two people agreed once, and their list
outside the database says so under the signature of this installation.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import ERASER, Gate
from alongside.oversight.disposals.gates.deciding import OPERATOR

NAMED = "array(select s.{0} from {1} s where app.tombstone('{2}', s.public_id::text) = any (names))"

ERASE_AGAIN = Gate(
    "erase_again",
    "disposal uuid, digests jsonb, rules jsonb",
    "returns jsonb language plpgsql",
    f"""declare did bigint; done jsonb; circles bigint[]; persons bigint[]; logs bigint[]; things jsonb; names text[];
begin
  if not {OPERATOR} then
    raise exception 'only the administrator erases again' using errcode = '42501', hint = 'authority';
  end if;
  if exists (select 1 from disposals_disposal d where d.public_id = disposal and d.state = 'done') then
    return null;
  end if;
  select d.id into did from disposals_disposal d where d.public_id = disposal;
  if did is null then
    insert into disposals_disposal (public_id, version, ground, reference, state, plan, answer, problem, certificate,
                                    digest, key, signature)
    values (disposal, 1, 'due', '', 'done', '{{}}', '', '', '{{}}', '', '', '') returning id into did;
  end if;
  delete from disposals_disposalitem i where i.disposal_id = did;
  update disposals_disposal set state = 'done', proposed_by_id = null, decided_by_id = null where id = did;
  names := array(select jsonb_array_elements_text(digests -> 'circle'));
  circles := {NAMED.format("id", "access_circle", "circle")};
  names := array(select jsonb_array_elements_text(digests -> 'person'));
  persons := {NAMED.format("id", "people_person", "person")};
  names := array(select jsonb_array_elements_text(digests -> 'log'));
  logs := {NAMED.format("id", "access_circle", "circle")};
  names := array(select jsonb_array_elements_text(digests -> 'staff'));
  things := jsonb_build_object('staff', {NAMED.format("id", "staff_worker", "staff")});
  names := array(select jsonb_array_elements_text(digests -> 'breach'));
  things := things || jsonb_build_object('breach', {NAMED.format("id", "breaches_breach", "breach")});
  names := array(select jsonb_array_elements_text(digests -> 'request'));
  things := things || jsonb_build_object('request', {NAMED.format("id", "requests_recordrequest", "request")});
  names := array(select jsonb_array_elements_text(digests -> 'year'));
  things := things || jsonb_build_object('year', array(
    select y from generate_series(1970, extract(year from current_date)::int) y
     where app.tombstone('year', y::text) = any (names)));
  done := app.erase(did, circles, persons, logs, things, rules);
  return done || jsonb_build_object('id', did);
end""",
    owner=ERASER,
    callers=(ERASER,),
)

RESTORING_GATES = (ERASE_AGAIN,)
