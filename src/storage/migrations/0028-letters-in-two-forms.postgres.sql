-- Letters as HTML, too, and in which language; null: written before, as plain text and whole.
alter table letters add column html text;
alter table letters add column language text;

-- Links that were suspended or work again, and whom it concerns has still to be told.
create table suspension_news (
  id bigint generated always as identity primary key,
  link_id text not null references links (id),
  organizer text not null,
  -- Null: it works again.
  because text,
  at bigint not null,
  told_at bigint
);
create index suspension_news_untold on suspension_news (id) where told_at is null;
