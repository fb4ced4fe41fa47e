-- A link can be handed over: from then on another person answers for it. Everything else about it stays as it was made.
alter table links add column keeper text;
