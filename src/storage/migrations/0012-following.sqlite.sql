-- Exchange tells us of changes in an organizer's calendar: one subscription for each.
create table subscriptions (
  organizer text primary key references organizers (id),
  subscription_id text,
  secret_hash text not null,
  address text not null,
  ends_at integer not null,
  attempts integer not null default 0,
  due_at integer not null,
  lease text,
  leased_until integer,
  problem text,
  check ((lease is null) = (leased_until is null))
) strict;
create index subscriptions_due on subscriptions (due_at);

-- Items that somebody said have changed: read once, however often it was said. `times` counts that.
create table hints (
  organizer text not null references organizers (id),
  item text not null,
  gone integer not null,
  times integer not null,
  since_at integer not null,
  attempts integer not null default 0,
  due_at integer not null,
  lease text,
  leased_until integer,
  problem text,
  primary key (organizer, item),
  check ((lease is null) = (leased_until is null))
) strict;
create index hints_due on hints (due_at);

-- The second net: where the last question about what is different has ended.
create table sweeps (
  organizer text primary key references organizers (id),
  link text,
  window_start integer,
  window_end integer,
  swept_at integer,
  hastened_at integer,
  attempts integer not null default 0,
  due_at integer not null,
  lease text,
  leased_until integer,
  problem text,
  check ((lease is null) = (leased_until is null)),
  check ((link is null) = (window_start is null) and (link is null) = (window_end is null))
) strict;
create index sweeps_due on sweeps (due_at);

-- Who was invited when a meeting was first read: whoever is missing later was taken off by hand.
create table first_readings (
  booking_id text primary key references bookings (id),
  attendees text not null
) strict;

-- An item of the calendar is found again by its id.
alter table bookings add column meeting_id text;
update bookings set meeting_id = (
  select json_extract(body, '$.meeting.id') from booking_facts
  where booking_id = bookings.id and json_extract(body, '$.meeting.id') is not null
  order by version desc limit 1
);
create index bookings_by_meeting on bookings (organizer, meeting_id) where meeting_id is not null;
