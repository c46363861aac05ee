import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To an owner who asked for it: the store's emails arrive. */
export default function TestEmail(props: EmailProps) {
  return <Notice {...props} />;
}

TestEmail.PreviewProps = preview("store", "test-email");
