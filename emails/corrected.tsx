import { type EmailProps, Notice } from "./layout";
import { Lists } from "./parts";
import { preview } from "./preview";

/** To the customer: what was corrected, and which other systems the store corrected or told. */
export default function Corrected(props: EmailProps) {
  return <Notice {...props} lead={<Lists lists={props.lists ?? []} />} />;
}

Corrected.PreviewProps = preview("customer", "corrected");
