-- What a store's clock was ahead of UTC, in minutes, when an imported time was written; null where that is unknown.
ALTER TABLE "order" ADD COLUMN "placed_at_offset_minutes" SMALLINT,
  ADD COLUMN "paid_at_offset_minutes" SMALLINT,
  ADD COLUMN "fulfilled_at_offset_minutes" SMALLINT,
  ADD COLUMN "cancelled_at_offset_minutes" SMALLINT;

-- The IANA time zone in which a store's times are shown; null until an owner has chosen: UTC.
ALTER TABLE "store" ADD COLUMN "time_zone" TEXT;
