-- What people are told by mail: written down first, sent afterwards.
create table letters (
  id bigint generated always as identity primary key,
  person text not null,
  name text not null,
  address text not null,
  key text not null,
  kind text not null,
  subject text not null,
  text text not null,
  daily integer not null,
  written_at bigint not null,
  due_at bigint not null,
  attempts integer not null default 0,
  lease text,
  leased_until bigint,
  done_at bigint,
  problem text,
  unique (person, key),
  check ((lease is null) = (leased_until is null))
);
create index letters_due on letters (due_at, id) where done_at is null;

-- Which of them somebody wants, and when. Who has chosen nothing has no row.
create table notice_choices (
  person text primary key,
  -- JSON: kind to "at once", "daily" or "never".
  whens text not null,
  as_organizer integer not null,
  zone text not null
);
