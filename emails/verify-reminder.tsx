import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To the address that a guest typed, once, days after the email that nobody answered. */
export default function VerifyReminder(props: EmailProps<"lifetime" | "notYou" | "cancel">) {
  return <Confirmation {...props} cancel={{ name: props.texts.cancel, url: `${props.action?.url}?cancel=1` }} />;
}

VerifyReminder.PreviewProps = preview("customer", "verify-reminder");
