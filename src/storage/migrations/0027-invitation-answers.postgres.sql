-- Answers to invitations, given for an organizer. Each row is its own outbox: Exchange is told after it was written down.
create table invitation_answers (
  id text primary key,
  organizer text not null references organizers (id),
  item text not null,
  answer text not null,
  comment text not null,
  silently integer not null,
  -- What had been answered before, and when the meeting was, as the person who answered has read it.
  answered_before text not null,
  times text not null,
  -- JSON
  actor text not null,
  by_right text not null,
  start_at bigint not null,
  end_at bigint not null,
  title text not null,
  at bigint not null,
  state text not null,
  since bigint not null,
  sent_at bigint,
  attempts integer not null default 0,
  due_at bigint not null,
  lease text,
  leased_until bigint,
  problem text,
  check (answer in ('accept', 'tentative', 'decline')),
  check (state in ('wanted', 'given', 'overtaken', 'refused')),
  check ((lease is null) = (leased_until is null))
);
-- Of one invitation one answer at most is on its way.
create unique index invitation_answers_wanted on invitation_answers (organizer, item) where state = 'wanted';
create index invitation_answers_due on invitation_answers (due_at, id) where state = 'wanted';
create index invitation_answers_of on invitation_answers (organizer, since);
