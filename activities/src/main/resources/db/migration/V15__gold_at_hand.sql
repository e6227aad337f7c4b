-- A campaign's gold questions are drawn from without reading past its other items.
create index item_gold on item (campaign, pair) where stage = 'gold' and open;
