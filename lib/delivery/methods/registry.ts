import type { DeliveryMethod } from "@/prisma/generated/client";
import { anotherWay } from "./another-way";
import { link } from "./link";
import type { Method } from "./method";
import { openpgp } from "./openpgp";
import { passwordZip } from "./password-zip";

/** Every delivery method, in the order in which the dialog offers them. The names are those in the database. */
export const methods: Record<DeliveryMethod, Method> = {
  link,
  password_zip: passwordZip,
  encrypted_email: openpgp,
  outside: anotherWay,
};

/** The names of the methods whose customers get a link. */
export const linkMethods = (Object.keys(methods) as DeliveryMethod[]).filter(
  (name) => methods[name].customer.linkOpens !== null,
);
