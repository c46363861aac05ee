import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To a customer whom the store signed in, once their request is received: nobody has proved their address yet. */
export default function ConfirmAddress(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

ConfirmAddress.PreviewProps = preview("customer", "confirm-address");
