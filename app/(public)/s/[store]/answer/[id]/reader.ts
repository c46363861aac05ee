import { cookies } from "next/headers";
import { mayReadMessages, messageCookie } from "@/lib/message/message-link";
import { currentCustomer } from "@/lib/sign-in/customer-session";

/** Whether this browser may read and answer a request's messages: by the cookie of a code, or by its session. */
export async function mayAnswer(storeId: string, requestId: string): Promise<boolean> {
  const cookie = (await cookies()).get(messageCookie(requestId))?.value;
  return await mayReadMessages({ storeId, requestId, cookie, identity: await currentCustomer(storeId) });
}
