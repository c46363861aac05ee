-- Three more events that belong to a store and to no request. NOT VALID, as before.
ALTER TABLE "event" DROP CONSTRAINT "event_request_id_check";
ALTER TABLE "event" ADD CONSTRAINT "event_request_id_check" CHECK (
  "request_id" IS NOT NULL OR "type" IN (
    'settings_saved', 'handoff_secret_made', 'customer_signed_in', 'customer_erased',
    'member_invited', 'invitation_resent', 'invitation_withdrawn', 'member_joined', 'member_role_changed', 'member_removed',
    'bulk_finished', 'bulk_undone', 'register_downloaded', 'text_changed', 'text_tested',
    'connection_made', 'connection_secret_made', 'connection_ended',
    'shop_removed', 'shop_deletion_reminded', 'shop_records_kept', 'shop_records_deleted',
    'openid_connected', 'openid_changed', 'openid_ended'
  )
) NOT VALID;
