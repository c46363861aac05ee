const shared = globalThis as typeof globalThis & { dossierStopping?: boolean };

/** Whether this process has been told to stop: it finishes what it has started and accepts nothing new. */
export function isStopping(): boolean {
  return shared.dossierStopping ?? false;
}

/** From now on, probes learn that this process accepts nothing new. */
export function beginStopping(): void {
  shared.dossierStopping = true;
}
