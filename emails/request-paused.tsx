import { type EmailProps, Notice } from "./layout";
import { StoreMessage } from "./parts";
import { preview } from "./preview";

/** To the customer: what the store has to know before it can answer, and that it waits. */
export default function RequestPaused(props: EmailProps<"how" | "message">) {
  const { texts, message } = props;
  return <Notice {...props} lead={<StoreMessage title={texts.message} text={message} />} notes={[texts.how]} />;
}

RequestPaused.PreviewProps = preview("customer", "request-paused");
