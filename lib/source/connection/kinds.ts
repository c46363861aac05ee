import type { CustomerSource } from "@/lib/source/source";
import { webServiceSource } from "@/lib/source/web-service/web-service-source";
import type { Connection } from "./connection";

/** The kinds of live systems, each with what makes a source of a connection to one. A platform is one row more. */
export const connectionKinds: Record<string, (connection: Connection) => CustomerSource> = {
  web_service: webServiceSource,
};
