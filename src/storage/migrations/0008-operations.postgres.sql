-- Parked messages that a person has given up: who, when and why. They stay parked for programs of before.
alter table outbox add column dropped_at bigint;
alter table outbox add column dropped_by text;
alter table outbox add column dropped_why text;
create index outbox_parked on outbox (parked_at) where parked_at is not null and dropped_at is null;
create index outbox_done on outbox (done_at) where done_at is not null;

-- How often something happened from one place: rows live for an hour at most, so a server that crashes may forget them. `who` is a keyed hash.
create unlogged table tallies (
  what text not null,
  who text not null,
  count integer not null,
  until_at bigint not null,
  primary key (what, who)
);

-- When the organizer's calendar is looked at next for what was entered there in the second of a booking; null: no more.
create table collision_checks (
  booking_id text primary key references bookings (id),
  start_at bigint not null,
  looks integer not null,
  due_at bigint
);
create index collision_checks_due on collision_checks (due_at) where due_at is not null;

-- What was found: another entry at the time of a booking. No title and no people: those stay in the calendar.
create table collisions (
  booking_id text not null references bookings (id),
  entry text not null,
  start_at bigint not null,
  end_at bigint not null,
  found_at bigint not null,
  told_at bigint,
  over_at bigint,
  primary key (booking_id, entry)
);
