-- What an organizer has said that a person may do; one for each of them. Who said it before stands in the audit log.
create table grants (
  organizer text not null references organizers (id),
  person text not null,
  name text not null,
  address text not null,
  level text not null,
  -- JSON: acts that the rights table leaves to the organizer.
  opt_ins text not null,
  ends_at integer,
  -- What becomes of the person's links then, and (JSON) who answers for them.
  afterwards text not null,
  heir text,
  -- JSON: a person.
  recorded_by text not null,
  recorded_at integer not null,
  primary key (organizer, person),
  check (level in ('editor', 'author', 'time slots only')),
  check (afterwards in ('keep', 'stop', 'hand over')),
  check ((heir is not null) = (afterwards = 'hand over')),
  check (person <> organizer)
) strict;
create index grants_ending on grants (ends_at) where ends_at is not null;
-- 1: even whom Exchange lists as a delegate needs a grant of this organizer.
alter table organizers add column delegates_need_grant integer not null default 0;
