"""Raw SQL of the same answers: what a question costs where nothing composes its SQL and nothing makes a frame of it.

In SQLite's words, of a whole branch without a missing month, over the summaries where the question reads them: a floor
that read the rows would be far above what it is to be below.
"""

_SUMS = """coalesce(sum(acquired), 0) acquired, coalesce(sum(received), 0) received,
    coalesce(sum(case when registration_month >= :first then received else 0 end), 0) from_new,
    coalesce(sum(case when registration_month >= :first then 0 else received end), 0) from_earlier"""
_COMPLETE = "from cohort_months where branch_code = :branch and month between :first and :month"
_CALENDAR = (
    "calendar(month) as (select :first union all select date(month, '+1 month') from calendar where month < :month)"
)

TOTALS = f"select {_SUMS} {_COMPLETE}"

BY_MONTH = f"""with recursive {_CALENDAR},
  summed as (select month, {_SUMS} {_COMPLETE} group by month)
select c.month, coalesce(acquired, 0), coalesce(received, 0), coalesce(from_new, 0), coalesce(from_earlier, 0),
  sum(coalesce(received, 0)) over (order by c.month), 0
from calendar c left join summed s on s.month = c.month order by c.month"""

PLACES = """select o.code, o.name, p.wilayah_code, w.name wilayah, w.kind, w.latitude, w.longitude
from offices o join office_places p on p.branch_code = o.branch_code and p.office_code = o.code
  and p.since = (select max(since) from office_places q
    where q.branch_code = o.branch_code and q.office_code = o.code and q.since <= :as_of)
join wilayah w on w.code = p.wilayah_code where o.branch_code = :branch order by o.code"""

BY_OFFICE = f"""with summed as (select office_code, {_SUMS} {_COMPLETE} group by office_code)
select o.code, o.name, o.wilayah_code, wilayah, kind,
  coalesce(acquired, 0), coalesce(received, 0), coalesce(from_new, 0), coalesce(from_earlier, 0)
from ({PLACES}) o left join summed s on s.office_code = o.code order by o.code"""

BY_WILAYAH = f"""with summed as (select wilayah_code, {_SUMS} {_COMPLETE} group by wilayah_code),
  placed as (select wilayah_code, count(*) offices from ({PLACES}) group by wilayah_code)
select w.code, w.name, kind, latitude, longitude, coalesce(offices, 0), coalesce(acquired, 0),
  coalesce(received, 0), coalesce(from_new, 0), coalesce(from_earlier, 0)
from wilayah w left join placed p on p.wilayah_code = w.code left join summed s on s.wilayah_code = w.code
where offices is not null or acquired is not null order by w.code"""

BY_SECTOR = f"""select sector, {_SUMS}, sector {_COMPLETE} and (acquired > 0 or received > 0)
group by sector order by acquired desc, sector"""


def _threshold(name: str) -> str:
    return f"""(select value from rules where branch_code = :branch and name = '{name}' and valid_from <= :as_of
    order by valid_from desc limit 1)"""


def _months(later: str, earlier: str) -> str:
    return f"""((strftime('%Y', {later}) - strftime('%Y', {earlier})) * 12
    + strftime('%m', {later}) - strftime('%m', {earlier}))"""


