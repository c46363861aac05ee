import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer: an erasure that they were told of does not start as planned. */
export default function ErasureStopped(props: EmailProps) {
  return <Notice {...props} />;
}

ErasureStopped.PreviewProps = preview("customer", "erasure-stopped");
