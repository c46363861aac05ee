import { type EmailProps, Notice } from "./layout";
import { preview } from "./preview";

/** To the store's owners. */
export default function ExportReady(props: EmailProps<"lifetime">) {
  return <Notice {...props} notes={[props.texts.lifetime]} />;
}

ExportReady.PreviewProps = preview("store", "export-ready");
