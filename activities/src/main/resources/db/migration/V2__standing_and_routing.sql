-- Who may see an item and in which order people get items; how people stand; work that is voided.

alter table account
  add column languages text[] not null default '{}',
  add column to_void boolean not null default false;  -- suspended, with judgments still to be voided

alter table campaign add column priorities double precision[];  -- ascending; what the pairs' priorities are rounded down to

-- Items that are alike for routing: one row decides who may see them and how they rank for a person.
create table lane (
  id          int generated always as identity primary key,
  campaign    int not null references campaign,
  tier        smallint not null,
  higher      boolean not null,
  language    text not null default '',         -- only for people with it; '' for everybody
  specialists boolean not null default false,   -- only for people specialized in the domain
  domain      text not null default '',
  priority    double precision not null,
  difficulty  double precision not null,        -- 1 - the AI's confidence: the middle of its fifth
  places      int not null,                     -- the most that an item of the lane can have free
  unique (campaign, tier, higher, domain, priority, difficulty)
);

-- An item that gets a free place, or loses one, moves to the end of those with as many.
alter table item
  add column lane int references lane,          -- null for gold
  add column moved xid8 not null default pg_current_xact_id();

insert into lane (campaign, tier, higher, priority, difficulty, places)
select campaign, tier, higher, priority, 0.5, max(wanted) + 99
from item where stage <> 'gold' group by campaign, tier, higher, priority;
update item i set lane = l.id from lane l
where i.stage <> 'gold' and l.campaign = i.campaign and l.tier = i.tier and l.higher = i.higher
  and l.priority = i.priority;

drop index item_free;
alter table item drop column tier, drop column higher, drop column priority;
create index item_free on item (lane, (wanted - done - leased), moved, id)
  where open and stage <> 'gold' and done + leased < wanted;

-- Of the items of a lane with that many free places this person has seen all that moved earlier.
create table bookmark (
  annotator int not null references account,
  lane      int not null references lane,
  free      int not null,
  moved     xid8 not null,
  primary key (annotator, lane, free)
);

alter table member
  add column gold_seen   int not null default 0,  -- since the person joined or was reinstated
  add column gold_right  int not null default 0,
  add column judged      int not null default 0,  -- counted labels that are not gold
  add column full_share  boolean not null default false,  -- has the share of the campaign that one may have
  add column standing    text not null default 'active' check (standing in ('active', 'failing', 'paused')),
  add column labels_left int not null default 0;  -- while failing: labels until the pause

-- Who may be given items of which lane now, and what decides how it ranks for them.
create view may_see as
select a.id as annotator, a.specializations, l.id as lane, l.campaign, l.tier, l.domain, l.priority,
  l.difficulty, l.places, coalesce(m.gold_seen, 0) as gold_seen, coalesce(m.gold_right, 0) as gold_right
from account a
join lane l
  on (a.tier = l.tier or l.higher and a.tier > l.tier)
  and (l.language = '' or l.language = any(a.languages))
  and (not l.specialists or l.domain = '' or l.domain = any(a.specializations))
left join member m on m.campaign = l.campaign and m.annotator = a.id
where a.role = 'annotator' and a.active
  and coalesce(m.standing <> 'paused' and not m.full_share, true);

-- Each time that fewer people may see a campaign's items; its batches look for exhausted ones then.
alter table campaign add column fewer_people int not null default 0;
alter table batch add column fewer_people int not null default 0;

alter table event drop constraint event_kind_check;
alter table event
  add constraint event_kind_check
    check (kind in ('judged', 'late', 'withdrawn', 'voided', 'exhausted', 'drained')),
  add column reopened boolean not null default false;  -- voided: the item has its place free again

-- A person says that an item's own answer may be wrong or the item broken; open for every label, so it tells no gold.
create table contest (
  lease  bigint primary key references lease,
  reason text not null,
  at     timestamptz not null default clock_timestamp()
);
