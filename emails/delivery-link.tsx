import { type EmailProps, Notice } from "./layout";
import { StoreMessage } from "./parts";
import { preview } from "./preview";

/** To the verified address: the link to the data, which does not open anything by itself. */
export default function DeliveryLink(props: EmailProps<"how" | "lifetime" | "message">) {
  const { texts, message } = props;
  const lead = <StoreMessage title={texts.message} text={message} />;
  return <Notice {...props} lead={lead} notes={[texts.how, texts.lifetime]} />;
}

DeliveryLink.PreviewProps = preview("customer", "delivery-link");
