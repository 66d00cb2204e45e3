-- What V6 made others for; each ticket would be written into both. The version before still finds the same, by going through
-- all texts, for as long as an update takes. It locks ticket_origin for a moment.
drop index ticket_origin_by_text;
drop index ticket_origin_by_email_key;
