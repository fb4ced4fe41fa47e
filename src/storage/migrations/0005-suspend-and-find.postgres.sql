-- The history is read by who did it, in whose name, and by what was done; newest first.
create index audit_by_actor on audit (actor, id);
create index audit_in_name_of on audit (organizer, id);
create index audit_by_act on audit (act, id);
create index audit_by_time on audit (at, id);

-- When the list of rights on an organizer's calendar was read, and when it is next. Whoever pushes `due_at` on reads it.
create table calendar_lists (
  organizer text primary key references organizers (id),
  due_at bigint not null,
  read_at bigint,
  failing_since bigint,
  problem text
);
create index calendar_lists_due on calendar_lists (due_at);

-- What those lists say: the way back from an address to the calendars that name it.
create table calendar_list_entries (
  organizer text not null references organizers (id),
  address text not null,
  folder text not null,
  delegate integer not null,
  private_items integer not null,
  primary key (organizer, address)
);
create index calendar_list_entries_by_address on calendar_list_entries (address);

-- Who was seen to hold a whole mailbox, which no list shows.
create table full_access_seen (
  person text not null,
  organizer text not null references organizers (id),
  seen_at bigint not null,
  primary key (person, organizer)
);

-- Open links whose maker has lost the right, as far as somebody has noticed; and when an organizer's links were looked at.
create table suspensions (
  link_id text primary key references links (id),
  because text not null,
  since bigint not null
);
create table link_looks (
  organizer text primary key references organizers (id),
  looked_at bigint not null
);
