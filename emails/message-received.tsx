import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store: the customer has answered what it asked. The words stay in the dashboard. */
export default function MessageReceived(props: EmailProps) {
  return <Notice {...props} />;
}

MessageReceived.PreviewProps = preview("store", "message-received");
