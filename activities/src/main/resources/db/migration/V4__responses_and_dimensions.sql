-- What is known of a generated response besides its text; a ready pair has none of these rows.
create table response (
  campaign          int not null references campaign,
  ix                int not null,
  side              text not null check (side in ('A', 'B')),
  strategy          text not null,
  n                 int not null,                 -- candidates that were written for the pair in that round
  variant           text not null,                -- with attempt: the model call that wrote it
  attempt           int not null,
  model             text not null,
  temperature       double precision not null,
  seed              bigint not null,
  finish_reason     text not null,
  prompt_tokens     int not null,
  completion_tokens int not null,
  score             double precision,             -- null where nothing scores
  primary key (campaign, ix, side)
);

-- Every time that two responses, or the candidates for them, told nothing about a preference.
create table signal_check (
  campaign int not null references campaign,
  ix       int not null,
  round    int not null,                          -- from 1
  lack     text not null,
  dropped  boolean not null,                      -- else the pair was generated anew
  primary key (campaign, ix, round)
);

-- What a judge's answers about a pair told besides the verdict, in the pair's own order.
create table hearing (
  campaign      int not null references campaign,
  ix            int not null,
  judge         text not null,
  answers       int not null,                     -- that held a verdict
  consistent    boolean,                          -- both orders prefer the same side; null when only one was asked
  probabilities text,                             -- JSON: the five labels' mean probabilities, null without log-probabilities
  hedged        int,                              -- millionths: what hedging words alone would make of it
  dimensions    text,                             -- JSON: {dimension: {"a": score, "b": score}}
  primary key (campaign, ix, judge)
);
