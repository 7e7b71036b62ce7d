"""Counting a programme without seeing its records.

An evaluator counts ordinary programmes. A programme for victims is counted by whoever supervises a team of it and by
nobody else, so that no number outside moves by what it does (Practice B12.4). Notes of counselling and of substance
use treatment are not counted: that there are any must show nowhere (R-25).
"""

from __future__ import annotations

from alongside.ground.foundation.guards import Gate
from alongside.ground.foundation.reader import EVALUATES, ORDINARY, RESTRICTED

MAY_COUNT = f"""(exists (select 1 from organisation_programmeteam s where s.programme_id = %s
                        and s.team_id = any (app.supervises()))
  or (app.powers() & {EVALUATES} <> 0 and exists (select 1 from organisation_programme g
       where g.id = %s and g.kind = 'ordinary')))"""

AGE = """case when f.age is null then 'unknown' when f.age < 18 then 'child' when f.age < 25 then 'young'
              when f.age < 65 then 'adult' else 'older' end"""
"""A case may begin before a child is born."""
BAND = """case when s.age_band in ('0-5', '6-12', '13-17') then 'child' when s.age_band = '18-24' then 'young'
              when s.age_band in ('25-44', '45-64') then 'adult' when s.age_band = '65+' then 'older'
              else 'unknown' end"""
QUARTER = """to_char({0}, 'YYYY-"Q"Q')"""


def _cases(part: str, column: str, kept: str) -> str:
    """Cases of a programme by the quarter of a day and by age, those that were disposed of too."""
    return f"""select '{part}', {QUARTER.format(column)}, {AGE}
      from cases_case k left join lateral (
        select extract(year from age(k.opened_on, p.born_on)) as age from cases_participant t
          join people_person p on p.id = t.person_id where t.case_id = k.id
         order by t.focus desc, t.id limit 1) f on true
     where k.programme_id = programme and {column} between first_day and last_day
    union all
    select '{part}', s.{kept}, {BAND} from disposals_casestatistic s
     where s.programme_id = programme
       and s.{kept} between {QUARTER.format("first_day")} and {QUARTER.format("last_day")}"""


COUNT_PROGRAMME = Gate(
    "count_programme",
    "programme bigint, first_day date, last_day date",
    "returns table (part text, line text, col text, n bigint) language plpgsql stable",
    f"""#variable_conflict use_variable
begin
  if not {MAY_COUNT % ("programme", "programme")} then
    return;
  end if;
  return query select c.part, c.line, c.col, count(*) from (
    {_cases("began", "k.opened_on", "opened")}
    union all
    {_cases("ended", "k.closed_on", "closed")}
    union all
    select 'contacts', {QUARTER.format("d.day")}, c.mode::text
      from contacts_contact c join cases_case k on k.id = c.case_id cross join organisation_agency g
      cross join lateral (select (c.at at time zone g.time_zone)::date as day) d
     where k.programme_id = programme and c.mode <> 'missed' and c.level in ({ORDINARY}, {RESTRICTED})
       and d.day between first_day and last_day
       and not exists (select 1 from contacts_contactremoval r where r.contact_id = c.id and r.person_id is null)
  ) as c (part, line, col) group by 1, 2, 3;
end""",
)

GATES = (COUNT_PROGRAMME,)
