-- What is known of the judges, from version to version; stored before anything is decided by it.
create table calibration (
  campaign     int not null references campaign,
  version      int not null,                    -- from 1
  through      int not null,                    -- it rests on the batches 1 to this one
  method       text not null,
  pairs        int not null,                    -- with a verdict and people's label
  accept       int not null,                    -- millionths
  alarm        text not null,                   -- why the threshold rose or the campaign paused, else empty
  input_digest text not null,
  snapshot     text not null,                   -- CalibrationSnapshot as JSON
  fitted_at    timestamptz not null default now(),
  primary key (campaign, version)
);

-- What each judge said, also of a panel of one; verdict holds what they say together.
create table judge_verdict (
  campaign   int not null references campaign,
  ix         int not null,
  judge      text not null,
  outcome    text not null,
  label      text,
  confidence int not null,                      -- millionths, before any calibration
  margin     int not null,                      -- millionths
  primary key (campaign, ix, judge)
);

-- How a verdict was used; confidence stays what it was before calibration.
alter table verdict
  add column calibration int not null default 0, -- version that decided, 0 before the first or without any
  add column probability int,                    -- calibrated, millionths
  add column sampling    int;                    -- probability that a person sees the pair, millionths

alter table campaign add column pause_reason text not null default '';
