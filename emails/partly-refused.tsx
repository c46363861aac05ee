import { type EmailProps, Notice } from "./layout";
import { Lists } from "./parts";
import { preview } from "./preview";

/** To the customer, next to the copy that they get: what of their data the store withholds, and why. */
export default function PartlyRefused(props: EmailProps<"given">) {
  return <Notice {...props} lead={<Lists lists={props.lists ?? []} />} notes={[props.texts.given]} />;
}

PartlyRefused.PreviewProps = preview("customer", "partly-refused");
