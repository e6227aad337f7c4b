-- Pay by the hour and bonuses; appeals; the life of gold questions; practice; experts' second look.

alter table lease
  add column hourly_usd numeric(12, 6),         -- paid by the hour: the rate; pay_usd is what it came to
  add column look_until timestamptz;            -- an expert's label that its batch has not heard of yet
create index lease_look on lease (look_until) where look_until is not null;

alter table account add column looking boolean not null default false;  -- has such a label

alter table member
  add column handed_in   int not null default 0,     -- labels, counted where the spec pays a bonus
  add column test        text not null default 'open' check (test in ('open', 'passed', 'failed')),
  add column try         int not null default 1,
  add column requalified boolean not null default false;  -- took the test once more after a pause

-- Paid on top of judgments, each once.
create table bonus (
  id       bigint generated always as identity primary key,
  campaign int not null references campaign,
  member   int not null,
  nth      int,                                 -- the spec's bonus, for the nth time; 0 dollars where gold was missed
  key      text,                                -- a manager's own name for it
  usd      numeric(12, 6) not null check (usd >= 0),
  reason   text not null,
  given_by int references account,              -- null for the spec's bonus
  at       timestamptz not null default clock_timestamp(),
  unique (campaign, member, nth),
  unique (campaign, key)
);

-- What a person says against a decision about their work, and what a manager says to it.
create table appeal (
  id         bigint generated always as identity primary key,
  campaign   int not null references campaign,
  annotator  int not null references account,
  about      text not null check (about in ('pause', 'suspension', 'flag', 'void')),
  lease      bigint references lease,
  words      text not null,
  at         timestamptz not null default clock_timestamp(),
  decision   text check (decision in ('upheld', 'rejected')),
  answer     text,
  decided_by int references account,
  decided_at timestamptz
);
create unique index appeal_open on appeal (campaign, annotator, about, coalesce(lease, 0))
  where decision is null;
create index appeal_of on appeal (annotator);

alter table gold
  add column source      text not null default '',   -- the campaign whose experts gave the label
  add column evidence    text,                       -- JSON: what they said
  add column retired_at  timestamptz,
  add column retired_why text not null default '';

-- The test before a campaign's first paid task.
create table question (
  campaign    int not null references campaign,
  ix          int not null,
  id          text not null,
  prompt      text not null,                    -- JSON: a text, or a list of turns
  response_a  text not null,
  response_b  text not null,
  label       text not null,
  explanation text not null,
  example     boolean not null,                 -- shown with its answer, never asked
  primary key (campaign, ix)
);

-- A question shown to a person; its number is of the same series as leases.
create table practice (
  number    bigint primary key default nextval('lease_number_seq'),
  campaign  int not null,
  annotator int not null references account,
  try       int not null,
  question  int not null,
  swapped   boolean not null,
  pay_usd   numeric(12, 6) not null,
  shown_at  timestamptz not null default clock_timestamp(),
  ended_at  timestamptz,
  request   text,                               -- as in lease
  reply     text,
  answer    text,
  tenths    int,
  correct   boolean,
  unique (campaign, annotator, try, question),
  foreign key (campaign, question) references question
);
create unique index practice_in_hand on practice (campaign, annotator) where ended_at is null;

alter table lane add column tested boolean not null default false;  -- only for people who passed

-- Who may be given items of which lane, now (ready) or once they have passed the test.
create or replace view may_see as
select a.id as annotator, a.specializations, l.id as lane, l.campaign, l.tier, l.domain, l.priority,
  l.difficulty, l.places, coalesce(m.gold_seen, 0) as gold_seen, coalesce(m.gold_right, 0) as gold_right,
  not l.tested or coalesce(m.test = 'passed', false) as ready
from account a
join lane l
  on (a.tier = l.tier or l.higher and a.tier > l.tier)
  and (l.language = '' or l.language = any(a.languages))
  and (not l.specialists or l.domain = '' or l.domain = any(a.specializations))
left join member m on m.campaign = l.campaign and m.annotator = a.id
where a.role = 'annotator' and a.active
  and coalesce(m.standing <> 'paused' and not m.full_share and not (l.tested and m.test = 'failed'), true);
