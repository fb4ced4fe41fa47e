-- What happens to an activity again and again is one line of its story, with how often and when last. null: once.
alter table activity_attempts add column times integer not null default 1;
alter table activity_attempts add column last_at integer;

-- The activities page shows the latest of each state.
create index activities_latest on activities (organizer, state, since);
drop index activities_by_organizer;
