import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer: the text inside the encrypted part, next to the archive. The HTML is not sent. */
export default function EncryptedDelivery(props: EmailProps<"next">) {
  return <Notice {...props} notes={[props.texts.next]} />;
}

EncryptedDelivery.PreviewProps = preview("customer", "encrypted-delivery");
