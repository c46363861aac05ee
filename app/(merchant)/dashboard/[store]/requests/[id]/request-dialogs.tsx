import { validate } from "uuid";
import { isExtendable } from "@/lib/request/extend-request";
import { isPausable } from "@/lib/request/pause-request";
import { isReopenable } from "@/lib/request/reopen-request";
import { AddFilesDialog, AddTextDialog } from "./add-data-dialogs";
import { AgentDialog } from "./agent-card";
import { VerifyDialog } from "./ask-to-verify";
import { CloseDialog } from "./close-dialog";
import { DeliverDialog } from "./deliver-dialog";
import { DeliveryDialog, deliveryActs } from "./delivery-dialogs";
import {
  ApproveErasureDialog,
  FinishErasureDialog,
  HoldErasureDialog,
  isStoppable,
  mayHold,
  WithdrawErasureDialog,
} from "./erasure-dialogs";
import { ExtendDialog } from "./extend-dialog";
import { EndPauseDialog, PauseDialog } from "./pause-dialogs";
import { ProofDialog } from "./proof-dialog";
import { RefuseDialog } from "./refuse-dialog";
import { ReopenDialog } from "./reopen-dialog";
import type { RequestView } from "./request-view";
import { DeleteNoteDialog } from "./timeline-note";

/** The dialog that the page's address names, where the request's state and the reader's role allow what it does. */
export function RequestDialogs({ dialog, note, ...view }: RequestView & { dialog: unknown; note: unknown }) {
  const { request, current, can, next } = view;
  const isOpen = request.state === "open";
  const act = deliveryActs.find((name) => name === dialog);
  if (act) return <DeliveryDialog {...view} act={act} />;
  switch (dialog) {
    case "deliver":
      return isOpen && !current && can("delivery.create") && <DeliverDialog {...view} />;
    case "close":
      return isOpen && !current && can("request.answer") && <CloseDialog {...view} />;
    case "extend":
      return isExtendable(request) && can("request.answer") && <ExtendDialog {...view} />;
    case "pause":
      return isPausable(request) && can("request.answer") && <PauseDialog {...view} />;
    case "end-pause":
      return isOpen && request.pause && can("request.answer") && <EndPauseDialog {...view} />;
    case "refuse":
      return isOpen && can("request.refuse") && <RefuseDialog {...view} />;
    case "reopen":
      return isReopenable(request) && can("request.answer") && <ReopenDialog {...view} />;
    case "approve-erasure":
      return next.step === "erase" && can("request.approve_erasure") && <ApproveErasureDialog {...view} />;
    case "hold-erasure":
      return mayHold(view) && <HoldErasureDialog {...view} />;
    case "withdraw-erasure":
      return isStoppable(view) && can("request.refuse") && <WithdrawErasureDialog {...view} />;
    case "finish-erasure":
      return next.step === "eraseFinish" && can("request.answer") && <FinishErasureDialog {...view} />;
    case "add-text":
      return isOpen && can("request.add_data") && <AddTextDialog {...view} />;
    case "add-files":
      return isOpen && can("request.add_data") && <AddFilesDialog {...view} />;
    case "verify":
      return can("request.verify") && <VerifyDialog {...view} />;
    case "agent":
      return isOpen && !request.agent && can("request.verify") && <AgentDialog {...view} />;
    case "proof":
      return isOpen && request.emailVerified && can("request.verify") && <ProofDialog {...view} />;
    case "note":
      return can("request.write_note") && validate(note) && <DeleteNoteDialog {...view} noteId={String(note)} />;
  }
}
