import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";

/** The extensions that the migrations create, for the embedded database. */
export const embeddedExtensions = { btree_gin, pg_trgm };
