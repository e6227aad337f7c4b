-- Judging again what a judge decided that has changed since: by batches after the planned ones.

-- The earlier word on a pair, set aside when another batch judges it again.
create table rejudged (
  campaign   int not null references campaign,
  batch      int not null,                      -- that judges it again
  ix         int not null,
  decided_in int not null,                      -- the batch that had decided it
  judges     text[] not null,                   -- who had changed; the others are not asked again
  label      text,                              -- as it was decided then
  decided_by text not null,
  checked    text not null check (checked in ('never', 'told', 'void')), -- a spot check that still counts is told to the new batch
  verdict    text,                              -- JSON: the row of verdict then, null without one
  said       text not null,                     -- JSON: the rows of judge_verdict then
  heard      text not null,                     -- JSON: the rows of hearing then
  primary key (campaign, batch, ix)
);
create index rejudged_pair on rejudged (campaign, ix);

alter table batch add column again int;         -- the batch of whose pairs it judges some again; null for planned ones

-- Who answered, in the server's own words.
alter table model_call add column served text not null default '';   -- model and system fingerprint
alter table canary
  add column served text[] not null default '{}',      -- all that answered at this look
  add column confidences text not null default '[]',   -- JSON: of each asking the confidences in percent, 0 without a verdict
  add column raised int not null default 0,            -- questions where one of four confidences is the highest
  add column highest int not null default 0,           -- of those, where it is the look's
  add column lowered int not null default 0,           -- where one is the lowest
  add column lowest int not null default 0;            -- of those, where it is the look's