_STANDINGS = f"""
rule as (select {_threshold("dormant_after_months")} keep, {_threshold("removal_needs_no_contributions")} reading),
history as (
  select agent_code, max(case when acquired > 0 then month end) last_acquired,
    max(case when received > 0 then month end) last_received,
    sum(case when month > date(:month, '-' || keep || ' months') then received else 0 end) recently,
    sum(case when month >= :first then acquired else 0 end) acquired,
    sum(case when month >= :first then received else 0 end) received
  from agent_months, rule where branch_code = :branch and month <= :month group by agent_code),
times as (
  select agent_code, min(since) registered_on, max(case when since <= :as_of then since end) service_since
  from services where branch_code = :branch group by agent_code),
recency as (
  select agent_code, sum(case when age < keep then people else 0 end) people, min(age) age
  from agent_recency, rule where branch_code = :branch and as_of_month = :month group by agent_code),
spaced as (
  select agent_code, month, lag(month) over (partition by agent_code order by month) before
  from agent_runs where branch_code = :branch and known_since <= :month),
marked as (
  select agent_code, month, sum(month > :month and (before is null or {_months("month", "before")} > keep))
    over (partition by agent_code order by month) broken
  from spaced, rule),
runs as (
  select agent_code, max(month) last_running, max(case when broken = 0 then month end) unbroken
  from marked group by agent_code),
served as (
  select a.*, p.office_code, o.name office, p.wilayah_code, w.name wilayah, w.kind, last_acquired, last_received,
    t.registered_on, t.service_since, v.until deactivated_on,
    {_months(":month", "t.service_since")} service, {_months(":month", "last_acquired")} idle,
    coalesce(h.acquired, 0) acquired, coalesce(h.received, 0) received, coalesce(recently, 0) recently,
    coalesce(people, 0) people, age, last_running, unbroken
  from agents a
  join postings p on p.branch_code = a.branch_code and p.agent_code = a.code
    and p.since <= :as_of and p.until > :as_of
  join offices o on o.branch_code = a.branch_code and o.code = p.office_code
  join wilayah w on w.code = p.wilayah_code
  join times t on t.agent_code = a.code
  join services v on v.branch_code = a.branch_code and v.agent_code = a.code and v.since = t.service_since
  left join history h on h.agent_code = a.code
  left join recency r on r.agent_code = a.code
  left join runs u on u.agent_code = a.code
  where a.branch_code = :branch),
standings as (
  select served.*, reading, min(service, coalesce(idle, service)) zero,
    case when deactivated_on <= :as_of then 'removed'
      when min(service, coalesce(idle, service)) <= 0 then 'active'
      when min(service, coalesce(idle, service)) < keep then 'slowing'
      when reading = 1 and age < keep then 'dormant_retained'
      when reading = 2 and {_months(":month", "last_received")} < keep then 'dormant_retained'
      else 'due_for_removal' end status,
    date(case reading when 1 then unbroken when 2 then last_received end, '+' || keep || ' months', '-1 day') until,
    date(:month, '-' || min(service, coalesce(idle, service)) || ' months') base,
    case reading when 1 then date(:month, '-' || age || ' months') when 2 then last_received end past, keep + 1 later
  from served, rule)"""

_ROW = """select code, name, office_code, office, wilayah_code, wilayah, kind, registered_on, service_since,
  deactivated_on, status, zero, service, last_acquired, acquired, received, recently, people, age, last_running,
  last_received, case reading when 0 then 'alone' when 1 then 'runs' when 2 then 'came_in' end, until,
  case status when 'dormant_retained' then date(case reading when 1 then unbroken else last_received end,
      '+' || later || ' months')
    when 'due_for_removal' then date(max(base, coalesce(past, base)), '+' || later || ' months') end due, 0
  from standings"""

STANDINGS = f"with {_STANDINGS} {_ROW} order by code"
DORMANT = f"with {_STANDINGS} {_ROW} where status = 'dormant_retained' order by due, code"

_LISTED = ("active", "slowing", "dormant_retained", "due_for_removal")
_STATUSES = ", ".join(f"({n}, '{status}')" for n, status in enumerate(_LISTED))
BY_STATUS = f"""with {_STANDINGS}, listed(n, status) as (values {_STATUSES})
select l.status, count(code) from listed l left join standings s on s.status = l.status group by l.n order by l.n"""

GRID = f"""with recursive {_CALENDAR}
select a.code, c.month, coalesce(m.acquired, 0), coalesce(m.received, 0), r.month is not null,
  a.registered_on <= date(c.month, '+1 month', '-1 day')
from (select agent_code code, min(since) registered_on from services where branch_code = :branch group by agent_code) a
cross join calendar c
left join (select agent_code, month, sum(acquired) acquired, sum(received) received from agent_months
  where branch_code = :branch group by agent_code, month) m on m.agent_code = a.code and m.month = c.month
left join agent_runs r on r.branch_code = :branch and r.agent_code = a.code and r.month = c.month
  and r.known_since <= :month
where a.registered_on <= :as_of order by a.code, c.month"""

