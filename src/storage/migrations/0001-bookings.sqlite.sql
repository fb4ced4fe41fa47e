create table organizers (
  id text primary key,
  name text not null,
  address text not null,
  enrolled_at integer not null,
  salesforce_username text
) strict;

create table sessions (
  hash text primary key,
  person text not null,
  name text not null,
  address text not null,
  started_at integer not null,
  ends_at integer not null,
  sealed_token text,
  token_ends_at integer not null
) strict;
create index sessions_by_person on sessions (person, token_ends_at);
create index sessions_by_end on sessions (ends_at);

create table links (
  id text primary key,
  token_hash text not null unique,
  organizer text not null references organizers (id),
  created_at integer not null,
  revoked_at integer,
  rules text not null
) strict;
create index links_by_organizer on links (organizer, created_at);

create table bookings (
  id text primary key,
  key_hash text not null unique,
  link_id text not null references links (id),
  organizer text not null references organizers (id),
  state text not null,
  start_at integer not null,
  end_at integer not null,
  claim_start integer not null,
  claim_end integer not null,
  version integer not null,
  booked_at integer not null,
  check (start_at < end_at),
  check (claim_start <= start_at and end_at <= claim_end)
) strict;
create index bookings_by_organizer on bookings (organizer, end_at);
create index bookings_by_link on bookings (link_id, state);
create index bookings_claiming on bookings (organizer, claim_end, claim_start) where state in ('held', 'confirmed');

-- The guard: whatever the program believes, no two claims of one organizer overlap. SQLite has one writer at a time, so
-- what a trigger sees is all there is. `raise(abort)` undoes the statement; the transaction above it rolls back.
create trigger bookings_no_overlap_when_placed
before insert on bookings
when new.state in ('held', 'confirmed')
begin
  select raise(abort, 'overlapping claim')
  where exists (
    select 1 from bookings
    where organizer = new.organizer and state in ('held', 'confirmed')
      and claim_start < new.claim_end and new.claim_start < claim_end
      and id <> new.id
  );
end;

create trigger bookings_no_overlap_when_changed
before update of id, organizer, state, claim_start, claim_end on bookings
when new.state in ('held', 'confirmed')
begin
  select raise(abort, 'overlapping claim')
  where exists (
    select 1 from bookings
    where organizer = new.organizer and state in ('held', 'confirmed')
      and claim_start < new.claim_end and new.claim_start < claim_end
      and id <> old.id
  );
end;

create table booking_facts (
  booking_id text not null references bookings (id),
  version integer not null,
  at integer not null,
  type text not null,
  body text not null,
  primary key (booking_id, version)
) strict, without rowid;

create table outbox (
  id integer primary key autoincrement,
  kind text not null,
  booking_id text not null references bookings (id),
  version integer not null,
  attempts integer not null default 0,
  written_at integer not null,
  due_at integer not null,
  lease text,
  leased_until integer,
  done_at integer,
  parked_at integer,
  problem text,
  unique (booking_id, kind, version),
  check ((lease is null) = (leased_until is null)),
  check (done_at is null or parked_at is null)
) strict;
create index outbox_due on outbox (due_at, id) where done_at is null and parked_at is null;

create table audit (
  id integer primary key autoincrement,
  at integer not null,
  actor text not null,
  actor_name text not null,
  organizer text not null,
  by_right text not null,
  act text not null,
  object text not null,
  result text not null
) strict;
create index audit_by_organizer on audit (organizer, at);

-- Written once. `insert or replace` would delete without asking the delete trigger, hence the third one.
create trigger audit_is_not_changed before update on audit
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_is_not_deleted before delete on audit
begin
  select raise(abort, 'the audit log is append-only');
end;

create trigger audit_is_not_replaced before insert on audit
when exists (select 1 from audit where id = new.id)
begin
  select raise(abort, 'the audit log is append-only');
end;
