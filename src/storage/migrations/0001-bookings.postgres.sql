-- Lets a gist index compare text for equality: the organizer in the guard below.
create extension if not exists btree_gist;

create table organizers (
  id text primary key,
  name text not null,
  address text not null,
  enrolled_at bigint not null,
  salesforce_username text
);

create table sessions (
  hash text primary key,
  person text not null,
  name text not null,
  address text not null,
  started_at bigint not null,
  ends_at bigint not null,
  sealed_token text,
  token_ends_at bigint not null
);
create index sessions_by_person on sessions (person, token_ends_at);
create index sessions_by_end on sessions (ends_at);

create table links (
  id text primary key,
  token_hash text not null unique,
  organizer text not null references organizers (id),
  created_at bigint not null,
  revoked_at bigint,
  rules text not null
);
create index links_by_organizer on links (organizer, created_at);

create table bookings (
  id text primary key,
  key_hash text not null unique,
  link_id text not null references links (id),
  organizer text not null references organizers (id),
  state text not null,
  start_at bigint not null,
  end_at bigint not null,
  claim_start bigint not null,
  claim_end bigint not null,
  version integer not null,
  booked_at bigint not null,
  check (start_at < end_at),
  check (claim_start <= start_at and end_at <= claim_end),
  -- The guard: whatever the program believes, no two claims of one organizer overlap. An empty range or a null would slip
  -- past it, hence the checks above.
  constraint bookings_no_overlap
    exclude using gist (organizer with =, int8range(claim_start, claim_end, '[)') with &&)
    where (state in ('held', 'confirmed'))
);
create index bookings_by_organizer on bookings (organizer, end_at);
create index bookings_by_link on bookings (link_id, state);
create index bookings_claiming on bookings (organizer, claim_end, claim_start) where state in ('held', 'confirmed');

create table booking_facts (
  booking_id text not null references bookings (id),
  version integer not null,
  at bigint not null,
  type text not null,
  body text not null,
  primary key (booking_id, version)
);

create table outbox (
  id bigint generated always as identity primary key,
  kind text not null,
  booking_id text not null references bookings (id),
  version integer not null,
  attempts integer not null default 0,
  written_at bigint not null,
  due_at bigint not null,
  lease text,
  leased_until bigint,
  done_at bigint,
  parked_at bigint,
  problem text,
  unique (booking_id, kind, version),
  check ((lease is null) = (leased_until is null)),
  check (done_at is null or parked_at is null)
);
create index outbox_due on outbox (due_at, id) where done_at is null and parked_at is null;

create table audit (
  id bigint generated always as identity primary key,
  at bigint not null,
  actor text not null,
  actor_name text not null,
  organizer text not null,
  by_right text not null,
  act text not null,
  object text not null,
  result text not null
);
create index audit_by_organizer on audit (organizer, at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only';
end
$$;
create trigger audit_is_not_changed before update or delete on audit for each row execute function refuse_change();
create trigger audit_is_not_emptied before truncate on audit for each statement execute function refuse_change();
-- Also while replication has switched ordinary triggers off.
alter table audit enable always trigger audit_is_not_changed;
alter table audit enable always trigger audit_is_not_emptied;
