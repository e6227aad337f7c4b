-- Evidence leaves out what was withdrawn or voided, which is little: without an index of its own each judgment of a batch
-- is held against all events of the batch.
create index event_undone on event (lease) where kind in ('withdrawn', 'voided');

-- Whoever looks for items by batch looks for open ones; what is settled is only in the way.
drop index item_batch;
create index item_batch on item (campaign, batch) where open;

-- For a statement that finds, after it has written, that it should not have: all of it is undone, and its caller begins again.
create function begin_again() returns boolean language plpgsql as $$
begin
  raise exception 'changed meanwhile' using errcode = 'serialization_failure';
end $$;
