import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer, once their request is verified. */
export default function RequestReceived(props: EmailProps<"next">) {
  return <Notice {...props} notes={[props.texts.next]} />;
}

RequestReceived.PreviewProps = preview("customer", "request-received");
