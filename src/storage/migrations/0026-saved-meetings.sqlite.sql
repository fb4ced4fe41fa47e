-- Meetings of the calendar that no link has made and that somebody has saved to Salesforce. The key is that of the activity.
create table saved_meetings (
  key text primary key,
  organizer text not null references organizers (id),
  item text not null,
  ical_uid text not null,
  series text,
  state text not null,
  said text not null,
  chosen text not null,
  saved_by text not null,
  last_by text not null,
  made_by text,
  end_at integer not null,
  at integer not null,
  version integer not null,
  check (state in ('followed', 'over', 'kept', 'removed'))
) strict;
create index saved_meetings_by_item on saved_meetings (organizer, item);
create index saved_meetings_by_series on saved_meetings (organizer, series) where series is not null;
create index saved_meetings_followed on saved_meetings (organizer, end_at) where state = 'followed';
