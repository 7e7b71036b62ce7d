"""Definer functions of the tokens room: a program comes in; a token ends."""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import ADMINISTERS

COME_IN_BY_TOKEN = Gate(
    "come_in_by_token",
    "secret bytea, request uuid, today date",
    "returns table (actor_id bigint, kind text, name text, session_id bigint, powers int, teams bigint[], "
    "index_teams bigint[], supervises bigint[], worker_id bigint, roles text[], agency jsonb, token_id bigint, "
    "scopes text[]) language plpgsql",
    """declare tid bigint; allowed text[];
begin
  select t.id, t.scopes::text[] into tid, allowed
    from tokens_token t join access_accesssession n on n.id = t.session_id
   where n.secret_hash = sha256(secret) and n.kind = 'token' and t.ended_at is null;
  if tid is null then return; end if;
  update tokens_token t set last_used_on = today where t.id = tid and t.last_used_on is distinct from today;
  return query select c.*, tid, allowed from app.come_in(secret, request, today) c;
end""",
)
"""``come_in`` for the secret of a token, and with it what the token may do; nothing for any other secret."""

END_TOKEN = Gate(
    "end_token",
    "token_public uuid",
    "returns boolean language plpgsql",
    f"""declare sid bigint;
begin
  select t.session_id into sid from tokens_token t
   where t.public_id = token_public and t.ended_at is null
     and (t.actor_id = app.uid() or app.powers() & {ADMINISTERS} <> 0) for update;
  if sid is null then return false; end if;
  update tokens_token set ended_at = statement_timestamp() where session_id = sid;
  update access_accesssession set ended_at = statement_timestamp() where id = sid and ended_at is null;
  return true;
end""",
)

GATES = (COME_IN_BY_TOKEN, END_TOKEN)
