import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer and the store, if the store turned this on: someone opened the data. */
export default function DeliveryOpened(props: EmailProps & { texts: { notYou?: string } }) {
  return <Notice {...props} notes={[props.texts.notYou]} />;
}

DeliveryOpened.PreviewProps = preview("customer", "delivery-opened");
