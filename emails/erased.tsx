import { type EmailProps, Notice } from "./layout";
import { Lists } from "./parts";
import { preview } from "./preview";

/** To the customer: what was erased, what was kept and why, and what is erased later elsewhere. */
export default function Erased(props: EmailProps<"kept">) {
  return <Notice {...props} lead={<Lists lists={props.lists ?? []} />} notes={[props.texts.kept]} />;
}

Erased.PreviewProps = preview("customer", "erased");
