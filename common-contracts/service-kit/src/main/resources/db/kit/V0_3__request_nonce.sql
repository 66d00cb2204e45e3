-- Nonces of signed requests that were found right (decisions.md 10): each works once for the service, whichever replica it
-- meets. Only who holds the signing key can add rows; they are deleted once their timestamps count no more.
create table request_nonce (
    nonce    text        not null primary key,
    noted_at timestamptz not null default clock_timestamp()
) with (
    fillfactor = 100,
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 10000,
    autovacuum_vacuum_insert_threshold = -1
);
create index request_nonce_by_age on request_nonce (noted_at);
