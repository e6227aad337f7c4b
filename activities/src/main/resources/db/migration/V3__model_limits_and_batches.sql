-- What all workers share about an endpoint, that is an address and a model there.
create table model_endpoint (
  endpoint     text primary key,                  -- address and model
  turn         timestamptz not null default 'epoch', -- when the request that asked last may start
  next_request timestamptz not null default 'epoch', -- when the next one may, by requests a minute
  next_tokens  timestamptz not null default 'epoch', -- … and by tokens a minute
  closed_until timestamptz not null default 'epoch', -- nobody asks before
  probed_until timestamptz not null default 'epoch', -- one call finds out meanwhile whether it answers again
  closures     int not null default 0,            -- in a row, without an answer between them
  down_since   timestamptz,                       -- null while it answers
  reason       text not null default ''           -- what it failed with
);

-- How many calls each worker may have in flight. A worker that is killed stops renewing, and its places come back.
create table model_place (
  endpoint   text not null references model_endpoint,
  worker     text not null,
  most       int not null,                        -- that the worker's campaigns allow the endpoint in all
  wanted     int not null,
  granted    int not null,
  expires_at timestamptz not null,
  primary key (endpoint, worker)
);

-- A chunk's questions to one model, handed in as a file.
create table model_batch (
  campaign   int not null references campaign,
  purpose    text not null,                       -- generate | judge
  first      int not null,                        -- of the chunk
  model      text not null,                       -- its name in the spec
  batch      int not null,
  questions  int not null,
  key        text not null,                       -- SHA-256 of the file; travels with it, so that it can be found again
  remote     text,                                -- the server's name for it; null until that is known
  ended      boolean not null default false,      -- nothing more will come
  created_at timestamptz not null default now(),
  primary key (campaign, purpose, first, model)
);
create index model_batch_open on model_batch (campaign, batch, purpose) where not ended;
