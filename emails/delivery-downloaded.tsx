import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer, who may say that it was someone else, and to the store. */
export default function DeliveryDownloaded(props: EmailProps & { texts: { notYou?: string } }) {
  return <Notice {...props} notes={[props.texts.notYou]} />;
}

DeliveryDownloaded.PreviewProps = preview("customer", "delivery-downloaded");
