-- The collision watch asks every few seconds which confirmed meetings are still to come.
create index bookings_confirmed on bookings (end_at) where state = 'confirmed';
