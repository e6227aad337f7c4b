-- Who may sign in at an identity provider: an account is linked to the name a person has there, and fixed to the person by their first sign-in.
create table login (
  account int primary key references account on delete cascade,
  name    text not null unique,                   -- at the provider, such as an e-mail address; lower-case if it has an @
  issuer  text,                                   -- both null until the first sign-in
  subject text,
  unique (issuer, subject),
  check ((issuer is null) = (subject is null))
);
