import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To the address that a merchant wants to sign in with. */
export default function EmailChangeNew(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

EmailChangeNew.PreviewProps = preview("merchant", "email-change-new");
