-- A link depends on the calendars of the colleagues whom it requires, too: a watch is of somebody's calendar, for the links of an
-- organizer. What is known of an outage at this moment is found out again within minutes.
drop table calendar_letters;
drop table calendar_watches;

create table calendar_watches (
  organizer text not null references organizers (id),
  -- The organizer herself, or a required colleague.
  whose text not null,
  looked_at bigint not null,
  failures integer not null default 0,
  unread_since bigint,
  problem text,
  primary key (organizer, whose)
);

create table calendar_letters (
  organizer text not null references organizers (id),
  whose text not null,
  since bigint not null,
  kind text not null,
  person text not null,
  written_at bigint not null,
  primary key (organizer, whose, since, kind, person)
);
