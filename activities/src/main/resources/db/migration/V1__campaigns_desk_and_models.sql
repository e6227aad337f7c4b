-- What lasts. Natural keys everywhere: a repeated write changes nothing.

create table account (
  id              int generated always as identity primary key,
  name            text not null unique,
  role            text not null check (role in ('annotator', 'manager', 'auditor', 'admin')),
  tier            smallint,                       -- ordinal of Tier, annotators only
  specializations text[] not null default '{}',
  token_hash      text not null unique,           -- SHA-256 of the token; the token itself is shown once and kept nowhere
  active          boolean not null default true,
  created_at      timestamptz not null default now(),
  check (role <> 'annotator' or tier is not null)
);

-- Gold questions that every campaign started later draws from.
create table gold (
  id         text primary key,
  prompt     text not null,                       -- JSON: a text, or a list of turns
  response_a text not null,
  response_b text not null,
  label      text not null,
  domain     text,
  added_at   timestamptz not null default now()
);

create table campaign (
  id                int generated always as identity primary key,
  name              text not null unique,
  spec              text not null,                -- CampaignSpec as JSON
  content_digest    text not null,                -- spec and inputs: the same name with another content is refused
  guidelines        text not null default '',
  guidelines_digest text not null default '',
  salt              text not null,                -- random; keeps item names opaque
  pairs             int not null,
  gold              int not null,
  status            text not null default 'running' check (status in ('running', 'completed', 'failed', 'cancelled')),
  reason            text not null default '',
  phase             text not null default 'planned',
  paused_since      timestamptz,
  paused_ms         bigint not null default 0,    -- finished pauses
  cancel_requested  boolean not null default false,
  steering          int not null default 0,       -- number of the last steering command
  started_at        timestamptz not null default now(),
  finished_at       timestamptz
);

-- Real pairs have index 0 … pairs-1 in input order, gold ones follow; responses are null until generated.
create table pair (
  campaign   int not null references campaign,
  ix         int not null,
  id         text not null,
  prompt     text not null,                       -- JSON: a text, or a list of turns
  response_a text,
  response_b text,
  domain     text,
  priority   double precision not null default 0,
  metadata   text,
  gold       text,                                -- known label
  primary key (campaign, ix),
  unique (campaign, id)
);

create table batch (
  campaign        int not null references campaign,
  number          int not null,                   -- from 1
  first           int not null,
  size            int not null,
  phase           text not null default 'planned',
  review_opened   timestamptz,
  review_paused   bigint not null default 0,      -- the campaign's paused_ms at that time
  experts_opened  timestamptz,
  experts_paused  bigint not null default 0,
  reminded_at     timestamptz,
  closed          boolean not null default false, -- nothing more is leased
  last_seq        int not null default 0,         -- events numbered so far
  workflow        text,                           -- the subscriber: workflow and run
  run             text,
  sent_seq        int not null default 0,         -- events signalled to that run; only a cache
  outcome         text,                           -- BatchOutcome as JSON, once sealed
  primary key (campaign, number)
);

-- Every answered model call; a stored answer is never asked for again.
create table model_call (
  campaign          int not null references campaign,
  ix                int not null,
  purpose           text not null,                -- generate | judge
  variant           text not null,                -- which of the calls a pair needs, e.g. gpt/ab
  attempt           int not null,                 -- 1, and 2 after a reminder
  model             text not null,
  temperature       double precision not null,
  seed              bigint not null,
  request_digest    text not null,
  answer            text not null,
  finish_reason     text not null,
  probabilities     text,                         -- JSON: the five labels' probabilities as shown, null without log-probabilities
  prompt_tokens     int not null,
  completion_tokens int not null,
  usd               numeric(20, 10) not null,
  answered_at       timestamptz not null default now(),
  primary key (campaign, ix, purpose, variant, attempt)
);

create table verdict (
  campaign   int not null references campaign,
  ix         int not null,
  outcome    text not null,
  label      text,
  confidence int not null,                        -- millionths
  margin     int not null,                        -- millionths
  primary key (campaign, ix)
);

-- The number under which a person's work appears in a campaign.
create table member (
  campaign  int not null references campaign,
  annotator int not null references account,
  number    int not null,
  primary key (campaign, annotator),
  unique (campaign, number)
);

