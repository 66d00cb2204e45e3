update conversation set owner_user_id = :user_id, guest_proof = null
where ticket_id = cast(:id as uuid) and owner_user_id is null and owner_version <= :seen_version
