import { addRow } from "@/bench/baseline/app/actions";
import { BareForm } from "@/bench/baseline/app/bare-form";

export default function RowPage() {
  return <BareForm action={addRow} />;
}
