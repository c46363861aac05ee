/** How long work of one kind waits for the database, in seconds. */
export interface DatabaseLimits {
  /** For a connection of the pool, or for the embedded database's one. */
  connectionSeconds: number;
  /** For a lock that someone else holds. */
  lockSeconds: number;
  statementSeconds: number;
}

/** Every wait for the database, by the kind of work. A visitor waits for the first; the others run on their own connections. */
export const databaseLimits = {
  /** Pages, forms and the pieces of a download, each of which is a statement of its own. */
  requests: { connectionSeconds: 10, lockSeconds: 10, statementSeconds: 10 },
  /** Exports, scans, emails, the clean-up and imports of the dashboard: they are tried again. */
  jobs: { connectionSeconds: 60, lockSeconds: 60, statementSeconds: 600 },
  /** `npm run admin`, imports above all. */
  admin: { connectionSeconds: 10, lockSeconds: 300, statementSeconds: 3600 },
  /** The statement limit also ends the wait for another process that migrates. */
  migrations: { connectionSeconds: 10, lockSeconds: 300, statementSeconds: 3600 },
} as const satisfies Record<string, DatabaseLimits>;

/** Every wait of lib/server for a client, or for Next, in seconds. */
export const serverLimits = {
  /** For a request's headers. */
  headSeconds: 15,
  /** For a body, except an upload's. */
  bodySeconds: 30,
  /** An upload may last as long as it brings `bytes` in each window. */
  upload: { windowSeconds: 10, bytes: 16 * 1024 },
  /** For the first byte of an answer: longer than one wait for the database. */
  answerSeconds: 12,
  /** A download whose client takes nothing for so long is ended. */
  stalledSeconds: 120,
};

/** Every wait of lib/source/outbound-http for a system elsewhere, in seconds. */
export const outboundLimits = {
  /** For the addresses of its name and a connection, TLS included. */
  connectSeconds: 3,
  /** For the head of an answer once the request is sent. */
  headSeconds: 15,
  /** Between two pieces of a body. */
  silenceSeconds: 5,
  /** For a whole call. */
  callSeconds: 15,
  /** For a search, where a person waits for it. */
  searchSeconds: 5,
  /** For a check, whose page has to answer too: see `serverLimits.answerSeconds`. */
  checkSeconds: 8,
  /** How long an export waits in all, in one call, where it is told to come back later. */
  patienceSeconds: 60,
};
