-- Who may open an organizer's whole mailbox, as an administrator's export said; the last one counts.
create table mailbox_exports (
  organizer text primary key references organizers (id),
  -- JSON: ids of people.
  holders text not null,
  -- Holders whom the directory does not know as people.
  unclear integer not null,
  uploaded_at bigint not null,
  -- JSON: a person.
  uploaded_by text not null
);
