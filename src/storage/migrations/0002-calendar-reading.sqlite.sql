-- Who is asking which mailbox at this moment, when several processes share the file.
create table mailbox_turns (
  mailbox text not null,
  seat integer not null,
  holder text not null,
  until integer not null,
  primary key (mailbox, seat)
) strict, without rowid;

-- Whether the calendar of an organizer with open links could be read when it was last looked at.
create table calendar_watches (
  organizer text primary key references organizers (id),
  looked_at integer not null,
  failures integer not null default 0,
  unread_since integer,
  problem text
) strict;

-- What people were told about it, once each.
create table calendar_letters (
  organizer text not null references organizers (id),
  since integer not null,
  kind text not null,
  person text not null,
  written_at integer not null,
  primary key (organizer, since, kind, person)
) strict, without rowid;
