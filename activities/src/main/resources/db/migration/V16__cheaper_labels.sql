-- A lease names what its statement has just locked: the campaign's item and the person. To look each up once more is most of
-- what writing the row costs, and to mark the one row of the campaign as in use by everybody who labels makes them queue for it.
alter table lease
  drop constraint lease_item_fkey,
  drop constraint lease_campaign_fkey,
  drop constraint lease_annotator_fkey,
  drop constraint lease_state_check;

alter table seat
  drop constraint seat_annotator_fkey,
  drop constraint seat_state_check;

alter table event drop constraint event_kind_check;

-- Read and planned anew by every statement that touches an item: one, for what must never be.
alter table item
  drop constraint item_stage_check,
  drop constraint item_check,
  drop constraint item_check1,
  add constraint item_counters check (done >= 0 and leased >= 0 and (done + leased <= wanted or not open));

-- A person holds one lease at a time: all that are in hand are found by lease_in_hand, and need no more indexes.
drop index lease_expiry;
drop index lease_batch;

-- So that to end a lease with a label changes nothing that is indexed.
drop index seat_lapsed;
create index seat_lapsed on seat (annotator) where last_until is not null;

-- Every batch that opens looks for gold questions: not through all pairs of the campaign.
create index pair_gold on pair (campaign, ix) where gold is not null;
