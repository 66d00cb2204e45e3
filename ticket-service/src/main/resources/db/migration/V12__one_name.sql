-- One person has one name (decisions.md 49): where the identity topic tells a first or a last name, neither is filled from a
-- token, which may know another person's half. The version before still runs on it.
create or replace view known_person as
select id,
       coalesce(told_email, token_email) as email,
       case when coalesce(told_first_name, told_last_name) is null then token_first_name else told_first_name end
           as first_name,
       case when coalesce(told_first_name, told_last_name) is null then token_last_name else told_last_name end
           as last_name,
       coalesce(told_role, token_role) as role,
       coalesce(told_phone_number, token_phone_number) as phone_number,
       told_smipay_tag as smipay_tag,
       told_profile_image as profile_image,
       told_account_status as account_status,
       told_wallet as wallet,
       told_tier as tier,
       told_kyc_verification as kyc_verification
from person
where not deleted;

-- Whoever is searched by a name that was put together of both.
insert into person_to_fold (person_id)
select id
from person
where (told_first_name is null) <> (told_last_name is null)
  and coalesce(token_first_name, token_last_name) is not null
on conflict (person_id) do nothing;
