-- Whose Salesforce username it is, for the page that lists them; null for those who were noted before.
alter table salesforce_users add column name text;
alter table salesforce_users add column address text;
