"""Definer functions of care teams: nobody is let in without ground and end, and a link opens one place alone."""

from __future__ import annotations

from alongside.ground.foundation.guards import GATE, Gate
from alongside.practice.consents.gates import LIVE_CONSENT

MOST_TRIES = 5
"""Wrong codes after which a link is over. A million codes, five tries."""

STANDS = (
    "m.ended_at is null and m.ends_at > statement_timestamp() and (m.consent_id is null or exists ("
    f"select 1 from consents_consent c where c.id = m.consent_id and {LIVE_CONSENT}))"
)
"""A place in a care team holds: not ended, and the consent that it rests on is in force in this statement."""

LINK_LIVES = f"l.ended_at is null and l.expires_at > statement_timestamp() and l.tries < {MOST_TRIES}"

KEEP_SHARED = Gate(
    "keep_shared",
    "member bigint, wanted text, item bigint",
    "returns bigint language plpgsql",
    f"""declare p record; sid bigint; kept record;
begin
  select m.* into p from careteams_careteammember m where m.id = member and {STANDS} for share;
  if p.id is null then
    raise exception 'this place in the care team has ended' using errcode = '42501', hint = 'member_ended';
  end if;
  sid := app.put_share(p.actor_id, p.circle_id, wanted, item, statement_timestamp(), p.ends_at, p.ground,
                       p.ground_words);
  if p.consent_id is not null then
    select c.* into kept from consents_consent c where c.id = p.consent_id for share;
    insert into consents_consentshare (public_id, version, circle_id, level, acl_key, consent_id, share_id)
    values (gen_random_uuid(), 1, p.circle_id, kept.level, 0, kept.id, sid);
  end if;
  return sid;
end""",
    callers=(GATE,),
)
"""Opens one row to a member on the member's own ground, never longer than the place lasts; a consent points to it."""

CARE_TEAM_GROUND = Gate(
    "care_team_ground",
    "cid bigint, who bigint, why text, consent bigint, organisation text, words text, ends timestamptz",
    "returns void language plpgsql",
    f"""declare held record;
begin
  if ends is null or ends <= statement_timestamp() then
    raise exception 'a place in a care team has an end' using errcode = '42501', hint = 'member_until';
  end if;
  if why = 'consent' then
    select * into held from consents_consent c
     where c.id = consent and c.circle_id = cid and c.person_id = who and {LIVE_CONSENT} for share;
    if held.id is null or held.recipient_actor_id is not null
       or lower(trim(held.recipient)) <> lower(trim(organisation)) or not ('plan' = any (held.items)) then
      raise exception 'this consent lets nobody of that name in' using errcode = '42501', hint = 'member_consent';
    end if;
    if held.ends_at < ends then
      raise exception 'the consent ends before' using errcode = '42501', hint = 'member_longer';
    end if;
  elsif why in ('order', 'law') then
    if coalesce(length(trim(words)), 0) < 3 then
      raise exception 'a lawful ground is named' using errcode = '42501', hint = 'member_words';
    end if;
    if not exists (select 1 from access_circle c where c.id = cid and c.kind = 'ordinary') then
      raise exception 'a victim service shares by consent alone' using errcode = '42501', hint = 'share_victim';
    end if;
  else
    raise exception 'without a ground nobody is let in' using errcode = '42501', hint = 'member_ground';
  end if;
end""",
    callers=(GATE,),
)

ADD_MEMBER = Gate(
    "add_member",
    "kase bigint, who bigint, called text, organisation text, does text, reach text, known text, why text, "
    "consent bigint, words text, was_told boolean, why_not text, begins date, until date, ends timestamptz",
    "returns bigint language plpgsql",
    """declare cid bigint; aid bigint; mid bigint; u bigint := app.uid();
begin
  select k.circle_id into cid from cases_case k where k.id = kase;
  if u is null or cid is null or not app.may_rule_circle(cid) then
    raise exception 'this reader may not let others into this circle' using errcode = '42501';
  end if;
  perform app.care_team_ground(cid, who, why, consent, organisation, words, ends);
  insert into access_actor (public_id, version, kind, name)
  values (gen_random_uuid(), 1, 'partner', left(called || ', ' || organisation, 200)) returning id into aid;
  insert into careteams_careteammember (public_id, version, circle_id, level, acl_key, case_id, person_id, actor_id,
    name, organisation, role, reach, known_as, ground, consent_id, ground_words, told, not_told_why, from_on, until_on,
    ends_at, added_by_id)
  values (gen_random_uuid(), 1, cid, 1, 0, kase, who, aid, called, organisation, does, coalesce(reach, ''), known, why,
    case when why = 'consent' then consent end, coalesce(words, ''), was_told, coalesce(why_not, ''), begins, until,
    ends, u)
  returning id into mid;
  perform app.keep_shared(mid, 'careteams_careteammember', mid);
  return mid;
end""",
)
"""Refuses without authority over the circle, ground and end, on a consent that does not name them or not the plan."""

MOVE_MEMBER_END = Gate(
    "move_member_end",
    "member bigint, until date, ends timestamptz",
    "returns boolean language plpgsql",
    f"""declare p record;
begin
  select m.* into p from careteams_careteammember m where m.id = member and {STANDS} for update;
  if p.id is null or not app.may_rule_circle(p.circle_id) then return false; end if;
  perform app.care_team_ground(p.circle_id, p.person_id, p.ground, p.consent_id, p.organisation, p.ground_words, ends);
  update careteams_careteammember set until_on = until, ends_at = ends, version = version + 1 where id = p.id;
  update access_share s set valid_until = ends where s.actor_id = p.actor_id and s.valid_until = p.ends_at;
  update careteams_partnerlink l set expires_at = ends where l.member_id = p.id and l.expires_at > ends;
  return true;
end""",
)

