-- What managers tell those whom they suspend, and what they decide about gold questions.

alter table account
  add column suspended_at  timestamptz,
  add column suspended_why text not null default '';

-- A manager has looked at a campaign's question: what spoke against it until then is dealt with.
create table gold_decision (
  campaign   int not null,
  ix         int not null,
  decision   text not null check (decision in ('kept', 'retired')),
  words      text not null,
  decided_by int references account,              -- null at the command line
  at         timestamptz not null default clock_timestamp(),
  answered   int not null,                        -- until then, as are the others
  rightly    int not null,
  contested  int not null,
  primary key (campaign, ix),
  foreign key (campaign, ix) references pair
);
