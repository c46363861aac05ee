import { type EmailProps, Notice } from "./layout";
import { StoreMessage } from "./parts";
import { preview } from "./preview";

/** To the customer: the text inside the encrypted part, next to the archive. The HTML is not sent. */
export default function EncryptedDelivery(props: EmailProps<"next" | "message">) {
  const { texts, message } = props;
  const lead = <StoreMessage title={texts.message} text={message} />;
  return <Notice {...props} lead={lead} notes={[texts.next]} />;
}

EncryptedDelivery.PreviewProps = preview("customer", "encrypted-delivery");
