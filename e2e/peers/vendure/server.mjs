// A real Vendure in memory, seeded through its own APIs, for test/peers. It reaches no network.
// Writes one line of JSON once it is ready: the Admin API's address, and a key that may read customers and orders alone.
import vendure from "@vendure/core";
import { seed } from "./seed.mjs";

const { bootstrap, ChannelService, Customer, CustomerService, DefaultLogger, dummyPaymentHandler, LogLevel } = vendure;
const { TransactionalConnection } = vendure;
process.env.VENDURE_DISABLE_TELEMETRY = "true";
const superadmin = { identifier: "superadmin", password: "superadmin" };

/** Who orders as a guest with an account's address becomes a customer of their own, as Vendure's docs suggest. */
class NewCustomerBesideAccount {
  init(injector) {
    this.connection = injector.get(TransactionalConnection);
    this.channels = injector.get(ChannelService);
    this.customers = injector.get(CustomerService);
  }

  async setCustomerForOrder(ctx, _order, input) {
    const repository = this.connection.getRepository(ctx, Customer);
    const where = { emailAddress: input.emailAddress };
    const existing = await repository.findOne({ where, relations: ["user"] });
    if (!existing?.user) return await this.customers.createOrUpdate(ctx, input);
    const made = await this.channels.assignToCurrentChannel(new Customer(input), ctx);
    return await repository.save(made);
  }
}

const app = await bootstrap({
  apiOptions: { port: 0, hostname: "127.0.0.1", adminApiPath: "admin-api", shopApiPath: "shop-api" },
  authOptions: {
    tokenMethod: ["bearer", "api-key"],
    superadminCredentials: superadmin,
    cookieOptions: { secret: "unused" },
    requireVerification: false,
  },
  dbConnectionOptions: { type: "sqljs", synchronize: true, autoSave: false },
  orderOptions: { guestCheckoutStrategy: new NewCustomerBesideAccount() },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  logger: new DefaultLogger({ level: LogLevel.Error }),
  plugins: [],
});
const { port } = app.getHttpServer().address();
const origin = `http://127.0.0.1:${port}`;
const apiKey = await seed(origin, superadmin);
process.stdout.write(`${JSON.stringify({ address: `${origin}/admin-api`, apiKey })}\n`);
