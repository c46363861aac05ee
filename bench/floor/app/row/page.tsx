import { addRow } from "@/bench/floor/app/actions";
import { BareForm } from "@/bench/floor/app/bare-form";

export default function RowPage() {
  return <BareForm action={addRow} />;
}