_FIGURES = f"""figures as (
  select t.*, (select count(*) from offices where branch_code = :branch) offices, listed, active, slowing, dormant, due,
    removed
  from ({TOTALS}) t, (
    select count(*) - coalesce(sum(status = 'removed'), 0) listed, coalesce(sum(status = 'active'), 0) active,
      coalesce(sum(status = 'slowing'), 0) slowing, coalesce(sum(status = 'dormant_retained'), 0) dormant,
      coalesce(sum(status = 'due_for_removal'), 0) due, coalesce(sum(status = 'removed'), 0) removed
    from standings))"""
FIGURES = f"with {_STANDINGS}, {_FIGURES} select * from figures"

ANYTHING = f"""select t.acquired or t.received or exists (
  select 1 from services where branch_code = :branch and since <= :as_of) from ({TOTALS}) t"""

_METRICS = {"acquired": "acquired", "received": "received", "received_from_new": "from_new"}
_METRICS |= {"received_from_earlier": "from_earlier", "offices": "offices", "agents_listed": "listed"}
_METRICS |= {"agents_active": "active", "agents_slowing": "slowing", "agents_dormant_retained": "dormant"}
_METRICS |= {"agents_due_for_removal": "due", "agents_removed": "removed"}
_COMPUTED = "\n  ".join(f"when '{metric}' then {column}" for metric, column in _METRICS.items())
COMPARED = f"""with {_STANDINGS}, {_FIGURES}, published as (
  select r.*, case :month when :last then case metric {_COMPUTED} end end computed
  from reference_figures r, figures where branch_code = :branch and first_month = :first and last_month = :last
  and places = '')
select metric, value, rounding, wording, source, published_on, briefing_id is not null own, computed, computed - value,
  case when computed is null then null when computed = value then 'matches'
    when (2 * computed + rounding) / (2 * rounding) * rounding = value then 'matches_after_rounding'
    else 'differs' end
from published order by metric, own, id"""

TARGET = f"""with own as (
  select * from targets where branch_code = :branch and first_month = :first and last_month = :last
    and measure = 'acquired')
select coalesce(
  (select value from own where wilayah_code is null and office_code is null),
  (select case when count(value) = count(*) then sum(value) end
    from (select distinct wilayah_code from ({PLACES})) p
    left join own s on s.wilayah_code = p.wilayah_code))"""

HOLDING = """with
  reach as (select min(month) first, max(month) last from agent_months
    where branch_code = :branch and (acquired > 0 or received > 0)),
  loaded as (select max(id) version, date(max(imported_at), '+7 hours', 'start of month', '-1 month') ended
    from imports where branch_code = :branch and changed > 0),
  began as (select min(since) day from services where branch_code = :branch)
select code, name, is_demo, coalesce(version, 0), min(first, date(coalesce(day, first), 'start of month')), last,
  case when min(last, ended) >= min(first, date(coalesce(day, first), 'start of month')) then min(last, ended) end
from branches, reach, loaded, began where code = :branch"""

SECTORS = "select distinct sector from cohort_months where branch_code = :branch and acquired > 0 order by sector"

FILES = """select i.id, i.imported_at, i.imported_by, name, kind, rows_read, good, known, refused, sha256, i.changed,
  json_quote(json_extract(report, '$.confirmed')), json_quote(json_extract(report, '$.decided')),
  o.import_id, u.undone_by, l.imported_at, l.imported_by, null
from imports i left join import_files f on f.import_id = i.id left join undone_imports u on u.import_id = i.id
left join imports l on l.id = u.undone_by left join undone_imports o on o.undone_by = i.id
where i.branch_code = :branch and (f.import_id is not null or i.changed > 0) order by i.id desc, position"""
