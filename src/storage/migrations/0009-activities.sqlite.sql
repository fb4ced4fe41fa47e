-- The Salesforce leg of a booking or of another meeting. Each row is its own outbox: `state` and `wished` say what should be
-- so, the worker brings Salesforce there.
create table activities (
  key text primary key,
  organizer text not null references organizers (id),
  source text not null,
  source_id text not null,
  state text not null,
  since integer not null,
  created_at integer not null,
  wished integer not null,
  written text,
  outcome text,
  changed_there text,
  candidates text,
  choice text,
  notes text,
  attempts integer not null default 0,
  failures integer not null default 0,
  due_at integer not null,
  lease text,
  leased_until integer,
  -- When Salesforce was asked for a new Event and nobody knows the answer.
  asked_at integer,
  told_at integer,
  unique (source, source_id),
  check (source in ('booking', 'meeting')),
  check (state in ('waiting', 'review', 'written', 'parked', 'removed there', 'given up', 'withheld', 'taken out')),
  check ((lease is null) = (leased_until is null))
) strict;
create index activities_due on activities (due_at, created_at, key) where state = 'waiting';
create index activities_by_organizer on activities (organizer, state);

-- The story of each leg.
create table activity_attempts (
  id integer primary key,
  key text not null references activities (key),
  at integer not null,
  actor text,
  result text not null,
  said text not null
) strict;
create index activity_attempts_by_key on activity_attempts (key, id);

create table activity_settings (
  organizer text primary key references organizers (id),
  mode text not null,
  private_meetings text not null,
  all_private integer not null,
  check (mode in ('create', 'link', 'off')),
  check (private_meetings in ('without relations', 'withheld'))
) strict;

-- Salesforce usernames of people who are no organizers.
create table salesforce_users (
  person text primary key,
  username text not null
) strict;

-- What one of all instances does at a time.
create table duties (
  name text primary key,
  holder text not null,
  until integer not null
) strict;

-- How far changes in Salesforce were read, by its own clock.
create table followed_until (
  name text primary key,
  until integer not null
) strict;

-- What was written before there were legs.
insert into activities (key, organizer, source, source_id, state, since, created_at, wished, written, due_at)
select 'bk-' || lower(f.booking_id), b.organizer, 'booking', f.booking_id, 'written', f.at, f.at, 1,
  json_object(
    'recordId', json_extract(f.body, '$.recordId'), 'actor', json_extract(f.body, '$.actor'), 'as', 'organizer', 'ownerId', '',
    'who', json_extract(f.body, '$.who'), 'what', null, 'start', b.start_at, 'end', b.end_at, 'at', f.at, 'linked', json('false')
  ), f.at
from booking_facts f join bookings b on b.id = f.booking_id
where f.type = 'activity written'
  and f.version = (select max(g.version) from booking_facts g where g.booking_id = f.booking_id and g.type = f.type);
