const shared = globalThis as typeof globalThis & { dossierStopping?: boolean };

/** Whether this process has been told to end: it finishes what it has begun and asks for nothing new. */
export function isStopping(): boolean {
  return shared.dossierStopping ?? false;
}

/** From here on, probes are told that this process takes nothing new. */
export function beginStopping(): void {
  shared.dossierStopping = true;
}
