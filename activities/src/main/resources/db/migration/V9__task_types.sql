-- Items of other task types than pairwise comparison.

-- JSON list of texts; null for pairs, whose two responses have columns of their own.
alter table pair add column responses text;

-- Counted judgments: votes have only those that are labels.
alter table label add column judgments int not null default 0;
update label set judgments = (
  select coalesce(sum(v.value::int), 0) from json_each_text(votes::json) v);
