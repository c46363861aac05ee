import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store: the archive was not ready, so that nothing was sent. */
export default function DeliveryFailed(props: EmailProps) {
  return <Notice {...props} />;
}

DeliveryFailed.PreviewProps = preview("store", "delivery-failed");
