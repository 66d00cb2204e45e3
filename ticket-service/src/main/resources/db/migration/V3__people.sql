-- People: what the identity topic says wins, what tokens say fills the gaps (decisions.md 30, 43).
create table person (
    id                   text collate "C" primary key,
    -- The record of the identity topic that was applied last; null while only tokens have spoken.
    source_partition     int,
    source_offset        bigint,
    -- A tombstone: nothing is known, and tokens fill nothing, until a newer record.
    deleted              boolean not null default false,
    told_email           text,
    told_first_name      text,
    told_last_name       text,
    told_phone_number    text,
    told_smipay_tag      text,
    told_profile_image   jsonb,
    told_role            text,
    told_account_status  text,
    told_wallet          jsonb,
    told_tier            jsonb,
    told_kyc_verification jsonb,
    token_email          text,
    token_first_name     text,
    token_last_name      text,
    token_role           text
);

create view known_person as
select id,
       coalesce(told_email, token_email) as email,
       coalesce(told_first_name, token_first_name) as first_name,
       coalesce(told_last_name, token_last_name) as last_name,
       coalesce(told_role, token_role) as role,
       told_phone_number as phone_number,
       told_smipay_tag as smipay_tag,
       told_profile_image as profile_image,
       told_account_status as account_status,
       told_wallet as wallet,
       told_tier as tier,
       told_kyc_verification as kyc_verification
from person
where not deleted;

-- Registrations under way (decisions.md 17, 30).
create table registration_session (
    id               text    collate "C" primary key,
    source_partition int     not null,
    source_offset    bigint  not null,
    deleted          boolean not null,
    -- Null after a tombstone.
    email            text,
    phone_number     text,
    first_name       text,
    last_name        text,
    expires_at       timestamptz,
    status           text
);
