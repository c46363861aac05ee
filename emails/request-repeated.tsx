import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store, if it turned this on: the customer asks once more for what is still open. */
export default function RequestRepeated(props: EmailProps) {
  return <Notice {...props} />;
}

RequestRepeated.PreviewProps = preview("store", "request-repeated");
