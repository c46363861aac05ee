import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer and to the store. */
export default function RequestCancelled(props: EmailProps) {
  return <Notice {...props} />;
}

RequestCancelled.PreviewProps = preview("customer", "request-cancelled");
