-- A store's former hand-off secret, which stays valid for a chosen time.
ALTER TABLE "store" ADD COLUMN "former_handoff_secret" TEXT, ADD COLUMN "former_handoff_until" TIMESTAMPTZ(3);
