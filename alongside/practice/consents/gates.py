"""What the database itself keeps: a consent stays as signed, its end ends its shares, a report is never blocked."""

from __future__ import annotations

from alongside.ground.foundation.guards import APP, Gate, PlainSql

LIVE_CONSENT = (
    "c.signed_at is not null and c.withdrawn_at is null and c.refused_at is null and c.replaced_at is null "
    "and (c.ends_at is null or c.ends_at > statement_timestamp())"
)

SHARE_BY_CONSENT = Gate(
    "share_by_consent",
    "consent bigint, who bigint, wanted text, item bigint, until timestamptz",
    "returns bigint language plpgsql",
    f"""declare held record; sid bigint; last timestamptz;
begin
  select * into held from consents_consent c where c.id = consent and {LIVE_CONSENT} for share;
  if held.id is null or held.recipient_actor_id is distinct from who then
    raise exception 'this consent allows no such share' using errcode = '42501', hint = 'share_consent';
  end if;
  last := least(coalesce(until, held.ends_at, statement_timestamp() + interval '1 year'),
                coalesce(held.ends_at, 'infinity'));
  sid := app.put_share(who, held.circle_id, wanted, item, statement_timestamp(), last, 'consent', '');
  insert into consents_consentshare (public_id, version, circle_id, level, acl_key, consent_id, share_id)
  values (gen_random_uuid(), 1, held.circle_id, held.level, 0, held.id, sid);
  return sid;
end""",
)

KEEP_CONSENT = Gate(
    "keep_consent",
    "",
    "returns trigger language plpgsql",
    """declare
  ending text[] := array['acl_key', 'version', 'withdrawn_at', 'withdrawn_how', 'withdrawn_why', 'replaced_at',
                         'copy_given', 'paper_id'];
begin
  if exists (select 1 from people_merge m
              where (old.person_id, new.person_id) in ((m.lose_id, m.keep_id), (m.keep_id, m.lose_id))) then
    ending := ending || 'person_id'::text;
  end if;
  if (old.signed_at is not null or old.refused_at is not null)
     and to_jsonb(new) - ending is distinct from to_jsonb(old) - ending then
    raise exception 'a signed consent stays as it was signed' using errcode = '42501', hint = 'signed';
  end if;
  if (old.withdrawn_at is not null and new.withdrawn_at is distinct from old.withdrawn_at)
     or (old.replaced_at is not null and new.replaced_at is distinct from old.replaced_at) then
    raise exception 'what was taken back stays taken back' using errcode = '42501', hint = 'withdrawn';
  end if;
  if new.withdrawn_at is not null or new.replaced_at is not null then
    update access_share s set valid_until = statement_timestamp(), ended_by_id = app.uid()
     where s.valid_until > statement_timestamp()
       and s.id in (select l.share_id from consents_consentshare l where l.consent_id = new.id);
  end if;
  return new;
end""",
    callers=(APP,),
)

REPORT_WORRY = Gate(
    "report_worry",
    "case_public uuid, person_public uuid, told_whom text, words text, danger boolean, receipt_words text, "
    "told_person boolean, why_not text, spoke_at timestamptz",
    "returns uuid language plpgsql",
    """declare cid bigint; kid bigint; pid bigint; did bigint; name uuid; u bigint := app.uid();
begin
  select k.id, k.circle_id into kid, cid from cases_case k where k.public_id = case_public;
  if cid is null or not app.sees_circle(cid) then
    raise exception 'no such case' using errcode = '42501', hint = 'absent';
  end if;
  select p.id into pid from people_person p join access_circlesubject s on s.person_id = p.id and s.circle_id = cid
   where p.public_id = person_public;
  if pid is null then raise exception 'no such person' using errcode = '42501', hint = 'absent'; end if;
  insert into consents_disclosure (public_id, version, circle_id, level, acl_key, case_id, person_id, ground,
      ground_words, recipient, purpose, purpose_words, way, at, notice, danger_now, receipt, told, not_told_why,
      recorded_at, by_id)
  values (gen_random_uuid(), 1, cid, 2, 0, kid, pid, 'report', '', told_whom, 'other', '', 'phone', spoke_at, '',
      danger, receipt_words, told_person, why_not, statement_timestamp(), u)
  returning id, public_id into did, name;
  insert into consents_discloseditem (public_id, version, circle_id, level, acl_key, disclosure_id, item, text, digest)
  values (gen_random_uuid(), 1, cid, 2, 0, did, 'notes', words, encode(sha256(convert_to(words, 'UTF8')), 'hex'));
  return name;
end""",
)

TRIGGERS = PlainSql(
    (
        "drop trigger if exists keep_consent on consents_consent",
        "create trigger keep_consent before update on consents_consent for each row execute function "
        "app.keep_consent()",
    )
)

GATES = (SHARE_BY_CONSENT, KEEP_CONSENT, REPORT_WORRY, TRIGGERS)
