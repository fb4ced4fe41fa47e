-- What each organizer wants of her daily letter, and when her turn comes. Whoever pushes `due_at` on has the turn.
create table summaries (
  organizer text primary key references organizers (id),
  is_on integer not null,
  hour integer not null,
  due_at integer not null,
  check (is_on in (0, 1)),
  check (hour between 0 and 23)
) strict;
create index summaries_due on summaries (due_at) where is_on = 1;

-- The letters that were written, one for each organizer and day of her own calendar.
create table summaries_sent (
  organizer text not null references organizers (id),
  day text not null,
  claimed_at integer not null,
  primary key (organizer, day)
) strict;