create table item (
  id        bigint generated always as identity primary key,
  campaign  int not null references campaign,
  batch     int,                                  -- null for gold
  pair      int not null,
  stage     text not null check (stage in ('review', 'spot_check', 'expert', 'gold')),
  tier      smallint not null,
  higher    boolean not null,
  wanted    int not null,
  done      int not null default 0,               -- counted judgments
  leased    int not null default 0,               -- places held by leases in hand
  open      boolean not null default true,
  exhausted boolean not null default false,
  priority  double precision not null default 0,
  unique (campaign, pair, stage),
  check (done >= 0 and leased >= 0),
  check (done + leased <= wanted or not open)
);
create index item_free on item (tier, priority desc, (wanted - done - leased), id)
  where open and stage <> 'gold' and done + leased < wanted;
create index item_batch on item (campaign, batch);

-- One row for each person who was ever shown a pair, in any stage: nobody sees one twice.
create table seat (
  campaign   int not null,
  pair       int not null,
  annotator  int not null references account,
  state      text not null check (state in ('leased', 'judged', 'skipped', 'lapsed')),
  last_until timestamptz,                         -- after a lapse: until then the item ranks last for this person
  primary key (campaign, pair, annotator)
);
create index seat_lapsed on seat (annotator) where state = 'lapsed';

-- A lease, and once done the judgment given under it.
create table lease (
  number       bigint generated always as identity primary key,
  item         bigint not null references item,
  campaign     int not null references campaign,
  batch        int not null,                      -- for gold, the batch of the real item it was shown in place of
  pair         int not null,
  stage        text not null,
  annotator    int not null references account,
  member       int not null,
  swapped      boolean not null,
  stand_in     bigint references item,            -- gold only: the real item it was shown in place of
  replaces     bigint references lease,           -- the withdrawn lease whose item it holds again
  state        text not null default 'active' check (state in ('active', 'done', 'lapsed', 'skipped', 'returned', 'withdrawn')),
  issued_at    timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  request      text,                              -- what was submitted, canonical JSON without seconds
  reply        text,                              -- what was answered, JSON
  answer       text,                              -- in the input's order
  shown_answer text,                              -- as it was given
  tenths       int,
  earlier      int not null default 0,            -- tenths of a second already spent under the lease it replaces
  flags        text[] not null default '{}',
  counted      boolean,
  why          text,
  confidence   double precision,
  dimensions   text,
  comment      text,
  pay_usd      numeric(12, 6) not null         -- earned once done
);
create unique index lease_in_hand on lease (annotator) where state = 'active';
create index lease_expiry on lease (expires_at) where state = 'active';
create index lease_batch on lease (campaign, batch) where state = 'active';
create index lease_done on lease (campaign, pair) where state in ('done', 'withdrawn');
create index lease_work on lease (annotator, number) where state = 'done';

-- What the desk tells a batch; numbered 1, 2, 3… by the relay once committed.
create table event (
  id       bigint generated always as identity primary key,
  campaign int not null,
  batch    int not null,
  seq      int,
  kind     text not null check (kind in ('judged', 'late', 'withdrawn', 'exhausted', 'drained')),
  pair     int,
  stage    text,
  member   int,
  lease    bigint,
  at       timestamptz not null default clock_timestamp()
);
create unique index event_seq on event (campaign, batch, seq) where seq is not null;
create index event_new on event (campaign, batch, id) where seq is null;

-- One row: when some desk was last alive. Leases are extended by the time that none was.
create table desk_clock (
  single boolean primary key default true check (single),
  beat timestamptz not null
);

create table label (
  campaign   int not null references campaign,
  ix         int not null,
  batch      int not null,
  label      text,
  confidence int not null,
  margin     int not null,
  decided_by text not null,
  votes      text not null,                       -- JSON
  primary key (campaign, ix)
);

-- Closed histories, for the time when the server has forgotten them.
create table sealed_history (
  campaign int not null references campaign,
  workflow text not null,
  run      text not null,
  events   int not null,
  bytes    int not null,                          -- of the history as the server stores it
  digest   text not null,                         -- SHA-256 of the JSON
  history  bytea not null,                        -- JSON, gzip
  primary key (campaign, workflow, run)
);
