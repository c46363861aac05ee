import { z } from "zod";
import { RequestType } from "@/prisma/generated/enums";

/** What a form asks for. */
export const requestType = z.enum(RequestType, { error: "typeUnknown" });
