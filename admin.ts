import { Command, CommanderError } from "commander";
import { env, loadEnv } from "@/lib/env";
import { OperatorError } from "@/lib/error";
import { explainFailure } from "@/lib/start-failure";

const program = new Command("npm run admin --")
  .description("Commands for the operator of this deployment.")
  .exitOverride()
  .showHelpAfterError("(add --help for its options)");

program
  .command("store:create")
  .description("Add a store.")
  .requiredOption("--slug <slug>", "its name in URLs: lowercase letters, digits and hyphens")
  .requiredOption("--name <name>", "its name, as customers know it")
  .option("--locale <locale>", "the language of its own emails, en or de", "en")
  .option("--contact <email>", "the email address for its customers")
  .action((options: { slug: string; name: string; locale: string; contact?: string }) =>
    withDatabase(async () => {
      const { createStore } = await import("@/lib/store/create-store");
      await createStore({ ...options, contactEmail: options.contact });
      print(`Created the store ${options.slug}. Its request page is ${env().appUrl}/s/${options.slug}`);
    }),
  );

program
  .command("owner:create")
  .description("Make someone an owner of a store, and print a one-time link to set their password.")
  .requiredOption("--store <slug>", "the store's slug")
  .requiredOption("--email <email>", "the owner's email address")
  .option("--name <name>", "the owner's name")
  .action((options: { store: string; email: string; name?: string }) =>
    withDatabase(async () => {
      const { createOwner } = await import("@/lib/merchant/create-owner");
      const link = await createOwner({ storeSlug: options.store, email: options.email, name: options.name });
      print(
        link === null
          ? `${options.email} is now an owner of ${options.store}, and signs in with their existing password.`
          : `${options.email} is now an owner of ${options.store}. This link sets the password, once, within 7 days:\n${link}`,
      );
    }),
  );

program
  .command("password:link")
  .description("Print a one-time link with which a merchant sets a new password.")
  .requiredOption("--email <email>", "their sign-in address")
  .action(({ email }: { email: string }) =>
    withDatabase(async () => {
      const { resetPassword } = await import("@/lib/sign-in/create-password-link");
      print(`This link sets the password of ${email}, once, within 7 days:\n${await resetPassword(email)}`);
    }),
  );

program
  .command("sessions:end")
  .description("Sign a merchant out everywhere; without --email everyone, customers too.")
  .option("--email <email>", "their sign-in address")
  .action(({ email }: { email?: string }) =>
    withDatabase(async () => {
      const { endSessions } = await import("@/lib/sign-in/end-sessions");
      print(`${await endSessions(email)} sessions ended.`);
    }),
  );

program
  .command("merchant:remove")
  .description("Remove someone from every store, with their password and sessions.")
  .requiredOption("--email <email>", "their sign-in address")
  .action(({ email }: { email: string }) =>
    withDatabase(async () => {
      const { removeMerchant } = await import("@/lib/sign-in/end-sessions");
      await removeMerchant(email);
      print(`${email} no longer belongs to any store.`);
    }),
  );

program
  .command("import")
  .description("Import Shopify's customers and orders exports. Can be run again: nothing is stored twice.")
  .requiredOption("--store <slug>", "the store's slug")
  .option("--customers <file>", "Shopify's export of customers, CSV")
  .option("--orders <file>", "Shopify's export of orders, CSV")
  .action((options: { store: string; customers?: string; orders?: string }) =>
    withDatabase(async () => {
      const { importFiles } = await import("@/lib/import/import-files");
      const { terminalReporter } = await import("@/lib/import/terminal-reporter");
      const { store: storeSlug, ...files } = options;
      const summaries = await importFiles({ storeSlug, ...files }, terminalReporter(process.stdout, process.stderr));
      const skipped = summaries.reduce((sum, { rowsSkipped }) => sum + rowsSkipped, 0);
      if (skipped > 0)
        throw new OperatorError(
          `Not everything was imported: ${skipped} ${skipped === 1 ? "row was" : "rows were"} skipped, see above. Correct them in Shopify, export again, and import the new file: nothing is stored twice.`,
        );
    }),
  );

program
  .command("keys:status")
  .description("List the keys of ENCRYPTION_KEY, by id, with the number of rows that use each.")
  .action(() =>
    withDatabase(async () => {
      const { countKeys } = await import("@/lib/keys/count-keys");
      for (const { id, rows, role } of await countKeys()) print(`${id}  ${role}  ${rows} rows`);
    }),
  );

program
  .command("keys:rewrap")
  .description("Re-encrypt what is under an older ENCRYPTION_KEY under the first. Safe while the app is running.")
  .action(() =>
    withDatabase(async () => {
      const { rewrapSecrets } = await import("@/lib/keys/rewrap-secrets");
      const { rewrapped, remaining } = await rewrapSecrets();
      print(`${rewrapped} rewrapped, ${remaining} remain under another key.`);
      if (remaining > 0) throw new OperatorError("Keep the older keys: run this again, or add the missing key.");
    }),
  );

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode;
  else {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exit(1); // a connection that failed halfway may still be open
  }
}

/** Opens the database, applies pending migrations, runs the command and closes the database. */
async function withDatabase(run: () => Promise<void>): Promise<void> {
  loadEnv("admin");
  const { openDatabase } = await import("@/lib/database");
  const { applyMigrations } = await import("@/prisma/migrate");
  const database = await openDatabase();
  try {
    await applyMigrations(database, env().databaseUrl);
    await run();
  } finally {
    await database.close();
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
