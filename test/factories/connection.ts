import { wrapSecret } from "@/lib/crypto";
import { prisma } from "@/lib/database";
import { type ConnectionKey, connectionPurpose } from "@/lib/source/connection/connection";
import { createSigningSecret } from "@/lib/source/web-service/sign";
import type { Prisma } from "@/prisma/generated/client";

/** A connection to a web service that nobody has called yet. */
export async function makeConnection(
  storeId: string,
  {
    credentials = { secret: createSigningSecret() },
    ...fields
  }: Omit<Partial<Prisma.ConnectionUncheckedCreateInput>, "credentials"> & {
    credentials?: unknown;
  } = {},
): Promise<ConnectionKey> {
  const number = (await prisma().connection.count({ where: { storeId } })) + 1;
  await prisma().connection.create({
    data: {
      ...{ storeId, number, kind: "web_service", name: "Help desk", address: "https://desk.example/dossier" },
      ...fields,
      credentials:
        fields.state === "disconnected"
          ? null
          : wrapSecret(Buffer.from(JSON.stringify(credentials)), connectionPurpose({ storeId, number })),
    },
    select: { number: true },
  });
  return { storeId, number };
}
