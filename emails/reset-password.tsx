import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** To a merchant who forgot their password: a link to set a new one. */
export default function ResetPassword(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

ResetPassword.PreviewProps = preview("merchant", "reset-password");
