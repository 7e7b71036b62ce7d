"""What no human judgment is due for is forgotten by the house each night: drafts, expired ways in, ledgers, receipts.

Nothing goes that a legal hold covers; where it cannot be told whom something concerns, any hold that stands keeps it.
``rules`` is the period of each class (ISO 8601) as the rules file has it; null is for ever.
"""

from __future__ import annotations

from alongside.agency.access.gates.asking import HOUSE
from alongside.ground.foundation.guards import APP, ERASER, GATE, Gate
from alongside.oversight.disposals.gates.holding import ALONE, NOW, UUID

FROM_HERE = (GATE, ERASER)
UUIDS = f"'{UUID}'"
NUMBERS = "regexp_split_to_array({0}, '[^[:alnum:]-]+')"

NAMED_RECORDS = Gate(
    "named_records",
    "said text",
    "returns table (held boolean) language plpgsql stable",
    f"""declare names uuid[] := array(select m[1]::uuid from regexp_matches(said, {UUIDS}, 'g') m);
begin
  return query select app.held_circle(k.circle_id) from cases_case k where k.public_id = any (names)
     union all select app.held_circle(i.circle_id) from intakes_intake i where i.public_id = any (names)
     union all select app.held_person(p.id) from people_person p where p.public_id = any (names);
end""",
    callers=FROM_HERE,
)
"""The cases, requests and people whose outside names stand in a text, and whether a hold stands on each."""

HELD_NAMED = Gate(
    "held_named",
    "said text",
    "returns boolean language sql stable",
    "  select app.any_hold() and exists (select 1 from app.named_records(said) n where n.held)",
    callers=FROM_HERE,
)
"""Whether a text names a record on which a hold stands."""

HELD_TEXT = Gate(
    "held_text",
    "said text",
    "returns boolean language sql stable",
    "  select app.any_hold() and coalesce((select bool_or(n.held) from app.named_records(said) n), true)",
    callers=FROM_HERE,
)
"""The same, and so too where a text names no record and any hold stands."""

HELD_ABOUT = Gate(
    "held_about",
    "said text",
    "returns boolean language sql stable",
    f"""  select app.any_hold() and coalesce((select bool_or(app.held_circle(k.circle_id)) from cases_case k
           where k.number = any ({NUMBERS.format("said")})), true)""",
    callers=FROM_HERE,
)
"""Whether a text names by its number a case on which a hold stands, or names none while any hold stands."""

HELD_IMPORT = Gate(
    "held_import",
    "became text, which bigint",
    "returns boolean language plpgsql stable",
    """begin
  if not app.any_hold() then return false; end if;
  return case
    when became in ('people', 'person') then coalesce((
      select app.held_person(coalesce(p.merged_into_id, p.id)) from people_person p where p.id = which), true)
    when became = 'case' then coalesce((
      select app.held_circle(k.circle_id) from cases_case k where k.id = which), true)
    when became = 'household' then coalesce((
      select app.held_circle(h.circle_id) from people_household h where h.id = which), true)
    else true end;
end""",
    callers=FROM_HERE,
)
"""Whether a hold stands on what an imported row became, or on anything where that cannot be told."""

SWEEP_DRAFTS = Gate(
    "sweep_drafts",
    "before timestamptz",
    "returns int language plpgsql",
    """declare n int; more int;
begin
  delete from drafts_draft d where d.saved_at < before and not app.held_text(d.key || ' ' || d.url);
  get diagnostics n = row_count;
  delete from drafts_submission s where s.created_at < before and not app.held_text(s.key || ' ' || s.outcome);
  get diagnostics more = row_count;
  return n + more;
end""",
    owner=ERASER,
    callers=(ERASER,),
)

SWEEP_INVITATIONS = Gate(
    "sweep_invitations",
    "before timestamptz",
    "returns int language plpgsql",
    """declare n int;
begin
  delete from staff_invitation i where i.expires_at < before and not app.held_worker(i.worker_id);
  get diagnostics n = row_count;
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)

SWEEP_IMPORTS = Gate(
    "sweep_imports",
    "before timestamptz",
    "returns int language plpgsql",
    """declare n int; more int;
begin
  delete from imports_importedrow i where i.created_at < before
     and not exists (select 1 from imports_importrun r where r.actor_id = i.actor_id and r.system = i.system
                        and not r.dry_run and greatest(r.created_at, r.finished_at) >= before)
     and not app.held_import(i.kind, i.row_id);
  get diagnostics n = row_count;
  delete from imports_importrun r where greatest(r.created_at, r.finished_at) < before
     and not exists (select 1 from imports_sheetrow s where s.run_id = r.id)
     and not exists (select 1 from imports_upload u where u.run_id = r.id)
     and not (app.any_hold() and exists (
           select 1 from imports_importedrow i where i.actor_id = r.actor_id and i.system = r.system
              and i.created_at < before));
  get diagnostics more = row_count;
  return n + more;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""A system that still sends rows keeps what is remembered of them, or all of them would come in once more."""

SWEEP_EXPORTS = Gate(
    "sweep_exports",
    "before timestamptz",
    "returns int language plpgsql",
    f"""declare n int;
begin
  delete from exports_export e where e.created_at < before and not app.held_about(e.about)
     and not exists (select 1 from cases_case k where k.number = any ({NUMBERS.format("e.about")}));
  get diagnostics n = row_count;
  return n;
end""",
    owner=ERASER,
    callers=(ERASER,),
)
"""A receipt stays as long as the case that it names."""

SWEEP = Gate(
    "sweep_rests",
    "rules jsonb, today timestamptz",
    "returns jsonb language plpgsql",
    f"""declare done jsonb := '{{}}'; t record; n int;
begin
  if not {HOUSE} then
    raise exception 'only the house sweeps' using errcode = '42501';
  end if;
  {ALONE};
  for t in select r.key as name, today - (r.value #>> '{{}}')::interval as before
             from jsonb_each(rules) r where r.value #>> '{{}}' is not null
              and r.key in ('drafts', 'invitations', 'imports', 'exports') loop
    execute format('select app.%I($1)', 'sweep_' || t.name) into n using t.before;
    done := done || jsonb_build_object(t.name, n);
  end loop;
  update access_history set before = null where before is not null and {NOW};
  return done;
end""",
    owner=ERASER,
    callers=(APP, GATE),
)
"""Forget what is over the period of its class; how many rows of each. History keeps that it went, no word of it."""

SWEEPING_GATES = (
    NAMED_RECORDS,
    HELD_NAMED,
    HELD_TEXT,
    HELD_ABOUT,
    HELD_IMPORT,
    SWEEP_DRAFTS,
    SWEEP_INVITATIONS,
    SWEEP_IMPORTS,
    SWEEP_EXPORTS,
    SWEEP,
)
