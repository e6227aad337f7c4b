-- Money is reserved before it is spent: what a batch's models and people can cost, before it opens.

alter table campaign add budget_usd numeric(20, 10) not null default 0;    -- 0: no limit
alter table campaign add committed_usd numeric(20, 10) not null default 0; -- the sum of its commitments
alter table campaign add short_usd numeric(20, 10) not null default 0;     -- what the last refused step needed

-- What a step may still cost; once it is settled, what it did cost.
create table commitment (
  campaign int not null references campaign,
  step     text not null,                         -- models/7, people/7, …
  usd      numeric(20, 10) not null check (usd >= 0),
  primary key (campaign, step)
);

-- Gold questions come on top of a batch's items: at most so much is paid for them while a budget holds.
create table gold_spending (
  campaign  int not null references campaign,
  batch     int not null,
  limit_usd numeric(20, 10) not null,
  usd       numeric(20, 10) not null default 0,   -- shown so far, counted only under a budget
  primary key (campaign, batch)
);
