-- When an attempt last sent something that may have arrived unheard, or may still arrive; null: nothing is under way.
alter table outbox add column sent_at integer;

-- Forms that have booked or were refused. Whoever writes the id first decides: of a form that was refused nothing that is
-- still on its way books any more.
create table answered_forms (
  id text primary key,
  answered_at integer not null
) strict;
create index answered_forms_by_time on answered_forms (answered_at);
