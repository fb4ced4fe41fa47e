-- Calendar holds. Each row is its own outbox: `state` says what should be so, the worker brings Exchange there.
create table holds (
  id text primary key,
  link_id text not null references links (id),
  organizer text not null references organizers (id),
  start_at integer not null,
  end_at integer not null,
  -- From then on nobody can take the slot, even if nobody revokes the link and nobody books.
  until_at integer not null,
  -- How many bookings the link takes; null: any number.
  takes integer,
  state text not null,
  since integer not null,
  why text,
  -- When Exchange was last asked to create the item, and when it was first known to be there.
  asked_at integer,
  placed_at integer,
  attempts integer not null default 0,
  due_at integer not null,
  lease text,
  leased_until integer,
  problem text,
  check (start_at < end_at),
  check (state in ('wanted', 'placed', 'leaving', 'gone')),
  check ((why is null) = (state in ('wanted', 'placed'))),
  check ((lease is null) = (leased_until is null))
) strict;
create index holds_by_link on holds (link_id, start_at);
create index holds_by_organizer on holds (organizer, start_at);
create index holds_due on holds (due_at, id) where state <> 'gone';
create index holds_standing on holds (until_at) where state in ('wanted', 'placed');
