import { type EmailProps, Notice } from "./layout";
import { StoreMessage } from "./parts";
import { preview } from "./preview";

/** To the customer: what the store asks about their request, and the link to answer. */
export default function MessageSent(props: EmailProps<"how" | "message">) {
  const { texts, message } = props;
  return <Notice {...props} lead={<StoreMessage title={texts.message} text={message} />} notes={[texts.how]} />;
}

MessageSent.PreviewProps = preview("customer", "message-sent");
