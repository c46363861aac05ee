import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To the address that a merchant signs in with now: someone asked to change it. */
export default function EmailChangeCurrent(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

EmailChangeCurrent.PreviewProps = preview("merchant", "email-change-current");
