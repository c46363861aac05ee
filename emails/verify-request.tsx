import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To the address that a guest typed: only someone who reads its inbox can confirm the request. */
export default function VerifyRequest(props: EmailProps<"lifetime" | "notYou" | "cancel">) {
  return <Confirmation {...props} cancel={{ name: props.texts.cancel, url: `${props.action?.url}?cancel=1` }} />;
}

VerifyRequest.PreviewProps = preview("customer", "verify-request");
