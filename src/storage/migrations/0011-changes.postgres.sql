-- A booking that is being moved claims two times; one that waits for approval claims, too; one that somebody in Outlook put
-- on top of something else claims none.
alter table bookings
  add column move_start bigint,
  add column move_claim_start bigint,
  add column move_claim_end bigint,
  add column overlapping integer not null default 0,
  add check ((move_claim_start is null) = (move_claim_end is null)),
  add check (move_claim_start < move_claim_end);

drop index bookings_claiming;
create index bookings_claiming on bookings (organizer, claim_end, claim_start)
  where state in ('requested', 'held', 'confirmed');
create index bookings_moving on bookings (organizer, move_claim_end, move_claim_start) where move_claim_start is not null;

-- The guard holds one row against another as wholes: what a booking claims is up to two ranges, either of them empty. The
-- program writes the second one only for a confirmed booking.
alter table bookings drop constraint bookings_no_overlap;
alter table bookings add constraint bookings_no_overlap exclude using gist (
  organizer with =,
  int8multirange(
    case when overlapping = 0 then int8range(claim_start, claim_end, '[)') else 'empty'::int8range end,
    int8range(coalesce(move_claim_start, 0), coalesce(move_claim_end, 0), '[)')
  ) with &&
) where (state in ('requested', 'held', 'confirmed'));
