"use client";

import { useEffect, useRef, useState } from "react";

/** A page that the palette goes to. */
export interface Place {
  href: string;
  title: string;
  detail?: string;
}

/** What the store's search answers, and to what. */
interface Found {
  typed: string;
  requests: Place[];
  customers: Place[];
  failed?: true;
}

const PAUSE_MILLISECONDS = 150;

/** Searches the store once typing pauses; what was asked before is aborted and never shown. */
export function useSearch(searchUrl: string, typed: string) {
  const [found, setFound] = useState<Found>();
  /** Opens the first result of the search that is still running. */
  const openFirst = useRef<(first: Place | undefined) => void>(undefined);
  useEffect(() => {
    if (!typed) return setFound(undefined);
    const aborter = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await ask(`${searchUrl}?q=${encodeURIComponent(typed)}`, aborter.signal);
      if (aborter.signal.aborted) return;
      setFound({ typed, ...answer });
      openFirst.current?.([...answer.requests, ...answer.customers][0]);
      openFirst.current = undefined;
    }, PAUSE_MILLISECONDS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [searchUrl, typed]);
  return { found, openFirst };
}

async function ask(url: string, signal: AbortSignal): Promise<Omit<Found, "typed">> {
  try {
    const response = await fetch(url, { signal, cache: "no-store" });
    if (response.ok) return await response.json();
  } catch {
    // Offline, or aborted: then nobody waits for the answer.
  }
  return { requests: [], customers: [], failed: true };
}
