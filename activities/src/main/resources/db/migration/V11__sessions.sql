-- A page is signed in by a cookie of random bits. It ends with its time, with the token that opened it, and with a suspension.
create table session (
  hash       text primary key,                    -- SHA-256 of the cookie
  account    int not null references account on delete cascade,
  token_hash text not null,                       -- of the token that opened it; another one ends it
  expires_at timestamptz not null
);
create index session_account on session (account);
