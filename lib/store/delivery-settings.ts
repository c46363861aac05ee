import { z } from "zod";
import { zfd } from "zod-form-data";
import { DeliveryMethod } from "@/prisma/generated/enums";

/** The methods by which a customer can get an export. The first is a store's until it chooses another. */
export const deliveryMethods = Object.values(DeliveryMethod);

const lifetime = { error: "recordLifetimeOutOfRange" };

/** The fields of the settings on delivery. */
export const deliverySettings = {
  deliveryMethod: z.enum(deliveryMethods),
  approvalRequired: zfd.checkbox(),
  recordLifetimeMonths: zfd.numeric(z.number(lifetime).int(lifetime).min(1, lifetime).max(120, lifetime)),
};

export type DeliverySettings = z.infer<z.ZodObject<typeof deliverySettings>>;
