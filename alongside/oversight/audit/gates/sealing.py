"""Definer functions of sealing: digests of entries, the horizon, adding a seal.

The application never gets the entries themselves by this road, only their digests. The text of an entry is
``row(...)::text`` of the columns named here, times in UTC, so that anybody can compute it again.
"""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate

HISTORY_COLUMNS = (
    "id, at, epoch, txid, table_name, row_id, verb, before, actor_id, session_id, request_id, why, circle_id, level, "
    "person_id"
)
"""All of a change but ``acl_key``, which is derived from the circle's team and follows it."""
READING_COLUMNS = (
    "id, at, epoch, txid, actor_id, session_id, request_id, act, circle_id, person_ids, object_kind, object_ids, "
    "ground, grant_id, result, asked"
)
HISTORY_LEFT = HISTORY_COLUMNS.replace(" before,", " null::jsonb,").replace(" why,", " ''::text,")
"""What is left of a change whose words were disposed of."""
RANGE = "epoch = {0} and txid >= {1} and txid < {2}"


def text_of(columns: str) -> str:
    """The SQL of an entry's canonical text."""
    return f"row({columns})::text"


def packed(epoch: str, begins: str, ends: str) -> str:
    """The SQL that answers all leaves of a range as one string of bytes, 41 for each, in order, and nothing for none.

    A leaf is the log's letter, the entry's number (8 bytes, big-endian) and the SHA-256 of its text. Where a disposal
    took the words of an entry, the digest that was kept then stands for it.
    """
    within = RANGE.format(epoch, begins, ends)
    return f"""  with gone as (
    select distinct on (letter, entry) letter, entry, leaf from audit_erasedleaf where {within}
     order by letter, entry, id
  ) select coalesce(string_agg(e.leaf, ''::bytea order by e.letter, e.id), ''::bytea) from (
    select 'h' as letter, id, 'h'::bytea || int8send(id)
           || sha256(convert_to({text_of(HISTORY_COLUMNS)}, 'UTF8')) as leaf
      from access_history where {within} and not exists (select 1 from gone g where g.letter = 'h' and g.entry = id)
    union all
    select 'r', id, 'r'::bytea || int8send(id)
           || sha256(convert_to({text_of(READING_COLUMNS)}, 'UTF8'))
      from access_reading where {within} and not exists (select 1 from gone g where g.letter = 'r' and g.entry = id)
    union all
    select g.letter, g.entry, convert_to(g.letter, 'UTF8') || int8send(g.entry) || g.leaf from gone g) e"""


def misdated(epoch: str, begins: str, ends: str, earliest: str, latest: str) -> str:
    """The SQL that answers the first entry of a range whose time lies outside of what its seal allows."""
    within = RANGE.format(epoch, begins, ends) + f" and not (at >= {earliest} and at <= {latest})"
    return f"""  select e.letter, e.id, e.at from (
    select 'h' as letter, id, at from access_history where {within}
    union all select 'r', id, at from access_reading where {within}) e order by e.letter, e.id limit 1"""


STRAY = """  select e.letter, e.id, e.epoch, e.txid from (
    select 'h' as letter, id, epoch, txid from access_history
    union all select 'r', id, epoch, txid from access_reading) e
   where not exists (select 1 from app.audit_epoch p where p.number = e.epoch) and e.epoch <> 0
      or e.txid < 0 or e.txid >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint and e.epoch = here
   order by e.letter, e.id limit 1"""
"""An entry that says it is of a life of the server that never was, or of a transaction that is still to come."""

ERASED_TEXT = (
    "convert_to(letter, 'UTF8') || int8send(entry) || int4send(epoch) || int8send(txid) || leaf "
    "|| coalesce('\\x01'::bytea || remains, '\\x00'::bytea)"
)
"""What is digested of one erased leaf."""
ERASURES = f"""  select coalesce(e.id, x.erasure_id), coalesce(e.disposal, '00000000-0000-0000-0000-000000000000'),
         coalesce(e.at, now()), coalesce(e.leaves, 0), coalesce(e.digest, '')::text, coalesce(e.key, '')::text,
         coalesce(e.signature, '')::text, coalesce(x.leaves, 0),
         coalesce(x.digest, encode(sha256(''::bytea), 'hex'))
    from audit_erasure e full join (
      select erasure_id, count(*)::int as leaves,
             encode(sha256(string_agg({ERASED_TEXT}, ''::bytea order by letter, entry)), 'hex') as digest
        from audit_erasedleaf group by erasure_id) x on x.erasure_id = e.id order by 1"""
"""Every erasure as it was signed, beside what its leaves say now."""

REMAINS = f"""  select e.letter, e.entry from (
    select distinct on (letter, entry) letter, entry, remains from audit_erasedleaf order by letter, entry, id desc) e
    left join access_history h on e.letter = 'h' and h.id = e.entry
    left join access_reading r on e.letter = 'r' and r.id = e.entry
   where e.remains is distinct from case
      when h.id is not null then (select sha256(convert_to({text_of(HISTORY_COLUMNS)}, 'UTF8'))
                                    from access_history where id = h.id)
      when r.id is not null then (select sha256(convert_to({text_of(READING_COLUMNS)}, 'UTF8'))
                                    from access_reading where id = r.id) end
   order by e.letter, e.entry limit 1"""
"""The first entry that is not what its disposal left of it: changed since, come back, or gone without a disposal."""

