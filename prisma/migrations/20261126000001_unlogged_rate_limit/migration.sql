-- Counters are written with every form that anybody may send, and need not outlive a crash of the server.
ALTER TABLE "rate_limit" SET UNLOGGED;
