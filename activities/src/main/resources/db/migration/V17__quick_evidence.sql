-- Evidence leaves out what was withdrawn or voided, which is little: without an index of its own each judgment of a batch
-- is held against all events of the batch.
create index event_undone on event (campaign, lease) where kind in ('withdrawn', 'voided');

-- Whoever looks for items by batch looks for open ones; what is settled is only in the way.
drop index item_batch;
create index item_batch on item (campaign, batch) where open;