END_MEMBER = Gate(
    "end_member",
    "member bigint",
    "returns boolean language plpgsql",
    """declare p record; u bigint := app.uid();
begin
  select m.* into p from careteams_careteammember m where m.id = member and m.ended_at is null for update;
  if p.id is null or not app.may_rule_circle(p.circle_id) then return false; end if;
  update careteams_careteammember set ended_at = statement_timestamp(), ended_by_id = u, version = version + 1
   where id = p.id;
  update access_share s set valid_until = statement_timestamp(), ended_by_id = u
   where s.actor_id = p.actor_id and s.valid_until > statement_timestamp();
  update careteams_partnerlink l set ended_at = statement_timestamp() where l.member_id = p.id and l.ended_at is null;
  update access_accesssession n set ended_at = statement_timestamp()
   where n.actor_id = p.actor_id and n.ended_at is null;
  update access_actor a set ended_at = statement_timestamp() where a.id = p.actor_id;
  return true;
end""",
)

MAKE_LINK = Gate(
    "make_link",
    "member bigint, secret_digest bytea, code_digest bytea, until timestamptz",
    "returns boolean language plpgsql",
    f"""declare p record;
begin
  select m.* into p from careteams_careteammember m where m.id = member and {STANDS} for share;
  if p.id is null or not app.may_rule_circle(p.circle_id) then return false; end if;
  if length(code_digest) = 0 and not exists (select 1 from organisation_agency a where a.demonstration) then
    raise exception 'a link has a code' using errcode = '42501', hint = 'link_code';
  end if;
  perform app.end_links(member);
  insert into careteams_partnerlink (public_id, version, circle_id, level, acl_key, member_id, secret_hash, code_hash,
                                     tries, made_by_id, expires_at)
  values (gen_random_uuid(), 1, p.circle_id, 1, 0, p.id, secret_digest, code_digest, 0, app.uid(),
          least(until, p.ends_at));
  return true;
end""",
)
"""Ends the links that there were. One way in is never enough (R-40): without a code only in a demonstration."""

END_LINKS = Gate(
    "end_links",
    "member bigint",
    "returns int language plpgsql",
    """declare p record; n int;
begin
  select m.* into p from careteams_careteammember m where m.id = member;
  if p.id is null or not app.may_rule_circle(p.circle_id) then return 0; end if;
  update careteams_partnerlink l set ended_at = statement_timestamp() where l.member_id = p.id and l.ended_at is null;
  get diagnostics n = row_count;
  update access_accesssession s set ended_at = statement_timestamp()
   where s.actor_id = p.actor_id and s.kind = 'link' and s.ended_at is null;
  return n;
end""",
)

LINK_ASKS = Gate(
    "link_asks",
    "secret bytea",
    "returns boolean language sql stable",
    f"""  select length(l.code_hash) > 0
    from careteams_partnerlink l join careteams_careteammember m on m.id = l.member_id
   where l.secret_hash = sha256(secret) and {LINK_LIVES} and {STANDS}""",
)
"""Whether a link asks for a code; null for one that is unknown or over."""

OPEN_LINK = Gate(
    "open_link",
    "secret bytea, code text, device_digest bytea, until timestamptz, note_text text",
    "returns boolean language plpgsql",
    f"""declare k record; who bigint;
begin
  select l.* into k from careteams_partnerlink l join careteams_careteammember m on m.id = l.member_id
   where l.secret_hash = sha256(secret) and {LINK_LIVES} and {STANDS} for update of l;
  if k.id is null then return null; end if;
  if length(k.code_hash) > 0 and k.code_hash <> sha256(secret || convert_to(coalesce(code, ''), 'UTF8')) then
    update careteams_partnerlink set tries = tries + 1 where id = k.id;
    return false;
  end if;
  select m.actor_id into who from careteams_careteammember m where m.id = k.member_id;
  insert into access_accesssession (public_id, version, actor_id, kind, secret_hash, expires_at, note)
  values (gen_random_uuid(), 1, who, 'link', device_digest, least(until, k.expires_at), coalesce(note_text, ''));
  update careteams_partnerlink set tries = 0, opened_at = coalesce(opened_at, statement_timestamp()) where id = k.id;
  return true;
end""",
)
"""Opens an entrance for one device. False counts a wrong code; null for a link that is unknown or over."""

COME_IN_BY_LINK = Gate(
    "come_in_by_link",
    "secret bytea, device bytea, request uuid",
    "returns table (actor_id bigint, name text, session_id bigint, powers int) language plpgsql",
    f"""begin
  if not exists (select 1 from careteams_partnerlink l join careteams_careteammember m on m.id = l.member_id
                   join access_accesssession n on n.actor_id = m.actor_id
                  where l.secret_hash = sha256(secret) and {LINK_LIVES} and {STANDS}
                    and n.secret_hash = sha256(device) and n.kind = 'link') then
    return;
  end if;
  return query select b.actor_id, b.name, b.session_id, b.powers from app.begin_session(device, request) b;
end""",
)
"""``begin_session`` for a device at its own link, while link, place and consent hold in this statement."""

GATES = (
    KEEP_SHARED,
    CARE_TEAM_GROUND,
    ADD_MEMBER,
    MOVE_MEMBER_END,
    END_MEMBER,
    END_LINKS,
    MAKE_LINK,
    LINK_ASKS,
    OPEN_LINK,
    COME_IN_BY_LINK,
)
