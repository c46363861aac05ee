import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To someone whom an owner invites to a store's team. */
export default function Invitation(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

Invitation.PreviewProps = preview("merchant", "invitation");
