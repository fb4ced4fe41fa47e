-- A booking that is being moved claims two times; one that waits for approval claims, too; one that somebody in Outlook put
-- on top of something else claims none.
alter table bookings add column move_start integer;
alter table bookings add column move_claim_start integer;
alter table bookings add column move_claim_end integer;
alter table bookings add column overlapping integer not null default 0;

drop index bookings_claiming;
create index bookings_claiming on bookings (organizer, claim_end, claim_start)
  where state in ('requested', 'held', 'confirmed');
create index bookings_moving on bookings (organizer, move_claim_end, move_claim_start) where move_claim_start is not null;

drop trigger bookings_no_overlap_when_placed;
create trigger bookings_no_overlap_when_placed
before insert on bookings
when new.state in ('requested', 'held', 'confirmed') and new.overlapping = 0
begin
  select raise(abort, 'overlapping claim')
  where exists (
    select 1 from bookings
    where organizer = new.organizer and state in ('requested', 'held', 'confirmed') and overlapping = 0
      and claim_start < new.claim_end and new.claim_start < claim_end
      and id <> new.id
  ) or exists (
    select 1 from bookings
    where organizer = new.organizer and move_claim_start is not null
      and move_claim_start < new.claim_end and new.claim_start < move_claim_end
      and id <> new.id
  );
end;

drop trigger bookings_no_overlap_when_changed;
create trigger bookings_no_overlap_when_changed
before update of id, organizer, state, claim_start, claim_end, move_claim_start, move_claim_end, overlapping on bookings
when new.state in ('requested', 'held', 'confirmed')
begin
  select raise(abort, 'overlapping claim')
  where (new.overlapping = 0 and (
    exists (
      select 1 from bookings
      where organizer = new.organizer and state in ('requested', 'held', 'confirmed') and overlapping = 0
        and claim_start < new.claim_end and new.claim_start < claim_end
        and id <> old.id
    ) or exists (
      select 1 from bookings
      where organizer = new.organizer and move_claim_start is not null
        and move_claim_start < new.claim_end and new.claim_start < move_claim_end
        and id <> old.id
    )
  )) or (new.move_claim_start is not null and (
    exists (
      select 1 from bookings
      where organizer = new.organizer and state in ('requested', 'held', 'confirmed') and overlapping = 0
        and claim_start < new.move_claim_end and new.move_claim_start < claim_end
        and id <> old.id
    ) or exists (
      select 1 from bookings
      where organizer = new.organizer and move_claim_start is not null
        and move_claim_start < new.move_claim_end and new.move_claim_start < move_claim_end
        and id <> old.id
    )
  ));
end;
