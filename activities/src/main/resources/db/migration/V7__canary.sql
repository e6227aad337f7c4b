-- Gold questions put to the judges again and again: what each of them answered at each look.
create table canary (
  campaign int not null references campaign,
  look     int not null,                        -- from 1
  judge    text not null,
  before   int not null,                        -- the batch that waited for it
  askings  text not null,                       -- JSON: a text an asking, a character a question; several are a reference
  compared int not null,                        -- questions heard at the reference and now
  unlike   int not null,                        -- of those, with one answer unlike the others
  odd      int not null,                        -- of those, where the one is the look's
  changed  boolean not null,                    -- more than chance explains
  taken_at timestamptz not null default now(),
  primary key (campaign, look, judge)
);
