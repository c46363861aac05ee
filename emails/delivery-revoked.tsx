import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the customer and the store: the link to the data no longer works. */
export default function DeliveryRevoked(props: EmailProps & { texts: { notYou?: string } }) {
  return <Notice {...props} notes={[props.texts.notYou]} />;
}

DeliveryRevoked.PreviewProps = preview("customer", "delivery-revoked");
