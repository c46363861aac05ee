import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store, if it turned this on: the customer has been sent their data, or the link to it. */
export default function DeliverySent(props: EmailProps) {
  return <Notice {...props} />;
}

DeliverySent.PreviewProps = preview("store", "delivery-sent");
