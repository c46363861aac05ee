// Preloaded into an app: appends each statement that it sends to PostgreSQL to the file STATEMENT_LOG.
import { appendFileSync } from "node:fs";
import pg from "pg";

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function recorded(statement, ...rest) {
  const text = typeof statement === "string" ? statement : statement.text;
  appendFileSync(process.env.STATEMENT_LOG, `${JSON.stringify(text)}\n`);
  return query.call(this, statement, ...rest);
};
