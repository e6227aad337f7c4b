-- Questions of a test and gold of the pool, of every task type.

-- As in pair: two columns of a pair, a JSON list of texts of any other item.
alter table question
  alter column response_a drop not null,
  alter column response_b drop not null,
  add column responses text;

alter table gold
  alter column response_a drop not null,
  alter column response_b drop not null,
  add column responses text,
  add column task_type text not null default 'pairwise_comparison';

-- The answer's JSON form: what is stored compactly has a meaning only with a campaign's own labels.
update gold set label = to_json(label)::text;

-- The campaign whose test the person has begun, so that it goes on before other work.
alter table account add column practising int references campaign;
