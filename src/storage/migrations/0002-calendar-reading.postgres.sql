-- Who is asking which mailbox at this moment, over all instances. Unlogged: after a crash nobody is asking anything.
create unlogged table mailbox_turns (
  mailbox text not null,
  seat integer not null,
  holder text not null,
  until bigint not null,
  primary key (mailbox, seat)
);

-- Whether the calendar of an organizer with open links could be read when it was last looked at.
create table calendar_watches (
  organizer text primary key references organizers (id),
  looked_at bigint not null,
  failures integer not null default 0,
  unread_since bigint,
  problem text
);

-- What people were told about it, once each.
create table calendar_letters (
  organizer text not null references organizers (id),
  since bigint not null,
  kind text not null,
  person text not null,
  written_at bigint not null,
  primary key (organizer, since, kind, person)
);
