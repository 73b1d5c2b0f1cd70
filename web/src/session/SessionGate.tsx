/** Shows the console to those who are signed in, and the way in to everybody else, at the same address. */
import { useQuery } from "@tanstack/react-query";
import { Outlet, useLocation } from "@tanstack/react-router";
import { Suspense, useEffect, useState } from "react";
import { ApiError, onSignedOut } from "#/api/client";
import { ME, readMe } from "#/api/me";
import { queries } from "#/api/queries";
import { lazily } from "#/app/patient";
import { Shell } from "#/app/Shell";
import { FROM_LETTERS } from "#/boot/first";
import { chooseLocale, isChosen, isLocale } from "#/i18n/locale";
import { Loading } from "#/ui/Loading";
import { Oops } from "#/ui/Oops";

const SignInPage = lazily(() => import("#/session/SignInPage"));
const SignInAgain = lazily(() => import("#/session/SignInAgain"));
const TokenPage = lazily(() => import("#/session/TokenPage"));

export function SessionGate() {
  const path = useLocation({ select: (location) => location.pathname });
  const outside = FROM_LETTERS.has(path);
  const {
    data: me,
    error,
    isPending,
  } = useQuery({
    queryKey: ME,
    queryFn: readMe,
    enabled: !outside,
    // whether somebody is signed in was asked before anything was drawn
    retryOnMount: false,
  });
  const expired = useExpired(me !== undefined);
  useLanguageOf(me?.language);
  if (outside) return <Suspended>{<TokenPage kind={path === "/reset" ? "reset" : "invitation"} />}</Suspended>;
  if (isPending) return <Loading />;
  if (me !== undefined) {
    return (
      <>
        <Shell>
          <Outlet />
        </Shell>
        {expired && <Suspended>{<SignInAgain email={me.email ?? ""} />}</Suspended>}
      </>
    );
  }
  if (error instanceof ApiError && error.status === 401) return <Suspended>{<SignInPage />}</Suspended>;
  return <Oops error={error} page />;
}

function Suspended({ children }: { children: React.ReactNode }) {
  return <Suspense fallback={<Loading />}>{children}</Suspense>;
}

/** Whether a session ended while its member was at work; nothing that they typed is lost over it. */
function useExpired(signedIn: boolean): boolean {
  const [expired, setExpired] = useState(false);
  // who was never signed in finds the way in instead
  useEffect(() => onSignedOut(() => setExpired(queries.getQueryData(ME) !== undefined)), []);
  useEffect(() => onSignedInAgain(() => setExpired(false)), []);
  return signedIn && expired;
}

const returned = new Set<() => void>();

function onSignedInAgain(listener: () => void): () => void {
  returned.add(listener);
  return () => returned.delete(listener);
}

/** Tells that the session is back. */
export function signedInAgain(): void {
  for (const listener of returned) listener();
}

/** A member's own language counts where none was chosen on this device. */
function useLanguageOf(language: string | null | undefined): void {
  useEffect(() => {
    if (isLocale(language) && !isChosen()) chooseLocale(language, false);
  }, [language]);
}
