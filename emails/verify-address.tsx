import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To the address that a store wants to deliver to, for a request that did not come by email. */
export default function VerifyAddress(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

VerifyAddress.PreviewProps = preview("customer", "verify-address");
