-- Who answers for a link finds it also when she has lost every right in the organizer's calendar.
create index links_by_keeper on links (coalesce(keeper::json ->> 'id', rules::json #>> '{madeBy,id}'));
