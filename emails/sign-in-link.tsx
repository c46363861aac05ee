import { Confirmation, type EmailProps } from "./layout";
import { preview } from "./preview";

/** Signs a customer in without a password. */
export default function SignInLink(props: EmailProps<"lifetime" | "notYou">) {
  return <Confirmation {...props} />;
}

SignInLink.PreviewProps = preview("customer", "sign-in-link");