AUDIT_ERASURES = Gate(
    "audit_erasures",
    "",
    "returns table (id bigint, disposal uuid, at timestamptz, leaves int, digest text, key text, signature text, "
    "found_leaves int, found_digest text) language plpgsql stable",
    f"""#variable_conflict use_column
begin
  if not app.is_house() then return; end if;
  return query {ERASURES.strip()};
end""",
)

AUDIT_REMAINS = Gate(
    "audit_remains",
    "",
    "returns table (letter text, entry bigint) language plpgsql stable "
    "set timezone to 'UTC' set datestyle to 'ISO, YMD'",
    f"""#variable_conflict use_column
begin
  if not app.is_house() then return; end if;
  return query select x.letter::text, x.entry from ({REMAINS.strip()}) x;
end""",
)

AUDIT_LEAVES = Gate(
    "audit_leaves",
    "e bigint, begins bigint, ends bigint",
    "returns bytea language sql stable set timezone to 'UTC' set datestyle to 'ISO, YMD'",
    f"{packed('e::int', 'begins', 'ends')} where app.is_house()",
)

AUDIT_MISDATED = Gate(
    "audit_misdated",
    "e bigint, begins bigint, ends bigint, earliest timestamptz, latest timestamptz",
    "returns table (letter text, id bigint, at timestamptz) language sql stable",
    f"  select m.* from ({misdated('e::int', 'begins', 'ends', 'earliest', 'latest')}) m where app.is_house()",
)

AUDIT_STRAY = Gate(
    "audit_stray",
    "",
    "returns table (letter text, id bigint, epoch int, txid bigint) language sql",
    f"  select s.* from (select app.epoch() as here) n, lateral (\n{STRAY}) s where app.is_house()",
)

AUDIT_RANGES = Gate(
    "audit_ranges",
    "most int",
    "returns table (epoch int, begins bigint, ends bigint, waiting bigint, oldest timestamptz) language plpgsql",
    """declare here int := app.epoch(); r record; far bigint; edge bigint;
begin
  if not app.is_house() and app.powers() & 128 = 0 then return; end if;
  for r in select n.number, coalesce(max(s.txid_until), 0) as last
             from (select 0 as number union select p.number from app.audit_epoch p) n
             left join audit_seal s on s.epoch = n.number group by n.number order by n.number loop
    far := case when r.number = here then pg_snapshot_xmin(pg_current_snapshot())::text::bigint
                else 9223372036854775807 end;
    epoch := r.number; begins := r.last; ends := far;
    select count(*), min(w.at), (array_agg(w.txid order by w.txid))[most] into waiting, oldest, edge from (
      select h.txid, h.at from access_history h where h.epoch = r.number and h.txid >= r.last and h.txid < far
      union all
      select g.txid, g.at from access_reading g where g.epoch = r.number and g.txid >= r.last and g.txid < far) w;
    if edge is not null and waiting > most then ends := edge + 1; end if;
    if waiting > 0 then return next; end if;
  end loop;
end""",
)
"""What waits to be sealed: one range of final transactions for each life of the server, cut after ``most`` entries.

A transaction before ``pg_snapshot_xmin`` is over, so that nothing can be added to the range any more; an older one
that is still open holds the horizon back.
"""

ADD_SEAL = Gate(
    "add_seal",
    "seal jsonb, leaf_bytes bytea, signature_text text, digest_text text",
    "returns boolean language plpgsql",
    """declare last audit_seal; reached bigint;
begin
  if not app.is_house() then raise exception 'only the house seals' using errcode = '42501'; end if;
  perform pg_advisory_xact_lock(7218);
  select * into last from audit_seal order by number desc limit 1;
  select coalesce(max(s.txid_until), 0) into reached from audit_seal s where s.epoch = (seal ->> 'epoch')::int;
  if (seal ->> 'number')::int <> coalesce(last.number, 0) + 1
     or seal ->> 'previous' <> coalesce(last.digest, repeat('0', 64))
     or (seal ->> 'from')::bigint <> reached then
    return false;
  end if;
  insert into audit_seal (number, epoch, txid_from, txid_until, entries, root, previous, sealed_at, note, key, digest,
                          signature, leaves)
  values ((seal ->> 'number')::int, (seal ->> 'epoch')::int, (seal ->> 'from')::bigint, (seal ->> 'until')::bigint,
          (seal ->> 'entries')::int, seal ->> 'root', seal ->> 'previous', (seal ->> 'sealed_at')::timestamptz,
          seal ->> 'note', seal ->> 'key', digest_text, signature_text, leaf_bytes);
  return true;
end""",
)
"""False where somebody else has sealed in between: look again."""

NOTE_VERIFICATION = Gate(
    "note_verification",
    "is_well boolean, seal_count int, entry_count bigint, took double precision, said text",
    "returns void language plpgsql",
    """begin
  if not app.is_house() then raise exception 'only the house verifies' using errcode = '42501'; end if;
  insert into audit_verification (well, seals, entries, seconds, words)
  values (is_well, seal_count, entry_count, took, said);
end""",
)

SEALING_GATES = (
    AUDIT_ERASURES,
    AUDIT_REMAINS,
    AUDIT_LEAVES,
    AUDIT_MISDATED,
    AUDIT_STRAY,
    AUDIT_RANGES,
    ADD_SEAL,
    NOTE_VERIFICATION,
)
